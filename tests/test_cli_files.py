"""Commands that write, and what takes it back: fix, undo, baseline, names."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from command import CLEAN, PAGE, Outcome, posix

DAMAGED = {
    "a.txt": PAGE,
    "b/c.csv": f"1,{PAGE.strip()}\r\n",
    "d.json": f'{{"t": "{PAGE.strip()}"}}',
}


def make(files: dict[str, str]) -> dict[str, bytes]:
    for name, text in files.items():
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_bytes(text.encode())
    return read()


def read() -> dict[str, bytes]:
    return {
        path.as_posix(): path.read_bytes()
        for path in sorted(Path().rglob("*"))
        if path.is_file() and ".textfix" not in path.parts and ".git" not in path.parts
    }


def git(*args: str) -> None:
    who = ("-c", "user.name=T", "-c", "user.email=t@example.org")
    subprocess.run(["git", *who, *args], check=True, capture_output=True)


def test_undo_gives_the_bytes_back(run: Any) -> None:
    before = make(DAMAGED)
    assert run("fix", "--quiet").code == 0
    after = read()
    assert all(after[name] != before[name] for name in before)
    assert sorted(run("undo", "--dry-run").stdout.decode().split()) == sorted(before)
    assert read() == after
    assert run("undo") == Outcome(
        0, b"", run_name(run, "textfix: restored 3 of 3 files of run {}\n")
    )
    assert read() == before
    assert run("undo").code == 2


def run_name(run: Any, text: str) -> str:
    return text.format(run("undo", "--list").stdout.split()[0].decode())


def test_undo_leaves_what_has_changed_since(run: Any) -> None:
    make(DAMAGED)
    run("fix", "--quiet")
    Path("a.txt").write_text("我改过了。\n", "utf-8")
    code, _, err = run("undo", "--quiet")
    assert code == 2 and "a.txt: changed" in err
    assert Path("a.txt").read_text("utf-8") == "我改过了。\n"
    assert Path("d.json").read_bytes() == DAMAGED["d.json"].encode()


def test_undo_of_some(run: Any) -> None:
    make(DAMAGED)
    run("fix", "--quiet")
    assert run("undo", "--quiet", "b").code == 0
    assert Path("b/c.csv").read_bytes() == DAMAGED["b/c.csv"].encode()
    assert Path("a.txt").read_text("utf-8") == CLEAN


@pytest.mark.parametrize(("here", "asked"), [("b", "."), (".", "b"), (".", "b/c.csv")])
def test_undo_finds_the_journal_of_a_folder(
    run: Any, monkeypatch: pytest.MonkeyPatch, here: str, asked: str
) -> None:
    before = make(DAMAGED)
    with monkeypatch.context() as inside:
        inside.chdir("b")
        run("fix", "--quiet")
        inside.chdir(f"../{here}")
        assert run("undo", "--quiet", asked).code == 0
    assert read() == before


def test_undo_of_several_folders(run: Any) -> None:
    before = make({"a/x.txt": PAGE, "b/y.txt": PAGE})
    run("fix", "--quiet", "a", "b")
    Path("a/.textfix/runs").mkdir(parents=True)
    assert run("undo", "--quiet", "a", "b/y.txt").code == 0
    assert read() == before


def test_fix_says_where_undo_finds_it(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    before = make({"a/x.txt": PAGE, "b/y.txt": PAGE})
    with monkeypatch.context() as inside:
        inside.chdir("b")
        said = f"; textfix undo {Path('../a').resolve()} takes it back\n"
        assert said in run("fix", "../a/x.txt").stderr
        assert run("undo", "../a").code == 0
    assert read() == before


def test_undo_of_what_was_not_fixed(run: Any) -> None:
    make(DAMAGED)
    run("fix", "--quiet")
    code, _, err = run("undo", "a.text", "d.json")
    assert code == 2 and "error: a.text: run " in err and "did not change it" in err
    assert Path("d.json").read_bytes() == DAMAGED["d.json"].encode()
    assert run("undo", "--quiet").code == 0


def test_undo_says_how_to_go_on(run: Any) -> None:
    make(DAMAGED)
    run("fix", "--quiet")
    Path("a.txt").rename("aside")
    name = run_name(run, "{}")
    assert f"put it back, then textfix undo --run {name}\n" in run("undo", "--quiet").stderr
    Path("aside").rename("a.txt")
    assert "restored 1 of 3 files" in run("undo", "--run", name).stderr
    assert Path("a.txt").read_text("utf-8") == PAGE


def test_a_file_where_the_journal_should_be(run: Any) -> None:
    make({"a.txt": PAGE, ".textfix": ""})
    code, _, err = run("fix", "a.txt")
    why = "a file is where a folder should be; move it, or --no-journal\n"
    assert code == 2 and f"error: a.txt: {Path.cwd() / '.textfix'}: {why}" in err
    assert Path("a.txt").read_text("utf-8") == PAGE


@posix
def test_what_was_not_written_is_not_promised_back(run: Any) -> None:
    make({"a.txt": PAGE})
    Path("a.txt").chmod(0o444)
    assert "undo" not in run("fix", "--journal").stderr


@pytest.mark.skipif(not shutil.which("git"), reason="needs git")
def test_what_git_could_give_back_is_not_recorded(run: Any) -> None:
    git("init", "-q")
    make({"a.txt": PAGE, "b.txt": CLEAN})
    git("add", "-A")
    git("commit", "-qm", "one")
    assert "undo" not in run("fix").stderr
    assert not Path(".textfix").exists()
    Path("a.txt").write_text(PAGE + CLEAN, "utf-8")
    assert "undo" in run("fix").stderr, "the change before it was not in git"
    assert run("undo", "--quiet").code == 0
    assert Path("a.txt").read_text("utf-8") == PAGE + CLEAN


@pytest.mark.skipif(not shutil.which("git"), reason="needs git")
def test_since(run: Any) -> None:
    git("init", "-q")
    make({"old.txt": PAGE, "b.txt": CLEAN})
    git("add", "-A")
    git("commit", "-qm", "one")
    make({"b.txt": PAGE, "new.txt": PAGE})
    assert run("fix", "--since", "HEAD", "--quiet").code == 0
    assert Path("old.txt").read_text("utf-8") == PAGE
    assert Path("b.txt").read_text("utf-8") == Path("new.txt").read_text("utf-8") == CLEAN
    assert run("check", "--since", "HEAD", "gone/x.txt").stderr.startswith(
        "textfix: error: gone/x.txt: no such file or directory"
    )


@pytest.mark.skipif(not shutil.which("git"), reason="needs git")
@pytest.mark.parametrize("revision", ["nowhere", "HEAD", "--output=written.txt"])
def test_since_what_git_does_not_know(run: Any, revision: str) -> None:
    git("init", "-q")
    make({"a.txt": PAGE})
    assert run("check", f"--since={revision}") == Outcome(
        2,
        b"",
        f"textfix: error: --since {revision}: git knows no such revision here; see git log, "
        "or fetch it (a checkout in CI may be shallow)\n",
    )
    assert list(read()) == ["a.txt"]


@pytest.mark.skipif(not shutil.which("git"), reason="needs git")
def test_since_without_git(run: Any) -> None:
    make({"a.txt": PAGE})
    assert run("check", "--since", "HEAD").stderr == (
        "textfix: error: --since: . is in no git repository; name the files without it\n"
    )


def outputs() -> list[Any]:
    """Standard outputs that take nothing: a full disk, and a reader that has left."""
    full = pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
    return [pytest.param("full", marks=full), "left"]


@posix
@pytest.mark.parametrize("output", outputs())
@pytest.mark.parametrize("options", [[], ["--output-format", "json"]])
def test_files_are_repaired_though_it_cannot_be_told(
    tmp_path: Path, output: str, options: list[str]
) -> None:
    for n in range(3):
        (tmp_path / f"{n}.txt").write_text(PAGE, "utf-8")
    done = silenced(["fix", *options, "."], tmp_path, output)
    assert done.returncode == 2
    error, summary = done.stderr.decode().splitlines()
    assert error.startswith("textfix: error: standard output: ")
    assert summary.startswith("textfix: the report is cut off, the work is done: 3 of 3 files")
    assert {path.read_text("utf-8") for path in tmp_path.glob("*.txt")} == {CLEAN}
    assert silenced(["fix", "--quiet", "."], tmp_path, output).returncode == 0


@posix
@pytest.mark.parametrize("output", outputs())
def test_files_are_renamed_though_it_cannot_be_told(tmp_path: Path, output: str) -> None:
    for n in range(2):
        (tmp_path / f"{n}会议记录.txt".encode("gbk").decode("cp437")).touch()
    done = silenced(["names", "--fix"], tmp_path, output)
    assert done.returncode == 2 and b"the list is cut off, the rest is done" in done.stderr
    assert {path.name for path in tmp_path.glob("*.txt")} == {"0会议记录.txt", "1会议记录.txt"}


def silenced(args: list[str], folder: Path, output: str) -> subprocess.CompletedProcess[bytes]:
    """The command in a folder, whose standard output takes nothing."""
    if output == "full":
        taking = os.open("/dev/full", os.O_WRONLY)
    else:
        read, taking = os.pipe()
        os.close(read)
    try:
        return subprocess.run(
            [sys.executable, "-m", "textfix", *args],
            cwd=folder,
            stdout=taking,
            stderr=subprocess.PIPE,
            timeout=60,
            check=False,
        )
    finally:
        os.close(taking)


@pytest.mark.skipif(sys.platform != "linux", reason="names are bytes on Linux only")
def test_a_name_that_is_not_utf8_in_json(run: Any) -> None:
    Path(os.fsdecode(b"a\xff.txt")).write_text(PAGE, "utf-8")
    said = json.loads(run("detect", "--json").stdout.decode())
    assert (said["path"], said["path_uri"]) == ("a\ufffd.txt", "a%FF.txt")


@posix
@pytest.mark.parametrize("command", [["fix"], ["undo", "--dry-run"], ["detect"], ["names"]])
def test_a_name_that_a_terminal_would_obey_is_drawn(run: Any, command: list[str]) -> None:
    make({"\x1b[31m\n/" + "会议记录.txt".encode("gbk").decode("cp437"): PAGE})
    if command[0] == "undo":
        run("fix", "--quiet")
    out = run(*command).stdout.decode()
    assert "[ESC][31m[LF]" in out and out.count("\n") == 1 and "\x1b" not in out


def test_a_backup_is_not_repaired(run: Any) -> None:
    make({"a.txt": PAGE})
    run("fix", "--backup", ".orig", "--quiet")
    make({"b.txt": PAGE})
    said = run("fix", "--backup", ".orig").stderr
    assert said.startswith("textfix: skipped (a copy made by --backup): a.txt.orig\n")
    assert Path("a.txt.orig").read_text("utf-8") == PAGE and not Path("a.txt.orig.orig").exists()
    assert run("check", "a.txt.orig").code == 1


def test_backup(run: Any) -> None:
    make({"a.txt": PAGE})
    assert run("fix", "--backup", ".orig", "--no-journal", "--quiet").code == 0
    assert Path("a.txt.orig").read_text("utf-8") == PAGE
    assert Path("a.txt").read_text("utf-8") == CLEAN and not Path(".textfix").exists()


@posix
def test_a_file_that_cannot_be_written(run: Any) -> None:
    make({"a.txt": PAGE, "b.txt": PAGE})
    Path("a.txt").chmod(0o444)
    code, _, err = run("fix")
    assert code == 2 and "textfix: error: a.txt: read-only; make it writable" in err
    assert Path("a.txt").read_text("utf-8") == PAGE
    assert Path("b.txt").read_text("utf-8") == CLEAN


@pytest.mark.parametrize("command", ["check", "fix", "detect"])
def test_a_file_that_cannot_be_read(
    run: Any, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    def refuse(path: Path, *args: object) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    make({"a.txt": PAGE})
    monkeypatch.setattr("textfix.files.task.read", refuse)
    monkeypatch.setattr(Path, "read_bytes", refuse)
    said = "textfix: error: a.txt: permission denied; check that you may read it\n"
    assert said in run(command, "--isolated" if command != "detect" else "--no-damage").stderr


def test_baseline(run: Any) -> None:
    make({"a.txt": f"{PAGE}\n{PAGE}", "textfix.toml": 'baseline = ".textfix-baseline"\n'})
    Path("textfix.toml").write_text("", "utf-8")
    assert "findings accepted" in run("baseline").stderr
    Path("textfix.toml").write_text('baseline = ".textfix-baseline"\n', "utf-8")
    assert "產" not in Path(".textfix-baseline").read_text("utf-8")
    assert run("check").code == run("diff").code == 0
    assert run("fix", "--exit-non-zero-on-fix").code == 0
    make({"a.txt": f"{PAGE}\n新的數據。\n\n{PAGE}"})
    code, out, _ = run("check", "--output-format", "concise")
    assert code == 1 and out.decode().count("\n") == 1 and "a.txt:3:" in out.decode()
    run("fix", "--quiet")
    assert Path("a.txt").read_text("utf-8") == f"{PAGE}\n新的数据。\n\n{PAGE}"
    make({"a.txt": CLEAN})
    assert "no longer accepted" in run("baseline", "--prune").stderr
    make({"a.txt": PAGE})
    assert run("check", "--quiet").code == 1


def test_diff_of_a_table(run: Any) -> None:
    """It has no lines, and is not passed over in silence."""
    pa, pq = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    pq.write_table(pa.table({"text": ["數據"]}), "a.parquet")
    said = "textfix: a.parquet: would change, and has no lines to show; see textfix check\n"
    assert run("diff", "a.parquet") == Outcome(1, b"", said)


def test_a_baseline_of_some_files_keeps_the_others(run: Any) -> None:
    make({"a/x.txt": PAGE, "b/y.txt": PAGE, "c/z.txt": PAGE})
    check = "check", "--quiet", "--baseline", ".textfix-baseline"
    run("baseline")
    make({"a/x.txt": f"新的數據。\n{PAGE}"})
    Path("c/z.txt").unlink()
    assert run("baseline", "a").code == 0
    assert run(*check).code == 0
    assert "z.txt" not in Path(".textfix-baseline").read_text("utf-8")
    assert run("baseline", "nowhere").code == 2
    assert run(*check).code == 0


@pytest.mark.parametrize("options", [[], ["--prune"]])
def test_a_baseline_keeps_what_cannot_be_read(run: Any, options: list[str]) -> None:
    make({"a.txt": PAGE})
    run("baseline")
    Path("a.txt").write_bytes(b"caf\xe9!")
    assert run("baseline", *options).code == 2
    make({"a.txt": PAGE})
    assert run("check", "--quiet", "--baseline", ".textfix-baseline").code == 0


@posix
def test_names(run: Any) -> None:
    good = "会议记录.txt"
    bad = good.encode("gbk").decode("cp437")
    make({bad: "", "好的.txt": ""})
    code, out, _ = run("names")
    assert code == 1 and out.decode() == f"{bad} -> {good}  (cp936 as cp437)\n"
    assert run("names", "--fix").code == 0 and Path(good).exists()
    assert run("names").code == 0
    assert run("undo", "--quiet").code == 0 and Path(bad).exists()


@posix
def test_names_keeps_its_journal_in_the_current_folder(run: Any) -> None:
    """Not above it, where another user may be at home."""
    make({"会议记录.txt".encode("gbk").decode("cp437"): ""})
    assert run("names", "--fix", "--quiet").code == 0
    assert Path(".textfix").is_dir() and not Path("../.textfix").exists()


@posix
def test_names_tells_only_what_it_did(run: Any) -> None:
    good = "会议记录.txt"
    bad = good.encode("gbk").decode("cp437")
    make({bad: "", good: ""})
    code, out, err = run("names", "--fix")
    assert (code, out) == (2, b"") and f"error: {bad}: " in err


def test_several_workers_say_the_same(run: Any) -> None:
    make({f"{n:03}.txt": PAGE if n % 3 == 0 else CLEAN for n in range(100)})
    said = [run("check", "--jobs", str(jobs)) for jobs in (1, 2)]
    assert said[0] == said[1] and said[0].code == 1


def test_the_wrong_file_type_changed_meanwhile(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from textfix.files import write as writing

    make({"a.txt": PAGE})
    real = writing.replace_file

    def late(path: Path, *args: Any, **options: Any) -> None:
        path.write_text("另一个程序写的。\n", "utf-8")
        real(path, *args, **options)

    monkeypatch.setattr(writing, "replace_file", late)
    code, _, err = run("fix", "--no-journal")
    assert code == 2 and "changed while it was being repaired" in err
    assert Path("a.txt").read_text("utf-8") == "另一个程序写的。\n"


@posix
@pytest.mark.parametrize(("files", "pages"), [(4, 20_000), (1, 800_000)])
def test_interrupted_with_workers(tmp_path: Path, files: int, pages: int) -> None:
    """They are not waited for, be it files or the blocks of one that they work on."""
    import signal
    import time

    for n in range(files):
        (tmp_path / f"{n}.txt").write_text(PAGE * pages, "utf-8")
    command = [sys.executable, "-m", "textfix", "fix", "--jobs", "2", "--max-size", "1GB", "."]
    process = subprocess.Popen(command, cwd=tmp_path, stdout=-1, stderr=-1, start_new_session=True)
    time.sleep(1.5)
    os.killpg(process.pid, signal.SIGINT)
    process.communicate(timeout=5)
    assert process.returncode == 130


@posix
def test_the_current_folder_is_gone(tmp_path: Path) -> None:
    (tmp_path / "gone").mkdir()
    command = f'rmdir ../gone; "{sys.executable}" -m textfix'
    for args, code in (("", 0), ("check .", 2), ("undo", 2)):
        done = subprocess.run(
            ["sh", "-c", f"{command} {args}"],
            cwd=tmp_path / "gone",
            input=PAGE.encode(),
            capture_output=True,
            check=False,
        )
        assert done.returncode == code and b"Traceback" not in done.stderr
        (tmp_path / "gone").mkdir()


@posix
def test_interrupted(tmp_path: Path) -> None:
    """Ctrl-C while many files are repaired: every file is whole, and undo takes back what was done."""
    import signal
    import time

    for n in range(300):
        (tmp_path / f"{n:03}.txt").write_text(PAGE * 20, "utf-8")
    command = [sys.executable, "-m", "textfix"]
    process = subprocess.Popen([*command, "fix", "."], cwd=tmp_path, stdout=-1, stderr=-1)
    assert process.stdout
    process.stdout.readline()  # the first file is written
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=60)
    assert process.returncode == 130
    time.sleep(0.1)
    texts = {path.read_text("utf-8") for path in tmp_path.glob("*.txt")}
    assert texts <= {PAGE * 20, CLEAN * 20}
    subprocess.run([*command, "undo"], cwd=tmp_path, check=True, capture_output=True)
    assert {path.read_text("utf-8") for path in tmp_path.glob("*.txt")} == {PAGE * 20}
    assert (tmp_path / ".textfix" / "runs").is_dir()


@pytest.fixture
def small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    from textfix.files import stream

    monkeypatch.setattr(stream, "WHOLE", 1500)
    monkeypatch.setattr(stream, "BLOCK", 1000)


RADICAL = "这个⽂件很好。"  # sure without evidence from around it


def large() -> dict[str, str]:
    rows = [RADICAL if n % 9 == 4 else f"第{n}页\n{CLEAN.strip()}" for n in range(100)]
    return {
        "a.txt": CLEAN,
        "b.csv": "id,text\n" + "".join(f'{n},"{row}"\n' for n, row in enumerate(rows)),
        "c.jsonl": "".join(json.dumps({"t": row}, ensure_ascii=False) + "\n" for row in rows),
        "d.txt": "\n\n".join(rows),
        "e.txt": f"{RADICAL}\n",
    }


@pytest.mark.usefixtures("small_blocks")
@pytest.mark.parametrize("command", ["check", "diff"])
def test_large_files_are_told_of_as_others(run: Any, command: str) -> None:
    make(large())
    said = [run(command, "--jobs", str(jobs)) for jobs in (1, 2, 3)]
    assert said[0] == said[1] == said[2] and said[0].code == 1
    if command == "diff":
        Path("all.patch").write_bytes(said[0].stdout)
        subprocess.run(["git", "apply", "all.patch"], check=True)
        assert run("fix", "all.patch", "--isolated", "--exclude", "*.patch").code == 0
        assert run("diff", "--exclude", "*.patch").code == 0


@pytest.mark.usefixtures("small_blocks")
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_large_files_in_place(run: Any, jobs: str) -> None:
    before = make(large())
    code, out, _ = run("fix", "--jobs", jobs)
    assert code == 0 and out.count(b"repaired") == 4
    after = read()
    for name, data in before.items():
        filtered = run("--jobs", jobs, "--stdin-filename", name, stdin=data)
        assert filtered.stdout == after[name]
        assert RADICAL not in after[name].decode()
    assert run("check", "--jobs", jobs).code == 0
    run("undo")
    assert read() == before


@pytest.mark.usefixtures("small_blocks")
def test_a_large_file_on_standard_output(run: Any) -> None:
    make(large())
    for name in large():
        said = [run(name, "--jobs", str(jobs)) for jobs in (1, 2, 3)]
        assert said[0] == said[1] == said[2] and RADICAL not in said[0].stdout.decode()
        assert run(name, "--column", "nothing").code == 0


@posix
@pytest.mark.usefixtures("small_blocks")
@pytest.mark.parametrize("args", [["d.txt"], ["fix", "d.txt"], ["check", "d.txt"]])
def test_a_worker_that_is_killed(
    run: Any, monkeypatch: pytest.MonkeyPatch, args: list[str]
) -> None:
    import signal

    from textfix.files import ranges
    from textfix.files.repair import treat

    here = os.getpid()

    def dies(*args: Any, **options: Any) -> Any:
        if os.getpid() != here and options["block"].start > 3000:
            os.kill(os.getpid(), signal.SIGKILL)
        return treat(*args, **options)

    monkeypatch.setattr(ranges, "treat", dies)
    before = make(large())
    code, _, err = run(*args, "--jobs", "2")
    assert code == 2 and "a worker process died" in err and "--jobs 1" in err
    assert read() == before
