"""A control character that a program left in Chinese text: U+0000 to U+001F, U+007F to U+009F.

Tab and line ends are none of this, and what a copying tool puts before marks is the affair of
`decoy-punctuation`. Next to Chinese, in running text, one that has no other use goes. Those that
have one are shown: those that part fields or pages, begin a terminal's colours, overprint a
letter or stand for a mark of Windows code page 1252.

>>> from textfix import fix
>>> fix("区块链与金融\\x08\\x08科技")
'区块链与金融科技'
"""

import re
from collections.abc import Iterator

from textfix import context
from textfix.core import Hit, Phase, Reach
from textfix.survey import Facts

phase = Phase.SPACE
safe = True
reach = Reach.LINE
needs = context.UNSEEN

_RUN = re.compile(f"[{context.CONTROLS}]+")
# Not U+0000, U+0001, U+001C to U+001F: they part fields (find -print0, Hive, MARC). Not U+000B and
# U+000C: a line or a page ends. Not U+0013 to U+0015: fields of Word. Not U+001B: a terminal's.
_RESIDUE = re.compile("[\x02-\x08\x0e-\x12\x16-\x1a\x7f]+")
_FIELDS = re.compile("[\x00\x01\x1b-\x1f]")  # beside these, others part fields as well
_CELL = re.compile("[\x02\x03\x07]")  # cells of Word, items of Hive
_SENTENCE = re.compile("[，。；？！]")
_COLOUR = re.compile(r"\x1b(?:\[[0-9;?]*[A-Za-z]|\][^\x07\n]*\x07|[()][0-9A-B])")


def find(text: str, facts: Facts) -> Iterator[Hit]:
    """Runs of them."""
    for start, line in context.lines(text, _RUN):
        colours = [m.span() for m in _COLOUR.finditer(line)]
        parted = colours or _FIELDS.search(line) is not None
        for m in _RUN.finditer(line):
            if any(low <= m.start() < high for low, high in colours):
                continue
            low, high = m.span()
            if m[0][0] == "\x0c" and not line[:low].strip():
                low += 1  # a page begins
            if low < high and not _overprints(line, low, high):
                certain = not parted and _is_residue(line, low, high)
                yield Hit(
                    start + low, start + high, "" if certain else None, 1.0, _names(line[low:high])
                )


def _is_residue(line: str, low: int, high: int) -> bool:
    run = line[low:high]
    sides = context.beside(line, low, high)
    if not (_RESIDUE.fullmatch(run) and any(context.is_chinese(*sides))):
        return False
    if any(context.COMPLEX.match(side) for side in sides):
        return False
    # A byte slip leaves a question mark and a decoy, which are evidence of what was lost.
    return sides[0] not in ("?", "？") and not (_CELL.search(run) and not _SENTENCE.search(line))


def _overprints(line: str, low: int, high: int) -> bool:
    r"""Is this how a terminal prints bold or underlined: a letter, a backspace and the letter again?"""
    if line[low:high].strip("\x08") or not low:
        return False
    return line[low - 1] == "_" or line[low - 1] == line[high : high + 1]


def _names(run: str) -> str:
    return ", ".join(f"U+{ord(c):04X}" for c in sorted(set(run)))
