"""Blanks at the edges of lines, left by a page layout.

Only in plain prose in which damage was repaired (a scraped or extracted page). Where blanks at an
edge mean something (Markdown, code, verse, aligned columns) they stay, and so does an indent of
two ideographic spaces.

>>> from textfix import fix
>>> fix("會(huì)議發(fā)言，經(jīng)濟(jì)發(fā)展。  ")
'会议发言，经济发展。'
"""

import re
from collections.abc import Iterator

from textfix.core import Hit, Phase, Reach
from textfix.layout import evidence, is_damaged_prose
from textfix.survey import Facts

phase = Phase.SPACE
safe = True
reach = Reach.LINE
needs = " \t\u00a0"

_EDGE = re.compile(r"^[ \t\u00a0]+|[ \t\u00a0]+$", re.M)

__all__ = ["evidence", "find", "needs", "phase", "reach", "safe"]


def find(text: str, facts: Facts) -> Iterator[Hit]:
    """Blanks before a line's first and after its last character."""
    if is_damaged_prose(facts, "trailing-space"):
        for m in _EDGE.finditer(text):
            yield Hit(m.start(), m.end(), "")
