"""Speakers: the actor behind each source, or None where the article does not tell."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from ..lexicon import anonymity_marker, lexicon
from ..models import Span
from .attribution import Attribution
from .chains import Chain, fold
from .layout import Layout
from .nouns import posts, titles, unnamed
from .salience import Reference
from .turns import initials

CERTAINTY = {"name": 1.0, "nominal": 0.85, "pronoun": 0.85, "relative": 0.95, "label": 0.95}
PRONOUNS = ("PRON",)
LINKS = ("ADP", "CCONJ", "SCONJ", "PART")
AND = re.compile(r" (?:and|&) (?:[^,;’']|['’](?!s\b))*$")
OF_WHERE = re.compile(r"(?:,| \(| of | from | at |$)")  # behind the name of somebody, and not of a part of a name
NOMINAL = ("PROPN", "NOUN", "ADJ")
FIRST_PERSON = re.compile(r"(?<![\w.’'])(?:I(?!\.)|[Mm]e|[Mm]y|[Mm]ine|[Mm]yself)(?!\w)")
NESTED = re.compile(r"‘.+?’(?!\w)|(?<!\w)'.+?'(?!\w)|[“\"].+?[”\"]")  # what somebody else said, within a quote
COUNTING = {
    "one",
    "two",
    "three",
    "four",
    "several",
    "some",
    "many",
    "most",
    "few",
    "others",
    "people",
    "staff",
}


@dataclass(frozen=True)
class Speaker:
    """What a source comes to: the actor's index if resolved, the form it has, whether it hides who speaks."""

    actor: int | None
    form: str
    anonymous: bool
    rule: str

    @property
    def certainty(self) -> float:
        return CERTAINTY.get(self.rule, 1.0)


def speaker_of(
    attribution: Attribution, layout: Layout, chains: Sequence[Chain], references: Sequence[Reference]
) -> Speaker:
    """Who an attribution's source is; the rule that decided names itself in `rule`."""
    if attribution.label:
        return _labelled(attribution.label, layout, chains)
    if attribution.source is None:
        return Speaker(None, "missing", False, "missing")
    head = attribution.source.head
    text = layout.text[slice(*attribution.source.span)]
    if anonymity_marker().search(text):
        return Speaker(None, "nominal", True, "anonymous")
    who = _antecedent(head)
    if who is not None:
        return _antecedent_of(who, chains)
    names = _names_at(chains, attribution.source.span)
    named = _named_by(head, names)
    post = _post_behind(head, names, chains, attribution.source.span)
    if post is not None:
        named = {i for (start, _), i in names.items() if start > post.idx and chains[i].type == "person"}
    is_place = len(named) == 1 and chains[min(named)].type == "place"
    if _stands_behind_another(attribution, layout, chains) or (is_place and _stands_for_others(head, chains)):
        return Speaker(None, "name", False, "open")
    if not named:
        named = _behind_title(attribution.source.span, names, chains, layout)
    if len(named) > 1 or (named and _speaks_with_another(min(named), names, chains, layout)):
        return Speaker(None, "name", False, "joint")
    if len(named) == 1:
        return Speaker(named.pop(), "name", False, "name")
    by_position = {r.span: r for r in references}
    inside = [r for span, r in by_position.items() if span[0] <= head.idx < span[1]]
    form = "pronoun" if head.pos_ in PRONOUNS else "nominal"
    if inside:
        return Speaker(inside[0].actor, form, False, inside[0].kind)
    return Speaker(None, form, is_anonymous(head), "open")


def _antecedent(pronoun: Token) -> Token | None:
    """Whom a relative "who" takes up: "Mara Lind, who said that …"."""
    if pronoun.text != "who":
        return None
    clause = next((t for t in pronoun.ancestors if t.dep_ == "relcl"), None)
    return clause.head if clause is not None else None


def _antecedent_of(who: Token, chains: Sequence[Chain]) -> Speaker:
    """The speaker where a source is a relative pronoun, from the noun that it takes up."""
    names = _names_at(chains, (who.left_edge.idx, who.idx + len(who)))
    named = _named_by(who, names)
    if len(named) == 1 and chains[min(named)].type in ("person", "organization"):
        return Speaker(named.pop(), "pronoun", False, "relative")
    return Speaker(None, "pronoun", not named and is_anonymous(who), "open")


def _behind_title(source: Span, names: Mapping[Span, int], chains: Sequence[Chain], layout: Layout) -> set[int]:
    """The one person of a source who is named behind a post: "US Ambassador to Germany Lind", "co-author Lind".

    Not the one of whom somebody is something: "a lawyer for President Lind".
    """
    people = [(span, i) for span, i in names.items() if chains[i].type == "person"]
    if len(people) != 1 or not OF_WHERE.match(layout.text, people[0][0][1], source[1]):
        return set()
    [((start, _), person)] = people
    before = list(layout.doc.char_span(source[0], start, alignment_mode="contract") or ())
    links = [n for n, t in enumerate(before) if t.pos_ in LINKS or (t.is_punct and t.text != "-")]
    post = before[links[0] - 1] if links and links[0] else before[-1] if before else None
    if post is None or post.lemma_.lower() not in posts() or len(links) > 1:
        return set()
    area = [t for t in before[links[0] + 1 :] if t.lower_ != "the"] if links else []
    is_of_area = bool(area) and all(t.pos_ == "PROPN" and t.lower_ not in titles() for t in area)
    return {person} if not links or (is_of_area and post.text[0].isupper()) else set()


def _speaks_with_another(actor: int, names: Mapping[Span, int], chains: Sequence[Chain], layout: Layout) -> bool:
    """Whether somebody else who is named speaks beside the actor: "Lind and director Jon Moss"; not "Lind and others".

    Nor "Mara Lind of the institute and author of a book", nor "Transport and Bridges Minister Mara Lind".
    """
    start, end = next(span for span, i in names.items() if i == actor)
    name = layout.doc.char_span(start, end, alignment_mode="expand")
    if name is None:
        return False
    others = {span: i for span, i in names.items() if i != actor}
    joined = [t for t in name.root.children if t.dep_ == "conj" and end <= t.idx]
    after = {i for t in joined for (first, _), i in others.items() if t.left_edge.idx <= first <= t.right_edge.idx}
    title = name[0].nbor(-1) if name.start else None
    is_minister = title is not None and title.is_title and title.lower_ in titles()
    before = {i for (_, stop), i in others.items() if stop < start and AND.match(layout.text, stop, start)}
    return any(chains[i].type == "person" for i in after | before) or (bool(before) and not is_minister)


def _post_behind(head: Token, names: Mapping[Span, int], chains: Sequence[Chain], source: Span) -> Token | None:
    """The post that somebody holds with who is named at the head: "the institute's director, Dr. Anthony Fauci".

    Not the post of the named one, which stands behind a comma: "Mara Lind, director of the institute".
    """
    end, actor = next(((end, i) for (start, end), i in names.items() if start <= head.idx < end), (None, None))
    if end is None or actor is None:
        return None
    comma = False
    for token in head.doc[head.i + 1 :]:
        if token.idx < end:
            continue
        if token.idx >= source[1] or (token.pos_ not in NOMINAL and not token.is_punct and token.tag_ != "POS"):
            return None
        if token.lemma_.lower() in posts():
            return None if comma else token
        if token.text == ",":
            comma = True
        elif token.tag_ == "POS" and chains[actor].type != "person":
            comma = False  # "University of California, San Diego's chancellor"
    return None


def _stands_behind_another(attribution: Attribution, layout: Layout, chains: Sequence[Chain]) -> bool:
    """Whether who stands before a colon may be whom somebody else speaks of: "Lind Endorses Moss: I Am Horrified"."""
    if attribution.source is None or not layout.text.startswith(":", attribution.source.span[1]):
        return False
    source = attribution.source.span
    people = [name.span[0] for chain in chains if chain.type == "person" for name in chain.names]
    start = max((place for place in people if source[0] <= place < source[1]), default=source[0])
    line = layout.paragraph_at(start)
    before = [word.rstrip(".").lower() for word in layout.text[source[0] : start].split()]
    if line.kind == "headline" and not titles().union(posts()).issuperset(before):
        return True
    first = line.start if line.kind == "headline" else max(line.start, attribution.source.head.sent.start_char)
    return any(first <= position < start for position in people)


def _stands_for_others(place: Token, chains: Sequence[Chain]) -> bool:
    """Whether a place at the head of a source hardly speaks itself.

    "New Orleans and Jefferson Parish officials said", and "Jo Lind of the University of California, Los Angeles said",
    which the parser takes for what Los Angeles said.
    """
    joined = [c for c in place.children if c.dep_ == "conj" and c.pos_ == "NOUN"]
    if any(child.dep_ == "compound" for noun in joined for child in noun.children):
        return True
    first = place.doc[place.left_edge.i]
    if first.i < 2 or first.nbor(-1).text != ",":
        return False
    before = first.nbor(-2).idx
    return any(name.span[0] <= before < name.span[1] for chain in chains for name in chain.names)


def first_person(found: Sequence[Attribution], speakers: Sequence[Speaker], layout: Layout) -> list[Reference]:
    """Each "I", "me" and "my" between the marks of a quote with a known speaker: that speaker."""
    references = []
    for attribution, speaker in zip(found, speakers, strict=True):
        if speaker.actor is None:
            continue
        for start, end in attribution.content:
            nested = [m.span() for m in NESTED.finditer(layout.text, start, end)]
            for word in FIRST_PERSON.finditer(layout.text, start, end):
                if layout.is_spoken(word.start()) and not any(s < word.start() < e for s, e in nested):
                    references.append(Reference(word.span(), speaker.actor, "pronoun"))
    return references


def _labelled(label: Span, layout: Layout, chains: Sequence[Chain]) -> Speaker:
    """The name printed beside a quote: "VELDEN: …", "“…” -Commissioner Velden", "MV: …" for Mara Velden."""
    written = layout.text[slice(*label)]
    words = fold(tuple(written.split()))
    people = {
        i for i, c in enumerate(chains) if c.type == "person" and any(initials(n.text) == written for n in c.names)
    }
    if len(people) == 1 and layout.text.startswith(":", label[1]):
        return Speaker(people.pop(), "name", False, "label")
    fitting = [i for i, c in enumerate(chains) if words in c.forms or (len(words) == 1 and words[0] in c.surnames)]
    fitting = fitting or sorted(set(_names_at(chains, label).values()))
    if any(turn.label == label for turn in layout.turns):
        fitting = [i for i in fitting if chains[i].type == "person"]  # a paper that asks is nobody's source
    if len(fitting) == 1:
        return Speaker(fitting[0], "name", False, "label")
    return Speaker(None, "name", False, "open")


def _names_at(chains: Sequence[Chain], span: Span) -> Mapping[Span, int]:
    return {n.span: i for i, c in enumerate(chains) for n in c.names if span[0] <= n.span[0] < span[1]}


def _named_by(head: Token, names: Mapping[Span, int]) -> set[int]:
    """The actors that a source names: its head word, who stands in apposition to it, or who is joined by "and"."""
    heads = [head]
    found = _actors_at(heads, names)
    if not found:
        heads = _appositions(head)
        found = _actors_at(heads, names)
    if found:
        joined = [c for t in heads for c in t.children if c.dep_ == "conj"]
        found |= _actors_at(joined, names)
    return found


def _actors_at(tokens: Sequence[Token], names: Mapping[Span, int]) -> set[int]:
    return {actor for (start, end), actor in names.items() if any(start <= t.idx < end for t in tokens)}


def _appositions(head: Token) -> list[Token]:
    """ "The coach, Jo Lind", and "A lawyer for Granhelm, Ambrose Leigh", where the parse ties Leigh to Granhelm."""
    if head.lemma_.lower() in posts():
        return [t for t in head.subtree if t.dep_ == "appos" and t.pos_ == "PROPN" and t.i > head.i]
    return [c for c in head.children if c.dep_ == "appos"]


def is_anonymous(head: Token) -> bool:
    """Whether a source that is only described hides a person: "a senior official", "sources", "two of the guests".

    A described post that one person holds ("the UN envoy to Syria") is not anonymous, only not named here.
    """
    lemma = head.lemma_.lower()
    if lemma in lexicon("anonymous")["always"]:
        return True
    if lemma not in unnamed() and not (lemma in COUNTING and any(c.lower_ == "of" for c in head.children)):
        return False
    definite = any(c.lower_ in ("the", "this", "that") or c.dep_ == "poss" for c in head.children)
    return not definite or head.tag_ in ("NNS", "NNPS") or lemma in COUNTING


def takes_up_anonymous(source: Token, earlier: Sequence[Token]) -> bool:
    """ "The official said", "one of them said", after "an official who asked not to be named": still nobody's name."""
    lemma = source.lemma_.lower()
    again = lemma in lexicon("anonymous")["again"] or lemma in {t.lemma_.lower() for t in earlier}
    return bool(earlier) and again and source.pos_ != "PROPN"
