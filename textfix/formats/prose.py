"""Which values of a data file hold text at all: most are ids, dates, addresses and names of files.

What is skipped is not repaired, so a table reads fast and the name of a file still opens it.
"""

from __future__ import annotations

import re
from collections.abc import Callable

# Pure ASCII holds no Chinese, but Chinese may be hidden in it: escapes (`\u4f60`, `%E4`, `&#20320;`,
# `=?UTF-8?B?`, `=E4=BD=A0`), and what was lost (`????`); or a control character may stand in it.
_HIDING = re.compile(r"\\[ux]|%|&#|=[?E]|\?\?|[\x00-\x08\x0e-\x1f\x7f]")
_HINT = re.compile(r"[^\t-\r -$'-<>@-\[\]-~]")  # of any of these: three times as fast
# No blank and no mark of a sentence, and an extension: the name of a file.
_FILE = re.compile(r"[^\s，。、；：！？（）“”《》]{1,250}\.[A-Za-z][A-Za-z0-9]{1,4}")


def may_speak(raw: str) -> bool:
    r"""Could a rule find anything in this stretch of a file, as it is spelled there?

    >>> [may_speak(raw) for raw in ("doc-17", "2024-01-02", "你好", r"\u4f60", "caf\u00e9")]
    [False, False, True, True, True]
    """
    if not raw.isascii():
        return True
    return _HINT.search(raw) is not None and _HIDING.search(raw) is not None


def may_be_chinese(raw: str) -> bool:
    r"""Is there anything but ASCII in it, or an escape that may stand for that?

    >>> may_be_chinese("你好"), may_be_chinese(r"\u4f60"), may_be_chinese("100% {{ what?? }}")
    (True, True, False)
    """
    return not raw.isascii() or "\\u" in raw


def is_prose(raw: str, read: Callable[[str], str] = str) -> bool:
    """May a repair be made in a value that is spelled so, and reads as `read` says?

    Not where no rule could find anything, nor where it is the name of a file.

    >>> [is_prose(text) for text in ("資料/圖.jpg", "資料", "見 圖.jpg", "用的是 3.14。")]
    [False, True, True, True]
    """
    return may_speak(raw) and not ("." in raw[-6:-1] and _FILE.fullmatch(read(raw)))
