"""Precision, recall and F1 of quotes, with what is missed and what is wrong.

A quote is found where its content and the annotated one overlap by half (intersection over union of characters, marks
and white space at the two outer ends left out), each matched once, the best overlap first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from ..models import Actor, Annotation, Quote, Span, cut
from .actors import compare_actors
from .evidence import is_one_of
from .gold import GoldArticle, GoldQuote
from .overlap import Characters, core, match
from .report import Fault, Report


def evaluate(pairs: Iterable[tuple[GoldArticle, Annotation]]) -> Report:
    """Compare annotations with the annotated articles they were made on."""
    report = Report()
    for article, annotation in pairs:
        counts: Counter[str] = Counter()
        _compare(article, annotation, counts, report.faults)
        if article.actors:
            compare_actors(article, annotation, counts, report.faults)
        report.articles.append(counts)
    return report


def _compare(article: GoldArticle, annotation: Annotation, counts: Counter[str], faults: list[Fault]) -> None:
    asked = [quote for quote in article.quotes if not quote.optional]
    gold = [core(article.text, q.content) for q in asked]
    found = [core(article.text, q.content) for q in annotation.quotes]
    matched = match(gold, found)
    extra = _extra(article, annotation, found, set(matched.values()))
    actors = {a.key: a for a in annotation.actors}
    counts.update(gold=len(gold), found=len(matched) + len(extra), matched=len(matched))
    for i, expected in enumerate(asked):
        kinds = [type_of(article.text, expected.content), *([expected.gender] if expected.gender else [])]
        counts.update(f"gold_{kind}" for kind in kinds)
        if i not in matched:
            faults.append(_fault("missed", article, expected.content, expected, None))
            continue
        quote = annotation.quotes[matched[i]]
        counts.update(f"matched_{kind}" for kind in kinds)
        counts["exact"] += gold[i] == found[matched[i]]
        if _same_source(expected, quote):
            counts["sourced"] += 1
            counts[f"sourced_{kinds[0]}"] += 1
        else:
            faults.append(_fault("source", article, expected.content, expected, quote))
        _compare_speaker(article, expected, quote, actors.get(quote.speaker or ""), counts, faults)
    faults += [_fault("extra", article, quote.content, None, quote) for quote in extra]


def _extra(article: GoldArticle, annotation: Annotation, found: Sequence[Characters], taken: set[int]) -> list[Quote]:
    """What was found and nobody annotated, not even as something that need not be found."""
    optional = core(article.text, [span for quote in article.quotes if quote.optional for span in quote.content])
    return [q for j, q in enumerate(annotation.quotes) if j not in taken and not found[j] & optional]


def _compare_speaker(
    article: GoldArticle,
    expected: GoldQuote,
    quote: Quote,
    speaker: Actor | None,
    counts: Counter[str],
    faults: list[Fault],
) -> None:
    if expected.anonymous:
        counts["anonymous n"] += 1
        counts["anonymous right"] += quote.anonymous
    if expected.speaker is None:
        return
    right = speaker is not None and is_one_of(speaker.name, [a.name for a in speaker.aliases], expected.speaker)
    for measure in ["speaker", *(["pronoun source"] if expected.source_form == "pronoun" else [])]:
        counts[f"{measure} n"] += 1
        counts[f"{measure} right"] += right
        counts[f"{measure} wrong"] += speaker is not None and not right
    if not right:
        name = max(expected.speaker, key=len, default="")
        found = speaker.name if speaker else ""
        faults.append(Fault("speaker", article.name, cut(article.text, quote.content), name, found))


def type_of(text: str, spans: Sequence[Span]) -> str:
    """ "direct" where over 95 % of the letters stand between double marks of their paragraph, "mixed" where some do."""
    start, end = spans[0][0], spans[-1][1]
    inside = set()
    is_open = False
    position = text.rfind("\n", 0, start) + 1
    while position < end:
        step = 2 if text.startswith("''", position) else 1
        if step == 2 or text[position] == '"':
            is_open = not is_open
        elif text[position] in "“«":
            is_open = True
        elif text[position] in "”»\n":
            is_open = False
        elif is_open:
            inside.add(position)
        position += step
    letters = [i for s, e in spans for i in range(s, e) if text[i].isalnum()]
    marked = sum(i in inside for i in letters)
    return "indirect" if not marked else "direct" if marked > 0.95 * len(letters) else "mixed"


def _same_source(expected: GoldQuote, quote: Quote) -> bool:
    if not expected.source or quote.source is None:
        return not expected.source and quote.source is None
    start, end = quote.source
    return any(s < end and start < e for s, e in expected.source)


def _fault(
    kind: str, article: GoldArticle, content: Sequence[Span], expected: GoldQuote | None, quote: Quote | None
) -> Fault:
    sources = cut(article.text, expected.source) if expected else ""
    found = cut(article.text, [quote.source]) if quote and quote.source else ""
    return Fault(kind, article.name, cut(article.text, content), sources, found)
