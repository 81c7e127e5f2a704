"""Pinyin glosses a copying tool put behind characters: their shapes, and whether a page has them.

The tool glosses a list of common characters wherever they stand (`質(zhì)量發(fā)展`), on a page
it turned Traditional character by character. A person glosses what a reader may not know: a rare
character, an unusual reading, the new words of a lesson, often once or in quotes. So every glossed
character speaks for the tool or for a person, and so does the page around it; the sum decides.
No sign decides alone, for each has been seen on the other side.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from textfix import hanzi
from textfix.lines import lines
from textfix.pattern import pattern
from textfix.pinyin import SYLLABLE, TONED, readings, reads
from textfix.recode import gbk
from textfix.scripts import kinds
from textfix.scripts.tables import tables
from textfix.survey import SCRIPT, Facts
from textfix.table import rows

Key = tuple[str, str]  # a kind of gloss and a base character
Counts = Counter[tuple[str, ...]]

HAN = "\u3400-\u4dbf\u4e00-\u9fff"
BRACKETS = pattern(rf"\((?:{SYLLABLE} ?|[{HAN}])\)")
_RUN = pattern(f"[{HAN}]+")
_IS_TONED = pattern(f"[{TONED}]")
_DECOY = pattern(rf"[ ,](?<=[{HAN}].)(?=[，。、；！？])")
_SLIP = pattern(rf"\?(?<=[{HAN}].)(?=[a-z]*[{TONED}]){SYLLABLE} ?\)(?=[\w?\ue000-\uf8ff])")
_APART = pattern(rf"(?<![\w?])[{HAN}]{{1,4}}(?![\w?])")
_QUOTES = frozenset("「『“‘【")
_LESSON = pattern(  # one class, then what stands before it: twenty times as fast as words
    "[音作字詞词文讀读首唸](?:(?<=唸)|"
    "(?<=[拼注多讀读]音|[讀读念]作|[生新][字詞词]|[課课]文|[認认][讀读]|部首))"
)

# What a glossed character says for the tool, in nats; set on real damage against look-alikes
# (fixtures/pinyin-gloss.toml, fixtures/lookalikes). These are times the share of its glosses:
SAYS = {
    "mid": 1.0,  # a Han character on either side
    "in word": 0.5,  # inside a word in which it alone carries a gloss
    "whole word": -1.0,  # every character of the word does: someone teaches it
    "apart": -1.5,  # in a word or two between marks, as in a list or a heading
    "quoted": -2.5,  # and between quotes: someone talks about it
    "alone": -6.0,  # a single character there: an entry
    "other reading": -3.0,  # the tool takes the usual one
    "repeated": 4.0,  # 黨(dang)(dang)
}
# A toned gloss. The tool glosses a character always or never, and knows one reading of it.
BARE = -6.0  # times the share of its occurrences that carry no gloss
EVERY_TIME = 1.0  # it occurs more than once and is never bare
TWO_READINGS = -4.0
ONE_READING = 1.0  # nobody could take it for another
POLYPHONE, POLYPHONES = -1.5, frozenset("長調應當數轉樂為還處重")  # what school drills
CHANGED = (1.0, 2.0)  # it has a Simplified form; ... and stands on a Simplified page all the same
LISTED = (3.0, 1.5)  # known tools gloss it so; ... and it has no such form: beginners learn it too
# Not listed, by how common it is: within 7 nats are the first 265 characters.
UNLISTED = ((6.3, 0.0), (7.0, -1.0), (8.5, -2.0), (10.0, -3.0), (99.0, -4.0))
UNCHANGED = (-8.0, -3.0)  # not listed, and it has no such form; ... on a Simplified page
# A toneless gloss: another tool gives one to any character now and then, or the character itself.
TONELESS = ((8.3, 1.0), (9.5, -0.5), (99.0, -3.0))
SELF = 3.0
ELSEWHERE = -9.0  # on a Simplified page, where that tool is not at home

# What the page says.
CONTROLS, DECOYS = 3.0, 2.0  # before marks, the tool's other trace; a comma there, or blanks
SLIP = 3.0  # 領域?qū)＜遥, a gloss that split a character (see slips)
PADDED = 2.0  # 絡(luò ), as one tool writes polyphones
LESSON, LESSONS = -2.5, 3  # each word about readings and lessons, and how many count
CORNERS = -3.0  # 「」, seldom on the Simplified pages that are copied
SIMPLIFIED = -3.0  # the page: people gloss these, few tools do
# Turned Traditional character by character, 于 后 什么 stay; written so, 於 後 麼 come before long.
CONVERTED, WRITTEN = frozenset("于后里么"), frozenset("於後裡裏麼隻麵髮週")
BY_CHARACTER, BY_HAND, HANDS = 1.5, -5.0, 3  # the latter for each, and how many count

ENOUGH = {("toned",): 5.0, ("toneless", "self"): 4.0}
STAYS = -4.0  # on the tool's page, what says no more than this is someone's own gloss
READING_AID = 0.5  # of the Han characters of glossed lines; above it the page is a reading aid


class Gloss(NamedTuple):
    """A gloss: base character at `start - 1`, brackets from `start` to `end`."""

    start: int
    end: int
    base: str
    kind: str  # "toned", "toneless", "neutral" (的(de) is both) or "self"
    inside: tuple[str, ...]  # what the brackets hold


@lru_cache(maxsize=1 << 9)  # lines of a page: first they are counted, then they are repaired
def glosses(line: str) -> tuple[Gloss, ...]:
    """The brackets in a line that hold a reading of the character before them.

    >>> [g.base + "".join(g.inside) for g in glosses("發(fā)展(a)，臺(tái)(套)")]
    ['發fā', '臺tái']
    """
    return tuple(_glosses(line))


def _glosses(line: str) -> Iterator[Gloss]:
    for m in BRACKETS.finditer(line):
        base, one = _base(line, m), m
        inside = list[str]()
        while base:
            reading = one[0][1:-1].rstrip()
            if reading != base and not reads(base, reading):
                break
            inside.append(reading)
            end = one.end()
            if line[end : end + 1] != "(" or not (more := BRACKETS.match(line, end)):
                break
            one = more
        if inside and (kind := _kind(base, inside[0])):
            yield Gloss(m.start(), end, base, kind, tuple(inside))


def _is_han(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff" or "\u3400" <= character <= "\u4dbf"


def _base(line: str, m: re.Match[str]) -> str:
    """The character before these brackets that they may gloss."""
    before = line[max(0, m.start() - 2) : m.start()]
    if _is_han(before[-1:]):
        return before[-1]
    if len(before) == 2 and _IS_TONED.search(m[0]):
        across = gbk.across(*before)
        return across if across in tables().chars else ""
    return ""


@lru_cache(maxsize=1 << 12)
def _kind(base: str, inside: str) -> str:
    if inside == base:
        return "self" if base in tables().chars else ""
    if _IS_TONED.search(inside):
        return "toned"
    return "neutral" if inside in readings(base) else "toneless"


def evidence(text: str) -> Counts:
    """What the lines of a text say; adds up over lines."""
    counts: Counts = Counter()
    counts["lesson",] = len(_LESSON.findall(text))
    counts["slip",] = len(_SLIP.findall(text)) if "?" in text else 0
    said: list[tuple[str, ...]] = []
    for _, line in lines(text, BRACKETS):
        if found := glosses(line):
            plain = _plain(line, found)
            counts["han",] += sum(map(len, _RUN.findall(plain)))
            said += (("decoy", decoy) for decoy in _DECOY.findall(line))
            said += _of_line(line, plain, found)
    counts.update(said)
    return counts


def _plain(line: str, found: Sequence[Gloss]) -> str:
    """A line without its glosses."""
    starts = (0, *(g.end for g in found))
    ends = (*(g.start for g in found), len(line))
    return "".join(line[start:end] for start, end in zip(starts, ends, strict=True))


def _of_line(line: str, plain: str, found: Sequence[Gloss]) -> Iterator[tuple[str, ...]]:
    folded = hanzi.fold(plain)
    apart = {i: m.start() for m in _APART.finditer(plain) for i in range(*m.span())}
    where, removed = dict[int, Gloss](), 0
    for g in found:
        where[g.start - removed - 1] = g
        removed += g.end - g.start
    for i, g in where.items():
        if " " in line[g.start : g.end]:
            yield ("padded",)
        yield "glosses", g.kind, g.base
        for reading in g.inside:
            yield "reading", g.base, reading
        for says in _says(plain, folded, i, g, where):
            yield says, g.kind, g.base
        if i in apart:
            yield "apart", g.kind, g.base
            if plain[apart[i] - 1 : apart[i]] in _QUOTES:
                yield "quoted", g.kind, g.base


def _says(plain: str, folded: str, i: int, g: Gloss, where: Collection[int]) -> Iterator[str]:
    left, right = plain[max(0, i - 1) : i], plain[i + 1 : i + 2]
    if (left == "?" or _is_han(left)) and (right == "?" or _is_han(right)):
        yield "mid"
    elif not left.isalnum() and not _is_han(right):
        yield "alone"
    for start, end in hanzi.words_over(folded, i):
        others = [j in where for j in range(start, end) if j != i]
        if all(others):
            yield "whole word"
            break
        if not any(others):
            yield "in word"
            break
    if len(g.inside) > 1 and len(set(g.inside)) == 1:
        yield "repeated"
    if g.kind == "toned" and g.inside[0] not in readings(g.base)[:1]:
        yield "other reading"


@cache
def _listed() -> tuple[dict[str, str], ...]:
    """What known tools gloss, and the reading they give: on Traditional, on Simplified pages."""
    table = [(syllable, (*columns, "")) for syllable, *columns in rows("glossed")]
    return tuple({c: syllable for syllable, column in table for c in column[i]} for i in (0, 1))


def accepted(facts: Facts) -> frozenset[Key]:
    """The kinds of gloss and base characters that are the tool's work."""
    return facts.cached("glosses", _accepted)


def _accepted(facts: Facts) -> frozenset[Key]:
    found = [line for text in facts.texts for _, line in lines(text, BRACKETS)]
    if found:
        facts.used |= SCRIPT  # Simplified characters have other readings
    if not any(map(glosses, found)):
        return frozenset()
    return _Page(facts).of_the_tool()


class _Page:
    """A document, and what its glosses and all else about it say."""

    def __init__(self, facts: Facts) -> None:
        self.chars = facts.chars
        self.counts = counts = facts.of("pinyin-gloss")
        self.readings = Counter(k[1] for k in counts if k[0] == "reading")
        script, _ = kinds.read(facts.count(kinds.kinds))
        self.simplified = script["hant"] <= script["hans"] + script["shared"]
        self.found: list[Key] = [(k[1], k[2]) for k in counts if k[0] == "glosses"]
        known = _listed()[self.simplified]
        self.listed = {c for c, syllable in known.items() if counts["reading", c, syllable]}

    def of_the_tool(self) -> frozenset[Key]:
        glossed = sum(self.counts["glosses", kind, c] for kind, c in self.found)
        reading_aid = glossed > READING_AID * self.counts["han",]
        if reading_aid and any(c not in self.listed for _, c in self.found):
            return frozenset()
        out: set[Key] = set()
        for some, enough in ENOUGH.items():
            says = {key: self.gloss(*key) for key in self.found if key[0] in some}
            if says and sum(says.values()) + self.page() >= enough:
                out.update(key for key, nats in says.items() if nats > STAYS or key[0] != "toned")
        if out:
            out.update(key for key in self.found if key[0] == "neutral")
        return frozenset(out)

    def page(self) -> float:
        """What the page says, whatever is glossed on it."""
        chars, counts = self.chars, self.counts
        nats = LESSON * min(LESSONS, counts["lesson",])
        nats += CONTROLS * any(chars[c] for c in "\x05\x06\x07\x08\x10\x11")
        nats += SLIP * (counts["slip",] > 0)
        nats += DECOYS * (counts["decoy", ","] > 0 or counts["decoy", " "] > 1)
        nats += PADDED * (counts["padded",] > 0)
        nats += CORNERS * (chars["「"] > 0)
        if self.simplified:
            return nats + SIMPLIFIED
        converted, written = (sum(chars[c] for c in some) for some in (CONVERTED, WRITTEN))
        if written > converted:
            return nats + BY_HAND * min(HANDS, written)
        return nats + BY_CHARACTER * (converted > written)

    def gloss(self, kind: str, c: str) -> float:
        """What one glossed character says for the tool."""
        glossed, said = self.counts["glosses", kind, c], self.counts.get
        nats = sum(weight * said((says, kind, c), 0) for says, weight in SAYS.items()) / glossed
        if kind == "self":
            return nats + SELF
        if kind == "toneless":
            return nats + (ELSEWHERE if self.simplified else _by_commonness(c, TONELESS))
        bare = max(0, self.chars[c] - glossed)
        nats += BARE * bare / (bare + glossed) + EVERY_TIME * (glossed > 1 and not bare)
        nats += TWO_READINGS * (self.readings[c] > 1)
        nats += ONE_READING * (len(readings(c)) == 1) + POLYPHONE * (c in POLYPHONES)
        changed = c in tables().chars
        nats += CHANGED[self.simplified] if changed else 0.0
        if c in self.listed:
            return nats + LISTED[not changed]
        return nats + _by_commonness(c, UNLISTED) + (0 if changed else UNCHANGED[self.simplified])


def _by_commonness(c: str, steps: tuple[tuple[float, float], ...]) -> float:
    return next((nats for within, nats in steps if hanzi.is_common(c, within)), steps[-1][1])
