"""Small files shared out among forks: the same results in the same order."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from time import sleep

import pytest
from command import CLEAN, PAGE

from textfix.files import forks
from textfix.files.task import Done, Task, work
from textfix.files.treatment import Treatment
from textfix.pipeline import Pipeline

pytestmark = pytest.mark.skipif(not forks.POSSIBLE, reason="needs Linux")
HOW = Treatment(Pipeline.of())


@pytest.fixture
def tasks(tmp_path: Path) -> list[Task]:
    made = []
    for number in range(100):
        path = tmp_path / f"{number:03}.txt"
        path.write_text((PAGE if number % 9 == 4 else CLEAN) * (1 + number % 5), "utf-8")
        made.append(Task(path, path.name, HOW))
    made[7].path.unlink()
    return made


@pytest.mark.parametrize("jobs", [2, 3, 7])
@pytest.mark.parametrize("count", [0, 1, 2, 9, 100])
def test_results_and_order(tasks: list[Task], jobs: int, count: int) -> None:
    some = tasks[:count]
    assert list(forks.shared(some, jobs)) == list(map(work, some))


def test_large_results_wait_in_their_pipe(tasks: list[Task]) -> None:
    for task in tasks:
        task.path.write_text(PAGE * 5000, "utf-8")  # more than a pipe holds
    some = tasks[:6]
    assert [done.after for done in forks.shared(some, 2)] == [(CLEAN * 5000).encode()] * 6


def test_whoever_asks_no_more_waits_for_none(
    tasks: list[Task], monkeypatch: pytest.MonkeyPatch
) -> None:
    here = os.getpid()

    def stops(task: Task) -> Done:
        if os.getpid() != here and task.name >= "030.txt":
            signal.pause()
        return work(task)

    started, fork = list[int](), os.fork
    monkeypatch.setattr(forks, "work", stops)
    monkeypatch.setattr(os, "fork", lambda: started.append(fork()) or started[-1])
    given = forks.shared(tasks, 2)
    for _ in range(20):  # the first ones, a batch, and some of the worker's
        next(given)
    given.close()
    assert len(started) == 1
    with pytest.raises(ChildProcessError):
        os.waitpid(started[0], os.WNOHANG)


def test_who_has_work_left_does_not_wait(
    tasks: list[Task], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    here, done = os.getpid(), tmp_path / "done"

    def waits(task: Task) -> Done:
        if os.getpid() == here and task.name == "090.txt":
            done.touch()
        for _ in range(500 * (os.getpid() != here)):
            if done.exists():
                break
            sleep(0.01)
        else:
            assert os.getpid() == here, "the other process waited for this one"
        return work(task)

    monkeypatch.setattr(forks, "work", waits)
    clean = [task for task in tasks if int(task.name[:3]) % 9 != 4 and task.path.exists()]
    assert [one.task for one in forks.shared(clean, 2)] == clean


def test_a_failure_is_raised_in_its_turn(
    tasks: list[Task], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(task: Task) -> Done:
        if task.name == "050.txt":
            raise ValueError(task.name)
        return work(task)

    monkeypatch.setattr(forks, "work", fails)
    for jobs in (2, 3):
        got = []
        with pytest.raises(ValueError, match="050"):
            got.extend(forks.shared(tasks, jobs))
        assert [done.task for done in got] == tasks[: len(got)] and len(got) <= 50


def test_a_worker_that_is_killed(tasks: list[Task], monkeypatch: pytest.MonkeyPatch) -> None:
    here = os.getpid()

    def dies(task: Task) -> Done:
        if os.getpid() != here and task.name >= "050.txt":
            os.kill(os.getpid(), signal.SIGKILL)
        return work(task)

    monkeypatch.setattr(forks, "work", dies)
    with pytest.raises(ChildProcessError, match="a worker process died"):
        list(forks.shared(tasks, 2))
