"""One line on the terminal that says what is being measured."""

from __future__ import annotations

import sys


def progress(text: str = "") -> None:
    """Write it over the one before; without a terminal nothing is written."""
    if sys.stderr.isatty():
        print(f"\r{text:70}", end="" if text else "\r", file=sys.stderr, flush=True)
