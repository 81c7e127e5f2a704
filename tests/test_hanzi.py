"""How plausible is this Chinese?"""

from __future__ import annotations

import subprocess
import sys
from random import Random

import pytest
from cases import ROOT
from simulator import to_traditional
from texts import LINES

from textfix import hanzi
from textfix.hanzi import LONGEST, bond, cost, fold, is_common, is_known, is_word, words_over
from textfix.scripts.converter import fold as fold_script

PROSE = [line for line in LINES if len(line) > 30 and not line.isascii() and "`" not in line]


def test_the_tables_are_what_the_script_builds() -> None:
    pytest.importorskip("jieba")
    pytest.importorskip("pypinyin")
    script = ROOT / "scripts" / "build_hanzi_tables.py"
    assert subprocess.run([sys.executable, script, "--check"], check=False).returncode == 0


def test_fold_is_one_for_one() -> None:
    for line in [*LINES, "ＡＢＣ　…", "𠮷野", "\ud83d"]:
        assert len(fold(line)) == len(line)
        assert fold(fold(line)) == fold(line)
    assert fold("數據,Ａ！\u3000") == "数据，A！ "


def test_both_scripts_and_widths_cost_the_same() -> None:
    for line in PROSE:
        assert cost(line) == pytest.approx(cost(to_traditional(line)), rel=0.02)
        assert cost(line) == cost(line.replace("，", ",").replace("：", ":"))


def test_prose_is_likelier_than_its_characters_shuffled() -> None:
    rng = Random(1)
    for line in PROSE:
        assert cost(line) < 0.9 * cost("".join(rng.sample(line, len(line))))


def test_cost_is_that_of_the_best_segmentation() -> None:
    assert cost("") == 0
    assert cost("经济") < cost("经") + cost("济")
    assert cost("数据经济") <= cost("数据") + cost("经济")
    assert cost("鱻") > cost("龟") > cost("好")
    assert cost("，，") > 2 * cost("，")


@pytest.mark.parametrize(
    ("left", "right", "one"),
    [
        ("推动传统产", "业转型升级", True),
        ("完善公共服", "务体系", True),
        ("大会召开", "全面部署", False),
        ("万顷良田", "千家农户", False),
    ],
)
def test_bond(left: str, right: str, one: bool) -> None:
    assert (bond(left, right) > 3) == one
    assert bond("前面还有很多文字" + left, right + "后面还有很多文字") == pytest.approx(
        bond(left, right), abs=6
    )


def test_words() -> None:
    assert is_word("经济") and is_word("經濟") and is_word("数据")
    assert not is_word("济经") and not is_word("好") and not is_word("")
    assert not is_word("经济" * LONGEST)
    assert is_known("经济") and not is_known("經濟")


def test_words_over_a_place() -> None:
    for line in map(fold, PROSE[:20]):
        for at in range(len(line)):
            spans = {
                (start, end) for start in range(at + 1) for end in range(at + 1, len(line) + 1)
            }
            words = {s for s in spans if s[1] - s[0] in (2, 3) and is_known(line[slice(*s)])}
            assert set(words_over(line, at)) == words


def test_common_characters() -> None:
    assert all(map(is_common, "的一是了我發業"))
    assert not any(map(is_common, "龘犇鱻aé。"))
    assert is_common("墟", 12.0) and not is_common("墟", 6.0)


def test_folding_is_script_and_then_width() -> None:
    characters = [chr(code) for code in range(0x11000) if not 0xD800 <= code < 0xE000]
    widths = (character.translate(hanzi._WIDTHS) for character in map(fold_script, characters))
    assert [*map(fold, characters)] == [*widths]
    assert fold("".join(characters)) == "".join(map(fold, characters))
