"""Which texts cannot be joined to others."""

from __future__ import annotations

import json

import pytest

from textfix import PROFILES
from textfix.formats import csv, jsonl
from textfix.formats.alone import LONG, stands_alone
from textfix.formats.layout import Options
from textfix.formats.splice import repair
from textfix.protect import protected

# Long: marks folded to ASCII all through, which no neighbour that has its own says anything of.
FOLDED = "会议通过了这份报告,并且决定:由各部门分头落实,每月汇总一次;遇到困难,及时上报。" * 3
WHOLE = "会议通过了这份报告，并且决定：由各部门分头落实，每月汇总一次；遇到困难，及时上报。" * 3
JAPANESE = ["東京都の気象情報です", "関連する記事を読む", "會社概要", "學校案内", "お知らせと採用"]


@pytest.mark.parametrize(
    ("text", "does"),
    [
        ("```\n數", True),
        ("```\n數\n```", False),
        ("```\n數\n```\n", False),
        ("> ```\n> 數", False),
        ("textfix: off", True),
        ("textfix: off\n數\ntextfix: on", False),
        ("數  # textfix: ignore", False),
        ("# textfix: ignore-next-line", False),
        ("# textfix: ignore-file", True),
        ("說到 textfix: off 的時候", False),
        ("數`據", False),
    ],
)
def test_what_goes_on_in_the_next_text(text: str, does: bool) -> None:
    assert stands_alone(text) is does
    joined = f"{text}\n\n據"
    assert any(end == len(joined) for _, end in protected(joined)) is does


@pytest.mark.parametrize("escaped", [False, True], ids=["plain", "escaped"])
def test_a_long_value_is_judged_by_itself(escaped: bool) -> None:
    """Spelled with escapes or without, whatever the others in its column are."""
    assert len(FOLDED) >= LONG > len(FOLDED) // 2
    values = [WHOLE, FOLDED, *JAPANESE, WHOLE]
    lines = (json.dumps({"text": value}, ensure_ascii=escaped) for value in values)
    after = repair("\n".join(lines), jsonl, PROFILES["zh-hans"], Options()).after
    became = [json.loads(line)["text"] for line in after.split("\n")]
    assert became == [WHOLE, PROFILES["zh-hans"](FOLDED), *JAPANESE, WHOLE] != values


def test_short_values_speak_for_their_column() -> None:
    """會社 alone would be Traditional Chinese."""
    table = "\n".join(["id,title", *(f"{n},{title}" for n, title in enumerate(JAPANESE))])
    assert PROFILES["zh-hans"]("會社概要") != "會社概要"
    assert repair(table, csv, PROFILES["zh-hans"], Options()).after == table
