"""The measure of a page: at what width its lines once ended.

A PDF or print layout breaks lines at one width. Where its line ends became blanks, those blanks
recur at that width, and about every second one stands inside a word. Widths are counted in half
ems: a Han character or a full-width mark is two.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from textfix import hanzi, seams
from textfix.characters import characters
from textfix.pattern import pattern
from textfix.seams import blanks_may_split
from textfix.survey import Facts

_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_MARK = ",:;?!()"  # full-width before a fold, where Chinese stands beside it
CJK = f"{_HAN}\u2014\u2018-\u201d\u2026\u3001-\u3011\uff01-\uff5e"
# A blank that may be a line end, at first sight: beside it on either side a wide character or a
# mark. (`_may_break` looks closer. A class of all Han would take longer to compile than to use.)
# Those around Latin words are none; they are passed over here, as there may be many.
_NEITHER = r"\x00- \"-'*+\--9<->@-\u02af"
# They all begin with the blank itself, which is soon found: in a group it costs 15 ns a character.
_BLANK = pattern(f" (?:(?:[!-~]+ )+|()(?:(?<=[^{_NEITHER}] )(?=\\S)|(?<=[!-~] )(?=[^{_NEITHER}])))")
# One with room for a line before it, as wide as near SHORTEST.
_FAR = pattern(f" (?:(?=[^{_NEITHER}])|(?<=[^{_NEITHER}] ))(?<=[^\n]{{8}} )")
_NARROW = pattern("[\x00-\u02af]")
_CJK = characters(CJK)
_PRINTABLE = "".join(map(chr, range(0x21, 0x7F)))
_FOLDED = pattern(f"[{_MARK}]")
_PRESSED = pattern("[，。、；：？！（）《》“”‘’,:;?!()]")
STOP = "，。、；：,;"
_STOP = pattern(f"[{STOP}]")

# From the distances between the blanks of set pages, benchmarks/page_layout.py.
INDENT = 4  # half ems a paragraph's first line may be shorter
SLACK = 4  # half ems a line may be shorter or longer than the measure
LINES = 4  # breaks at one width that make a measure
SHARE = 0.5  # of the distances between blanks that could be lines
SHORTEST = 24  # half ems; shorter lines are verse, couplets, columns, lists of names
SPLIT = 3.0  # nats of bond across a blank that stands inside a word
SURE = 6.0  # nats of bond that need no measure beside them, once the page has one
SPLITS = 0.2  # of the blanks, stand inside words; line ends of prose do so at 0.3 to 0.6
STOPS = 0.5  # marks to a blank: prose has one or two on a line, a list of titles none


class Gap(NamedTuple):
    """A blank that may be a line end: where it is, and how far into its line in half ems.

    `marks` stand before it in the line; a full line presses each together by up to a half em.
    """

    at: int
    x: int
    marks: int


def gaps(line: str) -> list[Gap]:
    """The single blanks of a line that Chinese stands next to, but for those set off on purpose.

    A blank on either side of a number or a Latin word is spacing (and next to a mark there is
    never one); on one side only, with Han on the other, it may be a line end.

    >>> [gap.at for gap in gaps("签 约和 2020 数字等 350余人")]
    [1, 13]
    """
    out: list[Gap] = []
    marks = done = 0
    blanks = _blanks(line)
    for at, x in zip(blanks, _places(line, blanks), strict=True):
        marks += len(_PRESSED.findall(line, done, at))
        done = at + 1
        out.append(Gap(at, x, marks))
    return out


def _places(line: str, blanks: Iterable[int]) -> Iterator[int]:
    """How far into the line each of these is."""
    x = done = 0
    for at in blanks:
        x += _width(line, done, at)
        done = at + 1
        yield x


def _blanks(line: str) -> list[int]:
    found = (m.start() for m in _BLANK.finditer(line) if m.lastindex)
    return [at for at in found if _may_break(line, at)]


@lru_cache(maxsize=2)  # what is counted of a text is counted at once, by several rules
def _lines(text: str) -> list[tuple[str, list[int]]]:
    """The lines of a text with such blanks, and where these stand in each."""
    found: list[tuple[str, list[int]]] = []
    line, start, end = "", 0, -1
    for m in _BLANK.finditer(text):
        if m.lastindex:
            at = m.start()
            if at > end:
                start, end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
                end = len(text) if end < 0 else end
                line = text[start:end]
                found.append((line, []))
            if _may_break(line, at - start):
                found[-1][1].append(at - start)
    return [(line, blanks) for line, blanks in found if blanks]


def _may_break(line: str, at: int) -> bool:
    left, right = _is_cjk(line, at - 1), _is_cjk(line, at + 1)
    if left and right:
        return True
    if left:
        end = at + 1
        while end < len(line) and _is_latin(line, end):
            end += 1
        return end < len(line) and _is_han(line[end])
    if right:
        word = line[line.rfind(" ", 0, at) + 1 : at].rstrip(_PRINTABLE)
        if not _is_han(word[-1:]):
            return False
        start = at - 1
        while start >= 0 and _is_latin(line, start):
            start -= 1
        return start >= 0 and _is_han(line[start])
    return False


def _is_latin(line: str, i: int) -> bool:
    return "!" <= line[i] <= "~" and not (line[i] in _MARK and _is_cjk(line, i))


def _is_han(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff" or "\u3400" <= character <= "\u4dbf"


def _is_cjk(line: str, i: int) -> bool:
    """Is this a Chinese character or mark, or a mark that was one before a fold?"""
    character = line[i]
    if "\u4e00" <= character <= "\u9fff":
        return True
    if character > "\u02af":  # looking into ranges takes ten times as long
        return character in _CJK
    return character in _MARK and any(c in _CJK for c in line[max(0, i - 1) : i + 2])


def _width(line: str, start: int, end: int) -> int:
    narrow = len(_NARROW.findall(line, start, end))
    marks = _FOLDED.finditer(line, start, end) if narrow else ()
    return 2 * (end - start) - narrow + sum(_is_cjk(line, m.start()) for m in marks)


def splits(line: str, at: int, nats: float = SPLIT) -> bool:
    """Does the blank at `at` stand inside a word? Those that are known are of Han."""
    if not (_is_han(line[at - 1 : at]) and _is_han(line[at + 1 : at + 2])):
        return False
    left, right = line[max(0, at - 8) : at], line[at + 1 : at + 9]
    return hanzi.bond(left, right) >= nats


def evidence(text: str) -> Counter[tuple[str, ...]]:
    """How far apart the blanks of each line stand."""
    counts: Counter[tuple[str, ...]] = Counter()
    for line, blanks in _lines(text):
        places = list(_places(line, blanks))
        counts["first", str(places[0])] += 1
        counts.update(("next", str(b - a)) for a, b in pairwise(places))
    return counts


def sentences(text: str) -> Counter[str]:
    """How many such blanks stand in sentences, and how many marks with them."""
    counts: Counter[str] = Counter()
    for line, blanks in _lines(text):
        if stops := sum(map(line.count, STOP)):
            counts["gaps"] += len(blanks)
            counts["stops"] += stops
    return counts


def split_words(text: str) -> Counter[str]:
    """How many of the blanks in sentences split a word."""
    found = ((line, blanks) for line, blanks in _lines(text) if _STOP.search(line))
    return Counter(splits=sum(splits(line, at) for line, blanks in found for at in blanks))


def between_han(facts: Facts) -> int:
    """How many blanks of a document stand between Han: as many as may split a word, at most."""
    return facts.cached("blanks between Han", lambda facts: _number(facts, seams.BLANK))


def _number(facts: Facts, blank: re.Pattern[str]) -> int:
    return sum(len(blank.findall(text)) for text in facts.texts)


def may_split(facts: Facts) -> bool:
    """May a blank of a document stand inside a word? Not, if that is soon seen."""
    return facts.cached(
        "blanks may split",
        lambda facts: not hanzi.is_at_hand() or any(map(blanks_may_split, facts.texts)),
    )


def measure(facts: Facts) -> float | None:
    """The width at which the lines of a document ended, in half ems, if it shows one."""
    if facts.number(" ") < LINES:  # as in most short texts
        return None
    return facts.cached("measure", _measure)


def _measure(facts: Facts) -> float | None:
    if not between_han(facts) or _number(facts, _FAR) < LINES:
        return None
    if not may_split(facts):
        return None
    found = facts.count(sentences)
    total = found["gaps"]
    if total < LINES or found["stops"] < STOPS * total or between_han(facts) < SPLITS * total:
        return None
    counts = facts.of("wrap-space")
    widths = [(int(key[1]), key[0], n) for key, n in counts.items()]

    def near(width: int) -> list[tuple[int, int]]:
        return [
            (x, n)
            for x, kind, n in widths
            if _fits(x, width) or (kind == "first" and _starts(x, width))
        ]

    ends = {x for x, _, _ in widths if x >= SHORTEST}
    if not ends:
        return None
    best = max(ends, key=lambda x: (sum(n for _, n in near(x)), x))
    lines = sum(n for _, n in near(best))
    if lines < max(LINES, SHARE * sum(n for x, _, n in widths if x >= SHORTEST)):
        return None
    if facts.count(split_words)["splits"] < SPLITS * total:  # last, as it takes all known words
        return None
    middle = [(x, n) for x, kind, n in widths if kind == "next" and _fits(x, best)] or near(best)
    return sum(x * n for x, n in middle) / sum(n for _, n in middle)


def _fits(x: float, width: float, pressed: int = 0) -> bool:
    return width - SLACK <= x <= width + SLACK + pressed


def _starts(x: float, width: float) -> bool:
    """May a paragraph's first line, indented or not, be this long?"""
    return width - INDENT - SLACK <= x <= width + SLACK


def line_ends(line: str, width: float) -> list[int]:
    """Where the blanks stand that were line ends at this measure.

    The likeliest chain of line ends is the one with most lines of the right width; where the text
    lost a blank, a line may be two.
    """
    found = gaps(line)
    best: list[tuple[float, int]] = []  # the value of the best chain to each gap, and its last step
    for i, gap in enumerate(found):
        value, before = (1.0, -1) if _starts(gap.x, width) else (0.0, -2)
        for j in range(i - 1, -1, -1):
            apart = gap.x - found[j].x
            if apart > 2 * width + SLACK:
                break
            pressed = gap.marks - found[j].marks
            step = 1.0 if _fits(apart, width, pressed) else 0.5 if _fits(apart, 2 * width) else 0.0
            if step and best[j][0] + step > value:
                value, before = best[j][0] + step, j
        best.append((value, before))
    if not best:
        return []
    ends: set[int] = set()
    i = max(range(len(best)), key=lambda k: best[k][0])
    while i >= 0 and best[i][1] != -2:
        ends.add(i)
        i = best[i][1]
    if i >= 0 and (len(ends) > 1 or (ends and splits(line, found[i].at))):
        ends.add(i)
    # Titles and names may stand at one width by chance, but have no marks and split no words.
    if not _STOP.search(line) and 2 * sum(splits(line, found[k].at) for k in ends) < len(ends):
        ends.clear()
    sure = (k for k in range(len(found)) if splits(line, found[k].at, SURE))
    return [found[k].at for k in sorted({*ends, *sure})]
