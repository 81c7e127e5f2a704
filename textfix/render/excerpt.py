"""A stretch of a line, drawn, with marks under the places that are spoken of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from textfix.core import Span
from textfix.formats.spot import Lines
from textfix.render.color import Painter
from textfix.render.columns import columns
from textfix.render.visible import cells

CUT = "…"
LEAD = 4  # a fourth of the room goes to what stands before the first mark


class Mark(NamedTuple):
    """A place to be marked, in characters of the file; `style` is that of the mark."""

    start: int
    end: int
    style: str


def excerpt(lines: Lines, marks: Sequence[Mark], room: int, paint: Painter) -> tuple[str, str]:
    """The line of the first mark, and the line of marks under it; at most `room` columns each.

    An insertion is marked by one column. Of a mark that goes on in the next line the line end is
    drawn.

    >>> from textfix.render.color import painter
    >>> print("\\n".join(excerpt(Lines("数\\u200b据。"), [Mark(1, 2, "error")], 40, painter(False))))
    数[ZWSP]据。
      ^^^^^^
    """
    low, high = _line(lines, marks)
    start, end = _window(lines.text, low, high, marks[0].start, room)
    drawn = cells(lines.text[start:end])
    widths = [columns(cell) for cell in drawn]
    before, after = CUT * (start > low), CUT * (end < high)
    styles = _styles(marks, start, end)
    under = [" " * len(before)]
    for style, width in zip(styles, [*widths, 1], strict=True):
        under.append(paint(style, "^" * width) if style else " " * width)
    return before + "".join(drawn) + after, "".join(under).rstrip(" ")


def window(lines: Lines, first: int, room: int) -> Span:
    """What of a line an excerpt shows whose first mark is at `first`, without its end.

    >>> window(Lines("一\\n二三\\n"), 3, 40)
    (2, 4)
    """
    return _window(lines.text, *_line(lines, [Mark(first, first, "")]), first, room)


def _line(lines: Lines, marks: Sequence[Mark]) -> Span:
    """From where to where the line goes, with its end where that is marked."""
    number, column = lines.place(marks[0].start)
    low = marks[0].start - column + 1
    high = low + len(lines.line(number))
    last = max(mark.end for mark in marks)
    following = lines.starts[number] if number < len(lines.starts) else len(lines.text)
    return low, max(high, min(last, following))


def _window(text: str, low: int, high: int, first: int, room: int) -> Span:
    """What of low:high is shown: all, if it fits, or from somewhat before the first mark."""
    if _fitting(text[low : min(high, low + room + 1)], room) == high - low:
        return low, high
    room -= len(CUT) * 2
    lead = _fitting(text[max(low, first - room) : first][::-1], room // LEAD)
    start = first - lead
    return start, start + _fitting(text[start : min(high, start + room)], room)


def _fitting(text: str, room: int) -> int:
    """How many characters of a text fit, drawn."""
    for count, cell in enumerate(cells(text)):
        room -= columns(cell)
        if room < 0:
            return count
    return len(text)


def _styles(marks: Sequence[Mark], start: int, end: int) -> list[str]:
    """How each character is marked, and the place behind the last; nothing: not at all."""
    styles = [""] * (end - start + 1)
    for mark in marks:
        last = max(mark.end, mark.start + 1) - start
        for at in range(max(mark.start - start, 0), min(last, end - start + 1)):
            styles[at] = mark.style
    return styles
