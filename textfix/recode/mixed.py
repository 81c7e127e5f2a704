"""Files whose lines are in different encodings: GBK rows appended to a log in UTF-8.

Lines that read badly in the file's encoding are judged by themselves, with what the file has
elsewhere as a prior, so that a rare word does not make a line Japanese.
"""

from __future__ import annotations

import math
from collections import Counter
from typing import NamedTuple

from textfix.recode.byteread import KEPT, Read, read
from textfix.recode.detect import CANDIDATES, NULL, compete, likelihood

BADLY = -9.2  # nats a character; of lines of prose and data 99 in 100 cost less
FEWEST = 2  # characters above ASCII in a line that is judged
HOME = 10.0  # nats for the file's own encoding, if it reads the line
OTHERS = 10.0  # nats against each encoding that no sure line has
SURE = 12.0  # nats: a line that may vote
MARGIN = 4.0  # nats over the file's own encoding, for a line to be in another
CHECKED = 1 << 20  # bytes of which every line is looked at; longer files are sampled first


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
    languages = [language() for language in CANDIDATES[encoding].languages]
    odd, at = [], 0
    for raw, text in zip(data.split(b"\n"), whole.text.split("\n"), strict=False):
        above = len(text) - len(text.encode("ascii", "ignore"))
        if above >= FEWEST and (
            KEPT.search(text)
            or (
                encoding != "utf-8"
                and max(likelihood(text, of) for of in languages)
                < BADLY * above + -3.9 * (len(text) - above)
            )
        ):
            odd.append((at, at + len(raw)))
        at += len(raw) + 1
    return odd
