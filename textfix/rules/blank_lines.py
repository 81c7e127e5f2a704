"""Three or more newlines, left by a page layout: two remain.

Only in plain prose in which damage was repaired (a scraped or extracted page).

>>> from textfix import fix
>>> fix("會(huì)議今天召開，各部門認真總結經(jīng)驗。\\n\\n\\n\\n推動(dòng)落實。")
'会议今天召开，各部门认真总结经验。\\n\\n推动落实。'
"""

from collections.abc import Iterator

from textfix.core import Hit, Phase, Reach
from textfix.layout import PROSE, evidence, is_damaged_prose
from textfix.pattern import pattern
from textfix.survey import Facts

phase = Phase.SPACE
safe = True
reach = Reach.PARAGRAPH
needs = ("\n", PROSE)
alike = True

_GAP = pattern(r"(\r?\n)[ \t\u00a0]*(\r?\n)(?:[ \t\u00a0]*\r?\n)+")

__all__ = ["evidence", "find", "needs", "phase", "reach", "safe"]


def find(text: str, facts: Facts) -> Iterator[Hit]:
    """Runs of empty lines."""
    if is_damaged_prose(facts, "blank-lines"):
        for m in _GAP.finditer(text):
            yield Hit(m.start(), m.end(), m[1] + m[2])
