"""An ASCII mark where Chinese writes a full-width one: `你好,世界`.

Many authors write them so by choice, so it is shown unless asked for. Numbers, times, addresses,
code and rows of data (`张三,男,北京`) keep theirs. Where a whole document was folded, see
`folded-width`.

>>> from textfix import fix
>>> fix("你好,世界!", unsafe=True)
'你好，世界！'
"""

from collections.abc import Iterator

from textfix.core import Hit, Phase, Reach
from textfix.marks import MARKS, marks
from textfix.survey import Facts

phase = Phase.PUNCTUATION
safe = False
reach = Reach.LINE
needs = MARKS


def find(text: str, facts: Facts) -> Iterator[Hit]:
    """Every mark that Chinese stands beside."""
    for at, new in marks(text):
        yield Hit(at, at + 1, new)
