"""A soft hyphen, the mark of a place where a word may be broken: U+00AD.

A typesetter's page is full of them, and they are seen only at the end of a line. Between two
Chinese characters, and in a word of small Latin letters, two at least on either side, they go.
Elsewhere they are shown: many a PDF has one where a hyphen was meant (`X\\u00adray`, `2010\\u00ad2015`).

>>> from textfix import fix
>>> fix("数\\u00ad据 infor\\u00admation")
'数据 information'
"""

import re
from collections.abc import Iterator

from textfix import context
from textfix.core import Hit, Phase, Reach
from textfix.pattern import pattern
from textfix.survey import Facts

# It puts a word together again, which no later phase may do.
phase = Phase.REPAIR
safe = True
reach = Reach.LINE
needs = "\u00ad"

_RUN = pattern("\u00ad+")
_LEFT, _RIGHT = re.compile("[A-Za-z][a-z]"), re.compile("[a-z]{2}")


def find(text: str, facts: Facts) -> Iterator[Hit]:
    """Runs of them, but for those in what was not read as it was written."""
    for m in _RUN.finditer(text):
        left, right = context.beside(text, *m.span())
        if any("\x7f" < side < "\u0100" for side in (left, right)):
            continue  # a byte of UTF-8 or GBK among others, or a list of Latin-1
        inside = _LEFT.match(text[max(0, m.start() - 2) : m.start()]) and _RIGHT.match(
            text, m.end()
        )
        certain = inside or all(context.is_chinese(left, right))
        yield Hit(m.start(), m.end(), "" if certain else None)
