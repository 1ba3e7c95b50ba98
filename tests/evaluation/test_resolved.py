"""Speakers and actors resolved by hand: how they are read, and what is right about them."""

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from datasette_newsactors.evaluation import GoldActor, GoldArticle, evaluate, read_gold
from datasette_newsactors.evaluation.evidence import gender_in, is_one_of
from datasette_newsactors.models import Actor, Alias, Annotation, Article, Mention, NewsactorsError, Quote
from datasette_newsactors.nlp import annotate, load_pipeline
from datasette_newsactors.records import to_line

GOLD = Path(__file__).parents[2].parent / "shared" / "data" / "gold"

TEXT = "Mara Lind left. “It holds,” she said. Mr. Lind, her brother, said it broke. The Lind Fund wept."
LINES = [
    {"content": [[17, 26]], "source": [28, 31], "source_text": "she", "source_form": "pronoun"}
    | {"speaker": "Mara Lind", "speaker_type": "person"},
    {"content": [[66, 74]], "source": [38, 46], "source_text": "Mr. Lind", "source_form": "name"}
    | {"speaker": "Mr. Lind", "speaker_type": "person", "accept": ["Jon Lind"]},
    {"content": [[76, 94]], "source": None, "source_text": "", "source_form": "missing", "core": False}
    | {"speaker": "an onlooker", "speaker_type": "anonymous"},
]
ACTORS = [
    {"canonical": "Mara Lind", "type": "person", "aliases": ["Mara Lind", "Lind"], "titled_aliases": ["Dr. Lind"]},
    {"canonical": "Mr. Lind", "type": "person", "aliases": ["Mr. Lind", "Lind"], "accept": ["Jon Lind"]},
    {"canonical": "Lind Fund", "type": "organization", "aliases": ["Lind Fund"]},
]


@pytest.fixture
def gold(tmp_path):
    folder = tmp_path / "resolved"
    folder.mkdir()
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "dam.txt").write_text(TEXT, "utf-8", newline="")
    for name, lines in (("quotes", LINES), ("actors", ACTORS)):
        (folder / f"dam.{name}.jsonl").write_text(
            "".join(json.dumps({"file": "dam.txt", **line}) + "\n" for line in lines), "utf-8"
        )
    return folder


def test_a_name_of_two_actors_is_a_mention_of_neither_and_the_longest_name_counts(gold):
    [article] = read_gold(str(gold))
    assert article.actors == (
        GoldActor("Mara Lind", frozenset({"Mara Lind", "Lind", "Dr. Lind"}), ((0, 9), (28, 31))),
        GoldActor("Mr. Lind", frozenset({"Mr. Lind", "Lind", "Jon Lind"}), ((38, 46),)),
        GoldActor("Lind Fund", frozenset({"Lind Fund"}), ((80, 89),)),
    )


def test_quotes_have_their_speakers_the_gender_that_the_text_shows_and_whether_they_count(gold):
    [article] = read_gold(str(gold / "dam.quotes.jsonl"))
    assert [(q.speaker, q.gender, q.anonymous, q.optional) for q in article.quotes] == [
        (frozenset({"Mara Lind"}), "female", False, False),
        (frozenset({"Mr. Lind", "Jon Lind"}), "male", False, False),
        (None, None, True, True),
    ]


def test_a_text_that_is_nowhere_is_an_error_that_says_what_to_do(gold, tmp_path):
    (tmp_path / "empty").mkdir()
    with pytest.raises(NewsactorsError, match=r"dam\.txt is nowhere in .*--texts"):
        list(read_gold(str(gold), str(tmp_path / "empty")))


@pytest.mark.parametrize("line", ["{", "[]", '{"speaker": "Lind"}', '{"file": "dam", "speaker": "Lind"}'])
def test_a_line_that_is_none_is_an_error_that_says_where(gold, line):
    (gold / "dam.quotes.jsonl").write_text(line, "utf-8")
    with pytest.raises(NewsactorsError, match=r"dam\.quotes\.jsonl"):
        list(read_gold(str(gold)))


MARA = Actor("a1", "Mara Lind", "person", (Alias("Mara Lind", 1), Alias("Lind Fund", 1)))
BROTHER = Actor("a2", "Jon Lind", "person")


def figures(gold, *quotes, mentions=()):
    [article] = read_gold(str(gold))
    return evaluate([(article, Annotation((MARA, BROTHER), mentions, quotes))]).figures()


def test_a_speaker_is_right_open_or_wrong_and_pronouns_are_counted_apart(gold):
    found = figures(
        gold,
        Quote(((17, 26),), "direct", source=(28, 31), speaker="a2"),
        Quote(((66, 74),), "indirect", source=(38, 46)),
    )
    assert [found["speaker"][what] for what in ("n", "right", "open", "wrong")] == [2, 0, 50, 50]
    assert (found["pronoun source"]["n"], found["pronoun source"]["wrong"]) == (1, 100)


def test_what_need_not_be_found_is_neither_missed_nor_extra(gold):
    [article] = read_gold(str(gold))
    report = evaluate([(article, Annotation((), (), (Quote(((76, 94),), "indirect"),)))])
    assert [fault.kind for fault in report.faults if fault.kind in ("missed", "extra")] == ["missed", "missed"]


def test_b3_counts_what_was_wrongly_put_together_and_what_was_not_found(gold):
    together = figures(gold, mentions=(Mention((0, 9), "name", "a1"), Mention((80, 89), "name", "a1")))
    # Of the four mentions two are found, in one actor: each half right; of her two mentions hers has one, the fund all.
    assert together["actors (B³)"] == pytest.approx(
        {"n": 4, "precision": 50, "recall": 37.5, "f1": 42.9, "low": 42.9, "high": 42.9}
    )
    assert (together["aliases"]["n"], together["aliases"]["precision"]) == (2, 50)


@given(st.lists(st.tuples(st.integers(0, 3), st.sampled_from(["a", "b", "c", None])), min_size=1, max_size=12))
def test_b3_is_the_mean_over_mentions(placed):
    """placed: of each mention its annotated actor, and the actor that was found, if any."""
    text = "x " * len(placed)
    spans = [(2 * i, 2 * i + 1) for i in range(len(placed))]
    gold = [
        GoldActor(str(n), frozenset(), tuple(s for s, (g, _) in zip(spans, placed, strict=True) if g == n))
        for n in range(4)
    ]
    mentions = tuple(Mention(s, "name", key) for s, (_, key) in zip(spans, placed, strict=True) if key)
    found = evaluate([(GoldArticle("x", text, (), tuple(gold)), Annotation((), mentions))]).figures()["actors (B³)"]

    precisions, recalls = [], []
    for owner, key in placed:
        both = placed.count((owner, key)) if key else 0
        recalls.append(both / sum(g == owner for g, _ in placed))
        if key:
            precisions.append(both / sum(k == key for _, k in placed))
    assert found["recall"] == pytest.approx(100 * sum(recalls) / len(recalls), abs=0.06)
    assert found["precision"] == pytest.approx(100 * sum(precisions) / max(1, len(precisions)), abs=0.06)


def test_quotes_are_counted_by_the_gender_of_who_said_them(gold):
    found = figures(gold, Quote(((17, 26),), "direct", source=(28, 31)))
    assert (found["female speakers"]["recall"], found["male speakers"]["recall"]) == (100, 0)


@pytest.mark.parametrize(
    ("phrases", "gender"),
    [
        (["she"], "female"),
        (["Mr. Lind", "he"], "male"),
        (["Mrs. Lind", "he"], None),
        (["Mara Lind"], None),
        (["King"], None),
        ([], None),
    ],
)
def test_gender_is_what_pronouns_and_titles_agree_on(phrases, gender):
    assert gender_in(phrases) == gender


@pytest.mark.parametrize(
    ("name", "others", "same"),
    [
        ("Sen. Mara Lind", [], True),
        ("Lind", [], True),
        ("Anna Mara Lind", [], True),
        ("Jon Lind", ["Lind"], False),
        ("M. Lind", ["Mara Lind"], True),
        ("Lind Fund", [], False),
    ],
)
def test_names_are_one_but_for_titles_and_words_before(name, others, same):
    assert is_one_of(name, others, {"Mara Lind"}) == same


@pytest.mark.skipif(not GOLD.is_dir(), reason="needs the resolved speakers in ../shared")
@pytest.mark.parametrize("part", ["dev16", "seed"])
def test_figures_agree_with_the_scorer_of_the_resolved_speakers(part, tmp_path):
    pipeline = load_pipeline()
    articles = list(read_gold(str(GOLD / f"{part}.quotes.jsonl")))
    annotations = [annotate(article.text, pipeline) for article in articles]
    lines = [to_line(Article(a.text, path=a.name), found) for a, found in zip(articles, annotations, strict=True)]
    (tmp_path / "found.jsonl").write_text("".join(lines), "utf-8")

    scorer = [sys.executable, str(GOLD.parents[1] / "tools" / "score_gold.py"), str(GOLD / part), str(tmp_path)]
    printed = subprocess.run(scorer, capture_output=True, text=True).stdout.splitlines()
    counted, rates = map(ast.literal_eval, printed[-2:])
    ours = evaluate(zip(articles, annotations, strict=True)).figures()

    gold, found = (counted[f"{what}direct"] + counted[f"{what}indirect"] for what in ("", "found_"))
    assert ours["content"]["recall"] == round(100 * found / gold, 1)
    assert (ours["speaker"]["n"], ours["speaker"]["right"]) == (counted["named"], rates["speaker"])
    assert (ours["anonymous source"]["n"], ours["anonymous source"]["right"]) == (counted["anon"], rates["anonymous"])
    pronouns = ours.get("pronoun source", {"n": 0, "right": 100})
    assert (pronouns["n"], pronouns["right"]) == (counted.get("pro", 0), rates["pronoun"])
