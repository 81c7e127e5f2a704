"""Whole processes, measured from outside: start-up, many small files, big files with workers.

Bytecode is cached in a folder of the benchmark's own, and is there before anything counts.
"""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from itertools import islice, product
from pathlib import Path
from random import Random
from statistics import median, quantiles
from time import perf_counter, sleep
from typing import Any, NamedTuple

import environments
from inputs import ROOT, clean, cut, mixed
from progress import progress

CLEAN = "今天下午召开了一次关于数据安全的会议"
DAMAGED = "產(chǎn)業(yè)發(fā)展，數(shù)據(jù)安全，網(wǎng)絡(luò)建設"
LATIN = ("en_docs_md", "es_docs_md", "fr_docs_md", "code_with_zh_comments")
CHINESE = ("zh_hans_news_xinwenlianbo", "zh_hans_laws", "zh_hans_lctt_md", "zh_hans_docs_md")
SMALL_FILES, SMALL = 2000, 1300  # files, characters of each
TEXTFIX = (sys.executable, "-m", "textfix")
Figures = dict[str, Any]


class Command(NamedTuple):
    """A command, and what must be done before each run."""

    argv: tuple[str | Path, ...]
    prepare: Callable[[], object] = lambda: None
    right: tuple[int, ...] = (0,)  # exit codes


class Run(NamedTuple):
    """What one run of a command took."""

    wall: float  # seconds
    cpu: float  # seconds, of all its processes
    peak: float  # MB that were resident in all its processes at once, where watched


def timed(
    commands: dict[str, Command], rounds: int, folder: Path, watch: bool = False
) -> dict[str, Figures]:
    """Milliseconds of each command: medians, and quartiles; with `watch` peak memory too."""
    runs: dict[str, list[Run]] = {name: [] for name in commands}
    rng = Random(1)
    for number in range(rounds):
        for name in rng.sample(list(commands), len(commands)):
            progress(f"round {number + 1}: {name}")
            runs[name].append(run(commands[name], folder, watch))
    progress()
    return {name: _summary(found, watch) for name, found in runs.items()}


def _summary(runs: list[Run], watch: bool) -> Figures:
    low, middle, high = quantiles((1000 * run.wall for run in runs), n=4, method="inclusive")
    cpu = 1000 * median(run.cpu for run in runs)
    figures: Figures = {"ms": middle, "quartiles": [low, high], "cpu": cpu}
    if watch and (peak := max(run.peak for run in runs)):
        figures["peak"] = peak
    return figures


def run(command: Command, folder: Path, watch: bool = False) -> Run:
    """One run; raises RuntimeError where it ends with another exit code than it should."""
    command.prepare()
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    environment |= {"PYTHONPYCACHEPREFIX": str(folder / "bytecode"), "PYTHONPATH": str(ROOT)}
    highest = [0.0]
    with (folder / "errors").open("w+") as errors:
        start = perf_counter()
        process = subprocess.Popen(
            command.argv, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=errors
        )
        if watch:
            threading.Thread(target=_watch, args=(process, highest), daemon=True).start()
        _, status, usage = os.wait4(process.pid, 0)
        wall = perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in command.right:
            errors.seek(0)
            what = " ".join(map(str, command.argv))
            raise RuntimeError(f"{what} ended with {process.returncode}: {errors.read()}")
    return Run(wall, usage.ru_utime + usage.ru_stime, highest[0])


def _watch(process: subprocess.Popen[bytes], highest: list[float]) -> None:
    while process.returncode is None and Path("/proc").exists():
        highest[0] = max(highest[0], sum(map(_resident, _tree(process.pid))))
        sleep(0.05)


def _tree(root: int) -> list[int]:
    """A process and those it started, in turn."""
    found = [root]
    for pid in found:
        with suppress(OSError):  # it ended meanwhile
            for listed in Path(f"/proc/{pid}/task").glob("*/children"):
                found += map(int, listed.read_text().split())
    return found


def _resident(pid: int) -> float:
    """MB, pages shared with others included."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except (OSError, IndexError):
        return 0.0
    return pages * os.sysconf("SC_PAGESIZE") / 1e6


def startup(corpora: Path, rounds: int, folder: Path) -> dict[str, Figures]:
    """From nothing to the first result."""
    python, load = sys.executable, "import textfix"
    page = next(cut((corpora / f"{CHINESE[0]}.txt").read_text("utf-8"), 3500))
    (folder / "page.txt").write_text(page, encoding="utf-8")
    commands = {
        "bare python": (python, "-c", "pass"),
        "import textfix": (python, "-c", load),
        "the first fix, clean": (python, "-c", f"{load}; textfix.fix({CLEAN!r})"),
        "the first repair": (python, "-c", f"{load}; textfix.fix({DAMAGED!r})"),
        "textfix --version": (*TEXTFIX, "--version"),
        f"textfix, a clean file of {len(page.encode()) / 1000:.0f} KB": (*TEXTFIX, "page.txt"),
    }
    found = {name: Command(argv) for name, argv in commands.items()}
    timed(found, 2, folder)  # writes the bytecode
    return timed(found, rounds, folder)


def small_files(corpora: Path, rounds: int, folder: Path) -> dict[str, Figures]:
    """Two thousand small clean files, half of them Chinese, beside codespell."""
    from textfix import fix

    tree = folder / "small"
    tree.mkdir()
    written = 0
    for names, suffix in ((CHINESE, "txt"), (LATIN, "md")):
        texts = ((corpora / f"{name}.txt").read_text("utf-8") for name in names)
        pieces = [piece for text in texts for piece in cut(text, SMALL)]
        sound = (piece for piece in pieces if fix(piece) is piece)
        for number, piece in enumerate(islice(sound, SMALL_FILES // 2)):
            (tree / f"{number}.{suffix}").write_text(piece, encoding="utf-8")
            written += 1
    check = (*TEXTFIX, "check", "--isolated", "--quiet", "small")
    commands = {
        "textfix check": Command(check, right=(0, 1)),
        "textfix check --jobs 1": Command((*check, "--jobs", "1"), right=(0, 1)),
    }
    interpreter = environments.python("codespell")
    if interpreter is not None:
        codespell = (interpreter.with_name("codespell"), "small")
        commands["codespell"] = Command(codespell, right=(0, 65))  # 65: it found something
    figures = timed(commands, rounds, folder)
    for found in figures.values():
        found["files"] = written
    return figures


def big_files(corpora: Path, size: float | None, rounds: int, folder: Path) -> dict[str, Figures]:
    """JSON Lines and CSV, clean and with one damaged row in a hundred, repaired in place.

    `size` is in MB of the JSON Lines; by default as much as one worker repairs in eight seconds.
    """
    figures: dict[str, Figures] = {}
    for kind, texts in (("clean", clean(corpora, 1000)), ("1 % damaged", mixed(corpora, 1000))):
        lines, rows = folder / "whole.jsonl", folder / "whole.csv"
        if size is None:
            _write(texts, 1, lines, rows)
            took = run(_repair(lines, 1), folder).wall
            _write(texts, min(100.0, max(1.0, 8 / took)), lines, rows)
        else:
            _write(texts, size, lines, rows)
        commands = {
            f"json, load and dump, {kind}": _python(READ_JSON),
            f"csv, read and write, {kind}": _python(READ_CSV),
        }
        for whole, jobs in product((lines, rows), (1, 2)):
            name = f"textfix fix, {whole.suffix[1:]}, {kind}, --jobs {jobs}"
            commands[name] = _repair(whole, jobs)
        for name, found in timed(commands, rounds, folder, watch=True).items():
            found["MB"] = (lines if "json" in name else rows).stat().st_size / 1e6
            found["MB/s"] = 1000 * found["MB"] / found["ms"]
            figures[name] = found
    return figures


READ_JSON = """
import json, sys
for line in open("whole.jsonl", encoding="utf-8"):
    sys.stdout.write(json.dumps(json.loads(line), ensure_ascii=False))
"""
READ_CSV = """
import csv, sys
csv.writer(sys.stdout).writerows(csv.reader(open("whole.csv", encoding="utf-8", newline="")))
"""


def _python(program: str) -> Command:
    return Command((sys.executable, "-X", "utf8", "-c", program))


def _repair(whole: Path, jobs: int) -> Command:
    """`textfix fix` on a copy, as it writes."""
    copy = whole.with_stem("copy")
    options = ("--isolated", "--quiet", "--no-journal", "--max-size", "2GB")
    argv = (*TEXTFIX, "fix", *options, "--jobs", str(jobs), copy.name)
    return Command(argv, lambda: shutil.copyfile(whole, copy))


def _write(texts: list[str], size: float, lines: Path, rows: Path) -> None:
    """The same documents as JSON Lines and as CSV; each time round they lose another character."""
    with lines.open("w", encoding="utf-8") as first, rows.open("w", encoding="utf-8") as second:
        table = csv.writer(second, lineterminator="\n")
        table.writerow(("id", "text"))
        number, written = 0, 0
        while written < size * 1e6:
            turn, at = divmod(number, len(texts))
            text = texts[at][turn:]
            line = json.dumps({"id": number, "text": text}, ensure_ascii=False) + "\n"
            written += len(line.encode("utf-8"))
            first.write(line)
            table.writerow((number, text))
            number += 1
