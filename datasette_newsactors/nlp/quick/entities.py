"""The named entities that spaCy's recognizer finds, found faster.

Outside of an entity the recognizer decides by the token alone, and within one by the token, the one before, and the one
that the entity begins with. So all tokens of all documents are decided about at once; spaCy asks for one after another.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from itertools import islice
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.pipeline import EntityRecognizer
from spacy.tokens import Doc

NAME = "newsactors_entities"
Numbers = NDArray[np.int64]


@Language.factory(NAME)
class Entities:
    """Stands in for a recognizer of the pipeline, and leaves to it what it can do alone."""

    def __init__(self, nlp: Language, name: str, stands_for: str) -> None:
        self.recognizer: EntityRecognizer = nlp.get_pipe(stands_for)
        self.moves = _moves(self.recognizer)

    def __call__(self, doc: Doc) -> Doc:
        self._set([doc])
        return doc

    def pipe(self, docs: Iterable[Doc], batch_size: int) -> Iterator[Doc]:
        """Documents with their entities, a batch at a time."""
        waiting = iter(docs)
        while batch := list(islice(waiting, batch_size)):
            self._set(batch)
            yield from batch

    def _set(self, docs: Sequence[Doc]) -> None:
        foreseen = any(doc.has_annotation("ENT_IOB") for doc in docs)  # another component found some, which hold
        states = self.recognizer.predict(docs) if foreseen else end_states(docs, self.recognizer, self.moves)
        self.recognizer.set_annotations(docs, states)


class Moves(NamedTuple):
    """What the scores of a recognizer stand for. out: the number of the move "outside".

    begins: whether a move begins an entity of several tokens. label: of each move, as a number of spaCy's. inside,
    last: the moves that go on with, and end, what a move begins. barred: what is added to the scores of a token that is
    white space, of one that nothing follows in its sentence, and of others: 0 or, where a move is impossible, -inf.
    """

    out: int
    begins: NDArray[np.bool_]
    label: list[int]
    inside: Numbers
    last: Numbers
    barred: NDArray[np.float32]


def can_stand_for(recognizer: Any) -> bool:
    """Whether a component decides as described above, as those of spaCy's own pipelines do."""
    if not isinstance(recognizer, EntityRecognizer) or recognizer.cfg["beam_width"] != 1:
        return False
    model = recognizer.model
    lower = model.get_ref("lower")
    known = model.attrs["has_upper"] and not model.attrs["unseen_classes"]
    return bool(known and lower.get_dim("nF") == 3 and lower.get_dim("nP") > 1 and model.ops.name == "numpy")


def _moves(recognizer: EntityRecognizer) -> Moves:
    """The moves by their names: O, and B- I- L- U- with a label."""
    names = [recognizer.moves.get_class_name(number) for number in range(recognizer.moves.n_moves)]
    number = {name: at for at, name in enumerate(names)}
    labels = [name[2:] for name in names]
    begins, unit = (np.array([name.startswith(f"{kind}-") and len(name) > 2 for name in names]) for kind in "BU")
    out = np.array([name == "O" for name in names])
    return Moves(
        out=number["O"],
        begins=begins,
        label=[recognizer.vocab.strings[label] for label in labels],
        inside=np.array([number.get(f"I-{label}", 0) for label in labels]),
        last=np.array([number.get(f"L-{label}", 0) for label in labels]),
        barred=np.where([out, out | unit, out | unit | begins], np.float32(0), np.float32(-np.inf)),
    )


def end_states(docs: Sequence[Doc], recognizer: EntityRecognizer, moves: Moves) -> list[Any]:
    """The state of each document in which the recognizer has found all entities."""
    first = np.cumsum([0, *map(len, docs)])
    best, end = _decided(docs, first[1:], recognizer.model, moves)
    told = np.flatnonzero(best != moves.out)
    parts = np.split(told, np.searchsorted(told, first[1:-1]))
    states: list[Any] = recognizer.moves.init_batch(docs)
    for state, start, part in zip(states, first.tolist(), parts, strict=False):
        at = start
        for token, move, behind in zip(part.tolist(), best[part].tolist(), end[part].tolist(), strict=True):
            if token >= at:  # else it is inside of the one before
                _step(state, token - at)
                state.open_ent(moves.label[move])
                _step(state, behind - token - 1)
                state.close_ent()
                _step(state, 1)
                at = behind
    return states


def _step(state: Any, tokens: int) -> None:
    for _ in range(tokens):
        state.push()
        state.pop()


def _decided(docs: Sequence[Doc], ends: Numbers, model: Any, moves: Moves) -> tuple[Numbers, Numbers]:
    """The move at each token, were no entity open there, and where the entity ends that it begins.

    ends: the number of the token behind each document.
    """
    features = model.get_ref("lower").predict(model.get_ref("tok2vec").predict(docs))  # first those of no token
    token, begin, before = (features[:, number] for number in range(3))
    goes_on, space = _places(docs, ends)
    scores = _scores(token[1:] + begin[0] + before[0], model)
    scores += moves.barred[np.where(space, 0, 1 + goes_on)]
    best = scores.argmax(1)
    end = np.arange(1, len(best) + 1)
    opened = np.flatnonzero(moves.begins[best])
    at = opened + 1
    while len(opened):
        scores = _scores(token[at + 1] + begin[opened + 1] + before[at], model)
        row, move = np.arange(len(at)), best[opened]
        stops = (scores[row, moves.last[move]] > scores[row, moves.inside[move]]) | ~goes_on[at]
        end[opened[stops]] = at[stops] + 1
        opened, at = opened[~stops], at[~stops] + 1
    return best, end


def _places(docs: Sequence[Doc], ends: Numbers) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Whether an entity may go on behind each token, and whether the token is white space."""
    starts, space = np.concatenate([doc.to_array(["SENT_START", "IS_SPACE"]) for doc in docs]).T
    goes_on = np.append(starts[1:] != 1, False)
    goes_on[ends[ends > 0] - 1] = False
    return goes_on, space == 1


def _scores(sums: NDArray[np.float32], model: Any) -> NDArray[np.float32]:
    """The scores of the moves. sums: what the tokens that a decision looks at add up to."""
    sums += model.get_ref("lower").get_param("b")
    highest = reduce(np.maximum, (sums[..., piece] for piece in range(sums.shape[-1])))
    scores: NDArray[np.float32] = model.get_ref("upper").predict(highest)
    return scores
