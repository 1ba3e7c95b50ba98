"""Attributions: the whole recipe on one sentence or paragraph, before anybody asks who the source is."""

import pytest

from datasette_newsactors.nlp.attribution import attributions

from .reading import known_fault, words


def attributed(laid_out, text: str) -> list[tuple[str, str | None, str]]:
    """Content, its spans parted by " / ", with source and type."""
    return [
        (
            " / ".join(words(text, s) for s in a.content),
            words(text, a.source.span) if a.source else None,
            a.quote_type,
        )
        for a in attributions(laid_out(text))
    ]


@pytest.mark.parametrize(
    ("text", "content", "source", "quote_type"),
    [
        ("Mara Lind said the bridge was old.", "the bridge was old", "Mara Lind", "indirect"),
        ("The bridge was old, Mara Lind said.", "The bridge was old", "Mara Lind", "indirect"),
        ("The bridge, Mara Lind said, was old.", "The bridge / was old", "Mara Lind", "indirect"),
        ("“It is old,” Mara Lind said.", "It is old,", "Mara Lind", "direct"),
        ("Mara Lind said the bridge was “a ruin”.", "the bridge was “a ruin”", "Mara Lind", "mixed"),
        ("Mara Lind said it “shook” and “groaned”.", "it “shook” and “groaned”", "Mara Lind", "mixed"),
        ("Mara Lind called the bridge “a ruin”.", "the bridge “a ruin”", "Mara Lind", "mixed"),
        ("Mara Lind promised “a full inquiry”.", "a full inquiry", "Mara Lind", "direct"),
        ("Mara Lind said the “so-called experts” slept.", "the “so-called experts” slept", "Mara Lind", "mixed"),
        ("According to Mara Lind, it was old.", "it was old", "Mara Lind", "indirect"),
        ("It was old, according to Mara Lind.", "It was old", "Mara Lind", "indirect"),
        ("The bridge, according to Mara Lind, was old.", "The bridge / was old", "Mara Lind", "indirect"),
        ("In the opinion of Mara Lind, it was old.", "it was old", "Mara Lind", "indirect"),
        ("In Mara Lind’s view, it was old.", "it was old", "Mara Lind", "indirect"),
        ("Mara Lind said in a statement that it was old.", "that it was old", "Mara Lind", "indirect"),
        ("“It is old,” Mara Lind said Monday.", "It is old,", "Mara Lind", "direct"),
        ("“It was old,” according to Mara Lind.", "It was old,", "Mara Lind", "direct"),
        ("According to Mara Lind, “it is as old as I am.”", "it is as old as I am.", "Mara Lind", "direct"),
        ("Mara Lind’s claim that it was old was wrong.", "that it was old", "Mara Lind", "indirect"),
        ("Mara Lind, the mayor, believes it is old.", "it is old", "Mara Lind, the mayor", "indirect"),
        known_fault(
            "As Mara Lind put it, the bridge is “a ruin”.",
            "the bridge is “a ruin”",
            "Mara Lind",
            "mixed",
            why="“as X put it” is no cue",
        ),
        (
            "According to Mara Lind, “Nobody has ever paid for it.”",
            "Nobody has ever paid for it.",
            "Mara Lind",
            "direct",
        ),
        known_fault(
            "Jon Moss denied signing the letter.",
            "signing the letter",
            "Jon Moss",
            "indirect",
            why="_is_reported leaves out the gerund behind deny, admit, recall and suggest",
        ),
    ],
)
def test_one_attribution(laid_out, text, content, source, quote_type):
    assert attributed(laid_out, text) == [(content, source, quote_type)]


@pytest.mark.parametrize(
    "text",
    [
        "Mara Lind did not say that the bridge would close.",
        "Mara Lind didn’t say the bridge would close.",
        "Mara Lind never said the bridge would close.",
        "Mara Lind has not said whether the bridge would close.",
        "Mara Lind declined to say whether the bridge would close.",
        "Mara Lind refused to say when the bridge would close.",
        "Neither Mara Lind nor Jon Moss said the bridge would close.",
        "Nobody said the bridge would close.",
    ],
)
def test_what_is_denied_is_not_attributed(laid_out, text):
    assert attributed(laid_out, text) == []


@pytest.mark.parametrize(
    "text",
    [
        "The army charged the hill at dawn.",
        "Police found the car in the river.",
        "Jon Moss answered the phone and left.",
        "The thermometer showed ten below zero.",
        "The court ruled the country for a century.",
        "Mara Lind called the mayor on Monday.",
        "The company filed for bankruptcy.",
        "The boat pointed to the east.",
        "She added salt to the water.",
        "The town’s claim was rejected.",
        "Mara Lind asked for water.",
        "The post is vacant, and the report is long.",
        "He told the truth and shouted for help.",
        "The dam is said to be old.",
    ],
)
def test_cue_words_used_literally_attribute_nothing(laid_out, text):
    assert [a for a in attributed(laid_out, text) if a[1]] == []


@pytest.mark.parametrize(
    "text",
    [
        "The “fast lane” was closed on Monday.",
        "The novel “The Long River” won the prize.",
        "Jonas “Shorty” Brask lost the race.",
        "She is known as “the Owl of Velden”.",
        "The film, “A Wall of Water,” opens on Friday.",
    ],
)
def test_marks_alone_attribute_nothing(laid_out, text):
    assert attributed(laid_out, text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Mara Lind said Jon Moss had promised to leave.",
            [
                ("Jon Moss had promised to leave", "Mara Lind", "indirect"),
                ("to leave", "Jon Moss", "indirect"),
            ],
        ),
        (
            "“It is old,” Mara Lind said, and added that it must close.",
            [("It is old,", "Mara Lind", "direct"), ("that it must close", "Mara Lind", "indirect")],
        ),
        (
            "Mara Lind said it was old. Jon Moss said it was new.",
            [("it was old", "Mara Lind", "indirect"), ("it was new", "Jon Moss", "indirect")],
        ),
        (
            "Mara Lind said it was old, but Jon Moss said it was new.",
            [("it was old", "Mara Lind", "indirect"), ("it was new", "Jon Moss", "indirect")],
        ),
        (
            "Mara Lind said it was old, while Jon Moss insisted it was new.",
            [("it was old", "Mara Lind", "indirect"), ("it was new", "Jon Moss", "indirect")],
        ),
        (
            "“It is old,” said an official who asked not to be named.",
            [("It is old,", "an official who asked not to be named", "direct")],
        ),
        (
            "The official, who declined to be identified, said it was old.",
            [("it was old", "The official, who declined to be identified", "indirect")],
        ),
    ],
)
def test_several_in_one_sentence(laid_out, text, expected):
    assert attributed(laid_out, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Mara Lind shook her head. “Nobody asked me before they built it.”",
            [("Nobody asked me before they built it.", None, "direct")],
        ),
        (
            "Mara Lind said it was safe. Jon Moss laughed. “It was never safe at any time.”",
            [
                ("it was safe", "Mara Lind", "indirect"),
                ("It was never safe at any time.", None, "direct"),
            ],
        ),
        (
            "“It was never safe at any time.” The mayor left. Mara Lind said it was old.",
            [
                ("It was never safe at any time.", None, "direct"),
                ("it was old", "Mara Lind", "indirect"),
            ],
        ),
    ],
)
def test_a_quotation_that_nobody_is_named_for_has_no_source(laid_out, text, expected):
    assert attributed(laid_out, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Mara Lind said it was safe. “It was never safer at any time.”",
        "To Jon Moss, who said it would burst, Mara Lind replied that it was safe. “It was never safer at any time.”",
    ],
)
def test_a_quotation_without_a_cue_goes_on_with_who_spoke_right_before(laid_out, text):
    assert attributed(laid_out, text)[-1] == ("It was never safer at any time.", "Mara Lind", "direct")


@pytest.mark.parametrize(
    ("text", "content"),
    [
        (
            "“It is safe,” Mara Lind said.\n\n“It was never safer at any time.”",
            "It is safe, / It was never safer at any time.",
        ),
        (
            "“It is safe,” said Mara Lind. “I know.”\n\n“Nobody knows it better.”",
            "It is safe, / I know. / Nobody knows it better.",
        ),
        (
            "“It is safe,” said Mara Lind. “I know.”\n\n“We look.”\n\n“Nobody looks as long as we do.”",
            "It is safe, / I know.",
        ),
    ],
    ids=["in the next paragraph", "split before", "not over one that is less than a sentence"],
)
def test_a_quote_is_one_attribution_with_what_goes_on_without_a_cue(laid_out, text, content):
    assert attributed(laid_out, text)[0] == (content, "Mara Lind", "direct")


@pytest.mark.parametrize(
    "text",
    [
        "“It is safe,” Mara Lind said. The valley below is wide.\n\n“It was never safer at any time.”",
        "Mara Lind said it was safe.\n\n“It was never safer at any time.”",
        "“It is safe,” Mara Lind said.\n\nThe hall was full. “It was never safer at any time.”",
        "“It is safe,” Mara Lind said.\n\nThe hall was full.\n\n“It was never safer at any time.”",
    ],
)
def test_it_goes_on_from_a_paragraph_that_ends_in_speech_to_one_that_is_nothing_else(laid_out, text):
    assert attributed(laid_out, text)[-1] == ("It was never safer at any time.", None, "direct")


@pytest.mark.parametrize("around", ["[SANA via AP]", "Photo: “It is old,” Mara Lind said.", "By Mara Lind"])
def test_nothing_is_attributed_in_captions_credits_and_bylines(laid_out, around):
    text = f"Bridge to close\n\n{around}\n\nMara Lind said the bridge was old."
    assert attributed(laid_out, text) == [("the bridge was old", "Mara Lind", "indirect")]


def test_a_content_never_ends_inside_a_quotation(laid_out):
    text = "Mara Lind said the bridge was “a ruin. A wreck” and left."
    layout = laid_out(text)
    for attribution in attributions(layout):
        for start, end in attribution.content:
            assert layout.quotation_at(start - 1) is None or text[start - 1] in "“”"
            assert layout.quotation_at(end) is None or text[end] in "“”"
