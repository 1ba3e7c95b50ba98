"""Contents: the clause under a cue, the words a verdict is passed on, the sentence around a cue."""

import pytest

from datasette_newsactors.nlp.content import (
    label_content,
    quoted_object,
    reported_clause,
    surrounding_sentence,
)
from datasette_newsactors.nlp.source import source_of

from .reading import words


def first_cue(laid_out, text):
    layout = laid_out(text)
    cue = next(c for c in layout.cues if source_of(c, layout))
    return layout, cue, source_of(cue, layout)


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Lind said the bridge would close.", "the bridge would close"),
        ("Lind said that the bridge would close.", "that the bridge would close"),
        ("Lind told reporters that the bridge would close.", "that the bridge would close"),
        ("Lind vowed to close the bridge.", "to close the bridge"),
        ("Lind asked whether the bridge would close.", "whether the bridge would close"),
        ("Lind said on Monday that the bridge would close.", "that the bridge would close"),
        ("Lind said in a statement that the bridge would close.", "that the bridge would close"),
        ("Lind explained why the bridge would close.", "why the bridge would close"),
        ("Lind repeated her claim that the bridge would close.", "that the bridge would close"),
        ("Mara Lind said Monday the bridge would close.", "the bridge would close"),
        ("Mara Lind said the dam was safe, while Jon Moss called it a ruin.", "the dam was safe"),
        ("Mara Lind told Northwire that the dam was safe; Jon Moss laughed.", "that the dam was safe"),
    ],
)
def test_the_reported_clause(laid_out, text, content):
    _, cue, source = first_cue(laid_out, text)
    assert [words(text, s) for s in reported_clause(cue, source)] == [content]


@pytest.mark.parametrize(
    "text",
    ["“It is old,” Lind said.", "Lind said nothing at all.", "Lind told the truth.", "Lind asked for water."],
)
def test_no_reported_clause_where_none_follows_the_cue(laid_out, text):
    _, cue, source = first_cue(laid_out, text)
    assert reported_clause(cue, source) == []


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Mara Lind called the plan a disgrace.", ["the plan a disgrace"]),
        ("Mara Lind described the plan as a disgrace.", ["the plan as a disgrace"]),
        ("Mara Lind dismissed the report as noise.", ["the report as noise"]),
        ("Mara Lind called the mayor on Monday.", []),
        ("Mara Lind described the plan to reporters.", []),
    ],
)
def test_what_a_verdict_is_passed_on(laid_out, text, content):
    _, cue, _ = first_cue(laid_out, text)
    assert [words(text, s) for s in label_content(cue)] == content


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Lind promised jobs and “a full inquiry” into the leak.", ["jobs and “a full inquiry”"]),
        ("Lind promised a full inquiry into the leak.", []),
    ],
)
def test_an_object_that_is_quoted_in_part(laid_out, text, content):
    layout, cue, _ = first_cue(laid_out, text)
    assert [words(text, s) for s in quoted_object(cue, layout)] == content


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("The bridge will close, Lind said.", ["The bridge will close"]),
        ("The bridge will close, Lind said on Monday in a statement.", ["The bridge will close"]),
        ("The bridge, Lind said, will close on Friday.", ["The bridge", "will close on Friday"]),
        ("According to Lind, the bridge will close.", ["the bridge will close"]),
        ("The bridge will close, according to Lind.", ["The bridge will close"]),
        ("The bridge, according to Lind, will close on Friday.", ["The bridge", "will close on Friday"]),
        ("In the opinion of Lind, the bridge will close.", ["the bridge will close"]),
        ("When the bridge closed, Lind agreed.", []),
        ("After a long night, Lind answered.", []),
        (
            "According to the researchers, sacrifice and burial of birds was common in the valley.",
            ["sacrifice and burial of birds was common in the valley"],
        ),
        ("According to Mayor Mara Lind on Saturday, the bridge will close.", ["the bridge will close"]),
    ],
)
def test_the_sentence_around_a_cue(laid_out, text, content):
    _, cue, source = first_cue(laid_out, text)
    assert [words(text, s) for s in surrounding_sentence(cue, source)] == content
