"""What `fix` recorded gives the bytes and names back exactly, however the run ended."""

from __future__ import annotations

import errno
import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from textfix.files import in_place, manifest, patch, temporary
from textfix.files import journal as journals
from textfix.files.errors import JournalError
from textfix.files.journal import Journal
from textfix.files.replace import read, replace
from textfix.files.runs import find, runs, top_of
from textfix.files.undo import Undone, undo

OLD, NEW = "網絡數據\n說明\n".encode(), "网络数据\n说明\n".encode()
NOISE = random.Random(7).randbytes(20_000)
BEFORE_AND_AFTER = {
    "prose.txt": (OLD * 50, NEW * 50),
    "one-word.txt": (b"x" * 5000 + OLD + b"y" * 5000, b"x" * 5000 + NEW + b"y" * 5000),
    "joined.txt": (("数\n据" * 9).encode() * 99, ("数据" * 9).encode() * 99),
    "empty-before": (b"", b"new"),
    "empty-after": (b"old", b""),
    "gbk.csv": ("數據,1\r\n".encode("gbk") * 100, "数据,1\r\n".encode() * 100),
    "noise.bin": (NOISE, NOISE[::-1]),
    "nul": (b"\0\xff\n" * 100 + b"a", b"\0\xff\n" * 100 + b"b"),
}


def fix(top: Path, files: dict[Path, bytes], **options: Any) -> None:
    with Journal.begin(top, options={"profile": "zh-hans"}, **options) as journal:
        for path, new in files.items():
            old, stamp = read(path)
            journal.record(path, old, new)
            replace(path, stamp, new)


def states(results: Iterator[Undone]) -> dict[str, str]:
    return {result.path.name: result.state for result in results}


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    (tmp_path / ".git").mkdir()
    (tmp_path / "數據").mkdir()
    for name, (old, _) in BEFORE_AND_AFTER.items():
        (tmp_path / "數據" / name).write_bytes(old)
    return tmp_path


def fix_all(tree: Path, **options: Any) -> None:
    fix(tree, {tree / "數據" / name: new for name, (_, new) in BEFORE_AND_AFTER.items()}, **options)


def test_undo_gives_the_bytes_back(tree: Path) -> None:
    fix_all(tree)
    [run] = runs(tree)
    assert (run.files, run.how, run.undone) == (len(BEFORE_AND_AFTER), "finished", False)
    assert run.options == {"profile": "zh-hans"}
    assert set(states(undo(run)).values()) == {"restored"}
    for name, (old, _) in BEFORE_AND_AFTER.items():
        assert (tree / "數據" / name).read_bytes() == old
    assert runs(tree)[0].undone


def test_what_is_stored_how(tree: Path) -> None:
    fix_all(tree)
    [run] = runs(tree)
    stored = {Path(e["path"]).name: e for e in manifest.entries(run.manifest) if "path" in e}
    assert {name for name, entry in stored.items() if "patch" in entry} == {"one-word.txt", "nul"}
    assert stored["one-word.txt"]["path"] == "數據/one-word.txt"
    assert stored["one-word.txt"]["size"] == len(BEFORE_AND_AFTER["one-word.txt"][0])


def test_the_edits_of_the_caller_are_enough_for_a_patch(tree: Path) -> None:
    path = tree / "數據" / "noise.bin"
    edits = [(10, 3, b""), (500, 0, b"abc\n"), (19_000, 2, b"\n\n\n")]
    after = patch.apply(edits, NOISE)
    with Journal.begin(tree, options={}) as journal:
        journal.record(path, NOISE, after, edits)
    path.write_bytes(after)
    [run] = runs(tree)
    assert not (run.folder / manifest.ORIGINALS).exists()
    assert states(undo(run)) == {"noise.bin": "restored"}
    assert path.read_bytes() == NOISE


@pytest.mark.parametrize("edits", [[(0, 1, b"wrong")], [(9, 1, b""), (0, 1, b"")], [(-4, 2, b"")]])
def test_wrong_edits_of_the_caller_do_no_harm(tree: Path, edits: list[patch.Hunk]) -> None:
    path = tree / "數據" / "prose.txt"
    old, new = BEFORE_AND_AFTER["prose.txt"]
    with Journal.begin(tree, options={}) as journal:
        journal.record(path, old, new, edits)
    path.write_bytes(new)
    assert states(undo(runs(tree)[0])) == {"prose.txt": "restored"}
    assert path.read_bytes() == old


def test_each_undo_undoes_the_run_before(tree: Path) -> None:
    path = tree / "數據" / "prose.txt"
    versions = [path.read_bytes(), b"one", b"two", b"three"]
    for version in versions[1:]:
        fix(tree, {path: version})
    for version in versions[-2::-1]:
        run = next(run for run in runs(tree) if not run.undone)
        assert states(undo(run)) == {"prose.txt": "restored"}
        assert path.read_bytes() == version
    assert all(run.undone for run in runs(tree))


def test_runs_are_in_order_even_if_the_clock_is_set_back(
    tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tree / "數據" / "prose.txt"
    for number in range(3):
        fix(tree, {path: b"%d" % number})
    later = tree / ".textfix/runs/29990101T000000Z-007"
    runs(tree)[0].folder.rename(later)
    fix(tree, {path: b"newest"})
    assert runs(tree)[0].name == "29990101T000000Z-008"


def test_undo_restores_what_it_can_and_says_what_it_cannot(tree: Path) -> None:
    fix_all(tree)
    folder = tree / "數據"
    (folder / "prose.txt").write_bytes(b"my own")
    (folder / "nul").unlink()
    (folder / "gbk.csv").write_bytes(BEFORE_AND_AFTER["gbk.csv"][0])
    (folder / "joined.txt").chmod(0o444)
    [run] = runs(tree)
    results = {result.path.name: result for result in undo(run)}
    assert results["prose.txt"].state == "changed"
    assert results["nul"].state == "missing"
    assert results["gbk.csv"].state == "already"
    assert results["joined.txt"].state == "failed"
    assert "chmod u+w" in results["joined.txt"].note
    assert results["noise.bin"].state == "restored"
    assert (folder / "prose.txt").read_bytes() == b"my own"
    assert not (folder / "nul").exists()
    assert not runs(tree)[0].undone


def test_a_dry_undo_changes_nothing(tree: Path) -> None:
    fix_all(tree)
    before = {path: path.read_bytes() for path in tree.rglob("*") if path.is_file()}
    assert set(states(undo(runs(tree)[0], dry=True)).values()) == {"restored"}
    assert before == {path: path.read_bytes() for path in tree.rglob("*") if path.is_file()}


@pytest.mark.parametrize(("chosen", "count"), [("數據/nul", 1), ("數據", 8), (".", 8), ("數", 0)])
def test_undo_of_some_files(tree: Path, chosen: str, count: int) -> None:
    fix_all(tree)
    [run] = runs(tree)
    results = states(undo(run, [tree / chosen]))
    assert list(results.values()) == ["restored"] * count or results == {chosen: "missing"}
    assert not runs(tree)[0].undone
    undone = [
        n for n, (old, _) in BEFORE_AND_AFTER.items() if (tree / "數據" / n).read_bytes() == old
    ]
    assert len(undone) == count


def test_a_damaged_journal_restores_nothing_wrong(tree: Path) -> None:
    fix_all(tree)
    [run] = runs(tree)
    originals = run.folder / manifest.ORIGINALS
    data = bytearray(originals.read_bytes())
    data[100:110] = b"\0" * 10
    originals.write_bytes(data)
    results = states(undo(run))
    assert "failed" in results.values()
    for name, (old, new) in BEFORE_AND_AFTER.items():
        now = (tree / "數據" / name).read_bytes()
        assert now == (old if results[name] == "restored" else new)


@pytest.mark.parametrize("cut", [1, 30, 200])
def test_a_torn_last_line_is_ignored(tree: Path, cut: int) -> None:
    journal = Journal.begin(tree, options={})
    for name in ("prose.txt", "nul"):
        path = tree / "數據" / name
        journal.record(path, path.read_bytes(), b"new")
        path.write_bytes(b"new") if name == "prose.txt" else None
    [run] = runs(tree)
    run.manifest.write_bytes(run.manifest.read_bytes()[:-cut])
    [run] = runs(tree)
    assert run.how == ""
    assert states(undo(run)) == {"prose.txt": "restored"}
    assert runs(tree)[0].undone
    assert [json.loads(line) for line in run.manifest.read_bytes().splitlines()]


def test_a_path_outside_is_refused(tree: Path) -> None:
    fix_all(tree)
    [run] = runs(tree)
    run.manifest.write_bytes(run.manifest.read_bytes().replace(b'"path":"', b'"path":"../../'))
    with pytest.raises(JournalError, match="manifest of this run is damaged"):
        list(undo(run))
    with pytest.raises(JournalError, match="outside"):
        Journal.begin(tree, options={}).record(tree.parent / "x", b"", b"a")


@pytest.mark.parametrize("text", [b"", b"not json\n", b'{"textfix":"1"}\n', b'["list"]\n'])
def test_a_damaged_manifest_is_named_and_stops_no_run(tree: Path, text: bytes) -> None:
    fix_all(tree)
    broken = tree / ".textfix/runs/20200101T000000Z-001"
    broken.mkdir()
    (broken / manifest.MANIFEST).write_bytes(text)
    with pytest.raises(JournalError, match="20200101T000000Z-001: the manifest"):
        runs(tree)
    fix(tree, {tree / "數據" / "nul": b"again"})


def test_a_clean_run_leaves_no_journal(tree: Path) -> None:
    with Journal.begin(tree, options={}):
        pass
    assert not (tree / ".textfix").exists()


def test_git_ignores_the_journal(tree: Path) -> None:
    if not shutil.which("git"):
        pytest.skip("no git")
    (tree / ".git").rmdir()
    subprocess.run(["git", "init", "-q", tree], check=True)
    fix_all(tree)
    said = subprocess.run(["git", "-C", tree, "status", "-s"], capture_output=True, check=True)
    assert b".textfix" not in said.stdout
    assert said.stdout


def test_the_oldest_runs_make_room(tree: Path) -> None:
    path = tree / "數據" / "noise.bin"
    for seed in range(8):
        fix(tree, {path: random.Random(seed).randbytes(20_000)}, limit=100_000)
    assert (
        sum(f.stat().st_size for f in (tree / ".textfix/runs").rglob("*") if f.is_file()) < 100_000
    )
    assert len(runs(tree)) == 4
    for seed in (6, 5, 4):
        run = next(run for run in runs(tree) if not run.undone)
        assert set(states(undo(run)).values()) == {"restored"}
        assert path.read_bytes() == random.Random(seed).randbytes(20_000)


def test_too_many_runs_make_room(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journals, "KEPT", 3)
    for number in range(6):
        fix(tree, {tree / "數據" / "nul": b"%d" % number})
    assert len(runs(tree)) == 3


def test_a_run_that_would_pass_the_limit_is_refused_before_the_file_is_changed(tree: Path) -> None:
    path = tree / "數據" / "noise.bin"
    with pytest.raises(
        JournalError, match=r"would need 0\.0 MiB of 0\.0 MiB; raise --journal-limit"
    ):
        fix(tree, {path: b"new"}, limit=10_000)
    assert path.read_bytes() == NOISE
    with pytest.raises(JournalError, match=r"need 3,174\.4 MiB of 1,024\.0 MiB.*or --no-journal"):
        Journal.begin(tree, options={}, needs=int(3.1 * 2**30))


@pytest.mark.parametrize("name", ["prose.txt", "nul"])
def test_a_full_disk_leaves_the_journal_readable(
    tree: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    folder = tree / "數據"
    with Journal.begin(tree, options={}) as journal:
        path = folder / "one-word.txt"
        old, stamp = read(path)
        journal.record(path, old, b"new")
        replace(path, stamp, b"new")

        def full(_: int) -> None:
            raise OSError(errno.ENOSPC, "")

        with monkeypatch.context() as patched:
            patched.setattr(os, "fsync", full)
            with pytest.raises(JournalError, match=r"no space left on its disk.*or --no-journal"):
                journal.record(folder / name, (folder / name).read_bytes(), b"new")
        path = folder / "gbk.csv"
        old, stamp = read(path)
        journal.record(path, old, b"new")
        replace(path, stamp, b"new")
    assert states(undo(runs(tree)[0])) == {"gbk.csv": "restored", "one-word.txt": "restored"}


@pytest.mark.skipif(sys.platform == "win32", reason="names are text there")
def test_a_name_that_is_no_text(tree: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tree) + b"/" + "数据".encode("gbk")))
    try:
        path.write_bytes(OLD)
    except OSError:
        pytest.skip("not a name on this file system")
    fix(tree, {path: NEW})
    assert [result.state for result in undo(runs(tree)[0])] == ["restored"]
    assert path.read_bytes() == OLD


def test_through_a_symbolic_link(tree: Path) -> None:
    link = tree / "link.txt"
    try:
        link.symlink_to(tree / "數據" / "prose.txt")
    except OSError:
        pytest.skip("no links here")
    fix(tree, {link: b"new"})
    assert states(undo(runs(tree)[0])) == {"link.txt": "restored"}
    assert link.is_symlink()
    assert (tree / "數據" / "prose.txt").read_bytes() == BEFORE_AND_AFTER["prose.txt"][0]


def test_renames_are_undone_from_the_last(tree: Path) -> None:
    steps = [("數據/nul", "數據/one"), ("數據", "data"), ("data/one", "data/two")]
    with Journal.begin(tree, options={}) as journal:
        for old, new in steps:
            journal.record_rename(tree / old, tree / new)
            (tree / old).rename(tree / new)
    [run] = runs(tree)
    assert [result.state for result in undo(run, dry=True)] == ["restored"] * 3
    assert (tree / "data/two").exists()
    assert [result.state for result in undo(run)] == ["restored"] * 3
    assert (tree / "數據/nul").exists()


def test_renames_that_are_undone_stay_undone(tree: Path) -> None:
    steps = [("數據/nul", "數據/one"), ("數據", "data")]
    with Journal.begin(tree, options={}) as journal:
        for old, new in steps:
            journal.record_rename(tree / old, tree / new)
            (tree / old).rename(tree / new)
    [run] = runs(tree)
    assert [result.state for result in undo(run)] == ["restored"] * 2
    assert [result.state for result in undo(run)] == ["already"] * 2


def test_a_rename_is_not_undone_over_another_file(tree: Path) -> None:
    old, new = tree / "old", tree / "new"
    with Journal.begin(tree, options={}) as journal:
        journal.record_rename(old, new)
    [run] = runs(tree)
    new.write_bytes(b"1")
    old.write_bytes(b"2")
    assert states(undo(run)) == {"old": "changed"}
    new.unlink()
    assert states(undo(run)) == {"old": "already"}
    old.unlink()
    assert states(undo(run)) == {"old": "missing"}


def test_the_top_of_a_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    work = tmp_path / "work" / "data"
    work.mkdir(parents=True)
    inside, outside = work / "a" / "x.txt", tmp_path / "other" / "y.txt"
    monkeypatch.chdir(work)
    assert top_of([]) == work
    assert top_of([Path("a/x.txt"), inside]) == work
    assert top_of([inside, outside]) == tmp_path
    assert top_of([outside]) == outside.parent
    (tmp_path / "work" / ".git").write_text("gitdir: elsewhere\n")
    assert top_of([inside]) == tmp_path / "work"
    assert top_of([outside]) == outside.parent
    assert find(work) is None
    (tmp_path / "work" / ".textfix" / "runs").mkdir(parents=True)
    assert find(work) == tmp_path / "work"


def test_a_run_that_goes_on_is_not_undone_nor_removed(tree: Path) -> None:
    path = tree / "數據" / "nul"
    code = f"""if True:
        from pathlib import Path
        from textfix.files.journal import Journal
        path = Path({str(path)!r})
        journal = Journal.begin(Path({str(tree)!r}), options={{}})
        journal.record(path, path.read_bytes(), b"new")
        print(flush=True)
        input()"""
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen([sys.executable, "-c", code], **pipes) as other:
        assert other.stdin and other.stdout
        other.stdout.readline()
        [run] = runs(tree)
        with pytest.raises(JournalError, match="still goes on; wait"):
            list(undo(run))
        with pytest.raises(JournalError, match="would need"):
            fix(tree, {tree / "數據" / "noise.bin": b"new"}, limit=200)
        assert [(found.name, found.how) for found in runs(tree)] == [(run.name, "")]
        assert run.manifest.exists()
        other.stdin.write(b"\n")
    assert [result.state for result in undo(run)] == ["already"]


def test_a_killed_run_is_marked_and_cleared_up_by_the_next(tree: Path) -> None:
    folder = tree / "數據"
    Journal.begin(tree, options={}).record(folder / "nul", b"", b"new")
    orphan = folder / ".textfix-0badcafe-0123456789abcdef"
    orphan.write_bytes(b"x")
    journal = Journal.begin(tree, options={})
    assert journal.recovered == [(orphan, "removed: a killed run left it")]
    assert not orphan.exists()
    assert [run.how for run in runs(tree)] == ["interrupted"]
    assert Journal.begin(tree, options={}).recovered == []


LINES = st.lists(st.sampled_from([b"", b"a", b"b\r", "数据".encode(), b"\xff" * 9]), max_size=12)


@given(LINES, LINES)
def test_a_patch_turns_one_into_the_other(old: list[bytes], new: list[bytes]) -> None:
    before, after = b"\n".join(old), b"\n".join(new)
    hunks = list(patch.between(before, after))
    assert patch.apply(hunks, before) == after
    assert patch.apply(patch.invert(hunks, before), after) == before
    assert bool(hunks) == (before != after)


@pytest.mark.parametrize("hunks", [[(-1, 1, b"")], [(0, 9, b"")], [(2, 1, b""), (1, 0, b"")]])
def test_hunks_that_do_not_fit_are_refused(hunks: list[patch.Hunk]) -> None:
    with pytest.raises(ValueError, match="no place"):
        patch.apply(hunks, b"abc")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="forks")
@pytest.mark.parametrize("command", ["fix", "undo", "fix, and undo next"])
def test_an_end_at_any_step_loses_nothing(tmp_path: Path, command: str) -> None:
    old = {"linked.txt": OLD * 9, "patched.txt": b"x" * 5000 + OLD, "noise.bin": NOISE}
    new = {"linked.txt": NEW * 9, "patched.txt": b"x" * 5000 + NEW, "noise.bin": NOISE[::-1]}
    ended = False
    for step in range(1, 1000):
        top = tmp_path / str(step)
        top.mkdir()
        for name, data in old.items():
            (top / name).write_bytes(data)
        (top / "second").hardlink_to(top / "linked.txt")
        after = {top / name: data for name, data in new.items()}
        if command == "undo":
            fix(top, after)
        child = os.fork()
        if not child:
            end_at(step)
            list(undo(runs(top)[0])) if command == "undo" else fix(top, after)
            os._exit(0)
        ended = os.waitpid(child, 0)[1] == 0
        if command != "fix, and undo next":
            fix(top, after)
            assert {name: (top / name).read_bytes() for name in new} == new
        for run in runs(top):
            assert set(states(undo(run)).values()) <= {"restored", "already"}
        assert {name: (top / name).read_bytes() for name in old} == old
        assert (top / "second").samefile(top / "linked.txt")
        assert {path.name for path in top.iterdir()} - {".textfix"} == {*old, "second"}
        if ended:
            break
    assert ended
    assert step > 30


def end_at(step: int) -> None:
    """Let this process end, without any tidying, before it so often touches the file system."""
    steps = iter(range(1, step + 1))
    events = {"open", "os.rename", "os.remove", "os.mkdir", "os.chmod", "os.link", "os.truncate"}

    def count(event: str, _: object) -> None:
        if event in events and next(steps, step) == step:
            os._exit(1)

    flush = os.fsync

    def counted(descriptor: int) -> None:
        count("open", None)
        flush(descriptor)

    os.fsync = counted
    own = f"{temporary.PREFIX}{step:08x}-"
    temporary.OWN = in_place.OWN = own  # as another process has
    sys.addaudithook(count)


@pytest.mark.skipif(sys.platform == "win32", reason="kills as POSIX does")
def test_kills_at_random_moments_lose_nothing() -> None:
    script = Path(__file__).parents[1] / "scripts" / "kill_campaign.py"
    command = [sys.executable, script, "--kills", "15", "--files", "30"]
    said = subprocess.run(command, capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stdout + said.stderr
    assert "15 kills, all files whole" in said.stdout


def test_where_no_journal_can_be(tmp_path: Path) -> None:
    """Path.is_dir raises, where a name is too long or a folder may not be entered."""
    from textfix.files import runs

    (tmp_path / runs.RUNS).mkdir(parents=True)
    assert runs.find(tmp_path / ("a" * 300)) == tmp_path


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="needs owners of files")
def test_the_journal_of_another_user_is_not_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from textfix.files import runs

    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / runs.RUNS).mkdir(parents=True)
    assert runs.find(tmp_path / "a" / "b") == tmp_path
    monkeypatch.setattr(os, "getuid", lambda: -2)
    assert runs.find(tmp_path / "a" / "b") is None
