import json as stdlib
import time

import pytest
from format_files import PIPELINE, check, check_prefixes, files, sound
from hypothesis import given
from hypothesis import strategies as st
from test_formats_json import STYLES, TREES, mended

from textfix import Pipeline, Rule
from textfix.core import Phase
from textfix.formats import json, jsonl
from textfix.formats.json_string import SPELLING
from textfix.formats.layout import Options
from textfix.formats.proof import BROKEN as LEFT
from textfix.formats.splice import repair
from textfix.make import sub

FILES = files("jsonl")
CUT = {"lines that are no records", "Windows line ends", "JSON within JSON"}
BROKEN = ("", "  ", "# 資料", '{"a": "資料', "{'a': '資料'}", '"資料" 1')


@pytest.mark.parametrize("file", FILES)
def test_files(file):
    check(jsonl, file)


@pytest.mark.parametrize("file", [file for file in FILES if file.id in CUT])
def test_files_that_are_cut(file):
    check_prefixes(jsonl, file)


def test_files_that_are_cut_are_there():
    assert {file.id for file in FILES} >= CUT


@given(
    st.lists(st.one_of(TREES, st.sampled_from(BROKEN).map(lambda line: (line,))), max_size=6),
    STYLES,
    st.sampled_from(("\n", "\r\n", "\r")),
    st.booleans(),
)
def test_records(records, style, end, final):
    style = {**style, "indent": None}
    lines, wanted = [], []
    for record in records:
        broken = isinstance(record, tuple)
        lines.append(record[0] if broken else stdlib.dumps(record, **style))
        wanted.append(record[0] if broken else stdlib.dumps(mended(record), **style))
    text = end.join(lines) + end * final
    assert sound(jsonl, text, Options()).after == end.join(wanted) + end * final


class Careless:
    """JSON Lines, written without escapes; what is located and judged is noted."""

    records = True

    def __init__(self):
        self.asked = []

    def locate(self, text, options):
        self.asked.append(text)
        layout = jsonl.locate(text, options)
        spelling = SPELLING._replace(write=lambda new, raw: new)
        return layout._replace(pieces=[p._replace(spelling=spelling) for p in layout.pieces])

    def shape(self, text):
        self.asked.append(text)
        return jsonl.shape(text)


def quoting():
    return Pipeline([Rule("quote", Phase.FORM, True, sub("[庫、]", lambda m: NEW[m[0]]), "")])


NEW = {"庫": "库", "、": '"'}


def test_a_line_that_would_break_is_left_and_the_others_are_not():
    lines = ['{"a": "甲"}', '{"b": "庫"}', '{"c": "乙、", "d": "庫"}', '{"a": "丙"}', '{"e": "庫"}']
    repaired = repair("\n".join(lines), Careless(), quoting(), Options())
    after = [line.replace("庫", "库") for line in lines]
    assert repaired.after.split("\n") == after
    assert [spot.note for spot in repaired.spots if not spot.fixed] == [LEFT]


@pytest.mark.parametrize("final", ("", "\n"))
def test_only_lines_with_repairs_are_judged(final):
    lines = ['{"a": "甲"}', '{"b": "庫"}', '{"a": "丙"}', '{"c": "庫庫"}']
    text, format = "\n".join(lines) + final, Careless()
    assert repair(text, format, quoting(), Options()).after == text.replace("庫", "库")
    judged = f"{lines[1]}\n{lines[3]}{final}"
    assert format.asked == [text, judged, *[judged.replace("庫", "库")] * 2]


def test_problems_name_line_and_column():
    text = '{"a": 1}\n\n{"a": "資料"\n'
    (problem,) = jsonl.locate(text, Options()).problems
    assert problem == "line 3, column 11: not JSON: expecting ',' delimiter: left"


def test_one_key_path_is_one_column():
    text = '{"m": [{"t": "資"}, {"t": "料"}]}\n{"m": [{"t": "庫", "u": "檔"}]}\n'
    columns = [piece.column for piece in jsonl.locate(text, Options()).pieces]
    assert columns == ["m[].t", "m[].t", "m[].t", "m[].u"]


@pytest.mark.parametrize("depth", (100, 100_000))
def test_nesting(depth):
    text = '{"a": "檔案"}\n' + "[" * depth + '"資料庫"' + "]" * depth + "\n"
    repaired = sound(jsonl, text, Options())
    assert repaired.after.startswith('{"a": "档案"}\n')
    assert ("资料库" in repaired.after) != bool(repaired.problems)
    assert "资料库" in repaired.after or depth > 100


@pytest.mark.parametrize(
    "text",
    (
        '{"a": "' + "資料庫，" * 2_500_000 + '"}\n',
        '{"a": "資料庫"}\n' * 100_000,
        '{"a": "資\n' * 50_000,
        '{"a": 1.5}\n' * 300_000 + "資",
    ),
    ids=("one line", "short lines", "broken lines", "lines of ASCII"),
)
def test_long_files_take_linear_time(text):
    began = time.process_time()
    layout = jsonl.locate(text, Options())
    assert layout.pieces or layout.problems
    assert time.process_time() - began < 10


@pytest.mark.parametrize(
    "opening",
    ("// textfix: off\n", "# textfix: ignore-file\n", "看：\n```py\n", "~~~\n"),
)
@pytest.mark.parametrize("ascii", (False, True))
def test_what_a_text_leaves_open_ends_with_it(opening, ascii):
    texts = ["資料", f"{opening}資料", "檔案", "```\n資\n```\n料"]
    want = ["资料", f"{opening}資料", "档案", "```\n資\n```\n料"]

    def written(texts):
        return "".join(f"{stdlib.dumps({'t': t}, ensure_ascii=ascii)}\n" for t in texts)

    assert repair(written(texts), jsonl, PIPELINE, Options()).after == written(want)
    listed = stdlib.dumps(texts, ensure_ascii=ascii)
    wanted = stdlib.dumps(want, ensure_ascii=ascii)
    assert repair(listed, json, PIPELINE, Options()).after == wanted
