"""A large file repaired block by block: one worker or several, the same in the same order."""

from __future__ import annotations

import io
import json
import os
import signal
from pathlib import Path
from typing import Any

import pytest
from command import PAGE, posix

from textfix.files import ranges, stream
from textfix.files.pool import ahead
from textfix.files.ranges import Source, repaired
from textfix.files.treatment import Treatment
from textfix.formats.layout import Options
from textfix.formats.spot import Telling
from textfix.pipeline import Pipeline

HOW = Treatment(Pipeline.of(), telling=Telling.REPAIRS)
BODY = PAGE.strip()


def texts() -> list[str]:
    return [BODY if n % 7 == 3 else f"第{n}条新闻，今天的天气很好。" for n in range(120)]


def as_text() -> str:
    return "\n\n".join(texts()) + "\n"


def as_jsonl() -> str:
    lines = (json.dumps({"id": 1, "text": text}, ensure_ascii=False) for text in texts())
    return "".join(f"{line}\n" for line in lines).replace('"第50条', "第50条")


def as_csv(delimiter: str = ",") -> str:
    rows = (f'{n}{delimiter}"{t}\n""{t}"""{delimiter}編號\r\n' for n, t in enumerate(texts()))
    return f"id{delimiter}text{delimiter}kind\r\n" + "".join(rows)


FILES = {
    "a.txt": as_text(),
    "a.jsonl": as_jsonl(),
    "a.csv": as_csv(),
    "a.tsv": as_csv("\t"),
    "b.csv": "\ufeff" + as_csv(";"),
    "c.csv": as_csv() + '7,"open\n' * 3,
}


@pytest.fixture(autouse=True)
def small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "WHOLE", 1500)
    monkeypatch.setattr(stream, "BLOCK", 1000)


def result(data: bytes, source: Source, jobs: int) -> tuple[bytes, list[Any], int]:
    """What is written, what is told, and in how many blocks."""
    out, told = [], []
    for range, (outcome, after) in repaired(io.BytesIO(data), source, jobs):
        out.append(range.read() if after is None else after)
        told.append(outcome)
    return b"".join(out), told, len(told)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
@pytest.mark.parametrize("name", FILES)
def test_workers_give_the_same(name: str, encoding: str) -> None:
    data = FILES[name].encode(encoding)
    source = Source(name, HOW)
    one = result(data, source, 1)
    assert one[2] > 4
    assert [result(data, source, jobs) for jobs in (2, 3)] == [one, one]
    left = FILES[name].count(BODY)
    assert one[0].decode().count(BODY) < left and len(one[0].decode()) < len(data)


@pytest.mark.parametrize("name", ["a.csv", "a.tsv", "b.csv"])
def test_a_column_is_known_in_every_block(name: str) -> None:
    how = Treatment(Pipeline.of(), Options(columns=("text",)), telling=Telling.REPAIRS)
    written, told, count = result(FILES[name].encode(), Source(name, how), 2)
    text = written.decode()
    assert count > 4 and BODY not in text and text.count("編號") == 120  # another column
    assert told[0].met == {"--column text"}
    wheres = {spot.where for outcome in told for spot in outcome.spots if spot.old in BODY}
    assert wheres == {f"row {n + 2}, text" for n in range(120) if n % 7 == 3}


def test_a_value_is_no_name_of_a_column() -> None:
    how = Treatment(Pipeline.of(), Options(columns=("編號",)), telling=Telling.REPAIRS)
    written, told, _ = result(FILES["a.csv"].encode(), Source("a.csv", how), 1)
    assert written == FILES["a.csv"].encode()
    assert all(not outcome.met for outcome in told)


def test_lines_are_those_of_the_file() -> None:
    data = FILES["a.jsonl"].encode()
    problems = [p for one in result(data, Source("a.jsonl", HOW), 2)[1] for p in one.problems]
    assert len(problems) == 1 and problems[0].startswith("line 51, ")


def test_an_error_says_where() -> None:
    data = FILES["a.txt"].encode() + b"\xff\xfe\xff\n" * 3
    outcome = result(data, Source("a.txt", HOW), 1)[1][-1]
    start = int(outcome.error.split()[2])
    assert outcome.error.startswith(f"from byte {start} on: ") and start > 1000


@pytest.mark.parametrize("target", ["utf-8-sig", "utf-16"])
def test_a_mark_is_written_once(target: str) -> None:
    how = Treatment(Pipeline.of(), to=target)
    written, _, count = result(FILES["a.txt"].encode(), Source("a.txt", how), 1)
    assert count > 4 and "\ufeff" not in written.decode(target)


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_a_file_is_read_by_its_workers(tmp_path: Path, jobs: int) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(FILES["a.jsonl"].encode())
    source = Source("a.jsonl", HOW, path=path, spots=False)
    out = []
    with path.open("rb") as file:
        for range, (outcome, after) in repaired(file, source, jobs):
            assert bool(range.block.data) == (jobs == 1)
            assert not outcome.spots and not outcome.text
            out.append(range.read() if after is None else after)
    assert b"".join(out) == result(path.read_bytes(), Source("a.jsonl", HOW), 1)[0]


@pytest.mark.parametrize("change", ["shorter", "another"])
def test_a_file_that_changes_meanwhile(tmp_path: Path, change: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(FILES["a.txt"].encode())
    with path.open("rb") as file:
        results = repaired(file, Source("a.txt", HOW, path=path), 2)
        range = next(results)[0]
        results.close()
        if change == "shorter":
            path.write_bytes(b"")
        else:
            (tmp_path / "b.txt").write_bytes(FILES["a.txt"].encode())
            (tmp_path / "b.txt").replace(path)
        with pytest.raises(OSError, match="changed while"):
            range.read()


@pytest.mark.parametrize("name", ["a.jsonl.gz", "a.md", "a.html"])
def test_what_is_not_cut(name: str) -> None:
    assert not ranges.may_cut(name, HOW)


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_few_tasks_are_under_way(jobs: int) -> None:
    taken = done = most = 0

    def tasks() -> Any:
        nonlocal taken, most
        for number in range(50):
            taken += 1
            most = max(most, taken - done)
            yield number

    for _ in ahead(abs, tasks(), jobs, 2 * jobs):
        done += 1
    assert done == 50 and most <= 2 * jobs + 1  # one is in hand


def _dies_at_5(number: int) -> int:
    if number == 5:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


@posix
def test_a_worker_that_dies_is_told_of() -> None:
    got = []
    with pytest.raises(ChildProcessError, match="worker process died"):
        got += [result for _, result in ahead(_dies_at_5, iter(range(50)), 2, 4)]
