"""A tab inside a word of a sentence.

A tab parts the columns of a table, indents code, and begins a paragraph; all these keep theirs. It
is shown unless asked for, and only between Han, where it splits a word of a sentence, in a line
that has no other.

>>> from textfix import fix
>>> fix("本市完善公共服\\t务体系，扩大优质资源。", unsafe=True)
'本市完善公共服务体系，扩大优质资源。'
"""

from collections.abc import Iterator

from textfix import hanzi
from textfix.context import HAN
from textfix.core import Hit, Phase, Reach
from textfix.lines import lines
from textfix.pattern import pattern
from textfix.survey import Facts

phase = Phase.SPACE
safe = False
reach = Reach.LINE
needs = ("\t", HAN)

_GAP = pattern(f"(?<=[{HAN}])[ \t]*\t[ \t]*(?=[{HAN}])")
_TABS = pattern(r"(?<=\S)[ \t]*\t[ \t]*(?=\S)")
_STOP = pattern("[，。；]")
SPLIT = 3.0  # nats of bond across a blank that stands inside a word


def find(text: str, facts: Facts) -> Iterator[Hit]:
    """Those inside a word of a sentence."""
    for start, line in lines(text, _GAP):
        if len(_TABS.findall(line)) == 1 and _STOP.search(line) and (m := _GAP.search(line)):
            left, right = line[max(0, m.start() - 8) : m.start()], line[m.end() : m.end() + 8]
            if hanzi.bond(left, right) >= SPLIT:
                yield Hit(start + m.start(), start + m.end(), "")
