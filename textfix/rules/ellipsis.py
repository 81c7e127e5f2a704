"""An ellipsis of dots, full stops or half a mark in Chinese: `...`, `。。。`, `…`.

Chinese writes `……`. Shown unless asked for. Dots after Latin or digits, the leaders of a table of
contents, code, and lines about marks keep theirs.

>>> from textfix import fix
>>> fix("他想了想...还是走了。。。", unsafe=True)
'他想了想……还是走了……'
"""

from collections.abc import Iterator

from textfix.context import HAN, WIDE, is_foreign, is_running
from textfix.core import Hit, Phase, Reach
from textfix.lines import lines
from textfix.pattern import pattern
from textfix.survey import Facts

phase = Phase.PUNCTUATION
safe = False
reach = Reach.LINE
needs = ".。・·…"

_SIGN = pattern(r"\.\.\.|。。。|・・・|···|…")
_DOT = ".。…・·"
_DOTS = pattern(rf"(?<![{_DOT}])(?:\.{{3,6}}|。{{3,6}}|・{{3,6}}|·{{3,6}}|…)(?![{_DOT}])")
_BEFORE = pattern(f"[{HAN}”’》）」』】？！，]")
_OPENED = pattern("[“‘「『（]")
_AFTER = pattern(f"[{HAN}{WIDE}“”‘’ \r]")
_LEADER = pattern(r"\s*[0-9ivx]*\s*\Z")


def find(text: str, facts: Facts) -> Iterator[Hit]:
    """Such dots, behind Chinese or at the start of a quotation."""
    for start, line in lines(text, _SIGN):
        if is_foreign(line) or not is_running(line):
            continue
        for m in _DOTS.finditer(line):
            before, after = line[max(0, m.start() - 1) : m.start()], line[m.end() : m.end() + 1]
            if (before, after) == ("（", "）"):
                continue  # an operator, or something left out
            follows = _BEFORE.match(before) or (_OPENED.match(before) and _AFTER.match(after))
            if not follows or (after and not _AFTER.match(after)):
                continue
            tail = line[m.end() :]
            if tail.strip() and _LEADER.fullmatch(tail):
                continue  # and the number of a page
            yield Hit(start + m.start(), start + m.end(), "……")
