"""What a file says of its own encoding: a hint, as many lie.

HTML's `<meta charset>`, XML's prolog, Python's and Emacs' `coding:`, CSS's `@charset`.
"""

from __future__ import annotations

import codecs
import re

HEAD = 1024  # bytes: HTML wants it there (HTML Standard, 4.2.5.4), the others in the first lines
_PATTERNS = (
    re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.I),
    re.compile(rb"^\s*<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.:-]+)", re.I),
    re.compile(rb"^(?:[^\n]*\n)?[ \t]*(?:#|//|/\*|--|;|\")[^\n]*?coding[:=][ \t]*([\w.-]+)"),
    re.compile(rb"^@charset \"([\w.:-]+)\";", re.I),
)
# The web's labels, and Python's names, as the field calls them.
_NAMES = {
    **dict.fromkeys(("gb2312", "gb_2312-80", "gbk", "gb18030", "cp936", "x-gbk"), "gb18030"),
    **dict.fromkeys(("euc-cn", "euc_cn", "ms936", "windows-936", "hz-gb-2312"), "gb18030"),
    **dict.fromkeys(("big5", "big5-eten", "cp950", "ms950", "windows-950", "big5-tw"), "cp950"),
    **dict.fromkeys(("big5-hkscs", "big5hkscs"), "big5hkscs"),
    **dict.fromkeys(
        ("shift_jis", "shift-jis", "sjis", "x-sjis", "cp932", "windows-31j"), "shift_jis"
    ),
    **dict.fromkeys(("ms932", "windows-932"), "shift_jis"),
    **dict.fromkeys(("euc-jp", "euc_jp", "x-euc-jp", "eucjp"), "euc-jp"),
    **dict.fromkeys(
        ("euc-kr", "euc_kr", "ks_c_5601-1987", "cp949", "uhc", "windows-949"), "euc-kr"
    ),
    **dict.fromkeys(("utf-8", "utf8", "utf-8-sig", "utf_8"), "utf-8"),
}


def declared(data: bytes) -> str:
    """The encoding that the first lines name, as the field calls it; or nothing.

    >>> declared(b'<meta charset="gb2312">'), declared(b"# -*- coding: big5 -*-")
    ('gb18030', 'cp950')
    """
    head = data[:HEAD]
    for pattern in _PATTERNS:
        if m := pattern.search(head):
            return name_of(m[1].decode("ascii", "replace"))
    return ""


def name_of(label: str) -> str:
    """What the field calls an encoding of this label; nothing if Python has none of it."""
    if known := _NAMES.get(label.strip().lower()):
        return known
    try:
        name = codecs.lookup(label).name
    except LookupError:
        return ""
    return _NAMES.get(name, name)
