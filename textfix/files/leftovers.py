"""What killed runs left in a folder: temporary files removed, torn files whole again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from textfix.files.in_place import recover
from textfix.files.temporary import PREFIX, is_temporary, remove_orphan


def is_leftover(name: str) -> bool:
    """Is this the name of a file of textfix's own, which no walk should offer for repair?

    >>> is_leftover(".textfix-0badcafe-0123456789abcdef"), is_leftover(".textfix.toml")
    (True, False)
    """
    return name.startswith(PREFIX)


def sweep(folder: Path) -> Iterator[tuple[Path, str]]:
    """Clear up after killed runs in `folder` (not below it); yields what was done with which file.

    Only files that no living process holds are touched; a folder that cannot be read is left.
    """
    try:
        entries = sorted(folder.iterdir())
    except OSError:
        return
    if not any(is_leftover(entry.name) for entry in entries):
        return
    yield from recover(folder)
    for entry in entries:
        if is_temporary(entry.name) and remove_orphan(entry):
            yield entry, "removed: a killed run left it"
