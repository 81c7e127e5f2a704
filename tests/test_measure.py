"""Measures of pages: what rules them out at first sight is never more than what they need."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from textfix import fix, hanzi, measure, paragraphs, seams
from textfix.context import is_running
from textfix.layout import evidence
from textfix.survey import Facts

PAGE = (
    "本市今年将继续推进数字基础设施建设，完善城市公共服",
    "务体系，扩大优质教育医疗资源的供给，让居民在家门口",
    "就能享受到便利。各区要结合实际制订实施方案，明确责",
    "任分工和时间节点，确保各项任务按期完成，年底前进行",
    "统一考核。",
)
TEXTS = st.lists(
    st.sampled_from([*"服务体系建设数字，。）《aK7 \t\u3000\r\n", *PAGE, "\n", " ", "  \n"]),
    max_size=40,
).map("".join)


def test_known_words_are_of_han() -> None:
    """So nothing else need be looked at where a word may be split."""
    begun = map(chr, range(0x110000))
    words = [word for character in begun for word in hanzi.words_from(character)]
    assert len(words) > 100_000
    assert all("\u3400" <= c <= "\u9fff" for word in words for c in word)


def test_nothing_is_folded_into_han_but_han() -> None:
    others = "".join(chr(i) for i in range(0x110000) if not 0x3400 <= i <= 0x9FFF)
    assert not any("\u3400" <= c <= "\u9fff" for c in hanzi.fold(others))


@given(TEXTS)
def test_words_are_split_between_han_alone(text: str) -> None:
    assert measure.split_words(text)["splits"] <= measure.between_han(Facts((text,)))
    assert paragraphs.split_words(text).total() <= len(seams.LINE_END.findall(text))
    assert seams.blanks_may_split(text) or not measure.split_words(text)["splits"]
    assert seams.line_ends_may_split(text) or not paragraphs.split_words(text)


@pytest.mark.parametrize("end", ["\n", "\r\n", " \n", "\u3000\r\n", " "])
def test_pages_are_seen_whatever_stands_at_their_line_ends(end: str) -> None:
    assert fix(end.join(PAGE)) == "".join(PAGE)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("正文一行。\n正文两行。", 0),
        ("# 标题\n\n- 项目\n1. 项目\n> 引文", 4),
        ("    代码", 1),
        ("甲   乙乙   丙", 1),
        ("x = 1;\n\n\n}", 1),
        ("- a;\n- ab;", 3),
        ("├ 甲\n│└ 乙", 3),
        ("---\n=====\n", 2),
        ("一  二", 0),
    ],
)
def test_places_that_look_like_markup(text: str, count: int) -> None:
    assert evidence(text)["markup",] == count


@pytest.mark.parametrize(
    "line",
    [
        *(
            "x = 1，好",
            "a->b，好",
            "见//注",
            "甲::乙",
            "<b>好",
            "f('好",
            "用 f()，好",
            "%s，好",
            "a[^好",
        ),
        *(
            "return 好",
            "好，a;",
            "'好', '坏'",
            "甲|乙|丙",
            "甲    乙",
            "甲\t乙\t丙",
            "用逗号，好",
            "Regex",
        ),
    ],
)
def test_code_tables_and_lines_about_marks_are_no_running_text(line: str) -> None:
    assert not is_running(line)


@pytest.mark.parametrize(
    "line", ["见 http://a.b，好", "甲：乙（丙）", "他说：“好；不好”", "A/B 两组"]
)
def test_sentences_are_running_text(line: str) -> None:
    assert is_running(line)
