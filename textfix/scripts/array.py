"""The road for long texts: code points in a numpy array, one look-up for all of them.

Needs numpy; `textfix.road` says when it is taken.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache

import numpy as np

from textfix.codes import Codes, Pairs, codes, text_of
from textfix.scripts.tables import tables

_ALL = 0x10000  # a table holds no more; what lies beyond is looked up as this


class Letters:
    """For each character of a text an ASCII letter; what lies beyond the table has a range's."""

    def __init__(self, table: Sequence[int], beyond: Iterable[tuple[str, str, int]]) -> None:
        self._table = np.array([*table, table[0]], np.uint8)
        self._beyond = [(ord(low), ord(high), letter) for low, high, letter in beyond]

    def __call__(self, text: str) -> str:
        """As many letters as there are characters."""
        of = codes(text)
        out = self._table.take(of, mode="clip")  # which saves numpy a check
        if of.max(initial=0) >= _ALL:
            for low, high, letter in self._beyond:
                out[(of >= low) & (of <= high)] = letter
        return out.tobytes().decode("ascii")


def count(letters: str, among: str) -> Mapping[str, int]:
    """How often each of some ASCII letters occurs among those of a text.

    >>> count("HHDH", "DH")
    {'D': 1, 'H': 3}
    """
    found = np.bincount(np.frombuffer(letters.encode("ascii"), np.uint8), minlength=128).tolist()
    return {letter: found[ord(letter)] for letter in among}


class Converter:
    """Calling it gives what `convert` gives by its other road."""

    def __init__(self) -> None:
        known = tables()
        self._table = np.arange(_ALL + 1, dtype=np.uint32)
        for old, new in known.chars.items():
            self._table[ord(old)] = ord(new)
        # By the first two characters: the phrases, longest first, and what they become.
        self._phrases: dict[str, list[tuple[str, Codes]]] = {}
        for word in sorted(known.phrases, key=len, reverse=True):
            self._phrases.setdefault(word[:2], []).append((word, codes(known.phrases[word])))
        self._begin = Pairs(self._phrases)

    def __call__(self, text: str) -> str:
        """`text` in Simplified."""
        of = codes(text)
        out = self._table.take(of, mode="clip")
        if of.max(initial=0) >= _ALL:
            np.copyto(out, of, where=of >= _ALL)
        done = 0
        for at in self._begin(of):
            if at >= done:
                for word, new in self._phrases.get(text[at : at + 2], ()):
                    if text.startswith(word, at):
                        done = at + len(new)
                        out[at:done] = new
                        break
        return text_of(out)


@cache
def converter() -> Converter:
    """The one there is: to make it takes some milliseconds."""
    return Converter()
