"""What kind of page a document is: plain prose, or something in which blanks have a meaning."""

from __future__ import annotations

import re
from collections import Counter

from textfix.pattern import pattern
from textfix.survey import Facts

PROSE = "\u3400-\u9fff"  # without any of these nothing is Chinese prose
# A line of Markdown, reStructuredText, code, a table, a diff, a dialogue of a program.
_MARKUP = pattern(
    r"^(?: {4,}\S|\t+\S| {0,3}(?:#{1,6} |[-*+>] ?\S|```|~~~|\||\d+[.)] |</?[a-zA-Z!]|\.\. |:\w+:))"
    r"|[!-~][;{}]\s*$|^[=\-~*_]{3,}\s*$|\S(?: {3,}|\t+)\S.*\S(?: {3,}|\t+)\S|[│├└]",
    re.M,
)
_LINE = pattern(r"^.*\S.*$", re.M)
_HAN = pattern(f"[{PROSE}]")
_LETTER = pattern(r"[^\W\d_]")
MARKUP = 0.05  # of the lines of a prose page may look like markup by chance
HAN = 0.6  # of the letters of a Chinese page


def evidence(text: str) -> Counter[tuple[str, ...]]:
    """How many lines there are, and how many look like markup."""
    return Counter(
        {
            ("lines",): sum(1 for _ in _LINE.finditer(text)),
            ("markup",): sum(1 for _ in _MARKUP.finditer(text)),
            ("han",): len(_HAN.findall(text)),
            ("letters",): len(_LETTER.findall(text)),
        }
    )


def is_prose(facts: Facts, rule: str) -> bool:
    """Is the document plain Chinese prose? By the evidence counted for this rule."""
    counts = facts.of(rule)
    chinese = counts["han",] > HAN * counts["letters",]
    return chinese and counts["markup",] <= MARKUP * counts["lines",]


def is_damaged_prose(facts: Facts, rule: str) -> bool:
    """Plain Chinese prose in which a safe rule repaired damage: a scraped or extracted page."""
    return bool(facts.damage) and is_prose(facts, rule)
