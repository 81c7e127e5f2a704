"""Many small files shared out among processes forked from this one, which has part in the work.

A pool of `concurrent.futures` takes 30 ms to import and to start, as long as a thousand small
files take in all. A fork takes 2, and has the tasks, the rules and the tables as they are. Each
process takes every so manieth batch, so nothing is handed to it; what it gives waits in its pipe,
so that it is never far ahead.
"""

from __future__ import annotations

import os
import sys
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NoReturn

from textfix.files.pool import DIED
from textfix.files.task import Done, Task, work

POSSIBLE = sys.platform == "linux"  # libraries of macOS do not stand it
SMALL = 1 << 20  # bytes of a file; of larger ones some take so long that turns are no fair share
BATCH = 16  # files, if there are that many
SIZE = 8  # bytes that say how many follow
WORTH = 1_000_000  # bytes; below, it takes longer than the work


def shared(tasks: Sequence[Task], jobs: int) -> Iterator[Done]:
    """What comes of each file, in order, worked out by so many processes; nothing is written.

    A fortieth is done before the others start: tables and patterns that most files need are then
    made once. (A tenth spares 60 ms more of processor time, and takes 15 longer by the clock, as
    nobody else works meanwhile.) Then this process waits for another only with nothing of its own
    to do, as long as what it holds are clean files.

    Raises ChildProcessError where one of them died, and what `work` raises.
    """
    first = -(-len(tasks) // 40)
    yield from map(work, tasks[:first])
    size = max(1, min(BATCH, len(tasks) // (4 * jobs)))
    batches = [tasks[at : at + size] for at in range(first, len(tasks), size)]
    own, ready = deque(batches[::jobs]), deque[list[Done]]()
    others: list[_Worker] = []
    try:
        others.extend(_Worker(batches[n::jobs]) for n in range(1, min(jobs, len(batches))))
        for number, batch in enumerate(batches):
            if turn := number % jobs:
                other = others[turn - 1]
                while own and not (ready and _has_much(ready[-1])) and not other.is_ready():
                    ready.append(list(map(work, own.popleft())))
                yield from other.results(batch)
            else:
                yield from ready.popleft() if ready else map(work, own.popleft())
    finally:
        for worker in others:
            worker.end()


def _has_much(batch: Iterable[Done]) -> bool:
    """Is there something to say of any of these, so that what came of it should not wait here?"""
    return not all(done.outcome.silent for done in batch)


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
        self._results = reading

    def is_ready(self) -> bool:
        """Has it begun to give what came of the next batch, or ended?"""
        import select

        return bool(select.select([self._results], [], [], 0)[0])

    def results(self, batch: Sequence[Task]) -> Iterator[Done]:
        """What came of the next batch, which is this one."""
        import pickle

        given = pickle.loads(self._read(int.from_bytes(self._read(SIZE), "big")))
        if isinstance(given, Exception):
            raise given
        yield from (Done(task, *rest) for task, rest in zip(batch, given, strict=True))

    def _read(self, size: int) -> bytes:
        """So many bytes, and not one of the next batch, or `is_ready` would not see it."""
        pieces = list[bytes]()
        while size:
            if not (piece := os.read(self._results, size)):
                raise ChildProcessError(DIED)
            pieces.append(piece)
            size -= len(piece)
        return b"".join(pieces)

    def end(self) -> None:
        """Wait for what is done; nobody waits for what is not."""
        import signal

        os.kill(self._process, signal.SIGKILL)
        os.waitpid(self._process, 0)
        os.close(self._results)


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
                pickled = pickle.dumps(given, pickle.HIGHEST_PROTOCOL)
                pipe.write(len(pickled).to_bytes(SIZE, "big") + pickled)
                pipe.flush()
    finally:
        os._exit(0)
