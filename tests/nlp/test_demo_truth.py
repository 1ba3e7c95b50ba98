"""The demo's articles against the quotes that their authors wrote down: floors that may rise and never fall."""

import json
from pathlib import Path
from typing import NamedTuple

import pytest

from datasette_newsactors.models import Annotation, Article, Quote
from datasette_newsactors.nlp import annotate_articles, load_pipeline
from datasette_newsactors.readers import read

DEMO = Path(__file__).parents[2] / "demo"
LEAD_IN = len("that “")  # what may stand before the words with which the truth lets a content begin

FOUND = 0.98  # share of the expected quotes that are found
SPEAKER = 0.85  # share of them with just the expected speaker, or none where none is expected
WRONG = 0.01  # share of them with somebody else for a speaker: the worst there is
ANONYMOUS = 0.96  # share of the quotes found whose source is rightly called anonymous or not


class Outcome(NamedTuple):
    expected: dict
    quote: Quote | None
    speaker: str | None
    names: frozenset[str]

    @property
    def is_right(self) -> bool:
        return self.quote is not None and (
            self.expected["speaker"] in self.names if self.names else self.expected["speaker"] is None
        )

    @property
    def is_wrong(self) -> bool:
        return self.speaker is not None and not self.is_right and not self.is_part_of_the_name

    @property
    def is_part_of_the_name(self) -> bool:
        """The bare surname where two bear it, or a title too many: not the whole name, yet nobody else's."""
        wanted = self.expected["speaker"] or ""
        return any(wanted.endswith(name) or name.endswith(wanted) for name in self.names if wanted)

    def __str__(self) -> str:
        got = f"{self.speaker} by {self.quote.method}" if self.quote else "not found"
        return f"{self.expected['title'][:40]} | {self.expected['content']} | {self.expected['speaker']} | {got}"


@pytest.fixture(scope="module")
def outcomes() -> list[Outcome]:
    articles = {a.title: a for a in read([str(DEMO / "articles")]) if isinstance(a, Article)}
    annotations = {a.title: (a, found) for a, found in annotate_articles(list(articles.values()), load_pipeline())}
    expected = [json.loads(line) for line in (DEMO / "expected.jsonl").read_text("utf-8").splitlines()]
    return [outcome(e, *annotations[e["title"]]) for e in expected]


def outcome(expected: dict, article: Article, annotation: Annotation) -> Outcome:
    quote = find(expected["content"], article.text, annotation)
    actor = next((a for a in annotation.actors if quote and a.key == quote.speaker), None)
    names = frozenset([actor.name, *(alias.name for alias in actor.aliases)] if actor else [])
    return Outcome(expected, quote, actor.name if actor else None, names)


def find(beginning: str, text: str, annotation: Annotation) -> Quote | None:
    """The quote with a part that begins with these words, but for a lead-in such as “that”."""
    for quote in annotation.quotes:
        for start, end in quote.content:
            if 0 <= text[start:end].find(beginning[: end - start]) <= LEAD_IN:
                return quote
    return None


def assert_share(good: list[Outcome], of: list[Outcome], floor: float) -> None:
    bad = [str(o) for o in of if o not in good]
    share = len(good) / len(of)
    assert share >= floor, f"{share:.3f} is below {floor}:\n" + "\n".join(bad)


def test_every_expected_quote_stands_in_its_article(outcomes):
    articles = {a.title: a for a in read([str(DEMO / "articles")]) if isinstance(a, Article)}
    assert [o.expected for o in outcomes if o.expected["content"] not in articles[o.expected["title"]].text] == []


def test_quotes_are_found(outcomes):
    assert_share([o for o in outcomes if o.quote], outcomes, FOUND)


def test_speakers_are_right(outcomes):
    assert_share([o for o in outcomes if o.is_right], outcomes, SPEAKER)


def test_speakers_are_hardly_ever_wrong(outcomes):
    assert_share([o for o in outcomes if not o.is_wrong], outcomes, 1 - WRONG)


def test_anonymous_sources_are_told_from_others(outcomes):
    found = [o for o in outcomes if o.quote]
    assert_share([o for o in found if o.quote.anonymous == o.expected["anonymous"]], found, ANONYMOUS)


def test_types_are_right(outcomes):
    found = [o for o in outcomes if o.quote]
    assert_share([o for o in found if o.quote.quote_type == o.expected["quote_type"]], found, ANONYMOUS)
