"""A file too large to be one document: repaired in blocks, told of as one file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from itertools import accumulate
from os import fstat
from typing import NamedTuple

from textfix.files import stream
from textfix.files.checks import CHECKS
from textfix.files.errors import unreadable
from textfix.files.outcome import Outcome
from textfix.files.ranges import Source, may_cut, repaired
from textfix.files.repair import Skip, decoded_as, hint_of
from textfix.files.replace import Stamp, read
from textfix.files.task import Done, Task, too_large
from textfix.formats.spot import Mark, Spot


def is_large(task: Task, size: int) -> bool:
    """Is a file of so many bytes repaired in blocks?"""
    return size > stream.WHOLE and may_cut(task.path.name, task.how)


def work(task: Task, jobs: int, accepted: Sequence[frozenset[Mark]] = ()) -> Done:
    """Read and repair a large file by so many processes; nothing is written.

    `accepted` are findings that are neither repaired nor told, block by block, as they stand in
    each. As long as nothing is found, no more than the blocks under way is in memory. Raises
    ChildProcessError where a worker died.
    """
    parts: list[_Part] = []
    try:
        with task.path.open("rb") as file:
            info = fstat(file.fileno())
            if why := too_large(info.st_size, task.how.limit):
                return Done(task, Outcome(task.name), skipped=why)
            source = Source(task.path.name, task.how, task.name, None, task.path)
            with closing(repaired(file, source, jobs, accepted)) as results:
                for range, result in results:
                    if result.outcome.error:
                        return Done(task, Outcome(task.name, error=result.outcome.error))
                    parts.append(_Part(range.block.start, *result))
        return _whole(task, parts, Stamp.of(info))
    except ChildProcessError:
        raise
    except Skip as skip:
        return Done(task, Outcome(task.name), skipped=str(skip))
    except OSError as wrong:
        return Done(task, Outcome(task.name, error=unreadable(wrong)))


def without(done: Done, accepted: frozenset[Mark]) -> Done:
    """The same repaired again, but for these findings."""
    spans = zip(done.blocks, (*done.blocks[1:], len(done.outcome.text)), strict=True)
    marks = [
        frozenset(
            (start - low, end - low, rule) for start, end, rule in accepted if low <= start < high
        )
        for low, high in spans
    ]
    return work(done.task, 1, marks)._replace(stamp=done.stamp)


class _Part(NamedTuple):
    """A block: where it begins, and what came of it."""

    start: int
    outcome: Outcome
    data: bytes | None


def _whole(task: Task, parts: Sequence[_Part], stamp: Stamp) -> Done:
    """What came of the file."""
    first = parts[0].outcome
    outcome = Outcome(
        task.name,
        problems=tuple(problem for part in parts for problem in part.outcome.problems),
        encoding=first.encoding,
        met=frozenset().union(*(part.outcome.met for part in parts)),
    )
    if not any(part.outcome.spots for part in parts):
        return Done(task, outcome)
    before, now = read(task.path)
    if now != stamp:
        raise OSError("changed while it was being repaired; run it again")
    ends = (*(part.start for part in parts[1:]), len(before))
    raws = [before[part.start : end] for part, end in zip(parts, ends, strict=True)]
    texts = [_text(task, part, raw) for part, raw in zip(parts, raws, strict=True)]
    starts = list(accumulate(map(len, texts[:-1]), initial=0))
    outcome = outcome._replace(
        text="".join(texts),
        after="".join(part.outcome.after or text for part, text in zip(parts, texts, strict=True)),
        spots=tuple(_spots(parts, starts)),
        changed=any(part.outcome.changed for part in parts),
    )
    if not outcome.changed:
        return Done(task, outcome, blocks=tuple(starts))
    written = (
        raw if part.data is None else part.data for part, raw in zip(parts, raws, strict=True)
    )
    return Done(task, outcome, before, b"".join(written), stamp, blocks=tuple(starts))


def _text(task: Task, part: _Part, raw: bytes) -> str:
    """What a block reads."""
    if part.outcome.text:
        return part.outcome.text
    hint = hint_of(raw, task.path, task.how)
    return decoded_as(raw, task.path.name, hint, task.how).text


def _spots(parts: Sequence[_Part], starts: Sequence[int]) -> Iterator[Spot]:
    """What was found, where it stands in the file: first what is said of it as a whole, once."""
    spots = [spot for part in parts for spot in part.outcome.spots if spot.rule in CHECKS]
    yield from dict.fromkeys(spots)
    for part, start in zip(parts, starts, strict=True):
        for spot in part.outcome.spots:
            if spot.rule not in CHECKS:
                yield spot._replace(start=spot.start + start, end=spot.end + start)
