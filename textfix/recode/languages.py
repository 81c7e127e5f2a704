"""How likely is each character in Chinese, Japanese and Korean? For bytes in an unknown encoding.

Logarithms of probabilities, coarse on purpose: what is right by tens of nats is right without
grammar. Chinese comes from the frequencies of `hanzi`; Japanese and Korean from the order of
their code tables (JIS X 0208 and KS X 1001), whose first level holds what is used.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import cache

from textfix import hanzi
from textfix.recode.nature import SYLLABLES
from textfix.scripts.tables import tables

ASCII = -3.9  # of 95 and line ends, among themselves alike
RARE = -15.0  # a Han character that no table has; floor for all others
_CONTROL, _PRIVATE, _LOST = -14.0, -18.0, -7.0
_OTHER_SCRIPT = 5.0  # nats less for a character of the other Chinese script

# Shares of text, as in news and encyclopaedias; a tenth more or less decides nothing.
_FIRST, _MORE = ("，。", 0.09), ("、：；“”（）《》？！", 0.05)
_SIGNS = (
    "‘’—…·～％「」『』【】〈〉〔〕　／－．○０１２３４５６７８９℃×＋＝＆＊①②③④⑤⑥⑦⑧⑨⑩｜",
    0.03,
)
_TABLES = ("─│┌┐└┘├┤┬┴┼", 0.02)
_JAPANESE = (
    ("、。", 0.06),
    ("・「」（）ー　々，．！？：～％『』【】…０１２３４５６７８９／－〜", 0.05),
)
_KOREAN = (("·“”‘’…「」『』《》〈〉①②③％：㎡℃～（），．！？○◆■★※▲△▶", 0.02),)


class Language(dict[str, float]):
    """What each character is likely by; what is not in it is worked out when first seen."""

    half_width = _PRIVATE  # katakana, written so in old Japanese data alone

    def __missing__(self, character: str) -> float:
        code = ord(character)
        if 0xE000 <= code < 0xF900 or code >= 0xF0000:
            likely = _PRIVATE
        elif 0xD800 <= code < 0xE000:
            likely = _LOST
        elif 0xFF61 <= code <= 0xFF9F:
            likely = self.half_width
        elif code < 0x20 or 0x7F <= code < 0xA0:
            likely = _CONTROL
        else:
            likely = RARE - 1
        self[character] = likely
        return likely


class _Chinese(Language):
    """One of the two scripts; of its 27,000 characters most texts have few."""

    foreign: frozenset[str] = frozenset()  # characters of the other

    def __missing__(self, character: str) -> float:
        if not ("\u3400" <= character <= "\u4dbf" or "\u4e00" <= character <= "\u9fff"):
            return super().__missing__(character)
        likely = -hanzi.commonness(character) - 0.2
        likely = RARE if likely < -17 else max(likely, RARE + 1)
        likely -= _OTHER_SCRIPT if character in self.foreign else 0
        self[character] = likely
        return likely


@cache
def chinese(traditional: bool) -> Language:
    """One of the two scripts."""
    boxes = map(chr, range(0x2500, 0x2580))
    signs, kana = _row("gb2312", 0xA1, 0xA4), _row("gb2312", 0xA4, 0xA6)
    letters = [c for c in _row("gb2312", 0xA6, 0xA9) if c.isalpha()]  # Greek, Cyrillic, pinyin
    language = _Chinese(
        _likelihoods(
            *((kana, 0.002), (letters, 0.02), (signs, 0.01), (boxes, 0.01)),
            *(_TABLES, _SIGNS, _MORE, _FIRST),
        )
    )
    language.foreign = tables().simplified if traditional else tables().traditional
    if traditional:  # Cantonese, as Hong Kong writes it
        language.update(
            dict.fromkeys("嘅咗嚟冇哋啲喺嗰嘢嘥喎咁咩啱乜嬲攞揾瞓", math.log(0.004 / 20))
        )
    return language


@cache
def japanese() -> Language:
    """Kana, and the characters of both levels of JIS X 0208."""
    language = Language(
        _likelihoods(
            (_row("euc_jp", 0xD0, 0xF5), 0.008),
            (_row("euc_jp", 0xB0, 0xD0), 0.32),
            *_JAPANESE,
            (_row("euc_jp", 0xA5, 0xA6), 0.14),
            (_row("euc_jp", 0xA4, 0xA5), 0.42),
        )
    )
    language.half_width = -10.0
    return language


@cache
def korean() -> Language:
    """The syllables of KS X 1001, the common ones above all, and its Han characters."""
    return Language(
        _likelihoods(
            (map(chr, range(0xAC00, 0xD7A4)), 0.004),
            (_row("euc_kr", 0xCA, 0xFE), 0.01),
            (_row("euc_kr", 0xB0, 0xC9), 0.23),
            (SYLLABLES, 0.72),
            *_KOREAN,
        )
    )


def _likelihoods(*groups: tuple[Iterable[str], float]) -> dict[str, float]:
    """ASCII, and groups of characters that have so much of a text between them."""
    likely = dict.fromkeys(map(chr, (*range(0x20, 0x7F), 9, 10, 13)), ASCII)
    for group, share in groups:
        characters = list(group)
        likely.update(dict.fromkeys(characters, math.log(share / len(characters))))
    return likely


def _row(codec: str, first: int, last: int) -> list[str]:
    """The characters of some rows of a code table of 94 by 94."""
    pairs = (bytes((a, b)) for a in range(first, last) for b in range(0xA1, 0xFF))
    return [character for pair in pairs if (character := pair.decode(codec, "ignore"))]
