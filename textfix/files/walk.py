"""Which files a path stands for: walking folders as git and ripgrep do."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from textfix.files.errors import unreadable
from textfix.files.leftovers import is_leftover

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

# What tools keep beside people's files; ruff's list, in short.
FOLDERS = frozenset(
    (
        *(".git", ".hg", ".svn", ".bzr", ".jj", ".textfix"),
        *(".venv", "venv", ".direnv", ".pyenv", "site-packages", "node_modules", ".eggs"),
        *("__pycache__", ".tox", ".nox", ".mypy_cache", ".pytest_cache", ".ruff_cache"),
        *(".ipynb_checkpoints",),
    )
)


class Found(NamedTuple):
    """A file to look at; `named` by the user rather than met in a folder."""

    path: Path
    named: bool


class Skipped(NamedTuple):
    """A path that is not looked at, and why."""

    path: Path
    why: str


class WalkError(OSError):
    """A path that does not exist, or a folder that cannot be read; the message names the cure."""


def walk(
    paths: Iterable[Path],
    *,
    exclude: Callable[[Path], bool] = lambda path: False,
    force_exclude: bool = False,
    gitignore: bool = True,
) -> Iterator[Found | Skipped | WalkError]:
    """The files that these paths stand for, each once, folders in the order of their names.

    A file that is named is taken whatever `.gitignore` and `exclude` say; with `force_exclude`, not
    against `exclude`. `.gitignore` never counts for it: git keeps what was added in spite of that,
    and hooks name such files.
    Links met in a folder are not followed: what they point at is found by itself, or lies outside.
    """
    seen: set[str] = set()
    for path in paths:
        real = os.path.realpath(path)
        if real in seen:
            continue
        try:
            mode = os.stat(path).st_mode  # noqa: PTH116 - as fast as it gets
        except OSError as wrong:
            yield WalkError(f"{path}: {_missing(path, wrong)}")
            continue
        if stat.S_ISDIR(mode):
            if force_exclude and exclude(path):
                continue
            yield from _folder(path, exclude, _Ignored(path) if gitignore else None, seen)
        elif not stat.S_ISREG(mode):
            yield WalkError(f"{path}: not a regular file; name files and folders")
        elif not (force_exclude and exclude(path)):
            seen.add(real)
            yield Found(path, True)


def is_there(path: Path) -> bool:
    """Is there such a file or folder? Path.exists raises where a name is too long to be one."""
    return os.path.exists(path)  # noqa: PTH110


def _missing(path: Path, wrong: OSError) -> str:
    """Why a path stands for nothing, and the cure."""
    if os.path.islink(path):  # noqa: PTH114 - which raises nothing
        why = "points at nothing" if isinstance(wrong, FileNotFoundError) else "loops"
        return f"a link that {why}; mend it, or leave it out"
    if isinstance(wrong, FileNotFoundError | NotADirectoryError):
        return "no such file or directory; check the name"
    return unreadable(wrong)


def _folder(
    top: Path,
    exclude: Callable[[Path], bool],
    ignored: _Ignored | None,
    seen: set[str],
) -> Iterator[Found | Skipped | WalkError]:
    waiting = [top]
    while waiting:
        folder = waiting.pop()
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError as wrong:
            yield WalkError(f"{folder}: {unreadable(wrong)}")
            continue
        inner = []
        real_folder = os.path.realpath(folder)
        rules = ignored.within(folder) if ignored else ()
        for entry in entries:
            path = Path(folder, entry.name)  # in half the time of `/`
            if entry.is_symlink() or is_leftover(entry.name):
                continue
            is_folder = entry.is_dir()
            if entry.name == ".git" or (is_folder and entry.name in FOLDERS):
                continue
            if exclude(path) or (rules and _leaves_out(rules, path, is_folder)):
                continue
            if is_folder:
                inner.append(path)
            elif not entry.is_file():
                yield Skipped(path, "not a regular file")
            elif (real := os.path.join(real_folder, entry.name)) not in seen:  # noqa: PTH118
                seen.add(real)
                yield Found(path, False)
        waiting += reversed(inner)


Rules = list[tuple[Path, "GitIgnoreSpec"]]  # a folder, and what its `.gitignore` says


class _Ignored:
    """What the `.gitignore` files above and below a folder, and `.git/info/exclude`, leave out."""

    def __init__(self, top: Path) -> None:
        self._specs: dict[Path, GitIgnoreSpec | None] = {}
        self._top = top.absolute()
        trees = (p for p in (self._top, *self._top.parents) if os.path.lexists(p / ".git"))
        self._root = next(trees, self._top)
        self._shared = _spec(self._root / ".git" / "info" / "exclude")

    def within(self, folder: Path) -> Rules:
        """What speaks of the files and folders in a folder: the deepest first, as it counts."""
        rules: Rules = []
        for base in (folder.absolute(), *folder.absolute().parents):
            if base not in self._specs:
                self._specs[base] = _spec(base / ".gitignore")
            if spec := self._specs[base]:
                rules.append((base, spec))
            if base == self._root:
                break
        return [*rules, (self._root, self._shared)] if self._shared else rules


def _leaves_out(rules: Rules, path: Path, is_folder: bool) -> bool:
    """Is this file or folder ignored?"""
    for base, spec in rules:
        name = path.absolute().relative_to(base).as_posix() + "/" * is_folder
        if (verdict := spec.check_file(name).include) is not None:
            return verdict
    return False


def _spec(file: Path) -> GitIgnoreSpec | None:
    try:
        lines = file.read_text("utf-8", "surrogateescape").splitlines()
    except OSError:
        return None
    from pathspec import GitIgnoreSpec

    try:
        return GitIgnoreSpec.from_lines(lines)
    except ValueError:
        return GitIgnoreSpec.from_lines(filter(_is_pattern, lines))


def _is_pattern(line: str) -> bool:
    """Git passes over what is none: a `!` alone, or a backslash at the end."""
    from pathspec import GitIgnoreSpec

    try:
        GitIgnoreSpec.from_lines([line])
    except ValueError:
        return False
    return True


def changed_since(revision: str, folder: Path) -> list[Path]:
    """The files below `folder` that differ from a revision of its git repository, or are new to it.

    Raises ValueError where git cannot say; the message names the cure.
    """
    tree = _git(
        folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{tree}}"
    )
    if not tree:
        raise ValueError(
            f"--since {revision}: git knows no such revision here; see git log, or fetch it "
            "(a checkout in CI may be shallow)"
        )
    kinds = "--no-renames", "--diff-filter=d", "--relative", "--ignore-submodules"
    names = _git(folder, "diff", "--name-only", "-z", *kinds, tree.decode().strip(), "--")
    names += _git(folder, "ls-files", "--others", "--exclude-standard", "-z")
    files = (name for name in dict.fromkeys(names.split(b"\0")) if not name.endswith(b"/"))
    return [folder / os.fsdecode(name) for name in files if name]


def _git(folder: Path, *command: str) -> bytes:
    """What git answers in a folder; nothing where it says no. Raises ValueError without a repository."""
    import subprocess  # takes 3 ms to import

    speaking = {**os.environ, "LC_ALL": "C"}
    try:
        done = subprocess.run(
            ["git", *command], cwd=folder, env=speaking, capture_output=True, check=False
        )
    except FileNotFoundError:
        raise ValueError("--since needs git; install it, or name the files") from None
    except OSError as wrong:
        raise ValueError(f"--since: {folder}: {unreadable(wrong)}") from None
    why = done.stderr.decode("utf-8", "replace").strip().partition("\n")[0]
    if "not a git repository" in why:
        raise ValueError(f"--since: {folder} is in no git repository; name the files without it")
    if done.returncode and why:
        raise ValueError(f"--since: {why.removeprefix('fatal: ')}")
    return done.stdout
