"""What is left out for speed changes nothing: byte slips against the plain way to judge them."""

from __future__ import annotations

import re
from random import Random

import pytest
from simulator import Site, damage, encodable, to_traditional
from texts import LINES

from textfix import hanzi
from textfix.recode import slips
from textfix.recode.likelihood import NOISE, SLIP, Place
from textfix.recode.moves import MARKS, Kind, moves
from textfix.recode.realign import BEAM, CONTEXT, ENDS, OVER_GAP, Reading, Walk, _gap
from textfix.survey import survey

SITES = (Site(), Site(decoy="comma", fold=True), Site(decoy="controls", drop_private=True))


def _pages() -> list[str]:
    rng = Random(8)
    prose = [to_traditional(line) for line in LINES if len(line) > 20 and not line.isascii()]
    text = "\n".join(line for line in prose if encodable(line))
    return [damage(text, site, rng).text for site in SITES]


PAGES = _pages()


def _cost(place: Place, reading: Reading) -> float:
    """What `Place.cost` says, of the whole text around a slip and not from the reading on."""
    before, text = place.before[-CONTEXT:], reading.out
    if text[0] in MARKS and before[-1:] in (",", "，"):
        before = before[:-1]
    rest = NOISE.sub("", place.line[reading.at : place.reach])
    if SLIP.search(rest):
        return place.cost(reading)
    right = NOISE.sub("", place.line[place.reach : place.reach + 24]).partition("?")[0][:3]
    return hanzi.cost(before + text + rest + right)


def test_judging_only_what_may_come_second_changes_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lines = [line for page in PAGES for line in page.split("\n") if "?" in line]
    lines.append("各校應當發(fā)揮各自?xún)?yōu)勢,組織開展活動。")  # a gap reaches less far
    found = [slips.slips.__wrapped__(line) for line in lines]
    assert sum(map(len, found)) > 10

    def all_ranked(place: Place, readings: list[Reading], gap: float) -> list[slips._Ranked]:
        usual = slips._usual()
        return sorted(
            (
                _cost(place, s) + place.strange(s.out, s.at) + gap * s.lost,
                -sum(character in usual for character in s.out),
                (s.at, s.out, s.guessed, s.lost),
            )
            for s in readings
        )

    def read(
        line: str, m: re.Match[str], states: list[Reading], before: str, dropped: bool
    ) -> slips.Slip | None:
        def judged(readings: list[Reading]) -> slips.Slip | None:
            reach = max((s.at for s in readings), default=m.start())
            place = Place(line, before, m.start(), reach)
            return slips._judge(place, m, all_ranked(place, readings, slips.GAP if m[1] else 0.0))

        walk = Walk(line, states)
        slip = judged(walk.done)
        if slip is None or slip.new is None or not dropped:
            return slip
        return judged(walk.done + walk.over_gaps(range(len(slip.new) + 2)))

    monkeypatch.setattr(slips, "_read", read)
    assert found == [slips.slips.__wrapped__(line) for line in lines]


@pytest.mark.parametrize("page", PAGES)
def test_lines_without_a_gloss_hold_no_slip_of_a_gloss(page: str) -> None:
    every, glossed = (
        [slip for slip in slips.found(page, survey(page), only) if slip[1].by_pinyin]
        for only in (False, True)
    )
    assert every == glossed != []


def _plainly(line: str, states: list[Reading], gaps: range) -> list[Reading]:
    """Every way to read on, over gaps too, each weighed by itself and all sorted together."""
    done: list[Reading] = []
    while states:
        reached = [
            (state, step)
            for state in states
            for step in _steps(line, state.at, (state.pending or 0,))
        ]
        whole = [state for state in states if len(state.out) in gaps and not state.lost]
        for state in sorted(whole, key=lambda state: state.path.cost)[:OVER_GAP]:
            reached += _over_gap(line, state)
        every = [_on(state, kind, text) for state, (_, kind, text) in reached]
        places: dict[tuple[int, int | None, bool], list[Reading]] = {}
        for state in sorted(every, key=lambda state: state.path.cost):
            same = places.setdefault((state.at, state.pending, state.lost), [])
            if len(same) < (ENDS if state.pending is None else BEAM):
                same.append(state)
        read = [state for same in places.values() for state in same]
        done += (state for state in read if state.pending is None)
        states = [state for state in read if state.pending is not None]
    return done


Step = tuple[int, Kind, str]


def _steps(line: str, at: int, leads: tuple[int, ...]) -> list[Step]:
    return [
        (lead, some.kind, text)
        for one in leads
        for some in moves(line, at, (one,))
        for lead, text in zip(some.leads, some.texts, strict=True)
    ]


def _on(state: Reading, kind: Kind, text: str) -> Reading:
    path = state.path.add(text)
    guessed, lost = state.guessed + kind.guessed, state.lost or kind.lost
    return Reading(state.at + kind.size, kind.pending, path, state.out + text, guessed, lost)


def _over_gap(line: str, state: Reading) -> list[tuple[Reading, Step]]:
    if line[state.at : state.at + 1] in ("", "?"):
        return []
    assert state.pending is not None
    gap = _gap(state.pending)
    over = [_on(state, gap.moves.kind, character) for character in gap.moves.texts]
    likeliest = {
        lead: min((o for o, leads in zip(over, gap.leads, strict=True) if lead in leads), key=_nats)
        for lead in gap.every
    }
    return [(likeliest[step[0]], step) for step in _steps(line, state.at, gap.every)]


def _nats(reading: Reading) -> float:
    return reading.path.cost


@pytest.mark.parametrize("page", PAGES)
def test_reading_on_together_is_reading_on_each_by_itself(
    page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    walks: list[tuple[str, list[Reading]]] = []

    def walk(line: str, states: list[Reading]) -> Walk:
        walks.append((line, states))
        return Walk(line, states)

    monkeypatch.setattr(slips, "Walk", walk)
    slips.slips.cache_clear()
    for _ in slips.found(page, survey(page)):
        pass
    some = Random(1).sample(walks, min(8, len(walks)))
    assert some
    dropped = 0
    for line, states in some:
        gaps = range(6)
        read = Walk(line, states)
        over = read.over_gaps(gaps)
        assert {*read.done, *over} == {*_plainly(line, states, gaps)}
        dropped += len(over)
    assert dropped
