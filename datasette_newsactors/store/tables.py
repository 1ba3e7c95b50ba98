"""What each migration of schema.py makes: tables, columns and indexes, as SQL that is never edited after a release."""

from __future__ import annotations

TABLES = """
create table runs (
    id integer primary key,
    started text not null,
    finished text,
    model text,
    model_version text,
    newsactors_version text not null,
    options text not null default '{}',
    n_articles integer not null default 0,
    n_quotes integer not null default 0,
    n_errors integer not null default 0
);
create table publications (
    id integer primary key,
    name text not null unique,
    domain text
);
create table articles (
    id integer primary key,
    url text,
    title text,
    byline text,
    publication_id integer references publications(id),
    published text,
    language text,
    text text not null,
    content_hash text not null unique,
    syndicated_from integer references articles(id),
    n_words integer not null default 0,
    path text,
    ingested_at text not null,
    run_id integer references runs(id)
);
create table actors (
    id integer primary key,
    slug text not null unique,
    name text not null,
    type text not null check (type in ('person', 'organization', 'place', 'group')),
    gender text,
    gender_basis text,
    wikidata_id text,
    n_articles integer not null default 0,
    n_mentions integer not null default 0,
    n_quotes integer not null default 0,
    n_quotes_about integer not null default 0,
    first_seen text,
    last_seen text
);
create table chains (
    id integer primary key,
    article_id integer not null references articles(id) on delete cascade,
    key text not null,
    name text not null,
    type text not null,
    name_key text not null,
    block text not null,
    gender text,
    gender_basis text,
    actor_id integer references actors(id),
    unique (article_id, key)
);
create table aliases (
    actor_id integer not null references actors(id) on delete cascade,
    name text not null,
    n_mentions integer not null default 0,
    primary key (actor_id, name)
);
create table roles (
    actor_id integer not null references actors(id) on delete cascade,
    role text not null,
    organization_actor_id integer references actors(id),
    n_articles integer not null default 0,
    first_seen text,
    last_seen text,
    primary key (actor_id, role)
);
create table chain_roles (
    chain_id integer not null references chains(id) on delete cascade,
    role text not null,
    start integer not null,
    end integer not null,
    organization_chain_id integer references chains(id) on delete set null,
    primary key (chain_id, start, end)
);
create table mentions (
    id integer primary key,
    article_id integer not null references articles(id) on delete cascade,
    actor_id integer not null references actors(id),
    chain_id integer not null references chains(id) on delete cascade,
    start integer not null,
    end integer not null,
    text text not null,
    kind text not null check (kind in ('name', 'nominal', 'pronoun')),
    label text not null default ''
);
create table quotes (
    id integer primary key,
    article_id integer not null references articles(id) on delete cascade,
    speaker_id integer references actors(id),
    speaker_chain_id integer references chains(id) on delete set null,
    source_text text,
    source_start integer,
    source_end integer,
    source_form text not null check (source_form in ('name', 'nominal', 'pronoun', 'missing')),
    anonymous integer not null default 0,
    cue text,
    cue_lemma text,
    cue_class text not null default 'speech',
    cue_start integer,
    cue_end integer,
    content text not null,
    start integer not null,
    end integer not null,
    quote_type text not null check (quote_type in ('direct', 'mixed', 'indirect')),
    published text,
    confidence real not null,
    method text not null
);
create table quote_spans (
    quote_id integer not null references quotes(id) on delete cascade,
    part integer not null,
    start integer not null,
    end integer not null,
    primary key (quote_id, part)
) without rowid;
create table quote_chains (
    quote_id integer not null references quotes(id) on delete cascade,
    chain_id integer not null references chains(id) on delete cascade,
    primary key (quote_id, chain_id)
) without rowid;
create table quote_actors (
    quote_id integer not null references quotes(id) on delete cascade,
    actor_id integer not null references actors(id),
    primary key (quote_id, actor_id)
) without rowid;
create table article_actors (
    article_id integer not null references articles(id) on delete cascade,
    actor_id integer not null references actors(id),
    n_mentions integer not null default 0,
    n_quotes integer not null default 0,
    primary key (article_id, actor_id)
) without rowid;
create table ingest_errors (
    id integer primary key,
    run_id integer references runs(id),
    source text not null,
    error text not null,
    "when" text not null
);
create table corrections (
    id integer primary key,
    action text not null check (action in ('merge', 'split', 'rename', 'retype', 'reject', 'reattribute', 'undo')),
    target text not null,
    value text not null,
    who text,
    "when" text not null,
    why text
);
"""

INDEXES = """
create index idx_articles_published on articles(published, id);
create index idx_articles_publication on articles(publication_id, published);
create index idx_articles_url on articles(url);
create index idx_articles_path on articles(path) where url is null;
create index idx_articles_syndicated on articles(syndicated_from) where syndicated_from is not null;
create index idx_actors_type on actors(type, n_quotes desc);
create index idx_actors_quotes on actors(n_quotes desc, id);
create index idx_actors_name on actors(name);
create index idx_chains_block on chains(block, type, name_key, name, actor_id);
create index idx_chains_actor on chains(actor_id, article_id);
create index idx_chains_gender on chains(actor_id, gender, gender_basis) where gender is not null;
create index idx_roles_organization on roles(organization_actor_id);
create index idx_chain_roles_organization on chain_roles(organization_chain_id);
create index idx_mentions_article on mentions(article_id, start);
create index idx_mentions_actor on mentions(actor_id, article_id);
create index idx_mentions_names on mentions(actor_id, text) where kind = 'name';
create index idx_mentions_chain on mentions(chain_id);
create index idx_quotes_article on quotes(article_id, start);
create index idx_quotes_speaker on quotes(speaker_id, published, id);
create index idx_quotes_speaker_chain on quotes(speaker_chain_id);
create index idx_quotes_published on quotes(published, id);
create index idx_quote_chains_chain on quote_chains(chain_id);
create index idx_quote_actors_actor on quote_actors(actor_id, quote_id);
create index idx_article_actors_actor on article_actors(actor_id, article_id);
create index idx_ingest_errors_run on ingest_errors(run_id);
"""

# No command wrote corrections before these columns, so there is nothing to carry over.
DECISIONS = """
drop table corrections;
create table corrections (
    id integer primary key,
    uuid text not null unique,
    action text not null check (action in
        ('merge', 'distinct', 'split', 'rename', 'retype', 'reject', 'confirm', 'reattribute', 'undo')),
    target text not null,
    value text not null,
    who text,
    "when" text not null,
    why text
);
create table old_slugs (
    slug text primary key,
    actor_id integer not null references actors(id) on delete cascade
);
create index idx_old_slugs_actor on old_slugs(actor_id);
alter table actors add column status text not null default 'candidate'
    check (status in ('candidate', 'confirmed', 'rejected'));
"""

COPIES = """
create table article_bands (
    band integer not null,
    article_id integer not null,
    primary key (band, article_id)
) without rowid;
"""

# Speech is what lists and counts of quotes show unless something else is asked for, so their indexes tell it.
SPEECH_INDEXES = """
drop index idx_quotes_published;
drop index idx_quotes_speaker;
create index idx_quotes_published on quotes(published, id, cue_class);
create index idx_quotes_speaker on quotes(speaker_id, published, id, cue_class);
"""

HISTORY = """
create table article_versions (
    id integer primary key,
    article_id integer not null references articles(id) on delete cascade,
    content_hash text not null,
    title text,
    text text not null,
    published text,
    n_words integer not null,
    run_id integer references runs(id),
    ingested_at text not null,
    replaced_by integer references runs(id),
    replaced_at text not null,
    record text not null
);
create index idx_article_versions_article on article_versions(article_id, id);
alter table articles add column first_run_id integer references runs(id);
alter table runs add column undone text;
"""

NAMESAKES = """
alter table chains add column fields text;
alter table chains add column apart integer not null default 0;
create index idx_chains_fields on chains(block, type, name_key, fields) where fields is not null;
create index idx_chains_apart on chains(block) where apart;
"""

LINKS = """
alter table corrections rename to former_corrections;
create table corrections (
    id integer primary key,
    uuid text not null unique,
    action text not null check (action in
        ('merge', 'distinct', 'split', 'rename', 'retype', 'reject', 'confirm', 'link', 'reattribute', 'undo')),
    target text not null,
    value text not null,
    who text,
    "when" text not null,
    why text
);
insert into corrections select * from former_corrections;
drop table former_corrections;
"""

# What lists of quotes are narrowed to and ordered by is read from the index alone; so is where an actor appears.
COVERING = """
drop index idx_quotes_published;
drop index idx_quotes_speaker;
create index idx_quotes_published on quotes(published, id, cue_class, quote_type, anonymous, article_id);
create index idx_quotes_speaker on quotes(speaker_id, published, id, cue_class, quote_type, anonymous, article_id);
alter table article_actors add column published text;
alter table article_actors add column publication_id integer;
alter table article_actors add column n_said integer not null default 0;
drop index idx_article_actors_actor;
update article_actors set
    (published, publication_id) = (select published, publication_id from articles where id = article_id),
    n_said = (select count(*) from quotes where quotes.article_id = article_actors.article_id
        and +speaker_id = actor_id and cue_class in ('speech', 'writing'));
alter table quote_actors add column published text;
alter table quote_actors add column cue_class text;
drop index idx_quote_actors_actor;
update quote_actors set (published, cue_class) = (select published, cue_class from quotes where id = quote_id);
create index idx_quote_actors_actor on quote_actors(actor_id, published, quote_id, cue_class);
"""

ABOUT = """
alter table article_actors add column n_quotes_about integer not null default 0;
alter table actors add column n_articles_about integer not null default 0;
update article_actors set n_quotes_about = (
    select count(*) from quotes cross join quote_actors on quote_actors.quote_id = quotes.id
    where quotes.article_id = article_actors.article_id and +quote_actors.actor_id = article_actors.actor_id);
create index idx_article_actors_actor on article_actors(
    actor_id, published, article_id, publication_id, n_mentions, n_quotes, n_said, n_quotes_about);
update actors set n_articles_about = (
    select count(*) from article_actors where actor_id = actors.id and n_quotes_about > 0);
"""

# The names of an actor, and who says what in an article, are read without their rows.
NARROW = """
drop index idx_chains_actor;
create index idx_chains_actor on chains(actor_id, block, type, name_key, name, article_id, apart);
drop index idx_quotes_article;
create index idx_quotes_article on quotes(article_id, start, cue_class, anonymous, speaker_id);
"""

# Also who said it and how sure that is; and who printed an article, in an index that is far smaller than the articles.
PRINTED = """
drop index idx_quotes_published;
create index idx_quotes_published on quotes(
    published, id, cue_class, quote_type, anonymous, article_id, confidence, speaker_id);
create index idx_articles_printed on articles(id, publication_id, syndicated_from);
"""

# What resolution reads of a name alone; and the articles of a run, which are counted at its end.
NAME_INDEXES = """
drop index idx_chains_fields;
drop index idx_chains_apart;
create index idx_chains_fields on chains(type, name_key, fields) where fields is not null;
create index idx_chains_apart on chains(type, name_key) where apart;
create index idx_articles_run on articles(run_id);
"""

# Also whether an article is a copy; the quotes of anonymous sources behind whom an actor is known to stand; and who
# speaks about whom most.
AUDITED = """
drop index idx_articles_publication;
create index idx_articles_publication on articles(publication_id, published, syndicated_from);
create index idx_quotes_behind on quotes(speaker_id) where anonymous and speaker_id is not null;
create index idx_edges_quotes on edges(n_quotes desc, speaker_id, about_id);
"""

# What a search counts of quotes that are found by their ids, in an index a seventh as large as their rows; of which
# type quotes about somebody are; where an actor is printed, in the order in which that is counted; by which names an
# actor is mentioned, whether in all articles or in some; how often others speak about it; and the quotes of those
# who are given a role.
COUNTED = """
create index idx_quotes_counted on quotes(id, cue_class, speaker_id, quote_type, published, article_id, anonymous);
alter table quote_actors add column quote_type text;
update quote_actors set quote_type = (select quote_type from quotes where id = quote_id);
drop index idx_quote_actors_actor;
create index idx_quote_actors_actor on quote_actors(actor_id, published, quote_id, cue_class, quote_type);
alter table article_actors add column n_said_about integer not null default 0;
update article_actors set n_said_about = (
    select count(*) from quotes cross join quote_actors on quote_actors.quote_id = quotes.id
    where quotes.article_id = article_actors.article_id and +quote_actors.actor_id = article_actors.actor_id
        and quotes.cue_class in ('speech', 'writing'))
where n_quotes_about > 0;
create index idx_article_actors_printed on article_actors(actor_id, publication_id, n_said, n_said_about);
drop index idx_mentions_names;
drop index idx_mentions_actor;
create index idx_mentions_actor on mentions(actor_id, article_id, kind, text);
drop index idx_edges_about;
create index idx_edges_about on edges(about_id, speaker_id, n_quotes);
drop index idx_quotes_speaker_chain;
create index idx_quotes_speaker_chain on quotes(speaker_chain_id, published, cue_class);
"""
