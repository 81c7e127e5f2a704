"""Many small files shared out among processes forked from this one, which has part in the work.

A pool of `concurrent.futures` takes 30 ms to import and to start, as long as a thousand small
files take in all. A fork takes 2, and has the tasks, the rules and the tables as they are. Each
process takes every so manieth batch, so nothing is handed to it; what it gives waits in its pipe,
so that it is never far ahead.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from typing import Any, NoReturn

from textfix.files.pool import DIED
from textfix.files.task import Done, Task, work

POSSIBLE = sys.platform == "linux"  # libraries of macOS do not stand it
SMALL = 1 << 20  # bytes of a file; of larger ones some take so long that turns are no fair share
BATCH = 16  # files, if there are that many
WORTH = 1_000_000  # bytes; below, it takes longer than the work


def shared(tasks: Sequence[Task], jobs: int) -> Iterator[Done]:
    """What comes of each file, in order, worked out by so many processes; nothing is written.

    A tenth is done before the others start: most tables and patterns are then made once, which
    saves 70 ms of processor time where there are many. Raises ChildProcessError where one of them
    died, and what `work` raises.
    """
    first = -(-len(tasks) // 40)
    yield from map(work, tasks[:first])
    size = max(1, min(BATCH, len(tasks) // (4 * jobs)))
    batches = [tasks[at : at + size] for at in range(first, len(tasks), size)]
    others: list[_Worker] = []
    try:
        others.extend(_Worker(batches[n::jobs]) for n in range(min(jobs - 1, len(batches))))
        for number, batch in enumerate(batches):
            turn = number % jobs
            done = others[turn].results(batch) if turn < len(others) else map(work, batch)
            yield from done
    finally:
        for worker in others:
            worker.end()


class _Worker:
    """A process at work on batches; what comes of one is asked for in their order."""

    def __init__(self, batches: Sequence[Sequence[Task]]) -> None:
        import signal

        reading, writing = os.pipe()
        interrupts = {signal.SIGINT}  # are for the process that writes the files; it ends this one
        signal.pthread_sigmask(signal.SIG_BLOCK, interrupts)
        self._process = os.fork()
        if not self._process:
            _give(batches, writing)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, interrupts)
        os.close(writing)
        self._results = os.fdopen(reading, "rb")

    def results(self, batch: Sequence[Task]) -> Iterator[Done]:
        """What came of the next batch, which is this one."""
        import pickle

        try:
            given = pickle.load(self._results)
        except (EOFError, pickle.UnpicklingError):
            raise ChildProcessError(DIED) from None
        if isinstance(given, Exception):
            raise given
        yield from (Done(task, *rest) for task, rest in zip(batch, given, strict=True))

    def end(self) -> None:
        """Wait for what is done; nobody waits for what is not."""
        import signal

        os.kill(self._process, signal.SIGKILL)
        os.waitpid(self._process, 0)
        self._results.close()


def _give(batches: Sequence[Sequence[Task]], writing: int) -> NoReturn:
    """Work in a process that has just begun, and end it."""
    try:
        import pickle

        with os.fdopen(writing, "wb") as pipe:
            for batch in batches:
                try:
                    given: Any = [work(task)[1:] for task in batch]  # who asks has the tasks
                except Exception as wrong:  # raised where it is asked for
                    given = wrong
                pickle.dump(given, pipe, pickle.HIGHEST_PROTOCOL)
                pipe.flush()
    finally:
        os._exit(0)
