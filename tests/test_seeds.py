"""The five real documents the project was born from, byte for byte."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from cases import ROOT, SHARED

from textfix import fix, fix_bytes, report

DAMAGED = sorted((SHARED / "seeds" / "damaged").glob("*.txt"))
pytestmark = pytest.mark.skipif(not DAMAGED, reason="the documents are not here")
each_document = pytest.mark.parametrize("path", DAMAGED, ids=lambda path: path.stem)


def expected(path: Path) -> bytes:
    return (SHARED / "seeds" / "expected" / path.name).read_bytes()


@each_document
def test_fix(path: Path) -> None:
    data = path.read_bytes()
    repaired = fix(data.decode())
    assert repaired.encode() == expected(path)
    assert fix_bytes(data) == repaired
    assert fix(repaired) is repaired


@each_document
def test_undo(path: Path) -> None:
    explained = report(path.read_bytes().decode())
    assert explained.after.encode() == expected(path)
    assert explained.undo().encode() == path.read_bytes()


@each_document
def test_command(path: Path) -> None:
    command = [sys.executable, "-m", "textfix"]
    by_name = subprocess.run([*command, path], cwd=ROOT, capture_output=True)
    assert (by_name.returncode, by_name.stderr) == (0, b"")
    assert by_name.stdout == expected(path)
    with path.open("rb") as file:
        piped = subprocess.run(command, cwd=ROOT, stdin=file, capture_output=True)
    assert (piped.returncode, piped.stderr, piped.stdout) == (0, b"", by_name.stdout)
