r"""How YAML spells a text: plain, in quotes of either kind, or as a block.

A line break inside a plain or quoted scalar, or in a block that begins with `>`, is folded: it reads
as a blank, and is kept where it is. In a block that begins with `|` it is a line break of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from types import MappingProxyType
from typing import NamedTuple

from textfix.core import Span
from textfix.formats.layout import Spelling, Unspellable
from textfix.formats.quoting import C_NAMES, Backslash

# What PyYAML refuses (YAML 1.2, 5.1) and damage leaves; and the line ends of YAML 1.1 that 1.2
# (5.4) knows no more, each a trail byte of UTF-8 read as Latin-1.
UNPRINTABLE = re.compile(
    "[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
_BREAK = r"(?:\r\n|\n|\r)"
_BLANKS = rf"(?:[ \t]*{_BREAK})*[ \t]*"
_FOLD = re.compile(rf"(?<![ \t])[ \t]*{_BREAK}{_BLANKS}")
# In double quotes a blank before a line break may be written as an escape, and is then no part of
# the fold; and an escaped break reads as nothing.
_DOUBLE_FOLD = re.compile(
    rf"\\{_BREAK}{_BLANKS}|(?:(?<![ \t])|(?<=\\[ \t]))[ \t]*{_BREAK}{_BLANKS}"
)
_LINE = re.compile(r"[^\r\n]+")
_NAMES = MappingProxyType(
    {name: means for name, means in C_NAMES.items() if name in 'abfnrtv\\"'}
    | {"0": "\0", "e": "\x1b", " ": " ", "/": "/", "\t": "\t"}
    | {"N": "\x85", "_": "\xa0", "L": "\u2028", "P": "\u2029"}
)
# What never makes a plain scalar something else, wherever in it it stands: of ASCII nothing, as it
# may complete a number or a `yes`; but letters and digits where there is more than one line.
_HARMLESS = re.compile(r"(?:(?![\x00-\x7f])\w|[，。；：！？、“”‘’（）《》…—])+")
_HARMLESS_LINES = re.compile(r"(?:\w|[，。；：！？、“”‘’（）《》…—])*")


class Scalar(NamedTuple):
    """A text in a scalar. What of `setting` begins with white space sets it out, and is kept."""

    start: int
    end: int
    spelling: Spelling
    setting: re.Pattern[str]

    def kept(self, text: str, start: int, end: int) -> Iterator[Span]:
        """Folds, and blanks at the edges of the lines of a block, in this part of it."""
        for m in self.setting.finditer(text, start, end):
            if m[0][0].isspace():
                yield m.span()


def located(text: str, start: int, end: int, style: str, value: str) -> Iterator[Scalar]:
    """The texts of the scalar at start:end, which a parser reads as `value`."""
    if style == '"':
        yield Scalar(start + 1, end - 1, _DOUBLE, _DOUBLE.escape)
    elif style == "'":
        yield Scalar(start + 1, end - 1, _SINGLE, _SINGLE.escape)
    elif style in ("|", ">"):
        begin, indent = _body(text, start, value)
        end = begin + len(text[begin:end].rstrip(" \t\r\n"))
        if style == "|" and begin < end:
            yield Scalar(begin, end, _block(indent, "\n"), _edges(indent))
        elif style == ">":
            for low, high in _paragraphs(text, begin, end, indent):
                yield Scalar(low, high, _block(indent, " "), _FOLD)
    else:
        yield Scalar(start, end, _PLAIN, _FOLD)


def _folded(raw: str) -> str:
    breaks = raw.count("\n") + raw.count("\r") - raw.count("\r\n")
    return "\n" * (breaks - 1) if breaks > 1 or raw[0] == "\\" else " "


def _one_line(new: str) -> str:
    """Text for a line of its own: a line break in it would be folded, controls be refused."""
    if UNPRINTABLE.search(new) or "\n" in new or "\r" in new:
        raise Unspellable
    return new


def _write_single(new: str, raw: str) -> str:
    return _one_line(new).replace("'", "''")


_SINGLE = Spelling(
    re.compile(f"''|{_FOLD.pattern}"),
    lambda raw: "'" if raw == "''" else _folded(raw),
    _write_single,
)


def _read_double(raw: str) -> str:
    return _folded(raw) if "\n" in raw or "\r" in raw else _ESCAPES.read(raw)


_ESCAPES = Backslash(
    _NAMES, "xuU", '"' + "".join(map(chr, range(0x7F, 0xA0))) + "\u2028\u2029\ufeff"
).spelling
_DOUBLE = Spelling(
    re.compile(f"{_DOUBLE_FOLD.pattern}|{_ESCAPES.escape.pattern}"), _read_double, _ESCAPES.write
)


def _write_plain(new: str, raw: str) -> str:
    harmless = _HARMLESS_LINES if "\n" in raw or "\r" in raw else _HARMLESS
    if harmless.fullmatch(new):
        return new
    raise Unspellable


def _write_whole(text: str, raw: str) -> str:
    """A plain scalar as a whole: plain if it stays that string, else in quotes."""
    if "\n" in raw or "\r" in raw:
        raise Unspellable
    return text if _is_plain(text) else f"'{_write_single(text, raw)}'"


def _is_plain(text: str) -> bool:
    """Is this string what a plain scalar of this spelling reads as, wherever it stands?"""
    import yaml

    try:
        root = yaml.compose(f"- [{text}]\n- {text}\n", yaml.SafeLoader)
    except yaml.YAMLError:
        return False
    nodes = root.value if root else []
    found = [(node.tag, node.value) for node in (*nodes[0].value, *nodes[1:])]
    return found == [("tag:yaml.org,2002:str", text)] * 2


_PLAIN = Spelling(_FOLD, _folded, _write_plain, _write_whole)


def _body(text: str, start: int, value: str) -> tuple[int, int]:
    """Where the first line of a block that is not empty begins, and how far all are indented.

    The header may say how far, counted from what is around it: the value tells it without.
    """
    body = re.compile(rf"[^\r\n]*{_BREAK}(?: *{_BREAK})*( *)").match(text, start)
    first = re.match(r"(?: *\n)*( *)", value)
    if body is None or first is None:
        return len(text), 0
    own = len(first[1])
    return body.end() - own, len(body[1]) - own


@cache
def _block(indent: int, reads: str) -> Spelling:
    def write(new: str, raw: str) -> str:
        if reads == " " or UNPRINTABLE.search(new) or "\r" in new:
            return _one_line(new)
        end = re.search(_BREAK, raw)
        return new.replace("\n", (end[0] if end else "\n") + " " * indent)

    return Spelling(re.compile(rf"{_BREAK} {{0,{indent}}}"), lambda raw: reads, write)


@cache
def _edges(indent: int) -> re.Pattern[str]:
    return re.compile(rf"(?<=[\r\n]) {{{indent}}}[ \t]+|(?<![ \t\r\n])[ \t]+(?=[\r\n])")


def _paragraphs(text: str, begin: int, end: int, indent: int) -> Iterator[Span]:
    """Lines that are folded into one; a blank line or one that is indented further ends them."""
    start = stop = begin
    folds = False  # is the line before one that the next may be folded to?
    for line in _LINE.finditer(text, begin, end):
        at = line.start() if line.start() == begin else min(line.start() + indent, line.end())
        plain = text[at : line.end()][:1] not in ("", " ", "\t")
        if not (plain and folds and text[stop : line.start()] in ("\n", "\r\n", "\r")):
            if start < stop:
                yield start, stop
            start = at
        stop, folds = line.end(), plain
    if start < stop:
        yield start, stop
