"""No blank between Han and a Latin word, where there should be one: `使用Python编写`.

A matter of taste, so never changed unless asked for. Named without its opposite, it sets a blank
everywhere (`--select han-latin-unspaced`). Beside it, as in every profile and with `--unsafe`,
it follows the author: it finds the few places without one in a document that has them. 5G, A股,
units, code, paths and names in identifiers are left.

>>> from textfix import fix
>>> fix("使用Python编写，5G手机", select=["han-latin-unspaced"])
'使用 Python 编写，5G手机'
"""

from collections.abc import Iterator

from textfix.context import HAN
from textfix.core import Hit, Phase, Reach
from textfix.latin import LETTERS, evidence, is_exception, seams
from textfix.survey import Facts

phase = Phase.SPACE
safe = False
reach = Reach.LINE
needs = (LETTERS, HAN)
holds = "A-Za-z0-9+"

__all__ = ["evidence", "find", "needs", "phase", "reach", "safe"]


def find(text: str, facts: Facts) -> Iterator[Hit]:
    """Where a blank is missing."""
    if facts.cached("blanks missing", lambda f: is_exception(f, "han-latin-unspaced")):
        for low, high in seams(text):
            # The letter is taken along: a place between two characters cannot be kept from others.
            if low == high and text[low].isascii():
                yield Hit(low, low + 1, f" {text[low]}")
            elif low == high:
                yield Hit(low - 1, low, f"{text[low - 1]} ")
