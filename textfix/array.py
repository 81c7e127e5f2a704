"""The characters of long texts, and of many, looked up all at once in a numpy array.

Needs numpy; `textfix.wake` imports it when there is enough to look at, and does without where it
is not installed.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from itertools import accumulate

import numpy as np

from textfix.characters import Characters

SETS = 64  # bits of an element


class Seen:
    """For each text the sets of characters it has any of, as bits.

    >>> from textfix.characters import characters
    >>> Seen({characters("a-z"): 1, characters("字典"): 2})(["a1", "", "x字"])
    [1, 0, 3]
    """

    def __init__(self, sets: Mapping[Characters, int]) -> None:
        self._table = np.zeros(sys.maxunicode + 1, np.uint64)
        for wakers, bit in sets.items():
            self._table[[*map(ord, wakers.singles)]] |= np.uint64(bit)
            for start, end in zip(wakers.starts, wakers.ends, strict=True):
                self._table[ord(start) : ord(end) + 1] |= np.uint64(bit)

    def __call__(self, texts: Sequence[str]) -> list[int]:
        """The bits of each text."""
        data = "".join(texts).encode("utf-32-le", "surrogatepass")
        if not data:
            return [0] * len(texts)
        # mode="clip" saves numpy a check; no code point lies outside.
        bits = np.take(self._table, np.frombuffer(data, np.uint32), mode="clip")
        starts = accumulate(map(len, texts[:-1]), initial=0)
        begin = [start for start, text in zip(starts, texts, strict=True) if text]
        found = iter(np.bitwise_or.reduceat(bits, begin).tolist())
        return [next(found) if text else 0 for text in texts]
