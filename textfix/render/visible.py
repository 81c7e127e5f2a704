"""What cannot be seen, drawn and named; and what a terminal would obey, made harmless."""

from __future__ import annotations

import re

# The abbreviations of Unicode's NameAliases.txt, where people know them.
_NAMES = {
    "\0": "NUL", "\a": "BEL", "\b": "BS", "\t": "TAB", "\n": "LF", "\v": "VT", "\f": "FF",
    "\r": "CR", "\x1b": "ESC", " ": "SP", "\x7f": "DEL", "\x85": "NEL", "\x9b": "CSI",
    "\xa0": "NBSP", "\xad": "SHY", "\u061c": "ALM", "\u200b": "ZWSP", "\u200c": "ZWNJ",
    "\u200d": "ZWJ", "\u200e": "LRM", "\u200f": "RLM", "\u202a": "LRE", "\u202b": "RLE",
    "\u202c": "PDF", "\u202d": "LRO", "\u202e": "RLO", "\u202f": "NNBSP", "\u2060": "WJ",
    "\u2066": "LRI", "\u2067": "RLI", "\u2068": "FSI", "\u2069": "PDI", "\ufeff": "BOM",
}  # fmt: skip
# Controls, blanks other than the space, format controls, fillers, selectors of variants, lone
# surrogates, private use and noncharacters. The signs of category Cf that do print stay out.
_HIDDEN = (
    "\x00-\x1f\x7f-\xa0\xad\u034f\u061c\u115f\u1160\u1680\u17b4\u17b5\u180b-\u180f\u2000-\u200c"
    "\u200e\u200f\u2028-\u202f\u205f-\u206f\u3000\u3164\ud800-\uf8ff\ufdd0-\ufdef\ufe00-\ufe0e"
    "\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U0001fffe\U0001ffff\U0002fffe\U0002ffff\U0003fffe\U0003ffff\U000e0000-\U0010ffff"
)
# An emoji is spelled with joiners and selectors, and shows them.
_EMOJI = "[\xa9\xae\u203c-\u3299\U0001f000-\U0001faff]"
_JOINER = f"(?<!{_EMOJI})(?<!{_EMOJI}\ufe0f)\u200d"
_SELECTOR = f"(?<!{_EMOJI})\ufe0f(?!\u20e3)"
_UNSEEN = re.compile(f"[{_HIDDEN}]|{_JOINER}|{_SELECTOR}")
_BLANK_EDGES = re.compile(r"^ +| +$")


def name(character: str) -> str:
    """The short name of a character, in brackets.

    >>> name("\\xa0"), name("\\u3000")
    ('[NBSP]', '[U+3000]')
    """
    return f"[{_NAMES.get(character) or f'U+{ord(character):04X}'}]"


def visible(text: str, *, edges: bool = False) -> str:
    """The text with everything unseen in it named; `edges`: and the spaces it begins and ends with.

    Nothing in the result can move a cursor, change a colour or turn the direction of writing.

    >>> visible("质\\u200b量"), visible(" 量", edges=True)
    ('质[ZWSP]量', '[SP]量')
    """
    drawn = _UNSEEN.sub(lambda m: name(m[0]), text)
    return _BLANK_EDGES.sub(lambda m: name(" ") * len(m[0]), drawn) if edges else drawn


def cells(text: str) -> list[str]:
    """Each character of a text, as `visible` draws it.

    >>> cells("a\\tb")
    ['a', '[TAB]', 'b']
    """
    out = list(text)
    for m in _UNSEEN.finditer(text):
        out[m.start()] = name(m[0])
    return out
