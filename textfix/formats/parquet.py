"""Parquet and Arrow IPC (Feather): tables that are no text, so a repaired copy is written of them.

Needs pyarrow (`pip install 'textfix[parquet]'`). Repaired are the texts that `arrow.nested` finds;
all else stays: types, metadata of the schema and its fields (of pandas and Hugging Face), nulls,
the sizes of row groups and record batches, and, as far as pyarrow can, how columns are compressed,
encoded and sorted. Who made a Parquet file cannot be kept: that is pyarrow, then.

To check, one column of a row group (or of some small ones together) is in memory; to repair, all
its columns are. Each block of a column (see `arrow.texts`) is a document. The names of columns
are not repaired; the keys of maps are, with `options.keys`. A column called after a language
(`title_zh_TW`) is repaired as text in it.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from textfix.files.asked import asked
from textfix.files.errors import reason
from textfix.files.outcome import Outcome
from textfix.formats.arrow.columns import Columns
from textfix.formats.arrow.store import Store, StoreError
from textfix.formats.arrow.texts import Manner
from textfix.formats.layout import Options
from textfix.formats.spot import Telling
from textfix.pipeline import Pipeline

suffixes = (".parquet", ".pq", ".arrow", ".arrows", ".feather")

_PARQUET, _ENCRYPTED, _FEATHER_1 = b"PAR1", b"PARE", b"FEA1"
# What pyarrow raises: for damage, and for what it cannot do.
_FAILURES = (
    *(OSError, ValueError, LookupError, ArithmeticError),
    *(TypeError, MemoryError, NotImplementedError),
)
_KEYS = "encrypted; decrypt it first, with the keys it was written with"


def examine(
    path: Path,
    pipeline: Pipeline,
    options: Options,
    *,
    name: str = "",
    min_score: float = 0.0,
    telling: Telling = Telling.SUSPICIONS,
) -> Outcome:
    """What is wrong with the texts of a file, which is only read.

    `options.columns` names columns, or paths in them (`translation.zh`). `name` is what the
    outcome calls the file; `min_score` and `telling` are those of `splice.repair`. The spots are
    places in a value, and `where` says in which: `row 12, column title`, the first row being 1.
    Whatever stands in the way is the outcome's `error`.
    """
    columns = Columns(options, Manner(pipeline, min_score, telling))

    def run() -> bool:
        with closing(_open(path)) as store:
            chosen = columns.of(store.schema)
            repaired = [len(columns.repair(part, chosen)) for part in store.parts()]
        return any(repaired)

    return _outcome(name or str(path), columns, run)


def repair(
    path: Path,
    target: Path,
    pipeline: Pipeline,
    options: Options,
    *,
    name: str = "",
    min_score: float = 0.0,
    telling: Telling = Telling.SUSPICIONS,
) -> Outcome:
    """Write a repaired copy of a file to `target`, with the repairs that `examine` tells.

    If nothing is repaired (the outcome is not `changed`), nothing is written. The copy is read
    again before it is called one: schema and rows must be those of `path`, the columns without a
    repair equal, and the others what they were to be. Where that or anything else fails, `target`
    is removed, and the outcome's `error` says why.
    """
    columns = Columns(options, Manner(pipeline, min_score, telling))

    def run() -> bool:
        from textfix.formats.arrow.copy import copy

        try:
            return copy(path, target, columns, _open)
        except BaseException:
            with suppress(OSError):
                target.unlink(missing_ok=True)
            raise

    return _outcome(name or str(path), columns, run)


def _outcome(name: str, columns: Columns, run: Callable[[], bool]) -> Outcome:
    """What came of it; `run` says whether the file would change."""
    try:
        changed = run()
    except ImportError as wrong:
        if (wrong.name or "").partition(".")[0] != "pyarrow":
            raise
        return Outcome(name, error="pip install 'textfix[parquet]' to read it")
    except StoreError as wrong:
        return Outcome(name, error=str(wrong))
    except _FAILURES as wrong:
        return Outcome(name, error=_why(wrong))
    except RecursionError:
        return Outcome(name, error="nested too deep to be read; flatten it")
    return Outcome(
        name,
        spots=tuple(columns.spots),
        problems=columns.problems,
        changed=changed,
        met=asked(columns.options._replace(columns=tuple(columns.met))),
    )


def _why(error: Exception) -> str:
    """An error of pyarrow's, as one line."""
    if isinstance(error, OSError) and error.errno:
        return reason(error)
    said = " ".join(str(error).split())[:200]
    if "ecrypt" in said:
        return _KEYS
    return f"not a whole Parquet or Arrow file ({said}); fetch it or write it again"


def _open(path: Path) -> Store[Any]:
    """The file by its first bytes, whatever its name."""
    with path.open("rb") as file:
        magic = file.read(4)
    if magic == _ENCRYPTED:
        raise StoreError(_KEYS)
    if magic == _FEATHER_1:
        raise StoreError("Feather version 1; write it again as version 2 with an older pyarrow")
    if magic == _PARQUET:
        from textfix.formats.arrow.parquet_file import ParquetFile

        return ParquetFile(path)
    from textfix.formats.arrow.ipc_file import IpcFile

    return IpcFile(path)
