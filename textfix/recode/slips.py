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
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from textfix import hanzi
from textfix.make import load
from textfix.pinyin import SYLLABLE, TONED
from textfix.recode import gbk
from textfix.recode.realign import (
    CONTEXT,
    FOLDED,
    GLOSS_SLIP,
    JUNK,
    MARK_SLIP,
    MARKS,
    Reading,
    seconds,
    walk,
)
from textfix.survey import Facts

_START = re.compile(rf"{GLOSS_SLIP.pattern}|{MARK_SLIP.pattern}")
_TONED = re.compile(f"[{TONED}]")
_WIDE = re.compile("[＂-＇＊＋－-９＜-＞＠-～]")
_NOISE = re.compile(rf"\({SYLLABLE} ?\)|[{JUNK}]+|[,，](?=[{MARKS}{FOLDED}])")
_SHORT = re.compile(r"[，。、；：！？,;:!?][^，。、；：！？,;:!?]{1,2}$")
_PAIRS = (("“", "”"), ("‘", "’"), ("《", "》"), ("（", "）"))
RIGHT = 3  # characters on the right that help to judge
# Nats, from benchmarks/mirror_site.py.
GAIN = {"pinyin": 4.0, "mark": 8.0}  # the reading over leaving the text as it is
EXACT_MARGIN = 1.0  # over the next reading, where every byte is known
MARGIN = 3.8  # where one is guessed
MISPLACED = 4.0  # against a mark where it does not belong
GAP = {"pinyin": 2.5, "mark": 0.0}  # for a dropped pair, one slipped pair in eleven
DOUBT = 7.3  # a character, in any three: one clean window in seven costs more
WIDE = 6.0  # against a full-width letter, digit or sign: pages write them in ASCII
IMPOSSIBLE = 50.0  # against a reading after which the next slip's gloss names no character
GARBLED = 5.5  # a character of a slip not read yet


@dataclass(frozen=True, slots=True)
class Slip:
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


def found(text: str, facts: Facts) -> Iterator[tuple[int, Slip]]:
    """Every slip of a text, line by line, with where its line begins."""
    # Where a fold made all marks ASCII, what is read back must look the same.
    folded = facts.chars[","] > 0 and not any(facts.chars[c] for c in "，：；？！")
    dropped = not facts.cached("private use", _has_private_use)
    at = 0
    for line in text.split("\n"):
        if "?" in line:
            for slip in slips(line, dropped):
                new = _fold_back(slip.new) if folded and slip.new else slip.new
                yield at, replace(slip, new=new)
        at += len(line) + 1


def _has_private_use(facts: Facts) -> bool:
    return any("\ue000" <= character <= "\uf8ff" for character in facts.chars)


@lru_cache(maxsize=256)  # two rules ask
def slips(line: str, dropped: bool = True) -> tuple[Slip, ...]:
    """The slips of a line, from the left. ASCII inside one may be a full-width form folded since.

    `dropped`: private-use characters may have been dropped.

    >>> [slip.new for slip in slips("領域?qū)<易髦髦佳葜v。")]
    ['專家作主旨演講']
    """
    out: list[Slip] = []
    done, before = 0, ""  # `before`: the line up to here as it was once written
    for m in _START.finditer(line):
        if m.start() < done:
            continue
        before += _NOISE.sub("", line[done : m.start()])
        done = m.start()
        slip = _pinyin_slip(line, m, before, dropped) if m[1] else _mark_slip(line, m, before)
        if slip is not None:
            before += slip.new if slip.new is not None else line[slip.start : slip.end]
            done = slip.end
            out.append(slip)
    return tuple(out)


def _pinyin_slip(line: str, m: re.Match[str], before: str, dropped: bool) -> Slip | None:
    if not before or not _TONED.search(m[1]):
        return None
    states = [Reading(m.end(), k2) for k2 in sorted(seconds(before[-1], m[1]))]
    return _read(line, m.start(), states, before, "pinyin", dropped) if states else None


def _mark_slip(line: str, m: re.Match[str], before: str) -> Slip | None:
    mark = m[2] if m[2] in MARKS else chr(ord(m[2]) + 0xFEE0)
    data = gbk.encode(mark)
    assert data is not None
    trail, pending = data
    states = [
        Reading(m.end(), pending, character, 1)
        for lead in gbk.leads(trail)
        if (character := gbk.decode(lead, trail)) is not None
    ]
    return _read(line, m.start(), states, before, "mark", dropped=True)


def _read(
    line: str, start: int, states: list[Reading], before: str, kind: str, dropped: bool
) -> Slip | None:
    """The likeliest reading; where it is doubtful, held against those with a dropped pair."""
    readings = walk(line, states, before)
    slip = _judge(line, start, readings, before, kind)
    if slip is None or slip.new is None or not dropped:
        return slip
    gaps = _doubtful(before, slip.new, _right(line, slip.end))
    if not gaps:
        return slip
    return _judge(line, start, readings + walk(line, states, before, gaps), before, kind)


def _doubtful(before: str, text: str, right: str) -> set[int]:
    """Where a reading is hardly Chinese: a pair may have been dropped there."""
    left = before[-2:]
    whole = left + text + right[:2]
    places: set[int] = set()
    for at in range(len(whole) - 2):
        if hanzi.cost(whole[at : at + 3]) > 3 * DOUBT:
            places.update(range(at - 1 - len(left), at + 3 - len(left)))
    return places


def _judge(line: str, start: int, found: list[Reading], before: str, kind: str) -> Slip | None:
    """The likeliest reading, if it is likely at all and clearly ahead of the next."""
    left = before[-CONTEXT:]
    reach = max((s.at for s in found), default=start)
    right = _right(line, reach)

    def cost(text: str, at: int) -> float:
        # A comma before a mark that is put back was its decoy.
        context = left[:-1] if text[:1] in set(MARKS) and left[-1:] in (",", "，") else left
        rest = _NOISE.sub("", line[at:reach])
        if text and (
            following := _START.search(rest)
        ):  # another slip: it costs what it will read like
            garbled = len(rest) - following.end()
            return hanzi.cost(context + text + rest[: following.start()]) + GARBLED * garbled
        return hanzi.cost(context + text + rest + right)

    ranked = sorted(
        (
            cost(s.out, s.at)
            + _misplaced(before, s.out)
            + WIDE * len(_WIDE.findall(s.out))
            + GAP[kind] * (s.lost // 2),
            -sum(character in _usual() for character in s.out),
            s,
        )
        for s in found
    )
    by_pinyin = kind == "pinyin"
    if not ranked or ranked[0][0] > cost("", start) - GAIN[kind]:
        return _unread(line, start) if by_pinyin else None
    best, _, s = ranked[0]
    same = hanzi.fold(s.out)
    margin = min(
        (c - best for c, _, other in ranked if hanzi.fold(other.out) != same), default=99.0
    )
    if s.lost > 1 or margin < (MARGIN if s.lost else EXACT_MARGIN):
        note = "bytes read one off; which characters is not certain"
        return Slip(start, s.at, None, False, by_pinyin, margin, note)
    note = "bytes read one off; a lost byte is guessed" if s.lost else "bytes read one off"
    return Slip(start, s.at, s.out, not s.lost, by_pinyin, margin, note)


@cache
def _usual() -> frozenset[str]:
    """The usual Traditional forms: of two readings that say the same, the one with more of them."""
    return frozenset(load("opencc-simplified")().values())


def _misplaced(before: str, text: str) -> float:
    """What marks cost where they do not belong.

    A closing quote or bracket where none is open, a second opening one, a stop inside a title, a
    sentence of one or two characters.
    """
    nats = 0.0
    for opening, closing in _PAIRS:
        if opening in text or closing in text:
            is_open = before.count(opening) > before.count(closing)
            for character in text:
                if character in (opening, closing):
                    nats += MISPLACED if is_open == (character == opening) else 0.0
                    is_open = character == opening
    if text[0] in "。！？":
        nats += MISPLACED * (before.count("《") > before.count("》"))
        nats += MISPLACED * (_SHORT.search(before) is not None)
    return nats


def _unread(line: str, start: int) -> Slip:
    """A slip by its shape that nothing explains: shown as far as the garbled run may go."""
    end = re.compile(r"[^\s，。、；！？,;!]*").match(line, start + 1)
    assert end is not None
    return Slip(start, end.end(), None, False, True, 0.0, "a byte slip that cannot be read back")


def _right(line: str, at: int) -> str:
    """A few characters after the slip, up to the next."""
    return _NOISE.sub("", line[at : at + 24]).partition("?")[0][:RIGHT]


def _fold_back(text: str) -> str:
    """Full-width forms as the rest of the document has them: ASCII."""
    return text.translate({i: i - 0xFEE0 for i in range(0xFF01, 0xFF5F)})
