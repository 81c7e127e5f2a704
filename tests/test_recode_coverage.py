"""A repair explains the strange characters around it, or is none."""

from __future__ import annotations

import pytest

from textfix.recode.coverage import explained
from textfix.recode.mojibake import repairs


@pytest.mark.parametrize(
    ("line", "spans", "expected"),
    [
        ("ÄãºÃ", [(0, 4)], [True]),
        ("文件：ÄãºÃ。", [(3, 7)], [True]),
        ("ÄãºÃ café ÊÀ½ç", [(0, 4), (10, 14)], [True, True]),
        ("ÕÔÀÖ¼ÊÍ¬´ÞÁú", [(9, 12)], [False]),
        ("ÕÔÀÖ¼ÊÍ¬´ÞÁú", [(0, 8), (8, 12)], [True, True]),
        ("å¥½ä¸", [(0, 3)], [True]),  # the end of a character is cut off
        ("«ε» «ήταν»", [(1, 3)], [False]),
        ("", [], []),
    ],
)
def test_explained(line: str, spans: list[tuple[int, int]], expected: list[bool]) -> None:
    assert explained(line, spans) == expected


@pytest.mark.parametrize("page", ["latin-1", "cp1250", "cp437", "cp850", "cp866", "koi8_r"])
def test_no_half_of_a_run_is_repaired(page: str) -> None:
    damaged = "赵乐际同崔龙".encode("gbk").decode(page)
    assert [r.new for r in repairs(damaged)] in ([], ["赵乐际同崔龙"])
