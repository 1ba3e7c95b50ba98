"""Articles annotated by hand, made for the tests, and a model trained on them."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest

PEOPLE = ("Mara Velden", "Jon Moss", "The minister", "A spokeswoman")
CLAIMS = ("the dam will hold", "the ferry is late", "prices would fall in May", "nobody has counted the boats")
CUES = ("said", "insisted", "whispered", "believed")
SHAPES = ("{Source} {Cue} that {Content}.", "“{Content},” {Cue} {Source}.", "{Source} {Cue}: “{Content}.”")
ROLES = ("Source", "Cue", "Content")


@pytest.fixture(scope="session")
def annotated(tmp_path_factory) -> Path:
    """A folder of twelve articles in brat's standoff format, four attributions each."""
    folder = tmp_path_factory.mktemp("annotated")
    for number, (shape, shift) in enumerate(product(SHAPES, range(4))):
        rows = [(PEOPLE[i], CUES[(i + shift) % 4], CLAIMS[(i + 2 * shift) % 4]) for i in range(4)]
        write_article(folder, f"article-{number:02}", shape, rows)
    return folder


def write_article(folder: Path, name: str, shape: str, rows: list[tuple[str, str, str]]) -> None:
    """An article with an attribution of this shape for each (source, cue, content)."""
    text, lines = "", []
    for number, row in enumerate(rows):
        words = dict(zip(ROLES, row, strict=True))
        sentence = shape.format(**words)
        for part, role in enumerate(ROLES):
            start = len(text) + sentence.index(words[role])
            lines.append(f"T{3 * number + part}\t{role} {start} {start + len(words[role])}\t{words[role]}")
        lines.append(f"E{number}\t" + " ".join(f"{role}:T{3 * number + part}" for part, role in enumerate(ROLES)))
        text += f"{sentence} It rained.\n\n"
    for kind, suffix, content in (("text", ".txt", text), ("attributions", "_1.ann", "\n".join(lines))):
        (folder / kind).mkdir(parents=True, exist_ok=True)
        (folder / kind / f"{name}{suffix}").write_text(content, encoding="utf-8")


@pytest.fixture(scope="session")
def tiny_model(annotated, english, tmp_path_factory) -> Path:
    """The folder of a model trained on the articles."""
    pytest.importorskip("sklearn", reason="scikit-learn is not installed")
    from datasette_newsactors.nlp.model.train import train

    folder = tmp_path_factory.mktemp("model")
    train([annotated], folder, english, say=lambda text: None)
    return folder
