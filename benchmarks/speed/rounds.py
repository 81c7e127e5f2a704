"""Measurements in rounds: every contestant on every input, in an order drawn anew each time.

What drifts on the machine in the minutes a run takes so hits all alike.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product
from pathlib import Path
from random import Random
from statistics import median, quantiles
from typing import Any, NamedTuple

import environments
from contestants import CONTESTANTS, FLOOR
from inputs import Input
from progress import progress
from worker import WARM

WORKER = Path(__file__).with_name("worker.py")
MEMORY = {"news": 50, "hant-law": 50, "damaged": 25}  # documents that peak memory is taken over
Figures = dict[str, Any]


class Effort(NamedTuple):
    """How long to measure one contestant on one input."""

    rounds: int  # at most
    fewest: int
    sample: float  # seconds that one round may take; what is slower gets fewer documents
    total: float  # seconds for all rounds, if there can be more than the fewest


FULL = Effort(15, 5, 1.5, 4.0)
QUICK = Effort(3, 3, 0.3, 0.5)


class Worker:
    """A contestant in a process of its own."""

    def __init__(self, name: str) -> None:
        interpreter = environments.python(CONTESTANTS[name].environment)
        if interpreter is None:
            raise LookupError(f"{name} cannot be installed")
        self._process = subprocess.Popen(
            [interpreter, WORKER, name], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self._read()

    def ask(self, do: str, path: Path, count: int) -> Figures:
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps({"do": do, "path": str(path), "count": count}) + "\n")
        self._process.stdin.flush()
        return self._read()

    def _read(self) -> Figures:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        answer: Figures = json.loads(line) if line else {"error": "the process ended"}
        if answer.get("error"):
            raise LookupError(answer["error"])
        return answer

    def close(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait()


@contextmanager
def workers(names: list[str], missing: dict[str, str]) -> Iterator[dict[str, Worker]]:
    """Those that start; why the others do not goes to `missing`."""
    started: dict[str, Worker] = {}
    try:
        for name in names:
            if worker := _start(name, missing):
                started[name] = worker
        yield started
    finally:
        for worker in started.values():
            worker.close()


def _start(name: str, missing: dict[str, str]) -> Worker | None:
    try:
        return Worker(name)
    except LookupError as error:
        missing[name] = str(error)
        return None


def store(inputs: dict[str, Input], folder: Path) -> dict[str, Path]:
    """Write the inputs where workers find them."""
    paths = {name: folder / f"{name}.json" for name in inputs}
    for name, found in inputs.items():
        kept = {"documents": found.documents, "warm": found.warm}
        paths[name].write_text(json.dumps(kept), encoding="utf-8")
    every = [text for found in inputs.values() for text in found.warm]
    (folder / WARM).write_text(json.dumps(every), encoding="utf-8")
    return paths


def speeds(
    started: dict[str, Worker], inputs: dict[str, Input], paths: dict[str, Path], effort: Effort
) -> dict[str, dict[str, Figures]]:
    """What was measured, by input and contestant."""
    plans = {}
    for at, name in product(inputs, started):
        progress(f"trying {name} on {at}")
        plans[at, name] = _plan(started[name], inputs[at], paths[at], effort)
    measured: dict[tuple[str, str], list[Figures]] = {key: [] for key in plans}
    rng = Random(1)
    for number in range(effort.rounds):
        for at in inputs:
            due = [name for name in started if _due(number, plans[at, name][1], effort.rounds)]
            for name in rng.sample(due, len(due)):
                progress(f"round {number + 1}: {at}, {name}")
                got = started[name].ask("measure", paths[at], plans[at, name][0])
                measured[at, name].append(got)
    progress()
    return {at: {name: _summary(measured[at, name]) for name in started} for at in inputs}


def _plan(worker: Worker, found: Input, path: Path, effort: Effort) -> tuple[int, int]:
    """How many documents, how many rounds."""
    units = len(found.documents) // found.unit
    tried = worker.ask("measure", path, max(1, units // 20) * found.unit)
    each = tried["wall"] / tried["documents"]
    count = min(units, max(1, int(effort.sample / each) // found.unit)) * found.unit
    rounds = int(effort.total / (each * count))
    return count, min(effort.rounds, max(effort.fewest, rounds))


def _due(number: int, rounds: int, of: int) -> bool:
    """Is this one of `rounds` numbers spread evenly over `of`?"""
    return number * rounds // of != (number + 1) * rounds // of


def _summary(measured: list[Figures]) -> Figures:
    """The median speed, its quartiles and what lies behind them; time is that of the processor."""
    size, documents = measured[0]["bytes"], measured[0]["documents"]
    rates = [size / got["cpu"] / 1e6 for got in measured]
    low, middle, high = quantiles(rates, n=4, method="inclusive")
    return {
        "MB/s": middle,
        "quartiles": [low, high],
        "microseconds": 1e6 * median(got["cpu"] for got in measured) / documents,
        "wall/cpu": median(got["wall"] / got["cpu"] for got in measured),
        "documents": documents,
        "bytes": size,
        "rounds": len(measured),
    }


def memory(names: list[str], paths: dict[str, Path]) -> dict[str, float]:
    """Peak memory in MB of a fresh process each, over the same few documents."""
    peaks = {}
    for name in names:
        worker = Worker(name)
        for at, count in MEMORY.items():
            if at in paths:
                peaks[name] = worker.ask("memory", paths[at], count)["peak"]
        worker.close()
    return peaks


def noise(measured: dict[str, dict[str, Figures]]) -> dict[str, list[float]]:
    """Quartiles of the floor over the run, as shares of its median, by input."""
    return {
        at: [quartile / found[FLOOR]["MB/s"] for quartile in found[FLOOR]["quartiles"]]
        for at, found in measured.items()
        if FLOOR in found
    }
