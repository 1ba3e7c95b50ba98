"""Annotation records: a round trip loses nothing, the schema describes them, and what is none is refused."""

import gzip
import json
from dataclasses import replace
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from datasette_newsactors.models import (
    ACTOR_TYPES,
    CUE_CLASSES,
    MENTION_KINDS,
    QUOTE_TYPES,
    SOURCE_FORMS,
    Actor,
    Alias,
    Annotation,
    Article,
    Failure,
    Mention,
    NewsactorsError,
    Pipeline,
    Quote,
    Role,
)
from datasette_newsactors.records import failure_line, from_record, read_records, to_line, to_record

SCHEMA = json.loads(files("datasette_newsactors").joinpath("data/annotation.schema.json").read_text("utf-8"))

text = st.text(st.characters(codec="utf-8"), max_size=12)
keys = st.sampled_from(("a1", "a2", "a3"))
spans = st.tuples(st.integers(0, 50), st.integers(0, 50))
actors = st.builds(
    Actor,
    key=keys,
    name=text,
    type=st.sampled_from(ACTOR_TYPES),
    aliases=st.lists(st.builds(Alias, text, st.integers(0, 9)), max_size=2).map(tuple),
    roles=st.lists(st.builds(Role, text, spans, st.none() | keys), max_size=2).map(tuple),
    gender=st.sampled_from((None, "female", "male")),
    gender_basis=st.none() | text,
)
quotes = st.builds(
    Quote,
    content=st.lists(spans, min_size=1, max_size=3).map(tuple),
    quote_type=st.sampled_from(QUOTE_TYPES),
    source=st.none() | spans,
    cue=st.none() | spans,
    cue_lemma=text,
    cue_class=st.sampled_from(CUE_CLASSES),
    source_form=st.sampled_from(SOURCE_FORMS),
    speaker=st.none() | keys,
    anonymous=st.booleans(),
    about=st.lists(keys, max_size=2).map(tuple),
    confidence=st.floats(0, 1),
    method=text,
)
annotations = st.builds(
    Annotation,
    actors=st.lists(actors, max_size=3).map(tuple),
    mentions=st.lists(st.builds(Mention, spans, st.sampled_from(MENTION_KINDS), keys, text), max_size=3).map(tuple),
    quotes=st.lists(quotes, max_size=3).map(tuple),
    pipeline=st.builds(Pipeline, text, text, text),
)
articles = st.builds(Article, text=text, **dict.fromkeys(("id", "path", "url", "title"), st.none() | text))

ARTICLE = Article("“No,” said Mara Lind.", path="notes.txt", published="2024-03-01")
ANNOTATION = Annotation(
    actors=(Actor("a1", "Mara Lind", "person", aliases=(Alias("Mara Lind", 1),)),),
    mentions=(Mention((11, 20), "name", "a1", "PERSON"),),
    quotes=(Quote(((1, 4),), "direct", source=(11, 20), cue=(6, 10), speaker="a1", confidence=0.9),),
    pipeline=Pipeline("en_core_web_sm", "3.8.0", "0.1"),
)
RECORD = to_record(ARTICLE, ANNOTATION)


@given(articles, annotations)
def test_a_round_trip_through_json_loses_nothing(article, annotation):
    found_article, found = from_record(json.loads(to_line(article, annotation)))

    assert (found_article, found, found.pipeline) == (article, annotation, annotation.pipeline)


@given(articles, annotations)
def test_the_schema_describes_every_record(article, annotation):
    record = json.loads(to_line(article, annotation))

    Draft202012Validator(SCHEMA).validate(record)


def test_the_schema_is_one():
    Draft202012Validator.check_schema(SCHEMA)


@given(articles, annotations)
def test_the_same_annotation_gives_the_same_bytes_with_sorted_keys(article, annotation):
    line = to_line(article, annotation)

    assert line == to_line(replace(article), replace(annotation))
    assert line == json.dumps(json.loads(line), ensure_ascii=False, sort_keys=True) + "\n"


def test_keys_of_a_later_version_are_passed_over():
    later = RECORD | {"topics": ["dams"], "article": RECORD["article"] | {"section": "News"}}

    assert from_record(later) == (ARTICLE, ANNOTATION)


def changed(part, **values):
    """The record with other values in the first of its quotes, mentions or actors."""
    return RECORD | {part: [RECORD[part][0] | values]}


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        ({}, "it has no 'actors'"),
        ([], "list indices"),
        (RECORD | {"article": {}}, "missing 1 required positional argument: 'text'"),
        (RECORD | {"article": {"text": 3}}, "the text of the article is no text: 3"),
        (RECORD | {"article": {"text": "", "url": 3}}, "the url of the article is no text: 3"),
        (RECORD | {"pipeline": None}, "NoneType"),
        (changed("mentions", span=[3]), "[3] is no span [start, end]"),
        (changed("mentions", span=["0", "3"]), "is no span"),
        (changed("quotes", content=[]), "a quote has no content"),
        (changed("quotes", confidence=2), "confidence is not between 0 and 1: 2"),
        (changed("quotes", confidence="high"), "not supported between"),
    ],
)
def test_what_is_no_record_is_refused_with_the_reason(record, reason):
    with pytest.raises(NewsactorsError) as error:
        from_record(record)

    assert "is no annotation record" in str(error.value)
    assert reason in str(error.value)


def test_a_line_that_is_no_record_fails_by_its_number_and_the_rest_is_read(tmp_path):
    file = tmp_path / "annotations.jsonl"
    file.write_text(f"{to_line(ARTICLE, ANNOTATION)}\n{{\n[]\n{to_line(ARTICLE, ANNOTATION)}", "utf-8")

    first, broken, foreign, last = read_records([str(file)])

    assert first == last == (ARTICLE, ANNOTATION)
    assert broken.source == f"{file}#3"
    assert "is no line of JSON" in broken.error
    assert foreign.source == f"{file}#4"
    assert "is no annotation record" in foreign.error


def test_a_folder_is_read_file_by_file_in_order_of_their_names(tmp_path):
    for name in ("b.jsonl", "a.jsonl", "notes.txt"):
        article = replace(ARTICLE, title=name)
        (tmp_path / name).write_text(to_line(article, ANNOTATION), "utf-8")

    titles = [article.title for article, _ in read_records([str(tmp_path)])]

    assert titles == ["a.jsonl", "b.jsonl"]


def test_a_compressed_file_is_read_and_a_cut_off_one_is_a_failure(tmp_path):
    whole = gzip.compress(to_line(ARTICLE, ANNOTATION).encode() * 50)
    (tmp_path / "a.jsonl.gz").write_bytes(whole)
    (tmp_path / "b.jsonl.gz").write_bytes(whole[:-20])

    *records, failure = read_records([str(tmp_path)])

    assert (ARTICLE, ANNOTATION) in records
    assert failure.source == str(tmp_path / "b.jsonl.gz")
    assert failure.error.startswith("is damaged or cut off")


def test_a_folder_without_annotations_is_a_failure(tmp_path):
    (failure,) = read_records([str(tmp_path)])

    assert failure.error == "is a folder with no annotations in it (.jsonl, .jsonl.gz, .parquet)"


def test_a_file_in_another_encoding_is_a_failure(tmp_path):
    file = tmp_path / "annotations.jsonl"
    file.write_bytes('{"article": {"text": "Müller"}}'.encode("latin-1"))

    (failure,) = read_records([str(file)])

    assert isinstance(failure, Failure)


def test_a_failure_among_the_records_is_read_as_one(tmp_path):
    lines = tmp_path / "a.jsonl"
    lines.write_text(failure_line(Failure("bad.txt", "is damaged")), "utf-8")

    assert list(read_records([str(lines)])) == [Failure("bad.txt", "is damaged")]


def test_records_are_read_from_wherever_fsspec_reads():
    fsspec = pytest.importorskip("fsspec")
    fsspec.filesystem("memory").pipe_file("/records/b.jsonl", failure_line(Failure("b", "later")).encode())
    fsspec.filesystem("memory").pipe_file(
        "/records/a.jsonl.gz", gzip.compress(failure_line(Failure("a", "x")).encode())
    )

    assert [failure.source for failure in read_records(["memory://records"])] == ["a", "b"]
