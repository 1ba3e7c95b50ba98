"""What `import datasette_newsactors` gives."""

import doctest
import subprocess
import sys
from importlib.metadata import version

import datasette_newsactors
from datasette_newsactors import annotate
from datasette_newsactors.models import cut

TEXT = "“The dam will hold,” said Mara Lind. She left for Velden."


def test_the_example_in_the_docstring_works():
    results = doctest.testmod(datasette_newsactors)

    assert results.attempted
    assert not results.failed


def test_annotate_gives_actors_mentions_and_quotes_with_their_places():
    annotation = annotate(TEXT)

    assert "Mara Lind" in [actor.name for actor in annotation.actors]
    assert [cut(TEXT, quote.content) for quote in annotation.quotes] == ["The dam will hold,"]
    assert "She" in [cut(TEXT, [mention.span]) for mention in annotation.mentions]


def test_the_pipeline_is_loaded_once(monkeypatch):
    annotate(TEXT)
    monkeypatch.setattr("spacy.load", None)

    assert annotate(TEXT).quotes


def test_everything_promised_is_there():
    assert all(hasattr(datasette_newsactors, name) for name in datasette_newsactors.__all__)
    assert datasette_newsactors.__version__ == version("datasette-newsactors")


def test_importing_the_package_is_light():
    script = "import sys, datasette_newsactors; print({'spacy', 'datasette', 'sqlite_utils'} & set(sys.modules))"

    result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert result.stdout == "set()\n"
