"""A mark written twice: `，，` `。。` `、、` `；；` `：：`.

One of the two goes, in running text, where a word stands before them. Three or more are meant
(`。。。`), and so are two full stops of an author who often trails off; `……`, `——`, `！！` and
`？？` are other marks. Two different ones (`，。`) are shown, as either may be right. Code, data,
tables, lists of marks (`，、；`) and lines about marks keep theirs.

>>> from textfix import fix
>>> fix("他来了，，大家都很高兴。")
'他来了，大家都很高兴。'
"""

import re
from collections import Counter
from collections.abc import Iterator

from textfix.context import HAN, is_running
from textfix.core import Hit, Phase, Reach
from textfix.lines import lines
from textfix.pattern import pattern
from textfix.survey import Facts

phase = Phase.PUNCTUATION
safe = True
reach = Reach.LINE
needs = "，。、；："

_MARKS = needs
sign = pattern(f"[{_MARKS}][{_MARKS}]")
beside = ((_MARKS, _MARKS),)
_EACH = [pattern(f"{mark}[{_MARKS}]") for mark in _MARKS]  # to look for each takes half the time
# Not after or before a quotation mark or bracket on the side where it would enclose the marks.
_PAIR = pattern(
    rf"(?<=[{HAN}A-Za-z0-9%”’》）】」』])([{_MARKS}])([{_MARKS}])(?=[{HAN}A-Za-z0-9“‘《（【「『\[ \r]|\Z)"
)
_RUN = pattern(f"([{_MARKS}])\\1+")
_LATIN = pattern(r"[A-Za-z0-9]")
HABIT = 0.25  # of a mark's places, doubled: its author means it
TRAIL_OFF = 0.1  # the same of the full stop, two of which are half of an ellipsis


def evidence(text: str) -> Counter[tuple[str, ...]]:
    """How often each mark stands, stands twice, and stands three times or more."""
    counts: Counter[tuple[str, ...]] = Counter({(m, "all"): text.count(m) for m in _MARKS})
    for m in _RUN.finditer(text):
        counts[m[1], "twice" if len(m[0]) == 2 else "more"] += 1
    return counts


def find(text: str, facts: Facts) -> Iterator[Hit]:
    """Two marks side by side."""
    if not any(two.search(text) for two in _EACH):
        return
    for start, line in lines(text, sign):
        if is_running(line):
            for m in _PAIR.finditer(line):
                if m[1] != m[2]:
                    yield Hit(start + m.start(), start + m.end(), None, 1.0, "one of two marks")
                elif not (m[1] == "：" and _is_name(line, m)):
                    new = None if m[1] in facts.cached("doubled marks", _habits) else m[1]
                    yield Hit(start + m.start(), start + m.end(), new)


def _is_name(line: str, m: re.Match[str]) -> bool:
    """Is this the full-width form of std::vector?"""
    return bool(_LATIN.match(line[m.start() - 1]) and _LATIN.match(line[m.end() : m.end() + 1]))


def _habits(facts: Facts) -> frozenset[str]:
    """The marks that this author doubles or trebles on purpose."""
    counts = facts.of("repeated-punctuation")
    return frozenset(
        mark
        for mark in _MARKS
        if counts[mark, "more"]
        or (counts[mark, "twice"] > 2 and counts[mark, "twice"] > HABIT * counts[mark, "all"])
        or (mark == "。" and counts[mark, "twice"] > TRAIL_OFF * counts[mark, "all"])
    )
