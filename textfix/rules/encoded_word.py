"""Words of a mail header left encoded: `=?UTF-8?B?5Lya6K6u?=`.

RFC 2047 writes text beyond ASCII so, with its character set; words with only blanks between them
are one text. A word whose bytes are not valid in its character set is left.

>>> from textfix import fix
>>> fix("主题：=?gb2312?B?u+HS6c2o1qo=?=")
'主题：会议通知'
"""

import base64
import codecs
import quopri
import re
from collections.abc import Iterator
from itertools import groupby

from textfix.core import Hit, Phase, Reach
from textfix.pattern import pattern
from textfix.recode.escapes import may_stand
from textfix.survey import Facts

phase = Phase.REPAIR
safe = True
reach = Reach.PARAGRAPH  # a header may be folded
needs = ("=", "?")

_WORD = pattern(
    r"=\?(?P<charset>[\w.:-]+)(?:\*[A-Za-z0-9-]+)?\?(?P<how>[BbQq])\?(?P<what>[!->@-~]*)\?=", re.A
)
_APART = pattern(r"[ \t]*(?:\r?\n)?[ \t]+")  # RFC 2047, 6.2: not shown between two words
# Mail programs write GB2312 for all that Windows has under that name, and more.
_GB = pattern(r"(?:gb_?2312(?:-80)?|x-gbk|gbk|cp-?936|ms936|windows-936|euc-cn)", re.I)


def find(text: str, facts: Facts) -> Iterator[Hit]:
    """Words, and rows of words, that can be read strictly."""
    for row in _rows(text):
        start, end = row[0].start(), row[-1].end()
        new = _read(row)
        while new and (inner := _WORD.search(new)):  # encoded twice: read to the end, or left
            again = _read([inner])
            new = new[: inner.start()] + again + new[inner.end() :] if again else None
        if new and may_stand(text, (start, end), new):
            yield Hit(start, end, new, 1.0, f"encoded word, {row[0]['charset']}")


def _rows(text: str) -> Iterator[list[re.Match[str]]]:
    row: list[re.Match[str]] = []
    for m in _WORD.finditer(text):
        if (
            row
            and m.start() > row[-1].end()
            and not _APART.fullmatch(text, row[-1].end(), m.start())
        ):
            yield row
            row = []
        row.append(m)
    if row:
        yield row


def _read(row: list[re.Match[str]]) -> str | None:
    """What the words say; those of one character set are joined first, as bytes.

    A character may not be split over two words (RFC 2047, 5), but many programs did.
    """
    sets = groupby(row, key=lambda m: m["charset"].lower())
    try:
        return "".join(_text(charset, b"".join(map(_bytes, words))) for charset, words in sets)
    except (LookupError, ValueError):  # binascii.Error and UnicodeError are ValueErrors
        return None


def _bytes(word: re.Match[str]) -> bytes:
    what = word["what"].encode()
    if word["how"] in "Qq":
        if re.search(rb"=(?![0-9A-Fa-f]{2})", what):
            raise ValueError("an equals sign that escapes nothing")
        return quopri.decodestring(what, header=True)
    return base64.b64decode(what + b"=" * (-len(what) % 4), validate=True)


def _text(charset: str, data: bytes) -> str:
    info = codecs.lookup("gb18030" if _GB.fullmatch(charset) else charset)
    # Not rot13 and its like, nor those that read bytes as escapes once more.
    if not getattr(info, "_is_text_encoding", True) or "escape" in info.name:
        raise LookupError(charset)
    return data.decode(info.name)
