"""Which reading holds: how readings fit what is annotated, and what is learnt from it."""

from dataclasses import replace
from types import SimpleNamespace

import pytest

from datasette_newsactors.annotated import Gold
from datasette_newsactors.nlp.attribution import Attribution
from datasette_newsactors.nlp.model.choice import Fit, Outcome, calibration, figures, learn, outcome
from datasette_newsactors.nlp.model.predict import Judged, chosen
from datasette_newsactors.nlp.model.readings import Reading

TEXT = "Ada Reske said that the road is closed, and left."


def reading(cue, *content, source=(0, 9), by="network"):
    return Reading(Attribution(tuple(content), None, None, "indirect", "model", source), cue, frozenset([by]))


@pytest.mark.parametrize(
    ("content", "source", "fit"),
    [
        ((15, 38), (0, 9), Fit(0, True, True)),
        ((15, 39), (4, 9), Fit(0, True, True)),
        ((20, 38), (0, 9), Fit(0, True, False)),
        ((15, 38), None, Fit(0, False, True)),
        ((15, 38), (40, 43), Fit(0, False, True)),
        ((30, 38), (0, 9), Fit(None, False, False)),
    ],
)
def test_a_reading_fits_where_half_of_its_letters_are_annotated(content, source, fit):
    gold = Gold(((15, 38),), ((0, 9),), ((10, 14),))
    found = outcome(Judged([reading(2, content, source=source)], [{}]), [gold], TEXT)
    assert (found.fits, found.annotated) == ([fit], 1)


def test_worth_most_is_what_fits_exactly_with_the_right_source():
    worth = [
        Fit(0, True, True).worth,
        Fit(0, True, False).worth,
        Fit(0, False, True).worth,
        Fit(None, False, False).worth,
    ]
    assert worth == pytest.approx([1.0, 0.7, 0.3, 0])


@pytest.mark.parametrize(
    ("others", "kept"),
    [
        ([reading(2, (0, 5))], [0]),
        ([reading(7, (11, 30))], [0]),
        ([reading(7, (20, 60))], [0, 1]),
        ([reading(7, (40, 60))], [0, 1]),
        ([reading(None, (40, 60)), reading(None, (80, 90))], [0, 1, 2]),
    ],
)
def test_of_one_cue_and_of_like_contents_the_best_holds(others, kept):
    found = [reading(2, (10, 30)), *others]
    assert chosen(found, [0.9 - 0.1 * n for n in range(len(found))], 0.5) == kept


def test_what_scores_too_low_does_not_hold():
    assert chosen([reading(2, (0, 9)), reading(3, (20, 29))], [0.3, 0.6], 0.5) == [1]


@pytest.mark.parametrize(
    ("quote_type", "cue_class", "lemma", "score", "kept"),
    [
        ("direct", "speech", "say", 0.2, [0]),
        ("mixed", "speech", "say", 0.2, []),
        ("mixed", "attitude", "support", 0.3, [0]),
        ("indirect", "speech", "say", 0.3, [0]),
        ("indirect", "attitude", "criticize", 0.3, [0]),
        ("indirect", "attitude", "support", 0.3, []),
    ],
)
def test_of_a_direct_quote_less_is_asked_and_of_an_indirect_one_under_an_unknown_cue_more(
    quote_type, cue_class, lemma, score, kept
):
    found = reading(2, (0, 9))
    cue = SimpleNamespace(cue_class=cue_class, lemma=lemma, head=SimpleNamespace(lower_=lemma))
    changed = replace(found.attribution, quote_type=quote_type, cue=cue)
    assert chosen([replace(found, attribution=changed)], [score], 0.25) == kept


def test_without_a_source_more_is_asked():
    assert chosen([reading(2, (20, 29)), reading(3, (30, 39), source=None)], [0.3, 0.3], 0.25) == [0]


@pytest.mark.parametrize(("cue_class", "kept"), [("speech", [0]), ("writing", [0]), ("thought", []), ("attitude", [])])
def test_a_thought_of_nobody_does_not_hold(cue_class, kept):
    cue = SimpleNamespace(cue_class=cue_class)
    found = Reading(Attribution(((10, 30),), cue, None, "indirect", "model"), 2, frozenset(["network"]))
    assert chosen([found], [0.9], 0.1) == kept


@pytest.mark.parametrize(("better", "kept"), [((60, 90), [1, 0]), ((20, 30), [1])])
def test_what_marks_set_off_holds_unless_something_better_excludes_it(better, kept):
    assert chosen([reading(2, (20, 29), by="marks"), reading(3, better)], [0.1, 0.6], 0.5) == kept


def outcomes(n):
    """Articles with a right reading and a wrong one, that are told apart by a feature."""
    judged = Judged([reading(2, (0, 9)), reading(5, (20, 29))], [{"sure": 1.0}, {"sure": 0.0}])
    return [Outcome(judged, [Fit(0, True, True), Fit(None, False, False)], 2) for _ in range(n)]


def test_figures_are_f1_in_percent():
    found = figures(outcomes(4), [[0.9, 0.8]] * 4, 0.5)
    assert (found["content"], found["content and source"], found["exact"]) == (50.0, 50.0, 50.0)


def test_what_tells_right_from_wrong_is_learnt():
    pytest.importorskip("sklearn", reason="scikit-learn is not installed")
    learnt = learn(outcomes(200), 5)
    right, wrong = learnt.trees.score([{"sure": 1.0}, {"sure": 0.0}])
    assert right > 0.9 > 0.1 > wrong
    assert learnt.figures["content"] == 66.7


def test_calibration_never_falls():
    known = [(0.42, True), (0.42, False), (0.47, False), (0.47, False), (0.97, True)]
    assert calibration(known) == [(0.425, 0.25), (0.475, 0.25), (0.975, 1.0)]
