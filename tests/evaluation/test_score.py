"""What counts as found, exact, and said by the right one."""

import json
import subprocess
import sys
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from datasette_newsactors.evaluation import GoldArticle, GoldQuote, evaluate, read_gold
from datasette_newsactors.evaluation.overlap import core, match
from datasette_newsactors.evaluation.score import type_of
from datasette_newsactors.models import Actor, Annotation, Quote
from datasette_newsactors.nlp import annotate, load_pipeline

SHARED = Path(__file__).parents[2].parent / "shared"
TEXT = "“It holds,” Mara Lind said. Jon Moss said that the dam was old."


def span(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


GOLD = GoldArticle(
    "dam",
    TEXT,
    (
        GoldQuote((span("It holds,"),), (span("Mara Lind"),), frozenset({"Mara Lind"})),
        GoldQuote((span("that the dam was old"),), (span("Jon Moss"),), frozenset({"Jon Moss"})),
    ),
)
LIND, MOSS = Actor("a1", "Mara Lind", "person"), Actor("a2", "Jon Moss", "person")


def report(*quotes: Quote):
    return evaluate([(GOLD, Annotation((LIND, MOSS), (), quotes))])


def test_the_annotation_itself_scores_a_hundred():
    found = report(
        Quote((span("It holds,"),), "direct", source=span("Mara Lind"), speaker="a1"),
        Quote((span("that the dam was old"),), "indirect", source=span("Jon Moss"), speaker="a2"),
    ).figures()
    assert found["content and source"]["f1"] == found["content exact"]["f1"] == found["speaker"]["right"] == 100


def test_a_wrong_speaker_is_counted_and_named():
    found = report(Quote((span("It holds,"),), "direct", source=span("Mara Lind"), speaker="a2"))
    assert found.figures()["speaker"] == {"n": 1, "right": 0, "open": 0, "wrong": 100, "low": 0, "high": 0}
    assert [(f.expected, f.found) for f in found.faults if f.kind == "speaker"] == [("Mara Lind", "Jon Moss")]


def test_a_quote_without_a_speaker_is_neither_right_nor_wrong():
    figures = report(Quote((span("It holds,"),), "direct", source=span("Mara Lind"))).figures()
    assert (figures["speaker"]["right"], figures["speaker"]["wrong"]) == (0, 0)


def test_half_a_content_is_found_but_not_exact_and_less_is_missed():
    half = report(Quote((span("the dam was"),), "indirect"))
    less = report(Quote((span("old"),), "indirect"))
    assert (half.figures()["content"]["recall"], half.figures()["content exact"]["recall"]) == (50, 0)
    assert less.figures()["content"]["recall"] == 0
    assert [f.kind for f in less.faults] == ["missed", "missed", "extra"]


@pytest.mark.parametrize(
    ("text", "content", "kind"),
    [
        ("“It holds,” she said.", (1, 10), "direct"),
        ('He said "it holds" today.', (9, 17), "direct"),
        ("She said it “holds” now.", (9, 23), "mixed"),
        ("She said it holds.", (9, 17), "indirect"),
        ("''It holds,'' she said.", (2, 11), "direct"),
    ],
)
def test_the_type_is_read_from_the_marks(text, content, kind):
    assert type_of(text, [content]) == kind


def test_marks_at_the_ends_of_a_content_do_not_count():
    assert core(TEXT, [(0, 11)]) == core(TEXT, [span("It holds")])


@given(
    st.lists(st.frozensets(st.integers(0, 30), min_size=1), max_size=6),
    st.lists(st.frozensets(st.integers(0, 30), min_size=1), max_size=6),
)
def test_each_content_is_matched_once(gold, found):
    matched = match(gold, found)
    assert len(set(matched.values())) == len(matched)
    assert all(2 * len(gold[i] & found[j]) >= len(gold[i] | found[j]) for i, j in matched.items())


@pytest.mark.skipif(not (SHARED / "data" / "polnear" / "dev").is_dir(), reason="needs PolNeAR in ../shared")
def test_figures_agree_with_the_scorer_of_the_corpus(tmp_path):
    pipeline = load_pipeline()
    articles = list(islice(read_gold(str(SHARED / "data" / "polnear" / "dev")), 12))
    annotations = [annotate(article.text, pipeline) for article in articles]
    part, predictions = tmp_path / "part", tmp_path / "predictions.jsonl"
    for folder in ("text", "attributions"):
        (part / folder).mkdir(parents=True)
        for article in articles:
            for source in (SHARED / "data" / "polnear" / "dev" / folder).glob(f"{article.name}*"):
                (part / folder / source.name).write_bytes(source.read_bytes())
    with predictions.open("w", encoding="utf-8") as file:
        for article, annotation in zip(articles, annotations, strict=True):
            quotes = [{"content": q.content, "speaker": q.source, "cue": q.cue} for q in annotation.quotes]
            file.write(json.dumps({"file": article.name, "quotes": quotes}) + "\n")

    scorer = [sys.executable, str(SHARED / "tools" / "score_polnear.py"), str(part), str(predictions)]
    printed = subprocess.run(scorer, capture_output=True, text=True, check=True).stdout
    theirs = {line.split()[0]: json.loads(line[29:]) for line in printed.splitlines()}
    ours = evaluate(zip(articles, annotations, strict=True)).figures()

    for name, measure in (
        ("content_iou50", "content"),
        ("content_exact", "content exact"),
        ("end_to_end", "content and source"),
    ):
        figures = ours[measure]
        assert theirs[name] == pytest.approx(
            {"p": figures["precision"], "r": figures["recall"], "f1": figures["f1"]}, abs=0.11
        )
    for kind in ("direct", "mixed", "indirect"):
        assert theirs[f"recall_{kind}"]["content"] == ours[kind]["recall"]
        assert theirs[f"recall_{kind}"]["with_source"] == ours[kind]["with_source"]
