"""A text as code points in a numpy array.

Needs numpy; `textfix.road` says when it is used.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from textfix.pattern import pattern

Codes = npt.NDArray[np.uint32]

PIECE = 100_000  # characters of an array, or a few more: twelve bytes each while they are looked up
OVERLAP = 4  # characters of the piece before: what is looked for stands in five
_CUT = pattern("[\n。]")


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


def windows(text: str) -> Iterator[Codes]:
    """The code points of a text between line ends, of which two follow it; pieces overlap.

    >>> [text_of(window) for window in windows("数据")]
    ['\\n数据\\n\\n']
    """
    text = f"\n{text}\n\n"
    for start, piece in pieces(text):
        yield codes(text[max(0, start - OVERLAP) : start + len(piece)])


def codes(text: str) -> Codes:
    """The code point of each character."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")


def text_of(codes: Codes) -> str:
    """The text with these code points."""
    return codes.tobytes().decode("utf-32-le", "surrogatepass")
