"""Pinyin glosses a copying tool put behind characters: their shapes, and whether a page has them.

The tool glosses a list of common characters wherever they stand (`質(zhì)量發(fā)展`), on a page
that it turned Traditional character by character. A person glosses what a reader may not know: a
rare character, an unusual reading, the words of a lesson, once or in quotes. Every glossed
character of a document speaks for the one or the other, in nats, and so does the page around it;
the sum decides. No single sign does: each has been seen on the other side.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from textfix import hanzi
from textfix.make import rows
from textfix.pinyin import SYLLABLE, TONED, readings, reads
from textfix.recode import gbk
from textfix.script import tables, verdict
from textfix.survey import Facts

_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_SHAPE = re.compile(rf"([{_HAN}@-~€])((?:\((?:{SYLLABLE} ?|[{_HAN}])\))+)")
_ONE = re.compile(r"\(([^()]+?)( ?)\)")
_IS_HAN = re.compile(f"[{_HAN}]")
_IS_TONED = re.compile(f"[{TONED}]")
_BLANK = re.compile(rf"[{_HAN}] [，。、；！？]")
_APART = re.compile(rf"(?<![\w?])[{_HAN}]{{1,4}}(?![\w?])")
_QUOTES = "「『“‘【"
_LESSON = re.compile(
    "拼音|[注字正]音|[讀读念][音作成法]|唸|[一二三四輕]聲|[一二三四轻]声|多音|[生新][字詞词]|[認认][讀读]"
    "|繞口令|绕口令|第.{1,2}[課课]|[練练][習习][：（]|部首|筆[畫劃]|笔[画划]|<rt>"
)

# What one glossed character says for the tool, in nats; set on real damage against look-alikes
# (fixtures/pinyin-gloss.toml, fixtures/lookalikes). These are times the share of its glosses.
SAYS = {
    "in word": 0.5,  # inside a word in which it alone carries a gloss
    "whole word": -1.0,  # the whole word is glossed: someone teaches it
    "mid": 1.0,  # a Han character on either side
    "alone": -6.0,  # between marks or blanks: a list, a heading
    "apart": -1.5,  # in a word or two between marks, as in a list or a heading
    "quoted": -2.5,  # in quotes around a word or two: someone talks about it
    "other reading": -3.0,  # a tool takes the usual one
    "repeated": 2.0,  # 黨(dang)(dang), only ever a tool's
}
# Toned glosses: a tool glosses a character always or never, and knows one reading of it.
BARE = -6.0  # times the share of its occurrences that carry no gloss
EVERY_TIME = 1.0  # more than one occurrence, all glossed
TWO_READINGS = -4.0
ONE_READING = 1.0  # there is no other to tell it from
POLYPHONE, POLYPHONES = -1.5, frozenset("長調應當數轉樂為還處重")  # as school teaches them
TRADITIONAL = 1.0  # its Simplified form differs; on a Simplified page nobody would gloss that
ON_SIMPLIFIED = 3.0
UNCHANGED = (-6.0, -3.0)  # no known tool glosses it and it has no other form; ... on a Simplified page
LISTED = (3.0, 1.5)  # known tools gloss it so; ... and it has no other form: beginners read it too
# A character that no known tool glosses, by how common it is: within 7 nats the first 300.
COMMON = ((6.3, 1.0), (7.0, 0.0), (8.5, -1.0), (10.0, -2.0), (99.0, -4.0))
# Toneless ones: that tool glosses any character, now and then, or repeats a Traditional one.
PLAIN = ((8.3, 1.0), (9.5, -0.5), (99.0, -3.0))
SELF = 3.0  # 發(發)

# What the page says.
CONTROLS, BLANKS = 3.0, 2.0  # before marks, the tool's other trace, and what becomes of it
PADDED = 2.0  # `絡(luò )`, as one tool writes polyphones
LESSON, LESSONS = -2.5, 3  # each mention of readings or lessons, and how many count
# A tool turns Simplified text Traditional character by character, which leaves 于 后 什么: in a
# text someone wrote, 於 後 麼 are there before long.
CONVERTED, WRITTEN = frozenset("于后里么"), frozenset("於後麼裡裏隻麵髮週")
BY_CHARACTER, BY_HAND = 1.5, -5.0  # the latter for each, up to three

CORNERS = -3.0  # 「」, seldom on the Simplified pages that it copies
SIMPLIFIED = -3.0  # what people gloss is most often Simplified; one tool in many leaves it so

ENOUGH = {("toned",): 5.0, ("toneless", "self"): 4.0}
OF_THE_TOOL = -4.0  # on a page of the tool's, a character that says less than this stays glossed
READING_AID = 0.5  # of the Han characters of glossed lines; above it the page is a reading aid,
# unless it is short and known tools gloss them all


class Gloss(NamedTuple):
    """A gloss: base character at `start - 1`, brackets from `start` to `end`."""

    start: int
    end: int
    base: str
    kind: str  # "toned", "toneless", "neutral" (as `的(de)` is in either style) or "self"
    inside: tuple[str, ...]  # what stands in the brackets


def glosses(line: str) -> Iterator[Gloss]:
    """The brackets in a line that hold a reading of the character before them.

    >>> [line[g.start:g.end] for line in ["發(fā)展(a)，臺(tái)(套)"] for g in glosses(line)]
    ['(fā)', '(tái)']
    """
    for m in _SHAPE.finditer(line):
        base, start, end = m[1], m.start(2), m.start(2)
        across = not _IS_HAN.match(base)
        if across:  # the second byte of a character that the tool's key spans
            base = _across(line[m.start() - 1 : m.start()], base)
        inside: list[str] = []
        for one in _ONE.finditer(line, start, m.end()):
            if not (one[1] == base and base in tables().chars or reads(base, one[1])):
                break
            inside.append(one[1])
            end = one.end()
        if inside and not (across and not _IS_TONED.search(inside[0])):
            yield Gloss(start, end, base, _kind(base, inside[0]), tuple(inside))


def _kind(base: str, inside: str) -> str:
    if inside == base:
        return "self"
    if _IS_TONED.search(inside):
        return "toned"
    return "neutral" if inside in readings(base) else "toneless"


def _across(before: str, character: str) -> str:
    """The Traditional character made of the last byte of `before` and this single byte."""
    first, second = gbk.encode(before) if before else None, gbk.encode(character)
    if first is None or second is None or len(first) != 2:
        return ""
    whole = gbk.decode(first[1], second[0])
    return whole if whole in tables().chars else ""


def evidence(text: str) -> Counter[tuple[str, ...]]:
    """What the lines of a text say; adds up over lines."""
    counts: Counter[tuple[str, ...]] = Counter()
    counts["lesson",] = len(_LESSON.findall(text))
    for line in text.split("\n"):
        if "(" in line and (found := list(glosses(line))):
            counts += _of_line(line, found)
    return counts


def _of_line(line: str, found: list[Gloss]) -> Counter[tuple[str, ...]]:
    counts: Counter[tuple[str, ...]] = Counter()
    plain, at, where = "", 0, dict[int, Gloss]()
    for g in found:
        plain += line[at : g.start]
        at = g.end
        where[len(plain) - 1] = g
        counts["padded",] += line[g.start : g.end].count(" ")
    plain += line[at:]
    counts["blank",] = len(_BLANK.findall(line))
    counts["han",] = len(_IS_HAN.findall(plain))
    apart = {i: plain[m.start() - 1 : m.start()] for m in _APART.finditer(plain) for i in range(*m.span())}
    for i, g in where.items():
        counts["glosses", g.kind, g.base] += 1
        for syllable in g.inside:
            counts["reading", g.base, syllable] += 1
        for says in _says(plain, i, g, where):
            counts[says, g.kind, g.base] += 1
        if i in apart:
            counts["apart", g.kind, g.base] += 1
            counts["quoted", g.kind, g.base] += apart[i] in set(_QUOTES)
    return counts


def _says(plain: str, i: int, g: Gloss, where: dict[int, Gloss]) -> Iterator[str]:
    left, right = plain[max(0, i - 1) : i], plain[i + 1 : i + 2]
    if _IS_HAN.match(right) or right == "?":
        yield from ("mid",) * bool(_IS_HAN.match(left) or left == "?")
    elif not left.isalnum():
        yield "alone"
    if words := list(_words(plain, i)):
        glossed = [sum(j in where for j in word) for word in words]
        yield from ("in word",) * (1 in glossed)
        yield from ("whole word",) * any(n == len(w) for n, w in zip(glossed, words, strict=True))
    if len(g.inside) > 1 and len(set(g.inside)) == 1:
        yield "repeated"
    if g.kind == "toned":
        if g.inside[0] == _listed().get(g.base):
            yield "listed"
        elif g.inside[0] not in readings(g.base)[:1]:
            yield "other reading"


def _words(plain: str, i: int) -> Iterator[range]:
    """The words of two or three characters that the character at `i` is part of."""
    for start in range(max(0, i - 2), i + 1):
        for end in range(max(i + 1, start + 2), min(len(plain), start + 3) + 1):
            if hanzi.is_word(plain[start:end]):
                yield range(start, end)


@cache
def _listed() -> dict[str, str]:
    """The characters known tools gloss, and how."""
    return {c: syllable for syllable, characters in rows("glossed") for c in characters}


def accepted(facts: Facts) -> frozenset[tuple[str, str]]:
    """The kinds of gloss and base characters (kind, character) that are the tool's work."""
    return facts.cached("glosses", lambda facts: judge(facts, facts.of("pinyin-gloss")))


def judge(facts: Facts, counts: Counter[tuple[str, ...]]) -> frozenset[tuple[str, str]]:
    """The same, by this evidence about the document."""
    found = [(key[1], key[2]) for key in counts if key[0] == "glosses"]
    on_traditional = verdict(facts.chars).share > 0.5
    out: set[tuple[str, str]] = set()
    aid = sum(counts["glosses", *key] for key in found) > READING_AID * counts["han",]
    if aid and not all(counts["listed", *key] for key in found):
        return frozenset()
    for kinds, enough in ENOUGH.items():
        says = {
            (kind, c): _speaks(facts, counts, kind, c, on_traditional)
            for kind, c in found
            if kind in kinds
        }
        page = _page(facts, counts) + (0.0 if on_traditional else SIMPLIFIED)
        if says and sum(says.values()) + page >= enough:
            if "toned" in kinds:
                out.update(key for key, nats in says.items() if nats > OF_THE_TOOL)
            elif on_traditional:
                out.update(says)
    if out:
        out.update((kind, c) for kind, c in found if kind == "neutral")
    return frozenset(out)


def _page(facts: Facts, counts: Counter[tuple[str, ...]]) -> float:
    """What the page speaks, whatever it glosses."""
    nats = LESSON * min(LESSONS, counts["lesson",])
    nats += CONTROLS * any(facts.chars[c] for c in "\x05\x06\x07\x08\x10\x11")
    nats += BLANKS * (counts["blank",] > 1) + PADDED * (counts["padded",] > 0)
    nats += CORNERS * ("「" in facts.chars)
    by_hand = sum(facts.chars[c] for c in WRITTEN)
    by_character = sum(facts.chars[c] for c in CONVERTED)
    if by_hand > by_character:
        return nats + BY_HAND * min(3, by_hand)
    return nats + BY_CHARACTER * (by_character > by_hand)


def _speaks(
    facts: Facts, counts: Counter[tuple[str, ...]], kind: str, c: str, on_traditional: bool
) -> float:
    """What one glossed character speaks for the tool."""
    glossed = counts["glosses", kind, c]
    nats = sum(weight * counts[says, kind, c] / glossed for says, weight in SAYS.items())
    traditional = c in tables().chars
    if kind != "toned":
        return nats + (SELF if kind == "self" else _by_commonness(c, PLAIN))
    bare = max(0, facts.chars[c] - glossed)
    nats += BARE * bare / (bare + glossed) + EVERY_TIME * (glossed > 1 and not bare)
    nats += TWO_READINGS * (sum(key[:2] == ("reading", c) for key in counts) > 1)
    nats += ONE_READING * (len(readings(c)) == 1) + POLYPHONE * (c in POLYPHONES)
    if traditional:
        nats += TRADITIONAL if on_traditional else ON_SIMPLIFIED
    if counts["listed", kind, c]:
        nats += LISTED[not traditional]
    else:
        nats += _by_commonness(c, COMMON)
        nats += 0.0 if traditional else UNCHANGED[not on_traditional]
    return nats


def _by_commonness(c: str, steps: tuple[tuple[float, float], ...]) -> float:
    return next((nats for within, nats in steps if hanzi.is_common(c, within)), steps[-1][1])
