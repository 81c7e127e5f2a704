"""An ideographic space (U+3000) inside a word of a sentence.

It is the blank of an indent, of a name or a heading padded to a width, of a column, of verse and of
an article's number. So it is shown unless asked for, and only between Han, in a line that has
marks and few others, where a word goes across it. `stray-space` does the same for plain blanks.

>>> from textfix import fix
>>> fix("组织设计方案、事故预　　警和应急抢救方案的审查，应当公开。", unsafe=True)
'组织设计方案、事故预警和应急抢救方案的审查，应当公开。'
"""

import re
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
needs = ("\u3000", HAN)

_GAP = pattern(f"(?<=[{HAN}])\u3000+(?=[{HAN}])")
_RUN_ON = 3  # Han on one side at least: a name between marks has one or two
_LEFT, _RIGHT = re.compile(f"[{HAN}]{{{_RUN_ON}}}\\Z"), re.compile(f"[{HAN}]{{{_RUN_ON}}}")
_STOP = pattern("[，。；]")
SPLIT = 3.0  # nats of bond across a blank that stands inside a word
MANY = 3  # in one line: columns, names or verse


def find(text: str, facts: Facts) -> Iterator[Hit]:
    """Those inside a word of a sentence."""
    for start, line in lines(text, _GAP):
        gaps = list(_GAP.finditer(line))
        if len(gaps) < MANY and _STOP.search(line):
            for m in gaps:
                left, right = line[max(0, m.start() - 8) : m.start()], line[m.end() : m.end() + 8]
                runs_on = _LEFT.search(left) or _RIGHT.match(right)
                if runs_on and hanzi.bond(left, right) >= SPLIT:
                    yield Hit(start + m.start(), start + m.end(), "")
