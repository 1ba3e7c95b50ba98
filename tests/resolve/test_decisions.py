"""Decisions played on clusters of names: in their order, and whether or not the names are there."""

from __future__ import annotations

import pytest

from datasette_newsactors.resolve import Decision, Evidence, Unit, decided, shown_as

ANN, BEN, CAT = (Unit("person", key) for key in ("ann", "ben", "cat"))
ANN_AT_X = Unit("person", "ann", "x")
MERGE_ANN_BEN = Decision("merge", ANN, (BEN,))


def clusters(*groups: str) -> list[list[Evidence]]:
    return [[Evidence(key, "person", key.title(), 1) for key in group.split()] for group in groups]


@pytest.mark.parametrize(
    ("names", "decisions", "expected"),
    [
        (["ann", "ben"], [], [{ANN}, {BEN}]),
        (["ann", "ben"], [MERGE_ANN_BEN], [{ANN, BEN}]),
        (["ann cat", "ben"], [MERGE_ANN_BEN], [{ANN, BEN, CAT}]),
        (["ann ben", "cat"], [Decision("split", ANN, (BEN,))], [{ANN}, {BEN}, {CAT}]),
        (["ann"], [Decision("split", ANN, (ANN_AT_X,))], [{ANN}, {ANN_AT_X}]),
        (["ann", "ben"], [MERGE_ANN_BEN, Decision("split", ANN, (BEN,))], [{ANN}, {BEN}]),
        (["ann ben"], [Decision("split", ANN, (BEN,)), MERGE_ANN_BEN], [{ANN, BEN}]),
        (["ann ben"], [Decision("distinct", ANN, (BEN,))], [{ANN}, {BEN}]),
        (["ann", "cat"], [MERGE_ANN_BEN, Decision("merge", BEN, (CAT,))], [{ANN, BEN, CAT}]),
    ],
    ids=[
        "nothing decided", "merged", "with all that is in the actor", "a name split off", "an article split off",
        "merged, then split", "split, then merged", "kept apart", "merged through a name that is in no article",
    ],
)  # fmt: skip
def test_who_is_who(names: list[str], decisions: list[Decision], expected: list[set[Unit]]) -> None:
    assert [part.units for part in decided(clusters(*names), decisions)] == expected


def test_a_merged_actor_is_shown_as_the_first_was_until_somebody_renames_it() -> None:
    evidence = {ANN: Evidence("ann", "person", "Ann", 1), BEN: Evidence("ben", "person", "Ben", 9)}

    [merged] = decided(clusters("ann", "ben"), [MERGE_ANN_BEN])
    [renamed] = decided(clusters("ann", "ben"), [MERGE_ANN_BEN, Decision("rename", BEN, name="Annabel")])

    assert shown_as(merged, evidence) == ("Ann", "person")
    assert shown_as(renamed, evidence) == ("Annabel", "person")


def test_the_last_word_on_an_actor_holds() -> None:
    said = [Decision("reject", ANN), Decision("retype", ANN, type="place"), Decision("confirm", ANN)]

    [part] = decided(clusters("ann"), said)

    assert (part.status, part.type) == ("confirmed", "place")


def test_what_was_said_of_somebody_split_off_is_not_said_of_the_rest_once_the_split_is_undone() -> None:
    parts = decided(clusters("ann"), [Decision("reject", ANN_AT_X)])

    assert [part.status for part in parts if ANN in part.units] == ["candidate"]
