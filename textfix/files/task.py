"""A file on disk, from its path to what it should hold: the work of one worker."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from textfix.config.notation import size_written
from textfix.files.errors import unreadable
from textfix.files.outcome import Outcome
from textfix.files.plain import is_plainly_clean
from textfix.files.replace import Stamp, read
from textfix.files.treatment import Treatment
from textfix.formats import is_table
from textfix.formats.spot import Mark


class Task(NamedTuple):
    """A file to repair, what to call it, and how to treat it."""

    path: Path
    name: str
    how: Treatment


class Done(NamedTuple):
    """What came of a task.

    `before` and `after` are its bytes, where they differ; `stamp` says which file was read; `skipped`
    why the file was not looked at; `blocks` where each begins, in characters, of a file repaired in
    several, if something was found.
    """

    task: Task
    outcome: Outcome
    before: bytes = b""
    after: bytes | None = None
    stamp: Stamp | None = None
    skipped: str = ""
    blocks: tuple[int, ...] = ()


def work(task: Task) -> Done:
    """Read and repair a file; nothing is written."""
    try:
        size = task.path.stat().st_size
        if why := too_large(size, task.how.limit):
            return Done(task, Outcome(task.name), skipped=why)
        if is_table(task.path.name, task.how.format):
            return _of_table(task)
        data, stamp = read(task.path)
    except OSError as wrong:
        return Done(task, Outcome(task.name, error=unreadable(wrong)))
    return of_bytes(task, data, stamp)


def too_large(size: int, most: int) -> str:
    """Why a file of so many bytes is not looked at; nothing if it is."""
    return f"larger than --max-size, {size_written(most)}" if size > most else ""


def _of_table(task: Task) -> Done:
    """A file of columns, which is not text and is written by its own library."""
    from tempfile import TemporaryDirectory

    from textfix.formats.parquet import examine, repair

    path, name, how = task
    chosen = how.pipeline, how.options
    outcome = examine(path, *chosen, name=name, min_score=how.min_score, telling=how.telling)
    if not outcome.changed:
        return Done(task, outcome)
    before, stamp = read(path)
    with TemporaryDirectory(prefix="textfix-") as folder:
        target = Path(folder) / path.name
        outcome = repair(path, target, *chosen, name=name, min_score=how.min_score)
        after = target.read_bytes() if outcome.changed and not outcome.error else None
    return Done(task, outcome, before, after, stamp)


def of_bytes(task: Task, data: bytes, stamp: Stamp | None = None) -> Done:
    """The same of bytes that were read already."""
    path, name, how = task
    if is_plainly_clean(data, path.name, how, name):
        return Done(task, Outcome(name))
    from textfix.files.repair import Skip, hint_of, treat  # what is clean has no need of them

    try:
        hint = hint_of(data, path, how)
        outcome, after = treat(data, path.name, how, hint=hint, path=name)
    except Skip as skip:
        return Done(task, Outcome(name), skipped=str(skip))
    if after is None:
        return Done(task, outcome)
    return Done(task, outcome, data, after, stamp)


def without(done: Done, accepted: Iterable[Mark]) -> Done:
    """The same, were these findings accepted: neither repaired nor told."""
    known = frozenset(accepted)
    task, outcome = done.task, done.outcome
    if any(spot.fixed and spot.mark not in known for spot in outcome.spots) and done.before:
        if done.blocks:
            from textfix.files import large

            return large.without(done, known)
        how = task.how._replace(accepted=known)
        again = of_bytes(task._replace(how=how), done.before, done.stamp)
        return again._replace(task=task)
    left = tuple(spot for spot in outcome.spots if spot.mark not in known)
    outcome = outcome._replace(spots=left, after=outcome.text, changed=False)
    return Done(task, outcome)
