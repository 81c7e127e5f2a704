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
from textfix.recode.ahead import Fan
from textfix.scripts.tables import tables

MARKS = "，。、；！？"  # the tool decorates these
FOLDED = ",;!?"  # and these are some of them after a width fold
JUNK = "\x05\x06\x07\x08\x10\x11"  # control characters it puts before a mark
GLOSS_SLIP = pattern(rf"\?({SYLLABLE}) ?\)")
MARK_SLIP = pattern(rf"\?(?:[{JUNK}]+| )?([{MARKS}{FOLDED}])")

_GLOSS = pattern(rf"\(({SYLLABLE}) ?\)")
_CLOSING_TAG = pattern(r"\?/[a-z]{1,10}>")
_NEVER_LAST = frozenset("“‘《〈（「『【，、·—～\u3000")  # in a paragraph


class Kind(NamedTuple):
    """What moves do that lead to one and the same place."""

    size: int  # characters of the line
    pending: int | None  # then: the first byte of the character being put together
    guessed: int = 0  # bytes that are lost; the likeliest take their place
    lost: bool = False  # more is gone than can be guessed


class Moves(NamedTuple):
    """Moves of a kind: what each reads, and the byte that is pending before it."""

    kind: Kind
    leads: tuple[int, ...]
    texts: tuple[str, ...]
    folded: tuple[str, ...]  # the same

    @property
    def fan(self) -> Fan:
        """The texts, weighed together."""
        return _fan(self.folded)


_Move = tuple[int, Kind, str]  # the byte that is pending before it, and what it reads
_fan = lru_cache(maxsize=1 << 10)(Fan)
fold = lru_cache(maxsize=1 << 15)(hanzi.fold)  # of a character, and one that it took along


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


def _by_kind(found: Iterable[_Move]) -> list[Moves]:
    kinds: dict[Kind, list[tuple[int, str]]] = {}
    for lead, kind, text in found:
        kinds.setdefault(kind, []).append((lead, text))
    return [_moves(kind, pairs) for kind, pairs in kinds.items()]


def _moves(kind: Kind, pairs: list[tuple[int, str]]) -> Moves:
    texts = tuple(text for _, text in pairs)
    return Moves(kind, tuple(lead for lead, _ in pairs), texts, tuple(map(fold, texts)))


@lru_cache(maxsize=1 << 13)
def _wide(leads: tuple[int, ...], data: bytes) -> list[Moves]:
    """A character of two bytes, wherever it stands."""
    fitting, characters, folded = _beginning(leads, data[0])
    if not characters:
        return []
    if data[1] > 0x80:
        return [Moves(Kind(1, data[1]), fitting, characters, folded)]
    ascii_too = chr(data[1])  # a second byte below 80 took an ASCII character along
    texts = tuple(character + ascii_too for character in characters)
    return [Moves(Kind(1, None), fitting, texts, tuple(map(fold, texts)))]


@lru_cache(maxsize=1 << 12)
def _beginning(
    leads: tuple[int, ...], trail: int
) -> tuple[tuple[int, ...], tuple[str, ...], tuple[str, ...]]:
    """Of these bytes those that make a character with another; the characters, and folded."""
    known = {lead: c for lead in leads if (c := gbk.decode(lead, trail)) is not None}
    return tuple(known), tuple(known.values()), tuple(map(fold, known.values()))


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
    return _by_kind(_each(leads, *narrow))


def _each(
    leads: Iterable[int],
    character: str,
    gloss: int,
    is_decoy: bool,
    following: tuple[int, str] | None,
) -> Iterator[_Move]:
    if gloss or character in JUNK:  # a decoy that met the line one byte off
        yield from ((lead, Kind(gloss or 1, lead), "") for lead in leads)
        return
    data = gbk.encode(character)
    for lead in leads:
        if is_decoy:
            yield lead, Kind(1, lead), ""
        if data is None:
            continue
        if (whole := gbk.decode(lead, data[0])) is not None:
            if following is None:
                yield lead, Kind(1, None), whole
            elif reads(whole, following[1]):
                yield lead, Kind(following[0], None), whole
        yield from _full_width(lead, data[0])


def _full_width(lead: int, byte: int) -> Iterator[_Move]:
    """A full-width form that was folded since: A3, and the byte with its high bit."""
    if 0x21 <= byte < 0x7F and (whole := gbk.decode(lead, 0xA3)) is not None:
        yield lead, Kind(1, byte + 0x80), whole


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
    kind = Kind(size, None)
    if by == MARKS:  # a decoy in its place: the second byte is lost
        kind = Kind(size, None, guessed=1)
        texts = known
    elif by in ("", "<"):  # a paragraph's last character
        kind = Kind(size, None, guessed=1)
        likely = (c for c in known if c not in _NEVER_LAST and hanzi.is_likely(c))
        texts = [character + by for character in likely]
    elif by == " ":
        kind = Kind(size, None, lost=True)
        texts = [character + by for character in known]
    else:  # a gloss in its place: its reading names the character
        texts = [c for c in known if c in tables().chars and by in readings(c)]
    return _by_kind([*((lead, kind, text) for text in texts), *_full_width(lead, ord("?"))])


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
