"""Many texts at once: the same as one by one, whatever road is taken."""

from __future__ import annotations

from functools import reduce
from operator import or_
from random import Random

import cases
import pytest
import texts

from textfix import PROFILES, RULES, Pipeline, fix_many, road, survey
from textfix.wake import Wake

DEFAULT = PROFILES["zh-hans"]
TEXTS = [*dict.fromkeys([*cases.texts(), *texts.LINES, *texts.SPOILED, "", "\n", "a"])]


@pytest.mark.parametrize("pipeline", PROFILES.values(), ids=PROFILES.keys())
def test_many_are_each(pipeline: Pipeline) -> None:
    mixed = Random(1).sample(TEXTS, 1500)
    for text, fixed in zip(mixed, pipeline.fix_many(mixed), strict=True):
        assert fixed == pipeline(text)
        assert (fixed == text) == (fixed is text)


def test_texts_may_come_one_by_one() -> None:
    assert fix_many(iter(["數據"] * 3)) == ["数据"] * 3
    assert fix_many([]) == []


@pytest.mark.parametrize("numpy", [True, False])
def test_what_is_seen(numpy: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if numpy:
        pytest.importorskip("numpy")
    monkeypatch.setattr(road, "_has_numpy", lambda: numpy)
    mixed = [*TEXTS, "𠀀", "\ud800", "😀 好", "数、" * 5000, ""]
    mixed += ["He said (“now”), and 2. " * 100, "plain text; more" * 100, "\x00\x7f\x80" * 700]
    wake = Wake(DEFAULT.rules)
    each = [reduce(or_, map(wake.seen, text), 0) for text in mixed]
    assert wake.seen_in(mixed) == each
    assert [wake.seen(text) for text in mixed] == each
    assert ("by_array" in vars(wake)) == numpy


SIGNED = [name for name, rule in RULES.items() if rule.sign is not None]


@pytest.mark.parametrize("name", SIGNED)
def test_nothing_is_found_without_a_sign(name: str) -> None:
    rule, found = RULES[name], 0
    for text in TEXTS:
        facts = survey(text, [rule]).with_damage({"pinyin-gloss": 9})  # some ask for damage
        if next(iter(rule.find(text, facts)), None) is not None:
            found += 1
            for around in (text, f"\n{text}", f"{text}\n", f"\n{text}\n"):
                assert rule.has_sign(around)
    assert found > 5


def test_a_rule_without_a_sign() -> None:
    rule = next(rule for rule in RULES.values() if rule.sign is None)
    with pytest.raises(TypeError, match="has no sign"):
        rule.has_sign("")
