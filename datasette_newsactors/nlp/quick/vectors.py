"""The vectors that spaCy computes for words, computed faster.

What a word is by itself is computed once for all words that look alike, and what its neighbours make of it for one
document after another, whose numbers stay in the processor's cache.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.pipeline.tok2vec import Tok2Vec
from spacy.tokens import Doc
from spacy.util import minibatch

from .kinds import kinds

NAME = "newsactors_vectors"
SMALL = np.float32(1e-8)
ROWS = 2_000  # words of a document at a time

Array = NDArray[np.float32]
Vectors = Callable[[Sequence[Doc]], list[Any]]  # an array for each


@Language.factory(NAME)
class DocVectors:
    """Stands in for the part of the pipeline that computes vectors for others."""

    def __init__(self, nlp: Language, name: str, stands_for: str) -> None:
        self.vectors = vectors_by(nlp.get_pipe(stands_for).model)  # type: ignore[attr-defined]

    def __call__(self, doc: Doc) -> Doc:
        [doc.tensor] = self.vectors([doc])
        return doc

    def pipe(self, docs: Iterable[Doc], batch_size: int) -> Iterator[Doc]:
        """Documents with their vectors, a batch at a time."""
        for batch in minibatch(docs, batch_size):  # type: ignore[no-untyped-call]
            for doc, vectors in zip(batch, self.vectors(batch), strict=True):
                doc.tensor = vectors
            yield from batch


def can_stand_for(pipe: Any) -> bool:
    """Whether a component computes vectors with numpy."""
    return isinstance(pipe, Tok2Vec) and pipe.model.ops.name == "numpy"


class Layer(NamedTuple):
    """Numbers multiplied and added, the highest of each few taken, and these brought to one scale.

    Of each few numbers, the first ones come first in the columns of weight and bias, then the second ones.
    """

    weight: Array
    bias: Array
    gain: Array
    shift: Array

    def __call__(self, x: Array) -> Array:
        width = len(self.gain)
        found = x @ self.weight
        found += self.bias
        y: Array = found.reshape(len(x), len(self.bias) // width, width).max(1)
        y -= y.mean(1, keepdims=True)
        y *= 1 / np.sqrt(np.einsum("ij,ij->i", y, y)[:, None] / np.float32(width) + SMALL)
        y *= self.gain
        y += self.shift
        return y


def vectors_by(model: Any) -> Vectors:
    """What computes the same as a model of spaCy's; the model itself where it is built otherwise than those we know."""
    if len(model.layers) != 2:
        return model.predict  # type: ignore[no-any-return]
    embed, encode = _alone(model.layers[0]), _among_neighbours(model.layers[1])
    return lambda docs: encode(embed(docs))


def _alone(model: Any) -> Vectors:
    """The vectors of words by themselves."""
    layers = _layers(model)
    names = [layer.name.partition("(")[0] for layer in model.layers]
    if len(layers) != 1 or names != ["extract_features", "list2ragged", "with_array", "with_array", "ragged2list"]:
        return model.predict  # type: ignore[no-any-return]
    columns, embed = model.layers[0].attrs["columns"], model.layers[2].layers[0]

    def vectors(docs: Sequence[Doc]) -> list[Array]:
        found = kinds(np.concatenate([doc.to_array(columns).reshape(len(doc), len(columns)) for doc in docs]))
        number = {kind: n for n, kind in enumerate(dict.fromkeys(found))}
        distinct = np.frombuffer(b"".join(number), np.uint64).reshape(len(number), len(columns))
        of_kind = layers[0](embed.predict(distinct))
        of_word = of_kind[[number[kind] for kind in found]]
        return np.split(of_word, np.cumsum([len(doc) for doc in docs])[:-1])

    return vectors


def _among_neighbours(model: Any) -> Callable[[list[Array]], list[Array]]:
    """The vectors of words as their neighbours change them, layer by layer."""
    layers, windows = _layers(model), [node for node in model.walk() if node.name == "expand_window"]
    name = ">>".join(["residual(expand_window>>maxout>>layernorm>>dropout)"] * len(layers))
    if not layers or model.name != f"with_array({name})":
        return model.predict  # type: ignore[no-any-return]
    pad, reach = model.attrs["pad"], windows[0].attrs["window_size"]

    def vectors(alone: list[Array]) -> list[Array]:
        return [_changed(np.pad(x, ((pad, pad), (0, 0))), layers, reach)[pad : pad + len(x)] for x in alone]

    return vectors


def _changed(x: Array, layers: Sequence[Layer], reach: int) -> Array:
    """Rows with what each layer adds to them, from themselves and those within reach."""
    for layer in layers:
        around = np.pad(x, ((reach, reach), (0, 0)))
        beside = np.hstack([around[n : n + len(x)] for n in range(2 * reach + 1)])
        x = x + np.concatenate([layer(beside[at : at + ROWS]) for at in range(0, len(x), ROWS)])
    return x


def _layers(model: Any) -> list[Layer]:
    """The layers of a model, in their order."""
    parts = [node.layers for node in model.walk() if node.name == "maxout>>layernorm"]
    return [
        Layer(
            weight=np.ascontiguousarray(maxout.get_param("W").transpose(2, 1, 0).reshape(maxout.get_dim("nI"), -1)),
            bias=np.ascontiguousarray(maxout.get_param("b").T.ravel()),
            gain=norm.get_param("G"),
            shift=norm.get_param("b"),
        )
        for maxout, norm in parts
    ]
