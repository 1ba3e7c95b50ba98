"""What the benchmark asks of a server: every page and endpoint, about what is common and what is rare."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from datasette_newsactors.query import audit, paging

from .synthetic import word

SPEECH = "quotes.cue_class in ('speech', 'writing')"
COMMON, MIDDLING, RARE = word(18, 4), word(60, 4), word(9_000, 4)


class Asked(NamedTuple):
    """A request: its name, and its path below /{database}/.

    first: the name of the request for the first page, where this one is for a deep page.
    """

    name: str
    path: str
    first: str = ""


class Known(NamedTuple):
    """Whom and what the requests name: the commonest, one in the middle and a rare one."""

    top: str
    second: str
    third: str
    middling: str
    rare: str
    top_id: int
    publication: str
    role: str
    article: int
    quote: int
    newest: tuple[str, int]  # published and id of a quote in the middle of all
    anonymous: tuple[str, int]  # the same of a mixed quote from an anonymous source
    of_top: tuple[str, int]
    actor: tuple[int, int]
    edge: tuple[int, int]
    cell: tuple[str, str]


def known(db: sqlite3.Connection) -> Known:
    """What a database of synthetic news offers to ask about."""

    def one(sql: str, *values: object) -> tuple:
        return db.execute(sql, values).fetchone()

    people = db.execute("select slug, id from actors where type = 'person' and n_quotes > 0 order by n_quotes desc, id")
    slugs = people.fetchall()
    middle = "from quotes where {} and published <> '' order by published desc, id desc limit 1 offset ?"

    def halfway(where: str) -> tuple:
        (n,) = one(f"select count(*) from quotes where {where}")
        return one(f"select published, id {middle.format(where)}", n // 2)

    publication, period = one(
        "select name, substr(published, 1, 7) from articles join publications on publications.id = publication_id "
        "group by 1, 2 order by 1, 2 limit 1 offset (select count(distinct publication_id) * 60 from articles)"
    ) or ("", "")
    n_actors = one("select count(*) from actors")[0]
    return Known(
        top=slugs[0][0],
        second=slugs[1][0],
        third=slugs[2][0],
        middling=slugs[min(300, len(slugs) // 2)][0],
        rare=slugs[-1][0],
        top_id=slugs[0][1],
        publication="Courier 0",
        role=one("select role from chain_roles group by 1 order by count(*) desc limit 1")[0],
        article=one("select id from articles order by id limit 1 offset (select count(*) / 2 from articles)")[0],
        quote=one("select id from quotes order by id limit 1 offset (select count(*) / 3 from quotes)")[0],
        newest=halfway(SPEECH),
        anonymous=halfway(f"{SPEECH} and quote_type = 'mixed' and anonymous"),
        of_top=halfway(f"{SPEECH} and speaker_id = {slugs[0][1]}"),
        actor=one("select n_quotes, id from actors order by n_quotes desc, id limit 1 offset ?", n_actors // 2),
        edge=(slugs[len(slugs) // 2][1], 0),
        cell=(publication, period),
    )


def token(sort: str, key: tuple) -> str:
    return "&_next=" + paging.encode(sort, key)


def walks(k: Known) -> tuple[str, ...]:
    """Searches whose pages are gone through to the end while articles come in."""
    return (
        f"speaker={k.middling}&cue_class=any",
        f"speaker={k.middling}&_sort=oldest",
        f"about={k.rare}",
        f"q={RARE}",
        f"q={RARE}+OR+{word(8_000, 4)}",
        f"q={RARE}&_sort=newest",
        "publication=Courier+49",
    )


def mix(k: Known) -> list[Asked]:
    """Every request, each asked equally often."""
    return [
        Asked("overview", "-/newsactors"),
        Asked("overview.json", "-/newsactors.json"),
        Asked("actors", "-/actors"),
        Asked("actors.json, places", "-/actors.json?type=place"),
        Asked("actors.json, deep", "-/actors.json?_next=" + paging.encode("quotes", k.actor), first="actors.json"),
        Asked("actors.json", "-/actors.json"),
        Asked("actors search", f"-/actors?q={k.top[:7]}"),
        Asked("actors.csv first bytes", "-/actors.csv"),
        Asked("actor, commonest", f"-/actors/{k.top}"),
        Asked("actor.json, commonest", f"-/actors/{k.top}.json"),
        Asked("actor, commonest, a year", f"-/actors/{k.top}?since=2020&until=2020"),
        Asked("actor, middling", f"-/actors/{k.middling}"),
        Asked("actor, rare", f"-/actors/{k.rare}"),
        Asked("speaker × about", f"-/actors/{k.top}/about/{k.second}"),
        Asked("speaker × about, newest", f"-/actors/{k.second}/about/{k.top}?_sort=newest"),
        Asked("compare two commonest", f"-/compare?actor={k.top}&actor={k.second}"),
        Asked("compare common and rare", f"-/compare?actor={k.third}&actor={k.middling}&actor={k.rare}"),
        Asked("article", f"-/articles/{k.article}"),
        Asked("article.json", f"-/articles/{k.article}.json"),
        Asked("article.txt", f"-/articles/{k.article}.txt"),
        Asked("article.jsonld", f"-/articles/{k.article}.jsonld"),
        Asked("article.annotation.json", f"-/articles/{k.article}.annotation.json"),
        Asked("quote.json", f"-/quotes/{k.quote}.json"),
        Asked("quote.jsonld", f"-/quotes/{k.quote}.jsonld"),
        Asked("quotes", "-/quotes"),
        Asked("quotes, deep", "-/quotes?" + token("newest", k.newest), first="quotes"),
        Asked("quotes.json", "-/quotes.json"),
        Asked("quotes.json, deep", "-/quotes.json?" + token("newest", k.newest), first="quotes.json"),
        Asked("quotes.json, oldest", "-/quotes.json?_sort=oldest"),
        Asked("quotes, any cue", "-/quotes?cue_class=any"),
        Asked("quotes.json, thought", "-/quotes.json?cue_class=thought"),
        Asked("quotes, mixed anonymous", "-/quotes?type=mixed&anonymous=yes"),
        Asked("quotes.json, mixed anonymous", "-/quotes.json?type=mixed&anonymous=yes"),
        Asked(
            "quotes.json, mixed anonymous, deep",
            "-/quotes.json?type=mixed&anonymous=yes" + token("newest", k.anonymous),
            first="quotes.json, mixed anonymous",
        ),
        Asked("quotes.json, direct, sure", "-/quotes.json?type=direct&min_confidence=0.95"),
        Asked("quotes, a month", "-/quotes?since=2020-03&until=2020-03"),
        Asked("quotes, a publication", f"-/quotes?publication={k.publication.replace(' ', '+')}"),
        Asked("quotes.json, rare publication", "-/quotes.json?publication=Courier+49"),
        Asked("quotes, commonest speaker", f"-/quotes?speaker={k.top}"),
        Asked("quotes.json, commonest speaker", f"-/quotes.json?speaker={k.top}"),
        Asked(
            "quotes.json, commonest speaker, deep",
            f"-/quotes.json?speaker={k.top}" + token("newest", k.of_top),
            first="quotes.json, commonest speaker",
        ),
        Asked("quotes, rare speaker", f"-/quotes?speaker={k.rare}"),
        Asked("quotes, about the commonest", f"-/quotes?about={k.top}"),
        Asked("quotes.json, about two", f"-/quotes.json?about={k.top}&about={k.second}"),
        Asked("quotes.json, about a rare one", f"-/quotes.json?about={k.rare}"),
        Asked("quotes.json, common by about", f"-/quotes.json?speaker={k.top}&about={k.second}"),
        Asked("quotes.json, women", "-/quotes.json?gender=female"),
        Asked("quotes.json, places, named", "-/quotes.json?speaker_type=place&named=yes"),
        Asked("quotes.json, a role", f"-/quotes.json?role={k.role.replace(' ', '+')}"),
        Asked("quotes.json, no copies", "-/quotes.json?copies=no"),
        Asked("quotes.json, copies only, deep", "-/quotes.json?copies=yes" + token("newest", k.newest)),
        Asked("quotes.json, facet by speaker", "-/quotes.json?_facet=speaker&cue_class=any"),
        Asked("quotes.json, facet by publication", "-/quotes.json?_facet=publication"),
        Asked("quotes.json, facet by type, year", "-/quotes.json?_facet=type&_facet=year"),
        Asked("quotes, common word", f"-/quotes?q={COMMON}"),
        Asked("quotes.json, common word", f"-/quotes.json?q={COMMON}"),
        Asked("quotes.json, common word, newest", f"-/quotes.json?q={COMMON}&_sort=newest"),
        Asked("quotes, middling word", f"-/quotes?q={MIDDLING}"),
        Asked("quotes.json, rare word", f"-/quotes.json?q={RARE}"),
        Asked("quotes, rare word", f"-/quotes?q={RARE}"),
        Asked("quotes.json, phrase", f"-/quotes.json?q=%22{COMMON}+{MIDDLING}%22"),
        Asked("quotes.json, words of a speaker", f"-/quotes.json?q={COMMON}&speaker={k.top}"),
        Asked("quotes.json, rare and common", f"-/quotes.json?q={RARE}+OR+{MIDDLING}+-{COMMON}"),
        Asked("quotes.csv first bytes", "-/quotes.csv"),
        Asked("quotes.csv, a speaker, first bytes", f"-/quotes.csv?speaker={k.second}"),
        Asked("quotes.atom", "-/quotes.atom"),
        Asked("quotes.atom, a speaker", f"-/quotes.atom?speaker={k.middling}"),
        Asked("edges", "-/newsactors/edges"),
        Asked("edges.json", "-/newsactors/edges.json"),
        Asked(
            "edges.json, deep", "-/newsactors/edges.json?_next=" + paging.encode("edges", k.edge), first="edges.json"
        ),
        Asked("edges.json, commonest", f"-/newsactors/edges.json?speaker={k.top}"),
        Asked("edges.csv first bytes", "-/newsactors/edges.csv"),
        Asked("audit", "-/newsactors/audit"),
        Asked("audit.json, by month", "-/newsactors/audit.json?by=month"),
        Asked(
            "audit.json, by month, deep",
            "-/newsactors/audit.json?by=month&_next=" + paging.encode(audit.SORT, k.cell),
            first="audit.json, by month",
        ),
        Asked("audit, a publication", f"-/newsactors/audit?publication={k.publication.replace(' ', '+')}"),
        Asked("audit, a month", "-/newsactors/audit?since=2020-03&until=2020-03"),
        Asked("sample", "-/newsactors/audit/sample?sample=7"),
        Asked("sample.json, a speaker", f"-/newsactors/audit/sample.json?sample=7&speaker={k.top}"),
        Asked("corrections", "-/newsactors/corrections"),
        Asked("table quotes, by actor", "quotes.json?_facet_actor=person&_size=0&_nocount=1&_nosuggest=1"),
        Asked("table quotes, about", "quotes.json?_facet_about=all&_size=0&_nocount=1&_nosuggest=1"),
        Asked("table quotes, by year", "quotes.json?_facet_year=published&_size=0&_nocount=1&_nosuggest=1"),
        Asked("table articles, by actor", "articles.json?_facet_actor=all&_size=0&_nocount=1&_nosuggest=1"),
        Asked("table articles, about", "articles.json?_facet_about=all&_size=0&_nocount=1&_nosuggest=1"),
        Asked("table articles, by month", "articles.json?_facet_month=published&_size=0&_nocount=1&_nosuggest=1"),
        Asked("table articles of one", f"articles.json?_actor={k.top}&_size=20&_nocount=1&_nosuggest=1"),
        Asked("openapi", "/-/newsactors/openapi.json"),
    ]
