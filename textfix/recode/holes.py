"""UTF-8 read as Windows-1252, of which the five bytes that have no character there were lost.

81, 8D, 8F, 90 and 9D became U+FFFD or `?`, or were dropped. Each is the second or third byte of a
character, whose other bytes say where it was; five characters are possible, or ten.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import combinations, product

from textfix import hanzi
from textfix.recode import charsets
from textfix.recode.lattice import Guess, Reading, best_of, read_on, stands, ways

PAGE = "cp1252"
HOLES = (b"\x81", b"\x8d", b"\x8f", b"\x90", b"\x9d")
FEWEST = 3  # characters of which no byte is lost, for one that is
_MARKS = "?\ufffd"


@lru_cache(maxsize=512)
def guesses(line: str) -> tuple[Guess, ...]:
    """What was lossily decoded in a line, from the left.

    >>> [(guess.new, guess.guessed) for guess in guesses("æ–‡ä»¶ä¸\ufffdå­˜åœ¨ï¼Œè¯·é‡\ufffdè¯•")]
    [('文件不存在，请重试', '不重')]
    """
    found: list[Guess] = []
    for m in _stretch().finditer(line):
        if whole_character().search(m[0]):
            # From the first to the last character of several bytes.
            units = list(_unit().finditer(m[0]))
            found += _guess(line, m.start() + units[0].start(), m.start() + units[-1].end())
    return tuple(found)


def _guess(line: str, start: int, end: int) -> Iterator[Guess]:
    readings = [Reading(hanzi.Path().add(line[max(0, start - 4) : start]))]
    known, sure, at = "", 0, start
    for m in _unit().finditer(line, start, end):
        known += line[at : m.start()]
        at = m.end()
        texts = _texts(m[0])
        if not texts:
            return
        if len(texts) == 1:
            known, sure = known + texts[0], sure + 1
        else:
            number = line[at : at + 1].isdigit()
            readings = ways(read_on(readings, known), texts, line[:start], number)
            known = ""
    known += line[at:end]
    best = best_of(readings, known, line[:start], line[end:])
    lost = len(best.guessed)
    if sure >= min(FEWEST * lost, 6) and _clean(known) and stands(line[start:end], best):
        yield Guess(start, end, best.out, best.guessed, f"utf-8 as {PAGE}", best.margin)


def _clean(known: str) -> bool:
    """Does nothing of the mistaken charset stand between the characters?"""
    return not any(character in charsets.upper(PAGE) for character in known)


@cache
def _texts(unit: str) -> tuple[str, ...]:
    """The characters that a lead byte and what is left of the rest allow."""
    lead = charsets.encode(unit[0], PAGE) or b""
    size = 2 if lead < b"\xe0" else 3 if lead < b"\xf0" else 4
    there = [HOLES if c in _MARKS else (charsets.encode(c, PAGE) or b"",) for c in unit[1:]]
    if len(there) == size - 1 and len(unit) == size and not set(unit) & set(_MARKS):
        text = charsets.decode(charsets.encode(unit, PAGE) or b"", "utf-8")
        return (text,) if text else ()
    out = []
    for places in combinations(range(size - 1), len(there)):
        rest: list[tuple[bytes, ...]] = [HOLES] * (size - 1)
        for place, options in zip(places, there, strict=True):
            rest[place] = tuple(options)
        for tail in product(*rest):
            text = charsets.decode(lead + b"".join(tail), "utf-8")
            if text and (hanzi.is_likely(text) or text in "！？；："):
                out.append(text)
    return tuple(dict.fromkeys(out))


@cache
def whole_character() -> re.Pattern[str]:
    """A Chinese character of which no byte is lost."""
    return re.compile(f"[{_class(0xE3, 0xEA)}{_class(0xEF, 0xF0)}][{_class(0x80, 0xC0)}]{{2}}")


@cache
def _stretch() -> re.Pattern[str]:
    """What code page 1252 holds, and marks of loss."""
    return re.compile(f"[\x00-\x7f\ufffd{_class(0x80, 0x100)}]+")


@cache
def _unit() -> re.Pattern[str]:
    """A lead byte and as much of its character as is left."""
    tail = f"[{_class(0x80, 0xC0)}{_MARKS}]"
    two, three, four = (_class(*b) for b in ((0xC2, 0xE0), (0xE0, 0xF0), (0xF0, 0xF5)))
    return re.compile(f"[{two}]{tail}|([{three}]{tail}{{0,2}})|[{four}]{tail}{{0,3}}")


def _class(low: int, high: int) -> str:
    table = charsets.decode(bytes(range(low, high)), PAGE) or ""
    return re.escape(table)
