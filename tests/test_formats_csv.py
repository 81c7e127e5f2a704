import csv as stdlib
import io
import time

import pytest
from format_files import PIPELINE, check, check_prefixes, files, sound
from hypothesis import given
from hypothesis import strategies as st
from test_formats_json import REPAIRS

from textfix import Pipeline, make
from textfix.core import Phase, Rule
from textfix.formats import csv
from textfix.formats.csv_dialect import Dialect, Kind, records
from textfix.formats.csv_sniff import sniff
from textfix.formats.layout import Options
from textfix.formats.proof import BROKEN, UNSPELLABLE
from textfix.formats.splice import repair

FILES = files("csv")
CUT = {"quoted, doubled quotes, delimiters within", "escaped quotes", "Excel's declaration"}
FIELDS = st.sampled_from(
    (*REPAIRS, "资料库", "", " ", "1.50", "a,b;c|d\te", '"', 'a "q" b', "一\r\n二", "“引号”", "x")
)
TABLES = st.integers(2, 4).flatmap(
    lambda size: st.lists(st.lists(FIELDS, min_size=size, max_size=size), min_size=3, max_size=6)
)


@pytest.mark.parametrize("file", FILES)
def test_files(file):
    check(csv, file)


@pytest.mark.parametrize("file", [file for file in FILES if file.id in CUT])
def test_files_that_are_cut(file):
    check_prefixes(csv, file)


def test_files_that_are_cut_are_there():
    assert {file.id for file in FILES} >= CUT


@given(
    TABLES,
    st.sampled_from(",;\t|^\x01"),
    st.sampled_from((stdlib.QUOTE_MINIMAL, stdlib.QUOTE_ALL, stdlib.QUOTE_NONNUMERIC)),
    st.sampled_from(("\n", "\r\n", "\r")),
)
def test_tables(table, delimiter, quoting, end):
    def written(rows):
        out = io.StringIO(newline="")
        writer = stdlib.writer(out, delimiter=delimiter, quoting=quoting, lineterminator=end)
        writer.writerow(f"column{i}" for i, _ in enumerate(table[0]))
        writer.writerows(rows)
        return out.getvalue()

    text = written(table)
    wanted = [[REPAIRS.get(field, field) for field in row] for row in table]
    assert sound(csv, text, Options(delimiter=delimiter)).after == written(wanted)


@given(st.text(alphabet="資料a1 ,;\"'\\\t\r\n", max_size=60))
def test_anything_is_a_table(text):
    after = sound(csv, text, Options()).after
    assert len(after) == len(text)  # Traditional to Simplified, character by character


@given(st.text(alphabet='a ,"\r\n', max_size=40))
def test_fields_are_those_of_the_standard_library(text):
    mine = [record.fields for record in records(text, Dialect(","))]
    theirs = [row or [""] for row in stdlib.reader(io.StringIO(text, newline=""))]
    assert [len(fields) for fields in mine] == [len(row) for row in theirs]
    for fields, row in zip(mine, theirs, strict=True):
        for (start, end, kind), field in zip(fields, row, strict=True):
            if kind is Kind.BARE:
                assert text[start:end] == field
            elif kind is Kind.QUOTED:
                # The standard library adds the blanks that stand after the closing quote.
                assert text[start:end].replace('""', '"').rstrip(" ") == field.rstrip(" ")


@pytest.mark.parametrize(
    "text, delimiter, quote, escape",
    (
        ("甲,乙\n丙,丁\n", ",", '"', ""),
        ("甲\n乙\n", ",", '"', ""),
        ("", ",", '"', ""),
        ("甲;乙\n丙,戊;丁\n", ";", '"', ""),
        ('甲|"a|b"\n丙|丁\n', "|", '"', ""),
        ("甲\t'a\tb'\n丙\t'丁'\n", "\t", "'", ""),
        ('甲,"a\\",b"\n丙,丁\n', ",", '"', "\\"),
        ('甲\t"a\n丙\t丁\n戊\t己\n', "\t", "", ""),
        ("說,好;的\n是,不;是\n", ",", '"', ""),
        ("一句話,沒有\n另一句話\n第三句\n", ",", '"', ""),
    ),
)
def test_dialects(text, delimiter, quote, escape):
    found = sniff(text)
    assert (found.delimiter, found.quote, found.escape) == (delimiter, quote, escape)


# Rules no profile has: what they write is what a table is made of.
def writing(old, new):
    rule = Rule("of this test", Phase.PUNCTUATION, True, make.sub(old, new), "")
    return Pipeline((rule,))


@pytest.mark.parametrize(
    "text, old, new, after",
    (
        ("id,t\n1,甲、乙\n", "、", ",", 'id,t\n1,"甲,乙"\n'),
        ("id,t\n1,甲、「乙」\n", "[「」]", '"', 'id,t\n1,"甲、""乙"""\n'),
        ("id,t\n1,甲、乙\n", "、", "\n", 'id,t\n1,"甲\n乙"\n'),
        ("id;t\n1;甲、乙\n2;丙\n", "、", ",", "id;t\n1;甲,乙\n2;丙\n"),
        ('id,t\n1,"甲「乙」"\n', "[「」]", '"', 'id,t\n1,"甲""乙"""\n'),
        ('id,t\n1,"甲「\\"乙"\n2,b\n', "「", '"', 'id,t\n1,"甲\\"\\"乙"\n2,b\n'),
        ("id,t\n1,'甲「乙、'\n2,'a,b'\n", "「", "'", "id,t\n1,'甲''乙、'\n2,'a,b'\n"),
    ),
)
def test_what_is_written_is_quoted_as_it_must_be(text, old, new, after):
    assert repair(text, csv, writing(old, new), Options()).after == after


@pytest.mark.parametrize(
    "text, old, new, why",
    (
        ('1\t甲、"\n2\t"丙\n3\t丁\n', "、", "\t", UNSPELLABLE),  # quotes mean nothing here
        (
            'id,t\n1,"甲「\\"乙"\n2,b\n',
            "「",
            "\\\\",
            UNSPELLABLE,
        ),  # nor is it known what this would
        ("t\n、\n乙\n", "、", "", BROKEN),  # a blank line is no record
        ('id,t\n1,、"乙"\n', "、", "", BROKEN),  # the quote would open the field
    ),
)
def test_what_cannot_be_written_is_left_and_said(text, old, new, why):
    repaired = repair(text, csv, writing(old, new), Options())
    assert repaired.after is text
    assert [spot.note for spot in repaired.spots] == [why]


@pytest.mark.parametrize(
    "text",
    (
        'id,text\n1,"' + "資料，" * 1_000_000 + '"\n',
        "id,text\n1," + '"資""料""' * 400_000,
        "id,text\n" + '"資\n' * 60_000,
        "id,text\n" + "資,料\n" * 50_000,
        "id,text\n" + "," * 200_000 + "資",
        'id,text\n1,"資\\"料"' + "\\\\" * 1_000_000 + '"',
    ),
    ids=("one field", "doubled quotes", "open quotes", "short rows", "one wide row", "backslashes"),
)
def test_long_tables_take_linear_time(text):
    began = time.process_time()
    layout = csv.locate(text, Options())
    assert layout.pieces or layout.problems
    csv.shape(text)
    assert time.process_time() - began < 10


def test_a_long_field_has_a_shape():
    text = "id,text\n1,資" + "料" * 200_000 + "\n2,檔案\n"
    assert csv.shape(text) == [2, 2, 2]


def test_where_and_column():
    text = "sep=,\nid,標題,x_zh_TW\n1,資,料\n2,庫,檔\n3,a,b,案\n"
    pieces = csv.locate(text, Options()).pieces
    assert [(piece.where, piece.column, piece.language) for piece in pieces] == [
        ("row 3, 標題", "標題", ""),
        ("row 3, x_zh_TW", "x_zh_TW", "zh-Hant"),
        ("row 4, 標題", "標題", ""),
        ("row 4, x_zh_TW", "x_zh_TW", "zh-Hant"),
        ("row 5, 4", "4", ""),
    ]


def test_problems_name_row_and_column():
    text = 'id,text\n1,"資"料\n2,"a,b"\n3,"a,b"\n4,"檔,案\n'
    assert csv.locate(text, Options()).problems == [
        "row 2, text: text follows the closing quote: left",
        "row 5, text: a quote opens here and never closes: left",
    ]


@pytest.mark.parametrize("opening", ("textfix: off\n", "```\n"))
def test_what_a_text_leaves_open_ends_with_it(opening):
    text = f'id,t\n1,資料\n2,"{opening}資料"\n3,檔案\n'
    want = f'id,t\n1,资料\n2,"{opening}資料"\n3,档案\n'
    assert repair(text, csv, PIPELINE, Options()).after == want
