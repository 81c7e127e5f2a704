"""The road for long texts: code points in a numpy array, one look-up for all of them.

Needs numpy; `textfix.road` says when it is taken.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

import numpy as np

from textfix.codes import Codes, codes, pieces, text_of
from textfix.scripts.tables import tables

_HASHES = 1 << 18  # of pairs of characters; the table has some hundreds
_ALL = 0x10000  # a table holds no more; what lies beyond is looked up as this


class Letters:
    """For each character of a text an ASCII letter; what lies beyond the table has a range's."""

    def __init__(self, table: bytes, beyond: Iterable[tuple[str, str, int]]) -> None:
        self._table = np.frombuffer(table + table[:1], np.uint8)
        self._beyond = [(ord(low), ord(high), letter) for low, high, letter in beyond]

    def __call__(self, text: str) -> str:
        """As many letters as there are characters."""
        return "".join(self._piece(piece) for _, piece in pieces(text))

    def _piece(self, text: str) -> str:
        of = codes(text)
        out = self._table.take(of, mode="clip")  # which saves numpy a check
        if of.max(initial=0) >= _ALL:
            for low, high, letter in self._beyond:
                out[(of >= low) & (of <= high)] = letter
        return out.tobytes().decode("ascii")


def count(letters: str, among: str) -> Mapping[str, int]:
    """How often some ASCII letters occur among those of a text; none that does not.

    >>> count("HHDH", "DFH")
    {'D': 1, 'H': 3}
    """
    found = np.bincount(np.frombuffer(letters.encode("ascii"), np.uint8), minlength=128).tolist()
    return {letter: n for letter in among if (n := found[ord(letter)])}


class Folding:
    """What characters fold to, to compare texts by."""

    def __init__(self, table: Sequence[int]) -> None:
        self._table = np.array([*table, _ALL], np.uint32)

    def places(self, text: str, other: str) -> Iterator[int]:
        """Where two texts of one length fold to different characters.

        What lies beyond the table stays.
        """
        for start, piece in pieces(text):
            one, two = codes(piece), codes(other[start : start + len(piece)])
            differ = (one != two).nonzero()[0]
            one, two = one[differ], two[differ]
            apart = self._table.take(one, mode="clip") != self._table.take(two, mode="clip")
            apart |= (one >= _ALL) & (two >= _ALL)
            yield from (start + differ[apart]).tolist()


class Pairs:
    """Where two characters may stand side by side that are one of some pairs.

    >>> Pairs(["乾隆", "餅乾"])(codes("吃餅乾"))
    [1]
    """

    def __init__(self, pairs: Iterable[str]) -> None:
        self._likely = np.zeros(_HASHES, np.bool_)
        self._likely[_hashes(codes("".join(pairs)))[::2]] = True

    def __call__(self, text: Codes) -> list[int]:
        """Where each starts: all there are, and a few by chance."""
        found: list[int] = self._likely.take(_hashes(text), mode="clip").nonzero()[0].tolist()
        return found


class Converter:
    """Calling it gives what `convert` gives by its other road."""

    def __init__(self) -> None:
        known = tables()
        self._table = np.arange(_ALL + 1, dtype=np.uint32)
        for old, new in known.chars.items():
            self._table[ord(old)] = ord(new)
        self._phrases = {word: codes(new) for word, new in known.phrases.items()}
        # How long those are, longest first, that begin with two characters.
        self._sizes: dict[str, list[int]] = {}
        for size in sorted({*map(len, known.phrases)}, reverse=True):
            for start in {word[:2] for word in known.phrases if len(word) == size}:
                self._sizes.setdefault(start, []).append(size)
        self._begin = Pairs(self._sizes)

    def __call__(self, text: str) -> str:
        """`text` in Simplified."""
        return "".join(self._piece(piece) for _, piece in pieces(text))

    def _piece(self, text: str) -> str:
        of = codes(text)
        out = self._table.take(of, mode="clip")
        if of.max(initial=0) >= _ALL:
            np.copyto(out, of, where=of >= _ALL)
        done = 0
        for at in self._begin(of):
            if at >= done:
                for size in self._sizes.get(text[at : at + 2], ()):
                    new = self._phrases.get(text[at : at + size])
                    if new is not None:
                        done = at + size
                        out[at:done] = new
                        break
        return text_of(out)


@cache
def converter() -> Converter:
    """The one there is: to make it takes some milliseconds."""
    return Converter()


def _hashes(text: Codes) -> Codes:
    return (text[:-1] * np.uint32(40503) + text[1:]) & np.uint32(_HASHES - 1)
