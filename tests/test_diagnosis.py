"""What a damaged line may have been, in order."""

from __future__ import annotations

import pytest

from textfix import diagnose, fix


def test_the_right_reading_is_first_and_nothing_is_lost() -> None:
    text = "第一行没有问题。\nÏÂÖÜµÄ»áÒé¸Äµ½ÈýÂ¥¡£\necho 鏂囦欢涓嶅瓨鍦?\n"
    found = diagnose(text)
    assert [d.line for d in found] == [2, 3]
    assert [d.text for d in found] == text.split("\n")[1:3]
    assert [d.readings[0].text for d in found] == ["下周的会议改到三楼。", "echo 文件不存在"]
    assert found[0].readings[0].proof == "exact inverse"
    assert found[1].readings[0].proof == "bytes fit, guessed 在"


def test_scores_fall_and_the_line_as_it_is_has_none() -> None:
    (found,) = diagnose("cafÃ©", limit=60)
    scores = [reading.score for reading in found.readings]
    assert scores == sorted(scores, reverse=True)
    assert found.readings[-1].text == found.text
    assert (scores[-1], found.readings[-1].channels) == (0.0, ())
    assert len(diagnose("cafÃ©", limit=2)[0].readings) == 3


def test_what_the_rules_write_is_among_them() -> None:
    line = "标题：\\u00e6\\u0098\\u008e\\u00e5\\u00a4\\u00a9"
    (found,) = diagnose(line)
    assert fix(line, profile="repair") in [reading.text for reading in found.readings]


@pytest.mark.parametrize("text", ["", "今天天气很好。\n", "Привет, мир!\n", "Ça va? Très bien.\n"])
def test_clean_text_has_no_diagnosis(text: str) -> None:
    assert diagnose(text) == []


def test_a_limit_below_one_is_refused() -> None:
    with pytest.raises(ValueError, match="limit is 0; it must be 1 or more"):
        diagnose("cafÃ©", limit=0)
