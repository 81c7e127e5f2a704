"""Kill a process that repairs files at random moments, and check that nothing is lost.

    python scripts/kill_campaign.py --kills 500 --fix 'textfix fix .' --undo 'textfix undo'

After every kill each file must be as it was or as it should become; a file with two hard links may
be torn while a copy of it lies beside. Then, in turn, `--undo` must give all old bytes back, or
`--fix` must finish and two undos give them back; no temporary file may remain. Without commands
the journal and the replacing are driven alone, which is quicker. Exits with 1 if a check fails.

A kill ends the process, not the machine: what a loss of power does is not tried here.
"""

from __future__ import annotations

import argparse
import os
import random
import shlex
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path

DAMAGED = "高質(zhì)量發(fā)展，離不開網(wǎng)絡(luò)基礎(chǔ)設(shè)施，更離不開人們的共同努力。\n"
CLEAN = "本页说明数据来自何处，由谁整理，何时核对。\n"
LINKED = 20  # every so many files have a second hard link
EARLY = 0.2  # of the kills come before a file is changed
TEMPORARY = ".textfix-*"

FIX = """
from pathlib import Path
from textfix.files.journal import Journal
from textfix.files.replace import read, replace
with Journal.begin(Path.cwd(), options={}) as journal:
    for path in sorted(Path.cwd().glob("*/*.txt")):
        old, stamp = read(path)
        new = old.replace(b"(", b"<").replace("，".encode(), b",")
        if new != old:
            journal.record(path, old, new)
            replace(path, stamp, new)
"""
UNDO = """
from pathlib import Path
from textfix.files.runs import runs
from textfix.files.undo import undo
run = next((run for run in runs(Path.cwd()) if not run.undone), None)
print([undone for undone in undo(run) if undone.state not in ("restored", "already")] if run else "none")
"""


class Tree:
    """Damaged files, what they should become, and what they are."""

    def __init__(self, top: Path, files: int, rng: random.Random):
        self.top = top
        self.old: dict[Path, bytes] = {}
        self.new: dict[Path, bytes] = {}
        for number in range(files):
            path = top / f"文件夹{number % 7}" / f"{number:04}.txt"
            path.parent.mkdir(exist_ok=True)
            text = f"第{number}页\n" + DAMAGED + CLEAN * rng.choice((1, 10, 100))
            path.write_bytes(text.encode())
            self.old[path] = path.read_bytes()
            if number % LINKED == 0:
                path.with_suffix(".link").hardlink_to(path)

    def states(self) -> Counter[str]:
        """How many files are "old", "new" or "torn" (which only linked ones may be)."""
        return Counter(self._state(path) for path in self.old)

    def _state(self, path: Path) -> str:
        data = path.read_bytes()
        if data == self.old[path]:
            return "old"
        if data == self.new[path]:
            return "new"
        copies = (copy.read_bytes() for copy in path.parent.glob(f"{TEMPORARY}.old"))
        if path.stat().st_nlink > 1 and self.old[path] in copies:
            return "torn"
        raise AssertionError(f"{path} is neither old nor new")

    def require(self, state: str, doing: str, said: bytes = b"") -> None:
        """Every file is in this state, and nothing else lies about."""
        now = f"{dict(self.states())}; the last command said: {said.decode(errors='replace')}"
        assert set(self.states()) == {state}, f"after {doing}: {now}"
        litter = list(self.top.glob(f"*/{TEMPORARY}"))
        assert not litter, f"after {doing}: {litter[0]} was left"
        for path in list(self.old)[::LINKED]:
            assert path.samefile(path.with_suffix(".link")), f"{path}: parted from its link"


def campaign(tree: Tree, fix: list[str], undo: list[str], kills: int, rng: random.Random) -> None:
    """Kill so many times; raises AssertionError where something is lost."""
    for _ in range(2):  # the second is as quick as the ones to be killed
        first, whole = _measure(tree, fix)
        tree.require("old", "undo", _run(tree, undo))
    print(f"a run takes {whole:.2f} s, and changes files from {first:.2f} s on", flush=True)
    seen: Counter[str] = Counter()
    for number in range(kills):
        early = rng.random() < EARLY
        _kill(tree, fix, rng.uniform(0, first if early else whole - first), early)
        states = tree.states()
        seen["in the middle"] += len(states) > 1
        seen["a linked file torn"] += states["torn"]
        if number % 2:
            said = _run(tree, fix)
            tree.require("new", f"kill {number} and another run", said)
            _run(tree, undo)
        said = _run(tree, undo)
        tree.require("old", f"kill {number} and undo", said)
        if (number + 1) % 50 == 0:
            print(f"{number + 1} kills; {dict(seen)}", flush=True)
    print(f"{kills} kills, all files whole; {dict(seen)}")


def _change(process: subprocess.Popen[bytes], tree: Tree) -> None:
    """Wait until the first file is changed, or the process has ended."""
    stamps = {path: path.stat().st_mtime_ns for path in tree.old}
    while process.poll() is None:
        if any(path.stat().st_mtime_ns != at for path, at in stamps.items()):
            return
        time.sleep(0.002)


def _measure(tree: Tree, fix: list[str]) -> tuple[float, float]:
    """Seconds until the first file is changed, and until all are."""
    start = time.monotonic()
    with subprocess.Popen(fix, cwd=tree.top, stdout=subprocess.DEVNULL) as process:
        _change(process, tree)
        first = time.monotonic() - start
    whole = time.monotonic() - start
    tree.new = {path: path.read_bytes() for path in tree.old}
    same = sum(tree.new[path] == old for path, old in tree.old.items())
    assert not same, f"{shlex.join(fix)} left {same} files as they were"
    return first, whole


def _kill(tree: Tree, command: list[str], after: float, early: bool) -> None:
    """Kill so many seconds after the start, or else after the first change."""
    quiet = subprocess.DEVNULL
    with subprocess.Popen(
        command, cwd=tree.top, stdout=quiet, stderr=quiet, start_new_session=True
    ) as process:
        if not early:
            _change(process, tree)
        time.sleep(after)
        with suppress(ProcessLookupError):  # it was quicker
            os.killpg(process.pid, signal.SIGKILL)


def _run(tree: Tree, command: list[str]) -> bytes:
    """What it said, of errors."""
    return subprocess.run(command, cwd=tree.top, capture_output=True, check=False).stderr


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--kills", type=int, default=500)
    parser.add_argument("--files", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--fix", type=shlex.split, default=[sys.executable, "-c", FIX])
    parser.add_argument("--undo", type=shlex.split, default=[sys.executable, "-c", UNDO])
    chosen = parser.parse_args()
    rng = random.Random(chosen.seed)
    with tempfile.TemporaryDirectory() as folder:
        tree = Tree(Path(folder), chosen.files, rng)
        try:
            campaign(tree, chosen.fix, chosen.undo, chosen.kills, rng)
        except AssertionError as error:
            print(f"LOST: {error}")
            return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
