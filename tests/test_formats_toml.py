import sys
import time
from contextlib import suppress

import pytest
from format_files import check, check_prefixes, files, sound
from hostile import TEXTS, left_or_right
from hypothesis import given, settings
from hypothesis import strategies as st

from textfix.formats import toml
from textfix.formats.layout import Malformed, Options, Reading

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

FILES = files("toml")
CUT = {"four spellings", "arrays and inline tables", "lines"}

# What is repaired in whatever company.
REPAIRS = {"⽂件": "文件", "浣犲ソ涓栫晫": "你好世界", "⼈⼯“智能”": "人工“智能”"}
CLEAN = ("资料库", "", "甲\t乙", "“引号”……", "😀", "# 甲", "a = 甲", "[甲]", "甲, 乙")
SPELLINGS = (
    '"{}"',
    "'{}'",
    '"""{}"""',
    "'''{}'''",
    '"""\n{}\\\n   """',
    "'''\n{}\n'''",
    '"\\u6587。{}"',
)
STRINGS = st.tuples(st.sampled_from(SPELLINGS), st.sampled_from((*REPAIRS, *CLEAN)))
VALUES = st.recursive(
    st.one_of(STRINGS, st.sampled_from(("1", "1979-05-27", "true", "-inf", "0xff"))),
    lambda below: st.lists(below, max_size=3) | st.dictionaries(st.sampled_from("abc"), below),
    max_leaves=6,
)
TABLES = st.lists(st.lists(VALUES, max_size=3), max_size=3)


@pytest.mark.parametrize("file", FILES)
def test_files(file):
    check(toml, file)


@pytest.mark.parametrize("file", [file for file in FILES if file.id in CUT])
def test_files_that_are_cut(file):
    check_prefixes(toml, file)


def test_files_that_are_cut_are_there():
    assert {file.id for file in FILES} >= CUT


def written(value, repairs):
    if isinstance(value, tuple):
        return value[0].format(repairs.get(value[1], value[1]))
    if isinstance(value, list):
        return "[ " + ", ".join(written(item, repairs) for item in value) + "]"
    if isinstance(value, dict):
        pairs = (f'"{key}⽂" = {written(item, repairs)}' for key, item in value.items())
        return "{ " + ", ".join(pairs) + " }"
    return value


def file(tables, repairs):
    return "\n".join(
        f"[t{i}.⽂] # ⽂件\n".replace("⽂]", "'⽂']")
        + "".join(f"k{j} = {written(value, repairs)} # '⽂\n" for j, value in enumerate(values))
        for i, values in enumerate(tables)
    )


@settings(deadline=None)  # the first example loads the tables
@given(TABLES)
def test_tables(tables):
    text = file(tables, {})
    after = sound(toml, text, Options()).after
    assert after == file(tables, REPAIRS)
    tomllib.loads(after)


FRAMES = (
    *('a = "甲"\n', "a = '甲'\n", 'a = "文甲文"\n', 'a = "\\u6587甲"\n', 'a = """文甲文"""\n'),
    *(
        "a = '''文甲文'''\n",
        'a = """\n文甲\n文"""\n',
        "a = '''\n文甲\n文'''\n",
        'a = ["甲", { b = "甲" }]\n',
    ),
)


@settings(deadline=None)  # the first example loads the tables
@given(st.sampled_from(FRAMES), TEXTS)
def test_what_is_written_is_read(text, new):
    if "\r\n" not in new:  # which the parser reads as a line end like any other
        left_or_right(toml, text, new, tomllib.loads)


@settings(deadline=None)  # the first example loads the tables
@given(
    st.sampled_from(('a = "文{}"', 'a = """\n文{}"""')),
    st.text(st.sampled_from('\\ntu"e \n文12346589'), max_size=12),
)
def test_a_text_reads_as_a_parser_reads_it(frame, scrap):
    text = frame.format(scrap)
    try:
        value = tomllib.loads(text)["a"]
    except tomllib.TOMLDecodeError:
        return
    for piece in toml.locate(text, Options()).pieces:
        assert Reading(text[piece.start : piece.end], piece.spelling).text in value


@pytest.mark.parametrize("depth", (100, 100_000))
def test_nesting(depth):
    for opening, closing in ("[", "]"), ("{ a = ", "}"):
        text = f"a = {opening * depth}'數據'{closing * depth}\n"
        try:
            assert sound(toml, text, Options()).after == text.replace("數據", "数据")
        except Malformed:
            assert depth > 100


@pytest.mark.parametrize(
    "text",
    (
        'a = "' + "資料庫，" * 2_500_000 + '"',
        'a = "' + r"\u8cc7" * 300_000 + '"',
        'a = """資' + 'x"' * 1_000_000 + 'x"""',
        'a = "資' + "\\\\" * 1_000_000,
        "a = '''資" + "''" * 3_000_000,
        'a = "資"' + " " * 10_000_000,
        "a = [" + '"資",' * 100_000 + "]",
        "資" + "[" * 1_000_000,
        '"""' * 500_000 + "資",
    ),
    ids=("text", "escapes", "quotes", "backslashes", "no end", "blanks", "many", "deep", "marks"),
)
def test_long_files_take_linear_time(text):
    began = time.process_time()
    with suppress(Malformed):
        for piece in toml.locate(text, Options()).pieces[:10]:
            assert Reading(text[piece.start : piece.end], piece.spelling).text
    assert time.process_time() - began < 10


def test_where_and_language():
    text = "[tool.x]\nzh_TW.a = '數據'\nb = [{ c = '數據' }]\n"
    first, second = toml.locate(text, Options()).pieces
    assert (first.where, first.language) == ("tool.x.zh_TW.a", "zh-Hant")
    assert (second.where, second.language) == ("tool.x.c", "")
