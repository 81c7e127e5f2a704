"""A word that a bad conversion between the scripts left behind.

    >>> from textfix import fix
    >>> fix("皇後与乾部都取得了显着的成绩")
    '皇后与干部都取得了显著的成绩'

Converters that go character by character make 皇后 into 皇後, 干部 into 乾部 and 发展 into 髮展;
others make 著名的 into 着名的, 什么 into 什幺, 破坏 into 破坯. None of these is a word, so each has
one right reading: the Simplified one, in a Traditional document the Traditional one.

Left alone: what only looks like one where two words meet (命名着, 泡麵對身體), Japanese, Korean, and
words named as mistakes (“显着”是“显著”之误).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from textfix.core import Hit, Phase, Reach
from textfix.make import rows, table
from textfix.scripts.gate import listed, script_of
from textfix.survey import Facts

phase = Phase.SCRIPT
safe = True
reach = Reach.PARAGRAPH


@cache
def _words() -> tuple[dict[str, str], dict[str, str]]:
    """The wrong words and what they should be, in Simplified and in Traditional text."""
    known = [(*row, "")[:3] for row in rows("overconverted")]
    return {w: hans for w, hans, _ in known}, {w: hant or w for w, _, hant in known}


def _simplified() -> dict[str, str]:
    return _words()[0]


def _traditional() -> dict[str, str]:
    return _words()[1]


_IN_SIMPLIFIED, _IN_TRADITIONAL = table(_simplified), table(_traditional)


def needs() -> str:
    """One character that each wrong word has."""
    return "".join(sorted({c for w, new in _simplified().items() for c in _changed(w, new)}))


def _changed(old: str, new: str) -> list[str]:
    return [a for a, b in zip(old, new, strict=True) if a != b][:1]


def find(text: str, facts: Facts) -> Iterator[Hit]:
    """Each wrong word, and what it should be."""
    script = script_of(facts)
    if script.verdict in ("ja", "ko"):
        return
    of_script = _IN_TRADITIONAL if script.verdict == "hant" else _IN_SIMPLIFIED
    for hit in of_script(text, facts):
        assert hit.new is not None
        start = text.rfind("\n", 0, hit.start) + 1
        end = text.find("\n", hit.end)
        line = text[start : end if end >= 0 else len(text)]
        if not listed(line, hit.start - start, hit.end - start, hit.new):
            yield hit
