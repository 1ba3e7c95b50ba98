"""The spaCy pipeline: which one is loaded, what it must be able to do, what it says of itself."""

import pytest
import spacy

from datasette_newsactors.models import NewsactorsError
from datasette_newsactors.nlp import describe, load_pipeline
from datasette_newsactors.nlp.pipeline import DEFAULT_MODELS


def test_the_default_pipeline_parses_and_finds_names(english):
    doc = english("The minister met Mara Lind.")
    assert doc.has_annotation("DEP")
    assert [entity.text for entity in doc.ents] == ["Mara Lind"]


def test_a_pipeline_is_described_by_name_and_versions(english):
    described = describe(english)
    assert described.model in DEFAULT_MODELS
    assert described.model_version.count(".") == 2
    assert described.newsactors_version


def test_an_unknown_pipeline_says_its_name_and_what_to_do():
    with pytest.raises(NewsactorsError, match=r"xx_no_such_model.*--model"):
        load_pipeline("xx_no_such_model")


def test_a_pipeline_without_parser_says_what_it_lacks(tmp_path):
    path = tmp_path / "blank"
    spacy.blank("en").to_disk(path)
    with pytest.raises(NewsactorsError, match=r"no 'parser' \(a dependency parser\)"):
        load_pipeline(str(path))


def test_a_folder_that_is_no_pipeline_is_refused(tmp_path):
    with pytest.raises(NewsactorsError, match="Cannot load the spaCy pipeline"):
        load_pipeline(str(tmp_path))


@pytest.mark.parametrize(
    "text",
    [
        "Bridge to close\n\nThe bridge is old.",
        "Bridge to close\nThe bridge is old",
        "“We built it\n\n“We paid for it",
    ],
)
def test_a_sentence_begins_with_every_paragraph(english, text):
    starts = {sentence.start_char for sentence in english(text).sents}
    assert {0, text.rindex("\n") + 1} <= starts


def test_models_multiply_matrices_with_numpy(english):
    layers = [layer for name in ("tok2vec", "parser", "ner") for layer in english.get_pipe(name).model.walk()]
    assert {layer.ops.use_blis for layer in layers} == {False}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Moss said,“It is late.”", ["Moss", "said", ",", "“", "It", "is", "late", ".", "”"]),
        ('Moss said:"No."', ["Moss", "said", ":", '"', "No", ".", '"']),
        ("“It is late,”said Moss.", ["“", "It", "is", "late", ",", "”", "said", "Moss", "."]),
        ("at 10:30 in the U.S.", ["at", "10:30", "in", "the", "U.S."]),
    ],
)
def test_words_part_at_quotation_marks_that_lack_their_space(english, text, words):
    assert [token.text for token in english.make_doc(text)] == words
