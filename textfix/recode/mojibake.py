"""Text decoded with the wrong charset: the search for the bytes it came from.

A channel is a true charset and the one it was mistaken for; a chain is one to three of them. A
stretch that the mistaken charset can hold is encoded with it again and decoded with the true one.
The reading stands if it is plain text, and likelier than the stretch as it is by far more than
chance: the whole of it is judged, never one character, so that three strange letters for one
Chinese one count as three.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import cache, lru_cache
from typing import NamedTuple

from textfix.pattern import pattern
from textfix.recode import charsets, coverage, holes, western
from textfix.recode.chains import (
    CERTAIN,
    CERTAIN_GAIN,
    NEVER,
    Chain,
    Channels,
    certain,
    known,
)
from textfix.recode.lattice import PLAIN
from textfix.recode.natural import natural, once
from textfix.recode.nature import glance, nats, without_words
from textfix.recode.purpose import fits, may_be_misread
from textfix.recode.readings import HOPELESS_UTF8, STEP, Reading, readings
from textfix.recode.strange import (
    CLAUSE,
    is_sparse,
    is_strange,
    is_symbolic,
    lost_bytes,
    may_be_damaged,
)

# Set on benchmarks/mojibake.py and on the 22 MB of the corpora, of which no line is changed.
GAIN = 14.0  # nats a reading must be likelier than the text it replaces
USUAL_GAIN = 6.0  # in a document of whose lines several leave no doubt
OTHER_GAIN = 40.0  # where a line already has a reading through another chain
WHOLE = 3.0  # for each character that a longer stretch of two covers
MARGIN = 4.0  # nats over the next reading
KOREAN = 5.5  # and in Hangul or kana that came from Han characters, rare ones often
PLAIN_UTF8 = 11.5  # ... and where it had to be valid UTF-8, which chance hardly brings about
_KANA = pattern("[\u3041-\u3096]")
_HAN = pattern("[\u3400-\u9fff]")
_TWO = pattern("[\u3001-\u9fff\uac00-\ud7a3\uff01-\uff5e]{2}")
_SYLLABIC = pattern("[\u3041-\u30fa\uac00-\ud7a3]")
_ABOVE = pattern(r"[^\x00-\x7f]+")
_NOT_LATIN = pattern("[\u0370-\u1fff]")


class Repair(NamedTuple):
    """A stretch of a line and what it was: `new` is None where two readings are as likely."""

    start: int
    end: int
    new: str | None
    chain: tuple[str, ...]  # the channels, the last mistake first: "utf-8 as cp936"
    gain: float  # nats


def as_repair(line: str, chain: Chain) -> Repair:
    """A line that was damaged as a whole, as one repair."""
    return Repair(0, len(line), chain.new, chain.channels, glance(line) - glance(chain.new))


@lru_cache(maxsize=2048)
def repairs(line: str, usual: tuple[Channels, ...] = ()) -> tuple[Repair, ...]:
    """What was decoded wrongly in a line, from the left; `usual`: what the document went through.

    >>> [repair.new for repair in repairs("中文 ÄãºÃ£¬ÊÀ½ç")]
    [' 你好，世界']
    """
    if lost_bytes().search(line) or (holes.whole_character().search(line) and holes.guesses(line)):
        return ()  # a line of it is one case, for guesses
    if not may_be_damaged(without_words(line)):
        return ()
    if is_sparse(line):
        return tuple(
            repair._replace(start=m.start() + repair.start, end=m.start() + repair.end)
            for m in CLAUSE.finditer(line)
            if len(m[0]) < len(line) and is_strange(m[0])
            for repair in repairs(m[0], usual)
        )
    if western.reading(line):
        return ()  # in an alphabet, and for its rule
    chain = known(line, usual, _stands) or certain(line)
    if chain is not None:
        return (as_repair(line, chain),)
    best: list[tuple[float, Repair]] = []
    by_span: dict[tuple[int, int], list[tuple[float, Reading]]] = {}
    cost = cache(nats)
    for reading in readings(line):
        # Of clean text 97 % of the readings end here, and what they cost is five times the work.
        if not _is_plain(reading) or _leaves_a_script(line, reading):
            continue
        old = line[reading.start : reading.end]
        gain = natural(old) - cost(once(reading.new)) - STEP * (len(reading.chain) - 1)
        if gain >= GAIN:
            by_span.setdefault((reading.start, reading.end), []).append((gain, reading))
    for (start, end), found in by_span.items():
        found.sort(key=lambda pair: -pair[0])
        chosen = next((p for p in found if fits(p[1].new, p[1].chain[-1])), None)
        if chosen is None:
            continue
        gain, reading = chosen
        # What nobody would write may still be what it was.
        rival = next((g for g, other in found if other.new != reading.new), 0.0)
        sure = gain - rival >= MARGIN
        best.append((gain, Repair(start, end, reading.new if sure else None, reading.chain, gain)))
    out: list[Repair] = []
    main: Channels = ()
    for _, repair in sorted(
        best, key=lambda pair: -pair[0] - WHOLE * (pair[1].end - pair[1].start)
    ):
        i = bisect_left(out, repair.start, key=lambda other: other.start)
        apart = (i == 0 or out[i - 1].end <= repair.start) and (
            i == len(out) or repair.end <= out[i].start
        )
        main = main or repair.chain
        if apart and (repair.chain == main or repair.gain >= OTHER_GAIN):
            out.insert(i, repair)
    # What leaves more of its kind in the line than it explains is chance.
    spans = [(r.start, r.end) for r in out if r.chain[0].endswith(charsets.SINGLE)]
    good = dict(zip(spans, coverage.explained(line, spans), strict=True))
    return tuple(repair for repair in out if good.get((repair.start, repair.end), True))


def _stands(old: str, new: str) -> bool:
    """Is it likelier than the text as it is, in a document that went through this chain?"""
    above = "".join(_ABOVE.findall(new))
    if (
        not _HAN.search(new)
        or NEVER.search(new)
        or is_symbolic(old)
        or glance(new) > HOPELESS_UTF8 * len(above)
    ):
        return False
    if natural(old) - nats(once(new)) < USUAL_GAIN:
        return False
    if glance(new) <= CERTAIN * len(above) and glance(old) - glance(new) >= CERTAIN_GAIN:
        return not is_strange(new)
    return nats(above) <= PLAIN_UTF8 * len(above)


def _is_plain(reading: Reading) -> bool:
    """Is this text that someone wrote: nothing that only damage holds, and likely enough?"""
    new, utf8 = reading.new, reading.chain[-1].startswith("utf-8")
    above = "".join(_ABOVE.findall(new))
    if not above or NEVER.search(new):
        return False
    single = reading.chain[0].endswith(charsets.SINGLE)
    return nats(above) <= (PLAIN_UTF8 if utf8 and single else PLAIN) * len(above)


def _leaves_a_script(line: str, reading: Reading) -> bool:
    """Would it take a text from a script it is at home in, or tear a word of one?"""
    first, last = reading.chain[0], reading.chain[-1]
    new, old = reading.new, line[reading.start : reading.end]
    if is_symbolic(old) or not may_be_misread(old, first):
        return True
    to_utf8, from_single = last.startswith("utf-8"), first.endswith(charsets.SINGLE)
    said = once(new)
    han, others = len(_HAN.findall(said)), len(_SYLLABIC.findall(said))
    if to_utf8 and from_single:
        if han + others == 1 and _NOT_LATIN.search(old):
            return True  # `зі»`: one character shows no channel
    else:
        letters = sum(c.isalpha() for c in "".join(_ABOVE.findall(said)))
        if (han < 2 and others < 4) or 2 * (han + others) < letters:
            return True
        if not to_utf8 and not _TWO.search(new):
            return True  # `2 µs` a hundred times over
        if not from_single and others and nats(new) > KOREAN * len(new):
            return True
        if not to_utf8 and _KANA.search(old) and _KANA.search(new):
            return True  # Japanese stays Japanese; damage does not spare the kana
    if to_utf8 and han > 1:
        return False
    before, after = line[max(0, reading.start - 1) : reading.start], line[reading.end :][:1]
    return any(a.isalpha() and b.isalpha() for a, b in ((before, old[0]), (old[-1], after)))
