"""One spaCy pipeline for all tests of nlp: loading it takes longer than any of them."""

from collections.abc import Callable

import pytest
from spacy.language import Language

from datasette_newsactors.nlp import load_pipeline
from datasette_newsactors.nlp.layout import Layout, lay_out

LayOut = Callable[[str], Layout]


@pytest.fixture(scope="session")
def english() -> Language:
    """The pipeline that comes with the package; quotes by rules alone, of which these tests tell."""
    return load_pipeline(quotes="rules")


@pytest.fixture(scope="session")
def laid_out(english: Language) -> LayOut:
    """laid_out(text): the parsed text with its paragraphs and quotations."""
    return lambda text: lay_out(english(text))
