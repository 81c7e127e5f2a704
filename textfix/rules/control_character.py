"""A control character that a program left in Chinese text: U+0000 to U+001F, U+007F to U+009F.

Tab and line ends are none of this, and what a copying tool puts before marks is the affair of
`decoy-punctuation`. Next to Chinese, in running text, one that has no other use goes. Those that
have one are shown: those that part fields or pages, begin a terminal's colours, overprint a
letter or stand for a mark of Windows code page 1252.

>>> from textfix import fix
>>> fix("区块链与金融\\x08\\x08科技")
'区块链与金融科技'
"""

from collections.abc import Iterator

from textfix import context
from textfix.core import Hit, Phase, Reach
from textfix.lines import lines
from textfix.pattern import pattern
from textfix.spans import touches
from textfix.survey import Facts

phase = Phase.SPACE
safe = True
reach = Reach.LINE
needs = context.CONTROLS

_RUN = pattern(f"[{context.CONTROLS}]+")
# Not U+0000, U+0001, U+001C to U+001F: they part fields (find -print0, Hive, MARC). Not U+000B and
# U+000C: a line or a page ends. Not U+0013 to U+0015: fields of Word. Not U+001B: a terminal's.
_RESIDUE = pattern("[\x02-\x08\x0e-\x12\x16-\x1a\x7f]+")
_FIELDS = pattern("[\x00\x01\x1b-\x1f]")  # beside these, others part fields as well
# Where there is no sentence: not U+0002, U+0003 (items of Hive) and U+0007 (cells of Word).
_NO_CELL = pattern("[\x04-\x06\x08\x0e-\x12\x16-\x1a\x7f]+")
_SENTENCE = pattern("[，。；？！]")
_INDENT = 80  # characters before a page
_COLOUR = pattern(r"\x1b(?:\[[0-9;?]*[A-Za-z]|\][^\x07\x1b\n]{0,200}\x07|[()][0-9A-B])")


def find(text: str, facts: Facts) -> Iterator[Hit]:
    """Runs of them."""
    for start, line in lines(text, _RUN):
        colours = [m.span() for m in _COLOUR.finditer(line)]
        parted = bool(colours) or _FIELDS.search(line) is not None
        residue = _RESIDUE if _SENTENCE.search(line) else _NO_CELL
        for m in _RUN.finditer(line):
            low, high = m.span()
            if touches(colours, low, high):
                continue
            if m[0][0] == "\x0c" and not line[max(0, low - _INDENT) : low].strip():
                low += 1  # a page begins
            if low < high and not _overprints(line, low, high):
                run = line[low:high]
                certain = not parted and residue.fullmatch(run) and _is_beside(line, low, high)
                yield Hit(start + low, start + high, "" if certain else None, 1.0, _names(run))


def _is_beside(line: str, low: int, high: int) -> bool:
    """Does it stand next to Chinese, and prove nothing?"""
    sides = context.beside(line, low, high)
    if sides[0] in ("?", "？"):
        return False  # a byte slip leaves one and a decoy, which are evidence of what was lost
    return any(context.is_chinese(*sides)) and not any(map(context.COMPLEX.match, sides))


def _overprints(line: str, low: int, high: int) -> bool:
    r"""Is this how a terminal prints bold or underlined: a letter, a backspace and the letter again?"""
    if line[low:high].strip("\x08") or not low:
        return False
    return line[low - 1] == "_" or line[low - 1] == line[high : high + 1]


def _names(run: str) -> str:
    return ", ".join(f"U+{ord(c):04X}" for c in sorted(set(run)))
