"""Whose words each publication prints, and in which roles, as the audit counts them: triggers keep it, whoever writes.

Of what is said or written alone, which is what the audit is about.
"""

from __future__ import annotations

from sqlite_utils import Database

from .held import CHANGING, FREE
from .relations import SAID
from .tallies import create_table

# A quote that many hold: of a speaker in a publication (0: none), and of one by name in a role that its article gives.
TABLES = {
    "voice_counts": dict.fromkeys(("publication_id", "speaker_id", "anonymous", "copy"), "integer"),
    "role_counts": {"role": "text"} | dict.fromkeys(("speaker_id", "publication_id", "copy"), "integer"),
}
GIVEN = "(select distinct chain_id, role from chain_roles)"
SPOKEN = f"{{quote}}.speaker_id is not null and {{quote}}.{SAID}"
PRINTED = "coalesce({article}.publication_id, 0)"
COPY = "{article}.syndicated_from is not null"
ADD = {
    "voice_counts": f"""
        insert into voice_counts (publication_id, speaker_id, anonymous, copy, n_quotes)
        select {PRINTED}, {{quote}}.speaker_id, {{quote}}.anonymous, {COPY}, {{sign}} count(*)
        from {{found}} and {SPOKEN} group by 1, 2, 3, 4
        on conflict do update set n_quotes = n_quotes + excluded.n_quotes;
    """,
    "role_counts": f"""
        insert into role_counts (role, speaker_id, publication_id, copy, n_quotes)
        select {{role}}, {{quote}}.speaker_id, {PRINTED}, {COPY}, {{sign}} count(*)
        from {{found}} and {SPOKEN} and not {{quote}}.anonymous group by 1, 2, 3, 4
        on conflict do update set n_quotes = n_quotes + excluded.n_quotes;
    """,
}
# Where quotes are found, and then their roles: all, those of an article that changes (`row` is new or old), the one
# that changes, those of a chain whose role comes or goes.
ALL = "quotes join articles on articles.id = quotes.article_id where true"
ALL_ROLES = f"""{GIVEN} as given cross join quotes on quotes.speaker_chain_id = given.chain_id
        cross join articles on articles.id = quotes.article_id where true"""
OF_ARTICLE = "quotes where quotes.article_id = {row}.id"
ONCE = """not exists (
            select 1 from chain_roles as same
            where (same.chain_id, same.role) = (given.chain_id, given.role) and same.rowid < given.rowid)"""
ROLES_OF_ARTICLE = f"""quotes cross join chain_roles as given on given.chain_id = quotes.speaker_chain_id
        where quotes.article_id = {{row}}.id and {ONCE}"""
ONE = "articles where articles.id = {row}.article_id"
ROLES_OF_ONE = """articles
        cross join (select distinct role from chain_roles where chain_id = {row}.speaker_chain_id) as given
        where articles.id = {row}.article_id"""
OF_CHAIN = """quotes cross join articles on articles.id = quotes.article_id
        where quotes.speaker_chain_id = {row}.chain_id
        and (select count(*) from chain_roles where (chain_id, role) = ({row}.chain_id, {row}.role)) = {n}"""

# What each actor says or writes by name, also without copies. Its triggers stand on speaker_counts, which have it.
BY_NAME = (
    "alter table actors add column n_by_name integer not null default 0",
    "alter table actors add column n_by_name_once integer not null default 0",
    "create index idx_actors_by_name on actors(type, gender, gender_basis, n_by_name, n_by_name_once)",
)
COUNT_BY_NAME = f"""
update actors set (n_by_name, n_by_name_once) = (
    select coalesce(sum(n_quotes), 0), coalesce(sum(iif(copy, 0, n_quotes)), 0) from speaker_counts
    where speaker_id = actors.id and not anonymous and {SAID})
"""


def create(db: Database) -> None:
    """Make the tables and their triggers, and count what is there."""
    for table, columns in TABLES.items():
        create_table(db, table, columns)
    for statement in triggers():
        db.execute(statement)
    count(db)


def create_by_name(db: Database) -> None:
    """Give actors the columns of what they say by name, and what keeps them."""
    for statement in (*BY_NAME, *_triggers_by_name()):
        db.execute(statement)
    count_by_name(db)


def count_by_name(db: Database) -> None:
    """Count anew what each actor says by name, once the counts by speaker are right."""
    db.execute(COUNT_BY_NAME)


def count(db: Database) -> None:
    """Count all anew."""
    for table in TABLES:
        db.execute(f"delete from {table}")
    db.execute(_add("voice_counts", "quotes", "articles", ALL))
    db.execute(_add("role_counts", "quotes", "articles", ALL_ROLES))


def change(db: Database, row: str) -> None:
    """Add the quotes in `changing`, as `new`, or take them away, as `old`."""
    articles = f"{CHANGING} cross join articles on articles.id = quotes.article_id"
    db.execute(_add("voice_counts", "quotes", "articles", f"{articles} where true", row))
    given = f"cross join chain_roles as given on given.chain_id = quotes.speaker_chain_id where {ONCE}"
    db.execute(_add("role_counts", "quotes", "articles", f"{articles} {given}", row))


def _add(table: str, quote: str, article: str, found: str, row: str = "new", role: str = "given.role") -> str:
    """SQL that adds what is found to a table, or takes it away where it is of the row `old`."""
    sign = "-" if row == "old" else ""
    return ADD[table].format(
        quote=quote, article=article, found=found.format(row=row, n=int(not sign)), sign=sign, role=role
    )


def triggers() -> list[str]:
    """What keeps the counts."""

    def one(row: str) -> str:
        return _add("voice_counts", row, "articles", ONE, row) + _add("role_counts", row, "articles", ROLES_OF_ONE, row)

    def of_article(row: str) -> str:
        return _add("voice_counts", "quotes", row, OF_ARTICLE, row) + _add(
            "role_counts", "quotes", row, ROLES_OF_ARTICLE, row
        )

    def role(row: str) -> str:
        return _add("role_counts", "quotes", "articles", OF_CHAIN, row, f"{row}.role")

    def changed(*columns: str) -> str:
        return " or ".join(f"old.{column} is not new.{column}" for column in columns)

    quote = ("article_id", "speaker_id", "speaker_chain_id", "cue_class", "anonymous")
    return [
        f"""
        create trigger quotes_voices_ai after insert on quotes when new.speaker_id is not null and {FREE}
        begin {one("new")} end
        """,
        f"""
        create trigger quotes_voices_ad after delete on quotes when old.speaker_id is not null and {FREE}
        begin {one("old")} end
        """,
        f"""
        create trigger quotes_voices_au after update of {", ".join(quote)} on quotes when ({changed(*quote)}) and {FREE}
        begin {one("old")} {one("new")} end
        """,
        f"""
        create trigger articles_voices_au after update of publication_id, syndicated_from on articles
        when {changed("publication_id")} or (old.syndicated_from is null) <> (new.syndicated_from is null)
        begin {of_article("old")} {of_article("new")} end
        """,
        f"create trigger chain_roles_voices_ai after insert on chain_roles when {FREE} begin {role('new')} end",
        f"create trigger chain_roles_voices_ad after delete on chain_roles when {FREE} begin {role('old')} end",
        f"""
        create trigger chain_roles_voices_au after update of chain_id, role on chain_roles
        when {changed("chain_id", "role")} begin {role("old")} {role("new")} end
        """,
    ]


def _triggers_by_name() -> list[str]:
    changes = {"insert": ("new", "new.n_quotes"), "delete": ("old", "-old.n_quotes")}
    changes["update of n_quotes"] = ("new", "(new.n_quotes - old.n_quotes)")
    return [
        f"""
        create trigger speaker_counts_by_name_{event[:6]} after {event} on speaker_counts
        when not {row}.anonymous and {row}.{SAID}
        begin
            update actors set n_by_name = n_by_name + {n}, n_by_name_once = n_by_name_once + iif({row}.copy, 0, {n})
            where id = {row}.speaker_id;
        end
        """
        for event, (row, n) in changes.items()
    ]
