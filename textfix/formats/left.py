"""Records that could not be read, told in a few lines."""

from __future__ import annotations

from collections.abc import Sequence

SHOWN = 5


def told(problems: Sequence[str]) -> list[str]:
    """The first few, and how many more there are.

    >>> told(["line 1: odd"] * 7)[-2:]
    ['line 1: odd', '2 more like these']
    """
    more = len(problems) - SHOWN
    return [*problems[:SHOWN], f"{more} more like these"] if more > 0 else list(problems)
