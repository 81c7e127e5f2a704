import time
from contextlib import suppress

import pytest
import yaml as pyyaml
from format_files import check, check_prefixes, files, sound
from hostile import TEXTS, left_or_right
from hypothesis import given, settings
from hypothesis import strategies as st

from textfix.formats import yaml
from textfix.formats.layout import Malformed, Options, Reading

FILES = files("yaml")
CUT = {"quotes of several lines", "anchors, aliases, tags", "a folded block"}

# What is repaired in whatever company.
REPAIRS = {"⽂件": "文件", "浣犲ソ涓栫晫": "你好世界", "⼈⼯“智能”": "人工“智能”"}
CLEAN = (
    "资料库",
    "",
    " a\tb ",
    'C:\\"q"/',
    "'引号'",
    "😀",
    "- 甲",
    "甲: 乙",
    "甲 #乙",
    "\n甲\n\n乙\n",
    "yes",
    "12",
)
TREES = st.recursive(
    st.one_of(
        st.sampled_from((*REPAIRS, *CLEAN)), st.integers(), st.sampled_from((None, True, 1.5))
    ),
    lambda below: (
        st.lists(below, max_size=4)
        | st.dictionaries(st.sampled_from(("a", "資料", "b c", "é", "⽂件")), below, max_size=4)
    ),
    max_leaves=12,
)
STYLES = st.fixed_dictionaries(
    {
        "default_style": st.sampled_from((None, '"', "'", "|", ">")),
        "default_flow_style": st.sampled_from((None, True, False)),
        "allow_unicode": st.booleans(),
        "width": st.sampled_from((10, 80)),
        "indent": st.sampled_from((2, 5)),
        "explicit_start": st.booleans(),
        "line_break": st.sampled_from(("\n", "\r\n", "\r")),
    }
)
LOADER = getattr(pyyaml, "CSafeLoader", pyyaml.SafeLoader)
# Fragments that meet in odd ways, to hold our reading of a scalar against a parser's.
_BEGINNINGS = (
    "k: ",
    "- ",
    "k: 文\n  ",
    'k: "文\n ',
    "k: '文\n ",
    "k: >\n  文\n  ",
    "k: |2\n   文\n",
)
_FRAGMENTS = (
    *("a", "文", "數據", "數 據", "😀", " ", "  ", "\t", "\n", "\n\n", "\n  ", "\n    ", "\r\n  "),
    *("\n- ", "\n   文", ": ", "'", "''", '"', "#", " # c", "|\n  ", ">-\n  ", ">2\n    ", "- "),
    *("&a ", "!t ", "[", "]", "{", "}", ", ", "\\\n  ", "\\ ", "\\u4f60", "\\n", "\\\\", "---\n"),
)
SCRAPS = st.builds(
    lambda first, rest, last: first + "".join(rest) + last,
    st.sampled_from(_BEGINNINGS),
    st.lists(st.sampled_from(_FRAGMENTS), min_size=1, max_size=12),
    st.sampled_from(("", '"', "'")),
)


@pytest.mark.parametrize("file", FILES)
def test_files(file):
    check(yaml, file)


@pytest.mark.parametrize("file", [file for file in FILES if file.id in CUT])
def test_files_that_are_cut(file):
    check_prefixes(yaml, file)


def test_files_that_are_cut_are_there():
    assert {file.id for file in FILES} >= CUT


def mended(tree):
    if isinstance(tree, str):
        return REPAIRS.get(tree, tree)
    if isinstance(tree, list):
        return [mended(item) for item in tree]
    if isinstance(tree, dict):
        return {key: mended(item) for key, item in tree.items()}
    return tree


@settings(deadline=None)  # the first example loads the tables
@given(TREES, STYLES)
def test_trees(tree, style):
    text = pyyaml.safe_dump(tree, **style)
    after = sound(yaml, text, Options()).after
    assert pyyaml.safe_load(after) == mended(tree)
    if tree == mended(tree):
        assert after is text


@settings(deadline=None)  # the first example loads the tables
@given(SCRAPS)
def test_a_text_reads_as_a_parser_reads_it(text):
    try:
        pieces = yaml.locate(text, Options(keys=True)).pieces
    except Malformed:
        return
    if not pieces:
        return
    values = [e.value for e in pyyaml.parse(text, LOADER) if isinstance(e, pyyaml.ScalarEvent)]
    for piece in pieces:
        reads = Reading(text[piece.start : piece.end], piece.spelling).text
        assert any(reads in value for value in values)


FRAMES = (
    *(
        "a: 甲\n",
        "- 甲\n- b\n",
        "a: [甲, b]\n",
        "{a: 甲}\n",
        "a: 文甲\n",
        "a: 甲文 # c\n",
        "a: 文甲文\n",
    ),
    *(
        "a: '甲'\n",
        "a: '文甲'\n",
        'a: "甲"\n',
        'a: "\\u6587甲"\n',
        "a: 文\n  甲\n",
        "a: 文\n  文甲文\n",
    ),
    *(
        "a: |\n  文甲\n  文\n",
        "a: |-\r\n  甲\r\n  文",
        "a: >\n  文甲\n  文\n",
        "--- 甲\n",
        "a: '文\n  甲'\n",
    ),
)


@settings(deadline=None)  # the first example loads the tables
@given(st.sampled_from(FRAMES), TEXTS)
def test_what_is_written_is_read(text, new):
    left_or_right(yaml, text, new, pyyaml.safe_load)


@pytest.mark.parametrize("frame", ("a: {}\n", "- {}\n", "a: [{}, 文]\n", "{{a: {}}}\n"))
@pytest.mark.parametrize("new", ("yes", "null", "12", "~", "2020-01-01", "- 乙", "乙: 丙", "&乙"))
def test_a_plain_string_that_would_be_something_else_is_quoted(frame, new):
    assert left_or_right(yaml, frame.format("甲"), new, pyyaml.safe_load)


def test_nesting():
    blocks = "".join(" " * depth + "a:\n" for depth in range(100)) + " " * 100 + "數據\n"
    assert sound(yaml, blocks, Options()).after == blocks.replace("數據", "数据")
    for deep in "[" * 100_000 + "數據" + "]" * 100_000, "- " * 100_000 + "數據":
        with pytest.raises(Malformed, match="nested deeper than 1000 levels"):
            yaml.locate(deep, Options())


@pytest.mark.parametrize(
    "text",
    (
        "a: " + "資料庫，" * 2_500_000,
        'a: "' + r"\u8cc7" * 300_000 + '"',
        "a: '資" + "''" * 500_000 + "'",
        "a: '資" + " " * 10_000_000 + "x'",
        'a: "資' + "\\ " * 500_000 + 'x"',
        "a: |\n" + "  資\n" * 300_000,
        "a: >\n" + "  資\n" * 300_000,
        "a: 資\n" + "  x\n" * 300_000,
        "- 資\n" * 100_000,
    ),
    ids=(
        "plain",
        "escapes",
        "quotes",
        "blanks",
        "escaped",
        "lines",
        "folds",
        "plain lines",
        "many",
    ),
)
def test_long_files_take_linear_time(text):
    began = time.process_time()
    pieces = yaml.locate(text, Options()).pieces
    for piece in pieces[:10]:
        assert Reading(text[piece.start : piece.end], piece.spelling).text
    assert time.process_time() - began < 10


def test_where_and_language():
    text = "zh_TW:\n  a:\n  - b\n  - c: 數據\n"
    (piece,) = yaml.locate(text, Options()).pieces
    assert (piece.where, piece.language) == ("a[1].c", "zh-Hant")


@pytest.mark.parametrize(
    ("text", "message"),
    (
        ("a: 數據\nb: {% if x %}\n", "line 2, column 5: .*is it a template"),
        ("a: '數據\n", "line 2, column 1: not YAML: "),
        ('a: "\\q數據"\n', r"line 1, column \d: not YAML: "),
    ),
)
def test_what_is_wrong_is_said(text, message):
    with pytest.raises(Malformed, match=message):
        yaml.locate(text, Options())


def test_half_a_character_stays():  # which libyaml refuses, and PyYAML's own scanner does not
    text = 'a: "\\ud83d 資料"\n'
    with suppress(Malformed):
        assert sound(yaml, text, Options()).after == text.replace("資料", "资料")
