"""Which files a path stands for."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from textfix.files.walk import Found, Skipped, WalkError, changed_since, walk

posix = pytest.mark.skipif(os.name != "posix", reason="needs POSIX")


def make(top: Path, *names: str) -> None:
    for name in names:
        path = top / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("")


def found(*paths: Path, top: Path, **options: object) -> list[str]:
    given = walk(paths, **options)  # type: ignore[arg-type]
    return [one.path.relative_to(top).as_posix() for one in given if isinstance(one, Found)]


def test_folders_in_the_order_of_names(tmp_path: Path) -> None:
    make(tmp_path, "b/2.txt", "b/10.txt", "a/z/y.txt", "a/x.txt", "c.txt", ".hidden/d.txt")
    assert found(tmp_path, top=tmp_path) == [
        *("c.txt", ".hidden/d.txt", "a/x.txt", "a/z/y.txt", "b/10.txt", "b/2.txt"),
    ]


def test_a_file_is_met_once(tmp_path: Path) -> None:
    make(tmp_path, "a.txt", "b/c.txt")
    (tmp_path / "link").symlink_to("a.txt")
    paths = (tmp_path / "link", tmp_path / "a.txt", tmp_path, tmp_path / "b")
    assert found(*paths, top=tmp_path) == ["link", "b/c.txt"]


def test_what_tools_keep_is_left_out(tmp_path: Path) -> None:
    make(tmp_path, ".git/a", "node_modules/b", ".venv/c", ".textfix/runs/d", ".textfix-x", "e")
    assert found(tmp_path, top=tmp_path) == ["e"]
    assert found(tmp_path / "node_modules", top=tmp_path) == ["node_modules/b"]


def test_the_file_git_of_a_submodule_is_left_out(tmp_path: Path) -> None:
    """It says where the repository is, perhaps in a folder with a Traditional name."""
    make(tmp_path, "sub/.git", "sub/a")
    assert found(tmp_path, top=tmp_path) == ["sub/a"]


@pytest.mark.skipif(not shutil.which("git"), reason="needs git")
def test_another_repository_is_not_a_changed_file(tmp_path: Path) -> None:
    def git(*args: str, at: str = ".") -> None:
        who = ("-c", "user.name=T", "-c", "user.email=t@example.org")
        subprocess.run(["git", *who, *args], cwd=tmp_path / at, check=True, capture_output=True)

    make(tmp_path, "sub/a")
    for at in "sub", ".":
        git("init", "-q", at=at)
        git("add", "-A", at=at)
        git("commit", "-qm", "one", at=at)
    (tmp_path / "sub" / "a").write_text("changed")
    (tmp_path / "b").write_text("new")
    make(tmp_path, "other/c")
    git("init", "-q", at="other")
    git("add", "-A", at="other")
    git("commit", "-qm", "one", at="other")
    assert changed_since("HEAD", tmp_path) == [tmp_path / "b"]


def test_gitignore(tmp_path: Path) -> None:
    make(tmp_path, "a.tmp", "keep.tmp", "out/b", "sub/out/c", "sub/d.log", "sub/e.tmp", ".git/x")
    (tmp_path / ".gitignore").write_text("*.tmp\n!keep.tmp\n/out/\n")
    (tmp_path / "sub" / ".gitignore").write_text("!e.tmp\n*.log\n")
    want = [".gitignore", "keep.tmp", "sub/.gitignore", "sub/e.tmp", "sub/out/c"]
    assert sorted(found(tmp_path, top=tmp_path)) == sorted(want)
    assert "out/b" in found(tmp_path, top=tmp_path, gitignore=False)
    assert found(tmp_path / "sub", top=tmp_path) == ["sub/.gitignore", "sub/e.tmp", "sub/out/c"]
    assert found(tmp_path / "a.tmp", top=tmp_path) == ["a.tmp"], "named files are taken"


def test_patterns_that_git_passes_over(tmp_path: Path) -> None:
    make(tmp_path, "a.tmp", "b.txt")
    (tmp_path / ".gitignore").write_text("!\n*.tmp\n\\\n[\n")
    assert found(tmp_path, top=tmp_path) == [".gitignore", "b.txt"]


def test_gitignore_agrees_with_git(tmp_path: Path) -> None:
    if not shutil.which("git"):
        pytest.skip("no git")
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    names = [
        f"{a}{b}/{c}.{d}"
        for a in ("", "x/")
        for b in ("p", "q")
        for c in "mn"
        for d in ("txt", "log")
    ]
    make(tmp_path, *names, "名.txt", "有 空格.log")
    (tmp_path / ".gitignore").write_text("*.log\n!n.log\nx/p/\n/q/m.*\n")
    (tmp_path / "x" / ".gitignore").write_text("q/*\n!q/n.log\n")
    (tmp_path / ".git" / "info" / "exclude").write_text("名.*\n")
    listed = subprocess.run(
        ["git", "-c", "core.quotePath=false", "ls-files", "-oz", "--exclude-standard"],
        cwd=tmp_path,
        capture_output=True,
        check=True,
    )
    assert sorted(found(tmp_path, top=tmp_path)) == sorted(
        name for name in listed.stdout.decode().split("\0") if name
    )


def test_exclude(tmp_path: Path) -> None:
    make(tmp_path, "raw/a.txt", "b.txt")

    def exclude(path: Path) -> bool:
        return "raw" in path.parts

    named = tmp_path / "raw" / "a.txt"
    assert found(tmp_path, named, top=tmp_path, exclude=exclude) == ["b.txt", "raw/a.txt"]
    forced = found(tmp_path, named, top=tmp_path, exclude=exclude, force_exclude=True)
    assert forced == ["b.txt"]


def test_what_git_keeps_in_spite_of_gitignore(tmp_path: Path) -> None:
    make(tmp_path, "a.tmp", "raw/b.tmp", "c.tmp")
    (tmp_path / ".gitignore").write_text("*.tmp\n")
    paths = [tmp_path / "a.tmp", tmp_path / "raw" / "b.tmp"]
    got = found(*paths, top=tmp_path, exclude=lambda path: "raw" in path.parts, force_exclude=True)
    assert got == ["a.tmp"]


@posix
def test_what_is_no_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "nothing").symlink_to("gone")
    assert [type(one) for one in walk([tmp_path])] == [Skipped]
    for name, why in (("loop", "loops"), ("nothing", "points at nothing"), ("x", "no such file")):
        (one,) = walk([tmp_path / name])
        assert isinstance(one, WalkError) and why in str(one)


def test_since(tmp_path: Path) -> None:
    if not shutil.which("git"):
        pytest.skip("no git")

    def git(*args: str) -> None:
        subprocess.run(["git", *args], cwd=tmp_path, check=True, capture_output=True)

    git("init", "-q")
    make(tmp_path, "a.txt", "b.txt", "gone.txt", "sub/c.txt")
    git("add", "-A")
    git("-c", "user.name=T", "-c", "user.email=t@example.org", "commit", "-qm", "one")
    (tmp_path / "a.txt").write_text("1")
    (tmp_path / "sub" / "新.txt").write_text("1")
    (tmp_path / "gone.txt").unlink()
    assert [p.relative_to(tmp_path).as_posix() for p in changed_since("HEAD", tmp_path)] == [
        "a.txt",
        "sub/新.txt",
    ]
    assert changed_since("HEAD", tmp_path / "sub") == [tmp_path / "sub" / "新.txt"]
    empty_tree = "4b825dc642cb6eb9a060e54bf8d69288fbee4904"
    assert len(changed_since(empty_tree, tmp_path)) == 4
    with pytest.raises(ValueError, match="--since nowhere: git knows no such revision here; "):
        changed_since("nowhere", tmp_path)


@pytest.mark.parametrize("asked", ["closed", "closed/a.txt"])
def test_a_folder_that_may_not_be_entered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, asked: str
) -> None:
    """By anyone but root, to whom none is closed."""
    make(tmp_path, "closed/a.txt")
    closed = str(tmp_path / "closed")

    def refusing(real: Any, refused: Callable[[str], bool]) -> Any:
        def call(path: Any, *args: Any, **options: Any) -> Any:
            if refused(str(path)):
                raise PermissionError(13, "Permission denied", str(path))
            return real(path, *args, **options)

        return call

    inside = closed + os.sep
    monkeypatch.setattr(os, "stat", refusing(os.stat, lambda path: path.startswith(inside)))
    monkeypatch.setattr(os, "scandir", refusing(os.scandir, closed.__eq__))
    [said] = walk([tmp_path / asked])
    assert str(said) == f"{tmp_path / asked}: permission denied; check that you may read it"
