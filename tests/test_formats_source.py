import ast
import time

import pytest
from format_files import check, check_prefixes, files, sound
from hostile import TEXTS, left_or_right, write
from hypothesis import given, settings
from hypothesis import strategies as st

from textfix.formats import source
from textfix.formats.layout import Options, Reading

FILES = [
    pytest.param(source.FORMATS[file.id.partition(":")[0]], *file.values, id=file.id)
    for file in files("source")
]
CUT = {
    "python: quotes inside",
    "c: both",
    "javascript: regular expressions",
    "rust: lifetimes and raw strings",
    "sql: both kinds of quotes",
}
BOTH = Options(code=frozenset({"comments", "strings"}))


@pytest.mark.parametrize(("format", "file"), FILES)
def test_files(format, file):
    check(format, file)


@pytest.mark.parametrize(("format", "file"), [file for file in FILES if file.id in CUT])
def test_files_that_are_cut(format, file):
    check_prefixes(format, file)


def test_files_that_are_cut_are_there():
    assert {file.id for file in FILES} >= CUT


def test_every_language_has_a_file_and_suffixes_of_its_own():
    assert {file.id.partition(":")[0] for file in FILES} >= {*source.FORMATS} - {"shell"}
    assert len(source.suffixes) == len(set(source.suffixes))


@pytest.mark.parametrize("name", source.FORMATS)
def test_nothing_is_text_unless_it_is_asked_for(name):
    text = "# 數據\n// 數據\n-- 數據\nx = '數據' + \"數據\"\n"
    assert source.FORMATS[name].locate(text, Options()).pieces == []


# What is repaired in whatever company.
REPAIRS = {"⽂件": "文件", "浣犲ソ涓栫晫": "你好世界", "⼈⼯“智能”": "人工“智能”"}
STATEMENTS = st.lists(
    st.tuples(
        st.sampled_from(
            ("x件 = '{}'  # {}", 'f("{}"); # "{}\'', "'''{}'''; x = r'{}'", "# {}\nb'' # {}")
        ),
        st.sampled_from((*REPAIRS, "资料库", "", "it", "# 甲")),
    ),
    max_size=5,
)


@settings(deadline=None)
@given(STATEMENTS)
def test_python(statements):
    def written(repairs):
        return "\n".join(line.format(*[repairs.get(t, t)] * 2) for line, t in statements)

    after = sound(source.FORMATS["python"], written({}), BOTH).after
    assert after == written(REPAIRS)
    ast.parse(after)


PYTHON = (
    *(
        '["甲"]',
        "['甲']",
        '["""文甲文"""]',
        "['文甲文']",
        'f(["甲"])',
        'x = ["\\u6587甲"]',
        "['''文\n甲''']",
    ),
    *("[r'文甲']", '[R"""甲文"""]', "[u'甲']", '["a" "甲"]'),
)


def strings(text):
    return [node.value for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Constant)]


@settings(deadline=None)
@given(st.sampled_from(PYTHON), TEXTS)
def test_what_is_written_is_read(text, new):
    left_or_right(source.FORMATS["python"], text, new, strings, BOTH)


@settings(deadline=None)
@given(
    st.sampled_from(sorted(source.FORMATS)),
    st.lists(
        st.sampled_from(
            (
                "'",
                '"',
                "`",
                "\\",
                "\n",
                "#",
                "//",
                "/*",
                "*/",
                "--",
                "甲",
                "x",
                "{",
                "}",
                "[[",
                "]]",
            )
        ),
        max_size=20,
    ),
    TEXTS,
)
def test_code_stays_around_what_is_written(name, scraps, new):
    format = source.FORMATS[name]
    text = "".join(scraps)
    assert format.shape(write(format, text, new, BOTH)) == format.shape(text)


@pytest.mark.parametrize(
    "scrap", ("'", '"', "`", "/*", '"""', "'''", "--[[", "\\", "#=", "{-", 'R"(', "[(", " ", "=/")
)
@pytest.mark.parametrize("name", ("python", "c", "javascript", "shell", "sql", "lua", "rust"))
def test_long_files_take_linear_time(name, scrap):
    text = "x = 文 " + scrap * (200_000 // len(scrap))
    began = time.process_time()
    source.FORMATS[name].locate(text, BOTH)
    assert time.process_time() - began < 3


def test_a_long_line():
    text = 'x = "' + "資料庫，" * 2_500_000 + '"\n'
    (piece,) = source.FORMATS["python"].locate(text, BOTH).pieces
    assert Reading(text[piece.start : piece.end], piece.spelling).text == text[5:-2]
