r"""Mojibake written as escapes: `\u00e4\u00b8\u00ad` was `中`.

A program that took the bytes of UTF-8 for characters wrote each of them as an escape, as Facebook
does in what it exports. Read whole, such a run is a character for every three escapes or it is
nothing, so it is proved, and repaired where other escapes would be left: in data, too.

>>> from textfix import fix
>>> fix(r'"title": "\u00e4\u00b8\u00ad\u00e6\u0096\u0087"')
'"title": "中文"'
"""

from collections.abc import Iterator

from textfix.core import Hit, Phase, Reach
from textfix.recode.escapes import runs
from textfix.recode.meant import around, is_about_escapes, is_code
from textfix.survey import Facts

phase = Phase.REPAIR
safe = True
reach = Reach.LINE
needs = "\\"


def find(text: str, facts: Facts) -> Iterator[Hit]:
    """Runs that are the bytes of Chinese in UTF-8."""
    if "\\u00" not in text:
        return
    for run in runs(text):
        if run.kind == "Unicode escape of bytes of UTF-8":
            if facts.cached("escapes", is_about_escapes):
                return
            before, after, _ = around(text, run)
            is_data = before.lstrip().startswith(("{", "[", '"'))
            if is_data or not is_code(before, after):
                yield Hit(run.start, run.end, run.new, 1.0, run.kind)
