"""Training, on a dozen articles."""

import subprocess
import sys
from pathlib import Path

import pytest

from datasette_newsactors.annotated import read_annotated
from datasette_newsactors.models import Annotation, Article, NewsactorsError, Pipeline, Quote
from datasette_newsactors.nlp.model.files import WEIGHTS, load_model
from datasette_newsactors.nlp.model.predict import attributions
from datasette_newsactors.nlp.model.train import train
from datasette_newsactors.records import to_line


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        ("Ada Reske whispered that the road is closed.", "Ada Reske", "the road is closed"),
        ("“The road is closed,” believed Ada Reske.", "Ada Reske", "The road is closed,"),
    ],
)
def test_what_it_was_shown_it_finds_in_other_words(laid_out, tiny_model, text, source, content):
    [found] = attributions(laid_out(text), load_model(tiny_model))
    assert found.source is not None
    assert (text[slice(*found.source.span)], [text[s:e] for s, e in found.content]) == (source, [content])


def test_the_command_gives_the_same_model_of_the_same_articles(annotated, tmp_path):
    for folder in ("one", "two"):
        command = [sys.executable, "-m", "datasette_newsactors", "train", annotated, "-o", tmp_path / folder]
        subprocess.run(command, check=True)
    assert load_model(tmp_path / "one").name == load_model(tmp_path / "two").name


def test_records_teach_the_same_as_the_same_articles_in_brats_form(annotated, english, tiny_model, tmp_path):
    records = tmp_path / "corrected.jsonl"
    with records.open("w", encoding="utf-8") as file:
        for name, text, attributions in read_annotated(annotated):
            quotes = tuple(Quote(a.content, "indirect", source=a.source[0], cue=a.cue[0]) for a in attributions)
            annotation = Annotation((), (), quotes, Pipeline("en_core_web_sm", "3.8.0", "0.1"))
            file.write(to_line(Article(text=text, path=name), annotation))
    train([records], tmp_path / "model", english, say=lambda text: None)
    learnt, other = (Path(folder, WEIGHTS).read_bytes() for folder in (tmp_path / "model", tiny_model))
    assert learnt == other


def test_progress_is_told(annotated, english, tmp_path):
    told = []
    train([annotated], tmp_path, english, say=told.append)
    assert told[0] == "Reading 12 articles"


def test_a_missing_package_is_named(monkeypatch, annotated, english, tmp_path):
    monkeypatch.setitem(sys.modules, "sklearn.ensemble", None)
    with pytest.raises(NewsactorsError, match=r"scikit-learn.*datasette-newsactors\[train\]"):
        train([annotated], tmp_path, english)


def test_nothing_to_learn_from_is_an_error(english, tmp_path):
    with pytest.raises(NewsactorsError, match="no annotated articles"):
        train([tmp_path], tmp_path / "model", english)
