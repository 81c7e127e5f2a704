"""Files with several hard links, which cannot be replaced: rewritten in place, recoverably.

A new file under one of the names would part it from the others. So the bytes are written over,
which a kill can interrupt halfway. Before that, both the new bytes (`....new`) and the old ones
(`....old`, moved there only when complete) lie beside the file, named by its inode; `recover`
completes what was interrupted by writing the old bytes back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from itertools import zip_longest
from pathlib import Path

from textfix.files.errors import ReplaceError, reason
from textfix.files.temporary import (
    OWN,
    create,
    flush,
    flush_folder,
    hold,
    move,
    remove,
    remove_orphan,
    temporary,
)

_OLD = re.compile(r"\.textfix-[0-9a-f]{8}-(?P<inode>[0-9a-f]+)\.old")
_NEW = re.compile(r"\.textfix-[0-9a-f]{8}-[0-9a-f]+\.new")
_BLOCK = 1 << 16  # bytes compared at once


def rewrite(target: Path, old: bytes, new: bytes) -> None:
    """Write `new` over the bytes of `target`, which are `old`; on any failure they are again.

    Raises OSError, or ReplaceError where the old bytes could not be written back; they are then
    in the file that it names.
    """
    spare = target.with_name(f"{OWN}{target.stat().st_ino:x}.new")
    saved = spare.with_suffix(".old")
    file = create(spare)
    try:
        file.write(new)
        flush(file)
        try:
            _save(saved, old)
            _overwrite(target, new)
        except BaseException as error:
            _back(target, old, saved, error)
            raise
        saved.unlink()
    finally:
        remove(spare, file)


def _save(saved: Path, old: bytes) -> None:
    with temporary(saved.parent) as file:
        file.write(old)
        flush(file)
        move(file, saved)
    flush_folder(saved.parent)


def _overwrite(target: Path, data: bytes) -> None:
    with target.open("r+b") as file:
        file.write(data)
        file.truncate()
        flush(file)


def _back(target: Path, old: bytes, saved: Path, error: BaseException) -> None:
    try:
        if target.read_bytes() != old:
            _overwrite(target, old)
    except OSError as again:
        what = f"{reason(again)}; its bytes as they were are in {saved.name}"
        raise ReplaceError(target, what) from error
    saved.unlink(missing_ok=True)


def recover(folder: Path) -> Iterator[tuple[Path, str]]:
    """Finish what killed runs began in `folder`: a torn file gets its old bytes back.

    Yields what was done with each file, in words. A file that holds anything but a mixture of its
    old and its new bytes was changed by somebody since; it is left, and so is the copy of the old.
    """
    entries = sorted(folder.iterdir())
    for entry in entries:
        m = _OLD.fullmatch(entry.name)
        done = None
        with suppress(OSError):  # gone meanwhile, or nothing can be proved: left
            done = _recover(entry, int(m["inode"], 16)) if m else None
        if done:
            yield done
    for entry in entries:
        own = entry.name.startswith(OWN)
        if _NEW.fullmatch(entry.name) and not own and not entry.with_suffix(".old").exists():
            remove_orphan(entry)


def _recover(saved: Path, inode: int) -> tuple[Path, str] | None:
    if saved.name.startswith(OWN):
        return None
    linked = (path for path in sorted(saved.parent.iterdir()) if path.lstat().st_ino == inode)
    target, spare = next(linked, None), saved.with_suffix(".new")
    if target is None:
        return saved, "kept: the file it was copied from is gone"
    if not spare.exists():  # interrupted before or after the file was touched
        if saved.read_bytes() == target.read_bytes():
            saved.unlink()
        return None
    with spare.open("r+b") as held:
        if not hold(held):
            return None
        old, new, now = saved.read_bytes(), held.read(), target.read_bytes()
        whole = now in (old, new)
        if not whole and not _is_mixture(now, old, new):
            return target, f"changed since a run was killed; as it was before: {saved.name}"
        if not whole:
            _overwrite(target, old)
        saved.unlink()
        remove(spare, held)
    return None if whole else (target, "as it was before a run was killed")


def _is_mixture(now: bytes, old: bytes, new: bytes) -> bool:
    """Is this what overwriting `old` with `new`, or back, looks like before it is through?"""
    parts = (slice(at, at + _BLOCK) for at in range(0, len(now), _BLOCK))
    return all(
        now[part] in (old[part], new[part])
        or all(byte in either for byte, *either in zip_longest(now[part], old[part], new[part]))
        for part in parts
    )
