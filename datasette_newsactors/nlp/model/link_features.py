"""What speaks for a unit to be source or content of a cue: the features of the second model.

A feature is a short string, "name=value". Most tell where the unit stands seen from the cue, in the syntax tree, among
commas and among quotation marks; the words themselves count for little but at the borders.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import accumulate

from .cue_features import size
from .paths import Path, paths
from .sheet import OUTSIDE, Quoted, Sheet
from .window import Unit

COMMAS = (",", ";", "—", "--", "–")
FRAME = {
    *("nsubj", "nsubjpass", "agent", "poss"),
    *("ccomp", "xcomp", "advcl", "acl", "relcl"),
    *("dobj", "dative", "attr", "oprd", "prep", "pobj"),
}
BEFORE_VERB = ("nsubj", "nsubjpass", "aux", "auxpass", "advmod")
SENTENCE_END = ".,!?…"
AT_CUE = 4  # units to each side of the cue that are told apart by their distance


class _Scene:
    """One cue with its window, and what several features ask of them."""

    def __init__(self, sheet: Sheet, cue: int, units: Sequence[Unit], chances: Mapping[int, float]) -> None:
        self.sheet, self.cue, self.units, self.chances = sheet, cue, units, chances
        self.at = next(number for number, unit in enumerate(units) if unit.first <= cue < unit.last)
        self.lemma = sheet.lemma[cue]
        self.frame = _frame(sheet, cue)
        self.borders = _borders(self)
        found = paths(sheet, cue)
        self.paths = [_path_to(sheet, unit, found) for unit in units]
        self.branches = [path.branch if path else "outside" for path in self.paths]
        self.commas = list(accumulate(_is_comma(sheet, unit) for unit in units))
        self.quotations = list(accumulate(unit.quotation != OUTSIDE for unit in units))

    def side(self, number: int) -> str:
        return "<" if number < self.at else ">" if number > self.at else "="

    def passed(self, counts: Sequence[int], number: int) -> int:
        """How many of what `counts` adds up lie between the cue and a unit."""
        return abs(counts[number] - counts[self.at])


def link_features(sheet: Sheet, cue: int, units: Sequence[Unit], chances: Mapping[int, float]) -> list[list[str]]:
    """The features of each unit of a cue's window.

    chances: how probable the first model takes each candidate to be a cue, by token.
    """
    scene = _Scene(sheet, cue, units, chances)
    return [
        [
            *_position(scene, number),
            *(_quotation(scene, number) if unit.quotation != OUTSIDE else _token(scene, number)),
            *_beside_quotation(scene, number),
        ]
        for number, unit in enumerate(units)
    ]


def _frame(sheet: Sheet, cue: int) -> str:
    """What hangs on the cue, in order."""
    children = [child for child in sheet.children[cue] if sheet.dep[child] in FRAME]
    return "".join(("<" if child < cue else ">") + sheet.dep[child] for child in children)


def _borders(scene: _Scene) -> str:
    """What stands right before the cue and its subject, and right behind the cue: is it set off?"""
    sheet, cue = scene.sheet, scene.cue
    subjects = [c for c in sheet.children[cue] if c < cue and sheet.dep[c] in BEFORE_VERB]
    start = min([cue, *(sheet.left_edge(c) for c in subjects)])
    before = [unit for unit in scene.units[: scene.at] if unit.first < start]
    after = scene.units[scene.at + 1 :]
    return f"{_edge(sheet, before[-1]) if before else '^'}_{_edge(sheet, after[0]) if after else '$'}"


def _edge(sheet: Sheet, unit: Unit) -> str:
    if unit.quotation != OUTSIDE:
        return "Q"
    return sheet.word[unit.first] if sheet.pos[unit.first] == "PUNCT" else sheet.tag[unit.first]


def _path_to(sheet: Sheet, unit: Unit, found: Mapping[int, Path]) -> Path | None:
    """The path to a token, or to the first word of a quotation that hangs on a word outside of it."""
    if unit.quotation == OUTSIDE:
        return found.get(unit.first)
    for token in range(unit.first, unit.last):
        hangs_outside = sheet.head[token] == token or not unit.first <= sheet.head[token] < unit.last
        if token in found and hangs_outside and sheet.pos[token] not in ("PUNCT", "SPACE"):
            return found[token]
    return None


def _is_comma(sheet: Sheet, unit: Unit) -> bool:
    return unit.quotation == OUTSIDE and sheet.word[unit.first] in COMMAS


def _position(scene: _Scene, number: int) -> list[str]:
    """Side, distance and branch of the tree, each also with the cue's lemma, frame and borders."""
    side, branch = scene.side(number), scene.branches[number]
    before = scene.branches[number - 1] if number else "^"
    after = scene.branches[number + 1] if number + 1 < len(scene.units) else "$"
    return [
        "any",
        f"distance={side},{_steps(abs(number - scene.at))}",
        f"side+borders={side},{scene.borders}",
        f"side+lemma={side},{scene.lemma}",
        f"side+frame={side},{scene.frame}",
        f"side+tag={side},{scene.sheet.tag[scene.cue]}",
        f"commas={side},{min(4, scene.passed(scene.commas, number))}",
        f"branch={branch}",
        f"branch+lemma={branch},{scene.lemma}",
        f"branch+borders={branch},{scene.borders}",
        f"branch+frame={branch},{scene.frame}",
        f"branch-1={before},{branch}",
        f"branch+1={branch},{after}",
        *([f"cue={scene.sheet.pos[scene.cue]}"] if number == scene.at else ()),
    ]


def _steps(distance: int) -> int:
    return next((limit for limit in (0, 1, 2, 3, 5, 8, 13, 21) if distance <= limit), 40)


def _quotation(scene: _Scene, number: int) -> list[str]:
    """A whole quotation: which one from the cue, how it begins and ends, and what lies between."""
    sheet, unit = scene.sheet, scene.units[number]
    quotation, side = sheet.quotations[unit.quotation], scene.side(number)
    order = f"{side}{min(3, scene.passed(scene.quotations, number))}"
    form = _form(sheet, quotation)
    before = sheet.word[unit.first - 1] if unit.first else "^"
    after = sheet.word[unit.last] if unit.last < len(sheet.word) else "$"
    same = sheet.paragraph[unit.first] == sheet.paragraph[scene.cue]
    words, marks = _between(scene, number)
    return [
        "quotation",
        f"order={order}",
        f"form={form}",
        f"form+order={form},{order}",
        f"length={size(unit.last - unit.first)}",
        f"length+order={size(unit.last - unit.first)},{order}",
        f"ends={sheet.text[quotation.inner[1] - 1]},{side}",
        f"before={before}",
        f"after={after}",
        f"before+form={before},{form}",
        f"after+form={after},{form}",
        f"between={side},{words}",
        f"marks={side},{marks}",
        f"marks+order={order},{form},{marks}",
        f"order+lemma={order},{scene.lemma}",
        f"form+lemma={form},{side},{scene.lemma}",
        f"paragraph={same},{order}",
        f"form+borders={form},{order},{scene.borders}",
        f"order+branch={order},{scene.branches[number]}",
    ]


def _form(sheet: Sheet, quotation: Quoted) -> str:
    """Whether a quotation begins and ends like a sentence."""
    start, end = quotation.inner
    return f"{'C' if sheet.text[start].isupper() else 'c'}{'.' if sheet.text[end - 1] in SENTENCE_END else ''}"


def _between(scene: _Scene, number: int) -> tuple[str, str]:
    """The parts of speech and the punctuation marks between the cue and a unit."""
    sheet = scene.sheet
    units = scene.units[min(number, scene.at) + 1 : max(number, scene.at)]
    words = "_".join(sheet.pos[u.first] if u.quotation == OUTSIDE else "Q" for u in units) if len(units) < 5 else "far"
    marks = {sheet.word[u.first] for u in units if u.quotation == OUTSIDE and sheet.pos[u.first] == "PUNCT"}
    return words, "".join(sorted(marks))


def _token(scene: _Scene, number: int) -> list[str]:
    """A word: itself, its neighbours, its place in the tree, its distance where it is near the cue."""
    sheet, token, distance = scene.sheet, scene.units[number].first, number - scene.at
    word, side = _plain(sheet.lower[token]), scene.side(number)
    features = [*_word(sheet, token), *(_tree(scene, number) if scene.paths[number] else ())]
    if not scene.paths[number]:
        same = sheet.paragraph[token] == sheet.paragraph[scene.cue]
        features += [f"outside={same},{side}", f"outside+word={side},{word}"]
    if sheet.pos[token] == "PUNCT" or abs(distance) <= AT_CUE:
        near = max(-9, min(distance, 9))
        features += [f"near={near},{word}", f"near+lemma={near},{scene.lemma},{sheet.tag[token]}"]
    if token in scene.chances and distance:
        chance = int(scene.chances[token] * 4.99)
        features += [f"chance={chance}", f"chance+branch={chance},{scene.branches[number]}"]
    return features


def _plain(word: str) -> str:
    return "0" if word.isdigit() else word


def _word(sheet: Sheet, token: int) -> list[str]:
    """The word, its tag and dependency, and the words and tags beside it in the sentence."""
    first, last = sheet.sentences[sheet.sentence[token]]
    tag, dep = sheet.tag[token], sheet.dep[token]
    before, tag_before = (_plain(sheet.lower[token - 1]), sheet.tag[token - 1]) if token > first else ("^", "^")
    after, tag_after = (_plain(sheet.lower[token + 1]), sheet.tag[token + 1]) if token + 1 < last else ("$", "$")
    return [
        f"word={_plain(sheet.lower[token])}",
        f"tag={tag}",
        f"dep={dep}",
        f"word-1={before}",
        f"word+1={after}",
        f"tag-1={tag_before}",
        f"tag+1={tag_after}",
        f"tags={tag_before},{tag},{tag_after}",
        f"dep+head={dep},{sheet.lemma[sheet.head[token]]}",
        *([f"entity={sheet.entity[token]}"] if sheet.entity[token] else ()),
    ]


def _tree(scene: _Scene, number: int) -> list[str]:
    """The path from the cue, and the edges of the branch, where contents begin and end."""
    sheet, token, path = scene.sheet, scene.units[number].first, scene.paths[number]
    assert path is not None
    word, branch = _plain(sheet.lower[token]), path.branch
    before = scene.paths[number - 1] if number else None
    after = scene.paths[number + 1] if number + 1 < len(scene.units) else None
    features = [
        f"path={path.way}",
        f"path+lemma={path.way},{scene.lemma}",
        f"path+tag={path.way},{sheet.tag[token]}",
        f"branch+word={branch},{word}",
        f"branch+depth={branch},{min(path.depth, 3)}",
        *([f"path-1={before.way},{path.way}"] if before else ()),
        *([f"path+1={path.way},{after.way}"] if after else ()),
    ]
    edges = {"first": sheet.left_edge(path.top), "last": sheet.right_edge(path.top), "head": path.top}
    edge = ",".join(name for name, place in edges.items() if place == token)
    if edge and path.depth:
        dep, side = sheet.dep[path.top], scene.side(number)
        features += [f"edge={edge},{branch}", f"edge+word={edge},{branch},{word}"]
        features.append(f"edge+lemma={edge},{scene.lemma},{dep},{side}")
    return features


def _beside_quotation(scene: _Scene, number: int) -> list[str]:
    """Whether a quotation stands right before or behind."""
    features, side = [], scene.side(number)
    for name, near in (("before", number - 1), ("after", number + 1)):
        if 0 <= near < len(scene.units) and scene.units[near].quotation != OUTSIDE:
            features += [f"quotation{name}", f"quotation{name}={side}"]
    return features
