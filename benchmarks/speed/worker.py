"""The process of one contestant: it measures inside and speaks JSON lines over its pipes.

    python worker.py CONTESTANT

It builds the contestant once and warms up on documents of every kind, so that all tables are loaded.
Every measurement runs in a fork of it, with memory of its own, which warms up once more on its kind
and then sees documents that no cache has seen.
"""

from __future__ import annotations

import ctypes
import gc
import json
import os
import resource
import sys
from collections import deque
from collections.abc import Callable
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from contestants import CONTESTANTS, OURS

WARM = "warm.json"  # beside the inputs: what all of them keep apart for warming up


def ready(takes: str, texts: list[str]) -> list[Any]:
    """What the calls are given, one by one."""
    if takes == "texts":
        return [texts]
    return [text.encode("utf-8") for text in texts] if takes == "bytes" else texts


def run(repair: Callable[[Any], object], given: list[Any]) -> None:
    deque(map(repair, given), maxlen=0)


def measure(repair: Callable[[Any], object], takes: str, path: str, count: int) -> dict[str, float]:
    """Seconds for the first `count` documents of a file."""
    kept = json.loads(Path(path).read_text("utf-8"))
    documents = kept["documents"][:count]
    warm, given = ready(takes, kept["warm"]), ready(takes, documents)
    gc.collect()
    run(repair, warm)
    wall, cpu = perf_counter(), process_time()
    run(repair, given)
    cpu, wall = process_time() - cpu, perf_counter() - wall
    size = sum(len(text.encode("utf-8")) for text in documents)
    return {"cpu": cpu, "wall": wall, "documents": len(documents), "bytes": size}


def peak() -> float:
    """MB that were resident at most, of this program only.

    getrusage counts what the process was before it became this program, so Linux is asked itself.
    """
    status = Path("/proc/self/status")
    if status.exists():
        lines = status.read_text().splitlines()
        return int(next(line for line in lines if line.startswith("VmHWM")).split()[1]) / 1024
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used / (1 << 20 if sys.platform == "darwin" else 1 << 10)


def remember(
    repair: Callable[[Any], object], takes: str, path: str, count: int
) -> dict[str, float]:
    """Peak memory after the first `count` documents of a file and those before."""
    run(repair, ready(takes, json.loads(Path(path).read_text("utf-8"))["documents"][:count]))
    return {"peak": peak()}


POPULATE_WRITE = 23  # MADV_POPULATE_WRITE of Linux 5.14


def own_pages() -> None:
    """Copy the memory that is shared with the parent now, not page by page while time is taken.

    A page is copied when anything on it is first counted a reference to, which takes up to 6
    microseconds: of fast contestants a third of their time, and nothing a user has. Elsewhere than
    on Linux nothing is done.
    """
    maps = Path("/proc/self/maps")
    if not maps.exists():
        return
    libc = ctypes.CDLL(None)
    for line in maps.read_text().splitlines():
        span, mode, *_ = line.split()
        if mode == "rw-p":
            low, high = (int(end, 16) for end in span.split("-"))
            libc.madvise(ctypes.c_void_p(low), ctypes.c_size_t(high - low), POPULATE_WRITE)


def forked(work: Callable[[], dict[str, float]]) -> None:
    """Do it in a child, which answers."""
    child = os.fork()
    if not child:
        own_pages()
        answer(work())
        os._exit(0)
    if os.waitpid(child, 0)[1]:
        answer({"error": "the measurement failed; see above"})


def answer(values: object) -> None:
    print(json.dumps(values), flush=True)


def main() -> None:
    contestant = CONTESTANTS[sys.argv[1]]
    if contestant.environment == OURS:
        sys.path[:0] = [str(Path(__file__).resolve().parents[2])]
    try:
        repair = contestant.build()
    except ImportError as error:
        answer({"error": str(error)})
        return
    answer({"error": None})
    warm = False
    for line in sys.stdin:
        request = json.loads(line)
        path, count = request["path"], request["count"]
        if request["do"] == "memory":
            answer(remember(repair, contestant.takes, path, count))
            continue
        if not warm:
            every = json.loads(Path(path).with_name(WARM).read_text("utf-8"))
            run(repair, ready(contestant.takes, every))
            warm = True
        forked(lambda: measure(repair, contestant.takes, path, count))  # noqa: B023


if __name__ == "__main__":
    main()
