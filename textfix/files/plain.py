"""Clean text in UTF-8, as most files are: soon seen, and nothing else is asked of it.

Beside the rules, `treat` takes 50 microseconds for a file of 150 characters, and this takes 4.
"""

from __future__ import annotations

import re

from textfix.decode import plain
from textfix.files.packed import is_packed
from textfix.files.treatment import Treatment, format_of
from textfix.formats import WHOLE
from textfix.formats.language import language_of
from textfix.formats.spot import Telling
from textfix.pattern import pattern

LFS = b"version https://git-lfs.github.com/spec/v1\n"  # git-lfs, docs/spec.md
# ASCII but for letters of Latin words, dashes, quotes, dots, blanks, arrows: three of such a mark at
# most are not yet proof of UTF-8. Beyond them `decode` weighs all encodings, and comes to the same.
_TYPED = pattern(
    rb"[\xc2-\xc5\xe2](?:(?<=[a-z][\xc3-\xc5])[\x80-\xbf]"
    rb"|(?<=\xe2)(?:\x80[\x90-\xa6]|\x86[\x90-\x93])|(?<=\xc2)\xa0)"
)
_ASCII = bytes((*b"\t\n\r", *range(0x20, 0x7F)))
_DECLARES = pattern(rb"charset|coding", re.I)
_AS_IT_IS = "", "keep", "utf-8"  # encodings to write in which a file of UTF-8 stays what it is


def is_plainly_clean(data: bytes, name: str, how: Treatment, path: str) -> bool:
    """Has `treat` surely nothing to say of these bytes? What is not soon seen is no.

    A format that keeps some of its text only finds less in it.
    """
    if how.encoding or how.to not in _AS_IT_IS or how.telling >= Telling.SUSPICIONS:
        return False
    if how.options.columns or how.options.keys:  # it is told which of them were met
        return False
    if format_of(name, how) not in WHOLE or is_packed(name) or data.startswith(LFS):
        return False
    text = plain(data)
    if text is None and _is_typed(data):
        text = data.decode()
    if text is None or "textfix:" in text or language_of(path):
        return False
    return how.pipeline.is_clean(text)


def _is_typed(data: bytes) -> bool:
    """Is this soon seen to be UTF-8, with a few letters and marks beyond ASCII?"""
    if data.isascii() or _TYPED.sub(b"", data).translate(None, _ASCII):
        return False
    from textfix.recode.wide import signature

    return not signature(data) and not _DECLARES.search(data)
