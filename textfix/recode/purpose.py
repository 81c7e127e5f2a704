"""What a charset is for: a reading is in a language that its charset writes, damage in all of it.

GBK has kana and Cyrillic letters, and the Korean charset has Han characters; but a text of mostly
those was not written in it. Damage falls into all rows of a table, so chance readings are mixed,
and what stands in a few rows of signs was never damaged.
"""

from __future__ import annotations

import unicodedata

from textfix.pattern import pattern
from textfix.recode import charsets
from textfix.recode.nature import CYRILLIC, GREEK, LOWER, UPPER

_HAN = pattern("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af]")
_KANA = pattern("[\u3041-\u3096\u30a1-\u30fa]")
_HANGUL = pattern("[\u1100-\u11ff\u3131-\u318e\uac00-\ud7a3]")
FEWEST_KANJI = 4  # different Han characters of a Japanese text without kana, as names of files are

# What texts of today are spelt with: letters and their signs, marks, symbols, emoji. The letters of
# pinyin stand in Latin words.
_SPELT = pattern(
    f"[\x00-\x7f\xa0-\xbf×÷Əə{LOWER}{UPPER}{''.join((*CYRILLIC, *GREEK))}ʼ\u0531-\u058a\u0591-\u05f4"
    "\u060c-\u06ff\u0900-\u0eff\u1000-\u109f\u10d0-\u10ff\u1200-\u137f\u1780-\u17ff\u1e00-\u1fff"
    "\u200b-\u206f\u20a0-\u20bf\u2100-\u214f\u2190-\u27bf\ufe0f\ufeff\U0001f000-\U0001faff]"
    "|(?<=[A-Za-z])(?:[\u0300-\u036f]|[ǎǐǒǔǖǘǚǜ])|[ǎǐǒǔǖǘǚǜ](?=[A-Za-z])"
)
_LONE = pattern("(?<![^\\W\\d_])[\u0100-\u024f](?![^\\W\\d_])")
_BEYOND_LATIN = pattern("[\u0370-\u0963\u0966-\u1dff\u1f00-\u1fff]+")  # but for the danda

_ROWS = pattern("[\u3400-\ua4cf\uac00-\ud7a3\ue000-\ufaff\uff61-\uff9f]")  # most of such tables


def fits(new: str, channel: str) -> bool:
    """Is this a text that someone would write in the true charset of a channel?

    >>> fits("说明文档", "cp936 as cp949"), fits("ドメロドメロ", "cp936 as cp949")
    (True, False)
    """
    true = channel.partition(" as ")[0]
    han, kana, hangul = (len(kind.findall(new)) for kind in (_HAN, _KANA, _HANGUL))
    others = sum(c > "\x7f" and c.isalpha() for c in new) - han - kana - hangul
    if true in ("cp936", "cp950", "gb18030"):
        return not hangul and 2 * (kana + others) <= han
    if true == "cp949":
        return not kana and 2 * (han + others) <= hangul
    if true in ("cp932", "euc_jp"):
        enough = kana or len(set(_HAN.findall(new))) >= FEWEST_KANJI
        return bool(enough) and not hangul and 2 * others <= han + kana
    return not (hangul and kana) and bool(han or kana or hangul or is_spelt(new))


def is_spelt(new: str) -> bool:
    """Is it what languages of today are spelt with, of one script beside Latin?

    Two bytes may be any letter by chance, so it takes two letters, and of another script two.

    >>> is_spelt("Pokaż"), is_spelt("это файл"), is_spelt("ˮƽ"), is_spelt("12 Ү")
    (True, True, False, False)
    """
    letters = [c for c in new if c.isalpha()]
    if _SPELT.sub("", new) or _LONE.search(new) or (len(letters) == 1 and not new.isascii()):
        return False
    foreign = _BEYOND_LATIN.findall(new)
    scripts = {unicodedata.name(c, "").partition(" ")[0] for word in foreign for c in word}
    return not foreign or (len(scripts) == 1 and sum(map(len, foreign)) > 1)


def may_be_misread(old: str, channel: str) -> bool:
    """Does damage by a channel look so: of a charset of two bytes, not its rows of signs alone?

    >>> may_be_misread("━━таким━━", "cp950 as cp936"), may_be_misread("基秸俱硄", "cp950 as cp936")
    (False, True)
    """
    if channel.rpartition(" as ")[2] not in charsets.DOUBLE:
        return True
    return 4 * len(_ROWS.findall(old)) >= len(old) - len(old.encode("ascii", "ignore"))
