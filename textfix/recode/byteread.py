"""Bytes read in a known encoding, with nothing lost: what cannot be read is kept, and can go back.

An undecodable byte becomes a lone surrogate, U+DC00 and the byte (PEP 383, for all bytes). What
Windows reads although the standard does not is read as Windows does, and remembered.
"""

from __future__ import annotations

import codecs
import re
import threading
from typing import NamedTuple

from textfix.pattern import pattern

# The names of the field, and Python's codec where it differs: the web reads these labels as
# Windows' supersets (WHATWG Encoding Standard, 4.2).
CODECS = {"shift_jis": "cp932", "euc-kr": "cp949", "euc-jp": "euc_jp"}
_DOUBLE = ("gb18030", "cp950", "big5hkscs", "cp932", "cp949", "euc_jp")
_CHINESE = ("gb18030", "cp950", "big5hkscs")
BYTE = 5.0  # nats, for a byte more that is not read
_AHEAD = 24  # bytes behind a bad one that show where characters begin again
_SOME = 8  # bad bytes, and one in sixteen more, after which it is not this encoding
_CLOSELY = 3  # of them that are looked at closely, to find out which encoding it is
_RUN = pattern(rb"[\x80-\xff][\x40-\xff]*")
KEPT = pattern("[\udc00-\udcff]+")
_found = threading.local()


class Variant(NamedTuple):
    """Where a text has a character whose bytes are not those the codec would write."""

    at: int  # in the text
    size: int  # characters
    raw: bytes


class Read(NamedTuple):
    """A text, the byte ranges that could not be read, and the characters of unusual bytes."""

    text: str
    bad: tuple[tuple[int, int], ...]
    variants: tuple[Variant, ...]


def codec(encoding: str) -> str:
    """Python's codec for an encoding."""
    return CODECS.get(encoding, encoding)


def _keep(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    bad = len(_found.ranges)
    if bad > _found.most:
        raise error
    end = error.end
    if error.encoding in _DOUBLE and bad < _found.closely:
        end += _begins_later(error.object[end : end + _AHEAD], error.encoding)
    _found.ranges.append((error.start, end))
    return "".join(chr(0xDC00 + byte) for byte in error.object[error.start : end]), end


def _begins_later(ahead: bytes, name: str) -> bool:
    """Is the next byte the second of the character whose first is bad?"""
    run = _RUN.match(ahead)
    if run is None or len(run[0]) < 2:
        return run is not None and run.end() < len(ahead)
    from textfix import hanzi  # few files have such bytes
    from textfix.recode.nature import glance

    here, later = (run[0][i:].decode(name, "replace") for i in (0, 1))
    if name in _CHINESE:
        return hanzi.cost(later) + BYTE < hanzi.cost(here)
    return glance(later) / len(later) < glance(here) / len(here)


def begun(data: bytes, encoding: str) -> tuple[str, int] | None:
    """Bytes as far as they go, and how many are left of a character that is not finished.

    None if so many are bad that it is not this encoding.
    """
    _found.ranges, _found.most, _found.closely = [], _SOME + len(data) // 16, _CLOSELY
    # Of UTF-8 all bad bytes are above ASCII, and Python keeps those itself.
    errors = "surrogateescape" if encoding == "utf-8" else "textfix.keep"
    reader = codecs.getincrementaldecoder(codec(encoding))(errors)
    try:
        text = reader.decode(data)
    except UnicodeDecodeError:
        return None
    state = reader.getstate()[0]
    return text, len(state) if isinstance(state, bytes) else 0


codecs.register_error("textfix.keep", _keep)


def read(data: bytes, encoding: str) -> Read:
    r"""Read bytes in an encoding.

    >>> read(b"\xc4\xe3\xff\xba\xc3", "gb18030")
    Read(text='你\udcff好', bad=((2, 3),), variants=())
    """
    name = codec(encoding)
    try:
        text = data.decode(name)
        ranges = list[tuple[int, int]]()
    except UnicodeDecodeError:
        _found.ranges = ranges = []
        _found.most = _found.closely = len(data)
        text = data.decode(name, "textfix.keep")
    if encoding == "gb18030":
        return _as_windows(text, data, ranges)
    return Read(
        text, tuple(ranges), () if encoding.startswith("utf") else _unusual(text, data, name)
    )


_WINDOWS = {"\udc80": ("€", b"\x80"), "\ue5e5": ("\u3000", b"\xa3\xa0")}


def _as_windows(text: str, data: bytes, ranges: list[tuple[int, int]]) -> Read:
    """Code page 936 has the euro sign at 80, and real files have A3A0 for a wide blank."""
    if "\udc80" in text or "\ue5e5" in text:
        bad = [r for r in ranges if data[r[0] : r[1]] != b"\x80"]
        variants = [
            Variant(m.start(), 1, _WINDOWS[m[0]][1]) for m in re.finditer("[\udc80\ue5e5]", text)
        ]
        text = re.sub("[\udc80\ue5e5]", lambda m: _WINDOWS[m[0]][0], text)
        return Read(text, tuple(bad), tuple(variants))
    return Read(text, tuple(ranges), ())  # GB 18030 has no character twice


def _unusual(text: str, data: bytes, name: str) -> tuple[Variant, ...]:
    """Characters that stand in an encoding twice, at the code that is not written."""
    if _is_written_so(text, name, data):
        return ()
    variants: list[Variant] = []
    at = 0
    # A line end is no part of another character in these encodings.
    for line, raw in zip(text.split("\n"), data.split(b"\n"), strict=False):
        if not _is_written_so(line, name, raw):
            start = 0
            for i, character in enumerate(line if name in _DOUBLE else ""):
                written = _plain(character, name)  # the unusual code is as long as the usual
                if raw[start : start + len(written)] != written:
                    variants.append(Variant(at + i, 1, raw[start : start + len(written)]))
                start += len(written)
        at += len(line) + 1
    if write(text, tuple(variants), name) == data:
        return tuple(variants)
    return (Variant(0, len(text), data),)  # as where states stand between characters


def _is_written_so(text: str, name: str, data: bytes) -> bool:
    try:
        return write(text, (), name) == data
    except UnicodeEncodeError:
        return False


def write(text: str, variants: tuple[Variant, ...], name: str) -> bytes:
    """The bytes a text was read from."""
    out: list[bytes] = []
    at = 0
    for variant in variants:
        out += _plain(text[at : variant.at], name), variant.raw
        at = variant.at + variant.size
    return b"".join((*out, _plain(text[at:], name)))


def as_utf8(text: str) -> bytes:
    """A text as UTF-8, bytes that were kept as the bytes they are."""
    return _plain(text, "utf-8")


def _plain(text: str, name: str) -> bytes:
    out: list[bytes] = []
    at = 0
    for m in KEPT.finditer(text):
        out += text[at : m.start()].encode(name), bytes(ord(c) - 0xDC00 for c in m[0])
        at = m.end()
    return b"".join((*out, text[at:].encode(name)))
