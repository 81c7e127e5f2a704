"""Two texts of one length side by side: where they differ, and one but for some of that."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textfix.core import Span


def runs(old: str, new: str) -> Iterator[Span]:
    """Where two texts of one length differ: each run of characters.

    >>> list(runs("台灣乾隆年間", "台湾乾隆年间"))
    [(1, 2), (5, 6)]
    """
    start = end = -1
    for at, (one, other) in enumerate(zip(old, new, strict=True)):
        if one != other:
            if at > end:
                if end > start:
                    yield start, end
                start = at
            end = at + 1
    if end > start:
        yield start, end


def sparing(kept: Sequence[Span], old: str, new: str) -> str:
    """`new`, but for the runs that touch any of these sorted spans: there it is `old`.

    A run is taken as a whole or not at all. No span is empty.

    >>> sparing([(1, 3)], "甲乙丙丁戊", "一二丙四五")
    '甲乙丙四五'
    """
    if not kept:
        return new
    pieces: list[str] = []
    done = 0
    for start, end in kept:
        while done < start and old[start - 1] != new[start - 1] and old[start] != new[start]:
            start -= 1
        while end < len(old) and old[end - 1] != new[end - 1] and old[end] != new[end]:
            end += 1
        pieces += new[done:start], old[max(start, done) : end]
        done = max(done, end)
    return "".join((*pieces, new[done:]))
