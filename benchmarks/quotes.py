"""How well are quotes found, on annotated articles in the form of PolNeAR (text/*.txt, attributions/*.ann)?

usage: python benchmarks/quotes.py FOLDER_OF_ARTICLES PREDICTIONS.jsonl [rules|model|MODEL_FOLDER]

Writes a line an article, {"file": stem, "quotes": [{"content": [[start, end], …], "speaker": source span, "cue": …}]},
which a scorer compares with the annotations, and prints how right they are, where there are annotations, and words a
second beside the spaCy pipeline alone, as spaCy comes. Annotators keep the marks of a split quote ("A," she said. "B.")
in its content, and we leave them out: here they are put back.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from datasette_newsactors.annotated import is_brat
from datasette_newsactors.evaluation import evaluate, read_gold
from datasette_newsactors.models import Annotation, Span
from datasette_newsactors.nlp import load_pipeline
from datasette_newsactors.nlp.annotation import annotation_of

MARKS = "\"“”„«»‘’'`"


def quotes_of(annotation: Annotation, text: str) -> list[dict[str, Any]]:
    return [{"content": with_marks(q.content, text), "speaker": q.source, "cue": q.cue} for q in annotation.quotes]


def with_marks(content: Sequence[Span], text: str) -> list[list[int]]:
    """The spans of a content with the quotation marks between them; those of a quote over paragraphs as one."""
    spans = [[*content[0]]]
    for start, end in content[1:]:
        between = text[spans[-1][1] : start]
        if "\n" in between and not any(character.isalnum() for character in between):
            spans[-1][1] = end
            continue
        spans[-1][1] += len(between) - len(between.lstrip(MARKS))
        spans.append([max(spans[-1][1], start - len(between) + len(between.rstrip(MARKS))), end])
    return spans


def as_marked(annotation: Annotation, text: str) -> Annotation:
    """The annotation with contents as annotators mark them."""
    spans = [tuple((start, end) for start, end in with_marks(q.content, text)) for q in annotation.quotes]
    quotes = tuple(replace(q, content=content) for q, content in zip(annotation.quotes, spans, strict=True))
    return replace(annotation, quotes=quotes)


def main(folder: Path, out: Path, quotes: str = "model") -> None:
    files = sorted(folder.glob("text/*.txt")) or sorted(folder.glob("*.txt"))
    if not files:
        sys.exit(f"{folder}: there is no .txt file in it or in its folder text/")
    texts = [file.open(encoding="utf-8", newline="").read() for file in files]
    pipeline = load_pipeline(quotes=quotes)
    assert pipeline.path
    alone, _ = parsed(texts, spacy.load(pipeline.path))
    parsing, docs = parsed(texts, pipeline)
    began = time.process_time()
    annotations = [annotation_of(doc) for doc in docs]
    both = parsing + time.process_time() - began
    with out.open("w", encoding="utf-8") as file:
        for path, text, annotation in zip(files, texts, annotations, strict=True):
            file.write(json.dumps({"file": path.stem, "quotes": quotes_of(annotation, text)}) + "\n")
    if is_brat(folder):
        pairs = zip(read_gold(str(folder)), texts, annotations, strict=True)
        print(*evaluate((gold, as_marked(found, text)) for gold, text, found in pairs).lines(), sep="\n")
    n_words = sum(len(text.split()) for text in texts)
    print(f"{len(files):,} articles, {n_words:,} words, {sum(len(a.quotes) for a in annotations):,} quotes → {out}")
    print(f"spaCy alone  {n_words / alone:10,.0f} words a second of processor")
    print(f"with quotes  {n_words / both:10,.0f} words a second of processor   {alone / both:.2f} of spaCy alone")


def parsed(texts: Sequence[str], pipeline: Language) -> tuple[float, list[Doc]]:
    """Seconds of processor that a pipeline takes, and what it gives."""
    pipeline("Warm up.")
    began = time.process_time()
    docs = list(pipeline.pipe(texts))
    return time.process_time() - began, docs


if __name__ == "__main__":
    if len(sys.argv) not in (3, 4):
        sys.exit(__doc__)
    main(Path(sys.argv[1]), Path(sys.argv[2]), *sys.argv[3:])
