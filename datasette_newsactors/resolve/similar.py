"""When two articles are copies of one text: pure functions, which know no database.

Broder, On the Resemblance and Containment of Documents (1997): the Jaccard coefficient of the sets of shingles.
Candidates by locality-sensitive hashing of MinHash signatures: Leskovec, Rajaraman and Ullman, Mining of Massive
Datasets, chapter 3.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Set
from datetime import datetime, timezone
from hashlib import blake2b

from rensa import RMinHash

WORD = re.compile(r"\w+")
SHINGLE = 5  # words
MIN_SHINGLES = 30  # a text of fewer, such as "Subscribe to go on", says too little to be a copy of another
# The Jaccard coefficient of copies. On Wikinews and the demo's articles syndicated copies have 0.74 and more;
# what comes next are interviews with the same questions, with 0.34.
COPY = 0.5
BANDS, ROWS = 32, 3  # two texts share a band with probability 1 - (1 - j³)³²: 0.99 where the coefficient is 0.5
SEED = 1  # of the hash functions; another one, or other bands, need all articles indexed anew


def shingles(text: str) -> frozenset[str]:
    """The sequences of five words in a text, whatever their case and punctuation; none of a very short text."""
    words = WORD.findall(text.casefold())
    found = frozenset(" ".join(words[i : i + SHINGLE]) for i in range(len(words) - SHINGLE + 1))
    return found if len(found) >= MIN_SHINGLES else frozenset()


def bands(found: Set[str]) -> list[int]:
    """What copies of a text very probably have one of in common: signed integers of 64 bits, none of no shingles."""
    if not found:
        return []
    signature = RMinHash(num_perm=BANDS * ROWS, seed=SEED)
    signature.update(sorted(found))
    digest = signature.digest()
    keys = (struct.pack(f"<{ROWS + 1}I", band, *digest[band * ROWS : (band + 1) * ROWS]) for band in range(BANDS))
    return [int.from_bytes(blake2b(key, digest_size=8).digest(), "little", signed=True) for key in keys]


def are_copies(one: Set[str], other: Set[str]) -> bool:
    """Whether two texts, given by their shingles, are copies of each other or of a third."""
    shared = len(one & other)
    return shared > 0 and shared >= COPY * (len(one) + len(other) - shared)


def seniority(published: str | None, n_words: int, content_hash: str) -> tuple[str, int, str]:
    """A key by which the original sorts before its copies: the earliest, then the longest, as copies are cut.

    published: ISO 8601; a day without a time goes before the times of that day, and no date goes last.
    """
    return _utc(published) if published else "~", -n_words, content_hash


def _utc(published: str) -> str:
    try:
        when = datetime.fromisoformat(published.replace("Z", "+00:00"))
    except ValueError:
        return published
    if "T" not in published or when.tzinfo is None:
        return published
    return when.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%S")
