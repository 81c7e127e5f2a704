"""What no rule may touch."""

from __future__ import annotations

import re
import time

import pytest

from textfix import fix, report
from textfix.protect import Protect, protected


def kept(text: str, *protect: Protect) -> list[str]:
    return [text[a:b] for a, b in protected(text, protect)]


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("前\n```py\n數據,好\n```\n後", ["```py\n數據,好\n```"]),
        ("~~~\n數據\n~~~\n", ["~~~\n數據\n~~~"]),
        ("````\n```\n數\n```\n````\n據", ["````\n```\n數\n```\n````"]),
        ("```\n數\n`````\n據", ["```\n數\n`````"]),
        ("> ```\n> 數\n> ```\n據", ["> ```\n> 數\n> ```"]),
        ("  ```\n數\n  ```\n據", ["  ```\n數\n  ```"]),
        ("```\r\n數\r\n```\r\n據", ["```\r\n數\r\n```\r"]),
        ("```\n數據", ["```\n數據"]),
        ("```\n數據\n", ["```\n數據\n"]),
        ("```", ["```"]),
        ("數```據", []),
    ],
    ids=[
        *("backticks", "tildes", "a fence in a fence", "a longer end", "quoted", "indented"),
        *("Windows line ends", "no end", "no end, line end", "only a fence", "inside a line"),
    ],
)
def test_fences(text: str, spans: list[str]) -> None:
    assert kept(text) == spans


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("用 `數據` 吧", ["`數據`"]),
        ("``a`` 和 `b`", ["``a``", "`b`"]),
        ("一個 ` 符號", []),
        ("`跨\n行`", []),
        ("``", []),
        ("先`" + "數據，" * 20 + "`後", []),
        ("先`" + "x = 1 " * 20 + "`後", ["`" + "x = 1 " * 20 + "`"]),
    ],
    ids=["one", "two", "alone", "two lines", "empty", "a sentence", "long code"],
)
def test_code(text: str, spans: list[str]) -> None:
    assert kept(text) == spans


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("見https://a.cn/b?c=d&e=%E4,然後", "https://a.cn/b?c=d&e=%E4"),
        ("見https://a.cn/b。然後", "https://a.cn/b"),
        ("(http://a.cn/b)", "http://a.cn/b"),
        ("[文](http://a.cn/b#c)", "http://a.cn/b#c"),
        ("<http://a.cn/>", "http://a.cn/"),
        ("http://a.cn:8080/~b/,c;d!", "http://a.cn:8080/~b/,c;d"),
        ("ftp://a.cn/數據", "ftp://a.cn/數據"),
        ("網址www.a.com.cn,好", "www.a.com.cn"),
        ("發到x.y+z@a-b.com.cn,好", "x.y+z@a-b.com.cn"),
        ("file:///a/b.txt:", "file:///a/b.txt"),
    ],
)
def test_addresses_in_chinese_text(text: str, url: str) -> None:
    assert kept(text) == [url]


def test_no_addresses() -> None:
    for text in ("比分3:1", "他://她", "x@y", "@某人", "wwww.a", "a.b"):
        assert kept(text) == []


def test_off_and_on() -> None:
    text = "數字很長\n<!-- textfix: off -->\n據說是這樣\n<!-- textfix: on -->\n網絡也很長"
    assert kept(text) == ["<!-- textfix: off -->\n據說是這樣\n<!-- textfix: on -->\n"]
    assert fix(text, select="traditional") == (
        "数字很长\n<!-- textfix: off -->\n據說是這樣\n<!-- textfix: on -->\n网络也很长"
    )
    assert kept("數\n# textfix: off\n據\n網") == ["# textfix: off\n據\n網"]
    assert kept("textfix: offline\n數") == kept("textfix: on\n數") == []
    two = "textfix: off\n一\ntextfix: on\n二\ntextfix: off\n三\ntextfix: on"
    assert kept(two) == ["textfix: off\n一\ntextfix: on\n", "textfix: off\n三\ntextfix: on"]


def test_the_caller_names_words_and_patterns() -> None:
    assert kept("a.c abc", "a.c") == ["a.c"]
    assert kept("a.c abc", re.compile("a.c")) == ["a.c", "abc"]
    assert kept("abcd", "abc", "bcd") == ["abcd"], "what overlaps is one span"
    assert kept("abcd", "ab", "cd") == ["ab", "cd"]
    assert kept("abc", re.compile("x*")) == []


def test_rules_do_not_touch_it() -> None:
    text = "用`數據`,見 http://a.cn/數?c=1,好\n```\n發(fā)展,好\n```\n推動(dòng)經(jīng)濟(jì)高質(zhì)量發(fā)展"
    after = fix(text, unsafe=True)
    assert (
        "`數據`" in after
        and "```\n發(fā)展,好\n```" in after
        and after.endswith("\n推动经济高质量发展")
    )
    assert not [f for f in report(text).left if text.index("```\n") < f.start < text.rindex("```")]


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("> ```\n> 數\n據\n網", ["> ```\n> 數\n"]),
        ("> ```\n> 數\n\n據", ["> ```\n> 數\n"]),
        (">> ~~~\n>> 數\n> 據", [">> ~~~\n>> 數\n"]),
        ("> ```\n> 數", ["> ```\n> 數"]),
        ("> ```\n> 數\n> ```\n> 據\n", ["> ```\n> 數\n> ```"]),
        ("> ```\n> 數\n```\n據\n```\n網", ["> ```\n> 數\n", "```\n據\n```"]),
        ("```\n> ```\n數\n```\n據", ["```\n> ```\n數\n```"]),
        ("  > ```\r\n  > 數\r\n據", ["  > ```\r\n  > 數\r\n"]),
    ],
    ids=[
        *("a line without its mark", "an empty line", "the inner of two", "the end of the text"),
        *("closed", "another fence behind it", "a quotation in code", "Windows line ends"),
    ],
)
def test_a_fence_ends_with_its_quotation(text: str, spans: list[str]) -> None:
    assert kept(text) == spans


@pytest.mark.parametrize("line", ["數據\n", "> 數據\n", "> ```\n", "```\n> 數\n"])
def test_fences_take_linear_time(line: str) -> None:
    text = "> ```\n" + line * 100_000
    began = time.process_time()
    protected(text)
    assert time.process_time() - began < 5
