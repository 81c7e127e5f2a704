"""A file too large to be one document: repaired in blocks, told of as one."""

from __future__ import annotations

from pathlib import Path

import pytest
from command import CLEAN

from textfix.files import large, stream
from textfix.files.task import Done, Task, of_bytes, without
from textfix.files.treatment import Treatment
from textfix.formats.spot import Telling
from textfix.pipeline import Pipeline

HOW = Treatment(Pipeline.of(), telling=Telling.DAMAGE)
RADICAL = "这个⽂件很好。"  # sure without evidence from around it
ROWS = [RADICAL if n % 9 == 4 else f"第{n}页\n{CLEAN}" for n in range(150)]
TEXT = "\n".join(ROWS)


@pytest.fixture(autouse=True)
def small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "WHOLE", 1500)
    monkeypatch.setattr(stream, "BLOCK", 1000)


def done(path: Path, data: bytes, jobs: int = 1, how: Treatment = HOW) -> Done:
    path.write_bytes(data)
    task = Task(path, path.name, how)
    assert large.is_large(task, len(data))
    return large.work(task, jobs)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_it_is_told_of_as_one_document(tmp_path: Path, encoding: str) -> None:
    data = TEXT.encode(encoding)
    got = done(tmp_path / "a.txt", data, 2)
    want = of_bytes(got.task, data, got.stamp)
    assert len(got.blocks) > 5
    assert got._replace(blocks=()) == want and got.after and got.outcome.spots


def test_workers_say_the_same(tmp_path: Path) -> None:
    got = [done(tmp_path / "a.txt", TEXT.encode(), jobs) for jobs in (1, 2, 3)]
    said = [one._replace(stamp=None) for one in got]
    assert said[0] == said[1] == said[2]


def test_of_a_clean_file_nothing_is_kept(tmp_path: Path) -> None:
    got = done(tmp_path / "a.txt", CLEAN.encode() * 100)
    assert not (got.outcome.text or got.before or got.after or got.outcome.error)


def test_what_is_accepted_stays(tmp_path: Path) -> None:
    got = done(tmp_path / "a.txt", TEXT.encode())
    marks = [spot.mark for spot in got.outcome.spots]
    assert not without(got, marks).outcome.spots
    kept = without(got, marks[1::2])
    assert [spot.mark for spot in kept.outcome.spots] == marks[::2]
    assert kept.after and kept.after not in (got.before, got.after) and kept.stamp == got.stamp


def test_an_error_leaves_all_of_it(tmp_path: Path) -> None:
    got = done(tmp_path / "a.txt", TEXT.encode() + b"\n\xff\xfe\xff\n" * 9)
    assert "from byte" in got.outcome.error and got.after is None


def test_what_is_skipped(tmp_path: Path) -> None:
    got = done(tmp_path / "a.txt", TEXT.encode(), how=Treatment(Pipeline.of(), limit=2000))
    assert "--max-size" in got.skipped
    got = done(tmp_path / "a.txt", b"\x89PNG\r\n\x1a\n" + b"\1\2\3\n" * 1000)
    assert got.skipped and got.after is None


def test_what_is_not_large(tmp_path: Path) -> None:
    for name in ("a.md", "a.jsonl.gz"):
        assert not large.is_large(Task(tmp_path / name, name, HOW), 1 << 40)
