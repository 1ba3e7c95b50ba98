"""The model that comes with the package."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from datasette_newsactors import annotate
from datasette_newsactors.models import CUE_CLASSES, cut
from datasette_newsactors.nlp import annotate as annotate_with
from datasette_newsactors.nlp import load_pipeline


@pytest.fixture(scope="module")
def modelled():
    """The pipeline with the model that comes with the package."""
    return load_pipeline(quotes="model")


@pytest.mark.parametrize(
    ("text", "content", "source"),
    [
        ("Mara Velden said that the dam will hold.", "that the dam will hold", "Mara Velden"),
        ("“The dam will hold,” said Mara Velden.", "The dam will hold,", "Mara Velden"),
        ("The dam will hold, according to Mara Velden.", "The dam will hold", "Mara Velden"),
        ("Mara Velden called the dam “a disgrace.”", "“a disgrace.”", "Mara Velden"),
        ("Mr. Moss hopes to win the election in May.", "to win the election in May", "Mr. Moss"),
    ],
)
def test_plain_quotes_are_found(modelled, text, content, source):
    [quote] = annotate_with(text, modelled).quotes
    assert content.removeprefix("that ") in cut(text, quote.content)
    assert text[slice(*quote.source)] == source


@pytest.mark.parametrize(
    ("text", "cue", "lemma", "cue_class"),
    [
        ("The dam will hold, according to Mara Velden.", "according to", "according to", "speech"),
        ("Mara Velden criticized the new dam.", "criticized", "criticize", "speech"),
        ("Mara Velden seeks to close the old dam.", "seeks", "seek", "intention"),
        ("Mara Velden supports the new dam.", "supports", "support", "attitude"),
    ],
)
def test_a_cue_that_no_rule_knows_has_its_class_all_the_same(modelled, text, cue, lemma, cue_class):
    [quote] = annotate_with(text, modelled).quotes
    assert (text[slice(*quote.cue)], quote.cue_lemma, quote.cue_class) == (cue, lemma, cue_class)


def test_a_printed_label_outranks_what_the_model_takes_for_a_source(modelled):
    text = "Mara Velden met Jon Moss on air.\n\nVELDEN: The dam will hold for years.\n\nMOSS: You said that for years!"
    annotation = annotate_with(text, modelled)
    names = {actor.key: actor.name for actor in annotation.actors}
    assert [names[quote.speaker] for quote in annotation.quotes if quote.speaker] == ["Mara Velden", "Jon Moss"]


def test_one_call_is_enough():
    annotation = annotate("Mara Velden said that the dam will hold.", quotes="model")
    assert len(annotation.quotes) == 1
    assert "+quotes-" in annotation.pipeline.model


WORDS = st.sampled_from(
    [
        "“",
        "”",
        '"',
        "‘",
        "’",
        "said",
        "Mara Velden",
        "that",
        "it holds",
        ",",
        ".",
        ":",
        "\n\n",
        "told",
        "I",
        "he",
        "not",
    ]
)
TEXTS = st.one_of(st.text(max_size=80), st.lists(WORDS, max_size=25).map(" ".join))


@given(text=TEXTS)
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_of_any_text_every_quote_lies_in_it(modelled, text):
    for quote in annotate_with(text, modelled).quotes:
        places = [0, *(position for span in quote.content for position in span), len(text)]
        assert places == sorted(places)
        assert all(start < end for start, end in quote.content)
        assert 0 <= quote.confidence <= 1
        assert quote.cue_class in CUE_CLASSES
