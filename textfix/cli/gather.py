"""The files a command is about: found, worked on by so many processes, told of at the end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from os import stat_result
from os.path import samestat
from pathlib import Path

import click

from textfix.cli.choices import Choices, tell_unmet
from textfix.cli.options import EMPTY
from textfix.cli.reading import label, opened, output
from textfix.cli.terminal import Progress, fault, tell, write
from textfix.files import forks, stream
from textfix.files.errors import FileError
from textfix.files.pool import WORTH, run, workers
from textfix.files.task import Done, Task, of_bytes, without, work
from textfix.files.walk import Found, Skipped, WalkError, changed_since, is_there, walk
from textfix.formats.spot import Telling
from textfix.render.summary import Counts

STDIN = Path("-")
LISTED = 3  # of the files skipped for one reason


class Tally:
    """What a run met, for its last lines and its exit code."""

    def __init__(self) -> None:
        self.unclean = self.failed = 0
        self.skipped: dict[str, list[str]] = {}
        self.asked: frozenset[str] = frozenset()
        self._met: set[str] = set()
        self._told, self._silent = Counts(), 0

    @property
    def counts(self) -> Counts:
        """The files, and what there is to say about them."""
        return self._told.plus(Counts(self._silent))

    def add(self, done: Done) -> None:
        """Count a file."""
        outcome = done.outcome
        if done.skipped:
            self.skip(outcome.path, done.skipped)
            return
        self._met |= outcome.met
        if outcome.silent:
            self._silent += 1
            return
        self._told = self._told.plus(Counts.of(outcome))
        self.unclean += bool(outcome.found)
        self.failed += bool(outcome.error)

    def skip(self, path: str, why: str) -> None:
        """Remember a file that was not looked at."""
        self.skipped.setdefault(why, []).append(path)

    def tell_rest(self) -> None:
        """Say what was not looked at, each reason once; and what was asked for and not met."""
        for why, paths in self.skipped.items():
            more = f" and {len(paths) - LISTED:,} more" if len(paths) > LISTED else ""
            tell(f"skipped ({why}): {', '.join(paths[:LISTED])}{more}")
        if self.counts.files > self.counts.errors:
            tell_unmet(self.asked, self._met)


def found(
    paths: Sequence[str],
    choices: Choices,
    tally: Tally,
    *,
    since: str | None = None,
    show_files: bool = False,
) -> list[Path]:
    """The files these paths stand for; what cannot be found is told and counted.

    With `show_files` they are only listed, and the command ends.
    """
    if since == "":
        raise click.UsageError(EMPTY)
    tally.asked = choices.asked
    wanted = [Path(path) for path in paths or (".",)]
    if wanted == [STDIN]:
        for option, given in (("--since", since is not None), ("--show-files", show_files)):
            if given:
                both = f"{option} is about files, and - is standard input: give one"
                raise click.UsageError(both)
        return wanted
    if since is not None:
        wanted = _since(since, wanted)
    here, into = choices.here, output()
    files = []
    for one in walk(
        wanted,
        exclude=choices.excludes,
        force_exclude=here.force_exclude,
        gitignore=here.respect_gitignore,
    ):
        if isinstance(one, Found) and into and _is_same(one.path, into):
            tally.skip(str(one.path), "standard output goes there")
        elif isinstance(one, Found) and not one.named and _is_backup(one.path, here.backup):
            tally.skip(str(one.path), "a copy made by --backup")
        elif isinstance(one, Found):
            files.append(one.path)
        elif isinstance(one, Skipped):
            tally.skip(str(one.path), one.why)
        elif isinstance(one, WalkError):
            tell(f"error: {one}")
            tally.failed += 1
    if show_files:
        listed = "".join(f"{path.as_posix()}\n" for path in files)
        write(listed.encode("utf-8", "surrogateescape"))
        raise click.exceptions.Exit(2 if tally.failed else 0)
    return files


def _is_backup(path: Path, suffix: str | None) -> bool:
    return suffix is not None and path.name.endswith(suffix)


def _is_same(path: Path, file: stat_result) -> bool:
    try:
        return samestat(path.stat(), file)
    except OSError:  # to be told of when it is read
        return False


def _since(revision: str, wanted: list[Path]) -> list[Path]:
    """What differs from a revision, below these folders and among these files."""
    chosen = []
    for path in wanted:
        if not is_there(path):  # to be told of
            chosen.append(path)
            continue
        folder = path if path.is_dir() else path.parent
        try:
            changed = changed_since(revision, folder)
        except ValueError as wrong:
            raise click.ClickException(str(wrong)) from None
        same = path.resolve()
        chosen += [one for one in changed if path.is_dir() or one.resolve() == same]
    return chosen


def examined(
    files: Sequence[Path],
    choices: Choices,
    stdin_filename: str = "",
    telling: Telling = Telling.DAMAGE,
) -> Iterator[Done]:
    """What comes of each file, in order; nothing is written.

    What a baseline accepts is neither repaired nor told.
    """
    try:
        baseline = choices.baseline()
    except FileError as wrong:
        raise click.ClickException(str(wrong)) from None
    stdin = files == [STDIN]
    given = _stdin(choices, stdin_filename, telling) if stdin else results(files, choices, telling)
    for done in given:
        known = baseline.known(done.outcome) if baseline is not None else ()
        yield without(done, {spot.mark for spot in known}) if known else done


def _stdin(choices: Choices, name: str, telling: Telling) -> Iterator[Done]:
    path = Path(name or "stdin.txt")
    task = Task(path, name or "<stdin>", choices.treatment(path, telling))
    try:
        with opened("-") as file:
            yield of_bytes(task, file.read())
    except OSError as wrong:
        raise fault(label("-"), wrong) from None


def results(
    files: Sequence[Path], choices: Choices, telling: Telling = Telling.DAMAGE
) -> Iterator[Done]:
    """What comes of each file, in order; nothing is written."""
    tasks = [Task(path, path.as_posix(), choices.treatment(path, telling)) for path in files]
    progress = Progress(len(tasks), "files")
    sizes = [_size(path) for path in files]
    try:
        for done in _worked(tasks, sizes, choices.here.jobs):
            progress.clear()
            yield done
            progress.step()
    except ChildProcessError as wrong:
        raise click.ClickException(str(wrong)) from None
    finally:
        progress.clear()


def _worked(tasks: Sequence[Task], sizes: Sequence[int], asked: int) -> Iterator[Done]:
    """Small files are shared out among the workers; of a large one, its blocks."""
    largest = max(sizes, default=0)
    small = largest <= forks.SMALL and forks.POSSIBLE
    jobs = workers(asked, sizes, forks.WORTH if small else WORTH)
    if largest <= stream.WHOLE:
        yield from forks.shared(tasks, jobs) if small and jobs > 1 else run(work, tasks, jobs)
        return
    from textfix.files import large

    sized = zip(tasks, sizes, strict=True)
    for is_large, group in groupby(sized, key=lambda one: large.is_large(*one)):
        some = [task for task, _ in group]
        yield from (large.work(task, jobs) for task in some) if is_large else run(work, some, jobs)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
