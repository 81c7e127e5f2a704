"""Sorted, separate spans of a text: what must stay as it is, or was edited."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from textfix.core import Finding, Span


def touches(spans: Sequence[Span], start: int, end: int) -> bool:
    """Does start:end reach into one of these sorted, separate spans? (Adjacent does not.)"""
    i = bisect_left(spans, start, key=lambda span: span[1])
    while i < len(spans) and spans[i][0] <= end:
        low, high = spans[i]
        if low < end and start < high:
            return True
        i += 1
    return False


def merge(spans: Iterable[Span]) -> list[Span]:
    """Sorted spans, those that overlap made one.

    >>> merge([(4, 6), (0, 2), (1, 3)])
    [(0, 3), (4, 6)]
    """
    out: list[Span] = []
    for start, end in sorted(spans):
        if out and start < out[-1][1]:
            out[-1] = out[-1][0], max(out[-1][1], end)
        else:
            out.append((start, end))
    return out


def shift(spans: Sequence[Span], step: Iterable[Finding]) -> list[Span]:
    """Where spans lie after a step that edits outside them."""
    if not spans:
        return []
    out: list[Span] = []
    edits = iter(sorted((f.end, len(f.new) - len(f.old)) for f in step if f.new is not None))
    moved, edit = 0, next(edits, None)
    for start, end in spans:
        while edit is not None and edit[0] <= start:
            moved += edit[1]
            edit = next(edits, None)
        out.append((start + moved, end + moved))
    return out
