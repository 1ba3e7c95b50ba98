"""A partition that grows by joining (union-find), the same whatever the order of the joins."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from typing import Any, Generic, TypeVar

T = TypeVar("T", bound=Any)  # anything that can be hashed and ordered


class Groups(Generic[T]):
    """Items, each alone at first; the smallest item of a group stands for it."""

    def __init__(self, items: Iterable[T]) -> None:
        self.parent = {item: item for item in items}

    def find(self, item: T) -> T:
        """The item that stands for the group."""
        while self.parent[item] is not item:
            self.parent[item] = item = self.parent[self.parent[item]]
        return item

    def join(self, items: Iterable[T]) -> None:
        """Make one group of all groups that these items are in."""
        first, *others = sorted({self.find(item) for item in items})
        for other in others:
            self.parent[other] = first

    def join_the_one(self, item: T, others: Iterable[T]) -> None:
        """Join an item to others that are one group already, and not where they leave a choice."""
        if len(found := {self.find(other) for other in others}) == 1:
            self.join((item, *found))

    def parts(self) -> list[list[T]]:
        """The groups in order, each in order."""
        return sorted(sorted(part) for part in by(self.parent, self.find))


def by(items: Iterable[T], key: Callable[[T], Hashable]) -> list[list[T]]:
    """The items that share a key, together."""
    found: dict[Hashable, list[T]] = defaultdict(list)
    for item in items:
        found[key(item)].append(item)
    return list(found.values())
