"""Reading on through a byte slip until the reader is back in step.

Inside a slip every character shown holds the second byte of one character and the first of the
next. A reading carries that first byte along (`pending`) and ends where a byte below 80, or a
decoy of the tool, brings the reader back.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

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
CONTEXT = 6  # characters on the left that help to judge

_GLOSS = pattern(rf"\(({SYLLABLE}) ?\)")
_CLOSING_TAG = pattern(r"\?/[a-z]{1,10}>")
_NEVER_LAST = frozenset("“‘《〈（「『【，、·—～\u3000")  # in a paragraph
BEAM = 12  # readings kept at one place; what divides them is a character or two
ENDS = 64  # and where they end, for there the last character may be a guess too
OVER_GAP = 4  # the likeliest are read on over a gap


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read on: where it is, and what it has read."""

    at: int  # in the line
    pending: int | None  # first byte of the character being put together
    path: hanzi.Path  # what it costs, with some of the line before it
    out: str = ""
    guessed: int = 0  # bytes that are lost; the likeliest took their place
    lost: bool = False  # more is gone than can be guessed

    def on(
        self, at: int, pending: int | None, text: str = "", guessed: int = 0, lost: bool = False
    ) -> Reading:
        """Read on to `at`: `text`, of which some bytes were `guessed`."""
        path = self.path.add(text) if text else self.path
        guessed += self.guessed
        return Reading(at, pending, path, self.out + text, guessed, self.lost or lost)


def start(before: str, at: int) -> Reading:
    """Nothing read yet, at the place `at` of a line that up to there was once `before`."""
    return Reading(at, None, hanzi.Path().add(before[-CONTEXT:]))


def walk(line: str, states: list[Reading], gaps: Collection[int] = ()) -> list[Reading]:
    """Every way to read on until the reader is back in step.

    At the places `gaps` of what is read, a pair may have been dropped.
    """
    done: list[Reading] = []
    while states:
        reached = [on for state in states for on in _step(line, state)]
        before_gaps = [state for state in states if len(state.out) in gaps and not state.lost]
        for state in sorted(before_gaps, key=_cost)[:OVER_GAP]:
            reached += _over_gap(line, state)
        reached = _beam(reached)
        done += (state for state in reached if state.pending is None)
        states = [state for state in reached if state.pending is not None]
    return done


def _cost(reading: Reading) -> float:
    return reading.path.cost


def _beam(readings: list[Reading]) -> list[Reading]:
    """The likeliest at each place; those over a gap have places of their own."""
    places: dict[tuple[int, int | None, bool], list[Reading]] = {}
    for reading in sorted(readings, key=_cost):
        same = places.setdefault((reading.at, reading.pending, reading.lost), [])
        if len(same) < (ENDS if reading.pending is None else BEAM):
            same.append(reading)
    return [reading for same in places.values() for reading in same]


def _over_gap(line: str, state: Reading) -> Iterator[Reading]:
    """Read on as if a pair that had no character was dropped here, as extractors do.

    The pair is the second byte of one character and the first of the next; both characters would
    have to be guessed, so such a reading is never offered. It stands against the others.
    """
    if line[state.at : state.at + 1] in ("", "?"):
        return
    assert state.pending is not None
    likeliest: dict[int, Reading] = {}  # by the first byte of the next character
    for trail in gbk.trails(state.pending):
        character = gbk.decode(state.pending, trail)
        if character is not None and hanzi.is_likely(character):
            over = state.on(state.at, None, character, lost=True)
            for lead in gbk.unassigned(trail):
                if lead not in likeliest or _cost(over) < _cost(likeliest[lead]):
                    likeliest[lead] = over
    for lead, over in likeliest.items():
        yield from _step(line, replace(over, pending=lead))


def _step(line: str, state: Reading) -> Iterator[Reading]:
    """Read the next character of the line as the bytes it came from."""
    at, lead = state.at, state.pending
    if at >= len(line) or lead is None:
        return
    character = line[at]
    if character in JUNK:  # a decoy that met the line one byte off
        yield state.on(at + 1, lead)
        return
    gloss = _GLOSS.match(line, at)
    if gloss and at and reads(line[at - 1], gloss[1]):
        yield state.on(gloss.end(), lead)
        return
    if character == "?":
        yield from _eaten(line, state)
    if character == "," and line[at + 1 : at + 2] in {*MARKS, *FOLDED}:
        yield state.on(at + 1, lead)
    data = gbk.encode(character)
    if data is None:
        return
    if len(data) == 2:
        if (whole := gbk.decode(lead, data[0])) is None:
            return
        if data[1] > 0x80:
            yield state.on(at + 1, data[1], whole)
        else:  # it took an ASCII character along
            yield state.on(at + 1, None, whole + chr(data[1]))
        return
    if (whole := gbk.decode(lead, data[0])) is not None:
        following = _GLOSS.match(line, at + 1)  # then it is this character's
        if following is None:
            yield state.on(at + 1, None, whole)
        elif reads(whole, following[1]):
            yield state.on(following.end(), None, whole)
    if 0x21 <= data[0] < 0x7F and (whole := gbk.decode(lead, 0xA3)) is not None:
        yield state.on(at + 1, data[0] + 0x80, whole)


def _eaten(line: str, state: Reading) -> Iterator[Reading]:
    """`?` inside a slip: a second byte and the ASCII character after it made no character."""
    at, lead = state.at, state.pending
    assert lead is not None
    known = [c for trail in gbk.trails(lead) if (c := gbk.decode(lead, trail)) is not None]
    if gloss := GLOSS_SLIP.match(line, at):  # a gloss in its place: its reading names the character
        for character in known:
            if character in tables().chars and gloss[1] in readings(character):
                yield state.on(gloss.end(), None, character)
    elif mark := MARK_SLIP.match(line, at):  # a decoy in its place: the second byte is lost
        for character in known:
            yield state.on(mark.end() - 1, None, character, guessed=1)
    elif at + 1 == len(line) or _CLOSING_TAG.match(line, at):  # a paragraph's last character
        sign = "<" if at + 1 < len(line) else ""  # the tag lost its first sign
        for character in known:
            if character not in _NEVER_LAST and hanzi.is_likely(character):
                yield state.on(at + 1, None, character + sign, guessed=1)
    else:  # some ASCII character is gone, most often a blank
        for character in known:
            yield state.on(at + 1, None, character + " ", lost=True)


def seconds(before: str, syllable: str) -> set[int]:
    """What the byte may be that became `?` after this character, by its gloss."""
    return {second for first in _last_bytes(before) for second in _keys(first, syllable)}


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
