"""UTF-16 and UTF-32 without a mark, and what is no text at all."""

from __future__ import annotations

from textfix.pattern import pattern

HEAD = 4096  # bytes that show what a file is
PLAUSIBLE = 0.97  # of the characters lie in blocks that texts are written in
CONTROLS = 0.005  # of the bytes, at most: more is no text
_NEVER = pattern("[\x00-\x08\x0e-\x1a\x1c-\x1f\ufffe\uffff]")
_WRITTEN = pattern(
    "[\t\n\r\x20-\x7e\xa0-\u024f\u0370-\u052f\u0590-\u06ff\u0e00-\u0e7f\u2010-\u2027\u2030-\u205e"
    "\u20ac\u2100-\u27bf\u3000-\u30ff\u3100-\u312f\u3400-\u9fff\uac00-\ud7a3\uff01-\uffee\ufeff"
    "\U0001f000-\U0001faff\U00020000-\U000323af]+"
)
_CONTROL = bytes({*range(32), 127} - {9, 10, 12, 13, 27})
# The high bytes of ASCII, marks, table lines, full-width forms and Chinese in UTF-16.
_HIGH_BYTES = bytes((0x00, 0x20, 0x25, 0x30, 0xFF, *range(0x4E, 0xA0)))
_ONE_COLUMN = 0.93
# What files begin with that are no text (the formats' own specifications).
SIGNATURES = {
    b"\x89PNG\r\n\x1a\n": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF87a": "a GIF image",
    b"GIF89a": "a GIF image",
    b"%PDF-": "a PDF document",
    b"PK\x03\x04": "a ZIP archive (or an Office document)",
    b"\x1f\x8b": "a gzip archive",
    b"BZh": "a bzip2 archive",
    b"\xfd7zXZ\x00": "an xz archive",
    b"7z\xbc\xaf\x27\x1c": "a 7z archive",
    b"\x28\xb5\x2f\xfd": "a zstd archive",
    b"Rar!\x1a\x07": "a RAR archive",
    b"\x7fELF": "a program or library",
    b"SQLite format 3\x00": "an SQLite database",
    b"PAR1": "a Parquet file",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "an old Office document",
    b"\x93NUMPY": "a NumPy array",
    b"OggS": "an Ogg file",
    b"ID3": "an MP3 file",
    b"\x00\x01\x00\x00\x00": "a font",
    b"OTTO": "a font",
    b"wOF2": "a font",
    b"\xca\xfe\xba\xbe": "a Java class or a program",
}
_SIGNS = tuple(SIGNATURES)


def signature(data: bytes) -> str:
    """What kind of file begins so, if it is no text."""
    if not data.startswith(_SIGNS):  # as nearly all files
        return ""
    return next(what for sign, what in SIGNATURES.items() if data.startswith(sign))


def utf32(data: bytes) -> str:
    """The byte order of UTF-32 without a mark, if it is that."""
    head = data[: HEAD & ~3]
    for name in ("utf-32-le", "utf-32-be"):
        if len(data) % 4 == 0 and head and is_text(head, name):
            return name
    return ""


def may_be_utf16(data: bytes) -> bool:
    """Is one byte of every two one that begins characters in UTF-16?"""
    head = data[:HEAD]
    if len(head) < 4:
        return False
    columns = head[0::2], head[1::2]
    return any(len(c.translate(None, _HIGH_BYTES)) <= (1 - _ONE_COLUMN) * len(c) for c in columns)


def is_text(data: bytes, name: str) -> bool:
    """Do these bytes read as what texts are made of?"""
    size = 4 if "32" in name else 2
    head = data[: min(len(data), HEAD) // size * size]
    try:
        text = head.decode(name)
    except UnicodeDecodeError as error:
        if error.start < len(head) - size:
            return False
        text = head[: error.start].decode(name)
    if not text or _NEVER.search(text):
        return False
    return sum(map(len, _WRITTEN.findall(text))) >= PLAUSIBLE * len(text)


def is_binary(data: bytes) -> bool:
    """Are there more control characters than a text may have?"""
    head = data[: 2 * HEAD]
    return len(head) - len(head.translate(None, _CONTROL)) > max(1, CONTROLS * len(head))
