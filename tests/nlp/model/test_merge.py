"""What the model finds, beside what quotation marks tell."""

import pytest

from datasette_newsactors.nlp.cue import cues, unlisted_cue
from datasette_newsactors.nlp.model.merge import attribution_of, with_marks


@pytest.fixture
def read(laid_out):
    """read(text, *(cue, contents, source)): the attributions of a text, the model's being these words of it."""

    def attributions(text, *found, probability=0.7):
        layout = laid_out(text)
        listed = {cue.head.text: cue for cue in cues(layout.doc)}
        modelled = []
        for word, contents, source in found:
            cue = listed.get(word) or unlisted_cue(next(t for t in layout.doc if t.text == word))
            spans = [place(text, words) for words in contents]
            modelled.append(attribution_of(cue, spans, place(text, source) if source else None, layout, probability))
        merged = with_marks([a for a in modelled if a], layout)
        return [(in_words(text, a), a.source and text[slice(*a.source.span)], a.method) for a in merged]

    return attributions


def place(text, words):
    return text.index(words), text.index(words) + len(words)


def in_words(text, attribution):
    return " / ".join(text[start:end] for start, end in attribution.content)


DAM = "“The dam will hold,” said Mara Velden."


def test_what_marks_tell_stays(read):
    assert read(DAM, ("said", ["dam will hold"], "Mara")) == [("The dam will hold,", "Mara Velden", "marks")]


@pytest.mark.parametrize(
    ("text", "found", "expected"),
    [
        (
            "“The dam will hold.” Thus Mara Velden.",
            ("Thus", ["“The dam will hold.”"], "Mara Velden"),
            ("The dam will hold.", "Mara Velden", "model"),
        ),
        (
            "Mara Velden said the dam “will hold.”",
            ("said", ["the dam “will hold.”"], "Mara Velden"),
            ("the dam “will hold.”", "Mara Velden", "model"),
        ),
        (
            "Mara Velden said the dam “will hold” for years.",
            ("said", ["the dam “will"], "Mara Velden"),
            ("the dam “will hold”", "Mara Velden", "model"),
        ),
    ],
    ids=["adds a source", "finds what stands beside marks", "ends with a quotation"],
)
def test_the_model(read, text, found, expected):
    assert expected in read(text, found)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Mara Velden did not say that the dam will hold.", ("say", ["that the dam will hold"], "Mara Velden")),
        ("I think that the dam will hold.", ("think", ["that the dam will hold"], "I")),
        ("A man asked not to be named.", ("asked", ["not to be named"], "A man")),
        ("He has his “she told me it will hold” story.", ("told", ["it will hold"], "she")),
    ],
    ids=["denied", "the writer's own voice", "terms of anonymity", "quoted itself"],
)
def test_is_not_believed_where_rules_forbid(read, text, found):
    assert read(text, found) == []


def test_of_two_that_say_the_same_the_surer_counts(laid_out):
    text = "Mara Velden said she believed that the dam will hold."
    layout = laid_out(text)
    said, believed = (cue for cue in cues(layout.doc) if cue.lemma in ("say", "believe"))
    spans = [place(text, "that the dam will hold")]
    found = [attribution_of(cue, spans, None, layout, p) for cue, p in ((said, 0.5), (believed, 0.8))]
    assert [a.cue for a in with_marks(found, layout)] == [believed]


def test_words_outside_the_lexicon_are_an_attitude(laid_out):
    layout = laid_out("Jon Moss relishes the prospect.")
    assert unlisted_cue(layout.doc[2]).cue_class == "attitude"


def test_clauses_that_the_model_misses_are_read_by_the_rules(read):
    text = "Jon Moss announced that the ferry left. Mara Velden said that the dam will hold."
    found = ("announced", ["that the ferry left"], "Jon Moss")
    assert [(source, method) for _, source, method in read(text, found)] == [
        ("Jon Moss", "model"),
        ("Mara Velden", "clause"),
    ]


def test_the_source_is_as_the_syntax_has_it_where_both_see_it(read):
    text = "The envoy, Jon Moss, said that the ferry left."
    [(_, source, _)] = read(text, ("said", ["that the ferry left"], "Jon Moss"))
    assert source == "The envoy, Jon Moss"
