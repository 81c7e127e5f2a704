"""What one character of a byte slip may be read as: the moves by which a reading goes on.

Each character shown holds the second byte of one character and the first of the next. What a move
is depends on the byte that is pending before it, so moves are worked out once for each such byte.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from textfix import hanzi
from textfix.pattern import pattern
from textfix.pinyin import SYLLABLE, readings, reads
from textfix.recode import gbk
from textfix.scripts.tables import tables

MARKS = "，。、；！？"  # the tool decorates these
FOLDED = ",;!?"  # and these are some of them after a width fold
JUNK = "\x05\x06\x07\x08\x10\x11"  # control characters it puts before a mark
GLOSS_SLIP = pattern(rf"\?({SYLLABLE}) ?\)")
MARK_SLIP = pattern(rf"\?(?:[{JUNK}]+| )?([{MARKS}{FOLDED}])")

_GLOSS = pattern(rf"\(({SYLLABLE}) ?\)")
_CLOSING_TAG = pattern(r"\?/[a-z]{1,10}>")
_NEVER_LAST = frozenset("“‘《〈（「『【，、·—～\u3000")  # in a paragraph


class Move(NamedTuple):
    """What the next `size` characters of a line may be: `text`; some bytes of it are `guessed`."""

    size: int
    pending: int | None
    text: str = ""
    guessed: int = 0
    lost: bool = False


class Moves(NamedTuple):
    """Moves to one and the same place, and the byte that is pending before each."""

    moves: tuple[Move, ...]
    leads: tuple[int, ...]
    texts: tuple[str, ...]  # what they read, folded

    @property
    def fan(self) -> hanzi.Fan:
        """The texts, weighed together."""
        return _fan(self.texts)


_fan = lru_cache(maxsize=1 << 10)(hanzi.Fan)
folded = lru_cache(maxsize=1 << 15)(hanzi.fold)  # of a character, and one that it took along


def moves(line: str, at: int, leads: tuple[int, ...]) -> list[Moves]:
    """What the next character of a line may be read as, if one of the bytes `leads` is pending."""
    if at >= len(line):
        return []
    data = gbk.encode(line[at])
    if data is not None and len(data) == 2:
        return _wide(leads, data)
    if line[at] == "?" and len(leads) == 1:
        return _eaten(leads[0], *_eater(line, at))
    return _readable(leads, _narrow(line, at))


def _by_place(found: Iterable[tuple[int, Move]]) -> list[Moves]:
    """The moves after each of some bytes, by where they lead."""
    places: dict[tuple[int, int | None, bool], list[tuple[int, Move]]] = {}
    for lead, move in found:
        place = move.size, move.pending, move.lost
        places.setdefault(place, []).append((lead, move))
    grouped = (tuple(zip(*pairs, strict=True)) for pairs in places.values())
    return [Moves(some, leads, tuple(folded(m.text) for m in some)) for leads, some in grouped]


@lru_cache(maxsize=1 << 13)
def _wide(leads: tuple[int, ...], data: bytes) -> list[Moves]:
    """A character of two bytes, wherever it stands."""
    # A second byte below 80 took an ASCII character along.
    pending, ascii_too = (data[1], "") if data[1] > 0x80 else (None, chr(data[1]))
    fitting, characters, texts = _beginning(leads, data[0])
    if not characters:
        return []
    if ascii_too:
        characters, texts = (tuple(c + ascii_too for c in some) for some in (characters, texts))
    return [Moves(tuple(Move(1, pending, c) for c in characters), fitting, texts)]


@lru_cache(maxsize=1 << 12)
def _beginning(
    leads: tuple[int, ...], trail: int
) -> tuple[tuple[int, ...], tuple[str, ...], tuple[str, ...]]:
    """Of these bytes those that make a character with another; the characters, and folded."""
    known = {lead: c for lead in leads if (c := gbk.decode(lead, trail)) is not None}
    return tuple(known), tuple(known.values()), tuple(map(folded, known.values()))


class _Narrow(NamedTuple):
    """A character of one byte, and what stands beside it."""

    character: str
    gloss: int  # characters of the gloss that it begins
    is_decoy: bool
    following: tuple[int, str] | None  # its own gloss: characters with it, and the reading


def _narrow(line: str, at: int) -> _Narrow:
    gloss, following = _GLOSS.match(line, at), _GLOSS.match(line, at + 1)
    is_gloss = gloss is not None and at > 0 and reads(line[at - 1], gloss[1])
    return _Narrow(
        line[at],
        gloss.end() - at if gloss and is_gloss else 0,
        line[at] == "," and line[at + 1 : at + 2] in {*MARKS, *FOLDED},
        (following.end() - at, following[1]) if following else None,
    )


@lru_cache(maxsize=1 << 12)
def _readable(leads: tuple[int, ...], narrow: _Narrow) -> list[Moves]:
    return _by_place(_each(leads, *narrow))


def _each(
    leads: Iterable[int],
    character: str,
    gloss: int,
    is_decoy: bool,
    following: tuple[int, str] | None,
) -> Iterator[tuple[int, Move]]:
    if gloss or character in JUNK:  # a decoy that met the line one byte off
        yield from ((lead, Move(gloss or 1, lead)) for lead in leads)
        return
    data = gbk.encode(character)
    for lead in leads:
        if is_decoy:
            yield lead, Move(1, lead)
        if data is None:
            continue
        if (whole := gbk.decode(lead, data[0])) is not None:
            if following is None:
                yield lead, Move(1, None, whole)
            elif reads(whole, following[1]):
                yield lead, Move(following[0], None, whole)
        if full_width := _full_width(lead, data[0]):
            yield lead, full_width


def _full_width(lead: int, byte: int) -> Move | None:
    """A full-width form that was folded since: A3, and the byte with its high bit."""
    whole = gbk.decode(lead, 0xA3) if 0x21 <= byte < 0x7F else None
    return Move(1, byte + 0x80, whole) if whole is not None else None


def _eater(line: str, at: int) -> tuple[int, str]:
    """How far a `?` inside a slip reaches, and what took the byte that it stands for.

    A second byte and the ASCII character after it made no character: where a gloss began its
    reading, where a decoy went in the mark, at the end of a paragraph "" or the first sign of a
    tag, else a blank, most often.
    """
    if gloss := GLOSS_SLIP.match(line, at):
        return gloss.end() - at, gloss[1]
    if mark := MARK_SLIP.match(line, at):
        return mark.end() - 1 - at, MARKS
    if at + 1 == len(line):
        return 1, ""
    return 1, "<" if _CLOSING_TAG.match(line, at) else " "


@lru_cache(maxsize=1 << 10)
def _eaten(lead: int, size: int, by: str) -> list[Moves]:
    """`?` inside a slip: the characters that begin with `lead`, as far as what ate them allows."""
    known = [c for trail in gbk.trails(lead) if (c := gbk.decode(lead, trail)) is not None]
    if by == MARKS:  # a decoy in its place: the second byte is lost
        found = [Move(size, None, character, guessed=1) for character in known]
    elif by in ("", "<"):  # a paragraph's last character
        found = [
            Move(size, None, character + by, guessed=1)
            for character in known
            if character not in _NEVER_LAST and hanzi.is_likely(character)
        ]
    elif by == " ":
        found = [Move(size, None, character + by, lost=True) for character in known]
    else:  # a gloss in its place: its reading names the character
        glossed = (c for c in known if c in tables().chars and by in readings(c))
        found = [Move(size, None, character) for character in glossed]
    full_width = _full_width(lead, ord("?"))
    return _by_place((lead, move) for move in (*found, full_width) if move is not None)


@lru_cache(maxsize=1 << 12)
def seconds(before: str, syllable: str) -> frozenset[int]:
    """What the byte may be that became `?` after this character, by its gloss."""
    keys = (_keys(first, syllable) for first in _last_bytes(before))
    return frozenset(chain.from_iterable(keys))


def _last_bytes(character: str) -> list[int]:
    """What the byte before the slip may be."""
    data = gbk.encode(character)
    if data is not None and len(data) == 2:
        return [data[1]]
    if data is not None and 0x21 <= data[0] < 0x7F:
        return [data[0] + 0x80]
    return []


def _keys(first: int, syllable: str) -> Iterator[int]:
    """Second bytes that make a Traditional character read so."""
    for second in gbk.trails(first):
        character = gbk.decode(first, second) or ""
        if character in tables().chars and syllable in readings(character):
            yield second
