"""News that nobody wrote: articles with their annotations, as many as asked for, and a database of them.

Who is named, which words are said and who prints them is Zipf-distributed, dates are spread over ten years, and one
article in ten is a copy of another. The database is filled quickly, with the store's own rows and its own recount.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cached_property
from itertools import accumulate, islice
from pathlib import Path
from typing import NamedTuple

from sqlite_utils import Database

from datasette_newsactors import store
from datasette_newsactors.models import Actor, Annotation, Article, Mention, Pipeline, Quote, Role, Span
from datasette_newsactors.resolve import bands, shingles, slug_of
from datasette_newsactors.store.annotations import Stored, insert_chains, insert_found
from datasette_newsactors.store.writer import article_row

PIPELINE = Pipeline("synthetic", "1", "0")
FIRST_DAY, DAYS = date(2015, 1, 1), 3650
VOCABULARY = 20_000
PUBLICATIONS = 50
ROLES = 300
COPIES = 0.1  # of the articles
BATCH = 2_000  # articles
TYPES = ("person",) * 11 + ("organization",) * 4 + ("place",) * 4 + ("group",)  # by rank, in turn
CUES = ("said", "said", "said", "wrote", "thinks", "plans")
CLASSES = {"said": "speech", "wrote": "writing", "thinks": "thought", "plans": "intention"}
SYLLABLES = [consonant + vowel for consonant in "bdfglmnprtv" for vowel in "aeo"]

Pair = tuple[Article, Annotation]


class Sizes(NamedTuple):
    """How many there are to be; the quotes are five an article."""

    articles: int
    actors: int


def word(number: int, syllables: int) -> str:
    """A word for a number, which differs from that of any other in two syllables at least."""
    digits = [number // len(SYLLABLES) ** n % len(SYLLABLES) for n in range(syllables - 1)]
    return "".join(SYLLABLES[digit] for digit in (*digits, sum(digits) % len(SYLLABLES)))


def actor_name(rank: int) -> str:
    """The name of the actor of a rank, 0 being the commonest; no two are so alike that they could be taken for one."""
    kind, number = TYPES[rank % len(TYPES)], rank + 1
    if kind == "person":
        return f"{word(number % 499, 3).title()} {word(number // 499, 4).title()}"
    if kind == "place":
        return word(number, 5).title()
    return f"{word(number % 997, 4).title()} {word(number // 997, 4).title()} " + (
        "Agency" if kind == "organization" else "League"
    )


class News:
    """Articles by the sizes and a seed; the same again for the same."""

    def __init__(self, sizes: Sizes, seed: int = 1) -> None:
        self.sizes, self.seed = sizes, seed

    @cached_property
    def names(self) -> list[str]:
        """The actors' names, the commonest first."""
        return [actor_name(rank) for rank in range(self.sizes.actors)]

    @cached_property
    def words(self) -> list[str]:
        """The words of the quotes, the commonest first."""
        return [word(n, 4) for n in range(VOCABULARY)]

    def pairs(self, n: int) -> Iterator[tuple[Pair, int | None]]:
        """So many articles with their annotations, each with the number (from 0) of the article that it copies."""
        chance = random.Random(self.seed)
        originals: list[tuple[int, Pair]] = []
        draw = Draw(self, chance)
        for number in range(n):
            if originals and chance.random() < COPIES:
                of, pair = chance.choice(originals)
                yield copied(pair, number, chance), of
            else:
                pair = draw.article(number)
                originals = [*originals[-200:], (number, pair)]
                yield pair, None


def copied(pair: Pair, number: int, chance: random.Random) -> Pair:
    """The same article in another publication, a day later."""
    article, annotation = pair
    later = date.fromisoformat(article.published or "") + timedelta(days=1)
    changed = {
        "text": f"{article.text} Print {number}.",
        "publication": f"Courier {chance.randrange(PUBLICATIONS)}",
        "published": later.isoformat(),
        "path": f"{number}.txt",
    }
    return Article(**{**vars(article), **changed}), annotation


def ranks(n: int) -> list[float]:
    """Cumulated weights after Zipf."""
    return list(accumulate(1 / (rank + 1) for rank in range(n)))


class Draw:
    """Draws articles from the news."""

    def __init__(self, news: News, chance: random.Random) -> None:
        self.news, self.chance = news, chance
        self.actor_weights, self.word_weights = ranks(len(news.names)), ranks(len(news.words))
        self.publication_weights, self.role_weights = ranks(PUBLICATIONS), ranks(ROLES)

    def one(self, weights: Sequence[float]) -> int:
        return self.chance.choices(range(len(weights)), cum_weights=weights)[0]

    def article(self, number: int) -> Pair:
        """An article of about five quotes and six actors."""
        among = self.chance.choices(range(len(self.news.names)), cum_weights=self.actor_weights, k=6)
        draft = Draft(self, list(dict.fromkeys(among)))
        for _ in range(self.chance.choice((3, 4, 5, 5, 6, 7))):
            draft.add_quote()
        draft.add_the_rest()
        article = Article(
            draft.text,
            path=f"{number}.txt",
            title=f"Report {number} on {' '.join(self.words(3))}",
            publication=f"Courier {self.one(self.publication_weights)}",
            published=(FIRST_DAY + timedelta(days=int(DAYS * self.chance.random() ** 0.7))).isoformat(),
            language="en",
        )
        return article, draft.annotation()

    def words(self, n: int) -> list[str]:
        return self.chance.choices(self.news.words, cum_weights=self.word_weights, k=n)


class Draft:
    """An article that is being written."""

    def __init__(self, draw: Draw, among: list[int]) -> None:
        self.draw, self.chance, self.among = draw, draw.chance, among
        self.text = ""
        self.mentions: list[Mention] = []
        self.quotes: list[Quote] = []
        self.roles: dict[int, Role] = {}

    def write(self, words: str) -> Span:
        start, self.text = len(self.text), self.text + words
        return start, len(self.text)

    def name(self, rank: int, kind: str = "name", words: str = "") -> Span:
        span = self.write(words or self.draw.news.names[rank])
        self.mentions.append(Mention(span, kind, f"a{rank}", "X" if kind == "name" else ""))
        return span

    def add_quote(self) -> None:
        """A sentence in which somebody, or an unnamed source, says something, often about somebody."""
        chance = self.chance
        kind = chance.choice(("direct", "mixed", "indirect", "indirect"))
        speaker, form, source = self.add_source()
        self.write(" ")
        cue = chance.choice(CUES)
        cue_span = self.write(cue)
        self.write(" that ")
        start = len(self.text)
        about = (
            [rank for rank in self.among if rank != speaker][:: chance.choice((2, 5))] if chance.random() < 0.6 else []
        )
        for rank in about:
            self.name(rank)
            self.write(" ")
        self.write(" ".join(self.draw.words(chance.randrange(8, 18))))
        content = (start, len(self.text))
        self.write(". ")
        self.quotes.append(
            Quote(
                (content,), kind, source, cue_span, cue, CLASSES[cue], form,
                speaker=None if speaker is None else f"a{speaker}",
                anonymous=speaker is None and form == "nominal",
                about=tuple(f"a{rank}" for rank in about),
                confidence=chance.randrange(50, 100) / 100, method="synthetic",
            )
        )  # fmt: skip

    def add_source(self) -> tuple[int | None, str, Span | None]:
        draw = self.chance.random()
        if draw < 0.12:
            return None, "nominal", self.write("Officials")
        if draw < 0.17:
            return None, "pronoun", self.write("They")
        speaker = self.chance.choice(self.among[:4])
        if draw < 0.35 and any(m.actor == f"a{speaker}" for m in self.mentions):
            return speaker, "pronoun", self.name(speaker, "pronoun", "She")
        if draw < 0.45 and TYPES[speaker % len(TYPES)] == "person" and speaker not in self.roles:
            role = f"keeper of {word(self.draw.one(self.draw.role_weights), 4)}"
            self.roles[speaker] = Role(role, self.write(role))
            self.write(" ")
        return speaker, "name", self.name(speaker)

    def add_the_rest(self) -> None:
        """A sentence with those who are not named yet."""
        named = {mention.actor for mention in self.mentions}
        for rank in self.among:
            if f"a{rank}" not in named:
                self.name(rank)
                self.write(" was there. ")

    def annotation(self) -> Annotation:
        actors = []
        for rank in self.among:
            kind = TYPES[rank % len(TYPES)]
            told = kind == "person" and self.chance.random() < 0.3
            gender, basis = (("female", "male")[rank % 2], "pronoun") if told else (None, None)
            roles = tuple(self.roles[r] for r in (rank,) if r in self.roles)
            actors.append(Actor(f"a{rank}", self.draw.news.names[rank], kind, (), roles, gender, basis))
        return Annotation(tuple(actors), tuple(self.mentions), tuple(self.quotes), PIPELINE)


def build(path: Path, sizes: Sizes) -> Database:
    """A database of such news, as if it had been ingested: rows first, then indexes, then what follows from them."""
    db = store.open_database(str(path))
    news = News(sizes)
    run_id = store.start_run(db, PIPELINE, {})
    later = db.execute("select type, name, sql from sqlite_master where type in ('index', 'trigger') and sql <> ''")
    indexes = later.fetchall()
    for kind, name, _ in indexes:
        db.execute(f"drop {kind} {name}")
    db.execute("pragma synchronous = off")
    with store.transaction(db):
        _fill(db, news, run_id)
    for *_, sql in indexes:
        db.execute(sql)
    for table in ("quotes_fts", "articles_fts", "actors_fts"):
        db.execute(f"insert into {table}({table}) values ('rebuild')")
    store.finish_run(db, run_id)
    store.recount(db)
    db.execute("pragma wal_checkpoint(truncate)")
    return db


def _fill(db: Database, news: News, run_id: int) -> None:
    db.conn.executemany(
        "insert into actors (id, slug, name, type) values (?, ?, ?, ?)",
        [(rank + 1, slug_of(name), name, TYPES[rank % len(TYPES)]) for rank, name in enumerate(news.names)],
    )
    db.execute("create temp table found_bands (band integer, article_id integer)")
    pairs = enumerate(news.pairs(news.sizes.articles), 1)
    while batch := list(islice(pairs, BATCH)):
        stored = {}
        for article_id, ((article, annotation), original) in batch:
            row = article_row(db, article, run_id) | {"id": article_id, "first_run_id": run_id}
            row["syndicated_from"] = None if original is None else original + 1
            db.execute(f"insert into articles ({', '.join(row)}) values ({', '.join(':' + c for c in row)})", row)
            db.conn.executemany(
                "insert into found_bands values (?, ?)", [(band, article_id) for band in bands(shingles(article.text))]
            )
            stored[article_id] = Stored(article, annotation, {})
        insert_chains(db, stored)
        db.execute(
            "update chains set actor_id = cast(substr(key, 2) as integer) + 1 where article_id >= ?", [batch[0][0]]
        )
        insert_found(db, stored)
    db.execute("insert or ignore into article_bands select * from found_bands order by 1, 2")
    db.execute("drop table found_bands")
