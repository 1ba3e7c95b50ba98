"""A trained model on disk: a folder of `model.json`, three taggers, and the trees that choose, packed with gzip."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pycrfsuite

from ...lexicon import DATA
from ...models import NewsactorsError
from .trees import Trees, from_json, to_json

SHIPPED = DATA / "quotes-model"
FORMAT = 2  # counted up where features, labels or files change, so that no model is read with features it never saw
ABOUT, CHOICE = "model.json", "choice.json.gz"
TAGGERS = {name: f"{name}.crfsuite.gz" for name in ("cues", "first", "second")}


@dataclass(frozen=True)
class Model:
    """Three taggers, the trees that choose between their readings, and what these need.

    name: tells one model from another. cues: labels candidates "1" where they are cues. first, second: label a window's
    units, each in its way. choice: scores readings. lemmas: words besides verbs that may be cues. threshold: the score
    from which a reading is taken. calibration: (score, share of readings of such a score that are right), rising.
    """

    name: str
    cues: Any
    first: Any
    second: Any
    choice: Trees
    lemmas: frozenset[str]
    threshold: float
    calibration: tuple[tuple[float, float], ...]


class _Tagger(pycrfsuite.Tagger):
    """Keeps the bytes that it goes on to read: `open_inmemory` keeps no hold of them."""

    data = b""


def tagger(packed: bytes) -> Any:
    """The tagger in the bytes of a packed file."""
    loaded = _Tagger()
    loaded.data = gzip.decompress(packed)
    loaded.open_inmemory(loaded.data)
    return loaded


def load_model(folder: Path) -> Model:
    """The model in a folder. Raises NewsactorsError where there is none, or none that can be read."""
    try:
        files = {name: (folder / name).read_bytes() for name in (ABOUT, CHOICE, *TAGGERS.values())}
        about = json.loads(files[ABOUT])
        if about["format"] != FORMAT:
            raise NewsactorsError(
                f"The quote model {folder} has format {about['format']}, and this version reads format {FORMAT}: "
                "train it again with `datasette newsactors train`."
            )
        return Model(
            name=hashlib.sha256(b"".join(files.values())).hexdigest()[:8],
            choice=from_json(gzip.decompress(files[CHOICE]).decode("utf-8")),
            **{name: tagger(files[file]) for name, file in TAGGERS.items()},
            lemmas=frozenset(about["lemmas"]),
            threshold=float(about["threshold"]),
            calibration=tuple((float(chance), float(share)) for chance, share in about["calibration"]),
        )
    except OSError as error:
        raise NewsactorsError(
            f"Cannot read the quote model {folder}: {error.strerror or error}: {error.filename or ''}. A model is a "
            f"folder of {ABOUT}, {CHOICE} and {', '.join(TAGGERS.values())}, as `datasette newsactors train` writes it."
        ) from error
    except (ValueError, KeyError, TypeError, EOFError) as error:
        raise NewsactorsError(
            f"The quote model {folder} is damaged ({type(error).__name__}: {error}): train it again or copy it anew."
        ) from error


def write_model(folder: Path, taggers: Mapping[str, bytes], choice: Trees, about: Mapping[str, Any]) -> None:
    """Write a model; the same training gives the same bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, file in TAGGERS.items():
        (folder / file).write_bytes(taggers[name])
    (folder / CHOICE).write_bytes(_packed(to_json(choice).encode("utf-8")))
    text = json.dumps({"format": FORMAT, **about}, ensure_ascii=False, indent=1, sort_keys=True)
    (folder / ABOUT).write_text(text + "\n", encoding="utf-8")


def pack(tagger_file: Path) -> bytes:
    """A tagger's file, packed."""
    return _packed(tagger_file.read_bytes())


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
