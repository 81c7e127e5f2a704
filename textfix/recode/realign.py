"""Reading on through a byte slip until the reader is back in step.

Inside a slip every character shown holds the second byte of one character and the first of the
next. A reading carries that first byte along (`pending`) and ends where a byte below 80, or a
decoy of the tool, brings the reader back.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from textfix import hanzi
from textfix.pinyin import SYLLABLE, readings, reads
from textfix.recode import gbk
from textfix.script import tables

MARKS = "，。、；！？"  # the tool decorates these
FOLDED = ",;!?"  # and these are some of them after a width fold
JUNK = "\x05\x06\x07\x08\x10\x11"  # control characters it puts before a mark
GLOSS_SLIP = re.compile(rf"\?({SYLLABLE}) ?\)")
MARK_SLIP = re.compile(rf"\?(?:[{JUNK}]+| )?([{MARKS}{FOLDED}])")
CONTEXT = 6  # characters on the left that help to judge

_GLOSS = re.compile(rf"\(({SYLLABLE}) ?\)")
_CLOSING_TAG = re.compile(r"\?/[a-z]{1,10}>")
_NEVER_LAST = frozenset("“‘《〈（「『【，、·—～\u3000")  # in a paragraph
WIDTH = 96  # readings kept while walking; branches are few but for lost bytes


@dataclass(frozen=True, slots=True, order=True)
class Reading:
    """One way to read on: where it is, and what it has read."""

    at: int  # in the line
    pending: int | None  # first byte of the character being put together
    out: str = ""
    lost: int = 0  # 1: a byte had to be guessed; 2 or 3: more than can be told


def walk(
    line: str, states: list[Reading], before: str, gaps: Collection[int] = ()
) -> list[Reading]:
    """Every way to read on until the reader is back in step.

    `before` is the line so far as it was once written. At the places `gaps` of what is read, a
    pair may have been dropped.
    """
    done: list[Reading] = []
    context = before[-CONTEXT:]
    while states:
        following: list[Reading] = []
        for state in states:
            for reached in (
                *_step(line, state),
                *(_over_gap(line, state) if len(state.out) in gaps else ()),
            ):
                (done if reached.pending is None else following).append(reached)
        if len(following) > WIDTH:
            following.sort(key=lambda s: hanzi.cost(context + s.out) - 6 * len(s.out))
            del following[WIDTH:]
        states = list({(s.at, s.pending, s.out): s for s in following}.values())
    return done


def _over_gap(line: str, state: Reading) -> Iterator[Reading]:
    """Read on as if a pair that had no character was dropped here, as extractors do.

    The pair is the second byte of one character and the first of the next; both characters would
    have to be guessed, so such a reading is never offered. It stands against the others.
    """
    if state.lost > 1 or line[state.at : state.at + 1] in ("", "?"):
        return
    assert state.pending is not None
    for trail in gbk.trails(state.pending):
        character = gbk.decode(state.pending, trail)
        if character is not None and hanzi.is_likely(character):
            for lead in gbk.unassigned(trail):
                over = Reading(state.at, lead, state.out + character, state.lost | 2)
                yield from _step(line, over)


def _step(line: str, state: Reading) -> Iterator[Reading]:
    """Read the next character of the line as the bytes it came from."""
    at, lead = state.at, state.pending
    if at >= len(line) or lead is None:
        return
    character = line[at]
    if character in JUNK:  # a decoy that met the line one byte off
        yield Reading(at + 1, lead, state.out, state.lost)
        return
    gloss = _GLOSS.match(line, at)
    if gloss and at and reads(line[at - 1], gloss[1]):
        yield Reading(gloss.end(), lead, state.out, state.lost)
        return
    if character == "?":
        yield from _eaten(line, state)
    if character == "," and line[at + 1 : at + 2] in {*MARKS, *FOLDED}:
        yield Reading(at + 1, lead, state.out, state.lost)
    data = gbk.encode(character)
    if data is None:
        return
    if len(data) == 2:
        if (whole := gbk.decode(lead, data[0])) is None:
            return
        if data[1] > 0x80:
            yield Reading(at + 1, data[1], state.out + whole, state.lost)
        else:  # it took an ASCII character along
            yield Reading(at + 1, None, state.out + whole + chr(data[1]), state.lost)
        return
    if (whole := gbk.decode(lead, data[0])) is not None:
        following = _GLOSS.match(line, at + 1)  # then it is this character's
        if following is None:
            yield Reading(at + 1, None, state.out + whole, state.lost)
        elif reads(whole, following[1]):
            yield Reading(following.end(), None, state.out + whole, state.lost)
    if 0x21 <= data[0] < 0x7F and (whole := gbk.decode(lead, 0xA3)) is not None:
        yield Reading(at + 1, data[0] + 0x80, state.out + whole, state.lost)


def _eaten(line: str, state: Reading) -> Iterator[Reading]:
    """`?` inside a slip: a second byte and the ASCII character after it made no character."""
    at, lead, out = state.at, state.pending, state.out
    assert lead is not None
    known = [c for trail in gbk.trails(lead) if (c := gbk.decode(lead, trail)) is not None]
    if gloss := GLOSS_SLIP.match(line, at):  # a gloss in its place: its reading names the character
        for character in known:
            if character in tables().chars and gloss[1] in readings(character):
                yield Reading(gloss.end(), None, out + character, state.lost)
    elif mark := MARK_SLIP.match(line, at):  # a decoy in its place: the second byte is lost
        for character in known:
            yield Reading(mark.end() - 1, None, out + character, state.lost | 1)
    elif at + 1 == len(line) or _CLOSING_TAG.match(line, at):  # a paragraph's last character
        sign = "<" if at + 1 < len(line) else ""  # the tag lost its first sign
        for character in known:
            if character not in _NEVER_LAST:
                yield Reading(at + 1, None, out + character + sign, state.lost | 1)
    else:  # some ASCII character is gone, most often a blank
        for character in known:
            yield Reading(at + 1, None, out + character + " ", state.lost | 2)


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
