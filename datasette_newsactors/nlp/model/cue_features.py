"""Which words may be cues, and what speaks for and against each: the features of the first model.

A feature is a short string, "name=value"; it counts as present. Those of the lemma are made for what words of one
meaning share with others, those that join the lemma with something for what is special to it.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import cache

from ...lexicon import lexicon
from .sheet import OUTSIDE, Sheet

SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")
CLAUSES = ("ccomp", "xcomp", "acl", "advcl", "relcl")
OBJECTS = ("dobj", "pobj", "attr", "acomp", "oprd", "dative")
LOOSE = ("punct", "aux", "cc", "conj", "det", "amod", "compound", "dep", "advmod", "npadvmod", "mark")
CLAUSE_MARKS = {
    *("that", "to", "if", "whether", "because", "as"),
    *("while", "when", "since", "after", "before", "for"),
}
QUESTION_TAGS = ("WP", "WRB", "WDT", "WP$")
NEAR = 12  # tokens to each side in which a quotation is looked for
EDGES = {",", ":", ";", "—", "--", "–", "."}


def candidates(sheet: Sheet, lemmas: Collection[str]) -> list[int]:
    """The tokens that may be cues: every verb, and words of the lemmas that were cues in training."""
    return [
        token
        for token, pos in enumerate(sheet.pos)
        if pos == "VERB"
        or (pos == "AUX" and sheet.dep[token] not in ("aux", "auxpass"))
        or (pos != "SPACE" and sheet.lemma[token] in lemmas)
    ]


def cue_features(sheet: Sheet, token: int) -> list[str]:
    """The features of a token as a possible cue."""
    arguments, frame = _arguments(sheet, token)
    return [
        *_word(sheet, token),
        *_governors(sheet, token),
        *arguments,
        *_frame(sheet, token, frame),
        *_subject(sheet, token, frame),
        *_neighbours(sheet, token),
        *_quotations_near(sheet, token),
        *_place(sheet, token),
        *(_colon(sheet, token) if sheet.pos[token] in ("PUNCT", "X") or sheet.lemma[token] == ":" else ()),
    ]


def size(number: int) -> int:
    """A distance or length, in steps: 0, 1, 2, 3, 4 to 6, 7 to 11, 12 to 24, more."""
    return next((limit for limit, end in ((4, 7), (7, 12), (12, 25)) if 4 <= number < end), min(number, 25))


def phrase_type(sheet: Sheet, head: int) -> str:
    """What kind of thing a noun phrase is about: its entity label, its pronoun, or its part of speech."""
    if sheet.entity[head]:
        return "E" + sheet.entity[head]
    return "W" + sheet.lower[head] if sheet.pos[head] == "PRON" else sheet.pos[head]


def _word(sheet: Sheet, token: int) -> list[str]:
    """The word itself."""
    lemma, tag, dep = sheet.lemma[token], sheet.tag[token], sheet.dep[token]
    return [
        "any",
        f"lemma={lemma}",
        f"word={sheet.lower[token]}",
        f"tag={tag}",
        f"dep={dep}",
        f"tag+dep={tag},{dep}",
        f"lemma+pos={lemma},{sheet.pos[token]}",
        f"lemma+tag={lemma},{tag}",
        f"lemma+dep={lemma},{dep}",
        f"first4={lemma[:4]}",
        f"last3={lemma[-3:]}",
    ]


def _governors(sheet: Sheet, token: int) -> list[str]:
    """What the word hangs on, up to the next verb."""
    lemma, dep, head = sheet.lemma[token], sheet.dep[token], sheet.head[token]
    above = sheet.lemma[head] if head != token else "^"
    features = [
        f"head={above}",
        f"head+dep={above},{dep}",
        f"headpos+dep={sheet.pos[head] if head != token else '^'},{dep}",
        f"lemma+head={lemma},{above}",
    ]
    way, climber = "", token
    while sheet.head[climber] != climber and way.count("^") < 5:
        way += "^" + sheet.dep[climber]
        climber = sheet.head[climber]
        if sheet.pos[climber] in ("VERB", "AUX"):
            break
    verb = sheet.lemma[climber]
    if climber != token:
        features += [f"way={way}", f"verb={verb}", f"way+verb={way},{verb}", f"lemma+verb={lemma},{verb}"]
    return features


def _arguments(sheet: Sheet, token: int) -> tuple[list[str], str]:
    """The dependents, each alone and with the lemma; and all of them in one string, the frame."""
    lemma, features, frame = sheet.lemma[token], [], ""
    for child in sheet.children[token]:
        dep = sheet.dep[child]
        if dep in LOOSE:
            features.append(f"{dep}={sheet.lower[child]}")
            if dep == "aux":
                features.append(f"lemma+aux={lemma},{sheet.lower[child]}")
            continue
        role = ("<" if child < token else ">") + dep
        features += [f"has={role}", f"lemma+has={lemma},{role}"]
        if dep in CLAUSES:
            mark = _mark(sheet, child)
            features += _clause(sheet, token, child, role, mark)
            role += mark
        elif dep == "prep":
            features += _preposition(sheet, lemma, child, role)
        elif dep in OBJECTS:
            features += _object(sheet, token, child, role)
        elif dep in ("prt", "neg"):
            features.append(f"lemma+{dep}={lemma},{sheet.lower[child]}")
        frame += role
    return features, frame


def _mark(sheet: Sheet, clause: int) -> str:
    """The word that opens a clause, "wh" for a question word, or nothing."""
    for child in sheet.children[clause]:
        if sheet.dep[child] in ("mark", "aux") and sheet.lower[child] in CLAUSE_MARKS:
            return sheet.lower[child]
    return "wh" if sheet.tag[sheet.left_edge(clause)] in QUESTION_TAGS else ""


def _clause(sheet: Sheet, token: int, clause: int, role: str, mark: str) -> list[str]:
    """A clause below the word: how it opens, its verb and subject, its length."""
    lemma, tag = sheet.lemma[token], sheet.tag[clause]
    subjects = [child for child in sheet.children[clause] if sheet.dep[child] in SUBJECTS]
    kind = f"{role}{mark}{'S' if subjects else ''}"
    features = [f"clause={kind},{tag}", f"lemma+clause={lemma},{kind}"]
    if clause > token:
        features += [
            f"clauselength={role},{size(sheet.right_edge(clause) - token)}",
            f"clausetag={lemma},{role},{tag}",
            f"clauseverb={role},{sheet.lemma[clause]}",
            *(f"clausesubject={role},{sheet.lemma[subject]}" for subject in subjects),
        ]
    return features


def _preposition(sheet: Sheet, lemma: str, preposition: int, role: str) -> list[str]:
    """A prepositional phrase below the word."""
    word = sheet.lower[preposition]
    features = [f"prep={role},{word}", f"lemma+prep={lemma},{role},{word}"]
    for child in sheet.children[preposition]:
        features.append(f"prepobject={word},{sheet.lemma[child]}")
        if sheet.dep[child] == "pcomp":
            features += [f"pcomp={word}", f"lemma+pcomp={lemma},{word}"]
    return features


def _object(sheet: Sheet, token: int, child: int, role: str) -> list[str]:
    """An object or predicate below the word, and what hangs on it in turn."""
    lemma, kind = sheet.lemma[token], phrase_type(sheet, child)
    features = [
        f"object={role},{sheet.lemma[child]}",
        f"objecttype={kind}",
        f"lemma+objecttype={lemma},{kind}",
        f"lemma+object={lemma},{sheet.lemma[child]}",
    ]
    for below in sheet.children[child]:
        dep = sheet.dep[below]
        if dep in ("acl", "relcl", "prep", "poss", "det"):
            word = sheet.lower[below] if dep in ("prep", "det") else ""
            features += [f"objecthas={role},{dep},{word}", f"lemma+objecthas={lemma},{dep}"]
    if sheet.quotation[child] != sheet.quotation[token]:
        features += ["objectquoted", f"lemma+objectquoted={lemma}"]
    return features


def _frame(sheet: Sheet, token: int, frame: str) -> list[str]:
    """The frame as a whole, and with what the lexicon says of the lemma."""
    lemma = sheet.lemma[token]
    features = [f"frame={frame}", f"lemma+frame={lemma},{frame}", f"tag+frame={sheet.tag[token]},{frame}"]
    known = _lexicon_frames().get(lemma)
    if known:
        features += [f"lexicon={known}", f"lexicon+frame={known},{frame}", f"lexicon+dep={known},{sheet.dep[token]}"]
    return features


@cache
def _lexicon_frames() -> dict[str, str]:
    """Lemma → the frames and classes under which the lexicon has it."""
    data, found = lexicon("cues"), dict[str, str]()
    for frame in ("clause", "infinitive", "noun"):
        for cue_class, lemmas in data[frame].items():
            for lemma in lemmas:
                found[lemma] = found.get(lemma, "") + f"{frame}:{cue_class} "
    for lemma in data["label"]:
        found[lemma] = found.get(lemma, "") + "label "
    return found


def _subject(sheet: Sheet, token: int, frame: str) -> list[str]:
    """The subject, the word's own or that of the verb it hangs on."""
    lemma = sheet.lemma[token]
    own = [c for c in sheet.children[token] if sheet.dep[c] in (*SUBJECTS[:3], "poss", "agent")]
    subject = own[-1] if own else _borrowed_subject(sheet, token)
    if subject is None:
        return ["subject=none", f"lemma+subject={lemma},none"]
    kind, whose = phrase_type(sheet, subject), "own" if own else "borrowed"
    return [
        f"subjecttype={whose},{kind}",
        f"subject={whose},{sheet.lemma[subject]}",
        f"lemma+subject={lemma},{kind}",
        f"frame+subject={frame},{kind}",
        f"subjectapart={sheet.quotation[subject] != sheet.quotation[token]}",
    ]


def _borrowed_subject(sheet: Sheet, token: int) -> int | None:
    climber = token
    for _ in range(3):
        if sheet.dep[climber] not in ("conj", "xcomp", "advcl", "ccomp", "pcomp"):
            break
        climber = sheet.head[climber]
        subjects = [c for c in sheet.children[climber] if sheet.dep[c] in ("nsubj", "nsubjpass")]
        if subjects:
            return subjects[-1]
    return sheet.head[token] if sheet.dep[token] in ("acl", "relcl") else None


def _neighbours(sheet: Sheet, token: int) -> list[str]:
    """The words around, whatever the parse makes of them."""
    features = []
    for offset in (-3, -2, -1, 1, 2, 3):
        near = token + offset
        inside = 0 <= near < len(sheet.word)
        features.append(f"word{offset}={sheet.lower[near] if inside else '#'}")
        if abs(offset) < 3:
            features.append(f"tag{offset}={sheet.tag[near] if inside else '#'}")
        if abs(offset) == 1:
            features.append(f"lemma+word{offset}={sheet.lemma[token]},{sheet.lower[near] if inside else '#'}")
    features.append(f"lemmas-1={'_'.join(sheet.lemma[max(token - 1, 0) : token + 2])}")
    features.append(f"lemmas+1={'_'.join(sheet.lemma[token : token + 3])}")
    return features


def _quotations_near(sheet: Sheet, token: int) -> list[str]:
    """Whether the word stands in quotation marks or near them, and what lies between."""
    lemma, quoted = sheet.lemma[token], sheet.quotation[token] != OUTSIDE
    features = [f"quoted={quoted}", f"lemma+quoted={lemma},{quoted}"]
    sides = {
        "left": range(token - 1, max(token - NEAR, -1), -1),
        "right": range(token + 1, min(token + NEAR, len(sheet.word))),
    }
    for side, tokens in sides.items():
        near = next((t for t in tokens if sheet.quotation_apart(t, token) != OUTSIDE), None)
        features.append(f"{side}+lemma={lemma},{near is not None}")
        if near is None:
            features.append(f"{side}=none")
            continue
        quotation, distance = sheet.quotations[sheet.quotation[near]], abs(near - token)
        between = sheet.pos[min(near, token) + 1 : max(near, token)] if distance < 6 else ["far"]
        features += [
            f"{side}={size(distance)}",
            f"{side}length={size(quotation.last - quotation.first)}",
            f"{side}ends={sheet.text[quotation.inner[1] - 1]}",
            f"{side}begins={sheet.text[quotation.inner[0]].isupper()}",
            f"{side}between={'_'.join(between)}",
        ]
    return features


def _place(sheet: Sheet, token: int) -> list[str]:
    """Where the word stands in its sentence, and the punctuation right before it."""
    first, last = sheet.sentences[sheet.sentence[token]]
    before = "".join(word if word in EDGES else "w" for word in sheet.word[max(token - 4, first) : token])
    return [
        f"body={sheet.body[token]}",
        f"fromstart={size(token - first)}",
        f"toend={size(last - 1 - token)}",
        f"before={before}",
    ]


def _colon(sheet: Sheet, token: int) -> list[str]:
    """Of punctuation as a cue, as in "VELDEN: …": what leads up to it and what follows."""
    first = token
    while first > sheet.sentences[sheet.sentence[token]][0] and sheet.paragraph[first - 1] == sheet.paragraph[token]:
        first -= 1
    opens = first == 0 or sheet.paragraph[first - 1] != sheet.paragraph[token]
    lead = sheet.word[first:token]
    last = sheet.word[token - 1] if token else "^"
    following = sheet.word[token + 1] if token + 1 < len(sheet.word) else "$"
    shape = "upper" if last.isupper() else "title" if last.istitle() else "other"
    capitals = all(word.isupper() or not word.isalpha() for word in lead)
    return [
        f"colon={opens},{size(token - first)},{shape}",
        f"colonentity={sheet.entity[token - 1] if token else ''}",
        f"coloncapitals={opens},{capitals}",
        f"colonnext={opens},{following[:1].isupper()}",
    ]
