"""Storing annotated articles: once each, in place of their former versions, whole or not at all."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlite_utils import Database

from datasette_newsactors import store
from datasette_newsactors.models import Article, Mention, Pipeline

from .newspaper import CONTENT, PIPELINE, assert_sound, report, rows_of, save_all

URL = "https://news.example/ferry"
FERRY = report(("Mara Velden", "Harbour Board", "Tess Okoro"), title="Ferry", url=URL, publication="The Post")


def counts(db: Database) -> dict[str, int]:
    return {table: db[table].count for table in ("articles", "actors", "mentions", "quotes")}


def test_an_article_is_stored_with_all_that_was_found(db: Database) -> None:
    saved = store.save(db, [FERRY], 1)

    assert (saved.new, saved.changed, saved.n_quotes) == (1, 0, 1)
    assert counts(db) == {"articles": 1, "actors": 3, "mentions": 3, "quotes": 1}
    quote = next(db.query("select * from quotes"))
    assert quote["content"] == "Tess Okoro slept"
    assert (quote["source_text"], quote["cue"]) == ("Mara Velden", "said")
    role = next(db.query("select role, name from roles join actors on actors.id = organization_actor_id"))
    assert role == {"role": "head of Harbour Board", "name": "Harbour Board"}
    assert next(db.query("select name, domain from publications")) == {
        "name": "The Post",
        "domain": "news.example",
    }
    assert_sound(db)


def test_storing_twice_is_storing_once(db: Database) -> None:
    save_all(db, [[FERRY]])
    before = rows_of(db, *CONTENT)

    saved = store.save(db, [FERRY], 1)

    assert (saved.new, saved.changed) == (0, 1)
    assert rows_of(db, *CONTENT) == before


def test_another_text_at_the_same_url_replaces_the_article_and_keeps_its_id(db: Database) -> None:
    save_all(db, [[FERRY]])

    store.save(
        db, [report(("King Charles", None, None), title="Corrected", url=URL)], store.start_run(db, PIPELINE, {})
    )

    assert counts(db) == {"articles": 1, "actors": 1, "mentions": 1, "quotes": 1}
    assert next(db.query("select id, title from articles")) == {"id": 1, "title": "Corrected"}
    assert db.execute("select count(*) from quotes_fts where quotes_fts match 'okoro'").fetchone() == (0,)
    assert_sound(db)


def test_another_text_at_the_same_path_replaces_the_article(db: Database) -> None:
    save_all(db, [[report(("Mara Velden", None, None), path="news/a.txt")]])

    store.save(db, [report(("Tess Okoro", None, None), path="news/a.txt")], store.start_run(db, PIPELINE, {}))

    assert [row["text"] for row in db.query("select text from articles")] == ["Tess Okoro said that nobody slept. "]


@pytest.mark.parametrize("path", ["-", "-#1", None])
def test_what_comes_from_standard_input_replaces_nothing(db: Database, path: str | None) -> None:
    save_all(db, [[report(("Mara Velden", None, None), path=path)]])

    store.save(db, [report(("Tess Okoro", None, None), path=path)], store.start_run(db, PIPELINE, {}))

    assert db["articles"].count == 2


def test_two_articles_of_a_batch_never_take_the_place_of_one(db: Database) -> None:
    save_all(db, [[FERRY]])
    moved = (replace(FERRY[0], url="https://news.example/moved"), FERRY[1])
    at_its_place = report(("King Charles", None, None), url=URL)

    store.save(db, [at_its_place, moved], store.start_run(db, PIPELINE, {}))

    assert sorted(row["url"] for row in db.query("select url from articles")) == [URL, "https://news.example/moved"]
    assert_sound(db)


def test_an_actor_keeps_id_and_slug_when_a_spelling_joins(db: Database) -> None:
    save_all(
        db, [[report(("Mara Velden", None, None), url=f"https://news.example/{n}", title=str(n))] for n in range(3)]
    )
    before = next(db.query("select id, slug from actors"))

    store.save(db, [report(("Mara Veldon", None, None)), report(("Velden", None, None), title="Bare")], 1)

    assert [dict(row) for row in db.query("select id, slug from actors")] == [before]
    names = {row["name"]: row["n_mentions"] for row in db.query("select name, n_mentions from aliases")}
    assert names == {"Mara Velden": 3, "Mara Veldon": 1, "Velden": 1}
    assert_sound(db)


def test_a_surname_that_becomes_ambiguous_leaves_its_actor(db: Database) -> None:
    save_all(db, [[report(("Mara Velden", None, None), title=str(n)) for n in range(3)]])
    store.save(db, [report(("Velden", None, "Tess Okoro"))], 1)

    store.save(db, [report(("Jon Velden", None, None))], 1)

    rows = db.query("select name, n_quotes from actors where type = 'person' order by name")
    assert {row["name"]: row["n_quotes"] for row in rows} == {
        "Jon Velden": 1, "Mara Velden": 3, "Tess Okoro": 0, "Velden": 1,
    }  # fmt: skip
    assert_sound(db)


def test_two_people_of_one_slug_get_two_addresses(db: Database) -> None:
    store.save(db, [report(("Velden", None, None)), report(("Tess Okoro", None, None), title="x")], 1)
    article, annotation = report(("Velden", None, None), title="Town")
    town = replace(annotation, actors=tuple(replace(a, type="place") for a in annotation.actors))

    store.save(db, [(article, town)], 1)

    assert {row["slug"] for row in db.query("select slug from actors")} == {"velden", "velden-2", "tess-okoro"}


@pytest.mark.parametrize(
    "wrong",
    [
        Mention((5, 9999), "name", "a1"),
        Mention((-1, 4), "name", "a1"),
        Mention((4, 4), "name", "a1"),
        Mention((0, 4), "name", "nobody"),
        Mention((0, 4), "guess", "a1"),
    ],
    ids=["beyond the end", "before the beginning", "empty", "of no actor", "of no kind"],
)
def test_an_annotation_that_does_not_fit_is_a_failure_and_the_rest_is_stored(db: Database, wrong: Mention) -> None:
    article, annotation = report(("Tess Okoro", None, None), path="bad.txt")

    saved = store.save(db, [(article, replace(annotation, mentions=(wrong,))), FERRY], 1)

    assert [failure.source for failure in saved.failures] == ["bad.txt"]
    assert [row["title"] for row in db.query("select title from articles")] == ["Ferry"]


@pytest.mark.parametrize("character", ["\0", "\ud800"], ids=["NUL", "half a surrogate pair"])
@pytest.mark.parametrize("field", ["text", "title", "url"])
def test_what_no_database_can_hold_is_a_failure(db: Database, field: str, character: str) -> None:
    article, annotation = report(("Tess Okoro", None, None), path="odd.txt")
    odd = replace(article, **{field: article.text + character})

    saved = store.save(db, [(odd, annotation), FERRY], 1)

    assert [failure.source for failure in saved.failures] == ["odd.txt"]
    assert db["articles"].count == 1


def test_known_means_the_same_content_by_the_same_pipeline(db: Database) -> None:
    save_all(db, [[FERRY]])
    article = FERRY[0]
    others = [Pipeline("other", "1.0", "0.1"), Pipeline("test_model", "2.0", "0.1"), Pipeline("test_model", "1.0", "9")]

    assert store.known(db, [article], PIPELINE) == {article.content_hash}
    assert store.known(db, [Article(text="Other.")], PIPELINE) == set()
    assert [store.known(db, [article], other) for other in others] == [set()] * 3


@pytest.mark.parametrize("url", ["http://[", "news.example/a/b/c", "//", "mailto:x"])
def test_an_odd_url_gives_no_domain_and_no_error(db: Database, url: str) -> None:
    store.save(db, [report(("Tess Okoro", None, None), url=url, publication="The Post")], 1)

    assert next(db.query("select domain from publications"))["domain"] is None
