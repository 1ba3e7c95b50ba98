"""What is said of each reading, seen beside the others."""

import pytest

from datasette_newsactors.nlp.attribution import Attribution
from datasette_newsactors.nlp.model.choice_features import choice_features
from datasette_newsactors.nlp.model.readings import Reading
from datasette_newsactors.nlp.model.seeing import Seen
from datasette_newsactors.nlp.model.sheet import sheet_of

TEXT = "Mara Velden said she believed that the dam will hold."
SAID, BELIEVED = 2, 4


@pytest.fixture(scope="module")
def features(english):
    """features(*(cue, content)): of each reading."""
    from datasette_newsactors.nlp.layout import lay_out

    layout = lay_out(english(TEXT))

    def of_each(*found):
        readings = [
            Reading(Attribution((place(words),), None, None, "indirect", "model", place("Mara")), cue, frozenset())
            for cue, words in found
        ]
        chances = [{SAID: 0.9, BELIEVED: 0.4}.get(token, 0.0) for token in range(len(layout.tokens))]
        return choice_features(readings, Seen(chances, {}), layout, sheet_of(layout))

    return of_each


def place(words):
    return TEXT.index(words), TEXT.index(words) + len(words)


def test_two_cues_that_claim_the_same_words_are_rivals(features):
    said, believed = features((SAID, "the dam will hold"), (BELIEVED, "that the dam will hold"))
    assert said["rival"] == believed["rival"] == pytest.approx(17 / 22)
    assert (said["rival chance"], believed["rival chance"]) == (0.4, 0.9)


def test_a_content_may_hold_another(features):
    said, believed = features((SAID, "she believed that the dam will hold"), (BELIEVED, "will hold"))
    assert (said["holds"], said["held chance"]) == (1, 0.4)
    assert (believed["held by"], believed["holder chance"]) == (1, 0.9)


def test_readings_of_one_cue_are_no_rivals_and_may_agree(features):
    one, other = features((SAID, "the dam will hold"), (SAID, "that the dam will hold"))
    assert one["rival"] == 0
    assert (one["mates"], one["source agrees"]) == (1, 1)
    assert one["content agrees"] == other["content agrees"] == pytest.approx(17 / 22)


def test_words_apart_are_no_rivals(features):
    assert [row["rival"] for row in features((SAID, "the dam"), (BELIEVED, "will hold"))] == [0, 0]


def test_begin_and_end_are_told(features):
    [row] = features((BELIEVED, "that the dam will hold"))
    assert (row["that"], row["stop behind"], row["to end"], row["sentences"]) == (True, True, 1, 0)
