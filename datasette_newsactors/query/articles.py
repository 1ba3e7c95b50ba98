"""One article with everything that was found in it."""

from __future__ import annotations

from .select import Select


def article(article_id: int) -> Select:
    """The article's own row with its publication and the article it copies, or none."""
    sql = """
select articles.id, articles.url, articles.title, articles.byline, publications.name as publication,
  articles.published, articles.language, articles.text, articles.n_words, articles.ingested_at, articles.path,
  originals.id as original_id, originals.title as original_title,
  original_publications.name as original_publication
from articles
left join publications on publications.id = articles.publication_id
left join articles as originals on originals.id = articles.syndicated_from
left join publications as original_publications on original_publications.id = originals.publication_id
where articles.id = :article_id"""
    return Select(sql, {"article_id": article_id})


def publication(name: str) -> Select:
    """The id of a publication, or none."""
    return Select("select id from publications where name = :name", {"name": name})


def copies(article_id: int) -> Select:
    """The syndicated copies of the article."""
    sql = """
select articles.id, articles.title, publications.name as publication, articles.published
from articles left join publications on publications.id = articles.publication_id
where articles.syndicated_from = :article_id
order by articles.published, articles.id"""
    return Select(sql, {"article_id": article_id})


def versions(article_id: int) -> Select:
    """The former versions of the article, the latest first."""
    sql = """
select id, title, published, n_words, ingested_at, replaced_at
from article_versions where article_id = :article_id
order by id desc"""
    return Select(sql, {"article_id": article_id})


def mentions(article_id: int) -> Select:
    """The mentions in text order, each with the actor it refers to."""
    sql = """
select mentions.start, mentions.end, mentions.text, mentions.kind, actors.slug, actors.name, actors.type
from mentions join actors on actors.id = mentions.actor_id
where mentions.article_id = :article_id
order by mentions.start, mentions.end desc, mentions.id"""
    return Select(sql, {"article_id": article_id})


def quotes(article_id: int) -> Select:
    """The quotes in text order, each with its speaker; `spans` and `about` are JSON."""
    sql = """
select quotes.id, quotes.start, quotes.end, quotes.content, quotes.quote_type, quotes.cue, quotes.cue_class,
  quotes.cue_start, quotes.cue_end, quotes.source_text, quotes.source_form, quotes.source_start,
  quotes.source_end, quotes.anonymous, quotes.confidence, quotes.method,
  speakers.slug as speaker, speakers.name as speaker_name, speakers.type as speaker_type,
  (select json_group_array(json_array(start, end)) from (
    select quote_spans.start, quote_spans.end from quote_spans
    where quote_spans.quote_id = quotes.id order by quote_spans.part)) as spans,
  (select json_group_array(json_object('slug', slug, 'name', name, 'type', type)) from (
    select actors.slug, actors.name, actors.type from quote_actors
    join actors on actors.id = quote_actors.actor_id
    where quote_actors.quote_id = quotes.id order by actors.name, actors.id)) as about
from quotes left join actors as speakers on speakers.id = quotes.speaker_id
where quotes.article_id = :article_id
order by quotes.start, quotes.id"""
    return Select(sql, {"article_id": article_id})


def actors(article_id: int) -> Select:
    """The actors of the article, those most quoted and mentioned in it first."""
    sql = """
select actors.slug, actors.name, actors.type, article_actors.n_mentions, article_actors.n_quotes
from article_actors join actors on actors.id = article_actors.actor_id
where article_actors.article_id = :article_id and actors.status <> 'rejected'
order by article_actors.n_quotes desc, article_actors.n_mentions desc, actors.name, actors.id"""
    return Select(sql, {"article_id": article_id})


def wikidata_ids(article_id: int) -> Select:
    """The slugs and Wikidata items of those actors of an article, speakers included, that are linked to one."""
    sql = """
select slug, wikidata_id from article_actors join actors on actors.id = actor_id
where article_id = :article_id and wikidata_id is not null"""
    return Select(sql, {"article_id": article_id})
