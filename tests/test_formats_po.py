import time
from contextlib import suppress

import pytest
from format_files import check, check_prefixes, files, sound
from hostile import TEXTS, left_or_right
from hypothesis import given, settings
from hypothesis import strategies as st

from textfix.formats import po
from textfix.formats.layout import Malformed, Options, Reading

FILES = files("po")
CUT = {"several lines", "messages stay", "blanks around keywords"}

# What is repaired in whatever company.
REPAIRS = {"⽂件。": "文件。", "浣犲ソ涓栫晫。": "你好世界。", "⼈⼯“智能”": "人工“智能”"}
CLEAN = ("资料库", "", "甲\\t乙", "%d 个“%s”", "😀", "# 甲", '\\"甲\\"', "\\n", "\\\\")
LINES = st.lists(st.sampled_from((*REPAIRS, *CLEAN)), min_size=1, max_size=3)
ENTRIES = st.lists(st.tuples(st.sampled_from(("msgstr", "msgstr[0]")), LINES), max_size=4)
ENDS = st.sampled_from(("\n", "\r\n", "\r"))


@pytest.mark.parametrize("file", FILES)
def test_files(file):
    check(po, file)


@pytest.mark.parametrize("file", [file for file in FILES if file.id in CUT])
def test_files_that_are_cut(file):
    check_prefixes(po, file)


def test_files_that_are_cut_are_there():
    assert {file.id for file in FILES} >= CUT


def written(entries, repairs):
    return 'msgid ""\nmsgstr "⽂件\\n"\n' + "\n".join(
        f'\n#. ⽂件\nmsgctxt "⽂件"\nmsgid "{i}⽂件"\n{key} '
        + "\n".join(f'"{repairs.get(line, line)}"' for line in lines)
        for i, (key, lines) in enumerate(entries)
    )


@settings(deadline=None)  # the first example loads the tables
@given(ENTRIES, ENDS)
def test_entries(entries, end):
    text = written(entries, {}).replace("\n", end)
    after = sound(po, text, Options()).after
    assert after == written(entries, REPAIRS).replace("\n", end)


def read(text):
    """The strings of a file, in the escapes that are written."""
    escapes = {r"\n": "\n", r"\t": "\t", r"\r": "\r", r"\"": '"', r"\\": "\\", r"\a": "\a"}
    strings = []
    for line in text.split("\n"):
        key, quote, rest = line.partition('"')
        if key:
            strings.append("")
        assert not quote or rest.endswith('"'), line
        body, at = rest[:-1], 0
        while at < len(body):
            size = 2 if body[at] == "\\" else 1
            assert size == 2 or body[at] != '"', line
            strings[-1] += escapes[body[at : at + 2]] if size == 2 else body[at]
            at += size
    return strings


FRAMES = (
    *(
        'msgid "a"\nmsgstr "甲"',
        'msgid "a"\nmsgstr "文甲文"',
        'msgid "a"\nmsgstr ""\n"文甲"\n"甲文"',
    ),
    *('msgid "b"\nmsgstr "文\\n甲"', 'msgid "a"\nmsgstr[0] "甲文"\nmsgstr[1] "b"'),
)


@settings(deadline=None)  # the first example loads the tables
@given(st.sampled_from(FRAMES), TEXTS)
def test_what_is_written_is_read(text, new):
    left_or_right(po, text, new, read)


@pytest.mark.parametrize(
    "text",
    (
        'msgid "a"\nmsgstr "' + "資料庫，" * 2_500_000 + '"',
        'msgid "a"\nmsgstr "資' + r"\n" * 500_000 + '"',
        'msgid "a"\nmsgstr "資"\n' + '"資"\n' * 200_000,
        'msgid "a"\nmsgstr "資"\n' * 30_000,
        'msgid "資' + "\\\\" * 2_000_000,
        'msgid "資"' + " " * 5_000_000 + "x",
        'msgid "資"\nmsgstr "' + " " * 5_000_000 + 'x"',
    ),
    ids=("text", "escapes", "lines", "entries", "no end", "blanks", "blanks inside"),
)
def test_long_files_take_linear_time(text):
    began = time.process_time()
    with suppress(Malformed):
        for piece in po.locate(text, Options()).pieces[:10]:
            assert Reading(text[piece.start : piece.end], piece.spelling).text
    assert time.process_time() - began < 10


def test_where_and_language():
    text = 'msgid ""\nmsgstr "Language: zh_HK\\n"\nmsgid "file"\nmsgstr[1] "檔案"\n'
    (piece,) = po.locate(text, Options()).pieces
    assert (piece.where, piece.language) == ('msgstr[1] of "file"', "zh-Hant")
