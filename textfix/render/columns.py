"""How many columns a text takes on a terminal."""

from __future__ import annotations

import unicodedata

_WIDE = frozenset("WF")  # of UAX #11; ambiguous ones are narrow outside of old East Asian fonts
_NONE = frozenset(("Mn", "Me", "Cf"))  # drawn over the character before, or not at all


def columns(text: str) -> int:
    """The columns of a line that has no controls: two for a wide character, none for a mark over it.

    >>> columns("质量ok")
    6
    """
    return len(text) if text.isascii() else sum(map(_column, text))


def _column(character: str) -> int:
    if unicodedata.east_asian_width(character) in _WIDE:
        return 2
    return 0 if unicodedata.category(character) in _NONE else 1
