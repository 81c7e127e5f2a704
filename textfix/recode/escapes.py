r"""Characters written as escapes, as a program writes them where only ASCII may stand.

`\u4e2d`, `%E4%B8%AD`, `&#20013;`, `=E4=B8=AD`, `+Ti1lhw-`: each has a strict reading, so a run of
them is read whole or not at all. What a run reads as must look like Chinese; where escapes may
stay as they are (in code, in a URL) is for the caller to say.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import NamedTuple

from textfix import hanzi
from textfix.core import Span
from textfix.pattern import pattern

# What a reading may cost, in nats a character. The first two or four characters of a clause of
# news, law or encyclopaedia cost at most 11.0 in 99 cases of 100; random code points cost more in
# 95 (two) or 99 (four) of 100, and UTF-8 read as GBK in 85.
LIKELY = 11.0
# Where almost any bytes have a reading, as in GBK and UTF-7, the bytes prove less. Of random pairs
# of GB 2312 characters 5 of 100 cost less than this, of fours 1; of clean clauses 93 to 99 do.
SURELY = 9.5

_X = "[0-9A-Fa-f]"
_LITERAL = "[A-Za-z0-9._~-]"  # what stands unescaped between escapes (RFC 3986, 2.3)
_BETWEEN = f"{_LITERAL}{{0,32}}"
_HAN = pattern("[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff]")
_LETTERS = pattern(r"(?:(?![\x00-\x7f])[^\W\d_])+")
# Never written into a text: controls, characters nobody assigned, lone surrogates, line breaks.
_REFUSED = frozenset(("Cc", "Cn", "Co", "Cs", "Zl", "Zp"))


class Run(NamedTuple):
    """Escapes from `start` to `end` that read as `new`; `kind` names how it was escaped."""

    start: int
    end: int
    new: str
    kind: str


def runs(text: str) -> Iterator[Run]:
    r"""The runs of escapes in a text that read as Chinese, none of them across a line end.

    >>> [run.new for run in runs(r"\u4e2d\u6587 %D6%D0%CE%C4 &#20013;&#25991; +Ti1lhw-")]
    ['中文', '中文', '中文', '中文']
    >>> list(runs("100%25 %E4%B8 &#169; a=3D"))
    []
    """
    found = (
        run
        for sign, pattern, read in _KINDS
        if sign in text
        for m in pattern.finditer(text)
        if (run := read(m)) is not None
    )
    end = 0
    for run in sorted(found, key=lambda run: (run.start, -run.end)):
        if run.start >= end:
            yield run
            end = run.end


# One reader for each way to escape.


def _units(kind: str, least: int) -> Callable[[re.Match[str]], Run | None]:
    """Escapes that name UTF-16 code units; `least` Han characters are proof enough."""

    def read(m: re.Match[str]) -> Run | None:
        units = _UNIT.sub(lambda one: chr(int(one[1] or one[2], 16)), m[0])
        try:  # a pair of surrogates is one character; one alone is nothing
            new = units.encode("utf-16-le", "surrogatepass").decode("utf-16-le")
        except UnicodeDecodeError:
            return None
        return _judged(m.string, m.span(), new, _name(kind, m), least, LIKELY)

    return read


def _references(m: re.Match[str]) -> Run | None:
    """Character references of HTML, decimal or hexadecimal."""
    numbers = [int(one[1], 16) if one[1] else int(one[2]) for one in _REFERENCE.finditer(m[0])]
    if max(numbers) > 0x10FFFF:
        return None
    new, kind = "".join(map(chr, numbers)), _name("character reference", m)
    return _judged(m.string, m.span(), new, kind, 1, LIKELY)


def _utf7(m: re.Match[str]) -> Run | None:
    try:
        new = m[0].encode().decode("utf-7")
    except UnicodeDecodeError:
        return None
    # Any eight letters have a reading half of the time, so no letter but Han, and no ASCII.
    strange = new.isascii() or any(c.isascii() or (c.isalpha() and not _HAN.match(c)) for c in new)
    return None if strange else _judged(m.string, m.span(), new, "UTF-7", 2, SURELY)


def _bytes(kind: str, token: str, base: int) -> Callable[[re.Match[str]], Run | None]:
    """Escapes that name bytes, of UTF-8 or else of GBK."""

    def read(m: re.Match[str]) -> Run | None:
        deep = re.escape(m["deep"]) if "deep" in m.re.groupindex else ""
        one = re.compile(token.replace("DEEP", deep))
        tokens = [t for t in one.finditer(m[0]) if not t[0].endswith("\n")]
        parts = [(t.start(), int(t[1], base) if t[1] else -1) for t in tokens]
        if not (high := [i for i, (_, value) in enumerate(parts) if value > 0x7F]):
            return None
        # ASCII that is escaped right before and after belongs to the run, letters do not.
        first, last = high[0], high[-1] + 1
        while first and parts[first - 1][1] >= 0:
            first -= 1
        while last < len(parts) and parts[last][1] >= 0:
            last += 1
        start = m.start() + parts[first][0]
        end = m.start() + parts[last][0] if last < len(parts) else m.end()
        data = bytes(v if v >= 0 else ord(m[0][at]) for at, v in parts[first:last])
        after = m.string[end : end + 1]
        second = after if "@" <= after <= "~" else ""  # of a GBK pair
        for label, more, limit in (
            ("UTF-8", "", LIKELY),
            ("GBK", "", SURELY),
            ("GBK", second, SURELY),
        ):
            try:
                new = (data + more.encode()).decode(label)
            except UnicodeDecodeError:
                continue
            span = start, end + len(more)
            if found := _judged(m.string, span, new, _name(f"{kind} {label}", m), 2, limit):
                return found
        return None

    return read


def _name(kind: str, m: re.Match[str]) -> str:
    """The kind, and that the sign which escapes was escaped itself."""
    return f"{kind}, escaped again" if m.groupdict().get("deep") else kind


def _judged(text: str, span: Span, new: str, kind: str, least: int, limit: float) -> Run | None:
    """The run, if what it reads as may be written down and looks like Chinese."""
    new, more = _whole(new)
    # Its end and what follows must not begin one more escape: read whole or not at all.
    seam = new[-6:] + text[span[1] : span[1] + 6]
    if (
        len(_HAN.findall(new)) < (2 if more else least)
        or nats_a_letter(new) > limit
        or not may_stand(text, span, new)
        or any(m.start() < len(new[-6:]) < m.end() for m in _SEAM.finditer(seam))
    ):
        return None
    return Run(*span, new, kind + more)


def may_stand(text: str, span: Span, new: str) -> bool:
    """May these characters be written where an escape of them stands?

    Not controls, nor a U+FFFD or a question mark that did not stand there (a lossy program wrote
    it for a character it did not have), nor what makes a fence of code with its neighbours.
    """
    start, end = span
    if any(unicodedata.category(c) in _REFUSED for c in new) or "\ufffd" in new:
        return False
    around = text[max(0, start - 2) : start] + new + text[end : end + 2]
    return new.count("?") <= text.count("?", start, end) and not re.search("```|~~~", around)


def _whole(new: str) -> tuple[str, str]:
    r"""A reading followed to its end: `\u00e4\u00b8\u00ad` is not æ..., it is 中."""
    more = ""
    while read := _as_bytes(new):
        new, label = read
        more = f" of bytes of {label}"
    for run in reversed(list(runs(new))):
        new = new[: run.start] + run.new + new[run.end :]
        more = f", then {run.kind}"
    return new, more


def _as_bytes(new: str) -> tuple[str, str] | None:
    """Characters below U+0100 as the bytes they may be."""
    if new.isascii() or max(new) > "\xff":
        return None
    for label, limit in (("UTF-8", LIKELY), ("GBK", SURELY)):
        try:
            read = new.encode("latin-1").decode(label)
        except UnicodeDecodeError:
            continue
        if max(read) <= "\xff" or nats_a_letter(read) <= limit:
            return read, label
    return None


def nats_a_letter(text: str) -> float:
    """What the letters beyond ASCII cost, in nats each: the lower, the more like Chinese.

    >>> nats_a_letter("网络 2.0") < SURELY < LIKELY < nats_a_letter("かな")
    True
    """
    pieces = _LETTERS.findall(text)
    return sum(map(hanzi.cost, pieces)) / max(1, sum(map(len, pieces)))


_UNIT = pattern(rf"(?:\\+u|%(?:25)*u|u)({_X}{{4}})|%(?:25)*({_X}{{2}})")
_REFERENCE = pattern(rf"#(?:[xX]({_X}+)|([0-9]+));")
_SEAM = pattern(rf"\\+[ux0-3]|%u?{_X}{{2}}|&(?:amp;)*#|={_X}{{2}}")
_OCTAL, _HEX, _QP = "[0-3][0-7]{2}", f"x{_X}{{2}}", "=[0-9A-F]{2}"
_NUMBER = rf"#(?:[xX]{_X}{{1,6}}|[0-9]{{1,7}});"
_BREAK = r"=[ \t]*\r?\n"  # quoted-printable's own line ends (RFC 2045, 6.7)
_SOFT = f"(?:{_BREAK})?"
_ONCE = rf"(?!25{_X}{{2}}){_X}{{2}}"  # %25E4 after %E4 is escaped once more, and no part of its run
_PERCENT = "%(?P<deep>(?:25){0,4})"


def _again(token: str, between: str = "", times: int = 1) -> str:
    """An escape and those that follow, which have as many backslashes."""
    return rf"\\(?P<deep>\\{{0,{times}}}){token}(?:{between}\\(?P=deep){token})*"


# A sign without which there is none, the pattern of a run, its reader. Patterns begin with a plain
# character, which is looked for much faster than anything else.
_KINDS = tuple(
    (sign, re.compile(pattern), read)
    for sign, pattern, read in (
        ("\\u", _again(f"u{_X}{{4}}", times=3), _units("Unicode escape", 1)),
        (
            "u",
            rf"u(?<![A-Za-z0-9\\+%&]u){_X}{{4}}(?:u{_X}{{4}})+(?![A-Za-z0-9])",
            _units("Unicode escape without backslash", 2),
        ),
        (
            "%",
            rf"{_PERCENT}u{_X}{{4}}(?:{_BETWEEN}%(?P=deep)u{_X}{{4}}|%(?P=deep)(?!25{_X})[0-7]{_X})*",
            _units("%u escape", 2),
        ),
        (
            "%",
            rf"{_PERCENT}{_X}{{2}}(?:{_BETWEEN}%(?P=deep){_ONCE})*",
            _bytes("percent-encoded", rf"%DEEP({_X}{{2}})|.", 16),
        ),
        ("&", rf"&(?P<deep>(?:amp;){{0,3}}){_NUMBER}(?:&(?P=deep){_NUMBER})*", _references),
        ("\\", _again(_OCTAL, _BETWEEN), _bytes("octal", rf"\\DEEP({_OCTAL})|.", 8)),
        ("\\x", _again(_HEX, _BETWEEN), _bytes("hexadecimal", rf"\\DEEPx({_X}{{2}})|.", 16)),
        (
            "=",
            rf"{_QP}(?:{_SOFT}{_BETWEEN}{_QP})*",
            _bytes("quoted-printable", rf"=([0-9A-F]{{2}})|{_BREAK}|.", 16),
        ),
        ("+", r"\+(?<![A-Za-z0-9+/]\+)[A-Za-z0-9+/]{5,}-", _utf7),
    )
)
