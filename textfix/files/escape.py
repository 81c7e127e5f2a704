r"""Bytes that could not be read, written down as `\x8a`: what `--errors escape` asks for."""

from __future__ import annotations

from bisect import bisect_right

from textfix.decoded import DecodeError
from textfix.formats.layout import Format, Options, Piece, Reading, Unspellable
from textfix.formats.proof import splice
from textfix.formats.spot import Lines
from textfix.recode.byteread import KEPT


def escaped(text: str, format: Format, options: Options) -> str:
    r"""A file in which kept bytes are spelled so that the texts they stand in read `\x8a`.

    >>> from textfix.formats import json
    >>> print(escaped('{"t": "a\udc8a"}', json, Options()))
    {"t": "a\\x8a"}

    Raises DecodeError for bytes outside of texts, where that would mean something else.
    """
    everything = Options((), True, frozenset({"comments", "strings"}), options.delimiter)
    pieces = format.locate(text, everything).pieces
    starts = [piece.start for piece in pieces]
    splices = []
    for m in KEPT.finditer(text):
        wanted = "".join(f"\\x{ord(c) - 0xDC00:02x}" for c in m[0])
        i = bisect_right(starts, m.start()) - 1
        piece = pieces[i] if i >= 0 and m.end() <= pieces[i].end else None
        written = _spelled(wanted, piece, m[0])
        if written is None:
            line, _ = Lines(text).place(m.start())
            raise DecodeError(
                f"line {line}: bytes that cannot be read stand where {wanted} would be no text; "
                "see --errors keep, or --format text"
            )
        splices.append((*m.span(), written))
    return splice(text, splices)


def _spelled(wanted: str, piece: Piece | None, raw: str) -> str | None:
    """How it is written in this text; None where that cannot be, or would be read differently."""
    if piece is None or piece.spelling is None:
        return wanted if piece else None
    try:
        written = piece.spelling.write(wanted, raw)
    except Unspellable:
        return None
    return written if Reading(written, piece.spelling).text == wanted else None
