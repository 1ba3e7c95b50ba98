"""By which rule a name is its actor's, as people are told."""

import pytest
from hypothesis import given

from datasette_newsactors.resolve import cluster, display_name, reasons
from datasette_newsactors.resolve.reasons import DECIDED, MAIN

from .test_cluster import Evidence, evidence, evidences


@pytest.mark.parametrize(
    ("shown", "name", "reason"),
    [
        (evidence("Mara Velden", 9), evidence("Mara Velden", 1, "place"), "the same name, taken for another type"),
        (evidence("Yevgeny Tarkhovsky", 9), evidence("Evgeni Tarhovskij", 1), "another romanisation"),
        (evidence("John Smith", 9), evidence("John Quincy Smith", 1), "no middle name contradicts"),
        (evidence("Mara Velden", 9), evidence("Mara Veldon", 1), "one letter apart, and rarer"),
        (evidence("Mara Velden", 9), evidence("M. Velden", 1), "an initial that fits nobody else here"),
        (evidence("Mara Velden", 9), evidence("Velden", 1), "a surname that nobody else well known bears here"),
        (evidence("Dirk van Halden", 9), evidence("Van Halden", 1), "a surname that nobody else well known bears here"),
        (evidence("van Halden", 9), evidence("Dirk van Halden", 1), "a surname that nobody else well known bears here"),
        (evidence("Jürgen Möller", 9), evidence("Juergen Moeller", 1), "umlauts written out"),
        (evidence("Harbour Safety Office", 9, "group"), evidence("HSO", 1, "group"), "initials of the name"),
        (evidence("Mara Velden", 9), evidence("Tess Okoro", 1), DECIDED),
    ],
)
def test_a_name_has_its_rule(shown: Evidence, name: Evidence, reason: str) -> None:
    assert reasons([shown, name], shown.name) == [MAIN, reason]


def test_under_a_name_that_people_gave_the_commonest_is_the_main_one() -> None:
    assert reasons([evidence("Tess Okoro", 1)], "Tess Okoro-Lind") == [MAIN]


@given(evidences)
def test_what_the_rules_joined_is_never_called_a_decision(found: list[Evidence]) -> None:
    for part in cluster(found):
        assert DECIDED not in reasons(part, display_name(part)[0])
