"""Blanks between a full-width mark and the word it belongs to: `使用 ，瑞典`, `“ 大家 ”`.

A full-width mark carries its own space, so a blank beside it is somebody's habit, a slip of the
hand, or what a page layout left.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from textfix.context import HAN, IS_HAN, STOPS, is_foreign, is_running
from textfix.lines import lines
from textfix.pattern import pattern

BLANKS = " \u00a0\u3000"
_BLANKS = f"[{BLANKS}]{{1,2}}"
MARKS = f"{STOPS}）》”（《“"
# It begins with what is seldom there, so that it is soon found.
SIGN = pattern(f"[{BLANKS}](?:(?=[{STOPS}）》”])|(?<=[（《“].))")
BESIDE = ((BLANKS, f"{STOPS}）》”"), ("（《“", BLANKS))
_SIGNS = [(blank, pattern(f"{blank}(?:(?=[{STOPS}）》”])|(?<=[（《“].))")) for blank in BLANKS]
# Not a blank to be filled in: （ ）, 《 》, “ ”.
_APART = pattern(
    rf"(?<=[^\s{STOPS}（《“]){_BLANKS}(?=[{STOPS}])"
    rf"|(?<=[^\s（《“]){_BLANKS}(?=[）》”])|(?<=[（《“]){_BLANKS}(?=[^\s）》”])"
)
_STOP = pattern(f"[{STOPS}]")
# Words set apart; or quotation marks were lost, and blanks stand in their places: 曰： 受命于天 。
_BETWEEN = pattern(f"[ \u3000](?<=[{HAN}{STOPS}）》」』】”’].)[ \u3000]*(?=[{HAN}“‘《（「『【])")


def has_sign(text: str) -> bool:
    """Has a text the sign? One kind of blank after the other takes a quarter of the time."""
    return any(blank in text and sign.search(text) for blank, sign in _SIGNS)


def apart(line: str) -> Iterator[tuple[int, int]]:
    """Where such blanks stand in a line.

    >>> list(apart("“ 使用 ，（ ）”"))
    [(1, 2), (4, 5)]
    """
    if not IS_HAN.search(line) or is_foreign(line):
        return
    depth = at = 0  # quotations open, and up to where they were counted
    for m in _APART.finditer(line):
        before, after = line[m.start() - 1], line[m.end()]
        depth += line.count("“", at, m.start() - 1) - line.count("”", at, m.start() - 1)
        at = m.start() - 1
        # Some write ”so“, and with either hand; then the blank is where it should be.
        if not ((after == "”" and depth + (before == "“") < 1) or (before == "“" and depth < 0)):
            yield m.span()


def is_spaced_out(line: str) -> bool:
    """Are there blanks between Chinese words or clauses?"""
    return _BETWEEN.search(line) is not None


def slips(line: str) -> list[tuple[int, int]]:
    """Blanks between Han and a stop, in a sentence that has no others."""
    if len(_STOP.findall(line)) < 2 or is_spaced_out(line) or not is_running(line):
        return []
    found = list(apart(line))
    if any(not IS_HAN.match(line[low - 1]) or line[high] not in STOPS for low, high in found):
        return []
    return found


def evidence(text: str) -> Counter[tuple[str, ...]]:
    """How many stops there are, and before how many a blank stands."""
    counts: Counter[tuple[str, ...]] = Counter()
    counts["stops",] = sum(map(text.count, STOPS))
    for _, line in lines(text, SIGN):
        counts["apart",] += sum(line[end] in STOPS for _, end in apart(line))
    return counts


def elsewhere(text: str) -> Counter[str]:
    """How many blanks stand between Chinese words or clauses."""
    return Counter(blanks=sum(1 for _ in _BETWEEN.finditer(text)))
