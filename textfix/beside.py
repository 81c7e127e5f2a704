"""What stands side by side in long texts, looked up all at once in numpy arrays.

Needs numpy; `textfix.road` says when it is used.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from textfix.characters import ANY, Characters, characters
from textfix.codes import Codes

_ALL = 0x10000  # a table holds no more; what lies beyond is taken for any character beyond


class Beside:
    """Which of some sequences of sets, see `Rule.beside`, a text may have: a bit for each.

    >>> from textfix.codes import codes
    >>> sequences = ("，。", "，。"), ("的", " ", "的"), (" ", "\\n"), ("々〇",)
    >>> Beside(sequences).of(codes("好，。 〇们々〇\\n\\n"))
    9
    """

    def __init__(self, sequences: Sequence[Sequence[str]]) -> None:
        kind = np.min_scalar_type((1 << len(sequences)) - 1)
        self._first, self._second, self._third = tables = np.zeros((3, _ALL + 1), kind)
        self._crowds = [kind.type(1 << n) for n, sets in enumerate(sequences) if len(sets) == 1]
        for number, sets in enumerate(sequences):
            for table, written in zip(tables, (*sets, *(ANY,) * (len(sets) == 2)), strict=False):
                _enter(table, characters(written), kind.type(1 << number))

    def of(self, window: Codes) -> int:
        """Those that it has; one of two sets is not looked for in the last two characters."""
        # mode="clip" saves numpy a check, and takes what lies beyond for the last.
        first = self._first.take(window, mode="clip")
        both = first[:-2] & self._second.take(window[1:-1], mode="clip")
        found = int(np.bitwise_or.reduce(both & self._third.take(window[2:], mode="clip")))
        for crowd in self._crowds:
            at = ((first & crowd) != 0).nonzero()[0]  # of numbers it takes twice as long
            near = at[1:] - at[:-1] <= 2
            if (near[1:] & near[:-1]).any():
                found |= int(crowd)
        return found


def _enter(table: npt.NDArray[Any], of: Characters, bit: np.unsignedinteger[Any]) -> None:
    """Give the characters of a set a bit."""
    for start, end in (*zip(of.starts, of.ends, strict=True), *((c, c) for c in of.singles)):
        table[min(ord(start), _ALL) : ord(end) + 1] |= bit
