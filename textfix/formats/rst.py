"""reStructuredText: one text, in which the markup is kept.

Not the content of directives, but of those that hold prose; nor literal blocks, comments and
tables, which are aligned by their columns. A title that the file refers to by its name is kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from textfix.core import Span
from textfix.formats.edges import BLANK, UNSEEN
from textfix.formats.layout import Layout, Options, Piece
from textfix.spans import merge

suffixes = (".rst", ".rest")

_LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n|\Z)")
_INDENT = re.compile(rf"[ \t\u00a0\u3000{re.escape(UNSEEN)}]*")
_SEEN = re.compile(f"[^{re.escape(UNSEEN)}]+")
# Directives (docutils, Sphinx) whose content is prose; so may be the words behind their name.
_PROSE = re.compile(
    r"\.\. (?:attention|caution|danger|error|hint|important|note|tip|warning|seealso|todo"
    r"|admonition|topic|sidebar|epigraph|highlights|pull-quote|compound|container|rubric"
    r"|versionadded|versionchanged|deprecated|glossary)::[ \t]*"
)
_NOTE = re.compile(r"\.\. \[[^\]]+\][ \t]+")  # a footnote, a citation
_EXPLICIT = re.compile(r"\.\.(?: |$)|__ ")
_FIELD = re.compile(r":[^:`\n]+:(?= |$)[ \t]*")
_MARKER = re.compile(r"(?:[-*+•]|(?:\d+|#|[a-zA-Z])[.)]|\((?:\d+|#|[a-zA-Z])\))[ \t]+|\|[ \t]+")
_ADORNMENT = re.compile(r"([!-/:-@\[-`{-~])\1+[ \t]*$")
_GRID = re.compile(r"\+[-=+]{2,}[ \t]*$|\|.*[|+][ \t]*$")
_BORDER = re.compile(r"={2,}(?:[ \t]+={2,})+[ \t]*$")
_DOCTEST = re.compile(r">>> ")
_INLINE = re.compile(
    r":[\w:.+-]{1,80}:`[^`]{0,400}`"  # a role
    r"|(?<![\w`])`[^`]{1,400}`_{0,2}"
    r"|``[^\n]{1,400}?``"
    r"|\|\S[^|\n]{0,80}\|_{0,2}"
    r"|\[[^\[\]\s]{1,80}\]_"
    r"|(?<!\w)\w{1,80}_(?!\w)"
)
_REFERRED = re.compile(r"`([^`<]{1,400})`_|(?<!\w)(\w{1,80})_(?!\w)")


class _Line(NamedTuple):
    """A line from `start` to `end`, whose text begins at `body`; of a `whole` one nothing is prose."""

    kind: str
    start: int
    body: int
    end: int
    whole: bool = False


def locate(text: str, options: Options) -> Layout:
    """The whole file, but for its markup. Never raises."""
    if not text:
        return Layout([])
    lines = list(_lines(text))
    keep = [*_of_lines(text, lines), *(m.span() for m in _INLINE.finditer(text))]
    keep += _titles(text, lines)
    return Layout([Piece(0, len(text))], merge(span for span in keep if span[0] < span[1]))


def shape(text: str) -> object:
    """The kinds of its lines in order, those of one paragraph taken together."""
    kinds: list[str] = []
    for line in _lines(text):
        if line.kind not in ("text", "") or kinds[-1:] != [line.kind]:
            kinds.append(line.kind)
    return kinds


def _of_lines(text: str, lines: Sequence[_Line]) -> Iterator[Span]:
    for line, following in zip(lines, [*lines[1:], None], strict=True):
        if following and line.kind and following.kind and {line.kind, following.kind} != {"text"}:
            yield line.end, following.start
        if line.whole:
            yield line.start, line.end
        else:
            yield from (m.span() for m in _SEEN.finditer(text, line.start, line.body))


def _titles(text: str, lines: Sequence[_Line]) -> Iterator[Span]:
    """Titles that the file refers to."""
    names = {" ".join((m[1] or m[2]).lower().split()) for m in _REFERRED.finditer(text)}
    for line, following in pairwise(lines):
        titled = line.kind == "text" and following.kind == "adornment"
        if titled and " ".join(text[line.body : line.end].lower().split()) in names:
            yield line.body, line.end


def _lines(text: str) -> Iterator[_Line]:
    r"""Every line of the file.

    >>> [line.kind for line in _lines("一\n==\n\n二::\n\n  code\n\n.. note:: 三\n")]
    ['text', 'adornment', '', 'text', '', 'code', '', 'directive']
    """
    reader = _Reader(text)
    for m in _LINE.finditer(text):
        start, stop = m.span()
        if start == stop and start:
            break
        yield reader.read(start, start + len(m[0].rstrip("\r\n")))


class _Reader:
    """What the lines so far say of the next."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._code = -1  # lines further in than this column are no prose
        self._literal = -1  # the same, once an empty line has come
        self._borders = 0  # of a simple table
        self._kind = ""

    def read(self, start: int, end: int) -> _Line:
        """The next line."""
        text = self._text
        m = _INDENT.match(text, start, end)
        body = m.end() if m else start
        kind, low, whole = self._block(len(text[start:body].expandtabs(8)), body, end)
        self._kind = kind
        return _Line(kind, start, low, end, whole)

    def _block(self, indent: int, body: int, end: int) -> tuple[str, int, bool]:
        text = self._text
        if not text[body:end].strip(BLANK + UNSEEN):
            self._code, self._literal = max(self._code, self._literal), -1
            self._borders = 0 if self._borders > 1 else self._borders
            return "", end, False
        if 0 <= self._code < indent:
            return "code", body, True
        self._code = -1
        border = _BORDER.match(text, body, end) is not None
        self._borders += border
        if border or self._borders or _GRID.match(text, body, end):
            return "table", body, True
        if _DOCTEST.match(text, body, end) or (self._kind == "doctest"):
            return "doctest", body, True
        return self._of_text(indent, body, end)

    def _of_text(self, indent: int, body: int, end: int) -> tuple[str, int, bool]:
        text = self._text
        if text[body:end].rstrip().endswith("::"):
            self._literal = indent
        if m := _PROSE.match(text, body, end) or _NOTE.match(text, body, end):
            self._literal = -1
            return "directive", m.end(), False
        if _EXPLICIT.match(text, body, end):
            self._code = indent
            return "directive", body, True
        if _ADORNMENT.match(text, body, end):
            return "adornment", body, True
        m = _FIELD.match(text, body, end) or _MARKER.match(text, body, end)
        return ("item", m.end(), False) if m else ("text", body, False)
