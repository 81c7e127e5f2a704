"""Which lines of a text became which lines of another: patience, then line by line.

Lines that stand once in each text are laid side by side, as far as they are in the same order;
between them a repair mostly leaves as many lines as there were. That takes little more than
linear time, where the usual searches for the shortest difference are quadratic.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple


class Block(NamedTuple):
    """The lines from `start` to `end` became those from `new_start` to `new_end`; from 0."""

    start: int
    end: int
    new_start: int
    new_end: int


def split(text: str) -> list[str]:
    r"""Lines with their ends, as patches have them: ended by \n and nothing else.

    >>> split("a\r\nb\rc\n\nd")
    ['a\r\n', 'b\rc\n', '\n', 'd']
    """
    *lines, last = text.split("\n")
    return [*(f"{line}\n" for line in lines), *([last] if last else [])]


def changed(old: Sequence[str], new: Sequence[str]) -> list[Block]:
    """The lines that differ, in order; everything between the blocks is the same in both.

    >>> changed(["a", "b", "c", "d"], ["a", "B", "d"])
    [Block(start=1, end=3, new_start=1, new_end=2)]
    """
    blocks: list[Block] = []
    at = new_at = 0
    for i, j in [*_anchors(old, new), (len(old), len(new))]:
        blocks += _between(old, new, Block(at, i, new_at, j))
        at, new_at = i, j
    return blocks


def _between(old: Sequence[str], new: Sequence[str], block: Block) -> Iterator[Block]:
    i, end, j, new_end = block
    while i < end and j < new_end and old[i] == new[j]:
        i, j = i + 1, j + 1
    while i < end and j < new_end and old[end - 1] == new[new_end - 1]:
        end, new_end = end - 1, new_end - 1
    if end - i != new_end - j:
        yield Block(i, end, j, new_end)
        return
    start = i
    for k in range(i, end + 1):
        if k == end or old[k] == new[j + k - i]:
            if start < k:
                yield Block(start, k, j + start - i, j + k - i)
            start = k + 1


def _anchors(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Lines that stand once in each text, as many as keep their order."""
    once, once_new = _once(old), _once(new)
    pairs = [(i, once_new[line]) for line, i in once.items() if line in once_new]
    tops: list[int] = []  # the least end of a rising run of each length
    piles: list[int] = []  # which pair that is
    before: list[int] = []  # the pair before each in its run; -1: none
    for k, (_, j) in enumerate(pairs):
        at = bisect_left(tops, j)
        before.append(piles[at - 1] if at else -1)
        tops[at : at + 1], piles[at : at + 1] = [j], [k]
    run = []
    k = piles[-1] if piles else -1
    while k >= 0:
        run.append(pairs[k])
        k = before[k]
    return run[::-1]


def _once(lines: Sequence[str]) -> dict[str, int]:
    """The lines that stand once, and where; in order."""
    counts = Counter(lines)
    return {line: i for i, line in enumerate(lines) if counts[line] == 1}
