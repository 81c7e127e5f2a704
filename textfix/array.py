"""The characters of long texts, and of many, looked up all at once in a numpy array.

Needs numpy; `textfix.road` says when it is used.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from itertools import accumulate

import numpy as np

from textfix.characters import Characters
from textfix.codes import Codes, codes

SETS = 64  # bits of an element


class Seen:
    """The sets of characters that texts have any of, as bits.

    >>> from textfix.characters import characters
    >>> seen = Seen({characters("a-z"): 1, characters("字典"): 2})
    >>> seen.of(codes("x字")), seen.of_each(["a1", "", "x字"])
    (3, [1, 0, 3])
    """

    def __init__(self, sets: Mapping[Characters, int]) -> None:
        self._table = np.zeros(sys.maxunicode + 1, np.uint64)
        for wakers, bit in sets.items():
            self._table[[*map(ord, wakers.singles)]] |= np.uint64(bit)
            for start, end in zip(wakers.starts, wakers.ends, strict=True):
                self._table[ord(start) : ord(end) + 1] |= np.uint64(bit)

    def of(self, text: Codes) -> int:
        """Those of a text."""
        # mode="clip" saves numpy a check; no code point lies outside.
        return int(np.bitwise_or.reduce(self._table.take(text, mode="clip")))

    def of_each(self, texts: Sequence[str]) -> list[int]:
        """Those of each of some texts, which are looked up together."""
        together = codes("".join(texts))
        if not together.size:
            return [0] * len(texts)
        bits = self._table.take(together, mode="clip")
        starts = accumulate(map(len, texts[:-1]), initial=0)
        begin = [start for start, text in zip(starts, texts, strict=True) if text]
        found = iter(np.bitwise_or.reduceat(bits, begin).tolist())
        return [next(found) if text else 0 for text in texts]
