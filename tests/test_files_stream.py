"""Large files in blocks."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from textfix.files.stream import CUT, blocks

DATA = st.lists(st.sampled_from([b"a", b"\n", b"\n\n", b"\r\n", b'"', "中".encode()])).map(b"".join)


@given(DATA, st.sampled_from(CUT), st.integers(0, 30), st.integers(1, 20))
def test_nothing_is_lost(data: bytes, format: str, whole: int, size: int) -> None:
    got = list(blocks(io.BytesIO(data), format, whole=whole, size=size))
    assert b"".join(got) == data
    if len(data) <= whole:
        assert got == [data]
    for block in got[:-1]:
        assert block.endswith(b"\n")


def test_other_formats_stay_whole() -> None:
    data = b'{"a":\n1}\n' * 100
    for format in ("json", "csv"):  # the columns of a table are named in its first line
        assert list(blocks(io.BytesIO(data), format, whole=10, size=10)) == [data]
    wide = "甲\n".encode("utf-16") * 100
    assert list(blocks(io.BytesIO(wide), "text", whole=10, size=10)) == [wide]


@pytest.mark.parametrize("format", CUT)
def test_blocks_are_of_the_size(format: str) -> None:
    data = b"0123456\n" * 10_000
    got = list(blocks(io.BytesIO(data), format, whole=1000, size=1000))
    assert max(map(len, got)) <= 1000 and len(got) < 100
