"""Colours on a terminal, and whether to use them."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Literal, TextIO

# ECMA-48, 8.3.117 (SGR); only the eight old colours, which follow the user's own palette.
_STYLES = {
    "path": "1",
    "frame": "36",
    "error": "31",
    "warning": "33",
    "note": "36",
    "old": "31",
    "new": "32",
    "changed old": "7;31",
    "changed new": "7;32",
    "remark": "2",
}
_WINDOWS = ("WT_SESSION", "ANSICON", "TERM")  # one is set where a Windows console knows SGR

Choice = Literal["auto", "always", "never"]
Painter = Callable[[str, str], str]


def enabled(choice: Choice, stream: TextIO | None) -> bool:
    """Is what goes to this stream to be coloured?

    "auto" obeys NO_COLOR, then FORCE_COLOR (no-color.org, force-color.org: set, and not empty),
    and else colours for a terminal that is not dumb.
    """
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    if os.environ.get("TERM") == "dumb" or stream is None or stream.closed:
        return False
    if os.name == "nt" and not any(name in os.environ for name in _WINDOWS):
        return False
    return stream.isatty()


def painter(color: bool) -> Painter:
    """A function that paints a text in a named style, or leaves it where `color` is off.

    >>> painter(True)("old", "質"), painter(False)("old", "質")
    ('\\x1b[31m質\\x1b[0m', '質')
    """
    return _painted if color else _plain


def _painted(style: str, text: str) -> str:
    return f"\x1b[{_STYLES[style]}m{text}\x1b[0m" if text else ""


def _plain(style: str, text: str) -> str:
    return text
