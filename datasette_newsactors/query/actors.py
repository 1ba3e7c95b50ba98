"""The list of actors, and a search for them that forgives typing errors."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from ..models import ACTOR_TYPES, STATUSES
from .fulltext import trigrams
from .paging import Key, encode
from .parameters import PAGING, Parameter, Parameters, choice, last, one_of
from .select import Select

SORTS = ("quotes", "name")
LIST_PARAMETERS = (
    Parameter("q", "whose name is like this, slips of the pen forgiven; the most alike first"),
    Parameter("type", "of this type", one_of(*ACTOR_TYPES)),
    Parameter("status", "of this status; without it all but the rejected", one_of(*STATUSES)),
    Parameter("_sort", "quotes: the most quoted first; name: by name", one_of(*SORTS)),
    *PAGING,
)
KEY_TYPES: dict[str, tuple[tuple[type, ...], ...]] = {
    "quotes": ((int,), (int,)),
    "name": ((str,), (int,)),
}
CANDIDATES = 500
SIMILAR = 0.3

COLUMNS = """
select id, slug, name, type, status, n_articles, n_mentions, n_quotes, n_quotes_about, first_seen, last_seen
from actors"""
ORDER = {"quotes": "n_quotes desc, id", "name": "name, id"}
STATUS = "(status = :status or (:status is null and status <> 'rejected'))"
AFTER = {
    "quotes": "n_quotes <= :key and (n_quotes < :key or id > :id)",
    "name": "(name, id) > (:key, :id)",
}


class Listed(NamedTuple):
    """Which actors are listed, and in which order; rejected ones are only where `status` asks for them."""

    text: str = ""
    type: str | None = None
    status: str | None = None
    sort: str = "quotes"


def list_parameters(params: Parameters) -> Listed:
    """The list that URL parameters ask for. Raises BadParameter."""
    return Listed(
        text=last(params, "q"),
        type=choice(params, "type", ACTOR_TYPES),
        status=choice(params, "status", STATUSES),
        sort=choice(params, "_sort", SORTS) or "quotes",
    )


def in_words(listed: Listed) -> dict[str, str]:
    """What the list is narrowed to, as the URL parameters that ask the same: those that are set."""
    asked = {"q": listed.text, "type": listed.type, "status": listed.status}
    return {name: value for name, value in asked.items() if value}


def page(listed: Listed, after: Key | None, limit: int) -> Select:
    """One page of actors, most quoted first or by name; `after` is (sort value, id) of the one before it."""
    clauses, params = [STATUS], dict[str, object](status=listed.status, limit=limit)
    if listed.type:
        clauses.append("type = :type")
        params["type"] = listed.type
    if after:
        clauses.append(AFTER[listed.sort])
        params |= {"key": after[0], "id": after[1]}
    where = "\n  and ".join(clauses)
    return Select(f"{COLUMNS}\nwhere {where}\norder by {ORDER[listed.sort]} limit :limit", params)


def next_token(rows: list[dict[str, object]], sort: str, size: int) -> str | None:
    """The token of the page after these rows (asked for with limit size + 1), or None."""
    if len(rows) <= size:
        return None
    final = rows[size - 1]
    return encode(sort, (final["n_quotes" if sort == "quotes" else "name"], final["id"]))  # type: ignore[arg-type]


def search(listed: Listed) -> Select:
    """Candidates for `best_matches`: names that share letters with the text, or begin so if it is short."""
    text = listed.text
    params: dict[str, object] = {"type": listed.type, "status": listed.status, "limit": CANDIDATES}
    grams = trigrams(text)
    if not grams:
        prefix = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        where = "(name like :prefix || '%' escape '\\' or name like '% ' || :prefix || '%' escape '\\')"
        params["prefix"] = prefix
        order = "n_quotes desc, name, id"
    else:
        where = "id in (select rowid from actors_fts where actors_fts match :match order by rank limit :limit)"
        params["match"] = " OR ".join(f'"{gram}"' for gram in sorted(grams))
        order = "id"
    where += f"\n  and {STATUS}\n  and (:type is null or type = :type)"
    return Select(f"{COLUMNS}\nwhere {where}\norder by {order} limit :limit", params)


def best_matches(rows: Iterable[Mapping[str, object]], text: str) -> list[dict[str, object]]:
    """The rows whose names share enough letters with the search, the most alike first."""
    wanted = trigrams(text)
    if not wanted:
        return [dict(row) for row in rows]

    def likeness(row: Mapping[str, object]) -> float:
        return len(wanted & trigrams(str(row["name"]))) / len(wanted)

    alike = [dict(row) for row in rows if likeness(row) >= SIMILAR]
    return sorted(alike, key=lambda row: (-likeness(row), -int(str(row["n_quotes"])), str(row["name"])))
