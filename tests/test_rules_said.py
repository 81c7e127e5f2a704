"""What rules say of themselves, so that they need not be asked, is so."""

from __future__ import annotations

from importlib.util import find_spec

import cases
import pytest
import texts
from simulator import to_traditional

from textfix import RULES, Hit, Rule, paragraphs, road, survey
from textfix.characters import are_apart, characters
from textfix.scripts.converter import are_alike, convert, fold
from textfix.survey import SCRIPT

REPAIRED = {"pinyin-gloss": 9}
WRAPPED = [
    "本市今年將繼續推進數字基礎設施建設，完善城市公共服\n務體系，擴大優質教育醫療資源的供給，讓居民在家門口\n"
    "就能享受到便利。各區要結合實際制訂實施方案，明確責\n任分工和時間節點，確保各項任務按期完成，年底前進行\n"
    "統一考核。"
]
TEXTS = [*dict.fromkeys([*cases.texts(), *texts.LINES, *texts.SPOILED])]


def found(rule: Rule, text: str) -> list[Hit]:
    """What it finds in a document of its own, whatever was repaired there."""
    facts = survey(text, [rule]).with_damage(REPAIRED)
    return list(rule.find(text, facts))


@pytest.mark.parametrize("name", [name for name, rule in RULES.items() if rule.holds])
def test_hits_hold_no_other_characters(name: str) -> None:
    holds = characters(RULES[name].holds)
    held = [text[hit.start : hit.end] for text in TEXTS for hit in found(RULES[name], text)]
    assert len(held) > 5
    assert all(c in holds for span in held for c in span)


@pytest.mark.skipif(not find_spec("numpy"), reason="needs numpy")
@pytest.mark.parametrize("name", [name for name, rule in RULES.items() if rule.alike])
def test_what_rules_find_in_one_script_they_find_in_the_other(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(road, "LONG", 1)
    rule, same, hits = RULES[name], 0, 0
    for one in (*map(to_traditional, TEXTS), *WRAPPED):
        facts, two = survey(one, [rule]).with_damage(REPAIRED), convert(one)
        if one != two and are_alike(one, two):
            before, after = list(rule.find(one, facts)), found(rule, two)
            if not facts.used & SCRIPT:
                assert before == after
                same += 1
            hits += bool(before)
    assert same > 500
    assert hits > 2


@pytest.mark.parametrize(
    ("start", "noted"),
    [("第三條", True), ("圖 1 ", True), (" 註1", True), ("第 三 條", False), ("的第三條", False)],
)
def test_what_will_matter_for_a_line_is_noted(start: str, noted: bool) -> None:
    facts = survey(f"{WRAPPED[0]}\n\n{start}規定", [RULES["line-wrap"]])
    assert list(RULES["line-wrap"].find(facts.texts[0], facts))
    assert bool(facts.used & SCRIPT) == noted


def test_all_that_matters_for_a_line_is_looked_for() -> None:
    said = set(paragraphs._OWN.pattern)
    later = {c for c in map(chr, range(0x3400, 0xA000)) if fold(c) != c and fold(c) in said}
    assert later <= set(paragraphs._OWN_LATER.pattern)


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [(" ", "a-z", True), ("a-z", "m", False), ("a-m", "k-z", False), ("k-z", "a-m", False)],
)
def test_sets_are_apart(one: str, other: str, apart: bool) -> None:
    assert are_apart(one, other) == are_apart(other, one) == apart
