"""The five minutes of the README: every command as it is typed, with the output it is shown with."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from cases import FIXTURES, ROOT

import textfix

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs a POSIX shell")
RUN = re.compile(r"\d{8}T\d{6}Z-\d{3}")  # the name of a run is the time it began


def tour() -> list[tuple[str, str]]:
    text = (ROOT / "README.md").read_text("utf-8")
    section = text.partition("## Five minutes")[2].partition("\n## ")[0]
    steps: list[tuple[str, str]] = []
    for line in section.splitlines():
        if line.startswith("    $ "):
            steps.append((line[6:], ""))
        elif line.startswith("    ") and steps:
            steps[-1] = steps[-1][0], f"{steps[-1][1]}{line[4:]}\n"
    return steps


def test_tour(tmp_path: Path) -> None:
    shutil.copytree(FIXTURES / "tour", tmp_path / "tour")
    command = tmp_path / "bin" / "textfix"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m textfix "$@"\n')
    command.chmod(0o755)
    env = {
        **os.environ,
        "PATH": f"{command.parent}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(Path(textfix.__file__).parent.parent),
        "PYTHONIOENCODING": "utf-8",
    }
    steps = tour()
    assert len(steps) >= 6
    for typed, shown in steps:
        done = subprocess.run(
            ["sh", "-c", f"{typed} 2>&1"],
            cwd=tmp_path / "tour",
            env=env,
            capture_output=True,
            check=False,
        )
        assert RUN.sub("RUN", done.stdout.decode()) == RUN.sub("RUN", shown), typed
