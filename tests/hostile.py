"""Repairs that write what a format has a meaning for: they must be spelled, or left."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from textfix import Pipeline, Rule, make
from textfix.core import Phase
from textfix.formats.layout import Options
from textfix.formats.splice import repair

HOLE = "甲"
WORDS = (
    *(
        "",
        " ",
        "yes",
        "null",
        "~",
        "12",
        "1.5",
        "0x1F",
        "2020-01-01",
        ".nan",
        "- 乙",
        "? 乙",
        "乙: 丙",
    ),
    *(
        "乙 # 丙",
        "#乙",
        ":",
        "&乙",
        "*乙",
        "!乙",
        "|",
        ">",
        "%乙",
        "@乙",
        "`乙`",
        "[乙]",
        "{乙}",
        "乙, 丙",
    ),
    *(
        "'",
        '"',
        "''",
        '"""',
        "'''",
        "\\",
        "\\n",
        "\\u4f60",
        "乙\n丙",
        "\n",
        "\r\n",
        " 乙",
        "乙 ",
        "\t",
    ),
    *(
        "---",
        "...",
        "=",
        "乙=丙",
        "${乙}",
        "$(乙)",
        "😀",
        "\x00",
        "\x07",
        "\x85",
        "\u2028",
        "\ufeff",
    ),
)
TEXTS = st.one_of(
    st.sampled_from(WORDS),
    st.text(
        st.sampled_from("乙ab1 \t\n\r'\"\\#:-=,;[]{}|>&*!%@`~$😀\x00\x7f\x85\u2028"), max_size=6
    ),
)


def write(format: Any, text: str, new: str, options: Options | None = None) -> str:
    """The file with `new` for each HOLE that is in a text and can hold it."""
    rule = Rule("of this test", Phase.FORM, True, make.sub(HOLE, lambda m: new), "")
    return repair(text, format, Pipeline((rule,)), options or Options()).after


def left_or_right(
    format: Any, text: str, new: str, read: Callable[[str], Any], options: Options | None = None
) -> bool:
    """Write `new` for each HOLE: what is read has it, or still has the HOLE; was any written?"""

    def fits(node: Any, before: Any) -> bool:
        if isinstance(before, str):
            either = f"(?:{re.escape(new)}|{HOLE})"
            wanted = either.join(re.escape(part) for part in before.split(HOLE))
            return isinstance(node, str) and re.fullmatch(wanted, node, re.S) is not None
        if isinstance(before, dict):
            return node.keys() == before.keys() and all(fits(node[k], before[k]) for k in before)
        if isinstance(before, list | tuple):
            return len(node) == len(before) and all(map(fits, node, before))
        return bool(node == before)

    after = write(format, text, new, options)
    if after == text:
        return False
    assert fits(read(after), read(text))
    return True
