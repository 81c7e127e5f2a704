"""Names inside zip archives repaired; everything else in them byte for byte as it was."""

from __future__ import annotations

import io
import random
import shutil
import struct
import subprocess
import zipfile
import zlib
from pathlib import Path

import pytest

from textfix.files.errors import RenameError
from textfix.files.journal import Journal
from textfix.files.runs import runs
from textfix.files.undo import undo
from textfix.files.zip_names import repair_zip, zip_names

NAMES = ["资料/", "资料/第三章 人工智能.txt", "资料/财务报表.csv", "readme.txt", "会议纪要.txt"]
TRADITIONAL = ["資料夾/報告書.txt", "資料夾/照片.txt", "臺灣.txt"]
UTF8 = 0x800
CONTENT = random.Random(1).randbytes(5_000)


def pack(names: list[str], encoding: str, **fields: bytes) -> bytes:
    """As an archiver that writes names in its own encoding, without saying in which."""
    return pack_raw([name.encode(encoding) for name in names], **fields)


def pack_raw(raws: list[bytes], comment: bytes = b"", extra: bytes = b"") -> bytes:
    kept = io.BytesIO()
    stand_ins = [f"{number:03}".ljust(len(raw), "x") for number, raw in enumerate(raws)]
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, stand_in in enumerate(stand_ins):
            info = zipfile.ZipInfo(stand_in)
            info.comment, info.extra = comment, extra
            archive.writestr(info, CONTENT[number:])
        archive.comment = b"PK of the archive"
    data = kept.getvalue()
    for stand_in, raw in zip(stand_ins, raws, strict=True):
        data = data.replace(stand_in.encode(), raw)
    return data


def content(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        return {info.filename: archive.read(info) for info in archive.infolist()}


def compressed(path: Path) -> list[bytes]:
    """The bytes of each entry behind its local header, as they are."""
    data, parts = path.read_bytes(), []
    with zipfile.ZipFile(path) as archive:
        for info in archive.infolist():
            name, extra = struct.unpack_from("<HH", data, info.header_offset + 26)
            start = info.header_offset + 30 + name + extra
            parts.append(data[start : start + info.compress_size])
    return parts


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "archive.zip"


@pytest.mark.parametrize("encoding", ["gbk", "utf-8"])
@pytest.mark.parametrize("before", [b"", b"#!/bin/sh\nexit\n"])
def test_names_become_utf8_and_say_so(path: Path, encoding: str, before: bytes) -> None:
    path.write_bytes(before + pack(NAMES, encoding))
    parts = compressed(path)
    damaged = zip_names(path)
    assert [member.reading.text for member in damaged] == [n for n in NAMES if not n.isascii()]
    assert damaged[0].name == "资料/".encode(encoding).decode("cp437")
    assert repair_zip(path) == damaged
    assert content(path) == {name: CONTENT[number:] for number, name in enumerate(NAMES)}
    assert compressed(path) == parts
    assert path.read_bytes().startswith(before)
    with zipfile.ZipFile(path) as archive:
        assert [bool(info.flag_bits & UTF8) for info in archive.infolist()] == [
            not name.isascii() for name in NAMES
        ]
        assert archive.comment == b"PK of the archive"
    assert zip_names(path) == repair_zip(path) == []


@pytest.mark.parametrize(
    ("names", "encoding"),
    [(TRADITIONAL, "big5"), (["新しいフォルダー/写真.txt", "テスト結果.txt"], "cp932")],
)
def test_other_encodings(path: Path, names: list[str], encoding: str) -> None:
    path.write_bytes(pack(names, encoding))
    repair_zip(path)
    assert list(content(path)) == names


def test_other_programs_read_it(path: Path, tmp_path: Path) -> None:
    if not shutil.which("unzip"):
        pytest.skip("no unzip")
    path.write_bytes(pack(NAMES[1:], "gbk"))
    repair_zip(path)
    subprocess.run(["unzip", "-tq", path], check=True, capture_output=True)


@pytest.mark.parametrize("encoding", ["cp437", "cp850"])
def test_western_names_stay(path: Path, encoding: str) -> None:
    data = pack(["später.txt", "zurück.txt", "über/größe.txt", "año.txt"], encoding)
    path.write_bytes(data)
    assert repair_zip(path) == []
    assert path.read_bytes() == data


def test_names_that_say_they_are_utf8_stay(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        for name in NAMES:
            archive.writestr(name, "x")
    data = path.read_bytes()
    assert repair_zip(path) == []
    assert path.read_bytes() == data


def test_mojibake_that_says_it_is_utf8(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        for name in NAMES:
            archive.writestr(name.encode("gbk").decode("cp437"), "x")
    repair_zip(path)
    assert list(content(path)) == NAMES


def unicode_path(raw: bytes, name: str) -> bytes:
    field = struct.pack("<BI", 1, zlib.crc32(raw)) + name.encode()
    return struct.pack("<HH", 0x7075, len(field)) + field


def test_the_unicode_path_of_info_zip_is_the_name(path: Path) -> None:
    name = "资料.txt"
    other = struct.pack("<HHI", 0x5455, 4, 7)
    path.write_bytes(pack([name], "gbk", extra=other + unicode_path(name.encode("gbk"), name)))
    assert zip_names(path) == []


@pytest.mark.parametrize(
    "extra", [unicode_path(b"renamed since", "旧.txt"), b"\x75\x70\x01\x00", b"ab"]
)
def test_a_stale_or_broken_unicode_path_is_ignored(path: Path, extra: bytes) -> None:
    path.write_bytes(pack(["资料/会议纪要.txt"], "gbk", extra=extra))
    assert [member.reading.text for member in repair_zip(path)] == ["资料/会议纪要.txt"]
    assert path.read_bytes().count(extra) == 2


def test_a_comment_that_the_flag_would_make_unreadable(path: Path) -> None:
    path.write_bytes(pack(["资料/会议纪要.txt"], "gbk", comment="说明".encode("gbk")))
    [member] = zip_names(path)
    assert not member.reading.certain
    assert repair_zip(path) == []


def test_an_encrypted_entry_keeps_its_bytes(path: Path) -> None:
    data = bytearray(pack(NAMES[1:2], "gbk"))
    for at in (6, data.index(b"PK\1\2") + 8):
        data[at] |= 1
    path.write_bytes(data)
    parts = compressed(path)
    assert repair_zip(path)
    assert compressed(path) == parts
    with zipfile.ZipFile(path) as archive:
        assert archive.infolist()[0].flag_bits & 0x801 == 0x801


def end_of(data: bytes) -> int:
    return data.rindex(b"PK\5\6")


@pytest.mark.parametrize(
    ("offset", "value", "why"),
    [
        (4, b"\1\0", "one of several parts; join them first"),
        (12, b"\0\0\0\0", "not a zip archive, or damaged"),
        (8, b"\1\0\1\0", "signed, or its list of names is damaged"),
        (16, b"\xff\xff\xff\xff", "zip64; unpack it"),
    ],
)
def test_kinds_that_are_refused(path: Path, offset: int, value: bytes, why: str) -> None:
    data = bytearray(pack(NAMES, "gbk"))
    at = end_of(data) + offset
    data[at : at + len(value)] = value
    path.write_bytes(data)
    with pytest.raises(RenameError, match=why):
        repair_zip(path)
    assert path.read_bytes() == data


@pytest.mark.parametrize("data", [b"", b"PK\5\6", b"no archive" * 9, b"PK\5\6" + b"\1" * 18])
def test_what_is_no_archive(path: Path, data: bytes) -> None:
    path.write_bytes(data)
    with pytest.raises(RenameError, match=r"not a zip archive|one of several"):
        zip_names(path)


@pytest.mark.parametrize("cut", range(40, 1300, 97))
def test_a_damaged_archive_is_left(path: Path, cut: int) -> None:
    data = pack(NAMES, "gbk")
    data = data[:cut] + data[cut + 9 :]
    path.write_bytes(data)
    with pytest.raises(RenameError):
        repair_zip(path)
    assert path.read_bytes() == data


def test_an_encrypted_list_of_names_is_refused(path: Path) -> None:
    data = bytearray(pack(NAMES, "gbk"))
    data[data.index(b"PK\1\2") + 9] |= 0x20
    path.write_bytes(data)
    with pytest.raises(RenameError, match="list of names is encrypted; unpack it"):
        zip_names(path)


def test_two_lists_of_names_that_disagree(path: Path) -> None:
    data = bytearray(pack(NAMES, "gbk"))
    data[data.index("财务".encode("gbk"))] ^= 1
    path.write_bytes(data)
    with pytest.raises(RenameError, match="its two lists of names disagree"):
        repair_zip(path)
    assert path.read_bytes() == data


def test_two_members_may_not_become_one(path: Path) -> None:
    name = "资料/会议纪要.txt"
    data = pack_raw([name.encode("gbk"), name.encode(), "财务报表.csv".encode("gbk")])
    path.write_bytes(data)
    with pytest.raises(RenameError, match="two members would have the same name"):
        repair_zip(path)
    assert path.read_bytes() == data


def test_a_comment_like_an_end_record(path: Path) -> None:
    data = pack(NAMES, "gbk")
    comment = b"PK\5\6" + b"\0" * 30
    at = end_of(data)
    path.write_bytes(data[: at + 20] + struct.pack("<H", len(comment)) + comment)
    assert len(repair_zip(path)) == 4
    assert path.read_bytes().endswith(comment)


def test_undo_gives_the_archive_back(path: Path) -> None:
    data = pack([f"资料/财务报表{number}.csv" for number in range(200)], "gbk")
    path.write_bytes(data)
    with Journal.begin(path.parent, options={}) as journal:
        assert len(repair_zip(path, journal, backup=".orig")) == 200
    [run] = runs(path.parent)
    assert not (run.folder / "originals").exists()
    assert [result.state for result in undo(run)] == ["restored"]
    assert path.read_bytes() == data
    assert path.with_name("archive.zip.orig").read_bytes() == data
