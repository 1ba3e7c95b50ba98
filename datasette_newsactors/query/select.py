"""One SQL statement with the parameters it names."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Select(NamedTuple):
    """A readable statement with `:name` placeholders, and the value of each."""

    sql: str
    params: dict[str, object]


class Conditions(NamedTuple):
    """What a where clause asks for: conditions that all hold, and the values they name."""

    clauses: tuple[str, ...]
    params: dict[str, object]

    @property
    def where(self) -> str:
        """The conditions as one SQL expression, true where there are none."""
        return "\n  and ".join(self.clauses) or "true"

    def also(self, clauses: Iterable[str], **params: object) -> Conditions:
        """These conditions and more."""
        return Conditions((*self.clauses, *clauses), {**self.params, **params})
