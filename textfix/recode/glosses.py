"""Pinyin glosses a copying tool put behind characters: their shapes, and whether a page has them.

The tool glosses a fixed list of characters wherever they stand (`質(zhì)量發(fā)展`), most often
only characters whose Simplified form differs. A person glosses what a reader may not know: a rare
character, an unusual reading, the words of a lesson, every character of a primer. Each glossed
character of a document speaks for the tool or for the person, and the sum decides.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from textfix import hanzi
from textfix.pinyin import SYLLABLE, TONED, readings, reads
from textfix.recode import gbk
from textfix.script import tables
from textfix.survey import Facts

_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_SHAPE = re.compile(rf"([{_HAN}@-~€])((?:\((?:{SYLLABLE} ?|[{_HAN}])\))+)")
_BLANK = re.compile(rf"[{_HAN}] [，。、；！？]")
_ONE = re.compile(r"\(([^()]+?) ?\)")
_IS_HAN = re.compile(f"[{_HAN}]")
_IS_TONED = re.compile(f"[{TONED}]")

# What a glossed character says, in nats or thereabouts; set on the specimens of real damage
# against look-alikes, see fixtures/pinyin-gloss.toml and fixtures/lookalikes.
IN_WORD = 2.0  # inside a word whose other characters carry no gloss
MID = 1.0  # a Han character on either side
TRADITIONAL = 2.0  # toned, and its Simplified form differs
ONE_READING = 1.5  # toned, and it has no other reading to tell it from
SELF = 1.5  # glossed by itself, 發(發)
COMMON, RARE = 1.0, -3.0  # everyone reads it; a gloss may be of use
UNUSUAL = -3.0  # toned, and not its usual reading
ALONE = -1.0  # no Han character beside it
EVERY_TIME = 1.5  # glossed more than once and never bare
BARE = -3.0  # times the share of its occurrences that carry no gloss
CONTROLS, BLANKS = 3.0, 2.0  # before marks, the tool's other trace, and what becomes of it

ENOUGH = {"traditional": 6.5, "toned": 8.0, "toneless": 6.0, "self": 6.0}
READING_AID = 0.6  # of the Han characters of glossed lines; above it the page is a reading aid
ALL_TRADITIONAL = 0.9  # of the toned glosses: a list made of Traditional characters


class Gloss(NamedTuple):
    """A gloss: base character at `start - 1`, brackets from `start` to `end`."""

    start: int
    end: int
    base: str
    kind: str  # "toned", "toneless" or "self"


def glosses(line: str) -> Iterator[Gloss]:
    """The brackets in a line that hold a reading of the character before them.

    >>> [line[g.start:g.end] for line in ["發(fā)展(a)"] for g in glosses(line)]
    ['(fā)']
    """
    for m in _SHAPE.finditer(line):
        base, start = m[1], m.start(2)
        inside = [one[1] for one in _ONE.finditer(m[2])]
        if not _IS_HAN.match(base):  # the second byte of a character that the tool's key spans
            base = _across(line[m.start() - 1 : m.start()], base)
            if not (base and _IS_TONED.search(m[2])):
                continue
        if all(one == base for one in inside):
            yield Gloss(start, m.end(), base, "self")
        elif all(one == base or reads(base, one) for one in inside):
            kind = "toned" if _IS_TONED.search(m[2]) else "toneless"
            yield Gloss(start, m.end(), base, kind)


def _across(before: str, character: str) -> str:
    """The Traditional character made of the last byte of `before` and this single byte."""
    first, second = gbk.encode(before) if before else None, gbk.encode(character)
    if first is None or second is None or len(first) != 2:
        return ""
    whole = gbk.decode(first[1], second[0])
    return whole if whole in tables().chars else ""


def evidence(text: str) -> Counter[tuple[str, ...]]:
    """What the glossed lines of a text say; adds up over lines."""
    counts: Counter[tuple[str, ...]] = Counter()
    for line in text.split("\n"):
        if "(" in line and (found := list(glosses(line))):
            counts += _of_line(line, found)
    return counts


def _of_line(line: str, found: list[Gloss]) -> Counter[tuple[str, ...]]:
    counts: Counter[tuple[str, ...]] = Counter()
    plain, at, where = "", 0, {}
    for g in found:
        plain += line[at : g.start]
        at = g.end
        where[len(plain) - 1] = g
    plain += line[at:]
    counts["blank",] = len(_BLANK.findall(line))
    counts["han",] = len(_IS_HAN.findall(plain))
    for i, g in where.items():
        sides = plain[max(0, i - 1) : i], plain[i + 1 : i + 2]
        counts[g.kind, g.base] += 1
        counts["mid", g.kind, g.base] += all(_IS_HAN.match(c) or c == "?" for c in sides)
        counts["alone", g.kind, g.base] += not any(_IS_HAN.match(c) for c in sides)
        counts["in word", g.kind, g.base] += _in_word(plain, i, where)
        usual = readings(g.base)[:1]
        counts["usual", g.kind, g.base] += all(
            one in usual for one in _ONE.findall(line[g.start : g.end])
        )
    bases = {g.base for g in found}
    for i, character in enumerate(plain):
        if character in bases and i not in where:
            counts["bare", character] += 1
    return counts


def _in_word(plain: str, i: int, glossed: dict[int, Gloss]) -> bool:
    """Is the character part of a word in which it alone carries a gloss?"""
    for start in range(max(0, i - 2), i + 1):
        for end in range(i + 1, min(len(plain), i + 3) + 1):
            if 1 < end - start < 4 and hanzi.is_word(plain[start:end]):
                if not any(j in glossed for j in range(start, end) if j != i):
                    return True
    return False


def accepted(facts: Facts) -> frozenset[tuple[str, str]]:
    """The kinds of gloss and base characters (kind, character) that are the tool's work."""
    return facts.cached("glosses", _accepted)


def _accepted(facts: Facts) -> frozenset[tuple[str, str]]:
    counts = facts.of("pinyin-gloss")
    kinds = ("toned", "toneless", "self")
    bases = {kind: [k[1] for k in counts if k[0] == kind and len(k) == 2] for kind in kinds}
    total = sum(counts[kind, c] for kind in kinds for c in bases[kind])
    if not total or total > READING_AID * counts["han",]:
        return frozenset()
    toned = bases["toned"]
    traditional = [c for c in toned if c in tables().chars]
    groups = {"toned": toned, "toneless": bases["toneless"] + bases["self"]}
    share = sum(counts["toned", c] for c in traditional)
    if share >= ALL_TRADITIONAL * sum(counts["toned", c] for c in toned):
        groups = {"traditional": traditional, "toneless": groups["toneless"]}
    out: set[tuple[str, str]] = set()
    controls = any(facts.chars[c] for c in "\x05\x06\x07\x08\x10\x11")
    traces = CONTROLS * controls + BLANKS * (counts["blank",] > 1)
    for group, members in groups.items():
        kind_of = (
            {c: "toned" for c in members}
            if group != "toneless"
            else {c: "toneless" if ("toneless", c) in counts else "self" for c in members}
        )
        weight = sum(_speaks(counts, kind, c) for c, kind in kind_of.items()) + traces
        if members and weight >= ENOUGH[group]:
            if group == "toneless":  # this tool glosses any character, now and then
                out.update((kind, c) for kind in ("toneless", "self") for c in members)
            else:
                out.update(("toned", c) for c in members if counts["bare", c] <= counts["toned", c])
    return frozenset(out)


def _speaks(counts: Counter[tuple[str, ...]], kind: str, c: str) -> float:
    """How much one glossed character speaks for the tool."""
    glossed, bare = counts[kind, c], counts["bare", c]

    def share(what: str) -> float:
        return counts[what, kind, c] / glossed

    weight = IN_WORD * share("in word") + MID * share("mid") + ALONE * share("alone")
    weight += COMMON if hanzi.is_common(c, 8.0) else 0.0 if hanzi.is_common(c, 10.0) else RARE
    if kind == "self":
        weight += SELF
    if kind == "toned":
        weight += BARE * bare / (bare + glossed)
        weight += EVERY_TIME if glossed > 1 and not bare else 0.0
        weight += TRADITIONAL if c in tables().chars else 0.0
        weight += ONE_READING if len(readings(c)) == 1 else 0.0
        weight += UNUSUAL * (1 - share("usual"))
    return weight
