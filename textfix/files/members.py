"""Packed streams read member by member and block by block, so that no bomb fills the memory."""

from __future__ import annotations

from collections.abc import Iterator
from types import ModuleType
from typing import Protocol

_STEP = 1 << 16  # packed bytes read at a time
_ROOM = 1 << 20  # unpacked bytes asked for at a time
# zstandard unpacks all it is given: a block of 128 KiB may be packed in four bytes (RFC 8878,
# 3.1.1.2), so these become 64 MiB at the most.
_ZSTD_STEP = 1 << 11
# What `xz -9` needs is 65 MB (xz(1)); a forged header may ask for 4 GB.
_XZ_MEMORY = 1 << 28


class ContainerError(ValueError):
    """What is packed cannot be unpacked, or not packed again: one line that says why, and the cure."""


class _Decoder(Protocol):
    """What `bz2` and `lzma` have: it reads one member, and stops after it."""

    @property
    def eof(self) -> bool: ...
    @property
    def needs_input(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, max_length: int, /) -> bytes: ...


def members(data: bytes, kind: str) -> Iterator[bytes]:
    """What gzip, zstd, bzip2 or xz packed, in blocks, the members one after the other.

    Zero bytes may follow the last (tapes and xz pad with them). Raises ContainerError where the
    data are damaged, end too early or are followed by something else; the blocks before that have
    been given by then.

    >>> import gzip
    >>> b"".join(members(gzip.compress(b"one, ") + gzip.compress(b"two"), "gzip"))
    b'one, two'
    """
    at = 0
    while at < len(data) or not at:
        start, decoder = at, _decoder(kind)
        while not decoder.eof:
            chunk = _chunk(data, at, kind) if decoder.needs_input else b""
            at += len(chunk)
            try:
                block = decoder.decompress(chunk, _ROOM)
            except _damage(kind) as wrong:
                why = _follows(start) if start else f"it does not unpack: {wrong}; fetch it again"
                raise ContainerError(f"damaged {kind}: {why}") from None
            yield block
        at -= len(decoder.unused_data)
        if not data[at : at + 1].strip(b"\0"):
            if data.count(0, at) < len(data) - at:
                raise ContainerError(f"damaged {kind}: {_follows(at)}")
            return


def _chunk(data: bytes, at: int, kind: str) -> bytes:
    chunk = data[at : at + (_ZSTD_STEP if kind == "zstd" else _STEP)]
    if not chunk:
        raise ContainerError(f"damaged {kind}: cut off after {len(data):,} bytes; fetch it again")
    return chunk


def _follows(at: int) -> str:
    return f"what follows from byte {at:,} on is not part of it, or broken; cut it off, or fetch it again"


def _decoder(kind: str) -> _Decoder:
    if kind == "gzip":
        return _Gzip()
    if kind == "zstd":
        return _Zstd()
    if kind == "bzip2":
        import bz2

        return bz2.BZ2Decompressor()
    import lzma

    return lzma.LZMADecompressor(lzma.FORMAT_XZ, _XZ_MEMORY)


def _damage(kind: str) -> tuple[type[Exception], ...]:
    """What the decoders raise."""
    if kind == "gzip":
        import zlib

        return (zlib.error,)
    if kind == "zstd":
        return (zstandard().ZstdError,)
    import lzma

    return OSError, EOFError, ValueError, lzma.LZMAError


class _Gzip:
    """zlib's decoder, with the manners of the others."""

    def __init__(self) -> None:
        import zlib

        self._zlib = zlib.decompressobj(wbits=16 + zlib.MAX_WBITS)

    @property
    def eof(self) -> bool:
        return self._zlib.eof

    @property
    def needs_input(self) -> bool:
        return not self._zlib.unconsumed_tail

    @property
    def unused_data(self) -> bytes:
        return self._zlib.unused_data

    def decompress(self, data: bytes, max_length: int, /) -> bytes:
        return self._zlib.decompress(self._zlib.unconsumed_tail + data, max_length)


class _Zstd:
    """zstandard's decoder, with the manners of the others."""

    needs_input = True

    def __init__(self) -> None:
        self._zstd = zstandard().ZstdDecompressor().decompressobj()

    @property
    def eof(self) -> bool:
        return bool(self._zstd.eof)

    @property
    def unused_data(self) -> bytes:
        return bytes(self._zstd.unused_data)

    def decompress(self, data: bytes, max_length: int, /) -> bytes:
        return bytes(self._zstd.decompress(data))


def zstandard() -> ModuleType:
    """The module; raises ContainerError where it is not installed."""
    try:
        import zstandard
    except ImportError:
        raise ContainerError("zstd: pip install 'textfix[zstd]' to read it") from None
    return zstandard
