"""Where units stand seen from a cue."""

import pytest

from datasette_newsactors.nlp.model.places import RANGES, Window, window_of
from datasette_newsactors.nlp.model.sheet import sheet_of
from datasette_newsactors.nlp.model.window import window

PATH, BRANCH, EDGE, DISTANCE, COMMAS, QUOTATION, FORM, SHARED = range(8)
TEXT = "Mara Velden, a hydrologist, said that the dam holds. “It holds,” she added."


@pytest.fixture(scope="module")
def seen_from(english):
    """seen_from(cue): the place of each word around it, by the word; of a quotation, by its first mark."""
    from datasette_newsactors.nlp.layout import lay_out

    sheet = sheet_of(lay_out(english(TEXT)))

    def of(word):
        cue = sheet.word.index(word)
        found: Window = window_of(sheet, cue, window(sheet, cue))
        return {sheet.word[unit.first]: place for unit, place in zip(found.units, found.places, strict=True)}

    return of


def test_words_alike_in_the_tree_have_the_same_numbers(seen_from):
    said, added = seen_from("said"), seen_from("added")
    assert said["Velden"][PATH] == added["she"][PATH]
    assert said["Velden"][PATH] != said["holds"][PATH]


def test_what_hangs_on_the_same_word_is_one_branch(seen_from):
    said = seen_from("said")
    assert said["that"][BRANCH] == said["dam"][BRANCH] == said["holds"][BRANCH]
    assert said["that"][EDGE] != said["dam"][EDGE]


def test_what_is_before_the_cue_differs_from_what_is_behind(seen_from):
    said = seen_from("said")
    assert said[","][DISTANCE] != said["that"][DISTANCE]
    assert said["said"][DISTANCE] == 0


def test_commas_between_are_counted_on_each_side(seen_from):
    said = seen_from("said")
    assert said["Mara"][COMMAS] == 2
    assert said["a"][COMMAS] == 1


def test_a_quotation_is_counted_and_its_form_told(seen_from):
    added = seen_from("added")
    assert added["“"][QUOTATION] == 1  # the nearest before the cue
    assert added["“"][FORM] == 4  # it begins with a capital, and ends with a mark
    assert added["she"][QUOTATION] == added["she"][FORM] == 0


@pytest.mark.parametrize("cue", ["said", "holds", "added", "hydrologist"])
def test_numbers_stay_in_their_ranges(seen_from, cue):
    for place in seen_from(cue).values():
        assert all(0 <= number < count for number, count in zip(place, RANGES, strict=True))
