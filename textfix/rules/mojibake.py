"""Text decoded with the wrong charset: `ÄãºÃ` was `你好`, and so was `浣犲ソ`.

Bytes in one charset were read as another, once or up to three times. Where that kept every byte,
the text is encoded and decoded back, a line or a part of it at a time, if what comes out is plain
Chinese, Japanese or Korean and far likelier than what is there. Words of another script and text
of rare characters are left; so is what could be read in two ways, a line that lost bytes (see
`mojibake-lossy`), and a document that speaks of garbled text.

>>> from textfix import fix
>>> fix("ÕâÊÇÒ»¸ö²âÊÔ")
'这是一个测试'
"""

from collections.abc import Iterator

from textfix.core import Hit, Phase, Reach
from textfix.recode.strange import first_signs, is_strange, marked_lines, signs, traces
from textfix.survey import Facts

phase = Phase.REPAIR
safe = True
reach = Reach.LINE
needs = first_signs
sign = signs
beside = traces


__all__ = ["find", "needs", "phase", "reach", "safe"]


def find(text: str, facts: Facts) -> Iterator[Hit]:
    """Stretches that read back to plain text."""
    if any(is_strange(line) for _, line in marked_lines(text)):
        yield from _repaired(text, facts)


def _repaired(text: str, facts: Facts) -> Iterator[Hit]:
    from textfix.recode.chains import (
        EXACT,  # these take longer to import than most texts to look at
    )
    from textfix.recode.mojibake import as_repair, repairs
    from textfix.recode.pool import explained, lines, usual

    for at, line, chain in lines(text):
        for repair in [as_repair(line, chain)] if chain else repairs(line, usual(facts)):
            if explained(facts):
                return
            note = f"{', '.join(repair.chain)}: {EXACT}"
            yield Hit(at + repair.start, at + repair.end, repair.new, 1.0, note)
