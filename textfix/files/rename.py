"""A file or folder given another name in its folder, recorded first."""

from __future__ import annotations

import os
from pathlib import Path

from textfix.files.errors import RenameError, reason
from textfix.files.journal import Journal
from textfix.files.names import Renaming, is_name
from textfix.files.temporary import flush_folder


def rename(renaming: Renaming, journal: Journal | None = None) -> Path:
    """Rename as `names` found, certain or not; the new path.

    `journal`: where it is recorded so that it can be undone. Raises RenameError where the new
    name is taken or is none that a file may have, and JournalError; nothing is renamed then.
    """
    path, new = renaming.path, renaming.path.parent / renaming.reading.text
    if not is_name(renaming.reading.text):
        raise RenameError(path, f"may not be called {renaming.reading.text!r}; rename it by hand")
    if os.path.lexists(new):
        raise RenameError(path, f"{new.name} exists already; rename one of them by hand")
    try:
        path.lstat()
        if journal is not None:
            journal.record_rename(path, new)
        path.rename(new)
        flush_folder(path.parent)
    except OSError as error:
        raise RenameError(path, reason(error)) from error
    return new
