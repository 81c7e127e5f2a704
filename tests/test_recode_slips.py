"""What is left out for speed changes nothing: byte slips against the plain way to judge them."""

from __future__ import annotations

from random import Random

import pytest
from simulator import Site, damage, encodable, to_traditional
from texts import LINES

from textfix import hanzi
from textfix.recode import slips
from textfix.recode.likelihood import NOISE, SLIP, Place
from textfix.recode.moves import MARKS
from textfix.recode.realign import CONTEXT, Reading
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

    monkeypatch.setattr(slips, "_ranked", all_ranked)
    assert found == [slips.slips.__wrapped__(line) for line in lines]


@pytest.mark.parametrize("page", PAGES)
def test_lines_without_a_gloss_hold_no_slip_of_a_gloss(page: str) -> None:
    every, glossed = (
        [slip for slip in slips.found(page, survey(page), only) if slip[1].by_pinyin]
        for only in (False, True)
    )
    assert every == glossed != []
