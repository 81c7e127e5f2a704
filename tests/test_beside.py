"""What stands side by side: nothing is found without, and arrays see what a plain look sees."""

from __future__ import annotations

from collections.abc import Iterator
from operator import contains
from random import Random

import cases
import pytest
import texts

from textfix import PROFILES, RULES, Pipeline, road, survey
from textfix.characters import characters
from textfix.clean import SHORT, FirstLook
from textfix.core import Beside as Sequences
from textfix.core import Hit, Phase, Rule
from textfix.survey import Facts

pytest.importorskip("numpy")

from textfix import codes
from textfix.beside import Beside

TEXTS = [*dict.fromkeys([*cases.texts(), *texts.LINES, *texts.SPOILED, *texts.PAGES])]
NAMES = [name for name, rule in RULES.items() if rule.beside]


def sequences(rule: Rule) -> Sequences:
    return rule.beside() if callable(rule.beside) else rule.beside


def plainly(text: str, sets: tuple[str, ...]) -> bool:
    """Is this in a text between line ends, character by character?"""
    text = f"\n{text}\n"
    known = [characters(written) for written in sets]
    if len(known) > 1:
        runs = zip(*(text[n:] for n in range(len(known))), strict=False)
        return any(all(map(contains, known, run)) for run in runs)
    at = [i for i, character in enumerate(text) if character in known[0]]
    return any(b - a <= 2 >= c - b for a, b, c in zip(at, at[1:], at[2:], strict=False))


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_found_without(name: str) -> None:
    rule, found = RULES[name], 0
    for text in TEXTS:
        facts = survey(text, [rule]).with_damage({"pinyin-gloss": 9})  # some ask for damage
        if next(iter(rule.find(text, facts)), None) is not None:
            found += 1
            assert any(plainly(text, sets) for sets in sequences(rule))
    assert found > 5


@pytest.mark.parametrize("piece", [10**6, 3])
def test_arrays_see_it_all(piece: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(codes, "PIECE", piece)
    known = [*dict.fromkeys(sets for name in NAMES for sets in sequences(RULES[name]))]
    beside = Beside(known)
    mixed = [
        *Random(1).sample(TEXTS, 400),
        "",
        "\n",
        "，",
        "𠀀，，",
        "链\ud800链𠀀链",
        "，\n，。，",
    ]
    for text in mixed:
        found = 0
        for window in codes.windows(text[:3000]):
            found |= beside.of(window)
        plain = [plainly(text[:3000], sets) for sets in known]
        assert [bool(found >> n & 1) for n in range(len(known))] == plain


def test_what_lies_beyond_the_tables_may_be_anything_beyond() -> None:
    beside = Beside([("\U00020000", "a"), ("b", "c")])
    found = [beside.of(codes.codes(f"{text}\n")) for text in ("𠀀a", "😀a", "字a", "bc")]
    assert found == [1, 1, 0, 2]


@pytest.mark.parametrize("profile", PROFILES)
def test_the_closer_look_is_of_one_mind_with_the_rules(profile: str) -> None:
    """With and without it the same texts are clean; and of those that may have something, more sleep."""
    rules = [rule for rule in PROFILES[profile].rules if PROFILES[profile].writes(rule)]
    plain, closer = FirstLook(rules), FirstLook(rules)
    plain._looked = -(10**12)  # it never pays
    closer._looked = 10**12
    filler = "今天的会议讨论了城市的发展，代表们提出了很多建议。\n\n" * (SHORT // 20)
    spared = 0
    for text in Random(2).sample(TEXTS, 600):
        for long in (text, filler + text):
            assert plain.is_clean(long) == closer.is_clean(long)
            awake, asked = closer._look(long)
            assert not asked & ~awake
            spared += asked != awake
    assert spared > 300


def test_rules_that_wake_later_are_looked_for() -> None:
    look = FirstLook(PROFILES["zh-hans"].rules)
    look._looked = 10**12
    text = "今天的会议讨论了城市的发展" * 40
    assert look.is_clean(text)
    assert not look.is_clean(f"{text}，，代表们提出了很多建议。")
    assert look.is_clean(f"{text}，代表们提出了很多建议。")


def _by_the_document(text: str, facts: Facts) -> Iterator[Hit]:
    """A mark where the document has two, then another that may stand in any part of it."""
    if facts.number("甲乙"):
        at = max(text.find("乙"), text.find("丙") if "乙" not in text else -1)
        if at >= 0:
            yield Hit(at, at + 1, "")


@pytest.mark.parametrize("ends", [["甲乙丙"], ["甲乙", "甲丙"]], ids=["rounds", "parts"])
def test_no_rule_is_idle_by_facts_of_another_text(
    ends: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a round they are of the text before it, in a part of the whole document."""
    rule = Rule("other", Phase.FORM, True, _by_the_document, "", needs="甲", beside=(("甲", "乙"),))
    texts = [f"{'字' * SHORT}{end}" for end in ends]
    made = []
    for longest in (10**9, 1):
        monkeypatch.setattr(road, "LONG", longest)
        made.append(Pipeline((rule,)).parts(texts))
    assert made[0] == made[1] == ["字" * SHORT + "甲"] * len(ends)
