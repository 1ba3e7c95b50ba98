"""What a tagger finds, made into an attribution, or refused."""

import pytest

from datasette_newsactors.nlp.cue import unlisted_cue
from datasette_newsactors.nlp.model.attribute import attribution_of


@pytest.fixture
def read(laid_out):
    """read(text, cue, contents, source): the attribution that a tagger makes of these words of a text, in words."""

    def attribution(text, word, contents, source):
        layout = laid_out(text)
        listed = {cue.head.text: cue for cue in layout.cues}
        cue = listed.get(word) or unlisted_cue(next(t for t in layout.doc if t.text == word))
        spans = [place(text, words) for words in contents]
        found = attribution_of(cue, spans, place(text, source) if source else None, layout, 0.7)
        return found and (in_words(text, found), found.source and text[slice(*found.source.span)])

    return attribution


def place(text, words):
    return text.index(words), text.index(words) + len(words)


def in_words(text, attribution):
    return " / ".join(text[start:end] for start, end in attribution.content)


@pytest.mark.parametrize(
    ("text", "cue", "content", "expected"),
    [
        ("“The dam will hold,” said Mara Velden.", "said", "“The dam will hold,”", "The dam will hold,"),
        ("Mara Velden said the dam “will hold.”", "said", "the dam “will hold.”", "the dam “will hold.”"),
        ("Mara Velden said the dam “will hold” for years.", "said", "the dam “will", "the dam “will hold”"),
        ("Mara Velden does not think that it holds.", "think", "that it holds", "that it holds"),
    ],
    ids=["only a quotation", "ends with a quotation", "ends inside a quotation", "who denies, thinks"],
)
def test_a_content_ends_where_marks_do(read, text, cue, content, expected):
    assert read(text, cue, [content], "Mara Velden") == (expected, "Mara Velden")


@pytest.mark.parametrize(
    ("text", "cue", "content", "source"),
    [
        ("Mara Velden did not say that the dam will hold.", "say", "that the dam will hold", "Mara Velden"),
        ("Nobody thinks that the dam will hold.", "thinks", "that the dam will hold", "Nobody"),
        ("I think that the dam will hold.", "think", "that the dam will hold", "I"),
        ("This spurred hopes that the dam will hold.", "hopes", "that the dam will hold", "This"),
        ("A man asked not to be named.", "asked", "not to be named", "A man"),
        ("He has his “she told me it will hold” story.", "told", "it will hold", "she"),
        ("The dam in May. Mara Velden said it holds. (Photo: AP)", "said", "it holds", "Mara Velden"),
    ],
    ids=[
        "denied",
        "nobody",
        "the writer's own voice",
        "no source",
        "terms of anonymity",
        "quoted itself",
        "in a caption",
    ],
)
def test_is_refused_what_is_no_quote(read, text, cue, content, source):
    assert read(text, cue, [content], source) is None


def test_a_quotation_of_its_own_sentence_is_said_by_a_word_for_saying_only(read):
    text = "They went on in the face of Velden’s opposition. “The dam will hold.” Moss replied. “It is old.”"
    assert read(text, "opposition", ["“The dam will hold.”"], "Velden") is None
    assert read(text, "replied", ["“It is old.”"], "Moss") == ("It is old.", "Moss")


def test_that_said_is_said_by_nobody(read):
    text = "That said, the dam will hold."
    assert read(text, "said", ["the dam will hold"], "That") is None


def test_the_rest_of_a_phrase_is_no_source(read):
    text = "The first charged was late, said Mara Velden."
    assert read(text, "charged", ["was late"], "The") == ("was late", None)


def test_a_headline_may_quote(read):
    text = "Mara Velden Says Dam Will Hold\n\nIt rained in May."
    assert read(text, "Says", ["Dam Will Hold"], "Mara Velden") == ("Dam Will Hold", "Mara Velden")


def test_words_outside_the_lexicon_are_an_attitude(laid_out):
    layout = laid_out("Jon Moss relishes the prospect.")
    assert unlisted_cue(layout.doc[2]).cue_class == "attitude"


def test_the_source_is_as_the_syntax_has_it_where_both_see_it(read):
    text = "The envoy, Jon Moss, said that the ferry left."
    assert read(text, "said", ["that the ferry left"], "Jon Moss") == ("that the ferry left", "The envoy, Jon Moss")


@pytest.mark.parametrize(
    ("text", "cue", "content", "source"),
    [
        ("Mara Velden was asked whether the dam will hold.", "asked", "whether the dam will hold", None),
        ("Mara Velden, known to favour the dam, laughed.", "known", "to favour the dam", None),
        ("Mara Velden, nicknamed “the king of coal”, laughed.", "nicknamed", "the king of coal", None),
        ("Mara Velden drew criticism for the dam.", "criticism", "for the dam", None),
        ("Mara Velden was quoted that the dam will hold.", "quoted", "that the dam will hold", "Mara Velden"),
    ],
)
def test_of_whom_it_is_said_is_not_the_source(read, text, cue, content, source):
    assert read(text, cue, [content], "Mara Velden") == (content, source)
