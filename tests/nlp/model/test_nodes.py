"""What a network is made of: each function's gradient is that of its value."""

import numpy as np
import pytest

from datasette_newsactors.nlp.model.nodes import (
    Node,
    below,
    beside,
    go_back,
    highest,
    linear,
    mean,
    mean_by,
    normed,
    plus,
    relu,
    rows,
    scaled,
    sigmoid,
    softmax,
    stretch,
    sum_by,
    times,
)

STEP = 1e-3
WHICH, INDEX, STARTS = np.array([2, 0, 3]), np.array([1, 4, 4]), np.array([0, 3])
FUNCTIONS = {
    "linear": (lambda x, w, b: linear(x, w, b), [(5, 3), (3, 4), (4,)]),
    "linear without bias": (lambda x, w: linear(x, w), [(5, 3), (3, 4)]),
    "relu": (relu, [(5, 3)]),
    "plus": (plus, [(5, 3), (5, 3), (5, 3)]),
    "times": (times, [(5, 3), (5, 3)]),
    "twice": (lambda x: times(x, x), [(5, 3)]),
    "scaled": (lambda x: scaled(x, np.array([[1.0], [0.0], [2.0], [1.0], [0.5]])), [(5, 3)]),
    "beside": (beside, [(5, 3), (5, 2)]),
    "rows": (lambda x: rows(x, np.array([4, 0, 4, 2])), [(5, 3)]),
    "behind": (lambda x: stretch(x, -2, 3), [(5, 3)]),
    "ahead": (lambda x: stretch(x, 1, 6), [(5, 3)]),
    "within": (lambda x: stretch(x, 1, 3), [(5, 3)]),
    "below": (below, [(2, 3), (1, 3), (4, 3)]),
    "mean by": (lambda x: mean_by(x, WHICH, INDEX, 5), [(5, 3)]),
    "normed": (normed, [(5, 3), (3,), (3,)]),
    "highest": (lambda x: highest(x, STARTS), [(5, 3)]),
    "mean": (lambda x: mean(x, STARTS), [(5, 3)]),
}


@pytest.mark.parametrize(("function", "shapes"), FUNCTIONS.values(), ids=FUNCTIONS)
def test_the_gradient_is_how_the_value_changes(function, shapes):
    random = np.random.default_rng(0)
    inputs = [random.normal(size=shape) for shape in shapes]
    nodes = [Node(value) for value in inputs]
    result = function(*nodes)
    weights = random.normal(size=result.value.shape)
    go_back([(result, weights)])
    for node, value in zip(nodes, inputs, strict=True):
        for place in np.ndindex(value.shape):
            sums = []
            for step in (STEP, -STEP):
                value[place] += step
                sums.append(float((function(*map(Node, inputs)).value * weights).sum()))
                value[place] -= step
            assert node.gradient[place] == pytest.approx((sums[0] - sums[1]) / (2 * STEP), abs=2e-3)


def test_gradients_of_all_that_use_a_value_add_up():
    x = Node(np.array([[3.0]]))
    y = times(x, x)
    go_back([(plus(y, x, y), np.array([[1.0]]))])
    assert x.gradient == 2 * 2 * 3 + 1


def test_what_comes_of_fixed_values_alone_keeps_none_of_them():
    x, w = Node(np.ones((2, 3)), fixed=True), Node(np.ones((2, 3)))
    assert (plus(x, x).parents, plus(x, x).back) == ((), None)
    y = plus(times(x, x), times(x, w))
    go_back([(y, np.ones((2, 3)))])
    assert (w.gradient == 1).all()


def test_sums_of_no_rows_are_0():
    assert (sum_by(np.zeros((0, 2)), np.zeros(0, int), 3) == np.zeros((3, 2))).all()


@pytest.mark.parametrize(
    ("start", "stop", "rows"),
    [(-1, 2, [0, 1, 2]), (2, 5, [3, 0, 0]), (1, 2, [2]), (-2, -1, [0]), (4, 6, [0, 0]), (0, 3, [1, 2, 3])],
)
def test_rows_outside_are_0(start, stop, rows):
    x = Node(np.array([[1.0], [2.0], [3.0]]))
    assert stretch(x, start, stop).value.ravel().tolist() == rows


def test_chances_lie_between_0_and_1():
    scores = np.array([[-1000.0, 0.0, 1000.0]], np.float32)
    assert softmax(scores).tolist() == [[0, 0, 1]]
    assert sigmoid(scores).round(6).tolist() == [[0, 0.5, 1]]
