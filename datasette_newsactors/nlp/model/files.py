"""A trained model on disk: `model.json`, the network's weights, and the trees that choose, packed with gzip."""

from __future__ import annotations

import gzip
import hashlib
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from ...lexicon import DATA
from ...models import NewsactorsError
from .network import Network, shapes
from .trees import Trees, from_json, to_json

SHIPPED = DATA / "quotes-model"
FORMAT = 3  # counted up where features, labels or files change, so that no model is read with features it never saw
ABOUT, CHOICE, WEIGHTS = "model.json", "choice.json.gz", "network.gz"


@dataclass(frozen=True)
class Model:
    """The network, the trees that choose between readings, and what these need.

    name: tells one model from another. pipeline: the spaCy pipeline that it was trained with. choice: scores readings.
    threshold: the score from which a reading is taken. calibration: (score, share of readings of such a score that are
    right), rising.
    """

    name: str
    pipeline: str
    network: Network
    choice: Trees
    threshold: float
    calibration: tuple[tuple[float, float], ...]


def load_model(folder: Path) -> Model:
    """The model in a folder. Raises NewsactorsError where there is none, or none that can be read."""
    try:
        files = {name: (folder / name).read_bytes() for name in (ABOUT, CHOICE, WEIGHTS)}
        about = json.loads(files[ABOUT])
        if about["format"] != FORMAT:
            raise NewsactorsError(
                f"The quote model {folder} has format {about['format']}, and this version reads format {FORMAT}: "
                "train it again with `datasette newsactors train`."
            )
        return Model(
            name=hashlib.sha256(b"".join(files.values())).hexdigest()[:8],
            pipeline=str(about["pipeline"]).partition(" ")[0],
            network=_network(about["known"], gzip.decompress(files[WEIGHTS])),
            choice=from_json(gzip.decompress(files[CHOICE]).decode("utf-8")),
            threshold=float(about["threshold"]),
            calibration=tuple((float(chance), float(share)) for chance, share in about["calibration"]),
        )
    except OSError as error:
        raise NewsactorsError(
            f"Cannot read the quote model {folder}: {error.strerror or error}: {error.filename or ''}. A model is a "
            f"folder of {ABOUT}, {WEIGHTS} and {CHOICE}, as `datasette newsactors train` writes it."
        ) from error
    except (ValueError, KeyError, TypeError, EOFError) as error:
        raise NewsactorsError(
            f"The quote model {folder} is damaged ({type(error).__name__}: {error}): train it again or copy it anew."
        ) from error


def _network(known: Mapping[str, Sequence[str]], data: bytes) -> Network:
    """The network of its bytes: its weights in the order of their shapes, as numbers of two bytes."""
    wanted = shapes(known)
    sizes = [math.prod(shape) for shape in wanted.values()]
    numbers = np.frombuffer(data, "<f2").astype(np.float32)
    if len(numbers) != sum(sizes):
        raise ValueError(f"{len(numbers):,} weights instead of {sum(sizes):,}")
    parts = np.split(numbers, np.cumsum(sizes)[:-1])
    return Network(known, {name: part.reshape(wanted[name]) for name, part in zip(wanted, parts, strict=True)})


def write_model(folder: Path, network: Network, choice: Trees, about: Mapping[str, Any]) -> None:
    """Write a model; the same training gives the same bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    weights = np.concatenate([network.weights[name].ravel() for name in shapes(network.known)])
    (folder / WEIGHTS).write_bytes(_packed(weights.astype("<f2").tobytes()))
    (folder / CHOICE).write_bytes(_packed(to_json(choice).encode("utf-8")))
    described = {"format": FORMAT, "known": network.known, **about}
    text = json.dumps(described, ensure_ascii=False, indent=1, sort_keys=True)
    (folder / ABOUT).write_text(text + "\n", encoding="utf-8")


def _packed(data: bytes) -> bytes:
    return gzip.compress(data, compresslevel=9, mtime=0)


def calibrated(chance: float, calibration: Sequence[tuple[float, float]]) -> float:
    """The share of right attributions at a chance, between the points that were measured."""
    low = [point for point in calibration if point[0] <= chance]
    high = [point for point in calibration if point[0] > chance]
    if not low or not high:
        return (low[-1:] or high[:1] or [(chance, chance)])[0][1]
    (x0, y0), (x1, y1) = low[-1], high[0]
    return y0 + (y1 - y0) * (chance - x0) / (x1 - x0)
