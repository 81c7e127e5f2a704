"""The hooks, run by pre-commit itself in a repository made for it, from this source as it stands."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from cases import ROOT

pytest.importorskip("pre_commit")
pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(not shutil.which("git"), reason="needs git"),
]

HOOKS = ("textfix", "textfix-check", "textfix-encoding", "textfix-data")
DAMAGED = "質(zhì)量發(fā)展，網(wǎng)絡(luò)數(shù)據(jù)。\n"
CLEAN = "质量发展，网络数据。\n"
LFS = "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n"


class Repository:
    """A git repository with a pre-commit configuration."""

    def __init__(self, folder: Path, home: Path) -> None:
        self.folder = folder
        self._env = {**os.environ, "PRE_COMMIT_HOME": str(home), "PRE_COMMIT_COLOR": "never"}
        for name in ("GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE", "PYTHONPATH"):
            self._env.pop(name, None)
        self.git("init", "-q", "-b", "main")
        self.git("config", "user.email", "tester@example.org")
        self.git("config", "user.name", "Tester")
        self.git("config", "commit.gpgsign", "false")

    def git(self, *args: str) -> str:
        done = subprocess.run(
            ["git", *args], cwd=self.folder, env=self._env, capture_output=True, check=True
        )
        return done.stdout.decode()

    def write(self, name: str, content: str | bytes) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def run(self, hook: str, *args: str) -> tuple[int, str]:
        done = subprocess.run(
            [sys.executable, "-m", "pre_commit", "run", hook, "--hook-stage", "manual", *args],
            cwd=self.folder,
            env=self._env,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        return done.returncode, done.stdout.decode()


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where pre-commit keeps the environment that it builds for the hooks, once for all tests."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """This source, as a repository that pre-commit can clone."""
    folder = tmp_path_factory.mktemp("source") / "textfix"
    folder.mkdir()
    for name in (
        "textfix",
        "pyproject.toml",
        ".pre-commit-hooks.yaml",
        "README.md",
        "LICENSE",
        "NOTICE",
    ):
        there = ROOT / name
        if there.is_dir():
            shutil.copytree(there, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy2(there, folder / name)
    repository = Repository(folder, folder)
    repository.git("add", "-A")
    repository.git("commit", "-q", "-m", "as it stands")
    return folder


@pytest.fixture
def repository(tmp_path: Path, source: Path, home: Path) -> Iterator[Repository]:
    """A repository of data that uses the hooks."""
    folder = tmp_path / "data"
    folder.mkdir()
    repository = Repository(folder, home)
    hooks = "".join(f"      - id: {hook}\n" for hook in HOOKS)
    revision = subprocess.run(
        ["git", "rev-parse", "HEAD"], cwd=source, capture_output=True, check=True
    )
    config = f"repos:\n  - repo: {source}\n    rev: {revision.stdout.decode().strip()}\n    hooks:\n{hooks}"
    repository.write(".pre-commit-config.yaml", config)
    repository.git("add", "-A")
    repository.git("commit", "-q", "-m", "begin")
    yield repository


def test_all_files_twice(repository: Repository) -> None:
    """The first run repairs what is damaged and leaves all else; the second finds nothing."""
    files = {
        "table.csv": f'编号,正文\r\n1,"{DAMAGED.strip()}"\r\n2,"clean ""quoted"" field"\r\n',
        "lines.jsonl": f'{{"id": 12345678901234567890, "text": "{DAMAGED.strip()}"}}\n{{"text":"好"}}\n',
        "gbk.txt": CLEAN.encode("gbk"),
        "utf16.txt": CLEAN.encode("utf-16"),
        "page.txt": DAMAGED,
    }
    left = {
        "clean.md": "# 标题\n\n正文。\n",
        "model.bin.txt": LFS,
        "image.png": b"\x89PNG\r\n\x1a\n\0\0\0\0" + DAMAGED.encode(),
    }
    for name, content in {**files, **left}.items():
        repository.write(name, content)
    (repository.folder / "link.txt").symlink_to("page.txt")
    repository.git("add", "-A")
    code, out = repository.run("textfix", "--all-files")
    assert code == 1 and "files were modified by this hook" in out, out
    good = CLEAN.strip()
    assert (repository.folder / "table.csv").read_bytes().decode() == (
        f'编号,正文\r\n1,"{good}"\r\n2,"clean ""quoted"" field"\r\n'
    )
    assert (repository.folder / "lines.jsonl").read_text("utf-8") == (
        f'{{"id": 12345678901234567890, "text": "{good}"}}\n{{"text":"好"}}\n'
    )
    for name in ("gbk.txt", "utf16.txt", "page.txt"):
        assert (repository.folder / name).read_text("utf-8") == CLEAN
    for name, content in left.items():
        assert (repository.folder / name).read_bytes() == (
            content.encode() if isinstance(content, str) else content
        )
    assert (repository.folder / "link.txt").is_symlink()
    repository.git("add", "-A")
    for hook in HOOKS[:3]:
        code, out = repository.run(hook, "--all-files")
        assert code == 0, out
    assert repository.git("status", "--porcelain", "--", ".textfix") == ""


def test_check_writes_nothing(repository: Repository) -> None:
    path = repository.write("page.txt", DAMAGED)
    repository.git("add", "-A")
    code, out = repository.run("textfix-check")
    assert code == 1 and "page.txt:1" in out and "files were modified" not in out
    assert path.read_text("utf-8") == DAMAGED


def test_encoding(repository: Repository) -> None:
    """Traditional is no concern of this hook; other encodings, marks and lost text are."""
    repository.write("fine.txt", "數據\n")
    repository.write("fine.csv", b"\xef\xbb\xbf" + "甲,乙\n".encode())
    repository.git("add", "-A")
    assert repository.run("textfix-encoding")[0] == 0
    bad = {
        "gbk.txt": CLEAN.encode("gbk"),
        "marked.txt": b"\xef\xbb\xbf" + CLEAN.encode(),
        "lost.txt": "收货地址：锟斤拷锟斤拷路12号\n",
        "replaced.txt": "收货地址：\ufffd\ufffd\ufffd路12号\n",
    }
    for name, content in bad.items():
        repository.write(name, content)
        repository.git("add", name)
        code, out = repository.run("textfix-encoding", "--files", name)
        assert code == 1 and name in out, (name, out)


def test_partially_staged(repository: Repository) -> None:
    """What is not staged is put aside by pre-commit, and comes back."""
    path = repository.write("page.txt", f"{CLEAN}\n\n{CLEAN}\n\n{CLEAN}")
    repository.git("add", "-A")
    repository.git("commit", "-q", "-m", "page", "--no-verify")
    repository.write("page.txt", f"{CLEAN}加了一句。\n\n\n{CLEAN}\n\n{CLEAN}")
    repository.git("add", "page.txt")
    path.write_text(path.read_text("utf-8") + "沒有暫存的數據。\n", "utf-8")
    code, out = repository.run("textfix")
    assert code == 0, out
    assert path.read_text("utf-8").endswith("沒有暫存的數據。\n")


def test_working_tree_encoding(repository: Repository) -> None:
    """Git holds it as UTF-8 and checks it out as GBK: so it stays."""
    repository.write(".gitattributes", "*.gbk.txt text working-tree-encoding=GBK\n")
    path = repository.write("old.gbk.txt", (CLEAN * 20).encode("gbk"))
    repository.git("add", "-A")
    assert repository.run("textfix", "--all-files")[0] == 0
    assert path.read_bytes() == (CLEAN * 20).encode("gbk")
    path.write_bytes(((DAMAGED + CLEAN) * 20).encode("gbk", "ignore"))
    repository.git("add", "-A")
    assert repository.run("textfix", "--all-files")[0] == 1
    path.read_bytes().decode("gbk")


def test_exclude_is_honoured(repository: Repository) -> None:
    repository.write("textfix.toml", 'exclude = ["raw/"]\n')
    path = repository.write("raw/page.txt", DAMAGED)
    repository.git("add", "-A")
    assert repository.run("textfix", "--all-files")[0] == 0
    assert path.read_text("utf-8") == DAMAGED


def test_data(repository: Repository) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    arrow = pytest.importorskip("pyarrow")
    import gzip

    table = arrow.table({"text": [DAMAGED.strip(), "好"]})
    parquet.write_table(table, repository.folder / "a.parquet")
    repository.write("b.jsonl.gz", gzip.compress(f'{{"text": "{DAMAGED.strip()}"}}\n'.encode()))
    repository.git("add", "-A")
    for name in ("a.parquet", "b.jsonl.gz"):
        code, out = repository.run("textfix-data", "--files", name)
        assert code == 1 and name in out, out
