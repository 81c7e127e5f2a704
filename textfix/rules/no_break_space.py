"""No-break spaces that a web page's layout left in Chinese prose.

A run of them, plain blanks included, becomes one blank; at a line's edge it goes. Only in plain
prose, and only next to Chinese: an indent in code, French punctuation, a tree listing, a number
and its unit keep theirs.

>>> from textfix import fix
>>> fix("作者：\\u00a0\\u00a0编辑：值班\\u00a0")
'作者： 编辑：值班'
"""

from collections.abc import Iterator

from textfix.core import Hit, Phase, Reach
from textfix.layout import PROSE, evidence, is_prose
from textfix.pattern import pattern
from textfix.survey import Facts

phase = Phase.SPACE
safe = True
reach = Reach.LINE
needs = ("\u00a0", PROSE)

_RUN = pattern(r"[ \u00a0]*\u00a0[ \u00a0]*")
_CHINESE = pattern("[\u2014\u2018-\u201d\u2026\u3000-\u303f\u3400-\u9fff\uff01-\uff5e]")
_UNIT = pattern(r"[0-9a-zA-Z%°]")

__all__ = ["evidence", "find", "needs", "phase", "reach", "safe"]


def find(text: str, facts: Facts) -> Iterator[Hit]:
    """Runs of blanks that hold a no-break space, where Chinese stands beside them."""
    if not is_prose(facts, "no-break-space"):
        return
    for m in _RUN.finditer(text):
        before, after = text[max(0, m.start() - 1) : m.start()], text[m.end() : m.end() + 1]
        if len(m[0]) == 1 and (_UNIT.match(before) or _UNIT.match(after)):
            continue  # a number and its unit
        if _CHINESE.match(before) or _CHINESE.match(after):
            edge = before in ("", "\n") or after in ("", "\r", "\n")
            yield Hit(m.start(), m.end(), "" if edge else " ")
