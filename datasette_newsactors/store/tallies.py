"""How many articles and quotes there are, by month, publication, kind and speaker: triggers keep it, whoever writes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlite_utils import Database

from . import held
from .held import CHANGING, FREE

# What a quote is counted by, in words on `quote` and on its `article`. Without a date or publication: '' and 0.
MONTH = "coalesce(substr(quote.published, 1, 7), '')"
PUBLICATION = "coalesce(article.publication_id, 0)"
COPY = "article.syndicated_from is not null"
KIND = {
    "cue_class": "quote.cue_class",
    "quote_type": "quote.quote_type",
    "anonymous": "quote.anonymous",
    "spoken": "quote.speaker_id is not null",
    "copy": COPY,
}
SPEAKER = {
    "speaker_id": "quote.speaker_id",
    "anonymous": "quote.anonymous",
    "cue_class": "quote.cue_class",
    "copy": COPY,
}
QUOTE_TALLIES = {
    "quote_counts": {"month": MONTH, **KIND},
    "publication_counts": {"publication_id": PUBLICATION, "month": MONTH, **KIND},
    "speaker_counts": SPEAKER,
}
ARTICLE_TALLY = {
    "publication_id": PUBLICATION,
    "month": "coalesce(substr(article.published, 1, 7), '')",
    "copy": COPY,
}
TALLIES = {"article_counts": ARTICLE_TALLY, **QUOTE_TALLIES}
TEXTS = ("month", "cue_class", "quote_type")
COUNTED = {"speaker_counts": "quote.speaker_id is not null"}  # of which quotes; the others of all


def create(db: Database) -> None:
    """Make the tables and their triggers, and count what is there."""
    held.create(db)
    for table, parts in TALLIES.items():
        create_table(db, table, {column: "text" if column in TEXTS else "integer" for column in parts}, _n(table))
    for statement in triggers():
        db.execute(statement)
    count(db)


def create_table(db: Database, table: str, columns: Mapping[str, str], n: str = "n_quotes") -> None:
    """Make a table of counts, whose rows go where nothing is left to count. columns: by what, with their SQL types."""
    key, declared = ", ".join(columns), "".join(f"{column} {kind} not null, " for column, kind in columns.items())
    db.execute(f"create table {table} ({declared}{n} integer not null, primary key ({key})) without rowid")
    db.execute(
        f"""
        create trigger {table}_none after update of {n} on {table} when new.{n} = 0
        begin delete from {table} where ({key}) = ({", ".join(f"new.{column}" for column in columns)}); end
        """
    )


def triggers() -> list[str]:
    """What keeps the counts."""
    return [*_triggers_of_quotes(), *_triggers_of_articles()]


def change(db: Database, row: str, tables: Iterable[str] = QUOTE_TALLIES) -> None:
    """Add the quotes in `changing`, as `new`, or take them away, as `old`."""
    for table in tables:
        db.execute(_add(table, "-count(*)" if row == "old" else "count(*)", f"(select quotes.* from {CHANGING})"))


def count(db: Database) -> None:
    """Count all articles and quotes anew."""
    for table in TALLIES:
        db.execute(f"delete from {table}")
    for table in QUOTE_TALLIES:
        db.execute(_add(table, "count(*)", "quotes"))
    db.execute(_add_articles("count(*)", "articles"))


def _n(table: str) -> str:
    """The column with the count."""
    return "n_articles" if table == "article_counts" else "n_quotes"


def _add_articles(n: str, articles: str) -> str:
    """SQL that adds articles to their tally."""
    return f"""
        insert into article_counts ({", ".join(ARTICLE_TALLY)}, n_articles)
        select {", ".join(ARTICLE_TALLY.values())}, {n} from {articles} as article where true group by 1, 2, 3
        on conflict do update set n_articles = n_articles + excluded.n_articles;
    """


def _add(table: str, n: str, quotes: str, article: str = "") -> str:
    """SQL that adds quotes to a tally: `n` for each kind of them.

    article: what stands for their article where that is known, such as `new`; else each is looked up.
    """
    parts = QUOTE_TALLIES[table]
    joined = "" if article else " join articles as article on article.id = quote.article_id"
    values = ", ".join(parts.values()).replace("article.", f"{article}.") if article else ", ".join(parts.values())
    return f"""
        insert into {table} ({", ".join(parts)}, n_quotes)
        select {values}, {n} from {quotes} as quote{joined}
        where {COUNTED.get(table, "true")} group by {", ".join(str(place) for place in range(1, len(parts) + 1))}
        on conflict do update set n_quotes = n_quotes + excluded.n_quotes;
    """


def _add_one(table: str, row: str) -> str:
    """SQL for a trigger that adds the quote `new` to a tally, or takes the quote `old` from it."""
    parts = {column: _of(row, words) for column, words in QUOTE_TALLIES[table].items()}
    if row == "old":
        key = " and ".join(f"{column} = ({value})" for column, value in parts.items())
        return f"update {table} set n_quotes = n_quotes - 1 where {key};"
    return f"""
        insert into {table} ({", ".join(parts)}, n_quotes)
        select {", ".join(parts.values())}, 1 where {_of(row, COUNTED.get(table, "true"))}
        on conflict do update set n_quotes = n_quotes + 1;
    """


def _of(row: str, words: str) -> str:
    """What the words on a quote and its article say of one row."""
    if "article." in words:
        return f"(select {words.replace('article.', '')} from articles where id = {row}.article_id)"
    return words.replace("quote.", f"{row}.")


def _triggers_of_quotes() -> list[str]:
    """A quote that comes, goes or changes."""

    def counted(*rows: str, tables: Iterable[str] = QUOTE_TALLIES) -> str:
        return "".join(_add_one(table, row) for row in rows for table in tables)

    return [
        f"create trigger quotes_tally_ai after insert on quotes when {FREE} begin {counted('new')} end",
        f"create trigger quotes_tally_ad after delete on quotes when {FREE} begin {counted('old')} end",
        f"""
        create trigger quotes_tally_au after update of article_id, published, cue_class, quote_type, anonymous on quotes
        begin {counted("old", "new")} end
        """,
        f"""
        create trigger quotes_tally_speaker after update of speaker_id on quotes
        when old.speaker_id is not new.speaker_id and {FREE}
        begin {counted("old", "new", tables=["speaker_counts"])} end
        """,
        f"""
        create trigger quotes_tally_spoken after update of speaker_id on quotes
        when (old.speaker_id is null) <> (new.speaker_id is null)
        begin {counted("old", "new", tables=["quote_counts", "publication_counts"])} end
        """,
    ]


def _triggers_of_articles() -> list[str]:
    """An article that comes or goes; one that changes publication, or becomes a copy or an original, and its quotes."""

    def counted(row: str) -> str:
        columns = ("publication_id", "published", "syndicated_from")
        told = ", ".join(f"{row}.{column} as {column}" for column in columns)
        return _add_articles("-1" if row == "old" else "1", f"(select {told})")

    def quotes(row: str) -> str:
        n, own = "-count(*)" if row == "old" else "count(*)", f"(select * from quotes where article_id = {row}.id)"
        return "".join(_add(table, n, own, row) for table in QUOTE_TALLIES)

    return [
        f"create trigger articles_tally_ai after insert on articles begin {counted('new')} end",
        f"create trigger articles_tally_ad after delete on articles begin {counted('old')} end",
        f"""
        create trigger articles_tally_au after update of published, publication_id, syndicated_from on articles
        begin {counted("old")} {counted("new")} end
        """,
        f"""
        create trigger articles_tally_quotes after update of publication_id, syndicated_from on articles
        when old.publication_id is not new.publication_id
            or (old.syndicated_from is null) <> (new.syndicated_from is null)
        begin {quotes("old")} {quotes("new")} end
        """,
        # The quotes go while their article is still there to be counted by.
        """
        create trigger articles_tally_bd before delete on articles
        begin delete from quotes where article_id = old.id; end
        """,
    ]
