"""Contents: what was said, found from the cue: the clause under it, or the sentence around it."""

from __future__ import annotations

from spacy.tokens import Token

from ..models import Span
from .cue import Cue, label_verbs, noun_classes, verb_classes
from .layout import Layout, span_of
from .source import Source

CLAUSAL = ("ccomp", "xcomp", "oprd")
FINITE = ("VBD", "VBZ", "VBP", "MD")
DASHES = ("–", "—", "-", "--")


def reported_clause(cue: Cue, source: Source | None) -> list[Span]:
    """The clause that the cue governs: "said [that the dam would hold]", "vowed [to rebuild]"; empty if none."""
    if cue.form not in ("verb", "noun"):
        return []
    clauses = [c for c in cue.head.children if c.i > cue.head.i and _is_reported(c, cue)]
    if not clauses and cue.form == "verb" and cue.lemma in verb_classes("clause"):
        clauses = _behind_circumstance(cue)
    if source:
        clauses = [c for c in clauses if source.head not in c.subtree]
    tokens = _with_further_clauses(_clause_tokens(clauses[0], cue), cue) if clauses else []
    return [span_of(tokens)] if tokens else []


def _behind_circumstance(cue: Cue) -> list[Token]:
    """ "said in a statement [that it was ready]": the clause that the parse hangs on the statement."""
    return [
        clause
        for child in cue.head.children
        if child.i > cue.head.i and (child.dep_ in ("prep", "npadvmod") or child.lemma_ in noun_classes())
        for clause in child.subtree
        if clause.dep_ in ("acl", "relcl", "ccomp") and clause.left_edge.lower_ == "that" and _is_that_or_to(clause)
    ]


def _with_further_clauses(tokens: list[Token], cue: Cue) -> list[Token]:
    """Up to the end of what is added in the same way: "said [that it held, and that it would go on holding]"."""
    doc, end = cue.head.doc, tokens[-1].i + 1 if tokens else 0
    while tokens:
        lead = [t.lower_ for t in doc[end : end + 3]]
        skip = 2 if lead[:1] == [","] and lead[1:2] in (["and"], ["but"], ["or"]) else 1
        if lead[skip - 1 : skip] not in (["and"], ["but"], ["or"], [","]) or lead[skip : skip + 1] != ["that"]:
            break
        verb = doc[end + skip].head
        if verb.i <= end + skip or verb.sent != cue.head.sent:
            break
        end = verb.right_edge.i + 1
        tokens = list(doc[tokens[0].i : end])
    return tokens


def _is_reported(child: Token, cue: Cue) -> bool:
    if cue.form == "noun":
        return child.dep_ in ("acl", "ccomp") and _is_that_or_to(child)
    if child.dep_ == "ccomp":
        return cue.lemma in verb_classes("clause") and child.tag_ != "VBG"
    if child.dep_ == "xcomp" and any(c.tag_ == "TO" for c in child.children):
        is_statement = child.lemma_ == "be" and cue.lemma in verb_classes("clause")
        return is_statement or cue.lemma in verb_classes("infinitive")
    return False


def _is_that_or_to(clause: Token) -> bool:
    return any(c.lower_ in ("that", "to") and c.dep_ in ("mark", "aux") for c in clause.children)


def _clause_tokens(clause: Token, cue: Cue) -> list[Token]:
    """The clause from its left edge (behind the cue) to its right edge, in one run."""
    start = max(clause.left_edge.i, cue.head.i + 1)
    if not any(c.dep_ in ("nsubj", "nsubjpass", "csubj", "expl", "aux") for c in clause.children):
        # the parser took the clause's subject for the cue's object: "indicated [its support is not …]"
        objects = [
            c for c in cue.head.children if c.dep_ == "dobj" and c.i > cue.head.i and c.right_edge.i + 1 == start
        ]
        start = objects[0].left_edge.i if objects and clause.tag_ in FINITE else start
    while clause.doc[start].ent_type_ == "DATE" and clause.doc[start].tag_ == "NNP" and start < clause.i:
        start += 1  # "said Monday the bridge was safe"
    end = _end_of(clause) + 1
    return [t for t in clause.doc[start:end] if not t.is_space or t.i < clause.i]


def _end_of(clause: Token) -> int:
    """The last token of the clause, less what is set against it: "…, while Moss called it a waste"."""
    for child in clause.children:
        if child.dep_ == "advcl" and child.left_edge.lower_ in ("while", "whereas") and child.i > clause.i:
            return child.left_edge.i - 1
    return clause.right_edge.i


def label_content(cue: Cue) -> list[Span]:
    """What a labelling verb says of its object: "called [the plan a disgrace]", "dismissed [it as noise]"."""
    if cue.form != "verb" or cue.lemma not in label_verbs():
        return []
    parts = [c for c in cue.head.children if c.i > cue.head.i and c.dep_ in ("dobj", *CLAUSAL, "prep")]
    verdict = [c for c in parts if c.dep_ in CLAUSAL or c.lower_ == "as"]
    if not verdict:
        return []
    kept = [c for c in parts if c.dep_ != "prep" or c.lower_ == "as"]
    doc = cue.head.doc
    return [span_of(list(doc[min(c.left_edge.i for c in kept) : max(c.right_edge.i for c in kept) + 1]))]


def quoted_object(cue: Cue, layout: Layout) -> list[Span]:
    """The object that a verb of speech quotes in part: "promised [“a full inquiry” into the leak]"."""
    if cue.form != "verb":
        return []
    for child in cue.head.children:
        if child.i > cue.head.i and child.dep_ in ("dobj", "prep", "oprd", "attr", "dep"):
            span = span_of(list(cue.head.doc[child.left_edge.i : child.right_edge.i + 1]))
            if any(span[0] - 1 <= q.outer[0] < span[1] for q in layout.quotations):
                return [span]
    return []


def surrounding_sentence(cue: Cue, source: Source | None) -> list[Span]:
    """The sentence around a cue that is set off in it.

    "[The dam held], the minister said." · "[The dam], she said, [would hold]." · "According to her, [it held]."
    Empty where the cue is not set off.
    """
    sentence = list(cue.head.sent)
    first, last = _group(cue, source)
    before = [t for t in sentence if t.i < first and not t.is_space]
    after = [t for t in sentence if t.i > last and not t.is_space]
    if cue.form == "verb" and not _set_off(before, after):
        return []
    if not [t for t in before if not t.is_punct and t.dep_ not in ("cc", "advmod")]:
        after = _without_date(after)
        return [span_of(after)] if cue.form != "verb" and _has_words(after) else []
    if _is_tail(after):
        return [span_of(before)]
    if after and after[0].text in {",", *DASHES} and _has_words(after):
        return [span_of(before), span_of(after)]
    return [span_of(before)] if cue.form == "phrase" else []


def _group(cue: Cue, source: Source | None) -> tuple[int, int]:
    """First and last token of the cue together with its source."""
    doc = cue.head.doc
    start, end = cue.span
    if source:
        start, end = min(start, source.span[0]), max(end, source.span[1])
    group = doc.char_span(start, end, alignment_mode="expand") or cue.head.sent
    first, last = group.start, group.end - 1
    if cue.form == "possessive":
        first = min(first, cue.head.head.i)
    return first, last


def _set_off(before: list[Token], after: list[Token]) -> bool:
    """A comma or dash stands before the cue, an adverb or so between; and nothing clausal hangs behind."""
    while before and before[-1].dep_ in ("advmod", "aux"):
        before = before[:-1]
    return bool(before) and before[-1].text in {",", *DASHES} and not _is_circumstance(before)


def _is_circumstance(before: list[Token]) -> bool:
    """Only an adverbial stands before the cue's own clause: "When the dam broke, the minister agreed"."""
    region = {t.i for t in before}
    tops = [t for t in before if t.head.i not in region or t.head == t]
    heavy = [t for t in tops if not t.is_punct and t.dep_ not in ("cc", "advmod", "punct")]
    return all(t.dep_ in ("advcl", "prep", "npadvmod", "mark", "pcomp") for t in heavy)


def _is_tail(after: list[Token]) -> bool:
    """Only circumstances are left of the sentence: "on Tuesday in a statement"."""
    return len(after) <= 14 and not any(t.tag_ in FINITE for t in after)


def _without_date(after: list[Token]) -> list[Token]:
    """ "According to her on Saturday, [it held]": without the circumstance between the source and the comma."""
    for i, token in enumerate(after[:5]):
        if token.text == ",":
            return after[i + 1 :]
        if token.pos_ in ("VERB", "AUX"):
            break
    return after


def _has_words(tokens: list[Token]) -> bool:
    return sum(t.is_alpha for t in tokens) >= 2
