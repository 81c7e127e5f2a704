"""What mojibake looks like from afar: a cheap look before the search."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import islice

from textfix import hanzi
from textfix.lines import lines
from textfix.table import rows, unescaped

_RULES = ("─│┌┐└┘├┤┬┴┼", "═║╔╗╚╝╠╣╦╩╬")  # what tables and trees are drawn with


@cache
def _sets() -> dict[str, str]:
    """Characters, as inside the brackets of a regular expression: see the table."""
    return {name: unescaped(written) for name, written in rows("misread")}


def first_signs() -> str:
    """What a sign begins with."""
    return "".join(_sets()[name] for name in ("strange", "lost", "lead"))


@cache
def one_strange() -> re.Pattern[str]:
    """Any one of them."""
    return re.compile(f"[{_sets()['strange']}]")


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
    return tuple(lines(text, signs()))


def is_strange(text: str) -> bool:
    """A closer look: may it be damaged, and are its strange characters not those of words?"""
    if has_other_words(text):
        from textfix.recode.nature import without_words

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
    return re.compile(f"[{_sets()['lost']}][?\ufffd\u30fb]")


@cache
def byte_pairs() -> re.Pattern[str]:
    """A lead byte of UTF-8 read byte by byte, and another byte behind it."""
    return re.compile(f"[{_sets()['lead']}][{_sets()['other']}]")


@cache
def signs() -> re.Pattern[str]:
    """What there is in a text that any rule for misread bytes could find something in.

    Three strange characters, a lost byte, or a lead byte of UTF-8 read byte by byte and another
    behind it. All in one pattern that begins with a set of characters: a clean text is looked
    through once, at 400 MB/s.
    """
    one, lost, lead, other = (f"[{_sets()[name]}]" for name in ("strange", "lost", "lead", "other"))
    return re.compile(
        f"[{first_signs()}](?:(?<={one})(?:[^\n]?{one}){{2}}|(?<={lost})[?\ufffd\u30fb]|(?<={lead}){other})"
    )
