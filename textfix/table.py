"""The tables of `data/`: rows of fields with a TAB between, `#` before a comment."""

from __future__ import annotations

import os
from collections.abc import Iterator

from textfix.pattern import pattern

# importlib.resources takes longer to import than a table to read.
_DATA = os.path.join(os.path.dirname(__file__), "data")  # noqa: PTH118, PTH120

_ESCAPE = pattern(r"\\u([0-9a-f]{6})")


def rows(name: str, suffix: str = "tsv") -> Iterator[tuple[str, ...]]:
    """The rows of `data/<name>.<suffix>`, comments left out."""
    path = os.path.join(_DATA, f"{name}.{suffix}")  # noqa: PTH118
    with open(path, encoding="utf-8") as lines:  # noqa: PTH123
        for line in lines:
            if not line.startswith("#") and line.strip():
                yield tuple(line.rstrip("\n").split("\t"))


def keyed(name: str, suffix: str = "tsv") -> dict[bytes, bytes]:
    """What follows the first field of each row, by that field; in UTF-8, as few rows are needed.

    A million bytes take 3 ms this way, and 15 as `rows`.
    """
    path = os.path.join(_DATA, f"{name}.{suffix}")  # noqa: PTH118
    with open(path, "rb") as table:  # noqa: PTH123
        lines = table.read().split(b"\n")
    return dict(line.split(b"\t", 1) for line in lines if line[:1] not in b"#")


def unescaped(written: str) -> str:
    r"""Characters of a field, some of them written by their code points.

    >>> unescaped(r"a\u00000a")
    'a\n'
    """
    return _ESCAPE.sub(lambda m: chr(int(m[1], 16)), written) if "\\" in written else written
