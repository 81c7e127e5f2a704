"""A ligature of Latin letters that has a code point of its own: `oﬃce`.

    >>> from textfix import fix
    >>> fix("请打开 oﬃce 里的 conﬁg.ini 文件")
    '请打开 office 里的 config.ini 文件'

What extracts the text of a PDF takes the font's glyph for the character; then no search finds the
word. ﬀ, ﬁ, ﬂ, ﬃ, ﬄ and ﬆ become letters inside Latin words.

Left alone: one that stands by itself, as where ligatures are spoken of; lines about code points;
ligatures of other scripts. ﬅ is shown: by its name it is ſt, but some fonts of today mean ft.
"""

from __future__ import annotations

from collections.abc import Iterator

from textfix.core import Hit, Phase, Reach
from textfix.forms import is_about, line_of
from textfix.pattern import pattern
from textfix.survey import Facts

phase = Phase.FORM
safe = True
reach = Reach.LINE
needs = "\ufb00-\ufb06"

_LETTERS = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬆ": "st"}
_RUN = pattern(f"[{needs}]+")
_LATIN = pattern("[A-Za-z\u00c0-\u024f]")
_SUBJECT = pattern("连字|連字|合字|[Ll]igature")


def find(text: str, facts: Facts) -> Iterator[Hit]:
    """Each ligature in a word."""
    for m in _RUN.finditer(text):
        if not (_LATIN.match(text, m.end()) or _LATIN.match(text[m.start() - 1 : m.start()])):
            continue
        start, end = line_of(text, m.start())
        line = text[start:end]
        if is_about(line) or _SUBJECT.search(line):
            continue
        for at, c in enumerate(m[0], m.start()):
            yield Hit(at, at + 1, _LETTERS.get(c))
