"""Nothing unseen stays unseen, and nothing that a terminal obeys reaches it."""

from __future__ import annotations

import sys
import unicodedata
from io import StringIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from outcomes import CHARACTERS

from textfix.render.color import enabled, painter
from textfix.render.columns import columns
from textfix.render.visible import cells, visible

UNSEEN = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp", "Zs"}
# Signs that print although they are of category Cf: of numbers and verses, of shorthand.
PRINTED = {*range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD}
PRINTED |= {*range(0x13430, 0x13440), ord(" ")}


def test_everything_unseen_is_named() -> None:
    raw = [
        f"U+{code:04X}"
        for code in range(sys.maxunicode + 1)
        if unicodedata.category(chr(code)) in UNSEEN
        and code not in PRINTED
        and visible(chr(code)) == chr(code)
    ]
    assert not raw


def test_everything_seen_stays() -> None:
    """Fillers, blanks of category So and variation selectors are of other categories, but unseen."""
    unseen = {0x34F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x3164, 0xFFA0}
    unseen |= {*range(0x180B, 0x1810), *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)}
    drawn = [
        f"U+{code:04X}"
        for code in range(sys.maxunicode + 1)
        if unicodedata.category(chr(code)) not in {*UNSEEN, "Cn"}
        and code not in unseen
        and visible(chr(code)) != chr(code)
    ]
    assert not drawn


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("质量，发展。Ångström ½", "质量，发展。Ångström ½"),
        ("質\xa0量", "質[NBSP]量"),
        ("質\u200b\u200b量", "質[ZWSP][ZWSP]量"),
        ("\u3000段落", "[U+3000]段落"),
        ("a\tb\r\n", "a[TAB]b[CR][LF]"),
        ("\x1b[31m红\x9b0m", "[ESC][31m红[CSI]0m"),
        ("\u202e他\u2066", "[RLO]他[LRI]"),
        ("\udc80\ud800", "[U+DC80][U+D800]"),
        ("\ue5e5\U000f0000", "[U+E5E5][U+F0000]"),
        ("\ufdd0\ufffe\U0010ffff", "[U+FDD0][U+FFFE][U+10FFFF]"),
        ("辻\U000e0100", "辻[U+E0100]"),
        ("👨\u200d👩\u200d👧 ❤\ufe0f\u200d🔥 1\ufe0f\u20e3", "👨\u200d👩\u200d👧 ❤\ufe0f\u200d🔥 1\ufe0f\u20e3"),
        ("中\u200d文 中\ufe0f", "中[ZWJ]文 中[U+FE0F]"),
    ],
)  # fmt: skip
def test_names(text: str, drawn: str) -> None:
    assert visible(text) == drawn
    assert "".join(cells(text)) == drawn
    assert len(cells(text)) == len(text)


def test_spaces_at_the_edges_are_named_on_request() -> None:
    assert visible("  a b ") == "  a b "
    assert visible("  a b ", edges=True) == "[SP][SP]a b[SP]"
    assert visible("   ", edges=True) == "[SP][SP][SP]"


@given(st.text(CHARACTERS))
@settings(max_examples=150, deadline=None)
def test_what_is_drawn_is_drawn_for_good(text: str) -> None:
    assert visible(visible(text)) == visible(text)


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("", 0),
        ("abc", 3),
        ("质量", 4),
        ("ｋ，。", 6),
        ("ﾊﾝ", 2),
        ("e\u0301", 1),
        ("“…—", 3),
        ("😀", 2),
        ("👨\u200d👩", 4),
    ],
)
def test_columns(text: str, width: int) -> None:
    assert columns(text) == width


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("choice", "stream", "environment", "colored"),
    [
        ("auto", Terminal(), {"TERM": "xterm"}, True),
        ("auto", StringIO(), {"TERM": "xterm"}, False),
        ("auto", None, {}, False),
        ("auto", Terminal(), {"TERM": "dumb"}, False),
        ("auto", Terminal(), {"TERM": "xterm", "NO_COLOR": "1"}, False),
        ("auto", Terminal(), {"TERM": "xterm", "NO_COLOR": ""}, True),
        ("auto", StringIO(), {"FORCE_COLOR": "1"}, True),
        ("auto", StringIO(), {"FORCE_COLOR": ""}, False),
        ("auto", StringIO(), {"TERM": "dumb", "FORCE_COLOR": "1"}, True),
        ("auto", Terminal(), {"NO_COLOR": "1", "FORCE_COLOR": "1"}, False),
        ("always", None, {"NO_COLOR": "1", "TERM": "dumb"}, True),
        ("never", Terminal(), {"FORCE_COLOR": "1", "TERM": "xterm"}, False),
    ],
)
def test_who_wants_color(
    choice: str,
    stream: StringIO | None,
    environment: dict[str, str],
    colored: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert enabled(choice, stream) is colored  # type: ignore[arg-type]


def test_a_closed_stream_has_no_color(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    stream = Terminal()
    stream.close()
    assert not enabled("auto", stream)


def test_nothing_is_painted_nothing() -> None:
    assert painter(True)("old", "") == ""
