"""Markdown: prose is repaired, its markup stays."""

from __future__ import annotations

import re

import pytest
from format_files import PIPELINE, check, check_prefixes, files, sound
from hypothesis import given, settings
from hypothesis import strategies as st

from textfix.formats import markdown
from textfix.formats.layout import Options
from textfix.formats.markdown_blocks import blocks
from textfix.formats.splice import repair

FILES = files("markdown")
LONG = 300_000
UNITS = [
    *("<", "<a\n", "<!--", "<code>", "[", "](", "](a", "[^", "][", "[[", "{", "{%raw", "$", "$$"),
    *("`", "```\n", "#", "- ", "* * x", "1. ", "> ", ">", "|", "|-", "a|b\n-|-\n", "\\", "  "),
    *("\t", " \u3000", "\u200b", "\n", "\r\n", "---", "- -", "[a]:", "    a\n", "a(#b)\n"),
]


@pytest.mark.parametrize("file", FILES)
def test_odd_files(file):
    check(markdown, file)


@pytest.mark.parametrize("file", FILES)
def test_a_file_cut_anywhere(file):
    check_prefixes(markdown, file)


@pytest.mark.parametrize("unit", UNITS)
def test_long_files_of_one_thing(unit):
    text = f"x|y\n{unit * (LONG // len(unit))}\n數據"
    markdown.locate(text, Options())
    markdown.shape(text)


def test_ten_megabytes_in_one_line():
    text = "[數據](a.md)和更多的文字。" * 600_000
    assert len(text) > 10_000_000
    assert len(markdown.locate(text, Options()).keep) == 600_000


@pytest.mark.parametrize("mark", ["> ", "- ", "  - ", "[", "*"])
def test_nesting_100_and_100000_deep(mark):
    for depth in (100, 100_000):
        text = f"{mark * depth}數據\n"
        markdown.shape(text)
        assert repair(text, markdown, PIPELINE, Options()).after in (text, f"{mark * depth}数据\n")


def test_what_is_kept():
    text = "甲\n===\n- [x] 一\n> 二\n\n| 三 | 四|五\n|:-|-|-|\n"
    kept = [text[start:end] for start, end in markdown.locate(text, Options()).keep]
    assert kept == ["\n", "===", "\n", "- [x] ", "\n", "> ", "| ", " | ", "|", "\n", "|:-|-|-|"]


def test_digits_that_would_begin_an_item_made_half_width_stay():
    """Or one line would cost all other repairs of the file."""
    text = "使用ＡＢＣ软件。\n\n１. 打开ＡＢＣ软件。\n２０２４ 年的软件。\n"
    want = "使用ABC软件。\n\n１. 打开ABC软件。\n2024 年的软件。\n"
    assert repair(text, markdown, PIPELINE.with_unsafe(), Options()).after == want


def test_a_rule_is_not_joined_to_what_follows():
    """By the boldest rules, too."""
    text = (
        "会议今天召开。\n\n"
        + "-" * 60
        + "\n作者简介：会议今天召开，各部门认真总结经验，推动落实。\n"
    )
    assert repair(text, markdown, PIPELINE.with_unsafe(), Options()).after is text


def test_marks_of_markup_are_no_punctuation():
    """Of the boldest rules: a mark before a picture, the end of a reference or of an emoji."""
    text = (
        ":smile:请看下面这张图![图](图.png)，版权&copy;归作者所有，请看[第一章](#一),然后继续。\n"
    )
    want = text.replace(",然后", "，然后")
    assert repair(text, markdown, PIPELINE.with_unsafe(), Options()).after == want


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("> ```\n> a\n\nb\n", ["code>", "code>", "", "text"]),
        ("a|b\n---\n", ["text", "underline"]),
        ("a|b\n-|-\nc\n", ["row1", "row1", "text"]),
        ("| a \\| b |\n|---|\n", ["row2", "row2"]),
        ("- a\n\n  - # b\n", ["item1", "", "item2"]),
        ("# a\n    b\nc\n    d\n", ["heading1", "code", "text", "text"]),
        ("+ a\n\n    + b\n\n        - c\n\n    + d\n\n    e\n", ["item1", ""] * 4 + ["text"]),
        ("- a\n\nb\n\n    c\n", ["item1", "", "text", "", "code"]),
        ("---\na: b\n...\n---\n", ["front", "front", "front", "rule"]),
        ("\ufeff## a\n\u200b\n", ["heading2", ""]),
    ],
)
def test_the_kinds_of_lines(text, kinds):
    assert [line.kind for line in blocks(text)] == kinds


def documents(words):
    """Blocks of every kind under one another."""
    line = st.lists(words, min_size=1, max_size=4).map("，".join)
    blocks = [
        "# {}", "## {} #", "{}\n===", "- {}\n- {}", "1. {}\n   {}", "> {}\n> {}", "{}  \n{}", "{}\n{}",
        "| {} | {} |\n|---|---|\n| {} | {} |", "```\n數據 {}\n```", "    數據{}", "[數據]: http://a.cn",
        "見[{}](數據.md)", "`數據`{}", "<b title='數據'>{}</b>", "$數據$ {}", "{{% raw 數據 %}}{}",
        "[^數據]: {}", "\u3000\u3000{}", "- [ ] {}\n\n  {}", "---", "<!-- 數據 -->", "::: tip",
    ]  # fmt: skip
    block = st.builds(
        lambda form, *lines: form.format(*lines), st.sampled_from(blocks), *[line] * 4
    )
    end = st.sampled_from(["\n", "\n\n", "\n\n\n", "\r\n", "\r\n\r\n"])
    return st.lists(st.builds(str.__add__, block, end), max_size=8).map("".join)


MARKS = re.compile(
    r"^[ \t>]*(?:#+ |[-+*] |\d+\. |===|---|:::)|\|+|```|\]\([^)]*\)|\[数?.據\]: \S+|`數據`|  $"
    r"|<[^>]*>|\$數據\$|\{%.*?%\}|\[\^數據\]|^\u3000+",
    re.M,
)


@settings(deadline=None)
@given(
    documents(
        st.sampled_from(["文字", "數據", "plain", "質(zhì)量發(fā)展", "浣犲ソ涓栫晫", "⽂件"])
    )
)
def test_markup_stays(text):
    after = sound(markdown, text, Options()).after
    assert MARKS.findall(after) == MARKS.findall(text)
    assert after.count("\n") == text.count("\n") or "\n\n\n" in text


@settings(deadline=None)
@given(documents(st.sampled_from(["文字", "数据", "plain", "第一"])))
def test_clean_files_stay(text):
    text = text.replace("數據", "数据").replace("見", "见")
    assert sound(markdown, text, Options()).after is text


@settings(deadline=None)
@given(
    st.text(alphabet="#-*+>|`~=[]()!<>{}$%:\\ \t\n\r1.^a文數據\u3000\u200b\ufeff１", max_size=60)
)
def test_any_text_is_a_file(text):
    sound(markdown, text, Options())
