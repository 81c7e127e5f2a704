"""What a charset is for, and what languages are spelt with."""

from __future__ import annotations

import pytest

from textfix.recode.purpose import fits, is_spelt, may_be_misread


@pytest.mark.parametrize(
    ("text", "true", "expected"),
    [
        ("会议纪要", "cp936", True),
        ("拼音 ā 和日文の字", "cp936", True),
        ("找把抗我ドメロドメロ", "cp936", False),
        ("っ状っ掖的会ぱ", "cp936", False),
        ("설정 파일", "cp949", True),
        ("大學校 안내", "cp949", False),
        ("頭頭頭頭", "cp949", False),
        ("設定ファイル", "cp932", True),
        ("営業部会議", "euc_jp", True),
        ("更更", "euc_jp", False),
        ("以溪年불ふ", "utf-8", False),
    ],
)
def test_fits(text: str, true: str, expected: bool) -> None:
    assert fits(text, f"{true} as cp1252") is expected


@pytest.mark.parametrize(
    "text",
    [
        "naïve café",
        "Pokaż",
        "Việt Nam Ẩm thực",
        "это файл",
        "л.с.",
        "Դուռը",
        "კარი",
        "हिन्दी।",
        "5 €",
        "it’s",
        "👍",
    ],
)
def test_languages_are_spelt(text: str) -> None:
    assert is_spelt(text)


@pytest.mark.parametrize(
    "text", ["ˮƽ", "ȝ", "ɡ ", "Ϝ", "12 Ү", "⠨⠨", "Շ t", "Ĩ", "ð", "на μα", "città෩"]
)
def test_chance_spells_nothing(text: str) -> None:
    assert not is_spelt(text)


def test_a_few_rows_of_signs_are_no_damage() -> None:
    assert not may_be_misread("κκκκ━━━━", "cp936 as cp949")
    assert may_be_misread("κκκκ━━━━", "cp936 as cp1253")
    assert may_be_misread("뉴추꼇얾貴", "cp936 as cp949")
