"""The lines of a text in which something is found."""

from __future__ import annotations

import re
from collections.abc import Iterator


def lines(text: str, sign: re.Pattern[str]) -> Iterator[tuple[int, str]]:
    r"""Each line that `sign` is found in, and where it starts; no sign holds a line end.

    >>> list(lines("a\nbc\nd", re.compile("[bd]")))
    [(2, 'bc'), (5, 'd')]
    """
    at = 0
    while m := sign.search(text, at):
        low = text.rfind("\n", 0, m.start()) + 1
        high = text.find("\n", m.end())
        at = len(text) if high < 0 else high
        yield low, text[low:at]
