"""Paragraphs that a page broke into lines: which line ends are the paper's, not the author's.

A page breaks a line where the next word no longer fits its measure. So its lines share one width,
what comes next is always wider than the room that is left, and about every third line ends inside
a word. Verse, lists, tables and code share none of that. Widths are counted in half ems.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from textfix import hanzi
from textfix.survey import Facts

_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_IS_CJK = re.compile(f"[{_HAN}，。、；：？！（）《》“”]")
_IS_HAN = re.compile(f"[{_HAN}]")
_BLOCK = re.compile(r"(?:^[^\S\n]*\S.*(?:\n|\Z))+", re.M)
_LINE = re.compile(r"([^\S\n]*)(\S(?:.*\S)?)[^\S\n]*(?:\n|\Z)")
# What begins a line of its own: items, headings, tables, quotations, keys, code, tags, dialogue.
_OWN = re.compile(
    rf"[-*+•·●○■□▪◆◇★☆※✓>#|~`=@&$<{{}}\[\]]|\d+\s*[.、)）:：]|[（(][\d{_HAN}a-zA-Z]{{1,3}}[)）]"
    rf"|第[\d一二三四五六七八九十百千零〇]+[条章节款项编篇部回]|[一二三四五六七八九十]+[、.．]|[①-⑳]"
    rf"|(?:图|表|注|附)\s*\d|[\w{_HAN}]{{1,8}}[：:](?=.*\S)|\S+\s*=\s|(?://|/\*|\*/|--|;)|…|——"
)
_TABLE = re.compile(r"\S(?:[ \u3000]{3,}|\u3000{2}|\t+)\S|[│├└┌|]|\.{5,}|…{3,}|[{};]\s*$")
_UNIT = re.compile(r"(?:[!-~]+|[（《“‘【「『]*.)[，。、；：？！）》”’】」』]*")
_CLOSING = "，。、；：？！）》”’】」』%"
_ENDS = re.compile(r"[。！？；：!?;:…]['\"”’」』）)]*$")
_KANA = re.compile("[\u3041-\u3096\u30a1-\u30fa]")
_STOP = re.compile("[，。、；]")

SHORTEST = 28  # half ems; shorter lines are verse, columns, subtitles, lists of names
LINES = 4  # of one measure make a page
SHARE = 0.5  # of the lines that others follow must be full
SPLIT = 3.0  # nats of bond where a line end stands inside a word
SPLITS = 0.12  # of the full lines end so at least; in prose 0.3 to 0.6 do
ENDED = 0.4  # of them at most end with their sentence; in prose one in ten does
SLACK = 4  # half ems a full line may lack: a Latin word or two marks did not fit
INDENT = 4  # half ems of a paragraph's first line that may be lost
OVER = 4  # and may have too much: marks hang


class Break(NamedTuple):
    """Two lines of one block: where the first ends and the second begins, in the text.

    `width` is the first's, `unit` that of what the second begins with, in half ems. `open`: the
    sentence may go on; `ended`: the paragraph may, but the sentence ends here; `first`: a
    paragraph may begin with the first line, whose indent may be lost; `split`: a word goes on.
    """

    end: int
    start: int
    width: int
    unit: int
    open: bool
    ended: bool
    first: bool
    bond: float
    left: str
    right: str

    @property
    def split(self) -> bool:
        """Does a word go on?"""
        return self.bond >= SPLIT


def blocks(text: str) -> Iterator[list[Break]]:
    """The breaks of each block of lines without a blank one between them."""
    for block in _BLOCK.finditer(text):
        if block[0].count("\n", 0, -1):
            yield list(_breaks(text, block.start(), block.end()))


def _breaks(text: str, start: int, end: int) -> Iterator[Break]:
    found = [m for m in _LINE.finditer(text, start, end) if m[2]]
    begins = True
    for a, b in pairwise(found):
        line, following = a[2], b[2]
        # The first line of a paragraph is indented, the others are not: its indent is width.
        hangs = begins or len(a[1]) > len(b[1])
        size = width(line) + (width(a[1]) - width(b[1]) if hangs else 0)
        unit = _UNIT.match(following)
        assert unit
        # A line that is indented further begins a paragraph, but below an item of a list.
        indented = width(b[1]) > width(a[1]) and not (_OWN.match(line) and b[1].isascii())
        same = not indented and _goes_on(line, following)
        ended = _ENDS.search(line) is not None
        goes_on = same and not ended
        bond = hanzi.bond(line[-8:], following[:8]) if goes_on else 0.0
        place = a.end(2), b.start(2), size, width(unit[0])
        yield Break(*place, goes_on, same and ended, begins, bond, line, following)
        begins = ended or indented


def _goes_on(line: str, following: str) -> bool:
    """May a sentence go on from one line to the next?"""
    if not (_IS_CJK.search(line[-4:]) or _IS_CJK.search(following[:4])):
        return False
    if _KANA.search(line) or _KANA.search(following):
        return False
    if _OWN.match(following) or _TABLE.search(line) or _TABLE.search(following):
        return False
    return not (line[0] in "#|>" or following[0] in _CLOSING[:7])


def width(text: str) -> int:
    """In half ems: a Han character, a full-width mark and an ideographic space are two.

    >>> width("第1章，ab")
    9
    """
    return len(text) + sum(c > "\u2e7f" or c in "“”‘’…—" for c in text)


def evidence(text: str) -> Counter[tuple[str, ...]]:
    """How wide the lines of prose are that others follow, how many of them end inside words."""
    counts: Counter[tuple[str, ...]] = Counter()
    for block in blocks(text):
        for at in block:
            if at.width >= SHORTEST and not _TABLE.search(at.left):
                counts["width", str(at.width)] += 1
                counts["split", str(at.width)] += at.split
                counts["stops", str(at.width)] += _STOP.search(at.left) is not None
                counts["ended", str(at.width)] += at.ended
    counts["spaced",] += len(re.findall(f"[{_HAN}] (?=[A-Za-z0-9])", text))
    counts["tight",] += len(re.findall(f"[{_HAN}](?=[A-Za-z0-9])", text))
    return +counts


def measure(facts: Facts, rule: str) -> int | None:
    """The width at which the lines of a document end, in half ems, if it shows one."""
    return facts.cached("lines", lambda facts: _measure(facts.of(rule)))


def _measure(counts: Counter[tuple[str, ...]]) -> int | None:
    widths = {int(key[1]): n for key, n in counts.items() if key[0] == "width"}
    total = sum(widths.values())

    def of(kind: str, best: int) -> int:
        near = range(best - SLACK, best + OVER + 1)
        return sum(counts[kind, str(w)] for w in near)

    candidates = [w for w in widths if w >= SHORTEST]
    if not candidates:
        return None
    best = max(candidates, key=lambda w: (of("width", w), w))
    lines = of("width", best)
    wider = sum(counts["stops", str(w)] for w in widths if w > best + OVER)
    if lines < max(LINES, SHARE * total) or wider > 0.1 * lines:
        return None
    if of("split", best) < SPLITS * lines or of("stops", best) < 0.5 * lines:
        return None
    if of("ended", best) > ENDED * lines:  # couplets, of which each is a line
        return None
    # Most lines are as wide as the measure; those with a word to come are narrower, those with
    # marks that hang wider.
    return max(range(best - SLACK, best + OVER + 1), key=lambda w: (widths.get(w, 0), w))


def is_full(at: Break, measure: int) -> bool:
    """Did what follows no longer fit? Of two lines without a mark one must end inside a word."""
    prose = at.split or _STOP.search(at.left) or _STOP.search(at.right)
    room = measure - (INDENT if at.first else 0) - 1
    return bool(prose) and room < at.width + at.unit and at.width <= measure + OVER


def are_paragraphs(facts: Facts, rule: str) -> bool:
    """Is each block one paragraph? So where almost no line but full ones ends a sentence in it."""
    counts, best = facts.of(rule), measure(facts, rule)
    ended = {int(key[1]): n for key, n in counts.items() if key[0] == "ended"}
    full = sum(n for width, n in ended.items() if best and abs(width - best) <= SLACK)
    return full >= 0.9 * sum(ended.values())


def joint(at: Break, facts: Facts, rule: str) -> str:
    """What stands between the two in one line: nothing in Chinese, a blank between Latin words."""
    left, right = at.left[-1], at.right[0]
    latin = left.isascii(), right.isascii()
    if all(latin):
        return "" if left in "-/" else " "
    if any(latin) and (right if latin[1] else left).isalnum():
        counts = facts.of(rule)
        other = left if latin[1] else right
        return " " if counts["spaced",] > counts["tight",] and _IS_HAN.match(other) else ""
    return ""
