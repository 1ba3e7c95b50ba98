"""The whole way on real articles, which lie beside the repository and are no part of it."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database

from datasette_newsactors import store
from datasette_newsactors.ingest import ingest
from datasette_newsactors.readers import read
from datasette_newsactors.store import open_database

from .conftest import SHARED
from .store.deciding import ACTIONS, attempt
from .store.newspaper import assert_sound, new_database, save_all, state

pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason=f"needs the articles in {SHARED}")

SEED = SHARED / "data" / "seed"
WIKINEWS = SHARED / "data" / "wikinews"
QUOTES = "select quotes.*, actors.name as speaker from quotes left join actors on actors.id = speaker_id order by start"


@pytest.fixture(scope="module")
def seed(nlp: Any, tmp_path_factory: pytest.TempPathFactory) -> Database:
    """A database of one real article."""
    db = open_database(str(tmp_path_factory.mktemp("seed") / "seed.db"))
    assert ingest(db, read([str(SEED)]), nlp).new == 1
    return db


def test_direct_quotes_are_whole_and_have_their_speakers(seed: Database) -> None:
    direct = [quote for quote in seed.query(QUOTES) if quote["quote_type"] == "direct"]

    assert [quote["speaker"] for quote in direct] == [
        "Sir Tony Benton",
        "Faysal Itani",
        "Francois Delattre",
        "Dmitry Kiselyov",
        "Tarja Cronberg",
        "Sir Tony Benton",
    ]


def test_a_split_quote_is_one_quote_of_two_spans(seed: Database) -> None:
    rows = seed.query(
        """
        select actors.name, count(*) as n from quote_spans join quotes on quotes.id = quote_id
        join actors on actors.id = speaker_id where quote_type = 'direct' group by quote_id having n > 1 order by 1
        """
    )

    assert [tuple(row.values()) for row in rows] == [("Faysal Itani", 2), ("Francois Delattre", 2)]


def test_indirect_quotes_have_their_sources(seed: Database) -> None:
    indirect = [quote for quote in seed.query(QUOTES) if quote["quote_type"] == "indirect"]
    anonymous = [quote["source_text"] for quote in indirect if quote["anonymous"]]
    speakers = {quote["speaker"] for quote in indirect}

    assert len(indirect) >= 8
    assert anonymous.count("sources close to the Kremlin") == 2
    assert "Russian sources" in anonymous
    assert {"Reuters", "Vladimir Putin", "Dmitry Kiselyov", "Sir Tony Benton"} <= speakers


def test_anonymous_sources_have_no_speaker(seed: Database) -> None:
    assert [quote["speaker"] for quote in seed.query(QUOTES) if quote["anonymous"]] == [None] * 3


def test_spellings_of_a_name_are_one_actor(seed: Database) -> None:
    rows = seed.query("select actors.id, aliases.name from aliases join actors on actors.id = actor_id")
    holders = {row["name"]: row["id"] for row in rows}

    assert holders["Bashar al-Assa"] == holders["Bashar Assad"] == holders["Assad"]
    assert holders["Brenton"] == holders["Sir Tony Benton"]


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("Sergei Shoigu", "Minister of Defense"),
        ("Faysal Itani", "Atlantic Council"),
        ("Francois Delattre", "French Ambassador to the UN"),
    ],
)
def test_roles(seed: Database, name: str, role: str) -> None:
    rows = seed.query("select role from roles join actors on actors.id = actor_id where name = ?", [name])

    assert any(role in row["role"] for row in rows)


def test_captions_say_nothing(seed: Database) -> None:
    text = next(seed.query("select text from articles"))["text"]
    captions = [(text.index(line), text.index(line) + len(line)) for line in text.splitlines() if "via AP]" in line]

    assert captions
    assert [q for q in seed.query(QUOTES) for start, end in captions if q["start"] < end and start < q["end"]] == []


def test_every_span_of_the_seed_is_exact(seed: Database) -> None:
    assert_sound(seed)


def test_what_annotate_writes_scores_on_the_gold(tmp_path: Path) -> None:
    annotate = [sys.executable, "-m", "datasette_newsactors", "annotate", str(SEED), "-o", str(tmp_path / "out")]
    subprocess.run(annotate, check=True)
    score = [sys.executable, str(SHARED / "tools" / "score_gold.py"), str(SHARED / "data" / "gold" / "seed")]

    scored = subprocess.run(
        [*score, str(tmp_path / "out"), "--direct", "100", "--indirect", "72", "--extra", "1"],
        capture_output=True,
        text=True,
    )

    assert scored.returncode == 0, scored.stdout


def test_a_plain_text_keeps_its_own_offsets(seed: Database) -> None:
    path = next(SEED.glob("*.txt"))

    assert next(seed.query("select text from articles"))["text"] == path.read_bytes().decode("utf-8")


def test_all_of_wikinews_is_read_without_failure_and_twice_is_as_once(nlp: Any, wikinews: Any, tmp_path: Path) -> None:
    path, pairs = wikinews
    db = open_database(shutil.copy(path, tmp_path / "wikinews.db"))

    again = ingest(db, read([str(WIKINEWS)]), nlp)

    assert len(pairs) == 295
    assert (again.new, again.changed, again.unchanged, again.failures) == (0, 0, 295, [])
    assert_sound(db)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_wikinews_in_any_order_gives_the_same_actors(wikinews: Any, seed: int) -> None:
    path, pairs = wikinews
    shuffled = random.Random(seed).sample(pairs, len(pairs))
    db = new_database()

    save_all(db, [shuffled[n : n + 25] for n in range(0, len(shuffled), 25)])

    assert state(db) == state(open_database(str(path)))


def test_after_fifty_corrections_and_a_rebuild_all_of_them_hold(wikinews: Any, tmp_path: Path) -> None:
    path, pairs = wikinews
    db = open_database(shutil.copy(path, tmp_path / "wikinews.db"))
    before = state(db, "wikidata_id")
    chance = random.Random(50)
    made: Counter[str] = Counter()
    while made.total() < 50:
        known = [row["slug"] for row in db.query("select slug from actors order by n_articles desc, slug limit 80")]
        action = ACTIONS[made.total() % len(ACTIONS)]
        made[action] += attempt(db, action, *chance.sample(known, 2), chance.randrange(10)) is not None
    assert min(made[action] for action in ACTIONS) >= 4
    rebuilt = new_database()

    shuffled = chance.sample(pairs, len(pairs))
    save_all(rebuilt, [shuffled[:150]])
    assert store.import_corrections(rebuilt, store.export_corrections(db)) == 50
    save_all(rebuilt, [shuffled[150:]])

    assert state(rebuilt, "wikidata_id") == state(db, "wikidata_id") != before
    assert_sound(rebuilt)
