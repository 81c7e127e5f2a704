"""What rules say of themselves, so that they need not be asked, is so."""

from __future__ import annotations

import cases
import pytest
import texts
from simulator import to_traditional

from textfix import RULES, Hit, Rule, survey
from textfix.characters import are_apart, characters
from textfix.scripts.converter import convert, fold

TEXTS = [*dict.fromkeys([*cases.texts(), *texts.LINES, *texts.SPOILED])]


def found(rule: Rule, text: str) -> list[Hit]:
    """What it finds in a document of its own, whatever was repaired there."""
    facts = survey(text, [rule]).with_damage({"pinyin-gloss": 9})
    return list(rule.find(text, facts))


@pytest.mark.parametrize("name", [name for name, rule in RULES.items() if rule.holds])
def test_hits_hold_no_other_characters(name: str) -> None:
    holds = characters(RULES[name].holds)
    held = [text[hit.start : hit.end] for text in TEXTS for hit in found(RULES[name], text)]
    assert len(held) > 5
    assert all(c in holds for span in held for c in span)


@pytest.mark.parametrize("name", [name for name, rule in RULES.items() if rule.alike])
def test_rules_that_find_the_same_in_both_scripts(name: str) -> None:
    traditional = ((text, convert(text)) for text in map(to_traditional, TEXTS))
    pairs = [(one, two) for one, two in traditional if one != two and fold(one) == fold(two)]
    hits = [(found(RULES[name], one), found(RULES[name], two)) for one, two in pairs]
    assert sum(map(bool, (one for one, _ in hits))) > 5
    assert all(one == two for one, two in hits)


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [(" ", "a-z", True), ("a-z", "m", False), ("a-m", "k-z", False), ("k-z", "a-m", False)],
)
def test_sets_are_apart(one: str, other: str, apart: bool) -> None:
    assert are_apart(one, other) == are_apart(other, one) == apart
