"""The byte pairs of GBK as Windows reads them."""

from __future__ import annotations

import pytest

from textfix.recode.gbk import decode, encode, leads, pairs, trails


def test_every_pair_goes_there_and_back() -> None:
    assert len(pairs()) == 21791
    for (lead, trail), character in pairs().items():
        assert len(character) == 1
        assert encode(character) == bytes((lead, trail))
        assert decode(lead, trail) == character


def test_every_character_comes_back() -> None:
    for point in range(0x10000):
        data = encode(chr(point))
        if data is not None and len(data) == 2:
            back = decode(*data)
            assert back in (chr(point), None) or chr(point) in "―・〜∥", chr(point)


@pytest.mark.parametrize(
    ("character", "data"),
    [
        ("專", b"\x8c\xa3"),
        ("a", b"a"),
        ("\0", b"\0"),
        ("\x7f", b"\x7f"),
        ("€", b"\x80"),
        ("，", b"\xa3\xac"),
        ("—", b"\xa1\xaa"),
        ("―", b"\xa8\x44"),
        ("·", b"\xa1\xa4"),
        ("・", b"\xa1\xa4"),
        ("\ue142", b"\xad\xc9"),
        ("한", None),
        ("é", b"\xa8\xa6"),
        ("É", None),
        ("𠮷", None),
        ("\ud83d", None),
    ],
)
def test_encode(character: str, data: bytes | None) -> None:
    assert encode(character) == data


def test_what_is_not_assigned() -> None:
    assert decode(0xAF, 0xAB) is None, "a user-defined area"
    assert decode(0x8C, 0x28) is decode(0x8C, 0x7F) is decode(0x8C, 0xFF) is None
    assert decode(0x80, 0x40) is decode(0xFF, 0xA1) is decode(0x61, 0xA1) is None


def test_leads_and_trails() -> None:
    for byte in range(0x100):
        assert set(leads(byte)) == {a for a, b in pairs() if b == byte}
        assert set(trails(byte)) == {b for a, b in pairs() if a == byte}
