"""What no repair of spacing, script or punctuation may change: digits, words, addresses, placeholders."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from textfix.core import Phase
from textfix.pattern import pattern

# printf, str.format and template placeholders; numbers; words of Latin letters with their joints.
_TOKEN = pattern(
    r"%(?:\([A-Za-z_]\w*\))?[-+#0]?\d*(?:\.\d+)?[sdifgxeru@]"
    r"|\$?\{\{?\s*[A-Za-z_0-9.]*\s*\}?\}"
    r"|[0-9]+|[A-Za-z\u00c0-\u024f]+",
)
_NEAR = pattern(r"[0-9A-Za-z\u00c0-\u024f%${}()._:/@-]")
REACH = 64  # characters on either side of an edit in which a word may begin or end
FREE = frozenset({Phase.REPAIR, Phase.FORM})  # what bytes and fonts did to words, too


def kept(text: str, start: int, end: int, new: str, phases: AbstractSet[Phase]) -> bool:
    """Does an edit of `text` by rules of these phases leave what it must?

    >>> kept("共 12 页", 1, 2, "", {Phase.SPACE}), kept("12 34", 2, 3, "", {Phase.SPACE})
    (True, False)
    """
    if phases & FREE:
        return True
    old = text[start:end]
    if not _NEAR.search(old) and not _NEAR.search(new):  # then it may only join what is beside it
        joins = text[start - 1 : start].isascii() and text[end : end + 1].isascii()
        if new or not joins:
            return True
    low, high = start, end
    while low > max(0, start - REACH) and _NEAR.match(text, low - 1):
        low -= 1
    while high < min(len(text), end + REACH) and _NEAR.match(text, high):
        high += 1
    before = _TOKEN.findall(text[low:high])
    return before == _TOKEN.findall(text[low:start] + new + text[end:high])
