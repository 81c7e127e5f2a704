"""What mojibake looks like from afar: a cheap look before the search."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, cached_property, lru_cache
from itertools import accumulate, islice

from textfix import hanzi
from textfix.characters import Characters, characters
from textfix.core import Beside
from textfix.lines import lines
from textfix.pattern import pattern
from textfix.table import rows, unescaped

_RULES = ("─│┌┐└┘├┤┬┴┼", "═║╔╗╚╝╠╣╦╩╬")  # what tables and trees are drawn with


@cache
def _sets() -> dict[str, str]:
    """Characters, as inside the brackets of a regular expression: see the table."""
    return {name: unescaped(written) for name, written in rows("misread")}


def first_signs() -> str:
    """What a sign begins with."""
    return _sets()["strange"] + _sets()["beside"]


@cache
def one_strange() -> re.Pattern[str]:
    """Any one of them."""
    return re.compile(f"[{_sets()['strange']}]")


def may_be_damaged(text: str) -> bool:
    """A cheap look: are there three strange characters side by side, or nearly?"""
    return next(_together(text), None) is not None


def _together(text: str, start: int = 0) -> Iterator[tuple[int, int]]:
    """Where from `start` on three strange characters stand side by side, or nearly.

    A pattern of three takes 9 ms to compile.
    """
    before = last = -3
    near = False  # is the one before near the last?
    for m in one_strange().finditer(text, start):
        at = m.start()
        nearer = at - last <= 2 and "\n" not in text[last:at]
        if near and nearer:
            yield before, at + 1
        before, last, near = last, at, nearer


@lru_cache(maxsize=2)  # all rules for misread bytes ask, one after another
def marked_lines(text: str) -> tuple[tuple[int, str], ...]:
    """The lines of a text with any of the `signs`, and where they start."""
    return () if _has_no_signs(text) else tuple(lines(text, signs()))


def _has_no_signs(text: str) -> bool:
    """Was it soon seen that there are none? As long as that costs less than the pattern of all."""
    if len(text) > _Budget.characters:
        return False
    if _may_have_signs(text):
        _Budget.characters = 0  # now the pattern is compiled, and thirty times as fast
        return False
    _Budget.characters -= len(text)
    return True


class _Budget:
    """Characters that may still be looked at so: 100 ns each, while the pattern takes 10 ms."""

    characters = 100_000


def _may_have_signs(text: str) -> bool:
    """Do characters that signs begin with stand three together, or before what ends one?

    Where few are in the text, that is soon seen.
    """
    own = [c for c in set(text) if _begins[c]]
    if any(found > FEW for found in accumulate(map(text.count, own))):
        return True
    places = sorted(at for c in own for at in _places(text, c))
    near = any(third - first <= 4 for first, third in zip(places, places[2:], strict=False))
    pairs = ((text[at], text[at + 1]) for at in places if at + 1 < len(text))
    return near or any(b in _LOST or (_leads[a] and _others[b]) for a, b in pairs)


def _places(text: str, character: str) -> Iterator[int]:
    at = text.find(character)
    while at >= 0:
        yield at
        at = text.find(character, at + 1)


class _Known(dict[str, bool]):
    """Whether a character is in any of the sets of these names, looked up once."""

    def __init__(self, *names: str) -> None:
        self._names = names

    def __missing__(self, character: str) -> bool:
        self[character] = known = character in self._all
        return known

    @cached_property
    def _all(self) -> Characters:
        return characters("".join(_sets()[name] for name in self._names))


FEW = 200  # of these characters in a text; looking at each is then quick
_LOST = "?\ufffd\u30fb"  # what a lost byte reads as
_begins, _leads, _others = _Known("strange", "lost", "lead"), _Known("lead"), _Known("other")


def is_strange(text: str) -> bool:
    """A closer look: may it be damaged, and are its strange characters not those of words?"""
    if has_other_words(text):
        if not _has_three_left(text):
            return False
        from textfix.recode.nature import without_words

        text = without_words(text)
    damaged = (may_be_damaged(clause) and not _is_clean(clause) for clause in _clauses(text))
    return any(damaged) and not is_symbolic(text)


def _clauses(text: str) -> Iterator[str]:
    """The clauses that have to do with three strange characters; a page has few among hundreds."""
    done = 0
    while found := next(_together(text, done), None):
        first, end = found
        start = max(text.rfind(mark, done, first) for mark in _BETWEEN_CLAUSES) + 1
        for clause in CLAUSE.finditer(text, max(start, done)):
            if clause.start() >= end:
                break
            yield clause[0]
            done = clause.end()


def _has_three_left(line: str) -> bool:
    """Are there three strange characters, wherever they stand, that are surely part of no word?

    Kana are strange among Chinese, and so are syllables of Korean: of ten lines of Japanese nine
    have no three others.
    """
    return _three_left().match(line) is not None


@cache
def _three_left() -> re.Pattern[str]:
    from textfix.recode.nature import KANA_LETTERS, SYLLABLES

    # The class is named once, as it takes 4 ms to compile.
    words = f"[{KANA_LETTERS}{''.join(sorted(SYLLABLES))}]"
    return re.compile(f"(?:[^\n]*?{one_strange().pattern}(?<!{words})){{3}}")


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
_BYTES = pattern("[\x80-\xbf\u2500-\u259f]")  # bytes read one by one leave some of these
_SYMBOL = pattern("[ħ\u0370-\u052f\u2200-\u22ff]")
_BETWEEN_CLAUSES = "，。；：、！？"
CLAUSE = pattern(f"[^{_BETWEEN_CLAUSES}]+")
_OTHER = "[\u0370-\u0eff\u3041-\u30ff\uac00-\ud7a3]"
_OTHER_WORD = pattern(f"{_OTHER}{_OTHER}{{2}}")  # begins with one of them, which is soon found
CLEAN = 7.8  # nats a character; of damage read as Han characters at least 8.6
_ABOVE = pattern(r"[^\x00-\x7f]+")
_NO_OTHER = pattern("[\x00-\x7f\u3000-\u303f\u3400-\u9fff\uff01-\uff5e“”‘’…—–·×]*")


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
    return re.compile(f"[{_sets()['lost']}][{_LOST}]")


@cache
def byte_pairs() -> re.Pattern[str]:
    """A lead byte of UTF-8 read byte by byte, and another byte behind it."""
    return re.compile(f"[{_sets()['lead']}][{_sets()['other']}]")


def side_by_side() -> Beside:
    """The two sets of `byte_pairs`."""
    return ((_sets()["lead"], _sets()["other"]),)


def traces() -> Beside:
    """What `signs` are made of."""
    return ((_sets()["strange"],), (_sets()["lost"], _LOST), *side_by_side())


@cache
def signs() -> re.Pattern[str]:
    """What there is in a text that any rule for misread bytes could find something in.

    Three strange characters, a lost byte, or a lead byte of UTF-8 read byte by byte and another
    behind it. All in one pattern that begins with a set of characters: a clean text is looked
    through once, at 400 MB/s. The strange ones are written twice and not a third time: each time
    takes 5 ms to compile.
    """
    one, lost, lead, other, beside = (
        f"[{_sets()[name]}]" for name in ("strange", "lost", "lead", "other", "beside")
    )
    three = f"(?<!{beside})(?:[^\n]?{one}){{2}}"
    return re.compile(f"[{first_signs()}](?:{three}|(?<={lost})[{_LOST}]|(?<={lead}){other})")
