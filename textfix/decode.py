"""Bytes at the door: which encoding, decoded with proof, or an honest refusal.

For now UTF-8, and whatever a byte order mark names. Other encodings are refused, never guessed.
"""

from __future__ import annotations

import codecs
from dataclasses import dataclass

# UTF-32 first: its little-endian mark begins with that of UTF-16 (Unicode 17.0, 23.8).
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


class DecodeError(ValueError):
    """These bytes are not text in an encoding that can be proved; says where and what to do."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, and how it was read. `bom`: a byte order mark stood before it (not in `text`)."""

    text: str
    encoding: str
    bom: bool = False


def decode(data: bytes) -> Decoded:
    """Read bytes as text.

    >>> decode("数据".encode("utf-8-sig"))
    Decoded(text='数据', encoding='utf-8', bom=True)

    Raises DecodeError where the bytes are not wholly valid.
    """
    mark, encoding = next(((m, e) for m, e in _MARKS if data.startswith(m)), (b"", "utf-8"))
    try:
        return Decoded(data[len(mark) :].decode(encoding), encoding, bool(mark))
    except UnicodeDecodeError as error:
        start, end = error.start + len(mark), error.end + len(mark)
        where = f"byte {start}" if end - start == 1 else f"bytes {start}-{end - 1}"
        raise DecodeError(
            f"{where} ({data[start:end].hex(' ')}): not valid {encoding.upper()}; "
            "convert the input first, for Chinese files often: iconv -f GB18030 -t UTF-8"
        ) from None
