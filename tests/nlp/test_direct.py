"""Direct speech: which quotations are utterances, whose cue is whose, and which parts make one quote."""

import pytest

from datasette_newsactors.nlp.attribution import attributions

from .reading import known_fault, words


def utterances(laid_out, text: str) -> list[tuple[str, str | None]]:
    """Content of the direct quotes, spans parted by " / ", each with its source or the name before a colon."""
    found = []
    for attribution in attributions(laid_out(text)):
        span = attribution.source.span if attribution.source else attribution.label
        if attribution.quote_type == "direct":
            content = " / ".join(words(text, s) for s in attribution.content)
            found.append((content, words(text, span) if span else None))
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“It is late,” Lind said.", [("It is late,", "Lind")]),
        ("“It is late,” said Lind.", [("It is late,", "Lind")]),
        ("“It is late”, Lind said.", [("It is late", "Lind")]),
        ("“It is late!” Lind cried.", [("It is late!", "Lind")]),
        ("“Is it late?” asked Lind.", [("Is it late?", "Lind")]),
        ("Lind said, “It is late.”", [("It is late.", "Lind")]),
        ("Lind said: “It is late.”", [("It is late.", "Lind")]),
        ("Lind told reporters on Monday: “It is late.”", [("It is late.", "Lind")]),
        ("Lind said “It is late.”", [("It is late.", "Lind")]),
        ("Lind tweeted: “It is late. Go home!”", [("It is late. Go home!", "Lind")]),
        ("LIND: “It is late.”", [("It is late.", "LIND")]),
    ],
)
def test_a_cue_before_or_behind(laid_out, text, expected):
    assert utterances(laid_out, text) == expected


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("“The bridge,” Lind said, “is old.”", "The bridge, / is old."),
        ("“It is old,” Lind said. “It must close.”", "It is old, / It must close."),
        ("“It is old,” Lind said on Monday. “It must close.”", "It is old, / It must close."),
        ("“It is old,” said Jo Lind, a doctor. “It must close.”", "It is old, / It must close."),
        ("“It is old,” said Lind; “it must close.”", "It is old, / it must close."),
        ("‘The bridge,’ Lind said, ‘isn’t old.’", "The bridge, / isn’t old."),
        ("« The bridge », Lind said, « is old. »", "The bridge / is old."),
        ("“Why?” Lind asked. “Who will pay for it?”", "Why? / Who will pay for it?"),
        ("“It is old,” Lind told the Velden Post. “It must close.”", "It is old, / It must close."),
    ],
)
def test_the_parts_of_a_split_quote_are_one_quote(laid_out, text, content):
    assert [c for c, _ in utterances(laid_out, text)] == [content]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "“It is old,” Mara Lind said. Jon Moss replied: “It is new.”",
            [("It is old,", "Mara Lind"), ("It is new.", "Jon Moss")],
        ),
        (
            "“It is old,” Mara Lind said.\n\n“It is new,” Jon Moss said.",
            [("It is old,", "Mara Lind"), ("It is new,", "Jon Moss")],
        ),
        (
            "“It is old,” Mara Lind said. “It is new,” Jon Moss replied.",
            [("It is old,", "Mara Lind"), ("It is new,", "Jon Moss")],
        ),
        ("“Is it old?” asked Mara Lind. “No,” answered Jon Moss.", [("Is it old?", "Mara Lind"), ("No,", "Jon Moss")]),
        (
            "“It is old,” Mara Lind said. “It is new,” replied Jon Moss, the mayor. “It is ours.”",
            [("It is old,", "Mara Lind"), ("It is new, / It is ours.", "Jon Moss, the mayor")],
        ),
        (
            "Mara Lind said: “It is old.” Jon Moss said: “It is new.”",
            [("It is old.", "Mara Lind"), ("It is new.", "Jon Moss")],
        ),
        (
            "Mara Lind said, “It is old.” Jon Moss said, “It is new.”",
            [("It is old.", "Mara Lind"), ("It is new.", "Jon Moss")],
        ),
        (
            "Mara Lind said, “It is old”. Jon Moss said, “It is new”.",
            [("It is old", "Mara Lind"), ("It is new", "Jon Moss")],
        ),
        (
            "Lind called it “a sad day”. Former mayor Jon Moss said, “It is a good day.”",
            [("It is a good day.", "Former mayor Jon Moss")],
        ),
    ],
)
def test_two_who_speak_in_one_paragraph_keep_their_words_apart(laid_out, text, expected):
    assert utterances(laid_out, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The “fast lane” was closed.",
        "The novel “The Long River” won the prize.",
        "Jonas “Shorty” Brask lost the race.",
        "She read from “The Long River,” her novel.",
        "The so-called “experts” stayed at home.",
        "A sign with the word “Closed” hung on the door.",
        "The ship, the “Merry Ann,” sank in May.",
    ],
)
def test_phrases_titles_and_nicknames_are_no_utterances(laid_out, text):
    assert utterances(laid_out, text) == []


def test_a_quotation_of_a_sentence_without_a_cue_is_kept_without_a_source(laid_out):
    assert utterances(laid_out, "“The bridge should have closed years ago.”") == [
        ("The bridge should have closed years ago.", None)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        known_fault(
            "“I am in awe of you all” tweeted Mayor Mara Lind.",
            [("I am in awe of you all", "Mayor Mara Lind")],
            why="_is_speech wants a comma or full stop at the end even where a cue follows the mark at once",
        ),
        known_fault(
            "One banner said “Water is life”.",
            [],
            why="a logical full stop behind the mark makes any phrase at the end of a sentence an utterance",
        ),
    ],
)
def test_marks_without_a_comma(laid_out, text, expected):
    assert utterances(laid_out, text) == expected
