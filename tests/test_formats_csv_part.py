"""Where tables are cut, and how their parts are read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from textfix.formats import csv
from textfix.formats.csv_dialect import Dialect, records
from textfix.formats.csv_part import Cuts, Part, cuts
from textfix.formats.layout import Options

DIALECTS = (
    Dialect(","),
    Dialect("\t"),
    Dialect(";", "'"),
    Dialect("|", ""),
    Dialect(",", escape="\\"),
    Dialect(",", blanks=True),
)
TEXT = st.lists(st.sampled_from([*"a中 ,;|'\"\\\t\n", "\r\n", "\r", '""', ',"', '",', '\\"'])).map(
    "".join
)


@pytest.mark.parametrize("dialect", DIALECTS, ids=repr)
@given(TEXT, st.integers(0, 40))
def test_cuts_are_where_records_end(dialect: Dialect, text: str, size: int) -> None:
    data, known = text.encode(), Cuts(dialect)
    read = [(record.next, row) for row, record in enumerate(records(text, dialect), 1)]
    closed = [(at, row) for at, row in read if at <= len(text) and text[at - 1] == "\n"]
    ends = [(len(text[:at].encode()), row) for at, row in closed]
    fitting = [(at, row) for at, row in ends if at <= min(size, len(data))]
    at, row = fitting[-1] if fitting else (0, 0)
    assert known.last(data, size) == at
    assert known.rows(data[:at]) == row


def test_a_quote_behind_a_mark_opens_a_field() -> None:
    data = '\ufeff"a\nb"\n"c\n'.encode()
    assert Cuts(Dialect(",")).last(data, len(data)) == data.index(b'"c')


@pytest.mark.parametrize(
    ("dialect", "encoding", "told"),
    [
        (Dialect("|"), "utf-8", True),
        (Dialect("，"), "utf-8", False),
        (Dialect(","), "gb18030", True),
        (Dialect("|"), "gb18030", False),  # a byte of characters, too
        (Dialect(",", escape="\\"), "cp950", False),
        (Dialect(","), "hz", False),
    ],
)
def test_where_bytes_tell(dialect: Dialect, encoding: str, told: bool) -> None:
    assert (cuts(dialect, encoding) is not None) == told


TABLE = (
    'id,title,text\n1,標題,"數據\n""庫"""\n2,網絡,質量\n3,發展,"數據"\nid,title,text\n4,網絡,質量\n'
)


@pytest.mark.parametrize("options", [Options(), Options(columns=("text",)), Options(keys=True)])
def test_parts_are_read_as_the_whole(options: Options) -> None:
    whole = csv.locate(TABLE, options)
    head, dialect = csv.head(TABLE, options), Dialect(",")
    for row, record in enumerate(records(TABLE, dialect), 1):
        at = record.next
        first, second = Part(head), Part(head, row + 1)
        if at < len(head.text):
            continue
        read = [(p.start, p.column, p.where) for p in first.locate(TABLE[:at], options).pieces]
        rest = second.locate(TABLE[at:], options).pieces
        read += [(p.start + at, p.column, p.where) for p in rest]
        assert read == [(p.start, p.column, p.where) for p in whole.pieces]
        assert [*first.shape(TABLE[:at]), *second.shape(TABLE[at:])] == csv.shape(TABLE)  # type: ignore[misc]
