"""Diffs that programs apply and people read."""

from __future__ import annotations

import re
import shutil
import subprocess
import time
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from outcomes import NEARLY, TEXTS, outcomes, repaired

from textfix.files.outcome import Outcome
from textfix.formats.spot import Spot
from textfix.render.alignment import Block, changed, split
from textfix.render.diff import unified
from textfix.render.shading import shades

SGR = re.compile(r"\x1b\[[0-9;]+m")
HUNK = re.compile(r"@@ -(\d+),(\d+) \+(\d+),(\d+) @@\n")
TOOLS = {
    "git": ["git", "-c", "core.autocrlf=false", "apply", "-p1", "--whitespace=nowarn", "../it.patch"],
    "patch": ["patch", "-p1", "--binary", "--quiet", "--no-backup-if-mismatch", "-i", "../it.patch"],
}  # fmt: skip
BEFORE_AFTER = [
    ("a\n", "b\n"),
    ("a", "b"),
    ("a\n", "a"),
    ("a", "a\n"),
    ("a\nb\nc\n", ""),
    ("一\r\n二\r\n三\r\n", "一\r\n2\r\n三\r\n"),
    ("一\r\n二\r\n", "一\n二\n"),
    ("一\r二\r三", "一\r2\r三"),
    ("x\u2028y\x0bz\x0c\x85\n", "x\u2028Y\x0bz\x0c\x85\n"),
    ("\n\n\na\n\n\n", "\n\n\n\n\n"),
    ("数\n据\n库\n", "数据库\n"),
    ("--- a\n+++ b\n@@ -1,1 +1,1 @@\n", "--- a\n+++ c\n@@ -1,1 +1,1 @@\n"),
    ("\\ No newline at end of file", "\\ No newline"),
    ("\udc80\udcff数\n", "\udc80\udcff数据\n"),
    ("".join(f"行{i}\n" for i in range(50)), "".join(f"行{i}\n" for i in range(50) if i not in (3, 4, 20, 27, 49))),
]  # fmt: skip
DOCUMENTS = st.lists(NEARLY | TEXTS, max_size=12).map("".join)


def made(tool: str, folder: Path, texts: list[tuple[str, str]], names: list[str]) -> list[bytes]:
    """What a program makes of files by one patch for all of them."""
    root = folder / "root"
    shutil.rmtree(root, ignore_errors=True)
    patch = ""
    for (before, after), name in zip(texts, names, strict=True):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(_bytes(before))
        patch += unified(Outcome(name, before, after))
    (folder / "it.patch").write_bytes(_bytes(patch))
    if patch:
        run = subprocess.run(TOOLS[tool], cwd=root, capture_output=True, timeout=60)
        assert run.returncode == 0, run.stderr.decode() + run.stdout.decode()
    return [(root / name).read_bytes() for name in names]


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")


@pytest.fixture(
    params=[
        pytest.param(t, marks=pytest.mark.skipif(not shutil.which(t), reason="not installed"))
        for t in TOOLS
    ]
)
def tool(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_programs_apply_it(tool: str, tmp_path: Path) -> None:
    names = [f"{i}.txt" for i in range(len(BEFORE_AFTER))]
    assert made(tool, tmp_path, BEFORE_AFTER, names) == [_bytes(after) for _, after in BEFORE_AFTER]


@pytest.mark.parametrize(
    "name", ["页.txt", "a b.txt", "a/b c/d.txt", 'a"b.txt', "a\\b.txt", "a\tb\n.txt"]
)
def test_programs_find_the_file(tool: str, tmp_path: Path, name: str) -> None:
    assert made(tool, tmp_path, [("數\n", "数\n")], [name]) == ["数\n".encode()]


@given(st.lists(st.tuples(DOCUMENTS, DOCUMENTS), min_size=1, max_size=20))
@settings(max_examples=25, deadline=None)
def test_git_makes_the_repaired_texts(
    tmp_path_factory: pytest.TempPathFactory, texts: list[tuple[str, str]]
) -> None:
    if not shutil.which("git"):
        pytest.skip("git is not installed")
    names = [f"{i}.txt" for i in range(len(texts))]
    made_of_them = made("git", tmp_path_factory.mktemp("git"), texts, names)
    assert made_of_them == [_bytes(after) for _, after in texts]


@given(st.one_of(outcomes(), st.builds(Outcome, st.just("a"), DOCUMENTS, DOCUMENTS)))
@settings(max_examples=150, deadline=None)
def test_it_turns_one_text_into_the_other(outcome: Outcome) -> None:
    assert applied(unified(outcome), outcome.text) == outcome.after


def applied(patch: str, text: str) -> str:
    """A patch applied by the letter of POSIX, diff -u: every line and every count must be right."""
    lines, patched, at = split(text), [], 0
    rest = split(patch)
    while rest and not HUNK.fullmatch(rest[0]):
        assert rest.pop(0).startswith(("--- ", "+++ ", "# "))
    while rest:
        found = HUNK.fullmatch(rest.pop(0))
        assert found
        start, count, new_start, new_count = map(int, found.groups())
        first = start - 1 if count else start
        patched += lines[at:first]
        at = first
        assert len(patched) == (new_start - 1 if new_count else new_start)
        while count or new_count:
            sign, line = rest[0][0], rest.pop(0)[1:]
            if rest and rest[0] == "\\ No newline at end of file\n":
                rest.pop(0)
                line = line[:-1]
            if sign in " -":
                assert lines[at] == line
                at, count = at + 1, count - 1
            if sign in " +":
                patched.append(line)
                new_count -= 1
    return "".join(patched + lines[at:])


def test_diff() -> None:
    text = "一\n二\n三\n四\n質(zhì)量發(fā)展，網(wǎng)絡(luò)。\n六\n七\n八\n九\n"
    assert (
        unified(repaired("页.txt", text))
        == """\
--- a/页.txt
+++ b/页.txt
@@ -2,7 +2,7 @@
 二
 三
 四
-質(zhì)量發(fā)展，網(wǎng)絡(luò)。
+质量发展，网络。
 六
 七
 八
"""
    )


def test_nothing_to_do_is_no_diff() -> None:
    assert unified(Outcome("a.txt", "文件\n", "文件\n")) == ""
    assert unified(Outcome("a.txt")) == ""


def test_the_encoding_is_a_comment() -> None:
    spot = Spot("not-utf-8", 0, 0, "", "", note="written in GB18030")
    assert unified(Outcome("a.txt", "⽂\n", "文\n", (spot,))) == (
        "# a.txt: not-utf-8: written in GB18030\n"
        "--- a/a.txt\n+++ b/a.txt\n@@ -1,1 +1,1 @@\n-⽂\n+文\n"
    )


def test_a_byte_order_mark_stands_in_the_first_line() -> None:
    patch = unified(Outcome("a.csv", "⽂\n", "文\n", encoding="utf-8-sig"))
    assert "-\ufeff⽂\n+\ufeff文\n" in patch


def test_on_a_terminal_what_cannot_be_seen_is_named() -> None:
    outcome = Outcome("a\x1b.txt", "數\u200b據\x1b[0m\r\n好\t\n", "数据\x1b[0m\r\n好\t\n")
    assert (
        unified(outcome, drawn=True)
        == """\
--- a/a[ESC].txt
+++ b/a[ESC].txt
@@ -1,2 +1,2 @@
-數[ZWSP]據[ESC][0m
+数据[ESC][0m
 好[TAB]
"""
    )


def test_a_line_end_is_named_where_it_changes() -> None:
    assert unified(Outcome("a", "一\r\n二", "一\n二"), drawn=True).splitlines()[3:] == [
        "-一[CR]",
        "+一",
        " 二",
        "\\ No newline at end of file",
    ]
    assert "-数[LF]\n-据\n+数据\n" in unified(Outcome("a", "数\n据\n", "数据\n"), drawn=True)


def test_color_marks_the_characters_that_changed() -> None:
    drawn = unified(Outcome("a", "我的數據。\n", "我的数据。\n"), color=True)
    assert "\x1b[31m-\x1b[0m\x1b[31m我的\x1b[0m\x1b[7;31m數據\x1b[0m\x1b[31m。\x1b[0m\n" in drawn
    assert "\x1b[32m+\x1b[0m\x1b[32m我的\x1b[0m\x1b[7;32m数据\x1b[0m\x1b[32m。\x1b[0m\n" in drawn


@given(outcomes())
@settings(max_examples=150, deadline=None)
def test_nothing_of_a_file_acts_on_the_terminal(outcome: Outcome) -> None:
    drawn = unified(outcome, drawn=True)
    assert not re.search(
        "[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]", drawn
    )
    assert SGR.sub("", unified(outcome, color=True)) == drawn


@given(st.lists(TEXTS, max_size=5), st.lists(TEXTS, max_size=5))
@settings(max_examples=150, deadline=None)
def test_shades_are_of_the_lines(old: list[str], new: list[str]) -> None:
    before, after = shades(old, new)
    assert ["".join(s.text for s in line) for line in before] == old
    assert ["".join(s.text for s in line) for line in after] == new
    kept = [
        "".join(s.text for line in side for s in line if not s.changed) for side in (before, after)
    ]
    assert kept[0] == kept[1]


@given(st.lists(st.sampled_from("abcde")), st.lists(st.sampled_from("abcde")))
@settings(max_examples=500, deadline=None)
def test_blocks_are_all_that_differs(old: list[str], new: list[str]) -> None:
    at = new_at = 0
    for block in [*changed(old, new)]:
        assert old[at : block.start] == new[new_at : block.new_start]
        assert at <= block.start <= block.end and new_at <= block.new_start <= block.new_end
        assert old[block.start : block.end] != new[block.new_start : block.new_end]
        at, new_at = block.end, block.new_end
    assert old[at:] == new[new_at:]


def test_blocks_are_small_where_lines_repeat() -> None:
    assert changed(list("rqrq"), list("qrq")) == [Block(0, 1, 0, 0)]
    assert changed(list("{}{}{}"), list("{}{x{}")) == [Block(3, 4, 3, 4)]


@pytest.mark.parametrize(("apart", "hunks"), [(6, 1), (7, 2)])
def test_hunks_meet_where_their_context_does(apart: int, hunks: int) -> None:
    between = "".join(f"行{i}\n" for i in range(apart))
    patch = unified(Outcome("a", f"甲\n{between}乙\n", f"A\n{between}B\n"))
    assert len(HUNK.findall(patch)) == hunks


def test_a_few_repairs_in_a_big_file_are_a_few_hunks() -> None:
    random = Random(3)
    lines = ["".join(random.choices("的一是不了在人有我他这中大来上", k=30)) for _ in range(44_000)]
    text = "\n".join(lines)
    for at in range(500, 44_000, 4_400):
        lines[at] = f"{lines[at][:9]}，{lines[at][9:]}"
    del lines[30_000:30_002]
    after = "\n".join(lines)
    start = time.perf_counter()
    patch = unified(Outcome("a.txt", text, after))
    assert time.perf_counter() - start < 5
    assert len(HUNK.findall(patch)) == 11
    assert applied(patch, text) == after
