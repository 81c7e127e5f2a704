"""Three or more newlines, left by a page layout: two remain.

Only in plain prose in which damage was repaired (a scraped or extracted page).

>>> from textfix import fix
>>> fix("會(huì)議發(fā)言，經(jīng)濟(jì)發(fā)展。\\n\\n\\n\\n網(wǎng)絡(luò)")
'会议发言，经济发展。\\n\\n网络'
"""

import re
from collections.abc import Iterator

from textfix.core import Hit, Phase, Reach
from textfix.layout import evidence, is_damaged_prose
from textfix.survey import Facts

phase = Phase.SPACE
safe = True
reach = Reach.PARAGRAPH
needs = "\n"

_GAP = re.compile(r"(\r?\n)[ \t\u00a0]*(\r?\n)(?:[ \t\u00a0]*\r?\n)+")

__all__ = ["evidence", "find", "needs", "phase", "reach", "safe"]


def find(text: str, facts: Facts) -> Iterator[Hit]:
    """Runs of empty lines."""
    if is_damaged_prose(facts, "blank-lines"):
        for m in _GAP.finditer(text):
            yield Hit(m.start(), m.end(), m[1] + m[2])
