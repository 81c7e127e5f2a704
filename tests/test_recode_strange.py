"""First looks for misread bytes: quicker than, and the same as, looking at everything."""

from __future__ import annotations

import cases
import pytest
import texts

from textfix.recode import charsets, strange
from textfix.rules.western_mojibake import _may_be_bytes

LINES = [line for text in (*cases.texts()[::5], *texts.SPOILED[::2]) for line in text.split("\n")]
WORDS = ["café", "Привет", "naïve", "Ελλάδα", "für", "São"]


def test_strange_clauses_are_all_looked_at() -> None:
    """Each clause with three strange characters, and those as often as they stand there."""
    found = 0
    for line in LINES:
        clauses = (m[0] for m in strange.CLAUSE.finditer(line))
        damaged = [clause for clause in clauses if strange.may_be_damaged(clause)]
        looked_at = [c for c in strange._clauses(line) if strange.may_be_damaged(c)]
        assert looked_at == damaged
        found += len(damaged)
    assert found > 100


@pytest.mark.parametrize(
    ("text", "damaged"),
    [("ÄãºÃ", True), ("Ä好ã好º", True), ("Ä好好ã好º", False), ("Äã\nº", False), ("Ä\nã", False)],
)
def test_three_together(text: str, damaged: bool) -> None:
    assert strange.may_be_damaged(text) == damaged


@pytest.mark.parametrize("page", charsets.CODE_PAGES)
def test_misread_words_begin_and_end_with_bytes(page: str) -> None:
    read = [charsets.decode(word.encode(), page) for word in WORDS]
    assert all(_may_be_bytes(f"({word})") for word in read if word is not None)


def test_most_words_do_not() -> None:
    assert not any(map(_may_be_bytes, ("документация", "настройки", "größere")))
