"""Which texts cannot be joined to others."""

from __future__ import annotations

import pytest

from textfix.formats.alone import stands_alone
from textfix.protect import protected


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
