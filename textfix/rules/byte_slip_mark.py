"""Characters read one byte off, where a byte is lost: `召開?；顒?` was `召開。活動`.

A tool that put decoys before marks by replacing bytes in GBK text also hit the seam between two
characters. The first byte of the first is gone; the likeliest character is put in its place where
it is clearly ahead of all others, and the place is only shown where it is not.

>>> from textfix import fix
>>> fix("活動持續到傍晚?；顒咏Y束后，大家一起清理了現場。", unsafe=True)
'活动持续到傍晚。活动结束后，大家一起清理了现场。'
"""

import math
from collections.abc import Iterator

from textfix.core import Hit, Phase, Reach
from textfix.recode.moves import FOLDED, MARKS
from textfix.recode.slips import found
from textfix.survey import Facts

phase = Phase.REPAIR
safe = False
reach = Reach.LINE
needs = ("?", MARKS + FOLDED)


def find(text: str, facts: Facts) -> Iterator[Hit]:
    """Slips that lost a byte."""
    for at, slip in found(text, facts):
        if not (slip.lossless or (slip.new is None and slip.by_pinyin)):
            score = 1 - math.exp(-slip.margin)
            yield Hit(at + slip.start, at + slip.end, slip.new, score, slip.note)
