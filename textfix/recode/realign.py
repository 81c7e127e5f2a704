"""Reading on through a byte slip until the reader is back in step.

Inside a slip every character shown holds the second byte of one character and the first of the
next. A reading carries that first byte along (`pending`) and ends where a byte below 80, or a
decoy of the tool, brings the reader back.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection
from functools import lru_cache
from itertools import chain, groupby, repeat
from operator import itemgetter
from typing import NamedTuple

from textfix import hanzi
from textfix.recode import gbk
from textfix.recode.moves import Kind, Moves, fold, moves

CONTEXT = 6  # characters on the left that help to judge
BEAM = 12  # readings kept at one place; what divides them is a character or two
ENDS = 64  # and where they end, for there the last character may be a guess too
OVER_GAP = 4  # the likeliest are read on over a gap


class Reading(NamedTuple):
    """One way to read on: where it is, and what it has read."""

    at: int  # in the line
    pending: int | None  # first byte of the character being put together
    path: hanzi.Path  # what it costs, with some of the line before it
    out: str = ""
    guessed: int = 0  # bytes that are lost; the likeliest took their place
    lost: bool = False  # more is gone than can be guessed

    def on(self, moves: Moves, n: int, cost: float) -> Reading:
        """Read on by the move of this number; `cost` is what it costs then."""
        (size, pending, guessed, lost), folded = moves.kind, moves.folded[n]
        path = self.path
        if folded:
            path = path.on(folded) if len(folded) > 1 else path.then(folded, cost)
        guessed, lost = self.guessed + guessed, self.lost or lost
        return Reading(self.at + size, pending, path, self.out + moves.texts[n], guessed, lost)


Step = tuple[float, Reading, Moves, int]  # what a reading costs after one of some moves
Front = list[list[Reading]]  # by place, as far as all have come; at each the likeliest first
_Place = tuple[int, int | None, bool]  # where a reading is, what is pending, whether more is lost


class Walk:
    """Every way to read on until the reader is back in step: `done`."""

    def __init__(self, line: str, states: list[Reading]) -> None:
        self._line = line
        self.done: list[Reading] = []
        self._fronts: list[Front] = []
        front = [list(group) for _, group in groupby(states, itemgetter(0, 1))]
        while front:
            self._fronts.append(front)
            reached = _Reached()
            for group in front:
                for some in self._moves(group):
                    reached.add(group, some)
            front = reached.front(self.done)

    def over_gaps(self, gaps: Collection[int]) -> list[Reading]:
        """The ways on which a pair was dropped, at one of the places `gaps` of what is read.

        All others are known. Those in which more is lost keep to places of their own, so nothing
        else changes.
        """
        done: list[Reading] = []
        front: Front = []
        for known in chain(self._fronts, repeat([])):
            whole = [group for group in known if not group[0].lost]
            if not whole and not front:
                break
            reached = _Reached()
            for group in sorted([*whole, *front], key=_least):
                for some in self._moves(group):
                    if group[0].lost or some.kind.lost:
                        reached.add(group, some)
            before = (state for group in whole for state in group if len(state.out) in gaps)
            for state in sorted(before, key=_cost)[:OVER_GAP]:
                reached.over_gap(self._line, state)
            front = reached.front(done)
        return done

    def _moves(self, group: list[Reading]) -> list[Moves]:
        at, pending = group[0][:2]
        assert pending is not None
        return moves(self._line, at, (pending,))


def _cost(reading: Reading) -> float:
    return reading.path.cost


def _least(group: list[Reading]) -> float:
    return group[0].path.cost


def _most(pending: int | None) -> int:
    return ENDS if pending is None else BEAM


class _Reached(defaultdict[_Place, list[Step]]):
    """Where the readings have come with one more move."""

    def __init__(self) -> None:
        super().__init__(list)

    def add(self, group: list[Reading], some: Moves) -> None:
        """Enter the readings at a place with moves to another."""
        size, pending, _, lost = some.kind
        at, lost = group[0].at + size, group[0].lost or lost
        steps = self[at, pending, lost]
        if len(some.folded) == 1:  # as of all characters of two bytes
            text = some.folded[0]
            steps += [(state.path.after(text), state, some, 0) for state in group]
            return
        fan, most, limit = some.fan, _most(pending), math.inf
        for state in group:
            costs = enumerate(fan.behind(state.path))
            steps += [(cost, state, some, n) for n, cost in costs if cost <= limit]
            limit = _cut(steps, most)

    def over_gap(self, line: str, state: Reading) -> None:
        """Enter what a reading becomes if a pair that had no character was dropped where it is.

        Extractors drop such. The pair is the second byte of one character and the first of the
        next; both characters would have to be guessed, so such a reading is never offered. It
        stands against the others.
        """
        if line[state.at : state.at + 1] in ("", "?"):
            return
        assert state.pending is not None
        gap = _gap(state.pending)
        before = gap.moves.fan.behind(state.path)
        first: dict[int, int] = {}  # the likeliest character, by the first byte of the next
        for n in sorted(range(len(before)), key=before.__getitem__):
            first = {**dict.fromkeys(gap.leads[n], n), **first}
            if len(first) == len(gap.every):
                break
        over: dict[int, Reading] = {}
        for some in moves(line, state.at, gap.every):
            steps = self[state.at + some.kind.size, some.kind.pending, True]
            limit = _cut(steps, _most(some.kind.pending))
            which = [first[lead] for lead in some.leads]
            found: list[Step] = []
            for n in {*which}:
                if n not in over:
                    over[n] = state.on(gap.moves, n, before[n])
                costs = some.fan.behind(over[n].path)
                places = [
                    place for place, cost in enumerate(costs) if cost <= limit and which[place] == n
                ]
                found += [(costs[place], over[n], some, place) for place in places]
            steps += sorted(found, key=_cost_and_place)

    def front(self, done: list[Reading]) -> Front:
        """The likeliest at each place; `done` takes those that are back in step."""
        front: Front = []
        for (_, pending, _), steps in self.items():
            steps.sort(key=_first)
            some = steps[: _most(pending)]
            group = [state.on(moves, n, cost) for cost, state, moves, n in some]
            if pending is None:
                done += group
            elif group:
                front.append(group)
        return sorted(front, key=_least)


_first = itemgetter(0)
_cost_and_place = itemgetter(0, 3)


def _cut(steps: list[Step], most: int) -> float:
    """Leave no more than these of some steps; what costs more than is returned is not needed."""
    if len(steps) < most:
        return math.inf
    steps.sort(key=_first)
    del steps[most:]
    return steps[-1][0]


class _Gap(NamedTuple):
    """What a gap may have swallowed behind some first byte."""

    moves: Moves  # the characters that likely begin with it, where a gap can follow
    leads: list[tuple[int, ...]]  # for each the bytes that may go on after the gap
    every: tuple[int, ...]  # all of these


@lru_cache(maxsize=128)
def _gap(pending: int) -> _Gap:
    pairs = ((trail, gbk.decode(pending, trail)) for trail in gbk.trails(pending))
    likely = [(trail, c) for trail, c in pairs if c is not None and hanzi.is_likely(c)]
    found = [(c, beyond) for trail, c in likely if (beyond := gbk.unassigned(trail))]
    characters, leads = tuple(c for c, _ in found), [beyond for _, beyond in found]
    every = dict.fromkeys(lead for some in leads for lead in some)
    moves = Moves(Kind(0, None, lost=True), (), characters, tuple(map(fold, characters)))
    return _Gap(moves, leads, tuple(every))
