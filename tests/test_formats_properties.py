import time

import pytest
from format_files import check, check_prefixes, files, sound
from hostile import TEXTS, left_or_right
from hypothesis import example, given, settings
from hypothesis import strategies as st

from textfix.formats import ini, properties, strings
from textfix.formats.layout import Options, Reading

FORMATS = {"properties": properties, "ini": ini, "strings": strings}
FILES = [
    pytest.param(format, *file.values, id=f"{name}: {file.id}")
    for name, format in FORMATS.items()
    for file in files(name)
]
CUT = {
    "properties: a value goes on",
    "properties: escapes stay escapes",
    "ini: lines that continue",
    "strings: values",
}

# What is repaired in whatever company.
REPAIRS = {"⽂件": "文件", "浣犲ソ涓栫晫": "你好世界", "⼈⼯“智能”": "人工“智能”"}
VALUES = st.lists(
    st.sampled_from((*REPAIRS, "资料库", "", "{0} 甲", "😀", "甲 = 乙: 丙")), max_size=5
)
ENDS = st.sampled_from(("\n", "\r\n", "\r"))


@pytest.mark.parametrize(("format", "file"), FILES)
def test_files(format, file):
    check(format, file)


@pytest.mark.parametrize(("format", "file"), [file for file in FILES if file.id in CUT])
def test_files_that_are_cut(format, file):
    check_prefixes(format, file)


def test_files_that_are_cut_are_there():
    assert {file.id for file in FILES} >= CUT


@pytest.mark.parametrize(
    ("format", "pair"),
    (
        (properties, "# ⽂件\nk{}.⽂件 = {}\n"),
        (properties, "! ⽂件\n\tk{}:\\\n   {}\n"),
        (ini, "[⽂件]\n; ⽂件\nk{}.⽂件 = {}\n"),
        (ini, "[⽂件]\nk{} = {} ; ⽂件\n"),
        (strings, '/* ⽂件 */\n"k{}⽂件" = "{}"; // ⽂件\n'),
    ),
)
@settings(deadline=None)  # the first example loads the tables
@given(values=VALUES, end=ENDS)
def test_values(format, pair, values, end):
    def written(values):
        return "".join(pair.format(*one) for one in enumerate(values)).replace("\n", end)

    after = sound(format, written(values), Options()).after
    assert after == written([REPAIRS.get(value, value) for value in values])


def read_properties(text):
    r"""The one value of a file, after "a=", and what follows."""
    escapes = {"n": "\n", "t": "\t", "r": "\r", "f": "\f"}
    first, *others = text.split("\n")
    assert first.startswith("a=")
    value, rest = "", first[2:].lstrip(" \t\f")
    while rest:
        if rest[0] != "\\":
            value, rest = value + rest[0], rest[1:]
        elif rest[1] == "u":
            value, rest = value + chr(int(rest[2:6], 16)), rest[6:]
        else:
            value, rest = value + escapes.get(rest[1], rest[1]), rest[2:]
    units = value.encode("utf-16", "surrogatepass").decode("utf-16")
    return [units, *others]


@settings(deadline=None)  # the first example loads the tables
@given(st.sampled_from(("a=甲\nb=2\n", "a=文甲文\nb=2\n", "a=\\u6587甲\n")), TEXTS)
def test_what_is_written_is_read(text, new):
    if new.lstrip(" \t\f") == new:  # the file cannot say that a value begins with blanks
        left_or_right(properties, text, new, read_properties)


@settings(deadline=None)  # the first example loads the tables
@example("[a]\nb = 文甲文\n", "\r1\r\x85")
@given(st.sampled_from(("[a]\nb = 文甲文\n", '[a]\nb = "甲"\n', "[a]\nb =\n  文甲文\n")), TEXTS)
def test_settings_keep_their_lines(text, new):
    left_or_right(ini, text, new, lambda text: text)


@pytest.mark.parametrize(
    ("format", "text"),
    (
        (properties, "a=" + "資料庫，" * 2_500_000),
        (properties, "a=資" + "\\\n" * 500_000),
        (properties, "資" + " " * 10_000_000),
        (properties, "資" * 10_000_000),
        (properties, "a=資\n" * 100_000),
        (ini, "a=" + "資料庫，" * 2_500_000),
        (ini, "a=資" + " " * 10_000_000 + ";"),
        (ini, "資" + " " * 10_000_000),
        (ini, "a=資\n" * 100_000),
        (strings, '"a"="' + "資料庫，" * 2_500_000 + '";'),
        (strings, '資"' + "\\\\" * 1_000_000),
        (strings, "資" + "/*" * 3_000_000),
        (strings, "資" + '"a"' * 500_000),
    ),
    ids=map(str, range(13)),
)
def test_long_files_take_linear_time(format, text):
    began = time.process_time()
    for piece in format.locate(text, Options()).pieces[:10]:
        assert Reading(text[piece.start : piece.end], piece.spelling).text
    assert time.process_time() - began < 10
