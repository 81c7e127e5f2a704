"""A text as code points in a numpy array, and where in it pairs of characters stand.

Needs numpy; `textfix.scripts.road` says when it is used.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
import numpy.typing as npt

from textfix.pattern import pattern

Codes = npt.NDArray[np.uint32]

PIECE = 100_000  # characters of an array, or a few more: twelve bytes each while they are looked up
_CUT = pattern("[\n。]")
_HASHES = 1 << 18  # of pairs of characters; tables have some hundreds


def pieces(text: str) -> Iterator[tuple[int, str]]:
    """A text cut behind what no phrase has, so that arrays stay small; where each piece starts.

    >>> [(start, len(piece)) for start, piece in pieces("一" * 150_000 + "。二")]
    [(0, 150001), (150001, 1)]
    """
    start = 0
    while start < len(text):
        cut = _CUT.search(text, start + PIECE - 1)
        end = cut.end() if cut else len(text)
        yield start, text[start:end]
        start = end


def codes(text: str) -> Codes:
    """The code point of each character."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")


def text_of(codes: Codes) -> str:
    """The text with these code points."""
    return codes.tobytes().decode("utf-32-le", "surrogatepass")


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
        # mode="clip" saves numpy a check.
        found: list[int] = self._likely.take(_hashes(text), mode="clip").nonzero()[0].tolist()
        return found


def _hashes(text: Codes) -> Codes:
    return (text[:-1] * np.uint32(40503) + text[1:]) & np.uint32(_HASHES - 1)
