"""Copies of one text are known by their words, whatever was cut or put before them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from datasette_newsactors.resolve import are_copies, bands, seniority, shingles

STORY = (
    "The harbour board of Velden closed the northern quay on Monday after divers found a crack of two metres in the "
    "wall. Ferries to the islands will leave from the fish market until the spring, and lorries have to take the old "
    "road around the bay. Mara Lind, who chairs the board, said that nobody had been in danger. The wall was last "
    "looked at nine years ago, when the crane was moved. The town had asked for another inspection in the autumn."
)


def test_a_copy_that_lost_its_end_and_got_a_dateline_is_a_copy() -> None:
    copy = "VELDEN (Northwire) – " + STORY[: STORY.index("The town")].upper()

    assert are_copies(shingles(STORY), shingles(copy))
    assert set(bands(shingles(STORY))) & set(bands(shingles(copy)))


def test_a_report_of_the_same_event_in_other_words_is_none() -> None:
    other = STORY.replace("quay", "pier").replace("Monday", "Sunday").replace("the", "this").replace("had", "has")

    assert not are_copies(shingles(STORY), shingles(other))


def test_very_short_texts_are_copies_of_nothing() -> None:
    assert not are_copies(shingles("Subscribe to go on reading."), shingles("Subscribe to go on reading."))
    assert bands(shingles("Subscribe to go on reading.")) == []


def test_bands_are_the_same_on_every_machine_and_in_every_version() -> None:
    assert bands(shingles(STORY))[:2] == [-1296498114425654172, 9023850385991260373]


@given(st.text(st.sampled_from("abcde "), min_size=200), st.randoms())
def test_a_text_is_a_copy_of_itself(text: str, chance: object) -> None:
    found = shingles(text)

    assert are_copies(found, found) == bool(found)
    assert bands(found) == bands(set(found))


def test_the_earliest_is_the_original_then_the_longest() -> None:
    ranked = [
        ("2024-03-04", 300, "b"),
        ("2024-03-04T00:30:00+02:00", 300, "a"),
        ("2024-03-04T07:00:00Z", 300, "a"),
        ("2024-03-04T09:00:00+01:00", 300, "b"),
        ("2024-03-04T09:00:00+01:00", 200, "a"),
        (None, 300, "a"),
    ]
    # half past midnight in Velden is still the day before in UTC
    assert sorted(ranked, key=lambda row: seniority(*row)) == [ranked[1], ranked[0], *ranked[2:]]
