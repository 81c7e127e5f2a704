"""Fixtures that several files of tests share."""

from __future__ import annotations

import io
import os
import signal
import sys
from pathlib import Path
from typing import Any

import pytest
from command import Outcome
from hypothesis import settings

from textfix.cli import main
from textfix.config import discover

# The same texts in every run, so that a change is judged by what it does; to look for others:
# HYPOTHESIS_PROFILE=random pytest.
settings.register_profile("same", derandomize=True)
settings.register_profile("random")
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # A shell that starts the tests in the background has them, and all they start, ignore Ctrl-C.
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsysbinary: Any) -> Any:
    """Runs the command in this process, in an empty directory."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")

    def run(*args: str, stdin: bytes = b"") -> Outcome:
        discover.forget()
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        with pytest.raises(SystemExit) as end:
            main(args)
        out, err = capsysbinary.readouterr()
        return Outcome(end.value.code, out, err.decode())  # type: ignore[arg-type]

    return run
