"""What mojibake looks like from afar: a cheap look before the search."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import islice

from textfix import hanzi
from textfix.recode import charsets
from textfix.recode.nature import without_words

USUAL = set("“”‘’…—–·×÷°±§•€™®©¥£«»\xa0¬¶´¨¯¸ˆ˜")  # in plain text, too
_RULES = ("─│┌┐└┘├┤┬┴┼", "═║╔╗╚╝╠╣╦╩╬")  # what tables and trees are drawn with
RARE = 10.0  # nats, see hanzi.is_common: Han characters after the first 1,900 are strange


@cache
def strange() -> str:
    """The characters that damage is made of, and plain Chinese is not."""
    single = {c for name in charsets.SINGLE for c in charsets.upper(name)}
    han = {c for c in map(chr, range(0x3400, 0xA000)) if not hanzi.is_common(c, RARE)}
    blocks = ((0x3041, 0x3130), (0xAC00, 0xD7A4), (0xE000, 0xE900), (0xFF61, 0xFFA0))
    others = {chr(i) for block in blocks for i in range(*block)}
    return "".join(sorted((single - USUAL) | han | others | {"\ufffd"}))


@cache
def one_strange() -> re.Pattern[str]:
    """Any one of them."""
    return re.compile(f"[{re.escape(strange())}]")


@cache
def _strange() -> re.Pattern[str]:
    one = one_strange().pattern
    return re.compile(f"{one}(?:[^\\n]?{one}){{2}}")


def may_be_damaged(text: str) -> bool:
    """A cheap look: are there three strange characters side by side, or nearly?"""
    return _strange().search(text) is not None


@lru_cache(maxsize=2)  # all rules for misread bytes ask, one after another
def marked_lines(text: str) -> tuple[tuple[int, str], ...]:
    """The lines of a text with any of the `signs`, and where they start."""
    at, found = 0, list[tuple[int, str]]()
    while m := signs().search(text, at):
        start, end = text.rfind("\n", 0, m.start()) + 1, text.find("\n", m.end())
        at = len(text) if end < 0 else end
        found.append((start, text[start:at]))
    return tuple(found)


def is_strange(text: str) -> bool:
    """A closer look: may it be damaged, and are its strange characters not those of words?"""
    if has_other_words(text):
        text = without_words(text)
    if is_symbolic(text):
        return False
    return may_be_damaged(text) and any(
        may_be_damaged(m[0]) and not _is_clean(m[0]) for m in CLAUSE.finditer(text)
    )


def is_sparse(line: str) -> bool:
    """Is this a clean line, but for a clause? Of what is no ASCII little is strange."""
    above = len(line) - len(line.encode("ascii", "ignore"))
    return above > SPARSE * len(one_strange().findall(line))


def has_other_words(text: str) -> bool:
    """May there be words of Greek, Cyrillic, Thai, kana, Hangul and the like?"""
    return _OTHER_WORD.search(text) is not None


def is_symbolic(text: str) -> bool:
    """Formulas, units, faces, rows of signs: what few letters of an alphabet make."""
    signs = [m[0] for m in islice(one_strange().finditer(text), FORMULA)]
    if all("\xa0" <= c <= "\xbf" or c in "×÷" for c in signs):
        return True
    few = len(signs) < FORMULA and not _BYTES.search(text)
    return few and all(map(_SYMBOL.match, signs))


SPARSE = 12  # characters beyond ASCII to a strange one
FORMULA = 12  # Greek or Cyrillic letters that may be a formula or a unit: `ΔθΔφ`, `ГГц`
_BYTES = re.compile("[\x80-\xbf\u2500-\u259f]")  # bytes read one by one leave some of these
_SYMBOL = re.compile("[ħ\u0370-\u052f\u2200-\u22ff]")
CLAUSE = re.compile("[^，。；：、！？]+")
_OTHER_WORD = re.compile("[\u0370-\u0eff\u3041-\u30ff\uac00-\ud7a3]{3}")
CLEAN = 7.8  # nats a character; of damage read as Han characters at least 8.6
_ABOVE = re.compile(r"[^\x00-\x7f]+")
_NO_OTHER = re.compile("[\x00-\x7f\u3000-\u303f\u3400-\u9fff\uff01-\uff5e“”‘’…—–·×]*")


def _is_clean(clause: str) -> bool:
    """Are its rare characters those of Chinese words, or the lines of a table?"""
    signs = set(one_strange().findall(clause))
    if any(signs.issubset(ruled) for ruled in _RULES):
        return True
    above = "".join(_ABOVE.findall(clause))
    return _NO_OTHER.fullmatch(clause) is not None and hanzi.cost(above) <= CLEAN * len(above)


@cache
def lost_bytes() -> re.Pattern[str]:
    """A lost byte of UTF-8 read as GBK, Big5 or Shift_JIS, behind what is left of its character."""
    return re.compile(f"[{_before_a_loss()}][?\ufffd\u30fb]")


@cache
def _before_a_loss() -> str:
    leads = {
        c
        for charset in ("cp936", "cp932")
        for lead in (*range(0xE3, 0xEA), 0xEF)
        for trail in range(0x80, 0xC0)
        if (c := charsets.decode(bytes((lead, trail)), charset))
        and (lead == 0xEF or not hanzi.is_common(c))
    }
    return "".join(sorted(leads | {"€"}))


@cache
def byte_pairs() -> re.Pattern[str]:
    """A lead byte of UTF-8 read byte by byte, and another byte behind it."""
    lead, other = _byte_pairs()
    return re.compile(f"{lead}{other}")


@cache
def _byte_pairs() -> tuple[str, str]:
    pages = [page for page in charsets.CODE_PAGES if page != "cp874"]
    leads = {charsets.decode(bytes((b,)), page) or "" for page in pages for b in range(0xC2, 0xF5)}
    others = {charsets.decode(bytes((b,)), page) or "" for page in pages for b in range(0x80, 0xC0)}
    leads -= USUAL - {"×"}  # which Hebrew begins with
    return f"[{re.escape(''.join(sorted(leads)))}]", f"[{re.escape(''.join(sorted(others)))}]"


@cache
def signs() -> re.Pattern[str]:
    """What there is in a text that any rule for misread bytes could find something in.

    Three strange characters, a lost byte, or a lead byte of UTF-8 read byte by byte and another
    behind it. All in one pattern that begins with a set of characters: a clean text is looked
    through once, at 400 MB/s.
    """
    lead, other = _byte_pairs()
    one, lost = one_strange().pattern, f"[{_before_a_loss()}]"
    first = f"[{one[1:-1]}{lead[1:-1]}{lost[1:-1]}]"
    return re.compile(
        f"{first}(?:(?<={one})(?:[^\n]?{one}){{2}}|(?<={lost})[?\ufffd\u30fb]|(?<={lead}){other})"
    )
