"""Ingest: what is new, unchanged, changed or failed; what comes twice; what plugins say; loading annotations."""

import json
from dataclasses import replace

import pytest

from datasette_newsactors.hookspecs import hookimpl
from datasette_newsactors.ingest import BATCH, annotated, ingest, load
from datasette_newsactors.models import Annotation, Article, Failure, Pipeline
from datasette_newsactors.nlp import describe
from datasette_newsactors.plugins import pm
from datasette_newsactors.records import read_records, to_line
from datasette_newsactors.store import open_database

DAM = Article(
    "“The dam will hold,” said Mara Lind, the engineer. She added that the gates were new.",
    path="dam.txt",
    publication="Velden Post",
    published="2024-03-01",
)
FERRY = Article("Jon Ekdal said the ferry would stop in March.", path="ferry.txt")
EMPTY = Article(" \n", path="empty.txt")
FAILURE = Failure("broken.pdf", "is a PDF document")

TABLES = (
    "articles",
    "publications",
    "actors",
    "chains",
    "aliases",
    "roles",
    "chain_roles",
    "mentions",
    "quotes",
    "quote_spans",
    "quote_chains",
    "quote_actors",
    "article_actors",
)


@pytest.fixture
def db(tmp_path):
    db = open_database(str(tmp_path / "news.db"))
    yield db
    db.close()


def rows(db):
    """All that is stored, without the times and runs of storing."""
    own = {"ingested_at", "run_id", "first_run_id"}
    return {t: [{k: row[k] for k in row.keys() - own} for row in db[t].rows] for t in TABLES}


def counts(summary):
    return summary.new, summary.unchanged, summary.changed, len(summary.failures)


def texts(db):
    return [row["text"] for row in db.query("select text from articles order by id")]


def test_the_summary_counts_what_came_in(db, nlp):
    summary = ingest(db, [DAM, FERRY, EMPTY, FAILURE], nlp)

    assert counts(summary) == (2, 0, 0, 2)
    assert (summary.quotes, summary.words) == (3, 25)
    assert summary.actors == db["actors"].count == 2
    assert summary.seconds > 0


def test_a_quote_is_stored_with_its_speaker_and_place(db, nlp):
    ingest(db, [DAM], nlp)

    (quote,) = db.query(
        "select quotes.*, actors.slug from quotes join actors on actors.id = speaker_id where quote_type = 'direct'"
    )

    assert (quote["slug"], quote["content"]) == ("mara-lind", "The dam will hold,")
    assert DAM.text[quote["start"] : quote["end"]] == quote["content"]
    assert (quote["cue"], quote["published"]) == ("said", "2024-03-01")


def test_a_failed_input_is_kept_with_its_reason_and_the_rest_goes_on(db, nlp):
    ingest(db, [FAILURE, EMPTY, DAM], nlp)

    assert [(row["source"], row["error"]) for row in db["ingest_errors"].rows] == [
        ("broken.pdf", "is a PDF document"),
        ("empty.txt", "is empty: there is no text in it"),
    ]
    assert db["articles"].count == 1


def test_a_run_tells_what_ran_and_what_came_of_it(db, nlp):
    ingest(db, [DAM, FERRY, EMPTY], nlp, options={"paths": ["news/"]})

    (run,) = db["runs"].rows

    assert (run["n_articles"], run["n_quotes"], run["n_errors"]) == (2, 3, 1)
    assert (run["model"], run["model_version"]) == (describe(nlp).model, "3.8.0")
    assert json.loads(run["options"]) == {"paths": ["news/"]}
    assert run["started"] <= run["finished"]


def test_the_same_again_changes_nothing_and_annotates_nothing(db, nlp, monkeypatch):
    ingest(db, [DAM, FERRY], nlp)
    before = rows(db)
    monkeypatch.setattr(
        type(nlp), "pipe", lambda self, texts, **options: pytest.fail("annotated again") if texts else iter(())
    )

    summary = ingest(db, [DAM, FERRY], nlp)

    assert counts(summary) == (0, 2, 0, 0)
    assert rows(db) == before


def test_the_same_content_twice_is_stored_once_where_it_stood_first(db, nlp):
    summary = ingest(db, [DAM, replace(DAM, path="copy.txt")], nlp)
    again = ingest(db, [replace(DAM, path="other.txt")], nlp)

    assert (counts(summary), counts(again)) == ((1, 1, 0, 0), (0, 1, 0, 0))
    assert [row["path"] for row in db["articles"].rows] == ["dam.txt"]


@pytest.mark.parametrize(
    "place",
    [{"path": "dam.txt"}, {"path": "2.txt", "url": "https://example.org/dam"}],
    ids=["path", "url"],
)
def test_new_content_in_the_same_place_replaces_the_article(db, nlp, place):
    old = replace(DAM, **place)
    ingest(db, [old, FERRY], nlp)

    summary = ingest(db, [replace(old, text="Tess Okoro said the dam had gone.")], nlp)

    assert counts(summary) == (0, 0, 1, 0)
    assert texts(db) == ["Tess Okoro said the dam had gone.", FERRY.text]
    assert {row["name"] for row in db["actors"].rows} == {"Tess Okoro", "Jon Ekdal"}


def test_mended_metadata_of_the_same_content_is_stored(db, nlp):
    ingest(db, [DAM], nlp)

    summary = ingest(db, [replace(DAM, published="2024-04-01")], nlp)

    assert counts(summary) == (0, 0, 1, 0)
    assert {row["published"] for row in db["quotes"].rows} == {"2024-04-01"}


def test_of_two_versions_in_one_place_the_later_is_stored(db, nlp):
    later = replace(DAM, text=DAM.text + " It held.")

    summary = ingest(db, [DAM, later], nlp)

    assert (summary.new, texts(db)) == (1, [later.text])


def test_a_new_article_in_a_place_from_which_another_moved_replaces_nothing(db, nlp):
    first, second = replace(DAM, path="a.csv#1"), replace(FERRY, path="a.csv#2")
    ingest(db, [first, second], nlp)
    new = Article("Tess Okoro said it rained.", path="a.csv#1")

    summary = ingest(db, [new, replace(first, path="a.csv#2"), replace(second, path="a.csv#3")], nlp)

    assert counts(summary) == (1, 2, 0, 0)
    assert texts(db) == [DAM.text, FERRY.text, new.text]


def test_standard_input_is_no_place(db, nlp):
    ingest(db, [replace(DAM, path="-")], nlp)

    summary = ingest(db, [replace(FERRY, path="-")], nlp)

    assert counts(summary) == (1, 0, 0, 0)


def test_another_pipeline_annotates_the_same_content_anew(db, nlp):
    ingest(db, [DAM], nlp)
    db.execute("update runs set model_version = '3.7.0'")

    summary = ingest(db, [DAM], nlp)

    assert counts(summary) == (0, 0, 1, 0)
    assert db["articles"].count == 1


def test_an_address_that_is_none_is_no_obstacle(db, nlp):
    ingest(db, [replace(DAM, url="http://[broken/")], nlp)

    assert list(db["publications"].rows) == [{"id": 1, "name": "Velden Post", "domain": None}]


def test_a_publication_is_stored_once_with_the_domain_of_its_pages(db, nlp):
    ingest(db, [replace(DAM, url="https://www.velden.example/1"), replace(FERRY, publication="Velden Post")], nlp)

    assert list(db["publications"].rows) == [{"id": 1, "name": "Velden Post", "domain": "velden.example"}]


def test_articles_are_annotated_lazily(db, nlp):
    def endless():
        for number in range(10**9):
            yield Article(f"Mara Lind said it rained {number} times.", path=f"{number}.txt")
            assert number < 3 * BATCH, "read far ahead of what was asked for"

    first = next(iter(annotated(endless(), nlp)))

    assert first[0].path == "0.txt"


class Veto:
    """A plugin that drops what an article says of the one who must not be named."""

    @hookimpl
    def newsactors_annotation(self, annotation):
        return replace(annotation, quotes=tuple(q for q in annotation.quotes if q.quote_type == "direct"))


class Retitle:
    """A plugin that only looks."""

    seen: list[tuple[str, int]] = []  # noqa: RUF012

    @hookimpl
    def newsactors_annotation(self, article, annotation):
        self.seen.append((article.path, len(annotation.quotes)))


def test_a_plugin_changes_annotations_and_the_next_one_sees_that(db, nlp):
    plugins = [Retitle(), Veto()]  # the last one registered is called first
    for plugin in plugins:
        pm.register(plugin)
    try:
        summary = ingest(db, [DAM], nlp)
    finally:
        for plugin in plugins:
            pm.unregister(plugin)

    assert summary.quotes == 1
    assert plugins[0].seen == [("dam.txt", 1)]


def test_loading_annotations_gives_the_same_rows_as_ingesting_the_articles(tmp_path, db, nlp):
    inputs = [DAM, FERRY, replace(DAM, path="copy.txt"), replace(FERRY, text="Mara Lind said no.", path="x")]
    ingest(db, inputs, nlp)
    lines = tmp_path / "annotations.jsonl"
    lines.write_text("".join(to_line(*found) for found in annotated(inputs, nlp)), "utf-8")
    loaded = open_database(str(tmp_path / "loaded.db"))

    summary = load(loaded, read_records([str(lines)]))

    assert counts(summary) == (3, 1, 0, 0)
    assert rows(loaded) == rows(db)
    keys = ("model", "model_version", "newsactors_version", "n_articles", "n_quotes", "n_errors")
    assert [[run[k] for k in keys] for run in loaded["runs"].rows] == [
        [run[k] for k in keys] for run in db["runs"].rows
    ]


def test_loading_twice_is_as_once(db, nlp):
    found = list(annotated([DAM, FERRY], nlp))
    load(db, found)
    before = rows(db)

    summary = load(db, found)

    assert counts(summary) == (0, 2, 0, 0)
    assert rows(db) == before


def test_annotations_of_two_pipelines_are_loaded_as_two_runs(db, nlp):
    (article, annotation) = next(iter(annotated([DAM], nlp)))
    other = Annotation(pipeline=Pipeline("en_core_web_lg", "3.8.0", describe(nlp).newsactors_version))

    load(db, [(article, annotation), (FERRY, other), FAILURE])

    assert [(r["model"], r["n_articles"], r["n_errors"]) for r in db["runs"].rows] == [
        (describe(nlp).model, 1, 0),
        ("en_core_web_lg", 1, 1),
    ]


def test_an_annotation_of_another_text_fails_and_the_rest_is_stored(db, nlp):
    (_, annotation), good = annotated([DAM, FERRY], nlp)

    summary = load(db, [(replace(DAM, text="Short."), annotation), good])

    (failure,) = summary.failures
    assert failure.source == "dam.txt"
    assert "the text has 6 characters" in failure.error
    assert texts(db) == [FERRY.text]


def test_an_annotation_that_names_an_actor_it_does_not_list_fails(db, nlp):
    (article, annotation) = next(iter(annotated([DAM], nlp)))

    summary = load(db, [(article, replace(annotation, actors=()))])

    assert "has 'a1', which is none of: its actors" in summary.failures[0].error
    assert db["mentions"].count == db["articles"].count == 0


def test_an_article_in_another_language_is_stored_and_marked_and_not_read(db, nlp):
    french = Article("Ana Ruiz a dit que « le port ferme ». London, Paris et Berlin.", path="a.txt", language="fr")

    summary = ingest(db, [french, replace(DAM, language="en-GB"), FERRY], nlp)

    assert counts(summary) == (3, 0, 0, 0)
    assert (summary.unread, summary.words) == ({"fr": 1}, 25)
    assert texts(db)[0] == french.text
    assert [row["language"] for row in db.query("select language from articles order by id")] == ["fr", "en-GB", None]
    assert db["mentions"].count_where("article_id = 1") == 0
    assert counts(ingest(db, [french], nlp)) == (0, 1, 0, 0)
