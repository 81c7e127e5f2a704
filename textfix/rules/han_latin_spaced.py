"""A blank between Han and a Latin word, where there should be none: `使用 Python 编写`.

A matter of taste, so never changed unless asked for. Named without its opposite, it takes out
every one (`--select han-latin-spaced`). Beside it, as in every profile and with `--unsafe`, it
follows the author: it finds the few places with one in a document that has none elsewhere. Blanks
beside numbers, code, paths and names in identifiers are left.

>>> from textfix import fix
>>> fix("使用 Python 编写", select=["han-latin-spaced"])
'使用Python编写'
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
holds = " "

__all__ = ["evidence", "find", "needs", "phase", "reach", "safe"]


def find(text: str, facts: Facts) -> Iterator[Hit]:
    """Where a blank is too many."""
    if facts.cached("blanks too many", lambda f: is_exception(f, "han-latin-spaced")):
        for low, high in seams(text):
            if low < high:
                yield Hit(low, high, "")
