"""Real damage with the truth beside it, and clean text that looks damaged (not kept here)."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from cases import SHARED

from textfix import fix

FOLDED = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}


def specimens(name: str) -> list[dict[str, Any]]:
    path: Path = SHARED / "specimens" / f"{name}.jsonl"
    if not path.exists():
        pytest.skip("the specimens are not here")
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def folded(text: str) -> str:
    """Widths and white space alone tell no two texts apart."""
    return re.sub(r"\s+", "", text.translate(FOLDED))


@pytest.mark.parametrize(
    ("kinds", "unsafe", "failing"),
    [
        (("A",), False, 1),
        (("A2",), False, 1),
        (("A_var",), False, 1),
        (("C",), False, 1),
        (("C_space",), False, 1),
        (("B", "BC"), True, 4),
    ],
    ids=lambda value: "+".join(value) if isinstance(value, tuple) else "",
)
def test_slips(kinds: tuple[str, ...], unsafe: bool, failing: int) -> None:
    asked = [row for row in specimens("slip") if row["class"] in kinds]
    wrong = [
        row["id"]
        for row in asked
        if folded(fix(row["damaged"], unsafe=unsafe)) != folded(row["repaired"] or row["damaged"])
    ]
    assert asked and len(wrong) <= failing, f"{len(wrong)} of {len(asked)}: {', '.join(wrong)}"


def test_negatives() -> None:
    changed = {row["id"]: row["kind"] for row in specimens("negatives") if changes(row["text"])}
    assert changed == {}


def changes(text: str) -> bool:
    return fix(text) is not text
