"""One file, from its bytes to the bytes it should have: read, decoded, repaired, encoded."""

from __future__ import annotations

import codecs
from collections import Counter
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from textfix.decode import decode
from textfix.decoded import Decoded, DecodeError, NotText
from textfix.files import checks
from textfix.files.container import ContainerError, Packing, unpack
from textfix.files.outcome import Outcome
from textfix.files.plain import LFS
from textfix.files.stream import Block
from textfix.files.treatment import Treatment, format_of
from textfix.formats import for_name, named
from textfix.formats.language import language_of
from textfix.formats.layout import Malformed, Options
from textfix.formats.proof import splice
from textfix.formats.splice import Repaired, for_language, repair
from textfix.formats.spot import Spot
from textfix.recode.byteread import KEPT, as_utf8
from textfix.recode.declared import declared, for_file

SHOWN = 8  # characters that an encoding lacks, in a message
FILE = Block(b"")  # all of a file


class Skip(Exception):
    """A file that is not to be repaired; the message says why, in two or three words."""

    @classmethod
    def of(cls, wrong: NotText) -> Skip:
        """What is not text is skipped, where it is one file among many."""
        return cls(str(wrong).partition(";")[0].removeprefix("not text but "))


class Unencodable(ValueError):
    """The repaired text has characters that the wanted encoding lacks; the message names them."""


class Result(NamedTuple):
    """What came of a file, and the bytes it should hold (None: those it holds)."""

    outcome: Outcome
    data: bytes | None


def treat(
    data: bytes,
    name: str,
    how: Treatment,
    *,
    hint: str = "",
    path: str = "",
    block: Block = FILE,
) -> Result:
    """Repair the bytes of a file called `name`; `hint` is the encoding its folder's settings give.

    `path` is what the outcome calls it. Where these are not all of its bytes, `block` says which.
    Raises Skip for what is not to be repaired; whatever else
    stands in the way is told as the outcome's `error`.
    """
    if data.startswith(LFS):
        raise Skip("Git LFS pointer")
    path = path or name
    try:
        inner, inner_name, packing = unpack(data, name, limit=how.limit)
        return _treat(inner, inner_name, path, packing, hint, how, block)
    except NotText as wrong:
        raise Skip.of(wrong) from None
    except (DecodeError, LookupError, Malformed, Unencodable, ContainerError) as wrong:
        return Result(Outcome(path, error=str(wrong)), None)


def _treat(
    data: bytes,
    name: str,
    path: str,
    packing: Packing | None,
    hint: str,
    how: Treatment,
    block: Block,
) -> Result:
    decoded = decoded_as(data, name, hint, how)
    kind = format_of(name, how)
    format = block.part or named(kind)
    pipeline = for_language(how.pipeline, language_of(path))
    try:
        repaired = repair(
            decoded.text,
            format,
            pipeline,
            how.options,
            min_score=how.min_score,
            accepted=how.accepted,
            telling=how.telling,
        )
    except Malformed as wrong:
        raise Malformed(
            f"not {kind.upper()} ({wrong}); mend it, or repair it as plain text: --format text"
        ) from None
    found = tuple(dict.fromkeys(span.encoding for span in decoded.spans)) or (decoded.encoding,)
    target = _target(how.to, hint, decoded)
    bad = sum(map(len, KEPT.findall(decoded.text))) if how.errors == "escape" else 0
    whole = tuple(checks.spots(how.checks, name, found, target, decoded.bom, bad))
    # The columns of a table are named at its beginning.
    met = frozenset[str]() if block.part and block.start else _met(decoded.text, kind, how.options)
    if not repaired.edits and not whole:
        return Result(_outcome(path, decoded, repaired, (), met), None)
    if bad:
        from textfix.files.escape import escaped

        repaired = repaired._replace(after=escaped(repaired.after, format, how.options))
    written = _encode(repaired.after, decoded, name, target, how, first=not block.start)
    if written == data:
        return Result(_outcome(path, decoded, repaired, (), met), None)
    packed = packing.pack(written) if packing else written
    outcome = _outcome(path, decoded, repaired, whole, met)
    return Result(outcome._replace(changed=True), packed)


def _met(text: str, kind: str, options: Options) -> frozenset[str]:
    if not (options.columns or options.keys):
        return frozenset()
    from textfix.files.asked import met

    return met(text, kind, options)


def hint_of(data: bytes, path: Path, how: Treatment) -> str:
    """The encoding that the settings of a file's folder give; they are not asked for UTF-8."""
    return "" if how.encoding or _is_utf8(data) else for_file(path)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def decoded_as(data: bytes, name: str, hint: str, how: Treatment) -> Decoded:
    """The file's text; a single-byte encoding that nothing names is a guess, and no file is
    rewritten on one.
    """
    if not how.encoding and for_name(name) in ("json", "jsonl", "ipynb"):
        hint = hint or "utf-8"  # as their standard says (RFC 8259, 8.1)
    errors = "strict" if how.errors == "strict" else "keep"
    decoded = decode(data, encoding=how.encoding, hint=hint or None, errors=errors)
    if how.encoding or decoded.encoding in ("utf-8", hint) or decoded.encoding == declared(data):
        return decoded
    from textfix.recode.single_byte import ENCODINGS

    if decoded.encoding in ENCODINGS:
        raise DecodeError(
            f"not UTF-8; {decoded.encoding.upper()} is only the likeliest; name it with --encoding"
        )
    return decoded


def _outcome(
    path: str,
    decoded: Decoded,
    repaired: Repaired,
    whole: tuple[Spot, ...],
    met: frozenset[str],
) -> Outcome:
    spots = (*whole, *repaired.spots)
    shown = bool(spots)
    marked = decoded.bom and decoded.encoding == "utf-8"
    return Outcome(
        path,
        decoded.text if shown else "",
        repaired.after if shown else "",
        spots,
        repaired.problems,
        encoding="utf-8-sig" if marked else decoded.encoding,
        met=met,
    )


def _target(to: str, hint: str, decoded: Decoded) -> str:
    if to == "keep":
        return decoded.encoding
    return to or (hint if hint and hint == decoded.encoding else "utf-8")


def _encode(
    text: str, decoded: Decoded, name: str, target: str, how: Treatment, *, first: bool
) -> bytes:
    """The bytes to write: in the target encoding, at the `first` with the mark that belongs there."""
    if target != decoded.encoding and first:
        from textfix.formats.charset_label import relabel

        text = splice(text, relabel(text, Path(name).suffix.lower(), target))
    if target not in ("utf-8", "utf-8-sig"):
        mark = codecs.BOM_UTF16_LE if decoded.bom and target == "utf-16-le" else b""
        written = mark + encode(text, target, all=how.list_unencodable)
        return written if first else written.removeprefix("".encode(target))
    kept = decoded.bom and (decoded.encoding == "utf-8" or checks.wants_mark(name))
    if checks.BYTE_ORDER_MARK.name in how.checks and not checks.wants_mark(name):
        kept = False
    marked = kept or (target == "utf-8-sig" and first)
    return (codecs.BOM_UTF8 if marked else b"") + as_utf8(text)


def encode(text: str, target: str, *, all: bool = False) -> bytes:
    """The text in an encoding; raises Unencodable where that lacks characters of it.

    The message names the first eight of them, or all with how often each occurs.

    >>> encode("数据", "big5")
    Traceback (most recent call last):
    ...
    textfix.files.repair.Unencodable: BIG5 has no U+6570 数 (first in line 1); see --unencodable list, or write UTF-8
    """
    try:
        return text.encode(target)
    except UnicodeEncodeError as wrong:
        lacking = Counter(c for c in text if not _has(target, c))
        shown = [f"U+{ord(c):04X} {c if c.isprintable() else ''}".strip() for c in lacking]
        if all:
            shown = [f"{c} ({n:,})" for c, n in zip(shown, lacking.values(), strict=True)]
        elif len(shown) > SHOWN:
            shown[SHOWN:] = [f"and {len(shown) - SHOWN} more"]
        line = text.count("\n", 0, wrong.start) + 1
        cure = "write UTF-8, or replace them" if all else "see --unencodable list, or write UTF-8"
        lacks = f"{target.upper()} has no {', '.join(shown)} (first in line {line})"
        raise Unencodable(f"{lacks}; {cure}") from None


@lru_cache(maxsize=4096)
def _has(target: str, character: str) -> bool:
    try:
        character.encode(target)
    except UnicodeEncodeError:
        return False
    return True
