"""Where a text begins and ends: the blanks that lay out a file around it are not part of it."""

from __future__ import annotations

from textfix.core import Span

# What nobody sees and rules take away: controls, soft hyphens, zero-width and direction marks,
# variation selectors, byte order marks. A text of nothing else is none, before and after a repair.
UNSEEN = (
    "".join(map(chr, (*range(0x09), *range(0x0E, 0x1C), *range(0x7F, 0x85), *range(0x86, 0xA0))))
    + "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2062\u2063"
    + "\u2064\u2066\u2067\u2068\u2069\ufe0e\ufe0f\ufeff"
)
BLANK = (
    "\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007"
    "\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
)
_EDGE = UNSEEN + BLANK


def trimmed(text: str, start: int, end: int) -> Span | None:
    r"""The part of start:end without the blanks at its edges; nothing where none of it is seen.

    Unseen characters at an edge are part of it, but not those beyond a blank: so it begins and
    ends at the same place when they are gone.

    >>> trimmed("\n \ufeff甲 乙\ufeff\n", 0, 8), trimmed(" \u200b ", 0, 3)
    ((2, 7), None)
    """
    inside = text[start:end]
    body = inside.strip(_EDGE)
    if len(body) == len(inside):
        return (start, end) if body else None
    if not body:
        return None
    head = len(inside) - len(inside.lstrip(_EDGE))
    tail = inside[head + len(body) :]
    low = len(inside[:head].rstrip(UNSEEN))
    high = len(tail) - len(tail.lstrip(UNSEEN))
    return start + low, start + head + len(body) + high
