"""Reading on through a byte slip until the reader is back in step.

Inside a slip every character shown holds the second byte of one character and the first of the
next. A reading carries that first byte along (`pending`) and ends where a byte below 80, or a
decoy of the tool, brings the reader back.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache
from itertools import chain, groupby, repeat
from operator import itemgetter
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
CONTEXT = 6  # characters on the left that help to judge

_GLOSS = pattern(rf"\(({SYLLABLE}) ?\)")
_CLOSING_TAG = pattern(r"\?/[a-z]{1,10}>")
_NEVER_LAST = frozenset("“‘《〈（「『【，、·—～\u3000")  # in a paragraph
BEAM = 12  # readings kept at one place; what divides them is a character or two
ENDS = 64  # and where they end, for there the last character may be a guess too
OVER_GAP = 4  # the likeliest are read on over a gap


class Move(NamedTuple):
    """What the next `size` characters of a line may be: `text`; some bytes of it are `guessed`."""

    size: int
    pending: int | None
    text: str = ""
    guessed: int = 0
    lost: bool = False


class Reading(NamedTuple):
    """One way to read on: where it is, and what it has read."""

    at: int  # in the line
    pending: int | None  # first byte of the character being put together
    path: hanzi.Path  # what it costs, with some of the line before it
    out: str = ""
    guessed: int = 0  # bytes that are lost; the likeliest took their place
    lost: bool = False  # more is gone than can be guessed

    def on(self, move: Move, cost: float) -> Reading:
        """Read on; `cost` is what it costs then."""
        size, pending, text, guessed, lost = move
        path = self.path
        if text:
            folded = _folded(text)
            path = path.on(folded) if len(text) > 1 else path.then(folded, cost)
        guessed, lost = self.guessed + guessed, self.lost or lost
        return Reading(self.at + size, pending, path, self.out + text, guessed, lost)


Step = tuple[float, Reading, Move]  # what a reading costs after a move, and the two

_folded = lru_cache(maxsize=1 << 15)(hanzi.fold)  # of a character, and one that it took along


def walk(line: str, states: list[Reading], gaps: Collection[int] = ()) -> list[Reading]:
    """Every way to read on until the reader is back in step.

    At the places `gaps` of what is read, a pair may have been dropped.
    """
    done: list[Reading] = []
    while states:
        reached = [step for state in states for step in _steps(line, state)]
        before_gaps = [state for state in states if len(state.out) in gaps and not state.lost]
        for state in sorted(before_gaps, key=_cost)[:OVER_GAP]:
            reached += _over_gap(line, state)
        read = _beam(reached)
        done += (state for state in read if state.pending is None)
        states = [state for state in read if state.pending is not None]
    return done


def _cost(reading: Reading) -> float:
    return reading.path.cost


def _beam(steps: list[Step]) -> list[Reading]:
    """The likeliest at each place; those over a gap have places of their own."""
    places: dict[tuple[int, int | None, bool], list[Reading]] = {}
    for cost, state, move in sorted(steps, key=itemgetter(0)):
        place = state.at + move.size, move.pending, state.lost or move.lost
        same = places.setdefault(place, [])
        if len(same) < (ENDS if move.pending is None else BEAM):
            same.append(state.on(move, cost))
    return [reading for same in places.values() for reading in same]


def _steps(line: str, state: Reading) -> list[Step]:
    """A reading with each of the moves it has, and what it would cost then."""
    assert state.pending is not None
    moves = _moves(line, state.at, (state.pending,))
    return _likeliest(moves, moves.fan.behind(state.path), repeat(state))


def _likeliest(moves: _Moves, costs: list[float], states: Iterable[Reading]) -> list[Step]:
    """Readings with their moves: of those to one place no more than `_beam` may keep of them."""
    steps = list(zip(costs, states, moves.moves, strict=False))
    for start, end in reversed(moves.crowds):
        most = ENDS if moves.moves[start].pending is None else BEAM
        steps[start:end] = sorted(steps[start:end], key=itemgetter(0))[:most]
    return steps


def _over_gap(line: str, state: Reading) -> list[Step]:
    """Read on as if a pair that had no character was dropped here, as extractors do.

    The pair is the second byte of one character and the first of the next; both characters would
    have to be guessed, so such a reading is never offered. It stands against the others.
    """
    if line[state.at : state.at + 1] in ("", "?"):
        return []
    assert state.pending is not None
    gap = _gap(state.pending)
    costs = gap.fan.behind(state.path)
    first: dict[int, int] = {}  # the likeliest character, by the first byte of the next
    for n in sorted(range(len(costs)), key=costs.__getitem__):
        for lead in gap.leads[n]:
            first.setdefault(lead, n)
        if len(first) == len(gap.every):
            break
    over = {
        n: state.on(Move(0, None, gap.characters[n], lost=True), costs[n])
        for n in dict.fromkeys(first.values())
    }
    moves = _moves(line, state.at, gap.every)
    costs_over = {n: moves.fan.behind(reading.path) for n, reading in over.items()}
    which = [first[lead] for lead in moves.leads]
    costs = [costs_over[n][place] for place, n in enumerate(which)]
    return _likeliest(moves, costs, map(over.__getitem__, which))


class _Gap(NamedTuple):
    """What a gap may have swallowed behind some first byte."""

    characters: list[str]  # that likely begin with it
    fan: hanzi.Fan
    leads: list[tuple[int, ...]]  # for each the bytes that may go on after the gap
    every: tuple[int, ...]  # all of these


@lru_cache(maxsize=128)
def _gap(pending: int) -> _Gap:
    pairs = ((trail, gbk.decode(pending, trail)) for trail in gbk.trails(pending))
    likely = {trail: c for trail, c in pairs if c is not None and hanzi.is_likely(c)}
    characters = list(likely.values())
    leads = [gbk.unassigned(trail) for trail in likely]
    every = dict.fromkeys(lead for some in leads for lead in some)
    return _Gap(characters, hanzi.Fan(list(map(_folded, characters))), leads, tuple(every))


class _Moves(NamedTuple):
    """The moves from one place after each of some first bytes."""

    moves: list[Move]
    leads: list[int]  # the first byte of each
    fan: hanzi.Fan
    crowds: list[tuple[int, int]]  # from where to where there are many to one place


def _moves(line: str, at: int, leads: tuple[int, ...]) -> _Moves:
    """What the next character of the line may be read as."""
    data = gbk.encode(line[at]) if at < len(line) else None
    return _wide(leads, data) if data is not None and len(data) == 2 else _narrow(line, at, leads)


@lru_cache(maxsize=1 << 12)
def _wide(leads: tuple[int, ...], data: bytes) -> _Moves:
    """A character of two bytes, wherever it stands."""
    # A second byte below 80 took an ASCII character along.
    pending, ascii_too = (data[1], "") if data[1] > 0x80 else (None, chr(data[1]))
    known = {lead: c + ascii_too for lead in leads if (c := gbk.decode(lead, data[0])) is not None}
    moves = [Move(1, pending, text) for text in known.values()]
    crowds = [(0, len(moves))] if len(moves) > BEAM else []
    return _Moves(moves, list(known), _fan(tuple(known.values())), crowds)


@lru_cache(maxsize=1 << 10)
def _fan(texts: tuple[str, ...]) -> hanzi.Fan:
    return hanzi.Fan(list(map(_folded, texts)))


@lru_cache(maxsize=1 << 10)
def _narrow(line: str, at: int, leads: tuple[int, ...]) -> _Moves:
    """A character of one byte."""
    pairs = list(_readable(line, at, leads)) if at < len(line) else []
    moves = [move for _, move in pairs]
    crowds, end = list[tuple[int, int]](), 0
    for _, some in groupby(moves, lambda move: (move.size, move.pending, move.lost)):
        start, end = end, end + sum(1 for _ in some)
        if end - start > BEAM:
            crowds.append((start, end))
    return _Moves(moves, [lead for lead, _ in pairs], _fan(tuple(m.text for m in moves)), crowds)


def _readable(line: str, at: int, leads: Iterable[int]) -> Iterator[tuple[int, Move]]:
    character = line[at]
    gloss = _GLOSS.match(line, at)
    is_gloss = gloss is not None and at > 0 and reads(line[at - 1], gloss[1])
    if is_gloss or character in JUNK:  # a decoy that met the line one byte off
        size = gloss.end() - at if gloss and is_gloss else 1
        yield from ((lead, Move(size, lead)) for lead in leads)
        return
    is_decoy = character == "," and line[at + 1 : at + 2] in {*MARKS, *FOLDED}
    data = gbk.encode(character)
    following = _GLOSS.match(line, at + 1)  # then it is this character's
    for lead in leads:
        if character == "?":
            yield from ((lead, move) for move in _eaten(line, at, lead))
        if is_decoy:
            yield lead, Move(1, lead)
        if data is None:
            continue
        if (whole := gbk.decode(lead, data[0])) is not None:
            if following is None:
                yield lead, Move(1, None, whole)
            elif reads(whole, following[1]):
                yield lead, Move(following.end() - at, None, whole)
        if 0x21 <= data[0] < 0x7F and (whole := gbk.decode(lead, 0xA3)) is not None:
            yield lead, Move(1, data[0] + 0x80, whole)


def _eaten(line: str, at: int, lead: int) -> Iterator[Move]:
    """`?` inside a slip: a second byte and the ASCII character after it made no character."""
    known = [c for trail in gbk.trails(lead) if (c := gbk.decode(lead, trail)) is not None]
    if gloss := GLOSS_SLIP.match(line, at):  # a gloss in its place: its reading names the character
        for character in known:
            if character in tables().chars and gloss[1] in readings(character):
                yield Move(gloss.end() - at, None, character)
    elif mark := MARK_SLIP.match(line, at):  # a decoy in its place: the second byte is lost
        for character in known:
            yield Move(mark.end() - 1 - at, None, character, guessed=1)
    elif at + 1 == len(line) or _CLOSING_TAG.match(line, at):  # a paragraph's last character
        sign = "<" if at + 1 < len(line) else ""  # the tag lost its first sign
        for character in known:
            if character not in _NEVER_LAST and hanzi.is_likely(character):
                yield Move(1, None, character + sign, guessed=1)
    else:  # some ASCII character is gone, most often a blank
        for character in known:
            yield Move(1, None, character + " ", lost=True)


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
