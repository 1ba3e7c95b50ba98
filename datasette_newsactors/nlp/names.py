"""Names: the spans that name a person, an organization, a place or a group."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Span as SpacySpan
from spacy.tokens import Token

from ..lexicon import lexicon
from ..models import Span
from .layout import Layout
from .nouns import (
    acronyms,
    countries,
    gendered_words,
    honorifics,
    never_names,
    organization_words,
    posts,
    staff,
    titles,
)
from .source import Source

TYPES = {
    "PERSON": "person",
    "ORG": "organization",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
    "NORP": "group",
}
SHORT_FORM = re.compile(r" \((?P<short>[A-Z]{2,7})\)")
POSSESSIVE = re.compile(r"['’]s?$")
DASHES = ("—", "–", "--")
EDGES = ' \t"“”‘«».,;:!?()[]–—-*|'


@dataclass(frozen=True)
class Name:
    """A naming span. `words` are the name's own, without title; `title` is the honorific or office before it.

    `gender` is what the title or a noun beside the name says ("Mrs", "his wife, …"), and empty where they say nothing.
    """

    span: Span
    words: tuple[str, ...]
    type: str
    label: str
    title: str = ""
    gender: str = ""

    @property
    def text(self) -> str:
        return " ".join(self.words)


def _gender_beside(tokens: list[Token], title: list[str]) -> str:
    """The gender that a name's title or the noun in apposition to it gives, where they agree."""
    root = tokens[-1]
    beside = [c for t in tokens for c in t.children if c.dep_ in ("appos", "compound") and c.pos_ == "NOUN"]
    nouns = [c for c in beside if not leads_up_to_name(c)]
    nouns += [root.head] if root.dep_ == "appos" and root.head.pos_ == "NOUN" else []
    words = [t.lower().rstrip(".") for t in [*title, tokens[0].text]] + [t.lower_ for t in nouns]
    seen = {gendered_words()[w] for w in words if w in gendered_words()}
    return seen.pop() if len(seen) == 1 else ""


def leads_up_to_name(noun: Token) -> bool:
    """Whether a noun is somebody's who is named right behind it: "Trump himself, his wife Melania", and not Trump's."""
    behind = noun.nbor() if noun.i + 1 < len(noun.doc) else None
    return behind is not None and behind.pos_ == "PROPN" and behind.text[0].isupper() and noun.dep_ == "appos"


def names(layout: Layout, sources: list[Source]) -> list[Name]:
    """The names of a document in text order: the pipeline's entities, and those that it missed.

    Missed are capitalised words behind a title ("Dr Ines Pallister"), and capitalised sources: who speaks is named.
    """
    found = _with_branches([name for ent in layout.doc.ents for name in _from_entity(ent)], sources)
    covered = {i for name in found for i in range(*name.span)}
    for token in layout.tokens:
        if token.lower_.rstrip(".") in honorifics() and token.text[0].isupper() and token.i + 1 < len(layout.doc):
            found += _fresh(_capitalised_run(token.nbor()), "person", covered)
    for source in sources:
        if source.head.pos_ == "PROPN":
            found += _fresh(*_from_source(source), covered)
    for token in layout.tokens:
        found += _fresh(*_by_last_word(token), covered)
    found += [short for name in found if (short := _short_form(name, layout)) and short.span[0] not in covered]
    return sorted(found, key=lambda n: n.span)


def _with_branches(found: list[Name], sources: Sequence[Source]) -> list[Name]:
    """The names, a source's place joined to the organization right before it: "CNN Philippines reported"."""
    for source in sources:
        place = next((n for n in found if n.type == "place" and n.span[0] <= source.head.idx < n.span[1]), None)
        whole = next((n for n in found if place and n.type == "organization" and n.span[1] + 1 == place.span[0]), None)
        if place and whole and source.span[0] <= whole.span[0]:
            words, span = (*whole.words, *place.words), (whole.span[0], place.span[1])
            found = [n for n in found if n not in (whole, place)]
            found.append(Name(span, words, "organization", whole.label))
    return found


def _short_form(name: Name, layout: Layout) -> Name | None:
    """The initials that stand in brackets behind an organization's name: "World Health Organization (WHO)"."""
    match = SHORT_FORM.match(layout.text, name.span[1])
    if match is None or name.type == "person" or match["short"].lower() not in acronyms(name.words):
        return None
    return Name(match.span("short"), (match["short"],), name.type, name.label)


def _by_last_word(last: Token) -> tuple[list[Token], str]:
    """What only a name ends with: "Republican Jewish Coalition", "Wall Street", "Facebook"."""
    if last.pos_ != "PROPN" or not last.is_title:
        return [], ""
    tokens = [last]
    while tokens[0].i > 0 and tokens[0].nbor(-1).pos_ == "PROPN" and tokens[0].nbor(-1).is_title:
        tokens.insert(0, tokens[0].nbor(-1))
    for kind, words in (("place", "place_word"), ("organization", "organization_word")):
        if len(tokens) > 1 and last.lower_ in lexicon("names")[words]:
            return tokens, kind
    return (tokens, "organization") if last.lower_ in lexicon("names")["platform"] else ([], "")


def with_staff(found: Sequence[Name], sources: Sequence[Source], layout: Layout) -> list[Name]:
    """The names with "the Clinton campaign", "Sanders' team" as names of their own, where such staff speaks."""
    speaking = {employer.words[-1] for s in sources if (employer := _employer(s.head, found))}
    names = list(found)
    for noun in layout.tokens:
        employer = _employer(noun, found)
        if employer and employer.words[-1] in speaking:
            end = noun.idx + len(noun)
            names = [n for n in names if not employer.span[0] <= n.span[0] < end]
            names.append(Name((employer.span[0], end), (*employer.words, noun.text), "organization", employer.label))
    return sorted(names, key=lambda n: n.span)


def _employer(noun: Token, found: Sequence[Name]) -> Name | None:
    """The name to which a noun for people who work for somebody belongs."""
    if noun.lower_ not in staff():
        return None
    owner = next((c for c in noun.children if c.dep_ in ("poss", "compound", "nmod") and c.i < noun.i), None)
    return next((n for n in found if owner is not None and n.span[0] <= owner.idx < n.span[1] <= noun.idx), None)


def _fresh(tokens: list[Token], kind: str, covered: set[int]) -> list[Name]:
    """A name of these tokens where no other name covers them yet."""
    if not tokens or any(t.idx in covered for t in tokens):
        return []
    name = _name(tokens, kind, "")
    if name:
        covered.update(range(*name.span))
    return [name] if name else []


def _capitalised_run(token: Token) -> list[Token]:
    run: list[Token] = []
    while token.text[0].isupper() and token.pos_ in ("PROPN", "NOUN", "ADJ") and len(run) < 4:
        run.append(token)
        if token.i + 1 == len(token.doc) or token.nbor().is_sent_start:
            break
        token = token.nbor()
    return run


def _from_entity(ent: SpacySpan) -> Iterator[Name]:
    kind = TYPES.get(ent.label_)
    if kind is None or (kind == "group" and not ent.root.tag_.endswith("S")):
        return  # "Syrian" qualifies, "Syrians" act
    tokens = [t for t in ent if not t.is_space]
    country = _country_of_post(tokens)
    if country:
        yield from filter(None, [_name(tokens[:country], "place", ""), _name(tokens[country:], "person", "PERSON")])
        return
    if kind in ("organization", "place") and _acts_as_person(tokens):
        kind = "person"
    elif kind == "person" and len(tokens) == 1 and _is_where(tokens[0]):
        kind = "place"
    name = _name(tokens, kind, ent.label_)
    if name:
        yield name


def _country_of_post(tokens: Sequence[Token]) -> int:
    """How many words of "Skarland Nicola Sturrock" are the country, behind "First Minister of"; else 0."""
    before = [t.lower_ for t in tokens[0].doc[max(tokens[0].i - 3, 0) : tokens[0].i]] if tokens else []
    *posts_before, preposition = [word for word in before if word != "the"] or [""]
    if preposition not in ("of", "to", "from") or not posts_before or posts_before[-1] not in posts():
        return 0
    starts = {" ".join(t.lower_ for t in tokens[:n]): n for n in (1, 2, 3)}
    country = max((n for words, n in starts.items() if words in countries()), default=0)
    name = tokens[country:]
    is_name = len(name) > 1 and all(t.pos_ == "PROPN" for t in name) and name[0].is_title
    return country if is_name and not {t.lower_ for t in name} & organization_words() else 0


def _acts_as_person(tokens: list[Token]) -> bool:
    """Whether what stands around a name says that it is a person's: a title, "…, who", "…, a hydrologist"."""
    words = {t.lower_ for t in tokens}
    if not tokens or len(tokens) > 4 or words & organization_words() or words & {"the", "of"}:
        return False
    if tokens[0].i > 0 and tokens[0].nbor(-1).lower_.rstrip(".") in honorifics():
        return True
    if tokens[0].lower_.rstrip(".") in honorifics() and len(tokens) > 1:
        return True
    if _stands_behind_office(tokens):
        return True
    if len(tokens) > 1 and _stands_in_apposition_to_post(tokens[-1]):
        return True
    children = [c for t in tokens for c in t.children if c.i > tokens[-1].i]
    if any(c.dep_ == "appos" and c.lemma_.lower() in posts() and not leads_up_to_name(c) for c in children):
        return True
    return any(c.dep_ == "relcl" and any(w.lower_ in ("who", "whom", "whose") for w in c.subtree) for c in children)


def _stands_behind_office(tokens: Sequence[Token]) -> bool:
    """ "Assemblywoman Selena Torrance", "MP Tanya Davis": the words of a name behind what only people are."""
    doc, first = tokens[0].doc, tokens[0].i
    personal = [t.lower_ in lexicon("titles")["personal"] and t.text[0].isupper() for t in tokens]
    titles_inside = personal.index(False) if False in personal else len(tokens)
    before = doc[first - 1] if first else None
    is_behind = before is not None and before.lower_ in lexicon("titles")["personal"] and before.text[0].isupper()
    name = tokens[titles_inside:]
    return bool(titles_inside or is_behind) and 1 < len(name) < 4 and all(t.pos_ == "PROPN" for t in name)


def _is_where(token: Token) -> bool:
    """ "In Halvora", "near Halvora": nobody is in a person."""
    return token.dep_ == "pobj" and token.head.lower_ in ("in", "near", "across", "throughout", "outside")


def _stands_in_apposition_to_post(token: Token) -> bool:
    """ "The head of the FSO, Lorena Castavel": in apposition to the post, or to what the post is of."""
    if token.dep_ != "appos":
        return False
    above = [token.head, token.head.head, token.head.head.head]
    return any(t.lemma_.lower() in posts() and t.dep_ != "appos" for t in above)


def _from_source(source: Source) -> tuple[list[Token], str]:
    """The capitalised words of a source, and what they name: whoever speaks is a person or an organization."""
    tokens = [source.head]
    while (
        tokens[0].i > 0 and tokens[0].nbor(-1).pos_ == "PROPN" and tokens[0].nbor(-1).head in (source.head, tokens[0])
    ):
        tokens.insert(0, tokens[0].nbor(-1))
    is_acronym = len(tokens) == 1 and tokens[0].is_upper and 2 <= len(tokens[0]) <= 6
    if len(tokens) < 2 and not is_acronym:
        return [], ""
    words = {t.lower_ for t in tokens}
    return tokens, "organization" if is_acronym or words & organization_words() else "person"


def _name(tokens: list[Token], kind: str, label: str) -> Name | None:
    """Trim titles, articles, marks and the possessive from the ends; None where no name is left."""
    dash = max((i for i, t in enumerate(tokens) if t.text in DASHES or _is_spaced_hyphen(t)), default=-1)
    tokens = tokens[dash + 1 :]  # a dateline runs into the name: "VELDEN — Mara Lind"
    possessive = (i for i, t in enumerate(tokens[:-1]) if t.tag_ == "POS" and not tokens[i + 1].text[0].isupper())
    tokens = tokens[: next(possessive, len(tokens))]  # "Rubio's 17" (states)
    if kind == "person" and len(tokens) > 1 and tokens[0].lower_ in lexicon("names")["platform"]:
        tokens = tokens[1:]  # "On Twitter West accused his wife"
    title, tokens = _offices_off(tokens) if kind == "person" else ([], tokens)
    while tokens and (tokens[0].lower_ in ("the", "a", "an") or tokens[0].is_punct or _is_title(tokens, kind)):
        if tokens[0].is_alpha or "." in tokens[0].text:
            title += [tokens[0].text] if _is_title(tokens, kind) else []
        tokens = tokens[1:]
    while tokens and (tokens[-1].is_punct or tokens[-1].tag_ == "POS" or tokens[-1].text in ("’s", "'s", "’", "'")):
        tokens = tokens[:-1]
    if not tokens:
        return None
    if not title and kind == "person":
        title = _title_before(tokens[0])
    if title and title[-1].lower() in lexicon("titles")["noble"] and not _is_first_lady(tokens[0]):
        tokens = [tokens[0].nbor(-1), *tokens]  # "Sir Tony Benton": the rank is part of the name
    start = tokens[0].idx
    stripped = _trim(tokens[0].doc[tokens[0].i : tokens[-1].i + 1].text)
    if not _is_name(stripped, kind):
        return None
    words = tuple(stripped.split())
    kind = _mended(kind, words)
    gender = _gender_beside(tokens, title) if kind == "person" else ""
    return Name((start, start + len(stripped)), words, kind, label, " ".join(title), gender)


def _is_first_lady(name: Token) -> bool:
    """Whether the lady before a name is the wife of a president, and no rank of her own."""
    return name.i > 1 and (name.nbor(-2).lower_, name.nbor(-1).lower_) == ("first", "lady")


def _is_spaced_hyphen(token: Token) -> bool:
    """A hyphen in the place of a dash: "VELDEN - Mara Lind"."""
    return token.text == "-" and bool(token.whitespace_) and token.i > 0 and bool(token.nbor(-1).whitespace_)


def _mended(kind: str, words: tuple[str, ...]) -> str:
    """The type where a word of the name tells it better than the pipeline does: a "person" called "… Construction"."""
    last, told = words[-1].lower(), lexicon("names")
    if len(words) == 1:
        return "organization" if last in told["platform"] else kind
    if kind != "person":
        return kind
    return "place" if last in told["place_word"] else "organization" if last in told["organization_word"] else kind


def _trim(text: str) -> str:
    """Without marks and possessive at the end; the full stop of an abbreviation stays ("U.S.")."""
    text = text.split(" (")[0] if ")" not in text else text
    trimmed = POSSESSIVE.sub("", text.rstrip(EDGES))
    return trimmed + "." if re.search(r"\.\w$", trimmed) and text[len(trimmed) : len(trimmed) + 1] == "." else trimmed


def _offices_off(tokens: list[Token]) -> tuple[list[str], list[Token]]:
    """The words up to the last post or trade that at least two words follow: "State Prosecutor" off "Naomi Ferrand"."""
    cut = max((i + 1 for i, t in enumerate(tokens[:-2]) if t.lower_ in posts() or t.pos_ == "NOUN"), default=0)
    if cut and len(tokens) > cut + 3 and tokens[cut].lower_ == "of":
        cut += 2  # "First Minister of Skarland Nicola Sturrock"
    return [t.text for t in tokens[:cut]], tokens[cut:]


def _is_title(tokens: list[Token], kind: str) -> bool:
    word = tokens[0].lower_.rstrip(".")
    return kind == "person" and len(tokens) > 1 and word in titles() and word not in lexicon("titles")["noble"]


def _title_before(token: Token) -> list[str]:
    """The honorific or office right before a name ("Sir", "Sen.", "President")."""
    found: list[str] = []
    while (
        not token.is_sent_start and token.nbor(-1).lower_.rstrip(".") in titles() and token.nbor(-1).text[0].isupper()
    ):
        token = token.nbor(-1)
        found.insert(0, token.text)
    return found


def rescan(layout: Layout, wanted: Mapping[str, str], known: Collection[Name]) -> list[Name]:
    """Where names that the article uses stand unseen by the pipeline.

    wanted: a name as written → its type. known: the names found so far, which are left alone.
    """
    if not wanted:
        return []
    taken = {i for name in known for i in range(*name.span)}
    pattern = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, sorted(wanted, key=len, reverse=True))) + r")(?!\w)")
    found = []
    for match in pattern.finditer(layout.text):
        span = layout.doc.char_span(*match.span())
        if span is None or taken.intersection(range(*match.span())) or not _stands_free(span):
            continue
        title = _title_before(span[0]) if wanted[match.group()] == "person" else []
        words = tuple(match.group().split())
        gender = _gender_beside(list(span), title)
        found.append(Name(match.span(), words, wanted[match.group()], "", " ".join(title), gender))
    return found


def _stands_free(span: SpacySpan) -> bool:
    """Not a part of a longer name: the neighbours are no proper nouns, unless a title before."""
    before = None if span[0].is_sent_start else span[0].nbor(-1)
    after = span[-1].nbor() if span[-1].i + 1 < len(span.doc) and not span[-1].nbor().is_sent_start else None
    if before is not None and before.pos_ == "PROPN" and before.lower_.rstrip(".") not in titles():
        return False
    return after is None or not (after.pos_ == "PROPN" and span[-1].dep_ == "compound")


def _is_surname(words: Sequence[str]) -> bool:
    """ "Charlie King": a name though the word is an office too."""
    first, last = words[0].lower(), words[-1].lower()
    return len(words) > 1 and last in lexicon("names")["surname_too"] and first not in posts() | titles() | {"the"}


def _is_name(text: str, kind: str) -> bool:
    words = text.split()
    if (
        text.lower() in never_names()
        or (words[-1].lower() in posts() and not _is_surname(words))
        or not any(w[0].isupper() for w in words)
        or "\n" in text
    ):
        return False
    if re.search(r"[/@#\[\]<>=]|https?:|www\.", text) or len(text) < 2 or len(words) > 12:
        return False
    if " to " in text:
        return False  # two names: "Granhelm Construction to Larkfield Advisory"
    return kind != "person" or not any(ch.isdigit() for ch in text)
