"""Where an edited text came from: steps composed into spans of the text before."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from textfix.core import Change, Finding, Span


class Trace:
    """Which span of the text before each edited span of the text so far came from."""

    __slots__ = ("_ends", "_moved", "spans")

    def __init__(self) -> None:
        # (start and end before, start and end now, the findings behind), sorted, separate
        self.spans: list[tuple[int, int, int, int, tuple[Finding, ...]]] = []
        # Where each ends now, and by how much the text before it has moved; for `origin`.
        self._ends: list[int] = []
        self._moved: list[int] = [0]

    def add(self, step: Sequence[Finding]) -> None:
        """Take in one more step; its findings (sorted, separate) speak of the text so far.

        Edits that overlap become one span; edits that only touch stay apart.
        """
        out = []
        old = list(reversed(self.spans))
        new = list(reversed([f for f in step if f.new is not None]))
        moved = 0  # text so far minus text before, at this point
        grown = 0  # text after this step minus text so far, at this point
        while old or new:
            group: list[Finding] = []
            delta = growth = 0
            low, high = min([(s[2], s[3]) for s in old[-1:]] + [(f.start, f.end) for f in new[-1:]])
            origin = low - moved
            while True:
                if old and _linked(low, high, old[-1][2], old[-1][3]):
                    b0, b1, a0, a1, behind = old.pop()
                    delta += (a1 - a0) - (b1 - b0)
                    group += behind
                    high = max(high, a1)
                elif new and _linked(low, high, new[-1].start, new[-1].end):
                    f = new.pop()
                    growth += len(f.new or "") - len(f.old)
                    group.append(f)
                    high = max(high, f.end)
                else:
                    break
            moved += delta
            end = high - moved
            out.append((origin, end, low + grown, high + grown + growth, tuple(group)))
            grown += growth
        self.spans = out
        self._ends = [a1 for _, _, _, a1, _ in out]
        self._moved = [0, *accumulate((a1 - a0) - (b1 - b0) for b0, b1, a0, a1, _ in out)]

    def origin(self, start: int, end: int) -> Span:
        """The span of the text before from which start:end of the text so far came."""
        i = bisect_right(self._ends, start)
        moved, inside, low, high = self._moved[i], 0, start, end
        while i < len(self.spans) and self.spans[i][2] < end:
            b0, b1, a0, a1, _ = self.spans[i]
            low, high = min(low, a0), max(high, a1)
            inside += (a1 - a0) - (b1 - b0)
            i += 1
        return low - moved, high - moved - inside

    def changes(self, before: str, after: str) -> tuple[Change, ...]:
        """The spans of `before` that read differently in `after`."""
        spans = ((b0, before[b0:b1], after[a0:a1], why) for b0, b1, a0, a1, why in self.spans)
        return tuple(Change(*span) for span in spans if span[1] != span[2])


def _linked(low: int, high: int, start: int, end: int) -> bool:
    return (start < high and low < end) or (start, end) == (low, high)
