"""The named entities that spaCy's recognizer finds, found faster.

Outside of an entity the recognizer decides by the token alone, and within one by the token, the one before, and the one
that the entity begins with. So all tokens of all documents are decided about at once; spaCy asks for one after another.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from typing import Any, NamedTuple, cast

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.pipeline import EntityRecognizer
from spacy.tokens import Doc
from spacy.util import minibatch

from .vectors import vectors_by

NAME = "newsactors_entities"
Numbers = NDArray[np.int64]
Flags = NDArray[np.bool_]
Array = NDArray[np.float32]


@Language.factory(NAME)
class Entities:
    """Stands in for a recognizer of the pipeline, and leaves to it what it can do alone."""

    def __init__(self, nlp: Language, name: str, stands_for: str) -> None:
        self.recognizer = cast(Any, nlp.get_pipe(stands_for))
        self.moves = _moves(self.recognizer)
        words, _, self.narrow = self.recognizer.model.get_ref("tok2vec").layers
        self.vectors = vectors_by(words)

    def __call__(self, doc: Doc) -> Doc:
        self._set([doc])
        return doc

    def pipe(self, docs: Iterable[Doc], batch_size: int) -> Iterator[Doc]:
        """Documents with their entities, a batch at a time."""
        for batch in minibatch(docs, batch_size):  # type: ignore[no-untyped-call]
            self._set(batch)
            yield from batch

    def _set(self, docs: Sequence[Doc]) -> None:
        foreseen = any(doc.has_annotation("ENT_IOB") for doc in docs)  # another component found some, which hold
        states = self.recognizer.predict(docs) if foreseen else self._states(docs)
        self.recognizer.set_annotations(docs, states)

    def _states(self, docs: Sequence[Doc]) -> list[Any]:
        """The state of each document in which all of its entities are found."""
        model = self.recognizer.model
        features = model.get_ref("lower").predict(self.narrow.predict(np.concatenate(self.vectors(docs))))
        move, end = _decided(features, *_places(docs), model, self.moves)
        states: list[Any] = self.recognizer.moves.init_batch(docs)
        first = 0
        for state, doc in zip(states, docs, strict=True):
            part = slice(first, first + len(doc))
            _go_through(state, move[part], end[part] - first, self.moves)
            first += len(doc)
        return states


class Moves(NamedTuple):
    """What the scores of a recognizer stand for. out: the number of the move "outside".

    begins: whether a move begins an entity of several tokens. label: of each move, as a number of spaCy's. inside,
    last: the moves that go on with, and end, what a move begins. barred: what is added to the scores of a token that is
    white space, of one that nothing follows in its sentence, and of others: 0 or, where a move is impossible, -inf.
    """

    out: int
    begins: Flags
    label: list[int]
    inside: Numbers
    last: Numbers
    barred: Array


def can_stand_for(recognizer: Any) -> bool:
    """Whether a component decides as described above, as those of spaCy's own pipelines do."""
    if not isinstance(recognizer, EntityRecognizer) or recognizer.cfg["beam_width"] != 1:
        return False
    model = recognizer.model
    known = model.attrs["has_upper"] and not model.attrs["unseen_classes"] and model.ops.name == "numpy"
    lower, names = model.get_ref("lower"), [layer.name for layer in model.get_ref("tok2vec").layers[1:]]
    return bool(known and lower.get_dim("nF") == 3 and lower.get_dim("nP") > 1 and names == ["list2array", "linear"])


def _moves(recognizer: Any) -> Moves:
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


def _places(docs: Sequence[Doc]) -> tuple[Flags, Flags]:
    """Of each token whether an entity may go on behind it, and whether it is white space."""
    starts, space = np.concatenate([doc.to_array(["SENT_START", "IS_SPACE"]) for doc in docs]).T
    goes_on = np.append(starts[1:] != 1, False)
    goes_on[np.cumsum([len(doc) for doc in docs]) - 1] = False
    return goes_on, space == 1


def _decided(features: Array, goes_on: Flags, space: Flags, model: Any, moves: Moves) -> tuple[Numbers, Numbers]:
    """The move at each token, were no entity open there, and where the entity ends that it begins.

    features: what each token adds as the one to decide about, as the begin of an entity, and as the one before; first
    what is added where there is none.
    """
    token, begin, before = (features[:, number] for number in range(3))
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


def _scores(sums: Array, model: Any) -> Array:
    """The scores of the moves. sums: what the tokens that a decision looks at add up to."""
    sums += model.get_ref("lower").get_param("b")
    highest = reduce(np.maximum, (sums[..., piece] for piece in range(sums.shape[-1])))
    scores: Array = model.get_ref("upper").predict(highest)
    return scores


def _go_through(state: Any, move: Numbers, end: Numbers, moves: Moves) -> None:
    """Take a document's state through all tokens that begin an entity; some seem to, but stand within another."""
    at = 0
    told = np.flatnonzero(move != moves.out)
    for token, chosen, behind in zip(told.tolist(), move[told].tolist(), end[told].tolist(), strict=True):
        if token >= at:
            _step(state, token - at)
            state.open_ent(moves.label[chosen])
            _step(state, behind - token - 1)
            state.close_ent()
            _step(state, 1)
            at = behind


def _step(state: Any, tokens: int) -> None:
    for _ in range(tokens):
        state.push()
        state.pop()
