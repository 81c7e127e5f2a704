"""Many tasks, one worker or several: the same results in the same order."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from functools import partial
from itertools import chain, islice
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")
BATCH = 32  # files a worker is handed at a time: what it costs to hand them over is shared
AHEAD = 3  # batches in flight for each worker; what they give waits for its turn in memory
WORTH = 4_000_000  # bytes; below, starting workers takes longer than the work
FILE = 500  # bytes that take as long as there is to do for a file beside its bytes
DIED = "a worker process died, killed or out of memory; run it again, or with --jobs 1"


def run(work: Callable[[T], R], tasks: Sequence[T], jobs: int) -> Iterator[R]:
    """What `work` gives for each task, in order, worked out by so many processes.

    With several, `work` and the tasks must be picklable.

    >>> list(run(abs, [-1, 2], 1))
    [1, 2]

    Raises ChildProcessError where a worker died.
    """
    if jobs <= 1 or len(tasks) <= 1:
        yield from map(work, tasks)
        return
    # The last batches are small, so that no worker is left with a long one while others idle.
    size = max(1, min(BATCH, len(tasks) // (jobs * AHEAD)))
    batches = (tasks[at : at + size] for at in range(0, len(tasks), size))
    for _, done in ahead(partial(_batch, work), batches, min(jobs, len(tasks)), jobs * AHEAD):
        yield from done


def ahead(
    work: Callable[[T], R], tasks: Iterable[T], jobs: int, window: int
) -> Generator[tuple[T, R], None, None]:
    """Each task, taken only when its turn comes near, with what `work` gives for it; in order.

    At most `window` tasks are under way, or done and not yet asked for. With one job or one task nothing is
    started and nothing pickled. Raises ChildProcessError where a worker died.

    >>> list(ahead(abs, iter([-1, 2]), 1, 1))
    [(-1, 1), (2, 2)]
    """
    tasks = iter(tasks)
    first = list(islice(tasks, 2)) if jobs > 1 else []
    tasks = chain(first, tasks)
    if len(first) < 2:
        yield from ((task, work(task)) for task in tasks)
        return
    from concurrent.futures import Future, ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    pool = ProcessPoolExecutor(jobs, initializer=_leave_interrupts)
    flying: deque[tuple[T, Future[R]]] = deque()
    try:
        for task in islice(tasks, window):
            flying.append((task, pool.submit(work, task)))
        while flying:
            task, future = flying[0]
            result = future.result()
            flying.popleft()
            for following in islice(tasks, 1):
                flying.append((following, pool.submit(work, following)))
            yield task, result
    except BrokenProcessPool:
        raise ChildProcessError(DIED) from None
    finally:
        # Interrupted or failed: nobody waits for what the workers are at.
        workers = list((pool._processes or {}).values()) if flying else []
        pool.shutdown(wait=False, cancel_futures=True)
        for worker in workers:
            worker.terminate()


def workers(asked: int, sizes: Sequence[int], worth: int = WORTH) -> int:
    """How many processes to use for files of these sizes in bytes; `asked` is obeyed, but for 0.

    To start them takes as long as `worth` bytes.

    >>> workers(3, [1]), workers(0, [1000])
    (3, 1)
    """
    if asked:
        return asked
    return cores() if sum(sizes) + FILE * len(sizes) > worth else 1


def cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _batch(work: Callable[[T], R], tasks: Sequence[T]) -> list[R]:
    return [work(task) for task in tasks]


def _leave_interrupts() -> None:
    """Ctrl-C is for the process that writes the files; it ends its workers."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
