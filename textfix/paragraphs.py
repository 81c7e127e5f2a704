"""Paragraphs that a page broke into lines: which line ends are the paper's, not the author's.

A page breaks a line where the next word no longer fits its measure. So its lines share one width,
what comes next is always wider than the room that is left, and about every third line ends inside
a word. Verse, lists, tables and code share none of that. Widths are counted in half ems.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from textfix import hanzi
from textfix.pattern import pattern
from textfix.seams import LINE_END, line_ends_may_split
from textfix.survey import SCRIPT, Facts

_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
CJK = f"{_HAN}，。、；：？！（）《》“”"
_IS_CJK = pattern(f"[{CJK}]")
_IS_HAN = pattern(f"[{_HAN}]")
# What begins a line of its own: items, headings, tables, quotations, keys, code, tags, dialogue.
_OWN = pattern(
    rf"[-*+•·●○■□▪◆◇★☆※✓>#|~`=@&$<{{}}\[\]]|\d+\s*[.、)）:：]|[（(][\d{_HAN}a-zA-Z]{{1,3}}[)）]"
    rf"|第[\d一二三四五六七八九十百千零〇]+[条章节款项编篇部回]|[一二三四五六七八九十]+[、.．]|[①-⑳]"
    rf"|(?:图|表|注|附)\s*\d|[\w{_HAN}]{{1,8}}[：:](?=.*\S)|\S+\s*=\s|(?://|/\*|\*/|--|;)|…|——"
)
# Items and headings that are known as such once they are Simplified.
_OWN_LATER = pattern(r"[第圖註錶](?<![^\s].)(?:(?<=第)\w+[條節項編迴韆]|(?<!第)\s*\d)")
_TABLE = pattern(
    r"[ \u3000\t│├└┌|.…{};](?:(?<=\S[ \u3000])[ \u3000]{2,}\S|(?<=\S\u3000)\u3000\S|(?<=\S\t)\t*\S"
    r"|(?<=[│├└┌|])|(?<=\.)\.{4,}|(?<=…)…{2,}|(?<=[{};])\s*$)"
)
_UNIT = pattern(r"(?:[!-~]+|[（《“‘【「『]*.)[，。、；：？！）》”’】」』]*")
_CLOSING = "，。、；：？！）》”’】」』%"
_ENDS, _CLOSED = frozenset("。！？；：!?;:…"), "'\"”’」』）)"  # of a sentence, and behind its end
# All but what lies above U+2E80, and “”‘’…—; as it is written here it takes less to compile.
_NARROW = pattern("[\x00-\u2013\u2015-\u2017\u201a\u201b\u201e-\u2025\u2027-\u2e7f]")
_KANA = pattern("[\u3041-\u3096\u30a1-\u30fa]")
_STOP = pattern("[，。、；]")

SHORTEST = 28  # half ems; shorter lines are verse, columns, subtitles, lists of names
LINES = 4  # of one measure make a page
SHARE = 0.5  # of the lines that others follow must be full
SPLIT = 3.0  # nats of bond where a line end stands inside a word
SPLITS = 0.12  # of the full lines end so at least; in prose 0.3 to 0.6 do
ENDED = 0.4  # of them at most end with their sentence; in prose one in ten does
SLACK = 4  # half ems a full line may lack: a Latin word or two marks did not fit
INDENT = 4  # half ems of a paragraph's first line that may be lost
OVER = 4  # and may have too much: marks hang


class _Line(NamedTuple):
    """A line without the blanks at its edges: where it starts, what indents it, what it says."""

    start: int
    indent: str
    text: str


class Break(NamedTuple):
    """The end of a line of a block, where another follows."""

    block: Sequence[_Line]
    number: int

    @property
    def left(self) -> str:
        """What the line says."""
        return self.block[self.number].text

    @property
    def right(self) -> str:
        """What the next one says."""
        return self.block[self.number + 1].text

    @property
    def end(self) -> int:
        """Where the line ends in the text."""
        line = self.block[self.number]
        return line.start + len(line.text)

    @property
    def start(self) -> int:
        """Where the next one starts."""
        return self.block[self.number + 1].start

    @property
    def stop(self) -> bool:
        """Does a sentence end here?"""
        return self.left.rstrip(_CLOSED)[-1:] in _ENDS

    @property
    def indented(self) -> bool:
        """Does the next line begin a paragraph, set in further? (Below an item of a list it may not.)"""
        line, following = self.block[self.number : self.number + 2]
        if not following.indent or width(following.indent) <= width(line.indent):
            return False
        return not (_OWN.match(line.text) and following.indent.isascii())

    @property
    def first(self) -> bool:
        """May a paragraph begin with the line, whose indent may be lost?"""
        if self.number == 0:
            return True
        before = Break(self.block, self.number - 1)
        return before.stop or before.indented

    @property
    def hang(self) -> int:
        """What a line is wider by than its text, in half ems: by its indent, if it begins a paragraph."""
        indent, following = self.block[self.number].indent, self.block[self.number + 1].indent
        if not (indent or following) or not (len(indent) > len(following) or self.first):
            return 0
        return width(indent) - width(following)

    @property
    def width(self) -> int:
        """How wide the line is, in half ems."""
        return width(self.left) + self.hang

    @property
    def open(self) -> bool:
        """May the sentence go on?"""
        return not (self.stop or self.indented) and _goes_on(self.left, self.right)

    @property
    def ended(self) -> bool:
        """May the paragraph go on, but not the sentence?"""
        return self.stop and not self.indented and _goes_on(self.left, self.right)

    @property
    def unit(self) -> int:
        """How wide what the next line begins with is, in half ems."""
        unit = _UNIT.match(self.right)
        assert unit
        return width(unit[0])

    @property
    def split(self) -> bool:
        """Does a word go on? Those that are known are of Han."""
        left, right = self.left, self.right
        if not (_IS_HAN.match(left[-1]) and _IS_HAN.match(right) and self.open):
            return False
        return hanzi.bond(left[-8:], right[:8]) >= SPLIT


def blocks(text: str) -> Iterator[list[Break]]:
    """The line ends of each block of lines without a blank one between them."""
    for block in _blocks(text):
        yield [Break(block, number) for number in range(len(block) - 1)]


def _blocks(text: str) -> Iterator[list[_Line]]:
    block: list[_Line] = []
    at = 0
    for line in text.split("\n"):
        if body := line.strip():
            indent = "" if body[0] == line[0] else line[: line.index(body[0])]
            block.append(_Line(at + len(indent), indent, body))
        else:
            if len(block) > 1:
                yield block
            block = []
        at += len(line) + 1
    if len(block) > 1:
        yield block


def _goes_on(line: str, following: str) -> bool:
    """May a sentence go on from one line to the next?"""
    if not (_IS_CJK.search(line[-4:]) or _IS_CJK.search(following[:4])):
        return False
    if line[0] in "#|>" or following[0] in _CLOSING[:7] or _OWN.match(following):
        return False
    return not any(_KANA.search(side) or _TABLE.search(side) for side in (line, following))


def width(text: str) -> int:
    """In half ems: a Han character, a full-width mark and an ideographic space are two.

    >>> width("第1章，ab")
    9
    """
    return len(text) if text.isascii() else 2 * len(text) - len(_NARROW.findall(text))


def evidence(text: str) -> Counter[tuple[str, ...]]:
    """How wide the lines of prose are that others follow."""
    sizes = Counter([size for size, _, _ in _prose(text)])
    return Counter({(str(size),): n for size, n in sizes.items()})


def _sentences(text: str) -> Counter[tuple[str, int]]:
    """How many of these lines, by their width, have a mark, and how many end a sentence."""
    counts: Counter[tuple[str, int]] = Counter()
    for size, block, number in _prose(text):
        at = Break(block, number)
        counts["stops", size] += _STOP.search(at.left) is not None
        counts["ended", size] += at.ended
    return +counts


@lru_cache(maxsize=2)  # what is counted of a text is counted at once
def _prose(text: str) -> list[tuple[int, Sequence[_Line], int]]:
    """The lines of prose that others follow: how wide they are, their block, and where in it."""
    found: list[tuple[int, Sequence[_Line], int]] = []
    for block in _blocks(text):
        for number, ((_, indent, line), following) in enumerate(pairwise(block)):
            if 2 * (len(indent) + len(line)) >= SHORTEST:
                size = width(line)
                if indent or following.indent:
                    size += Break(block, number).hang
                if size >= SHORTEST and not _TABLE.search(line):
                    found.append((size, block, number))
    return found


def split_words(text: str) -> Counter[int]:
    """How many of these lines, by their width, end inside words."""
    return Counter(size for size, block, number in _prose(text) if Break(block, number).split)


def _beside_latin(text: str) -> Counter[str]:
    """How often a blank stands between Han and Latin, and how often none."""
    spaced = len(re.findall(f" (?<=[{_HAN}] )(?=[A-Za-z0-9])", text))
    return Counter(spaced=spaced, tight=len(re.findall(f"[A-Za-z0-9](?<=[{_HAN}].)", text)))


def measure(facts: Facts, rule: str) -> int | None:
    """The width at which the lines of a document end, in half ems, if it shows one."""
    if facts.number("\n") < LINES:  # as in most short texts; no need to look at their lines
        return None
    return facts.cached("lines", lambda facts: _measure(facts, rule))


def _measure(facts: Facts, rule: str) -> int | None:
    if hanzi.is_at_hand() and not any(map(line_ends_may_split, facts.texts)):
        return None
    between = sum(len(LINE_END.findall(text)) for text in facts.texts)
    if not between:
        return None
    if any(map(_OWN_LATER.search, facts.texts)):
        facts.used |= SCRIPT
    widths = {int(width): n for (width,), n in facts.of(rule).items()}
    if (total := sum(widths.values())) < LINES:
        return None

    def near(best: int) -> range:
        return range(best - SLACK, best + OVER + 1)

    lines, best = max((sum([widths.get(at, 0) for at in near(w)]), w) for w in widths)
    if lines < max(LINES, SHARE * total) or between < SPLITS * lines:
        return None
    found = facts.count(_sentences)
    wider = sum(found["stops", w] for w in widths if w > best + OVER)
    if wider > 0.1 * lines or sum(found["stops", at] for at in near(best)) < 0.5 * lines:
        return None
    # Of couplets each is a line.
    if sum(found["ended", at] for at in near(best)) > ENDED * lines:
        return None
    splits = facts.count(split_words)
    if sum(splits[at] for at in near(best)) < SPLITS * lines:
        return None
    # Most lines are as wide as the measure; those with a word to come are narrower, those with
    # marks that hang wider.
    return max(near(best), key=lambda w: (widths.get(w, 0), w))


def is_full(at: Break, measure: int) -> bool:
    """Did what follows no longer fit? Of two lines without a mark one must end inside a word."""
    prose = at.split or _STOP.search(at.left) or _STOP.search(at.right)
    room = measure - (INDENT if at.first else 0) - 1
    return bool(prose) and room < at.width + at.unit and at.width <= measure + OVER


def are_paragraphs(facts: Facts, rule: str) -> bool:
    """Is each block one paragraph? So where almost no line but full ones ends a sentence in it."""
    best = measure(facts, rule)
    ended = {key[1]: n for key, n in facts.count(_sentences).items() if key[0] == "ended"}
    full = sum(n for width, n in ended.items() if best and abs(width - best) <= SLACK)
    return full >= 0.9 * sum(ended.values())


def joint(at: Break, facts: Facts) -> str:
    """What stands between the two in one line: nothing in Chinese, a blank between Latin words."""
    left, right = at.left[-1], at.right[0]
    latin = left.isascii(), right.isascii()
    if all(latin):
        return "" if left in "-/" else " "
    if any(latin) and (right if latin[1] else left).isalnum():
        counts = facts.count(_beside_latin)
        other = left if latin[1] else right
        return " " if counts["spaced"] > counts["tight"] and _IS_HAN.match(other) else ""
    return ""
