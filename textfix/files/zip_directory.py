"""The headers of a zip archive that hold names, read and rewritten; all other bytes stay.

Names stand before each entry (in its local header) and again in the central directory, which says
by offsets where the entries are; the end record says where it is itself (APPNOTE 6.3.10, 4.3).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from zlib import crc32

from textfix.files.names import is_utf8
from textfix.files.patch import Hunk

_END, _CENTRAL, _LOCAL = b"PK\5\6", b"PK\1\2", b"PK\3\4"
_ZIP64 = b"PK\6\7"  # the locator that stands before the end record
_END_SIZE, _CENTRAL_SIZE, _LOCAL_SIZE = 22, 46, 30
_COMMENT = 0xFFFF  # bytes of the longest at the end
_UTF8 = 1 << 11  # the name is UTF-8; without it, in code page 437 (APPNOTE, appendix D)
_MASKED = 1 << 13  # the central directory is encrypted
_UNICODE_PATH = 0x7075  # Info-ZIP's extra field: the name in UTF-8, good while the CRC fits
_LARGEST = 0xFFFFFFFF
_UNPACK = "unpack it with the encoding of its names (unzip -O)"


class ZipError(ValueError):
    """No zip archive, or one whose names are not rewritten: why, and what to do."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A member: where its two headers are (the local one from `base`), and what they say."""

    central: int
    local: int
    flags: int
    raw: bytes
    extra: bytes
    comment: bytes

    @property
    def is_text(self) -> bool:
        """Does it say that its name is UTF-8, and is it?"""
        return bool(self.flags & _UTF8) and is_utf8(self.raw)

    @property
    def says_its_name(self) -> bool:
        """Has it Info-ZIP's field with its name in UTF-8, and was it not renamed since?"""
        at = 0
        while at + 9 <= len(self.extra):
            kind, size, version, crc = struct.unpack_from("<HHBI", self.extra, at)
            if kind == _UNICODE_PATH:
                return bool(version == 1 and crc == crc32(self.raw))
            at += 4 + size
        return False


@dataclass(frozen=True, slots=True)
class Archive:
    """The bytes of an archive, where its end record is, and its entries in order.

    `base` counts the bytes before the archive itself, as of one that unpacks itself.
    """

    data: bytes
    end: int
    base: int
    entries: tuple[Entry, ...]


def parse(data: bytes) -> Archive:
    """Read the headers. Raises ZipError."""
    try:
        return _parsed(data)
    except struct.error as error:
        raise ZipError("not a zip archive, or damaged; see zip -T") from error


def _parsed(data: bytes) -> Archive:
    end = _find_end(data)
    disk, first, here, count, size, start = struct.unpack_from("<HHHHII", data, end + 4)
    if data[max(0, end - 20) :][:4] == _ZIP64 or max(size, start) == _LARGEST:
        raise ZipError(f"zip64; {_UNPACK}")
    if disk or first or here != count:
        raise ZipError("one of several parts; join them first (zip -s 0)")
    base = end - size - start
    entries, at = [], base + start
    for _ in range(count):
        entry, at = _entry(data, at)
        entries.append(entry)
    places = {entry.local for entry in entries if entry.local < start}
    if base < 0 or at != end or len(places) < count:
        raise ZipError("signed, or its list of names is damaged; see zip -F")
    return Archive(data, end, base, tuple(entries))


def _find_end(data: bytes) -> int:
    """Where the end record is: the last one whose comment goes to the end of the file."""
    end = data.rfind(_END)
    while end >= max(0, len(data) - _END_SIZE - _COMMENT):
        if len(data) >= end + _END_SIZE:
            (comment,) = struct.unpack_from("<H", data, end + 20)
            if end + _END_SIZE + comment == len(data):
                return end
        end = data.rfind(_END, 0, end)
    raise struct.error


def _entry(data: bytes, at: int) -> tuple[Entry, int]:
    """The entry whose header in the central directory is at `at`, and where the next one is."""
    if data[at : at + 4] != _CENTRAL:
        raise struct.error
    (flags,) = struct.unpack_from("<H", data, at + 8)
    sizes = struct.unpack_from("<HHH", data, at + 28)
    (local,) = struct.unpack_from("<I", data, at + 42)
    if flags & _MASKED or local == _LARGEST:
        kind = "its list of names is encrypted" if flags & _MASKED else "zip64"
        raise ZipError(f"{kind}; {_UNPACK}")
    fields, end = list[bytes](), at + _CENTRAL_SIZE
    for size in sizes:
        fields.append(data[end : end + size])
        end += size
    return Entry(at, local, flags, *fields), end


def renamed(archive: Archive, names: Sequence[bytes | None]) -> list[Hunk]:
    """What to write where, in order, so that each entry has its new name, in UTF-8 (None: as it is).

    Raises ZipError where the archive contradicts itself, or would become too large.
    """
    try:
        return list(_renamed(archive.data, archive, names))
    except struct.error as error:
        raise ZipError("damaged; see zip -T") from error


def _renamed(data: bytes, archive: Archive, names: Sequence[bytes | None]) -> Iterator[Hunk]:
    shift, moved = 0, dict[int, int]()
    pairs = list(zip(archive.entries, names, strict=True))
    for entry, name in sorted(pairs, key=lambda pair: pair[0].local):
        moved[entry.local] = entry.local + shift
        if name is not None:
            at = archive.base + entry.local
            (size,) = struct.unpack_from("<H", data, at + 26)
            raw = data[at + _LOCAL_SIZE : at + _LOCAL_SIZE + size]
            if data[at : at + 4] != _LOCAL or raw != entry.raw:
                raise ZipError("its two lists of names disagree; see zip -F")
            yield from (_flag(data, at + 6), *_text(raw, name, at + 26, at + _LOCAL_SIZE))
            shift += len(name) - len(raw)
    grown = 0
    for entry, name in pairs:
        at = entry.central
        offset = (at + 42, 4, struct.pack("<I", moved[entry.local]))
        if name is None:
            yield offset
        else:
            length, text = _text(entry.raw, name, at + 28, at + _CENTRAL_SIZE)
            yield from (_flag(data, at + 8), length, offset, text)
            grown += len(name) - len(entry.raw)
    size, start = struct.unpack_from("<II", data, archive.end + 12)
    if max(start + shift, size + grown, *moved.values()) >= _LARGEST:
        raise ZipError("would become larger than 4 GiB; make it anew with zip64")
    yield archive.end + 12, 8, struct.pack("<II", size + grown, start + shift)


def _flag(data: bytes, at: int) -> Hunk:
    (flags,) = struct.unpack_from("<H", data, at)
    return at, 2, struct.pack("<H", flags | _UTF8)


def _text(old: bytes, new: bytes, length: int, at: int) -> tuple[Hunk, Hunk]:
    """The length and the name itself, at these places."""
    return (length, 2, struct.pack("<H", len(new))), (at, len(old), new)
