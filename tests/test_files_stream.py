"""Large files in blocks."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from textfix.files.stream import CUT, TABLES, blocks
from textfix.formats import csv
from textfix.formats.csv_dialect import records
from textfix.formats.csv_part import Cuts
from textfix.formats.layout import Options
from textfix.formats.lines import line_ends

LINES = ("text", "jsonl")
DATA = st.lists(st.sampled_from([b"a", b"\n", b"\n\n", b"\r\n", b'"', "中".encode()])).map(b"".join)


def table(start: bytes) -> tuple[csv.Head, Cuts]:
    head = csv.head(start.decode("utf-8", "replace"), Options(delimiter=","))
    return head, Cuts(head.dialect)


@given(DATA, st.sampled_from(CUT), st.integers(0, 30), st.integers(1, 20))
def test_nothing_is_lost(data: bytes, format: str, whole: int, size: int) -> None:
    got = list(blocks(io.BytesIO(data), format, table, whole=whole, size=size))
    assert b"".join(block.data for block in got) == data
    if len(data) <= whole:
        assert [block.data for block in got] == [data]
    at = 0
    for block in got[:-1]:
        assert block.data.endswith(b"\n") and block.start == at
        at = block.end


@given(DATA, st.sampled_from(LINES), st.integers(1, 20))
def test_lines_add_up(data: bytes, format: str, size: int) -> None:
    """So a worker may count those of its block."""
    ended = 0
    for block in blocks(io.BytesIO(data), format, whole=0, size=size):
        before = data[: block.start].decode()
        assert ended == len(io.StringIO(before, newline=None).readlines())
        ended += line_ends(block.data)


ROWS = st.lists(
    st.tuples(
        st.sampled_from(["甲", "乙丙"]), st.sampled_from(["數據", '"一\n二"', '"a ""b"",\r\n"'])
    )
)


@given(ROWS, st.integers(1, 60))
def test_tables_are_cut_at_record_ends(rows: list[tuple[str, str]], size: int) -> None:
    text = "name,text\n" + "".join(f"{name},{text}\n" for name, text in rows)
    known = table(text.encode())
    got = list(blocks(io.BytesIO(text.encode()), "csv", lambda _: known, whole=20, size=size))
    assert "".join(block.data.decode() for block in got) == text
    dialect = known[0].dialect
    ends = [record.next for record in records(text, dialect)]
    at = 0
    for block in got:
        assert at == 0 or (block.part and block.part.row == ends.index(at) + 2)
        at += len(block.data.decode())
        assert at in ends


def test_where_a_table_tells_nothing_it_stays_whole() -> None:
    data = b"a,b\n" * 100
    for format in TABLES:
        got = [block.data for block in blocks(io.BytesIO(data), format, whole=10, size=10)]
        assert got == [data]


def test_other_formats_stay_whole() -> None:
    data = b'{"a":\n1}\n' * 100
    assert [b.data for b in blocks(io.BytesIO(data), "json", whole=10, size=10)] == [data]
    wide = "甲\n".encode("utf-16") * 100
    assert [b.data for b in blocks(io.BytesIO(wide), "text", whole=10, size=10)] == [wide]


@pytest.mark.parametrize("format", LINES)
def test_blocks_are_of_the_size(format: str) -> None:
    data = b"0123456\n" * 10_000
    got = list(blocks(io.BytesIO(data), format, whole=1000, size=1000))
    assert max(len(block.data) for block in got) <= 1000 and len(got) < 100


def test_a_quote_that_never_closes_is_read_once() -> None:
    """What has no place to cut is looked at again only when there is twice as much of it."""
    looked = 0

    class Counting(Cuts):
        def last(self, data: bytes | bytearray, size: int) -> int:
            nonlocal looked
            looked += size
            return super().last(data, size)

    data = b"a,b\n" * 10 + b'"' + b"x\n" * 100_000
    head = table(data)[0]
    cut = blocks(
        io.BytesIO(data), "csv", lambda start: (head, Counting(head.dialect)), whole=50, size=50
    )
    assert b"".join(block.data for block in cut) == data
    assert looked < 5 * len(data)
