"""Bytes at the door: which encoding, decoded with proof, or an honest refusal."""

from __future__ import annotations

import codecs
import re

from textfix.decoded import CERTAIN, ByteSpan, Decoded, DecodeError, NotText, Problem
from textfix.pattern import pattern
from textfix.recode.byteread import KEPT, Read, read

# UTF-32 first: its little-endian mark begins with that of UTF-16 (Unicode 17.0, 23.8).
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_ESCAPES = (
    (b"\x1b$)C", "iso2022_kr"),
    (b"\x1b$B", "iso2022_jp_2"),
    (b"\x1b$@", "iso2022_jp_2"),
    (b"\x1b$(D", "iso2022_jp_2"),
)
# Bytes that go on with a character, 80 to BF where they must be: so many are no chance. Of strings
# of six characters of GBK one in 20,000 is valid UTF-8, which makes six such bytes.
PROOF = 8
# Nats by which another encoding must be likelier than valid UTF-8 with fewer. Most files are UTF-8,
# and a few letters of Europe on their own (`ã` four times) reach 10 as Korean; others (`ǩ˵`) are rare.
AHEAD, AHEAD_OF_LETTERS = 3.0, 12.0
_LETTERS = pattern(rb"(?:[\x00-\x7f]|[\xc2-\xc5\xcd-\xd1][\x80-\xbf])*")
# Accented letters beside small ones, as words of Latin letters have them (`pâte`); read in a legacy
# encoding, each would be Han or Hangul within a Latin word.
_IN_WORDS = pattern(rb"[a-z][\xc3-\xc8][\x80-\xbf]|[\xc3-\xc8][\x80-\xbf][a-z]")
CHARACTER = 4  # bytes of the longest
MARGIN = 1.0  # nats between encodings, below which there is no telling
MIXED = 100.0  # nats over knowing nothing, above which it is some of these encodings
HINT = 4.0  # nats for what the file declares, or the caller hints at
ERRORS = ("strict", "keep", "escape")


def decode(
    data: bytes, *, encoding: str | None = None, hint: str | None = None, errors: str = "strict"
) -> Decoded:
    r"""Read bytes as text.

    `encoding` is obeyed; `hint` (a label from a header, a setting) is weighed like what the file
    declares of itself. Bytes that cannot be read raise DecodeError, or with `errors="keep"` stay
    as lone surrogates (U+DC00 and the byte), or with "escape" as `\x8a`; `to_bytes` gives the
    bytes back in either case.

    >>> found = decode("数据".encode("utf-8-sig"))
    >>> found.text, found.encoding, found.bom
    ('数据', 'utf-8', True)
    >>> decode("数据库连接失败".encode("gbk")).encoding
    'gb18030'

    Raises DecodeError where no encoding can be proved, ValueError for an unknown `errors` and
    LookupError for an unknown `encoding`.
    """
    if errors not in ERRORS:
        raise ValueError(f"no errors={errors!r}; known: {', '.join(ERRORS)}")
    if encoding is None and (text := plain(data)) is not None:
        whole = (ByteSpan(0, len(data), "utf-8"),)
        return Decoded(text, "utf-8", spans=whole, pieces=(("utf-8", Read(text, (), ())),))
    mark, text = b"", _utf8(data) if encoding is None else None
    if encoding is not None:
        mark, name = _named(encoding, data)
        score = CERTAIN
    elif text is not None and _is_proved(data, text):
        name, score = "utf-8", CERTAIN  # it alone is proved by its form, and most files are it
    else:
        try:
            mark, name, score = _encoding(data, hint or "", valid=text is not None)
        except NotText:
            raise
        except DecodeError:
            if errors == "strict":
                raise
            mark, name, score = b"", "utf-8", 0.0  # what it is not, is kept
    found = _decoded(data, mark, name, score, text if name == "utf-8" and not mark else None)
    fatal = [problem for problem in found.problems if problem.fatal]
    if fatal and errors == "strict":
        more = f", and {len(fatal) - 1} more like it" if len(fatal) > 1 else ""
        raise DecodeError(f"{fatal[0].what}{more}; see --encoding, or --errors keep")
    if errors == "escape":
        escaped = KEPT.sub(lambda m: "".join(f"\\x{ord(c) - 0xDC00:02x}" for c in m[0]), found.text)
        return found._replace(text=escaped)
    return found


def plain(data: bytes) -> str | None:
    r"""What `decode` reads without weighing anything, sooner: UTF-8 beyond doubt, or plain ASCII.

    >>> plain("数据库连接".encode()), plain("数据库连接".encode("gbk")), plain(b"a\x1b$B")
    ('数据库连接', None, None)
    """
    if data.isascii():
        from textfix.recode.wide import signature

        odd = b"\0" in data or b"\x1b" in data or b"~{" in data or signature(data)
        return None if odd else data.decode()
    text = None if b"\0" in data else _utf8(data)
    return text if text is not None and _is_proved(data, text) else None


def _encoding(data: bytes, hint: str, valid: bool) -> tuple[bytes, str, float]:
    """The mark, the encoding and how sure it is: each step decides only what it is sure of."""
    from textfix.recode import detect, wide  # what is UTF-8 has no need of them
    from textfix.recode.declared import declared, name_of
    from textfix.recode.single_byte import single_byte

    for mark, name in _MARKS:  # nobody writes one by chance
        if data.startswith(mark):
            return mark, name, CERTAIN
    if kind := wide.signature(data):
        raise NotText(f"not text but {kind}; name text files only")
    if data.isascii() and b"\0" not in data:  # escapes look like ASCII
        return b"", _escaped(data), CERTAIN
    if name := wide.utf32(data) if b"\0" in data else "":
        return b"", name, CERTAIN
    wider = wide.may_be_utf16(data) and any(wide.is_text(data, name) for name in detect.WIDE)
    if not wider and wide.is_binary(data):
        raise NotText("not text: too many control characters; see --encoding if it is")
    said = [name for name in (name_of(hint), declared(data)) if name]
    if valid and ("utf-8" in said or _is_latin(data)):
        return b"", "utf-8", HINT
    favour = dict.fromkeys(said, HINT)
    verdict = detect.detect(data, wide=wider, favour=favour)
    ahead = AHEAD_OF_LETTERS if _LETTERS.fullmatch(data) else AHEAD
    if valid and (verdict.encoding == detect.NULL or verdict.margin < ahead):
        return b"", "utf-8", verdict.margin  # a letter or two beyond ASCII, and valid
    # Of a file in two encodings neither is far ahead; its lines will tell.
    if verdict.encoding != detect.NULL and (verdict.margin >= MARGIN or verdict.known >= MIXED):
        big5 = verdict.encoding in ("cp950", "big5hkscs")
        return b"", _big5(data) if big5 else verdict.encoding, verdict.margin
    for name in said if verdict.encoding == detect.NULL else ():
        if not read(data, name).bad:
            return b"", name, HINT
    if verdict.encoding == detect.NULL and (name := single_byte(data)):
        return b"", name, verdict.margin
    at = re.search(rb"[\x80-\xff]", data)
    where = f"byte {at.start()} ({data[at.start()]:02x}): " if at else ""
    raise DecodeError(
        f"{where}not valid UTF-8, and no other encoding is certain; name it with --encoding"
    )


def _is_latin(data: bytes) -> bool:
    """Do most of the characters beyond ASCII stand in words of Latin letters?"""
    beyond = sum(byte >= 0xC0 for byte in data)
    return 2 * len(_IN_WORDS.findall(data)) > beyond


def _escaped(data: bytes) -> str:
    """Seven-bit encodings: ISO-2022 by their escapes, HZ by its braces."""
    if any(sign in data for sign in (b"\x1b$)A", b"\x1b$)G", b"\x1b$*H")):
        raise DecodeError(
            "ISO-2022-CN, which Python cannot read; iconv -f ISO-2022-CN -t UTF-8 can"
        )
    for sign, name in _ESCAPES:
        if sign in data:
            return name
    if b"~{" in data:
        try:
            if any(character > "\u2e80" for character in data.decode("hz")):
                return "hz"
        except UnicodeDecodeError:
            pass
    return "utf-8"


def _utf8(data: bytes) -> str | None:
    """The text, if this is UTF-8 and more than ASCII."""
    try:
        return None if data.isascii() else data.decode()
    except UnicodeDecodeError:
        return None


def _is_proved(data: bytes, text: str) -> bool:
    return len(data) - len(text) >= PROOF and not text.startswith("\ufeff")


def _big5(data: bytes) -> str:
    """Code page 950 unless Hong Kong's additions read more: the two disagree on signs."""
    bad = {name: len(read(data, name).bad) for name in ("cp950", "big5hkscs")}
    return "big5hkscs" if bad["big5hkscs"] < bad["cp950"] else "cp950"


def _decoded(data: bytes, mark: bytes, name: str, score: float, known: str | None) -> Decoded:
    """Everything decoded, line by line in other encodings where that reads better."""
    body = data[len(mark) :] if mark else data
    pieces = _pieces(body, name) if known is None else [(name, body, Read(known, (), ()))]
    spans, problems, at = list[ByteSpan](), list[Problem](), len(mark)
    texts = []
    for encoding, raw, piece in pieces:
        if spans and spans[-1].encoding == encoding:
            spans[-1] = spans[-1]._replace(end=at + len(raw))
        else:
            spans.append(ByteSpan(at, at + len(raw), encoding))
        problems += _problems(data, at, piece, encoding, len(data))
        texts.append(piece.text)
        at += len(raw)
    text = texts[0] if len(texts) == 1 else "".join(texts)
    nul = -1 if name.startswith(("utf-16", "utf-32")) else data.find(b"\0")
    if nul >= 0:
        problems.append(Problem(nul, nul + 1, f"byte {nul} (00): a NUL in text", False))
    kept = tuple((encoding, piece) for encoding, _, piece in pieces)
    return Decoded(text, name, bool(mark), score, tuple(spans), tuple(problems), kept, mark)


def _pieces(body: bytes, name: str) -> list[tuple[str, bytes, Read]]:
    from textfix.recode import detect, mixed

    whole = read(body, name)
    odd = []
    if name in detect.CANDIDATES and b"\n" in body and (whole.bad or name != "utf-8"):
        odd = mixed.lines(body, name, whole)
    if not odd:
        return [(name, body, whole)]
    pieces, at = [], 0
    for line in odd:
        for start, end, encoding in ((at, line.start, name), line):
            if end > start:
                raw = body[start:end]
                pieces.append((encoding, raw, read(raw, encoding)))
        at = line.end
    if at < len(body):
        pieces.append((name, body[at:], read(body[at:], name)))
    return pieces


def _problems(data: bytes, at: int, piece: Read, name: str, size: int) -> list[Problem]:
    found = []
    for start, end in piece.bad:
        low, high = at + start, at + end
        where = f"byte {low}" if high - low == 1 else f"bytes {low}-{high - 1}"
        shown = data[low : min(high, low + 8)].hex(" ")
        cut = high == size and high - low < CHARACTER
        why = "; is the end cut off?" if cut else ""
        found.append(Problem(low, high, f"{where} ({shown}): not valid {name.upper()}{why}"))
    for raw in sorted({variant.raw for variant in piece.variants if variant.size == 1}):
        count = sum(variant.raw == raw for variant in piece.variants)
        shown = next(piece.text[v.at] for v in piece.variants if v.raw == raw)
        what = f"{raw.hex(' ')} read as {shown} ({count} times), as Windows does"
        found.append(Problem(at, at, what, False))
    return found


def _named(encoding: str, data: bytes) -> tuple[bytes, str]:
    """The mark, and the encoding that was asked for; UTF-16 and UTF-32 as their mark says."""
    from textfix.recode.declared import name_of

    name = name_of(encoding)
    if not name:
        raise LookupError(f"no encoding named {encoding!r}; for Chinese: utf-8, gb18030, cp950")
    for mark, marked in _MARKS:
        if data.startswith(mark) and marked in (name, f"{name}-le", f"{name}-be"):
            return mark, marked
    return b"", f"{name}-le" if name in ("utf-16", "utf-32") else name
