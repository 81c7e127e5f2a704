"""What the repairs of a file write there, in the file's own spelling.

A finding says how the text reads; a format may spell it with escapes. What other programs are to
apply must be what stands in the repaired file, character by character.
"""

from __future__ import annotations

from itertools import pairwise

from textfix.core import Span
from textfix.files.outcome import Outcome
from textfix.formats.spot import Spot

ESCAPE = 10  # characters of the longest escape of a character: \U00012345


def replacements(outcome: Outcome) -> dict[Span, str]:
    """For the span of each repair, what is written there; nothing where that cannot be proved.

    It is proved by laying the text before and after side by side: all that is between the repairs
    must be there, in order, and nothing else.

    >>> from textfix.formats.spot import Spot
    >>> spot = Spot("traditional", 1, 3, "數據", "数据")
    >>> replacements(Outcome("a.json", '"數據"', r'"\\u6570\\u636e"', (spot,)))
    {(1, 3): '\\\\u6570\\\\u636e'}
    """
    text, after = outcome.text, outcome.after
    repairs = [spot for spot in outcome.spots if spot.fixed and (spot.old or spot.new)]
    if not repairs or not after.startswith(text[: repairs[0].start]):
        return {}
    found: dict[Span, str] = {}
    at = repairs[0].start  # in `after`
    nexts = [*(spot.start for spot in repairs[1:]), len(text)]
    for spot, following in zip(repairs, nexts, strict=True):
        if following < spot.end:
            return {}
        kept = text[spot.end : following]
        end = _end(after, at, spot, kept, last=spot is repairs[-1])
        if end < 0:
            return {}
        found[spot.span] = after[at:end]
        at = end + len(kept)
    touching = (pair for pair in pairwise(repairs) if pair[0].end == pair[1].start)
    if any(found[spot.span] != spot.new for pair in touching for spot in pair):
        return {}  # nothing between them, and not spelled as they read: which is whose?
    return found


def _end(after: str, at: int, spot: Spot, kept: str, *, last: bool) -> int:
    """Where what is written at `at` ends: before what was kept. -1: that is not there."""
    if last:
        end = len(after) - len(kept)
        return end if end >= at and after.endswith(kept) else -1
    new = spot.new or ""
    if after.startswith(new, at) and after.startswith(kept, at + len(new)):
        return at + len(new)
    return after.find(kept, at, at + ESCAPE * len(new) + len(kept)) if kept else -1
