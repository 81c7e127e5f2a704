"""Which values of a settings file are texts: not what names files, folders and devices."""

from __future__ import annotations

import re

from textfix.formats.prose import is_prose

# A path from a drive or a share on Windows, which may have blanks; one from a folder or a variable,
# or of several folders, which has neither blanks nor the marks of a sentence.
_PATH = re.compile(
    r"(?:[A-Za-z]:[\\/]|\\\\).*"
    r"|(?:/|(?:\.{1,2}|~|\$\{?\w+\}?|%\w+%)[\\/])[^\s，。；：！？、]*",
    re.S,
)


def is_text(raw: str) -> bool:
    """May this value of a setting, as it is spelled, be repaired?

    >>> [is_text(raw) for raw in ("D:/數據/表 1", "./數據", "數據.csv", "on", "數據")]
    [False, False, False, False, True]
    """
    return is_prose(raw) and _PATH.fullmatch(raw) is None
