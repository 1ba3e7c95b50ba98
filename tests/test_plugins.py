"""Our own hooks: what another package can add, through the entry point or by registering."""

import pytest

from datasette_newsactors.hookspecs import hookimpl
from datasette_newsactors.models import Article, KnownActor, WikidataLink
from datasette_newsactors.nlp import load_pipeline
from datasette_newsactors.plugins import pm
from datasette_newsactors.readers import Reader, builtin, formats, read


class Upside:
    """A plugin with a format of its own, and a component at the end of the pipeline."""

    @hookimpl
    def newsactors_readers(self):
        def read_upside_down(stream, source, columns):
            yield Article(stream.read().decode()[::-1], path=source)

        return [Reader("upside", (".updown",), read_upside_down)]

    @hookimpl
    def newsactors_pipeline(self, nlp):
        nlp.add_pipe("doc_cleaner")

    @hookimpl
    def newsactors_links(self, actors, file):
        return [WikidataLink(actor.slug, "Q42", "a dream") for actor in actors if actor.name == "Mara Lind"]


@pytest.fixture
def upside():
    plugin = Upside()
    pm.register(plugin)
    yield plugin
    pm.unregister(plugin)


def test_the_formats_of_the_package_come_through_the_hook_too():
    assert pm.is_registered(builtin)
    assert {reader.name for reader in builtin.newsactors_readers()} <= set(formats())


def test_a_plugin_adds_a_format(upside, tmp_path):
    file = tmp_path / "news.updown"
    file.write_text(".raey txen nepo lliw mad ehT")

    (article,) = read([str(file)])

    assert "upside" in formats()
    assert article.text == "The dam will open next year."


def test_a_plugin_adds_to_the_pipeline(upside):
    assert "doc_cleaner" in load_pipeline().pipe_names


def test_a_plugin_says_who_is_who(upside):
    lind = KnownActor("mara-lind", "Mara Lind", "person", ("Mara Lind",))

    answers = pm.hook.newsactors_links(actors=[lind], file=None)

    assert [link for given in answers for link in given] == [WikidataLink("mara-lind", "Q42", "a dream")]
