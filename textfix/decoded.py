"""Text, and how it was read: what `decode` returns and raises."""

from __future__ import annotations

from typing import NamedTuple

from textfix.recode.byteread import Read, codec, write

CERTAIN = 99.0  # nats, where an encoding is proved


class DecodeError(ValueError):
    """These bytes are not text in an encoding that can be proved; says where and what to do."""


class NotText(DecodeError):
    """An image, an archive, a program: nothing that is meant to be read."""


class ByteSpan(NamedTuple):
    """The bytes from `start` to `end` were read in `encoding`."""

    start: int
    end: int
    encoding: str


class Problem(NamedTuple):
    """What is wrong with the bytes from `start` to `end`; `fatal` under `errors="strict"`."""

    start: int
    end: int
    what: str
    fatal: bool = True


class Decoded(NamedTuple):
    """Text, and how it was read.

    `bom`: a byte order mark stood before it (not in `text`); `score`: how far ahead of the next
    encoding it was, in nats (99: proved); `spans`: which bytes were read how, one unless the file
    mixes encodings; `problems`: what could not be read, or was read although no standard has it;
    `pieces` and `mark`: what `to_bytes` goes by.
    """

    text: str
    encoding: str
    bom: bool = False
    score: float = CERTAIN
    spans: tuple[ByteSpan, ...] = ()
    problems: tuple[Problem, ...] = ()
    pieces: tuple[tuple[str, Read], ...] = ()
    mark: bytes = b""

    @property
    def newline(self) -> str:
        """The commonest line end, or nothing in a single line."""
        crlf = self.text.count("\r\n")
        counts = {"\n": self.text.count("\n") - crlf, "\r\n": crlf}
        counts["\r"] = self.text.count("\r") - crlf
        best = max(counts, key=lambda end: counts[end])
        return best if counts[best] else ""

    def to_bytes(self) -> bytes:
        """The bytes this was read from, worked out from the text as it was read."""
        return self.mark + b"".join(
            write(piece.text, piece.variants, codec(encoding)) for encoding, piece in self.pieces
        )
