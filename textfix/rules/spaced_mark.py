"""A blank that an author sets beside full-width marks: `使用 React ，大家好 。`.

A full-width mark carries its own space. Many set one all the same, after Latin above all, so it
is shown unless asked for. A blank to fill in (`（ ）`), words set apart, tables, code and lines
about marks keep theirs. A blank that slipped in is `space-before-mark`.

>>> from textfix import fix
>>> fix("大家好 ，我用 React 。", unsafe=True)
'大家好，我用 React。'
"""

from collections.abc import Iterator

from textfix.apart import BLANKS, MARKS, SIGN, apart, is_spaced_out
from textfix.context import HAN, is_running
from textfix.core import Hit, Phase, Reach
from textfix.lines import lines
from textfix.survey import Facts

phase = Phase.PUNCTUATION
safe = False
reach = Reach.LINE
needs = (BLANKS, MARKS, HAN)


def find(text: str, facts: Facts) -> Iterator[Hit]:
    """The blanks."""
    for start, line in lines(text, SIGN):
        if is_running(line) and not is_spaced_out(line):
            for low, high in apart(line):
                yield Hit(start + low, start + high, "")
