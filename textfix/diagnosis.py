"""What damaged lines may have been: the likeliest readings with their scores, to choose from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from textfix.pipeline import PROFILES
from textfix.recode.chains import EXACT, NEVER, back
from textfix.recode.nature import glance, nats
from textfix.recode.strange import signs

CANDIDATES = 40  # of the readings through a chain, those that look best at a glance


@dataclass(frozen=True, slots=True)
class Reading:
    """What a line may have been.

    `channels` are what it went through, the last mistake first; `proof` says whether every byte
    is accounted for or some are guessed; `score` is how much likelier the reading is than the
    line as it is, in nats.
    """

    text: str
    channels: tuple[str, ...]
    proof: str
    score: float


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """A line (counted from 1) that may be damaged, and its likeliest readings, the best first."""

    line: int
    text: str
    readings: tuple[Reading, ...]


def diagnose(text: str, limit: int = 5) -> list[Diagnosis]:
    """What the lines of a text that may be damaged may have been; nothing is changed.

    At most `limit` readings a line that are likelier than the line as it is, which stands last with
    the score 0. What the rules of the profile `repair` make of the line alone is among them.

    >>> best = diagnose("ÄãºÃ£¬ÊÀ½ç")[0].readings[0]
    >>> best.text, best.channels, best.proof
    ('你好，世界', ('cp936 as latin-1',), 'exact inverse')

    Raises ValueError if `limit` is below 1.
    """
    if limit < 1:
        raise ValueError(f"limit is {limit}; it must be 1 or more")
    found = []
    for number, line in enumerate(text.split("\n"), 1):
        *readings, as_it_is = _readings(line.removesuffix("\r"))
        if readings:
            found.append(Diagnosis(number, as_it_is.text, (*readings[:limit], as_it_is)))
    return found


def _readings(line: str) -> list[Reading]:
    by_text = {line: Reading(line, (), "as it is", 0.0)}
    for reading in (*_by_rules(line), *_by_chains(line)):
        by_text.setdefault(reading.text, reading)
    same = by_text.pop(line)
    likely = (reading for reading in by_text.values() if reading.score > 0)
    return [*sorted(likely, key=lambda reading: -reading.score), same]


def _by_rules(line: str) -> Iterator[Reading]:
    for pipeline in (PROFILES["repair"], PROFILES["repair"].with_unsafe()):
        report = pipeline.report(line)
        if report.after != line:
            notes = (f.note or f.rule for change in report.changes for f in change.findings)
            channels, proofs = zip(*(note.partition(": ")[::2] for note in notes), strict=True)
            guessed = [proof for proof in proofs if proof and proof != EXACT]
            score = nats(line) - nats(report.after)
            proof = "; ".join(dict.fromkeys(guessed)) or EXACT
            yield Reading(report.after, tuple(dict.fromkeys(channels)), proof, score)


def _by_chains(line: str) -> Iterator[Reading]:
    if not signs().search(line):
        return
    chains = sorted(back(line), key=lambda chain: glance(chain.new))
    for chain in [chain for chain in chains if not NEVER.search(chain.new)][:CANDIDATES]:
        yield Reading(chain.new, chain.channels, EXACT, nats(line) - nats(chain.new))
