"""Blanks at the edges of lines, left by a page layout.

Only in plain prose in which damage was repaired (a scraped or extracted page). Where blanks at an
edge mean something (Markdown, code, verse, aligned columns) they stay, and so does an indent of
two ideographic spaces.

>>> from textfix import fix
>>> fix("會(huì)議今天召開，各部門認真總結經(jīng)驗，推動(dòng)落實。  ")
'会议今天召开，各部门认真总结经验，推动落实。'
"""

import re
from collections.abc import Iterator

from textfix.core import Hit, Phase, Reach
from textfix.layout import PROSE, evidence, is_damaged_prose
from textfix.pattern import pattern
from textfix.survey import Facts

phase = Phase.SPACE
safe = True
reach = Reach.LINE
needs = (" \t\u00a0", PROSE)

# Begins with a blank, which is soon found.
sign = pattern(r"[ \t\u00a0](?:(?<=^.)|(?=\r?$))", re.M)
alike = True
_EDGE = pattern(r"^[ \t\u00a0]+|[ \t\u00a0]+(?=\r?$)", re.M)

__all__ = ["evidence", "find", "needs", "phase", "reach", "safe"]


def find(text: str, facts: Facts) -> Iterator[Hit]:
    """Blanks before a line's first and after its last character."""
    if is_damaged_prose(facts, "trailing-space"):
        for m in _EDGE.finditer(text):
            yield Hit(m.start(), m.end(), "")
