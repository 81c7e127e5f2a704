"""What is soon seen to be clean is what would have been found clean."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from textfix import PROFILES
from textfix.decode import decode, plain
from textfix.files.outcome import Outcome
from textfix.files.plain import LFS, is_plainly_clean
from textfix.files.repair import Skip, treat
from textfix.files.treatment import Treatment
from textfix.formats.layout import Options
from textfix.formats.spot import Telling

HOW = Treatment(PROFILES["zh-hans"])
CLEAN, DAMAGED = "这些数据很重要。\n", "這些數據很重要。\n"
ENGLISH = "These data matter.\n"
NAMES = ("a.txt", "a", "a.md", "a.rst", "a.csv", "a.json", "a.py", "a.txt.gz", "zh_TW.md", "a.LOG")
TREATMENTS = (
    HOW,
    *(HOW._replace(to=to) for to in ("keep", "utf-8", "utf-8-sig", "gb18030")),
    *(HOW._replace(telling=telling) for telling in Telling),
    *(HOW._replace(format=format) for format in ("text", "csv")),
    *(HOW._replace(errors=errors) for errors in ("keep", "escape")),
    HOW._replace(encoding="gb18030"),
    HOW._replace(checks=frozenset({"byte-order-mark"})),
    HOW._replace(options=Options(columns=("text",))),
    HOW._replace(pipeline=PROFILES["publish"]),
)
WORDS = (
    *(CLEAN, DAMAGED, ENGLISH, "text,a\n", "\n", "\r\n", "  \n", "\t", "“", "é", "\ufeff"),
    *(
        "\0",
        "\x1b$B",
        "~{",
        "%PDF-",
        "# textfix: ignore\n",
        "```\n",
        "數據",
        "\ue5e5",
        "????",
        "a—b",
        "naïve",
        "→",
    ),
)


@pytest.mark.parametrize("name", ["a.txt", "a", "a.md", "a.rst", "数据.log"])
@pytest.mark.parametrize("text", ["", CLEAN, CLEAN * 20, ENGLISH, ENGLISH * 20])
def test_clean_files_are_seen(name: str, text: str) -> None:
    assert is_plainly_clean(text.encode(), name, HOW, name)


@pytest.mark.parametrize(
    "data",
    [
        DAMAGED.encode(),
        CLEAN.encode("gb18030"),
        codecs.BOM_UTF8 + CLEAN.encode(),
        LFS + b"oid sha256:0\n",
        b"%PDF-1.7\n",
        b"a\0b",
        "数".encode(),  # too little to prove an encoding
    ],
)
def test_others_are_not(data: bytes) -> None:
    assert not is_plainly_clean(data, "a.txt", HOW, "a.txt")


@given(
    text=st.lists(st.sampled_from(WORDS), max_size=6).map("".join),
    encoding=st.sampled_from(("utf-8", "utf-8", "gb18030", "utf-16")),
    name=st.sampled_from(NAMES),
    how=st.sampled_from(TREATMENTS),
)
def test_nothing_else_would_be_said(text: str, encoding: str, name: str, how: Treatment) -> None:
    data = text.encode(encoding)
    if is_plainly_clean(data, name, how, name):
        assert treat(data, name, how) == (Outcome(name), None)


@given(
    text=st.lists(st.sampled_from(WORDS), max_size=6).map("".join),
    encoding=st.sampled_from(("utf-8", "utf-8", "gb18030", "hz")),
)
def test_plain_text_needs_no_weighing(text: str, encoding: str) -> None:
    data = text.encode(encoding, "ignore")
    if (read := plain(data)) is not None:
        found = decode(data, encoding="utf-8")
        assert (read, found.bom, found.problems) == (found.text, False, ())
        assert decode(data) == found


def test_a_pointer_is_skipped() -> None:
    with pytest.raises(Skip):
        treat(LFS, "a.txt", HOW)
