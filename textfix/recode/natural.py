"""What a text costs that is taken as it stands: the benefit of the doubt, before a repair.

`nature.nats` asks of words in other scripts that no sign touches them, as signs touch what damage
leaves. For a reading that is right; for the text it would replace it is too severe, as people
write `«έριξαν»`, cut Thai anywhere, and say everything three times. Here a word is a word wherever
it stands, Thai is judged by how its letters may follow one another, and what is repeated is
evidence once.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from textfix.pattern import pattern
from textfix.recode import charsets
from textfix.recode.nature import (
    CYRILLIC,
    GREEK,
    HANGUL,
    LETTER,
    LOWER,
    RARE_HANGUL,
    SYLLABLES,
    UPPER,
    WORD,
    nats,
)

_REPEATED = pattern(r"(.)\1{2,}|(.{2,8}?)\2+")
# Small letters in a row, and capitals, of the scripts that have both. Latin capitals are left out:
# two Chinese characters in GBK are four of them.
SHORTEST = 3  # letters of a word that stands among signs; damage makes shorter ones by chance
_CASED = (
    f"(?<![^\\W\\d_])(?=[A-Za-z]*[^\x00-\x7f])[{UPPER}]?[{LOWER}]{{{SHORTEST},}}(?![^\\W\\d_])",
    *(
        f"[{upper}][{lower}]{{{SHORTEST - 1},}}|[{lower}]{{{SHORTEST},}}|[{upper}]{{{SHORTEST},}}"
        for lower, upper in (CYRILLIC, GREEK, ("\u0561-\u0587", "\u0531-\u0556"))
    ),
)
_UNCASED = ("\u05d0-\u05ea", "\u0620-\u06d3", "\u0900-\u0dff", "\u0e80-\u1fff")
_WORDS = pattern("|".join((*_CASED, *(f"[{letters}]{{{SHORTEST},}}" for letters in _UNCASED))))

# Of the corpora's Korean 22 % are other syllables of KS X 1001, of 2,350; and 1 in 3,000 is another.
KS_HANGUL = 9.0
# Among Han characters, as damage leaves them, rare syllables are not taken for Korean.
_HANGUL = pattern(
    "(?<![\u3400-\u9fff\uac00-\ud7a3])[\uac00-\ud7a3]+(?![\u3400-\u9fff\uac00-\ud7a3])"
)
_BLOCKS = pattern("(?<![^\x00-\x7f])[\u2580-\u259f]{3,}(?![^\x00-\x7f])")

# How Thai letters follow one another (Unicode Standard, 16.1): a sign stands on a consonant, and
# behind a vowel that is written first stands one.
_THAI = pattern("[\u0e01-\u0e4e]+")
_CONSONANT = "[\u0e01-\u0e2e]"
_FOLLOWS = pattern(
    f"(?<={_CONSONANT})[\u0e01-\u0e4c]"
    f"|(?<=[\u0e2f\u0e40-\u0e44\u0e46]){_CONSONANT}|(?<=[\u0e2f\u0e46])[\u0e40-\u0e44]"
    "|(?<=[\u0e30\u0e32\u0e33\u0e45\u0e47-\u0e4d])[\u0e01-\u0e2f\u0e40-\u0e44\u0e46]"
    "|(?<=[\u0e31\u0e34-\u0e3a])[\u0e01-\u0e2f\u0e40-\u0e44\u0e46\u0e48-\u0e4c]"
    "|(?<=[\u0e48-\u0e4c])[\u0e30\u0e32\u0e33]|(?<=\u0e32)\u0e30"
)
THAI, UNTHAI = 3.0, 14.0  # nats, for a letter where it may stand, and where it may not
# Letters that are 0.4 % of the Thai National Corpus together, and 20 % of GBK read as Thai.
RARE_THAI = 5.0
_RARE_THAI = pattern("[\u0e03\u0e05\u0e06\u0e0c\u0e0e-\u0e12\u0e24\u0e26\u0e2c\u0e2e\u0e45]")


def once(text: str) -> str:
    """A text with what is repeated said once, and a row of a code table begun.

    Two of a letter are no repetition.

    >>> once("하하하하 кап-кап!!"), once("АБВГДЕ")
    ('하 кап-кап!!', 'АБ')
    """
    before = zip(text, text[1:], text[2:], strict=False)
    rest = (c for a, b, c in before if c <= "\x7f" or not ord(c) - 2 == ord(b) - 1 == ord(a))
    return _REPEATED.sub(r"\1\2", text[:2] + "".join(rest))


@lru_cache(maxsize=4096)
def natural(text: str) -> float:
    """What a text costs if someone wrote it as it is: at most what `nats` says.

    >>> from textfix.recode.nature import nats
    >>> natural("«έριξαν»") < 60 < nats("«έριξαν»")
    True
    """
    single = once(text)
    costs = [nats(single), _as_words(text)]
    return min(costs if single == text else (*costs, _as_words(single)))


def _as_words(text: str) -> float:
    known = 0.0
    for kind, cost in _COSTS:
        known += sum(cost(once(m[0])) - WORD for m in kind.finditer(text))
        text = kind.sub("a", text)  # which costs as much; what stood apart must not be joined
    return known + nats(text)


def _word(word: str) -> float:
    return WORD + LETTER * (len(word) - 1)


def _syllables(run: str) -> float:
    return sum(map(_syllable, run))


def _syllable(syllable: str) -> float:
    if syllable in SYLLABLES:
        return HANGUL
    return KS_HANGUL if charsets.holds(syllable, "euc_kr") else RARE_HANGUL


def _thai(run: str) -> float:
    follow = len(_FOLLOWS.findall(run))
    rare = len(_RARE_THAI.findall(run))
    return THAI * (1 + follow) + UNTHAI * (len(run) - 1 - follow) + RARE_THAI * rare


_COSTS: tuple[tuple[re.Pattern[str], Callable[[str], float]], ...] = (
    (_WORDS, _word),
    (_HANGUL, _syllables),
    (_THAI, _thai),
    (_BLOCKS, _word),
)
