"""What a file, or its folder, says of its encoding: a hint, as many lie.

HTML's `<meta charset>`, XML's prolog, Python's and Emacs' `coding:`, CSS's `@charset`; git's
`working-tree-encoding` in `.gitattributes`, and `charset` in `.editorconfig`.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from textfix.pattern import pattern

if TYPE_CHECKING:
    from pathlib import Path

HEAD = 1024  # bytes: HTML wants it there (HTML Standard, 4.2.5.4), the others in the first lines
_PATTERNS = (
    pattern(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.I),
    pattern(rb"^\s*<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.:-]+)", re.I),
    pattern(rb"^(?:[^\n]*\n)?[ \t]*(?:#|//|/\*|--|;|\")[^\n]*?coding[:=][ \t]*([\w.-]+)"),
    pattern(rb"^@charset \"([\w.:-]+)\";", re.I),
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
    for said in _PATTERNS:
        if m := said.search(head):
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


def for_file(path: Path) -> str:
    """The encoding that settings of a file's folder, or of one above it, give for its name."""
    path = path.absolute()
    for folder in path.parents:
        name = path.relative_to(folder).as_posix()
        for settings, find in ((".gitattributes", _git), (".editorconfig", _editor)):
            try:
                lines = (folder / settings).read_text("utf-8").split("\n")
            except (OSError, UnicodeDecodeError):
                continue
            labels = [label for pattern, label in find(lines) if _matches(name, pattern)]
            if labels:
                return name_of(labels[-1])  # the last one counts, in both
        if (folder / ".git").exists():
            break
    return ""


def _git(lines: list[str]) -> Iterator[tuple[str, str]]:
    for line in lines:
        pattern, _, rest = line.strip().partition(" ")
        if m := re.search(r"\bworking-tree-encoding=(\S+)", rest):
            yield pattern, m[1].removesuffix("-BOM")


def _editor(lines: list[str]) -> Iterator[tuple[str, str]]:
    pattern = ""
    for line in lines:
        if m := re.match(r"\s*\[(.+)\]\s*$", line):
            pattern = m[1]
        elif (m := re.match(r"\s*charset\s*=\s*([\w-]+)", line, re.I)) and pattern:
            yield pattern, m[1].removesuffix("-bom")


def _matches(name: str, pattern: str) -> bool:
    """Does a glob match a path? Without a slash it matches in any folder; `{a,b}` is either."""
    from fnmatch import fnmatch

    if m := re.search(r"\{([^{}]*,[^{}]*)\}", pattern):
        either = (pattern[: m.start()] + one + pattern[m.end() :] for one in m[1].split(","))
        return any(_matches(name, one) for one in either)
    if "/" not in pattern.rstrip("/"):
        return fnmatch(name.rpartition("/")[2], pattern)
    return fnmatch(name, pattern.lstrip("/").replace("**/", "*"))
