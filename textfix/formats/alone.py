"""Texts that are not joined to others: those that speak for themselves, and those that would go on.

Short values of a column are judged together, as one of them says too little: 東京 is Japanese only
beside kana. A long one is a document of its own: what stands in its neighbours says nothing of it.
"""

from __future__ import annotations

# Characters from which a text is judged by itself. Glossed texts among clean ones are then repaired
# (45 of 49, together none), nothing is lost where all are glossed (136 of 160, 137), and no 100
# characters of Japanese, of 492, are without kana: benchmarks/columns.py.
LONG = 100


def stands_alone(text: str) -> bool:
    """Is this text long, or does something open in it that only its end closes?

    That is code, or `textfix: off`.

    >>> stands_alone("```\\nf(x)"), stands_alone("```\\nf(x)\\n```"), stands_alone("textfix: off")
    (True, False, True)
    """
    if len(text) >= LONG:
        return True
    if not may_stand_alone(text):
        return False
    from textfix.protect import protected

    return any(end > len(text) + 2 for _, end in protected(f"{text}\n\n."))


def may_stand_alone(raw: str) -> bool:
    """Is there anything in a text, as it may be spelled in a file, for `stands_alone` to look at?"""
    return len(raw) >= LONG or "```" in raw or "~~~" in raw or "textfix:" in raw
