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
from textfix.pinyin import SYLLABLE, TONED, readings, reads
from textfix.recode import gbk
from textfix.script import tables
from textfix.survey import Facts

MARKS = "，。、；！？"  # the tool decorates these
FOLDED = ",;!?"  # and these are some of them after a width fold
JUNK = "\x05\x06\x07\x08\x10\x11"  # control characters it puts before a mark

_GLOSS = re.compile(rf"\(({SYLLABLE}) ?\)")
_PINYIN = re.compile(rf"\?({SYLLABLE}) ?\)")
_MARK = re.compile(rf"\?(?:[{JUNK}]+| )?([{MARKS}{FOLDED}])")
_START = re.compile(rf"{_PINYIN.pattern}|{_MARK.pattern}")
_TONED = re.compile(f"[{TONED}]")
_NOISE = re.compile(rf"\({SYLLABLE} ?\)|[{JUNK}]+|,(?=[{MARKS}{FOLDED}])")

_DROPPED = (*range(0xAA, 0xB0), *range(0xF8, 0xFF))  # first bytes of the user-defined areas
_PAIRS = (("“", "”"), ("‘", "’"), ("《", "》"), ("（", "）"))
CONTEXT = 6  # characters on the left that help to judge; 3 on the right
# Nats, from benchmarks/mirror_site.py.
GAIN = {"pinyin": 4.0, "mark": 8.0}  # the reading over leaving the text as it is
EXACT_MARGIN = 1.0  # over the next reading, where every byte is known
MARGIN = 4.0  # where one is guessed
UNPAIRED = 4.0  # against a quote or bracket that opens or closes nothing
GAP = {"pinyin": 2.5, "mark": 0.0}  # for a dropped pair, one slipped pair in eleven
GARBLED = 5.5  # a character of a slip not read yet

WIDTH = 96  # readings kept while walking; branches are few but for lost bytes


@dataclass(frozen=True, slots=True)
class Slip:
    """A slip found in a line: `new` is what stood there, None if that cannot be told.

    `lossless`: every byte is known. `by_pinyin`: a gloss, not a decoy, made it. `margin`: nats between the best reading and the next.
    """

    start: int
    end: int
    new: str | None
    lossless: bool
    by_pinyin: bool
    margin: float
    note: str


@dataclass(frozen=True, slots=True, order=True)
class _State:
    at: int  # in the line
    pending: int | None  # first byte of the character being put together
    out: str = ""
    lost: int = 0  # 1: a byte had to be guessed; 2 or 3: more than can be told


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
    seconds = {k2 for k1 in _last_bytes(before[-1]) for k2 in _keys(k1, m[1])}
    if not seconds:
        return None
    states = [_State(m.end(), k2) for k2 in sorted(seconds)]
    found = _walk(line, states, before, dropped)
    return _judge(line, m.start(), found, before, "pinyin")


def _mark_slip(line: str, m: re.Match[str], before: str) -> Slip | None:
    mark = m[2] if m[2] in MARKS else chr(ord(m[2]) + 0xFEE0)
    data = gbk.encode(mark)
    assert data is not None
    trail, pending = data
    states = [
        _State(m.end(), pending, character, 1)
        for lead in gbk.leads(trail)
        if (character := gbk.decode(lead, trail)) is not None
    ]
    found = _walk(line, states, before, dropped=True)
    return _judge(line, m.start(), found, before, "mark")


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


def _walk(line: str, states: list[_State], before: str, dropped: bool) -> list[_State]:
    """Every way to read on from these states until the reader is back in step."""
    done: list[_State] = []
    context = before[-CONTEXT:]
    while states:
        following: list[_State] = []
        for state in states:
            for reached in (*_step(line, state), *(_over_gap(line, state) if dropped else ())):
                (done if reached.pending is None else following).append(reached)
        if len(following) > WIDTH:
            following.sort(key=lambda s: hanzi.cost(context + s.out) - 6 * len(s.out))
            del following[WIDTH:]
        states = list({(s.at, s.pending, s.out): s for s in following}.values())
    return done


def _over_gap(line: str, state: _State) -> Iterator[_State]:
    """Read on as if a pair that had no character was dropped here, as extractors do.

    The pair is the second byte of one character and the first of the next; both characters would
    have to be guessed, so such a reading is never offered. It stands against the others.
    """
    if state.lost > 1 or line[state.at : state.at + 1] in ("", "?"):
        return
    assert state.pending is not None
    for trail in _DROPPED:
        character = gbk.decode(state.pending, trail)
        if character is not None and hanzi.is_common(character, 11.0):
            for lead in range(0xA1, 0xFF):
                over = _State(state.at, lead, state.out + character, state.lost | 2)
                yield from _step(line, over)


def _step(line: str, state: _State) -> Iterator[_State]:
    """Read the next character of the line as the bytes it came from."""
    at, lead = state.at, state.pending
    if at >= len(line) or lead is None:
        return
    character = line[at]
    if character in JUNK:  # a decoy that met the line one byte off
        yield _State(at + 1, lead, state.out, state.lost)
        return
    gloss = _GLOSS.match(line, at)
    if gloss and at and reads(line[at - 1], gloss[1]):
        yield _State(gloss.end(), lead, state.out, state.lost)
        return
    if character == "?":
        yield from _eaten(line, state)
    if character == "," and line[at + 1 : at + 2] in {*MARKS, *FOLDED}:
        yield _State(at + 1, lead, state.out, state.lost)
    data = gbk.encode(character)
    if data is None:
        return
    if len(data) == 2:
        if (whole := gbk.decode(lead, data[0])) is None:
            return
        if data[1] > 0x80:
            yield _State(at + 1, data[1], state.out + whole, state.lost)
        else:  # it took an ASCII character along
            yield _State(at + 1, None, state.out + whole + chr(data[1]), state.lost)
        return
    if (whole := gbk.decode(lead, data[0])) is not None:
        yield _State(at + 1, None, state.out + whole, state.lost)
    if 0x21 <= data[0] < 0x7F and (whole := gbk.decode(lead, 0xA3)) is not None:
        yield _State(at + 1, data[0] + 0x80, state.out + whole, state.lost)


def _eaten(line: str, state: _State) -> Iterator[_State]:
    """`?` inside a slip: a second byte and the ASCII character after it made no character."""
    at, lead, out = state.at, state.pending, state.out
    assert lead is not None
    known = [c for trail in gbk.trails(lead) if (c := gbk.decode(lead, trail)) is not None]
    if gloss := _PINYIN.match(line, at):  # a gloss in its place: its reading names the character
        for character in known:
            if character in tables().chars and gloss[1] in readings(character):
                yield _State(gloss.end(), None, out + character, state.lost)
    elif mark := _MARK.match(line, at):  # a decoy in its place: the second byte is lost
        for character in known:
            yield _State(mark.end() - 1, None, out + character, state.lost | 1)
    elif at + 1 == len(line):
        for character in known:
            yield _State(at + 1, None, out + character, state.lost | 1)
    elif re.match(r"\?/[a-z]{1,10}>", line[at : at + 13]):  # a closing tag lost its first sign
        for character in known:
            yield _State(at + 1, None, out + character + "<", state.lost | 1)
    else:  # some ASCII character is gone, most often a blank
        for character in known:
            yield _State(at + 1, None, out + character + " ", state.lost | 2)


def _judge(line: str, start: int, found: list[_State], before: str, kind: str) -> Slip | None:
    """The likeliest reading, if it is likely at all and clearly ahead of the next."""
    left = before[-CONTEXT:]
    reach = max((s.at for s in found), default=start)
    right = _right(line, reach)

    def cost(text: str, at: int) -> float:
        # A comma before a mark that is put back was its decoy.
        context = left[:-1] if text[:1] in set(MARKS) and left[-1:] == "," else left
        rest = _NOISE.sub("", line[at:reach])
        if text and (
            following := _START.search(rest)
        ):  # another slip: it costs what it will read like
            garbled = len(rest) - following.end()
            return hanzi.cost(context + text + rest[: following.start()]) + GARBLED * garbled
        return hanzi.cost(context + text + rest + right)

    ranked = sorted(
        (
            cost(s.out, s.at) + _unpaired(before, s.out) + GAP[kind] * (s.lost // 2),
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


def _unpaired(before: str, text: str) -> float:
    """A closing quote or bracket where none is open costs something, as does a second opening."""
    nats = 0.0
    for opening, closing in _PAIRS:
        if opening in text or closing in text:
            is_open = before.count(opening) > before.count(closing)
            for character in text:
                if character in (opening, closing):
                    nats += UNPAIRED if is_open == (character == opening) else 0.0
                    is_open = character == opening
    return nats


def _unread(line: str, start: int) -> Slip:
    """A slip by its shape that nothing explains: shown as far as the garbled run may go."""
    end = re.compile(r"[^\s，。、；！？,;!]*").match(line, start + 1)
    assert end is not None
    return Slip(start, end.end(), None, False, True, 0.0, "a byte slip that cannot be read back")


def _right(line: str, at: int) -> str:
    """A few characters after the slip, up to the next."""
    return _NOISE.sub("", line[at : at + 24]).partition("?")[0][:3]


def _fold_back(text: str) -> str:
    """Full-width forms as the rest of the document has them: ASCII."""
    return text.translate({i: i - 0xFEE0 for i in range(0xFF01, 0xFF5F)})
