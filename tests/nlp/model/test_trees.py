"""Boosted trees in plain arrays say what the library says that trained them."""

import numpy as np
import pytest

from datasette_newsactors.nlp.model.trees import Trees, from_json, to_json, trees_of


@pytest.fixture
def stump() -> Trees:
    """One tree with one question: is "age" at most 10? 1 if so, 2 if not, and 2 where it is not known; 5 on top."""
    return Trees(
        names=("age",),
        base=5.0,
        feature=np.array([[0, 0, 0]], np.int32),
        threshold=np.array([[10.0, 0.0, 0.0]]),
        below=np.array([[1, 1, 2]], np.int32),
        above=np.array([[2, 1, 2]], np.int32),
        unknown=np.array([[2, 1, 2]], np.int32),
        value=np.array([[0.0, 1.0, 2.0]]),
        depth=1,
    )


@pytest.mark.parametrize(("row", "score"), [({"age": 10}, 6), ({"age": 10.5}, 7), ({}, 7), ({"age": 3, "size": 1}, 6)])
def test_a_row_goes_down_to_its_leaf(stump, row, score):
    assert stump.score([row]).tolist() == [score]


def test_no_rows_have_no_scores(stump):
    assert stump.score([]).tolist() == []


def test_trees_survive_being_written(stump):
    assert to_json(from_json(to_json(stump))) == to_json(stump)
    assert from_json(to_json(stump)).score([{"age": 10}]).tolist() == [6]


def test_they_score_as_the_library_predicts():
    ensemble = pytest.importorskip("sklearn.ensemble", reason="scikit-learn is not installed")
    random = np.random.default_rng(1)
    known = random.normal(size=(400, 3))
    known[random.random(known.shape) < 0.2] = np.nan
    wanted = np.nan_to_num(known[:, 0]) * 2 + (np.nan_to_num(known[:, 1]) > 0.3)
    fitted = ensemble.HistGradientBoostingRegressor(max_iter=20, random_state=0).fit(known, wanted)
    names = ("a", "b", "c")
    rows = [{n: v for n, v in zip(names, row, strict=True) if not np.isnan(v)} for row in known.tolist()]
    trees = from_json(to_json(trees_of(fitted, names)))
    assert trees.score(rows) == pytest.approx(fitted.predict(known), abs=1e-4)
