"""A Traditional character that Simplified has too, in Simplified text.

    >>> from textfix import fix
    >>> fix("然後我们把衣服晾乾了", select=["traditional-ambiguous"])
    '然后我们把衣服晾干了'

後, 乾, 徵, 昇 and some twenty more are Traditional in most words and right in a few (乾隆, 宫商角徵羽,
洪昇). Where a document is Simplified and such a character stands in no word that keeps it, it is
shown; unless the rule is asked for, it is left, as it may be a name.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from textfix.core import Hit, Phase, Reach
from textfix.scripts.gate import doubts
from textfix.scripts.mention import declared
from textfix.scripts.tables import tables
from textfix.spans import touches
from textfix.survey import Facts

phase = Phase.SCRIPT
safe = False
reach = Reach.PARAGRAPH


@cache
def needs() -> str:
    """The characters."""
    return "".join(sorted(tables().ambiguous & tables().chars.keys()))


def find(text: str, facts: Facts) -> Iterator[Hit]:
    """Each of them that stands in no word that keeps it, and what it would be."""
    kept = declared(text)
    for start, end, new in doubts(text, facts):
        if not touches(kept, start, end):
            yield Hit(start, end, new, 0.5, "right in some words and names")
