"""Charsets: what one reader makes of bytes is led back to just these bytes."""

from __future__ import annotations

import pytest

from textfix.recode import gbk
from textfix.recode.charsets import CODE_PAGES, DOUBLE, HYBRID, decode, encode, encodings, upper
from textfix.recode.lossy import guesses
from textfix.recode.mojibake import repairs

PAIRS = [bytes((a, b)) for a in range(0x81, 0xFF) for b in (*range(0x40, 0x7F), *range(0x80, 0xFF))]


@pytest.mark.parametrize("name", CODE_PAGES)
def test_code_pages_read_every_byte(name: str) -> None:
    data = bytes(range(256))
    text = decode(data, name)
    assert text is not None and len(text) == 256
    assert encode(text, name) == data
    assert upper(name) == set(text[0x80:])


# Pairs that share a character with another: Big5's second 十, 卅 and box drawing, IBM's and NEC's rows.
@pytest.mark.parametrize(("name", "shared"), zip(DOUBLE, (0, 10, 398, 0, 0), strict=True))
def test_pairs_come_back(name: str, shared: int) -> None:
    read = {pair: decode(pair, name) for pair in PAIRS}
    whole = {pair: text for pair, text in read.items() if text is not None and len(text) == 1}
    assert len(whole) > 6000
    others = {pair for pair, text in whole.items() if encode(text, name) != pair}
    assert len(others) == shared
    assert all(pair in encodings(whole[pair], name) for pair in whole)


def test_code_page_936_is_what_windows_has() -> None:
    assert sum(decode(pair, "cp936") is not None for pair in PAIRS) == len(PAIRS)
    assert decode(b"\x80", "cp936") == "€" != decode(b"\xa2\xe3", "cp936")
    assert encode("한", "cp936") is None and encode("𠮷", "cp936") is None
    assert decode(bytes.fromhex("81308130"), "cp936") is None, "four bytes are GB 18030's"
    assert all(gbk.encode(c) == bytes(pair) for pair, c in gbk.pairs().items() if c != "€")


def test_hybrid() -> None:
    assert encode("ÈÏȨ", HYBRID) == "认权".encode("gbk")


def test_what_lost_bytes_is_for_guesses_alone() -> None:
    line = "绯荤粺灏嗕簬浠婃櫄鍗囩骇缁存姢銆?"
    assert repairs(line) == ()
    assert [guess.new for guess in guesses(line)] == ["系统将于今晚升级维护。"]


def test_what_is_damaged_beyond_guessing_is_shown() -> None:
    (found,) = guesses("绯荤粺\ufffd\ufffd绮斤拷鍗囩骇銆?")
    assert found.new is None
