"""Whom an item of Wikidata means, and when nobody can tell."""

import re

import pytest

from datasette_newsactors.linking.matching import matched
from datasette_newsactors.linking.table import Item
from datasette_newsactors.models import Failure, KnownActor, WikidataLink

ACTORS = [
    KnownActor("mara-lind", "Mara Lind", "person", ("Mara Lind", "M. Lind", "Lind")),
    KnownActor("jon-vetch", "Jon Vetch", "person", ("Jon Vetch",)),
    KnownActor("jon-vetch-2", "Jon Vetch", "person", ("Jon Vetch",)),
    KnownActor("pelao", "Pelao", "person", ("Pelao",)),
    KnownActor("water-board", "Water Board", "organization", ("Water Board", "The Water Board Inc.", "WB")),
    KnownActor("lind", "Lind", "place", ("Lind",)),
]


def item(name="", kind="person", wikidata_id="Q1", **more):
    return Item("x.csv, line 2", wikidata_id, name, type=kind, **more)


@pytest.mark.parametrize(
    ("given", "slug", "basis"),
    [
        (item("Mara Lind"), "mara-lind", "name and type in x.csv, line 2"),
        (item("Dr. MARA LIND", description="a mayor"), "mara-lind", "name and type in x.csv, line 2 (a mayor)"),
        (item("the Water Board", "organization"), "water-board", "name and type in x.csv, line 2"),
        (item("Waterschap", "organization", aliases=("WB",)), "water-board", "alias and type in x.csv, line 2"),
        (item("Pelao"), "pelao", "name and type in x.csv, line 2"),
        (item("Lind", "place"), "lind", "name and type in x.csv, line 2"),
        (item("Jon Vetch", slug="jon-vetch-2"), "jon-vetch-2", "its address in x.csv, line 2"),
        (item("J. V.", kind="", slug="jon-vetch"), "jon-vetch", "its address in x.csv, line 2"),
    ],
)
def test_who_is_meant_without_doubt_is_linked(given, slug, basis):
    assert list(matched(ACTORS, [given])) == [WikidataLink(slug, "Q1", basis)]


@pytest.mark.parametrize(
    "given",
    [item("Ida Storm"), item("Lind"), item("Mara Lind", "organization"), item("Ida Storm", aliases=("Lind",))],
    ids=["nobody here", "a surname alone", "another type", "a surname as alias"],
)
def test_who_is_not_meant_is_not_linked(given):
    assert list(matched(ACTORS, [given])) == []


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ([item("Jon Vetch")], r"several actors bear this name \(jon-vetch, jon-vetch-2\); give the slug"),
        ([item("Mara Lind", "")], "a name needs a type"),
        ([item("Mara Lind"), item("Mara Lind", wikidata_id="Q2")], "several items of the file bear this name"),
        ([item("Mara Lind"), item("Ida Storm", wikidata_id="Q2", aliases=("Mara Lind",))], "several items of the file"),
        ([item("Mara Lind"), item("M. Lind", wikidata_id="Q2")], "mara-lind would be several items: Q1, Q2"),
        ([item(slug="nobody")], "there is no actor nobody"),
        ([item("x", "place", slug="mara-lind")], "mara-lind is a person here, and no place"),
    ],
)
def test_where_there_is_doubt_it_is_said_and_nobody_is_linked(given, message):
    answers = list(matched(ACTORS, given))
    assert answers
    assert all(isinstance(answer, Failure) for answer in answers)
    assert re.search(message, answers[-1].error)
