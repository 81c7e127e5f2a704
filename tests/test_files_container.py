from __future__ import annotations

import bz2
import gzip
import io
import lzma
import struct
import sys
import tarfile
import tracemalloc
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from textfix.decoded import NotText
from textfix.files.container import ContainerError, unpack

LIMIT = 1 << 24
TEXT = "質量發展，網絡數據。\r\n".encode() * 50
KINDS = [".gz", ".bz2", ".xz", ".zst"]


def zstd():
    return pytest.importorskip("zstandard")


def packed(text: bytes, suffix: str) -> bytes:
    if suffix == ".gz":
        return gzip.compress(text, mtime=1)
    if suffix == ".zst":
        return zstd().compress(text)
    return bz2.compress(text) if suffix == ".bz2" else lzma.compress(text)


def header(flags: int, fields: bytes = b"", *, xfl: int = 0, mtime: int = 1_600_000_000) -> bytes:
    return struct.pack("<BBBBIBB", 0x1F, 0x8B, 8, flags, mtime, xfl, 3) + fields


def member(text: bytes, head: bytes, level: int = 6) -> bytes:
    deflate = zlib.compressobj(level, wbits=-15)
    body = deflate.compress(text) + deflate.flush()
    return head + body + struct.pack("<II", zlib.crc32(text), len(text))


@pytest.mark.parametrize("suffix", KINDS)
@pytest.mark.parametrize("text", [b"", b"x", TEXT, bytes(3_000_000), b"\xff\x00\xfe" * 1000])
def test_what_is_packed_comes_back_and_is_packed_again(suffix, text):
    inner, name, packing = unpack(packed(text, suffix), f"data.jsonl{suffix}", limit=LIMIT)
    assert (inner, name) == (text, "data.jsonl")
    again = packing.pack(b"new" + text)
    assert again == packing.pack(b"new" + text)
    assert unpack(again, f"x{suffix}", limit=LIMIT) == (b"new" + text, "x", packing)


@given(st.lists(st.binary(max_size=200), min_size=1, max_size=4), st.sampled_from(KINDS))
@settings(max_examples=40, deadline=None)
def test_members_are_read_as_one(texts, suffix):
    data = b"".join(packed(text, suffix) for text in texts)
    inner, _, packing = unpack(data, f"a{suffix}", limit=LIMIT)
    assert inner == b"".join(texts)
    assert unpack(packing.pack(inner), f"a{suffix}", limit=LIMIT)[0] == inner


@pytest.mark.parametrize("name", ["a.txt", "a", "gz", "a.gz.txt", "", "a.gzip", "数据.txt"])
def test_what_is_not_packed_is_left(name):
    assert unpack(b"\x1f\x8b", name, limit=0) == (b"\x1f\x8b", name, None)


@pytest.mark.parametrize("name", ["A.TXT.GZ", "数据.csv.Gz"])
def test_the_suffix_is_taken_off_whatever_its_case(name):
    assert unpack(packed(TEXT, ".gz"), name, limit=LIMIT)[1] == name[:-3]


@pytest.mark.parametrize(
    "name", ["a.tgz", "a.TAR.gz", "a.tar.zst", "a.tar.xz", "a.tbz2", "a.txz", "a.tzst", "a.tar.bz2"]
)
def test_archives_are_known_by_name(name):
    with pytest.raises(NotText, match="archive"):
        unpack(b"", name, limit=LIMIT)


@pytest.mark.parametrize("format", [tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
def test_archives_are_known_by_what_they_hold(format):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=format) as tar:
        info = tarfile.TarInfo("a.txt")
        info.size = len(TEXT)
        tar.addfile(info, io.BytesIO(TEXT))
    with pytest.raises(NotText, match="archive"):
        unpack(packed(out.getvalue(), ".gz"), "data.gz", limit=LIMIT)


@pytest.mark.parametrize("suffix", KINDS)
def test_every_truncation_is_an_error(suffix):
    data = packed(TEXT, suffix)
    for end in range(len(data)):
        with pytest.raises(ContainerError, match=r"cut off after .* fetch it again"):
            unpack(data[:end], f"a{suffix}", limit=LIMIT)


@pytest.mark.parametrize("suffix", KINDS)
@pytest.mark.parametrize("tail", [b"garbage", b"\0\0\0\0more", b"\n"])
def test_what_follows_is_an_error_that_says_where(suffix, tail):
    data = packed(TEXT, suffix)
    with pytest.raises(ContainerError, match=f"from byte {len(data):,} on|cut off after"):
        unpack(data + tail, f"a{suffix}", limit=LIMIT)


@pytest.mark.parametrize("suffix", KINDS)
def test_padding_may_follow(suffix):
    inner, _, packing = unpack(packed(TEXT, suffix) + bytes(512), f"a{suffix}", limit=LIMIT)
    assert inner == TEXT
    assert unpack(packing.pack(TEXT), f"a{suffix}", limit=LIMIT)[0] == TEXT


@pytest.mark.parametrize("suffix", KINDS)
def test_a_changed_byte_is_never_another_exception(suffix):
    data = packed(TEXT, suffix)
    for at in range(len(data)):
        broken = data[:at] + bytes((data[at] ^ 0x55,)) + data[at + 1 :]
        try:
            _, _, packing = unpack(broken, f"a{suffix}", limit=LIMIT)
            packing.pack(b"")
        except ContainerError as wrong:
            assert "\n" not in str(wrong)


@pytest.mark.parametrize("suffix", KINDS)
def test_what_is_no_such_file_is_an_error(suffix):
    with pytest.raises(ContainerError, match="does not unpack"):
        unpack(b"plain text, renamed by mistake", f"a{suffix}", limit=LIMIT)


@pytest.mark.parametrize("suffix", KINDS)
def test_a_bomb_stops_at_the_limit(suffix):
    size = 1 << 28 if suffix == ".zst" else 1 << 26
    bomb = packed(bytes(size), suffix)
    tracemalloc.start()
    with pytest.raises(ContainerError, match=r"more than 1 MB when unpacked.*--max-size"):
        unpack(bomb, f"a{suffix}", limit=1_000_000)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < size / 2


@pytest.mark.parametrize("suffix", KINDS)
def test_the_limit_itself_is_allowed(suffix):
    assert unpack(packed(TEXT, suffix), f"a{suffix}", limit=len(TEXT))[0] == TEXT
    with pytest.raises(ContainerError):
        unpack(packed(TEXT, suffix), f"a{suffix}", limit=len(TEXT) - 1)


@pytest.mark.parametrize(
    "head",
    [
        header(0),
        header(1),
        header(8, b"data.jsonl\0"),
        header(16, "注释\0".encode()),
        header(8 | 16, b"data.jsonl\0comment\0", mtime=0),
    ],
)
def test_gzip_without_a_change_to_its_text_would_be_the_same_file(head):
    data = member(TEXT, head)
    assert unpack(data, "a.gz", limit=LIMIT)[2].pack(TEXT) == data


@pytest.mark.parametrize(("xfl", "level"), [(2, 9), (4, 1), (0, 6)])
def test_gzip_keeps_its_level(xfl, level):
    data = member(TEXT, header(0, xfl=xfl), level)
    assert unpack(data, "a.gz", limit=LIMIT)[2].pack(TEXT) == data


def test_gzip_with_a_checksum_of_its_header_is_packed_without():
    head = header(2 | 8, b"name\0")
    data = member(TEXT, head + struct.pack("<H", zlib.crc32(head) & 0xFFFF))
    again = unpack(data, "a.gz", limit=LIMIT)[2].pack(TEXT)
    assert again == member(TEXT, header(8, b"name\0"))


def test_blocks_with_an_index_are_read_but_not_packed():
    bgzip = member(TEXT, header(4, struct.pack("<H2sHH", 6, b"BC", 2, 99)))
    inner, _, packing = unpack(bgzip, "a.vcf.gz", limit=LIMIT)
    assert inner == TEXT
    with pytest.raises(ContainerError, match="index"):
        packing.pack(inner)


@pytest.mark.parametrize("end", [struct.pack("<IB", 0, 0) + b"\xb1\xea\x92\x8f"])
def test_seekable_zstd_is_read_but_not_packed(end):
    table = struct.pack("<II", 0x184D2A5E, len(end)) + end
    inner, _, packing = unpack(packed(TEXT, ".zst") + table, "a.zst", limit=LIMIT)
    assert inner == TEXT
    with pytest.raises(ContainerError, match="index"):
        packing.pack(inner)


@pytest.mark.parametrize("checksum", [True, False])
def test_zstd_keeps_its_checksum(checksum):
    data = zstd().ZstdCompressor(write_checksum=checksum).compress(TEXT)
    again = unpack(data, "a.zst", limit=LIMIT)[2].pack(TEXT)
    assert zstd().get_frame_parameters(again).has_checksum is checksum


def test_zstd_with_a_dictionary_says_so():
    samples = [f"{i} 質量發展 {i * 7}".encode() * 8 for i in range(400)]
    words = zstd().train_dictionary(2048, samples)
    data = zstd().ZstdCompressor(dict_data=words).compress(TEXT)
    with pytest.raises(ContainerError, match=r"dictionary.*zstd -D"):
        unpack(data, "a.zst", limit=LIMIT)


def test_zstd_that_is_not_installed_names_the_cure(monkeypatch):
    monkeypatch.setitem(sys.modules, "zstandard", None)
    with pytest.raises(ContainerError, match=r"pip install 'textfix\[zstd\]'"):
        unpack(b"", "a.zst", limit=LIMIT)


@pytest.mark.parametrize("level", [1, 9])
def test_bzip2_keeps_its_level(level):
    data = bz2.compress(TEXT, level)
    assert unpack(data, "a.bz2", limit=LIMIT)[2].pack(TEXT) == data


@pytest.mark.parametrize("check", [lzma.CHECK_CRC32, lzma.CHECK_CRC64, lzma.CHECK_NONE])
def test_xz_keeps_its_check(check):
    data = lzma.compress(TEXT, check=check)
    assert unpack(data, "a.xz", limit=LIMIT)[2].pack(TEXT) == data
