"""Files whose lines are in different encodings: GBK rows appended to a log in UTF-8.

Lines that read badly in the file's encoding are judged by themselves, with what the file has
elsewhere as a prior, so that a rare word does not make a line Japanese.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable
from itertools import accumulate
from typing import NamedTuple

from textfix.recode.byteread import KEPT, Read, read
from textfix.recode.detect import CANDIDATES, NULL, compete
from textfix.recode.languages import ASCII, Language

BADLY = -9.2  # nats a character; of lines of prose and data 99 in 100 cost less
FEWEST = 2  # characters above ASCII in a line that is judged
HOME = 10.0  # nats for the file's own encoding, if it reads the line
OTHERS = 10.0  # nats against each encoding that no sure line has
SURE = 12.0  # nats: a line that may vote
MARGIN = 4.0  # nats over the file's own encoding, for a line to be in another
CHECKED = 1 << 20  # bytes of which every line is looked at; of longer files some
SOME = 2000  # lines
# ， 。 的 in UTF-8: what a sample may have missed, and is found in no time.
_UTF8 = tuple(re.compile(re.escape(sign.encode())) for sign in "，。的")


class Line(NamedTuple):
    """Where a line is, and its encoding."""

    start: int
    end: int
    encoding: str


def lines(data: bytes, encoding: str, whole: Read) -> list[Line]:
    """The lines that are in another encoding than the file's."""
    odd = list(_odd(data, encoding, whole))
    if not odd:
        return []
    votes = Counter({encoding: 1 + data.count(b"\n") - len(odd)})
    ranked = [compete(data[start:end], False, {}) for start, end in odd]
    for best, *others in ranked:
        if best[0] - others[0][0] >= SURE and best[1] != NULL:
            votes[best[1]] += 1
    total = sum(votes.values())
    prior = {
        name: math.log(votes[name] / total) / 2 if votes[name] else -OTHERS for name in CANDIDATES
    }
    prior[encoding] = 0.0
    found = []
    for (start, end), scores in zip(odd, ranked, strict=True):
        by_name = {name: score + prior.get(name, -OTHERS) for score, name in scores}
        if not read(data[start:end], encoding).bad:
            by_name[encoding] += HOME
        name = max(by_name, key=lambda name: by_name[name])
        if name in (NULL, encoding) or by_name[name] - by_name[encoding] < MARGIN:
            continue
        if not read(data[start:end], name).bad:
            found.append(Line(start, end, name))
    return found


def _odd(data: bytes, encoding: str, whole: Read) -> list[tuple[int, int]]:
    """The lines that read badly; of a long file all, if some of a sample do."""
    raw, text = data.split(b"\n"), whole.text.split("\n")
    ends = list(accumulate(map(len, raw), lambda end, size: end + 1 + size))
    kept = {i for i, line in enumerate(text) if KEPT.search(line)} if whole.bad else set()
    if encoding == "utf-8":
        return [(ends[i] - len(raw[i]), ends[i]) for i in sorted(kept)]
    of = _language(text, encoding).__getitem__
    if len(data) > CHECKED:
        some = sorted(
            {*range(0, len(text), 1 + len(text) // SOME), *range(max(0, len(text) - 99), len(text))}
        )
        if not any(_reads_badly(text[i], of) for i in some):
            utf8 = {bisect_left(ends, m.start()) for sign in _UTF8 for m in sign.finditer(data)}
            return [(ends[i] - len(raw[i]), ends[i]) for i in sorted(kept | utf8)]
    odd = (i for i, line in enumerate(text) if i in kept or _reads_badly(line, of))
    return [(ends[i] - len(raw[i]), ends[i]) for i in odd]


def _language(text: list[str], encoding: str) -> Language:
    """Of the languages written in an encoding, the one of most of this text."""
    head = "\n".join(text[:SOME])
    return max(
        (language() for language in CANDIDATES[encoding].languages),
        key=lambda language: sum(map(language.__getitem__, head)),
    )


def _reads_badly(line: str, of: Callable[[str], float]) -> bool:
    latin = len(line.encode("ascii", "ignore"))
    above = len(line) - latin
    return above >= FEWEST and sum(map(of, line)) < BADLY * above + ASCII * latin
