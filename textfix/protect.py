"""Spans no rule may touch: code, URLs, and what the caller or the document itself names.

A document may say what of it stays, in comments such as `textfix: off` (see `textfix.inline`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from textfix.core import Protect, Span
from textfix.lines import lines
from textfix.pattern import pattern
from textfix.spans import merge

_FENCE = pattern(r"^(?P<quote>[ >]{0,6})(?P<fence>`{3,}|~{3,})[^\n`]*(?:\n|\Z)", re.M)
# Code in a line. A long stretch of Chinese between two stray backticks is not code: a byte slip
# leaves backticks (0x60 is a trail byte of GBK).
_CODE = pattern(r"(?<!`)(`{1,2})(?!`)([^`\n]{1,200})(?<!`)\1(?!`)")
_SENTENCE = pattern("[，。；]")
_SINGLE_BYTES = pattern("[\x80-\x9f\xa1-\xff]")  # so does Big5 read byte by byte
# Unlike RFC 3986, a URL here ends at the first character outside ASCII: in Chinese text the
# sentence goes on without a blank. But for Han after a slash or an equals sign, up to a blank or
# the end: there it is a page of a wiki. A closing bracket or mark at its end belongs to the sentence.
_URL = pattern(
    r"(?:https?|ftp|file)://[!-;=?-Z\\^-z~|]+"
    r"(?:(?:(?<=[/=_+#(])[\u3400-\u9fff]{1,60}[!-;=?-Z^-z~|]*)+(?=[\s)\]，。、；]|\Z))?(?<![,.;:!?'\")\]])"
    r"|\bwww\.[a-zA-Z0-9-]+\.[!-;=?-Z^-z~]+(?<![,.;:!?'\")\]])"
    r"|[\w.+-]{1,64}@[a-zA-Z0-9-]{1,63}(?:\.[a-zA-Z0-9-]{1,63})+",
    re.A,
)
# What no URL or address is without; lines with it are few.
_URL_SIGN = pattern(r"[:w@](?:(?<=:)//|(?<=w)ww\.|(?<=@)[a-zA-Z0-9-])")


def protected(text: str, protect: Iterable[Protect] = ()) -> list[Span]:
    """Sorted, separate spans of `text` that stay as they are.

    `protect` holds words (str) and compiled patterns.

    >>> protected("见 `f(x)`，王力宏", ["王力宏"])
    [(2, 8), (9, 12)]
    """
    spans: list[Span] = []
    if "```" in text or "~~~" in text:
        spans += ((start, end) for start, end, _ in fences(text))
    if "`" in text:
        spans += (m.span() for m in _CODE.finditer(text) if _is_code(m[2]))
    if "://" in text or "www." in text or "@" in text:
        for start, line in lines(text, _URL_SIGN):
            spans += (m.span() for m in _URL.finditer(text, start, start + len(line)))
    if "textfix:" in text:
        from textfix.inline import ignored

        spans += ((kept.start, kept.end) for kept in ignored(text) if not kept.rules)
    for wanted in protect:
        pattern = re.compile(re.escape(wanted)) if isinstance(wanted, str) else wanted
        spans += (m.span() for m in pattern.finditer(text) if m.end() > m.start())
    return merge(spans)


def fences(text: str) -> Iterator[tuple[int, int, bool]]:
    """Where code between fences stands, and whether its end is fenced.

    A fence is closed by one at least as long, by the end of the quotation it stands in, or by that
    of the text (CommonMark 0.31, 4.5).

    >>> list(fences("> ```\\n> f(x)\\nend"))
    [(0, 13, False)]
    """
    opening = _FENCE.search(text)
    while opening:
        end, closed = _fence_end(text, opening)
        yield opening.start(), end, closed
        opening = _FENCE.search(text, end)


def _fence_end(text: str, opening: re.Match[str]) -> tuple[int, bool]:
    depth = opening["quote"].count(">")
    quote = rf"(?: {{0,3}}>){{{depth}}}"
    close = rf"^(?:{quote} {{0,6}}(?P<fence>{opening['fence']}[`~]*[ \t\r]*$)|(?!{quote}))"
    m = re.compile(close, re.M).search(text, opening.end())
    if m is None:
        return len(text), False
    closed = m["fence"] is not None
    return (m.end() if closed else m.start()), closed


def _is_code(inside: str) -> bool:
    if 3 * len(_SINGLE_BYTES.findall(inside)) > len(inside):
        return False
    return len(inside) < 40 or not _SENTENCE.search(inside)
