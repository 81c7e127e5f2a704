"""The command, by the cases of `fixtures/cli` in this process, and as a program where it must be.

A case has `args`, `stdin` and `files` (texts written as UTF-8, or bytes as `{ hex = "..." }`), and
says what comes of it: `stdout` whole (or, a list, parts of it), a part of `stderr` (nothing,
if it is not given), `code` (0, if it is not given), and the files that are different `after`.
"""

from __future__ import annotations

import os
import re
import select
import shutil
import signal
import subprocess
import sys
import time
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from cases import FIXTURES, SHARED, tomllib
from command import CLEAN, PAGE, posix

import textfix
from textfix.cli import COMMANDS, load

COMMAND = [sys.executable, "-m", "textfix"]
KEYS = {"name", "args", "stdin", "files", "stdout", "stderr", "code", "after"}
CASES = [
    pytest.param(case, id=f"{path.stem}: {case['name']}")
    for path in sorted((FIXTURES / "cli").glob("*.toml"))
    for case in tomllib.loads(path.read_text("utf-8"))["case"]
]


def as_bytes(value: str | dict[str, str]) -> bytes:
    return value.encode() if isinstance(value, str) else bytes.fromhex(value["hex"])


def spawn(*args: str, **options: Any) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([*COMMAND, *args], capture_output=True, timeout=60, **options)


def columns_of(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line)


@pytest.fixture(autouse=True)
def textfix_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """By programs that run elsewhere, installed or not."""
    monkeypatch.setenv("PYTHONPATH", str(Path(textfix.__file__).parent.parent))


@pytest.mark.parametrize("case", CASES)
def test_case(case: dict[str, Any], run: Any) -> None:
    assert case.keys() <= KEYS
    files = {name: as_bytes(content) for name, content in case.get("files", {}).items()}
    for name, content in files.items():
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_bytes(content)
    code, out, err = run(*case.get("args", []), stdin=as_bytes(case.get("stdin", "")))
    assert code == case.get("code", 0), err
    if code == 2 and "stdout" not in case:
        assert out == b""
        assert re.fullmatch(r"textfix: error: [ -~]+\n", err)
    if "stderr" in case:
        assert case["stderr"] in err
    else:
        assert err == ""
    stdout = case.get("stdout", "")
    if isinstance(stdout, list):
        assert [part for part in stdout if part not in out.decode()] == []
    else:
        assert out == as_bytes(stdout)
    after = files | {name: as_bytes(content) for name, content in case.get("after", {}).items()}
    assert {name: Path(name).read_bytes() for name in files} == after


def test_case_names_are_unique() -> None:
    assert len({case.id for case in CASES}) == len(CASES)


# What it prints about itself


@pytest.mark.parametrize("name", COMMANDS)
def test_help_is_whole_and_fits_a_terminal(run: Any, name: str) -> None:
    page = run(*([] if name == "filter" else [name]), "--help").stdout.decode()
    assert page.startswith(f"Usage: textfix {name if name != 'filter' else '[OPTION]'}")
    assert max(map(len, page.splitlines())) < 80 and "\n\n\n" not in page
    assert page.replace("\n", "").isprintable() and "{" not in page
    options = [o for p in load(name).params for o in (*p.opts, *p.secondary_opts) if o[0] == "-"]
    once = {"--list-rules", "--explain", "--diagnose"}  # options once, and commands now
    hidden = once if name == "filter" else {"--help", "-h"}
    assert [o for o in options if o not in hidden and not re.search(rf"(?<!\S){o}\b", page)] == []
    said = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", page))
    elsewhere = {"--fix", "--help", "--list", "--unsafe", "--select", "--suspected"}
    assert said - set(options) - elsewhere == set()
    named = re.findall(r"textfix[^\n]* --(?:ignore|select) ([a-z,-]+)", page)
    assert {rule for names in named for rule in names.split(",")} <= {*textfix.RULES, "encoding"}


def test_every_command_is_in_the_help(run: Any) -> None:
    page = run("--help").stdout.decode()
    assert [name for name in COMMANDS if name != "filter" and f"\n  {name} " not in page] == []
    assert [name for name in textfix.PROFILES if f" {name}" not in page] == []


def test_every_rule_has_a_manual(run: Any) -> None:
    for name, rule in textfix.RULES.items():
        page = run("--explain", name).stdout.decode()
        assert page.startswith(f"{name} (") and page.endswith("\n") and not page.endswith("\n\n")
        assert not re.search(r" $", page, re.M)
        assert page.split()[-1] == rule.doc.split()[-1]
        lost = set(rule.doc.split()) - set(page.split())
        assert not lost, "words of the docstring that the manual lost"


def test_manual_fills_by_columns(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    for columns in 60, 80:
        monkeypatch.setenv("COLUMNS", str(columns))
        prose = run("--explain", "traditional").stdout.decode().splitlines()
        filled = [line for line in prose if line.startswith("    ") and line[4] != " "]
        assert columns - 20 < max(columns_of(line) for line in filled) <= columns


@pytest.mark.parametrize("profile", textfix.PROFILES)
def test_rules_are_listed_in_columns(run: Any, profile: str) -> None:
    *lines, last = run("--list-rules", "--profile", profile).stdout.decode().splitlines()
    assert last.startswith("not-utf-8 ")
    rules = textfix.PROFILES[profile].rules
    assert [line.split()[0] for line in lines] == [rule.name for rule in rules]
    for line, rule in zip(lines, rules, strict=True):
        assert line.split()[1:3] == [rule.phase.name.lower(), "safe" if rule.safe else "unsafe"]
        assert line.endswith(f"  {rule.summary}")
    starts = {len(line) - len(rule.summary) for line, rule in zip(lines, rules, strict=True)}
    assert len(starts) == 1


def test_version(run: Any) -> None:
    assert run("--version").stdout.decode() == (
        f"textfix {textfix.__version__} (rules of {textfix.RULESET})\n"
    )


def test_version_opens_no_table() -> None:
    code = """if 1:
        import sys
        opened = []
        sys.addaudithook(lambda event, args: event == "open" and opened.append(str(args[0])))
        from textfix.cli import main
        try:
            main(["--version"])
        except SystemExit:
            pass
        print([name for name in opened if "/textfix/data/" in name.replace(chr(92), "/")])
    """
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert done.stdout.splitlines()[-1] == b"[]"


def test_the_library_does_not_load_click() -> None:
    code = "import textfix, sys; sys.exit('click' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


# Files and formats


def test_unreadable(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path, *args: object, **options: object) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "open", refuse)
    assert run("a.txt") == (
        2,
        b"",
        "textfix: error: a.txt: permission denied; check that you may read it\n",
    )


def test_every_file_is_repaired_before_any_is_written(run: Any) -> None:
    Path("good.txt").write_text(PAGE, "utf-8")
    Path("bad.txt").write_bytes(b"\xff" + PAGE.encode())
    got = run("good.txt", "good.txt", "bad.txt")
    assert (got.code, got.stdout) == (2, b"") and ": bad.txt: byte 0" in got.stderr


@pytest.mark.parametrize("size", [0, 1, 65_536, 3_000_000])
def test_bytes_come_back(run: Any, size: int) -> None:
    data = (b"plain\r\ntext \xe2\x80\x94\n\r" * (size // 17 + 1))[:size].decode("utf-8", "ignore")
    assert run(stdin=data.encode()) == (0, data.encode(), "")


@pytest.mark.skipif(not (SHARED / "seeds").is_dir(), reason="the five documents are not here")
def test_the_five_documents(run: Any) -> None:
    for path in sorted((SHARED / "seeds" / "damaged").iterdir()):
        want = (SHARED / "seeds" / "expected" / path.name).read_bytes()
        assert run(str(path)) == (0, want, "")
        assert run(stdin=path.read_bytes()) == (0, want, "")


# As a program


def test_module() -> None:
    done = spawn(input=PAGE.encode())
    assert (done.returncode, done.stdout, done.stderr) == (0, CLEAN.encode(), b"")


@pytest.mark.parametrize("encoding", ["ascii", "gbk"])
def test_encoding_of_the_terminal_does_not_matter(encoding: str, tmp_path: Path) -> None:
    env = {**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    assert spawn(input=PAGE.encode(), env=env).stdout == CLEAN.encode()
    for page in ("--help",), ("--list-rules",), ("--explain", "pinyin-gloss"):
        done = spawn(*page, env=env)
        assert (done.returncode, done.stderr) == (0, b"")
        done.stdout.decode(encoding)
    done = spawn("没有.txt", env=env, cwd=tmp_path)
    assert done.returncode == 2 and b"no such file" in done.stderr


@posix
@pytest.mark.parametrize("args", [(), ("--help",), ("--list-rules",)])
@pytest.mark.parametrize("target", ["full", "closed", "read-only"])
def test_standard_output_that_takes_nothing(args: tuple[str, ...], target: str) -> None:
    if target == "full" and not Path("/dev/full").exists():
        pytest.skip("no /dev/full")
    redirect = {"full": ">/dev/full", "closed": ">&-", "read-only": "1</dev/null"}[target]
    done = subprocess.run(
        ["sh", "-c", f'"$@" {redirect}', "sh", *COMMAND, *args],
        input=PAGE.encode(),
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, b"")
    assert re.fullmatch(rb"textfix: error: standard output: [ -~]+; [ -~]+\n", done.stderr)


@posix
def test_standard_input_closed() -> None:
    done = subprocess.run(
        ["sh", "-c", '"$@" <&-', "sh", *COMMAND], capture_output=True, timeout=60, check=False
    )
    assert (done.returncode, done.stdout) == (2, b"")
    assert re.fullmatch(rb"textfix: error: standard input: closed; [ -~]+\n", done.stderr)


@posix
@pytest.mark.parametrize("redirect", ["2>&-", "2>/dev/full"])
def test_standard_error_that_takes_nothing(redirect: str, tmp_path: Path) -> None:
    done = subprocess.run(
        ["sh", "-c", f'"$@" {redirect}', "sh", *COMMAND, "nowhere.txt"],
        capture_output=True,
        cwd=tmp_path,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (2, b"", b"")


@posix
@pytest.mark.parametrize("redirect", ["a.txt >> a.txt", "< a.txt >> a.txt", "a.txt > a.txt"])
def test_the_output_is_not_an_input(redirect: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(PAGE, "utf-8")
    done = subprocess.run(
        ["sh", "-c", f'"$@" {redirect}', "sh", *COMMAND],
        capture_output=True,
        cwd=tmp_path,
        timeout=60,
        check=False,
    )
    assert done.returncode == 2 and b": is the output too; " in done.stderr
    if ">>" in redirect:
        assert (tmp_path / "a.txt").read_text("utf-8") == PAGE


@posix
@pytest.mark.parametrize("command", ["check", "diff", "fix --output-format concise"])
def test_the_output_is_not_looked_at(command: str, tmp_path: Path) -> None:
    """A patch would hold a patch of itself, and a report replaced would lose the rest."""
    for name in "a.txt", "z.txt":
        (tmp_path / name).write_text(PAGE, "utf-8")
    done = subprocess.run(
        ["sh", "-c", f'"$@" {command} . > p.txt', "sh", *COMMAND],
        capture_output=True,
        cwd=tmp_path,
        timeout=60,
        check=False,
    )
    assert b"skipped (standard output goes there): p.txt\n" in done.stderr
    said = (tmp_path / "p.txt").read_text("utf-8")
    assert "a.txt" in said and "z.txt" in said and "p.txt" not in said


@posix
def test_diff_without_an_output(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(PAGE, "utf-8")
    done = subprocess.run(
        ["sh", "-c", '"$@" diff >&-', "sh", *COMMAND],
        capture_output=True,
        cwd=tmp_path,
        timeout=60,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr.startswith(b"textfix: error: standard output: closed; ")


LEFT = b"textfix: error: standard output: broken pipe: its reader left before all was written\n"


@posix
@pytest.mark.parametrize("size", [1, 100_000])
def test_reader_that_stops_early(size: int, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"text\n" * size)
    shell = shutil.which("bash")
    if not shell:
        pytest.skip("no bash")
    done = subprocess.run(
        [shell, "-c", 'set -o pipefail; "$@" a.txt | head -c 1', "bash", *COMMAND],
        capture_output=True,
        cwd=tmp_path,
        timeout=60,
        check=False,
    )
    assert done.stdout == b"t"
    assert (done.returncode, done.stderr) in ((0, b""), (2, LEFT))  # it may have been quick enough
    if size > 65_536:  # more than a pipe holds
        assert done.returncode == 2


@posix
def test_reader_that_is_gone() -> None:
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run(
        COMMAND, input=b"text\n", stdout=write, stderr=subprocess.PIPE, timeout=60, check=False
    )
    os.close(write)
    assert (done.returncode, done.stderr) == (2, LEFT)


@posix
def test_interrupt_while_reading(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with subprocess.Popen([*COMMAND, str(pipe)], stdout=-1, stderr=-1) as process, pipe.open("wb"):
        time.sleep(0.3)  # it has opened the pipe: that is what opening it here waited for
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert (process.returncode, out, err) == (130, b"", b"")


@posix
def test_interrupt_while_writing() -> None:
    """A pipe nobody reads: the command waits in the middle of writing, then goes at once."""
    with subprocess.Popen(COMMAND, stdin=-1, stdout=-1, stderr=-1) as process:
        assert process.stdin and process.stdout and process.stderr
        process.stdin.write(b"text\n" * 200_000)
        process.stdin.close()
        assert process.stdout.read(1) == b"t"
        time.sleep(0.3)
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=10) == 130
        assert process.stderr.read() == b""


# On a terminal


def on_terminal(command: str, keys: bytes = b"", columns: int = 60, **env: str) -> str:
    """What a terminal shows when a shell runs `command` (`"$@"` being textfix) and `keys` come."""
    import pty

    here, there = pty.openpty()
    process = subprocess.Popen(
        ["sh", "-c", command, "sh", *COMMAND],
        stdin=there,
        stdout=there,
        stderr=there,
        env={**os.environ, "COLUMNS": str(columns), **env},
        start_new_session=True,
    )
    os.close(there)
    shown = b""
    while select.select([here], [], [], 60)[0]:
        try:
            part = os.read(here, 4096)
        except OSError:  # Linux: the other side is gone
            break
        shown += part
        if not part:
            break
        if keys and b"until" in shown:
            os.write(here, keys)
            keys = b""
    os.close(here)
    process.wait(timeout=60)
    return shown.decode().replace("\r\n", "\n") + f"[{process.returncode}]"


@posix
def test_waiting_for_the_keyboard_is_said() -> None:
    shown = on_terminal('"$@"', "數據\n\x04".encode())
    assert shown.startswith("textfix: reading the terminal until Ctrl-D; textfix --help shows more")
    assert shown.endswith("数据\n[0]")


@posix
def test_waiting_for_anything_else_is_not(tmp_path: Path) -> None:
    assert on_terminal(f'printf "數據\n" | "$@"; cd {tmp_path}; "$@" --profile=x') == (
        "数据\ntextfix: error: --profile names no profile 'x'; known: repair, zh-hans, publish\n[2]"
    )
    assert on_terminal('"$@" - <&-').startswith("textfix: error: standard input: closed")


@posix
@pytest.mark.parametrize("no_color", ["", "1"])
def test_terminal_output_is_plain(no_color: str) -> None:
    for args in "--help", "--list-rules", "--explain traditional", "--bogus":
        assert "\x1b" not in on_terminal(f'"$@" {args}', NO_COLOR=no_color, FORCE_COLOR="1")


@posix
def test_rules_are_filled_on_a_terminal() -> None:
    lines = on_terminal('"$@" --list-rules', columns=70).splitlines()[:-1]
    assert max(columns_of(line) for line in lines) <= 70
    assert any(line.startswith(" " * 44) for line in lines)


@posix
def test_long_work_is_said_on_a_terminal_only() -> None:
    code = (
        "import time, textfix.cli as cli, textfix.files.repair as r; call = r.repair; "
        "r.repair = lambda *a, **k: time.sleep(2.5) or call(*a, **k); cli.main([])"
    )
    slow = f'printf "數據\n" | {sys.executable} -c "{code}"'
    assert on_terminal(slow) == "textfix: repairing standard input...\n数据\n[0]"
    assert on_terminal(f"{slow} 2>&1 | cat") == "数据\n[0]"
    assert "repairing" not in on_terminal('printf "數據\n" | "$@"')
