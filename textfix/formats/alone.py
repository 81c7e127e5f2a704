"""Texts that cannot be joined to others: what one of them keeps as it is would go on in the next."""

from __future__ import annotations


def stands_alone(text: str) -> bool:
    """Does something open in this text that only its end closes: code, or `textfix: off`?

    >>> stands_alone("```\\nf(x)"), stands_alone("```\\nf(x)\\n```"), stands_alone("textfix: off")
    (True, False, True)
    """
    if not may_stand_alone(text):
        return False
    from textfix.protect import protected

    return any(end > len(text) + 2 for _, end in protected(f"{text}\n\n."))


def may_stand_alone(raw: str) -> bool:
    """Is there anything in a text, as it may be spelled in a file, for `stands_alone` to look at?"""
    return "```" in raw or "~~~" in raw or "textfix:" in raw
