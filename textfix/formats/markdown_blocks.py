"""The lines of a Markdown file, and of what block each is (CommonMark 0.31, GFM, and their kin)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from textfix.formats.edges import BLANK, UNSEEN

_LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n|\Z)")
_UNSEEN = re.escape(UNSEEN)
# Blanks of any kind, and what cannot be seen: a line stays what it is when a rule takes that away.
_INDENT = re.compile(rf"[ \t\u00a0\u3000{_UNSEEN}]*")
_TEXT_BLANK = re.compile("[\u00a0\u3000]")
_QUOTE = re.compile(rf"(?:[ \t{_UNSEEN}]{{0,8}}>)+[ \t\u00a0]?")
_FENCE = re.compile(r"(`{3,})[^`]*$|(~{3,})")
_ITEM = re.compile(r"((?:[-*+:]|\d{1,9}[.)])(?:[ \t\u00a0\u3000]+|$))(?:\[[ xX]\][ \t]+)?")
_HEADING = re.compile(r"(#{1,6})(?!#)[ \t\u00a0\u3000]*")
_UNDERLINE = re.compile(r"(?:=+|-+)[ \t]*$")
_RULE = re.compile(r"(?:-[ \t]*){3,}$|(?:\*[ \t]*){3,}$|(?:_[ \t]*){3,}$")
_CELL = re.compile(r":?-+:?")
_DEFINITION = re.compile(r"\[[^\^\]\n][^\]\n]*\]:[ \t]*\S")
_FOOTNOTE = re.compile(r"\[\^[^\]\s]+\]:[ \t]*")
# Containers and admonitions (`:::`, `!!!`, `???`), a table of contents.
_DIRECTIVE = re.compile(r":{3,}|!!![ \t]|\?\?\?|\[\[?toc\]\]?[ \t]*$", re.I)
_MODULE = re.compile(  # statements of MDX, up to an empty line
    r"import[ \t]+(?:[\w*{][^\u3400-\u9fff]*[ \t]from[ \t]+)?[\"']"
    r"|export[ \t]+(?:default|const|let|var|function|class|async|\*|\{)"
)
_BEFORE_CODE = ("code", "heading", "underline", "rule", "front")
_PIPE = re.compile(r"(?<!\\)(?:\\\\)*\|")
# Digits that would begin an item, were they made half-width.
_LIKE_ITEM = re.compile(r"[０-９]{1,9}(?=[.)][ \t\u00a0\u3000])")


class Line(NamedTuple):
    """A line from `start` to `end` (before its line end), whose text begins at `body`.

    `kind` is `text`, nothing for an empty line, or what else it is, with its level. Of a `whole`
    line nothing is prose.
    """

    kind: str
    start: int
    body: int
    end: int
    whole: bool = False


def blocks(text: str) -> Iterator[Line]:
    r"""Every line of the file.

    >>> [line.kind for line in blocks("# 一\n\n- 二\n  三\n\n> 四\n")]
    ['heading1', '', 'item1', 'text', '', 'text>']
    """
    reader = _Reader(text)
    for m in _LINE.finditer(text):
        start, stop = m.span()
        if start == stop and stop == len(text) and start:
            break
        end = stop - (2 if m[0].endswith("\r\n") else m[0].endswith(("\r", "\n")))
        yield reader.read(start, end, stop)


class _Reader:
    """What the lines so far say of the next: is it in a fence, a list, a table?"""

    def __init__(self, text: str) -> None:
        self._text = text
        self._front = front_matter(text)
        self._fence, self._fence_level = "", 0
        # The columns at which the content of open items begins; of each quotation around them.
        self._open: list[list[int]] = [[]]
        self._kind = ""  # of the line before
        self._in_module = False

    def read(self, start: int, end: int, stop: int) -> Line:
        """The next line; the one after it begins at `stop`."""
        if start < self._front:
            return Line("front", start, end, end, True)
        text = self._text
        quote = _QUOTE.match(text, start, end)
        level, at = (quote[0].count(">"), quote.end()) if quote else (0, start)
        if level < self._fence_level:
            self._fence, self._fence_level = "", 0
        self._quoted(level, _width(quote[0].partition(">")[0]) if quote else 0)
        body = _INDENT.match(text, at, end).end()  # type: ignore[union-attr]  # it may be empty
        inside = self._fence
        kind, body, whole = self._block(at, body, end, stop)
        if not inside:
            self._fence_level = level if self._fence else 0
        self._kind = kind
        return Line(kind + ">" * level, start, body, end, whole)

    def _block(self, at: int, body: int, end: int, stop: int) -> tuple[str, int, bool]:
        text = self._text
        if self._fence:
            if text.startswith(self._fence, body) and not text[body:end].strip(
                self._fence[0] + BLANK
            ):
                self._fence = ""
            return "code", body, True
        if not text[body:end].strip(BLANK + UNSEEN):
            self._in_module = False
            return "", end, False
        indent = _width(text[at:body])
        if not self._kind:
            self._leave(indent)
        if self._in_module or self._is_code(indent) or self._opens(body, end):
            return "code", body, True
        return self._of_text(indent, body, end, stop)

    def _is_code(self, indent: int) -> bool:
        """Four columns in, where no paragraph goes on; in a list, as many further in than its text."""
        begins = not self._kind or self._kind.startswith(_BEFORE_CODE)
        return begins and indent >= (self._lists[-1] if self._lists else 0) + 4

    @property
    def _lists(self) -> list[int]:
        return self._open[-1]

    def _quoted(self, level: int, indent: int) -> None:
        """Enter the quotations around a line, which end items that they do not stand in."""
        del self._open[level + 1 :]
        if len(self._open) <= level:
            self._leave(indent)
            self._open += ([] for _ in range(level + 1 - len(self._open)))

    def _leave(self, indent: int) -> None:
        """Close the items whose content begins further in."""
        while self._lists and indent < self._lists[-1]:
            self._lists.pop()

    def _opens(self, body: int, end: int) -> bool:
        """Does a fence begin here, or a statement of MDX?"""
        if m := _FENCE.match(self._text, body, end):
            self._fence = m[1] or m[2]
        self._in_module = _MODULE.match(self._text, body, end) is not None
        return m is not None or self._in_module

    def _of_text(self, indent: int, body: int, end: int, stop: int) -> tuple[str, int, bool]:
        text = self._text
        if self._kind.startswith("row") and "|" in text[body:end]:
            return self._row(body, end)
        if self._kind and _UNDERLINE.match(text, body, end):
            return "underline", body, True
        if _RULE.match(text, body, end):
            return "rule", body, True
        if m := _HEADING.match(text, body, end):
            return f"heading{len(m[1])}", m.end(), False
        if m := _ITEM.match(text, body, end):
            self._lists.append(indent + _width(m[1]))  # a box is part of the content
            return self._item(m.end(), end)
        if _DEFINITION.match(text, body, end) or _DIRECTIVE.match(text, body, end):
            return "directive", body, True
        if m := _FOOTNOTE.match(text, body, end):
            return "footnote", m.end(), False
        if "|" in text[body:end] and self._is_delimiter(stop, _columns(text[body:end])):
            return self._row(body, end)
        m = _LIKE_ITEM.match(text, body, end)
        return "text", m.end() if m else body, False

    def _item(self, body: int, end: int) -> tuple[str, int, bool]:
        """An item, in which an item, a heading or a fence may begin."""
        depth = 1
        while m := _ITEM.match(self._text, body, end) or _HEADING.match(self._text, body, end):
            body, depth = m.end(), depth + 1
        return f"item{depth}", body, self._opens(body, end)

    def _row(self, body: int, end: int) -> tuple[str, int, bool]:
        pipes = len(_PIPE.findall(self._text, body, end))
        return f"row{pipes}", body, not self._text[body:end].strip("|:- \t")

    def _is_delimiter(self, at: int, columns: int) -> bool:
        """Does the line that begins here part so many columns?"""
        m = _LINE.match(self._text, at)
        line = m[0].strip(" \t\r\n>") if m else ""
        cells = line.removeprefix("|").removesuffix("|").split("|")
        return len(cells) == columns and all(_CELL.fullmatch(cell.strip()) for cell in cells)


def _width(indent: str) -> int:
    """Its columns; blanks beyond ASCII are text (CommonMark 0.31, 2.1)."""
    return len(_TEXT_BLANK.split(indent, maxsplit=1)[0].expandtabs(4))


def _columns(row: str) -> int:
    return len(_PIPE.findall(row.strip().removeprefix("|").removesuffix("|"))) + 1


def front_matter(text: str) -> int:
    """Where YAML or TOML before the text ends; 0 if there is none."""
    mark = text[:3]
    if mark not in ("---", "+++", ";;;"):
        return 0
    m = re.compile(rf"{re.escape(mark)}[ \t]*\r?\n").match(text)
    closing = re.compile(rf"^(?:{re.escape(mark)}|\.\.\.)[ \t]*\r?$", re.M)
    end = closing.search(text, m.end()) if m else None
    return end.end() if end else 0
