"""Byte slips: GBK text after a replacement that hit half of one character and half of the next.

A copying tool put a pinyin gloss behind a character, or a decoy before a mark, by replacing bytes
in GBK without minding where characters begin. Where its key matched the second byte of one
character and the first of the next, everything after is read one byte off, until a second byte
below 80 or the end of the run brings the reader back:

    域專家  D3 F2|8C A3|BC D2        the key 驅 F2 8C matches across the seam
            D3 F2|8C ( q ū )|A3 BC|D2 ..   8C and ( make no character: ?, and both are eaten
    域?qū)＜易..

So `?` stands for one byte, which the pinyin names: the slip is undone exactly. Where a decoy went
in (`召開?；顒` was 召開。活動) the byte before the mark is lost, and only its neighbours can tell.

"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from operator import itemgetter
from typing import NamedTuple

from textfix import hanzi
from textfix.make import load
from textfix.pattern import pattern
from textfix.pinyin import TONED
from textfix.recode import gbk
from textfix.recode.likelihood import NOISE, SLIP, Place
from textfix.recode.moves import GLOSS_SLIP, MARKS, Kind, Moves, seconds
from textfix.recode.realign import CONTEXT, Reading, Walk
from textfix.spans import touches
from textfix.survey import Facts

_TONED = pattern(f"[{TONED}]")
# Nats, from benchmarks/mirror_site.py.
GAIN = {"pinyin": 4.0, "mark": 8.0}  # the reading over leaving the text as it is
EXACT_MARGIN = 1.0  # over the next reading, where every byte is known
MARGIN = 3.0  # where bytes are guessed
GAP = 1.0  # against a dropped pair where a gloss tells all the rest


_Ranked = tuple[float, int, tuple[int, str, int, bool]]  # nats, usual forms, the reading
_PRIVATE_USE = pattern("[\ue000-\uf8ff]")
_ROW = pattern(r"\?{4,}")  # what an encoder could not write, or emphasis; every slip has one


class Slip(NamedTuple):
    """A slip found in a line: `new` is what stood there, None if that cannot be told.

    `lossless`: every byte is known. `by_pinyin`: a gloss, not a decoy, made it. `margin`: nats
    between the best reading and the next.
    """

    start: int
    end: int
    new: str | None
    lossless: bool
    by_pinyin: bool
    margin: float
    note: str


def found(text: str, facts: Facts, glossed: bool = False) -> Iterator[tuple[int, Slip]]:
    """Every slip of a text, line by line, with where its line begins.

    `glossed`: only of lines in which a gloss made one; the rest need not be read then.
    """
    # Where a fold made all marks ASCII, what is read back must look the same.
    folded = facts.has(",") and not facts.has("，：；？！")
    dropped = not facts.cached("private use", _has_private_use)
    at = 0
    for line in text.split("\n"):
        if "?" in line and (not glossed or GLOSS_SLIP.search(line)):
            for slip in slips(line, dropped):
                new = _fold_back(slip.new) if folded and slip.new else slip.new
                yield at, slip._replace(new=new)
        at += len(line) + 1


def _has_private_use(facts: Facts) -> bool:
    return any(map(_PRIVATE_USE.search, facts.texts))


@lru_cache(maxsize=2048)  # two rules ask
def slips(line: str, dropped: bool = True) -> tuple[Slip, ...]:
    """The slips of a line, from the left. ASCII inside one may be a full-width form folded since.

    `dropped`: private-use characters may have been dropped.

    >>> [slip.new for slip in slips("領域?qū)<易髦髦佳葜v。")]
    ['專家作主旨演講']
    """
    out: list[Slip] = []
    done, before = 0, ""  # `before`: the line up to here as it was once written
    rows = [row.span() for row in _ROW.finditer(line)]
    for m in SLIP.finditer(line):
        if m.start() < done or touches(rows, m.start(), m.end()):
            continue
        before += NOISE.sub("", line[done : m.start()])
        done = m.start()
        states = _after_gloss(m, before) if m[1] else _after_mark(m, before)
        slip = _read(line, m, states, before, dropped) if states else None
        if slip is not None:
            before += slip.new if slip.new is not None else line[slip.start : slip.end]
            done = slip.end
            out.append(slip)
    return tuple(out)


def _after_gloss(m: re.Match[str], before: str) -> list[Reading]:
    """Read on with the byte that the gloss names."""
    if not before or not _TONED.search(m[1]):
        return []
    path = hanzi.Path().add(before[-CONTEXT:])
    return [Reading(m.end(), second, path) for second in sorted(seconds(before[-1], m[1]))]


def _after_mark(m: re.Match[str], before: str) -> list[Reading]:
    """Read on with any character that ends in the first byte of the mark."""
    start = Reading(m.end(), None, hanzi.Path().add(before[-CONTEXT:]))
    endings = _endings(m[2])
    costs = endings.fan.behind(start.path)
    return [start.on(endings, n, cost) for n, cost in enumerate(costs)]


@cache
def _endings(mark: str) -> Moves:
    """The characters that end in the first byte of a mark; its second byte is pending then."""
    data = gbk.encode(mark if mark in MARKS else chr(ord(mark) + 0xFEE0))
    assert data is not None
    found = [gbk.decode(lead, data[0]) or "" for lead in gbk.leads(data[0])]
    characters = tuple(filter(None, found))
    return Moves(Kind(0, data[1], guessed=1), (), characters, tuple(map(hanzi.fold, characters)))


def _read(
    line: str, m: re.Match[str], states: list[Reading], before: str, dropped: bool
) -> Slip | None:
    """The likeliest reading, held against those in which a pair was dropped on the way."""
    walk, gap = Walk(line, states), GAP if m[1] else 0.0
    place = Place(line, before, m.start(), _reach(m.start(), walk.done))
    ranked = _ranked(place, walk.done, gap)
    slip = _judge(place, m, ranked)
    if slip is None or slip.new is None or not dropped:
        return slip
    over = walk.over_gaps(range(len(slip.new) + 2))
    reach = _reach(place.reach, over)
    if reach == place.reach:  # as in nine of ten: what was weighed stays
        return _judge(place, m, _ranked(place, over, gap, ranked))
    place = Place(line, before, m.start(), reach)
    return _judge(place, m, _ranked(place, walk.done + over, gap))


def _reach(at: int, readings: list[Reading]) -> int:
    """How far the longest of some readings goes, or `at` if none goes as far."""
    return max([at, *(reading.at for reading in readings)])


def _judge(place: Place, m: re.Match[str], ranked: list[_Ranked]) -> Slip | None:
    """The likeliest reading, if it is likely at all and clearly ahead of the next."""
    begin, by_pinyin = m.start(), m[1] is not None
    left_alone = place.left_alone - GAIN["pinyin" if by_pinyin else "mark"]
    if not ranked or ranked[0][0] > left_alone:
        return _unread(place.line, begin) if by_pinyin else None
    best, _, (end, new, guessed, lost) = ranked[0]
    same = hanzi.fold(new)
    others = (nats - best for nats, _, (_, out, *_) in ranked if hanzi.fold(out) != same)
    margin = min(others, default=99.0)
    if lost or margin < (MARGIN if guessed else EXACT_MARGIN):
        note = "bytes read one off; which characters is not certain"
        return Slip(begin, end, None, False, by_pinyin, margin, note)
    note = "bytes read one off; a lost byte is guessed" if guessed else "bytes read one off"
    return Slip(begin, end, new, not guessed, by_pinyin, margin, note)


def _ranked(
    place: Place, found: list[Reading], gap: float, known: Sequence[_Ranked] = ()
) -> list[_Ranked]:
    """The readings from the likeliest on, up to the second that says something else at least.

    `known` are those of others at the same place, ranked before.
    """
    ranked = [*known]
    nearest: dict[str, float] = {}  # what says the same: the least it costs
    for nats, _, (_, new, *_) in known:
        nearest.setdefault(hanzi.fold(new), nats)
    usual = _usual()
    for least, reading in sorted(((place.least(s), s) for s in found), key=itemgetter(0)):
        if len(nearest) > 1 and least > sorted(nearest.values())[1]:
            break  # what is strange only adds to it: none of the rest can be second
        at, _, _, new, guessed, lost = reading
        nats = place.cost(reading) + place.strange(new, at) + gap * lost
        says = hanzi.fold(new)
        nearest[says] = min(nats, nearest.get(says, nats))
        usual_forms = sum(map(usual.__contains__, new))
        ranked.append((nats, -usual_forms, (at, new, guessed, lost)))
    return sorted(ranked)


@cache
def _usual() -> frozenset[str]:
    """The usual Traditional forms: of two readings that say the same, the one with more of them."""
    return frozenset(load("opencc-simplified")().values())


def _unread(line: str, start: int) -> Slip:
    """A slip by its shape that nothing explains: shown as far as the garbled run may go."""
    end = re.compile(r"[^\s，。、；！？,;!]*").match(line, start + 1)
    assert end is not None
    return Slip(start, end.end(), None, False, True, 0.0, "a byte slip that cannot be read back")


def _fold_back(text: str) -> str:
    """Full-width forms as the rest of the document has them: ASCII."""
    return text.translate({i: i - 0xFEE0 for i in range(0xFF01, 0xFF5F)})
