"""Repaired files written in place, recorded first where nothing else could give them back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from textfix.files.errors import FileError
from textfix.files.journal import Journal
from textfix.files.leftovers import sweep
from textfix.files.replace import replace as replace_file
from textfix.files.runs import top_of
from textfix.files.task import Done


@dataclass(frozen=True, slots=True)
class Manner:
    """How files are written.

    `backup` is put behind the name of a copy (nothing: no copy). `journal`: record always, never,
    or (None) where more than one file is written or git could not give the one back; `limit` is
    in bytes, of all that is recorded. `options` are what the run was told, for the record.
    """

    files: Sequence[Path]
    backup: str = ""
    journal: bool | None = None
    limit: int = 1 << 30
    options: Mapping[str, Any] | None = None


class Writer:
    """Writes what tasks came to; a context manager, so that the journal is closed."""

    def __init__(self, manner: Manner) -> None:
        self._manner = manner
        self._journal: Journal | None = None
        self._first: Done | None = None  # written without a record, as git has it
        self._swept: set[Path] = set()
        # What was found of runs that were killed: paths, and what was done about them.
        self.recovered: list[tuple[Path, str]] = []

    @property
    def journal(self) -> Path | None:
        """The folder whose journal can take back what was written, if one can."""
        return self._journal.top if self._journal else None

    def write(self, done: Done) -> Done:
        """Let the file hold what it should; the outcome says whether it does now, or why not."""
        assert done.after is not None and done.stamp is not None
        path = done.task.path
        try:
            self._sweep(path.parent)
            self._record(done)
            replace_file(path, done.stamp, done.after, backup=self._manner.backup)
        except FileError as wrong:
            why = wrong.reason if wrong.path == path else str(wrong)
            return done._replace(outcome=done.outcome._replace(error=why))
        return done._replace(outcome=done.outcome._replace(written=True), before=b"", after=None)

    def _record(self, done: Done) -> None:
        if self._manner.journal is False:
            return
        if self._journal is None:
            if self._first is None and not self._manner.journal and in_git(done.task.path):
                self._first = done
                return
            manner = self._manner
            self._journal = journal = Journal(
                top_of(manner.files), options=manner.options or {}, limit=manner.limit
            )
            self.recovered += journal.recovered
            if self._first is not None:
                self._enter(self._first)
                self._first = None
        self._enter(done)

    def _sweep(self, folder: Path) -> None:
        """Clear up what a run without a journal left where it was killed."""
        if folder not in self._swept:
            self._swept.add(folder)
            self.recovered += sweep(folder)

    def _enter(self, done: Done) -> None:
        assert self._journal is not None and done.after is not None
        self._journal.record(done.task.path, done.before, done.after)

    def __enter__(self) -> Writer:  # noqa: PYI034 - typing has Self from 3.11 only
        return self

    def __exit__(self, *_: object) -> None:
        if self._journal is not None:
            self._journal.finish()


def in_git(path: Path) -> bool:
    """Does git have the file as it is now, so that `git checkout` or `git restore` gives it back?"""
    import subprocess  # takes 3 ms to import

    for command in (["ls-files", "--error-unmatch"], ["diff", "--quiet"]):
        try:
            asked = subprocess.run(
                ["git", *command, "--", path.name],
                cwd=path.parent,
                capture_output=True,
                check=False,
            )
        except OSError:
            return False
        if asked.returncode:
            return False
    return True
