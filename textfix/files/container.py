"""Files packed by gzip, zstd, bzip2 and xz: the bytes inside, and how to pack them again."""

from __future__ import annotations

import struct
from typing import NamedTuple

from textfix.decoded import NotText
from textfix.files.members import ContainerError, members, zstandard
from textfix.files.packed import ARCHIVES, KINDS

__all__ = ["ContainerError", "Packing", "unpack"]

_TAR = 257, b"ustar"  # POSIX.1-2017, pax, "ustar Interchange Format"

# Flags of gzip, and the levels its header tells apart (RFC 1952, 2.3.1); gzip's own is 6.
_TEXT, _EXTRA, _NAME, _COMMENT = 1, 4, 8, 16
_GZIP_LEVELS = {2: 9, 4: 1}
_SKIPPABLE = range(0x184D2A50, 0x184D2A60)  # frames of zstd that hold no data (RFC 8878, 3.1.2)
_SEEK_TABLE = b"\xb1\xea\x92\x8f"  # zstd, contrib/seekable_format: the last bytes of such a file


class Packing(NamedTuple):
    """How a file is packed, as far as the file tells.

    `kind` is gzip, zstd, bzip2 or xz. `header` is that of gzip, with its time and name; `check`
    how the data are proved (zstd: 1 for a checksum; xz: a number of `lzma`). `blocked`: in blocks
    that an index points to, which it would not fit any more if they were packed anew.
    """

    kind: str
    level: int = 0
    header: bytes = b""
    check: int = 0
    blocked: bool = False

    def pack(self, inner: bytes) -> bytes:
        """Pack `inner` the same way, in one member; the same bytes every time.

        Raises ContainerError for what is `blocked`.
        """
        if self.blocked:
            raise ContainerError(
                f"{self.kind} in blocks with an index (bgzip and the like): unpack it, repair it, "
                "and pack it again with the tool that made it"
            )
        if self.kind == "gzip":
            return self._gzip(inner)
        if self.kind == "zstd":
            made: bytes = (
                zstandard().ZstdCompressor(write_checksum=bool(self.check)).compress(inner)
            )
            return made
        if self.kind == "bzip2":
            import bz2

            return bz2.compress(inner, self.level)
        import lzma

        return lzma.compress(inner, check=self.check)

    def _gzip(self, inner: bytes) -> bytes:
        import zlib

        deflate = zlib.compressobj(self.level, wbits=-zlib.MAX_WBITS)
        tail = struct.pack("<II", zlib.crc32(inner), len(inner) & 0xFFFFFFFF)
        return b"".join((self.header, deflate.compress(inner), deflate.flush(), tail))


def unpack(data: bytes, name: str, *, limit: int) -> tuple[bytes, str, Packing | None]:
    """The bytes inside a file called `name`, the name they would have, and how to pack them again.

    One layer is taken off, and that by the name (`data.jsonl.gz`); what is not packed comes back
    as it is, with None. Several members are read as one. Raises ContainerError where the data are
    damaged or unpack to more than `limit` bytes, and NotText for an archive.

    >>> import gzip
    >>> unpack(gzip.compress(b"text"), "a.txt.gz", limit=100)[:2]
    (b'text', 'a.txt')
    >>> unpack(b"text", "a.txt", limit=100)
    (b'text', 'a.txt', None)
    """
    stem, dot, suffix = name.rpartition(".")
    suffix = dot + suffix.lower()
    kind = KINDS.get(suffix, "")
    if suffix in ARCHIVES or (kind and stem.lower().endswith(".tar")):
        raise _archive()
    if not kind:
        return data, name, None
    if kind == "zstd":
        _refuse_dictionary(data)
    inner = _within(data, kind, limit)
    if inner.startswith(_TAR[1], _TAR[0]):
        raise _archive()
    return inner, stem, _packing(data, kind)


def _archive() -> NotText:
    return NotText("not text but a packed archive; unpack it and name its files")


def _within(data: bytes, kind: str, limit: int) -> bytes:
    parts: list[bytes] = []
    size = 0
    for block in members(data, kind):
        size += len(block)
        if size > limit:
            raise ContainerError(
                f"{kind}: more than {limit / 1e6:,.0f} MB when unpacked, the limit; "
                "unpack it first, or see --max-size"
            )
        parts.append(block)
    return b"".join(parts)


def _refuse_dictionary(data: bytes) -> None:
    module = zstandard()
    try:
        dictionary = module.get_frame_parameters(data).dict_id
    except module.ZstdError:  # `members` says what is wrong with it
        return
    if dictionary:
        raise ContainerError(
            f"zstd: needs the dictionary {dictionary} it was packed with; unpack it with zstd -D"
        )


def _packing(data: bytes, kind: str) -> Packing:
    """How sound data were packed, by their first bytes."""
    if kind == "gzip":
        blocked = bool(data[3] & _EXTRA)
        header = b"" if blocked else _gzip_header(data)
        return Packing(kind, _GZIP_LEVELS.get(data[8], 6), header, blocked=blocked)
    if kind == "zstd":
        first = int.from_bytes(data[:4], "little")
        if first in _SKIPPABLE or data.endswith(_SEEK_TABLE):
            return Packing(kind, blocked=True)
        checked = zstandard().get_frame_parameters(data).has_checksum
        return Packing(kind, check=int(checked))
    if kind == "bzip2":
        return Packing(kind, level=data[3] - ord("0"))  # "BZh", and the size of its blocks
    return Packing(kind, check=data[7] & 0x0F)  # The .xz File Format, 2.1.1.2, stream flags


def _gzip_header(data: bytes) -> bytes:
    """The header without its own checksum, which is gone with the extra field it mostly guards."""
    end = 10
    for flag in (_NAME, _COMMENT):
        if data[3] & flag:
            end = data.index(0, end) + 1
    flags = data[3] & (_TEXT | _NAME | _COMMENT)
    return data[:3] + bytes((flags,)) + data[4:end]
