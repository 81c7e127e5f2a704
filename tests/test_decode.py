"""Bytes at the door."""

from __future__ import annotations

import codecs

import pytest

from textfix import Decoded, DecodeError, decode, fix_bytes

TEXT = "數據,données\r\n𠮷"


@pytest.mark.parametrize(
    ("data", "encoding", "bom"),
    [
        (TEXT.encode(), "utf-8", False),
        (codecs.BOM_UTF8 + TEXT.encode(), "utf-8", True),
        (codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), "utf-16-le", True),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "utf-16-be", True),
        (codecs.BOM_UTF32_LE + TEXT.encode("utf-32-le"), "utf-32-le", True),
        (codecs.BOM_UTF32_BE + TEXT.encode("utf-32-be"), "utf-32-be", True),
    ],
)
def test_decode(data: bytes, encoding: str, bom: bool) -> None:
    assert decode(data) == Decoded(TEXT, encoding, bom)


def test_only_the_first_mark_is_a_mark() -> None:
    assert decode(codecs.BOM_UTF8 * 2).text == "\ufeff"
    assert decode(b"") == Decoded("", "utf-8")
    assert decode(codecs.BOM_UTF16_LE) == Decoded("", "utf-16-le", True)
    assert decode(b"\x00\x1a") == Decoded("\x00\x1a", "utf-8")


@pytest.mark.parametrize(
    ("data", "where"),
    [
        ("好".encode() + b"\xff" + b"ok", r"byte 3 \(ff\): not valid UTF-8"),
        (codecs.BOM_UTF8 + b"a\x80", r"byte 4 \(80\)"),
        ("数据".encode("gbk"), r"byte 0 \(ca\)"),
        ("好".encode()[:2], r"bytes 0-1 \(e5 a5\)"),
        (b"\xed\xa0\x80", r"byte 0 \(ed\)"),
        (codecs.BOM_UTF16_LE + b"a\0b", r"byte 4 \(62\): not valid UTF-16-LE"),
        (codecs.BOM_UTF16_BE + b"\xd8\x00\x00a", r"bytes 2-3 \(d8 00\): not valid UTF-16-BE"),
        (codecs.BOM_UTF32_BE + b"\x00\x11\x00\x00", r"bytes 4-7 \(00 11 00 00\)"),
    ],
)
def test_refusals_say_where_and_what_to_do(data: bytes, where: str) -> None:
    with pytest.raises(DecodeError, match=f"^{where}.*iconv") as caught:
        decode(data)
    assert isinstance(caught.value, ValueError)
    assert caught.value.__cause__ is None


def test_fix_bytes() -> None:
    assert fix_bytes("數據".encode("utf-8-sig")) == "数据"
    assert fix_bytes("數據".encode("utf-16"), ignore=["traditional"]) == "數據"
    with pytest.raises(DecodeError):
        fix_bytes("數據".encode("big5"))
