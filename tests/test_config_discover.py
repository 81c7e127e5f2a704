"""Which settings file counts, and what is said of one that cannot be read."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from textfix.config.discover import forget, nearest, read
from textfix.config.reading import ConfigError
from textfix.config.settings import Settings

Write = Callable[[dict[str, str | bytes]], None]


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Write]:
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)

    def write(files: dict[str, str | bytes]) -> None:
        for name, text in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode() if isinstance(text, str) else text)
        forget()

    yield write
    forget()


def jobs(folder: str) -> int:
    return nearest(Path(folder)).jobs


def test_the_nearest_folder_wins_and_no_other_counts(write: Write, tmp_path: Path) -> None:
    write({"textfix.toml": "jobs = 1\nunsafe = true", "a/textfix.toml": "jobs = 2", "a/b/c/x": ""})
    assert [jobs(folder) for folder in (".", "a", "a/b/c", "a/..", "none")] == [1, 2, 2, 1, 1]
    assert not nearest(Path("a/b")).unsafe
    assert nearest(Path("a/b")).folder == tmp_path / "a"
    assert nearest(tmp_path / "a").source == "a/textfix.toml"


def test_of_a_folder_the_first_of_three_names_wins(write: Write) -> None:
    write({"pyproject.toml": "[tool.textfix]\njobs = 3"})
    assert jobs(".") == 3
    write({"textfix.toml": "jobs = 2"})
    assert jobs(".") == 2
    write({".textfix.toml": "jobs = 1"})
    assert jobs(".") == 1


@pytest.mark.parametrize(
    "text",
    [
        "",
        '[project]\nname = "x"',
        '[project]\ndependencies = ["textfix"]',
        "[tool.ruff]\n# textfix",
        "this is = not TOML",
    ],
)
def test_a_pyproject_that_says_nothing_to_textfix_is_passed_by(write: Write, text: str) -> None:
    write({"textfix.toml": "jobs = 2", "a/pyproject.toml": text})
    assert jobs("a") == 2


@pytest.mark.parametrize(
    "text",
    [
        "[tool.textfix]\njobs = 3",
        "[tool]\ntextfix = { jobs = 3 }",
        'tool."textfix".jobs = 3',
        "[ tool . textfix ]\njobs = 3",
    ],
)
def test_a_pyproject_however_it_spells_the_table(write: Write, text: str) -> None:
    write({"textfix.toml": "jobs = 2", "a/pyproject.toml": text})
    assert jobs("a") == 3


def test_an_empty_file_stops_the_search(write: Write) -> None:
    write({"textfix.toml": "jobs = 2", "a/textfix.toml": "", "b/pyproject.toml": "[tool.textfix]"})
    assert (jobs("a"), jobs("b")) == (0, 0)


@pytest.mark.parametrize("git", ["a/.git/HEAD", "a/.git"], ids=["repository", "work tree"])
def test_the_search_ends_at_the_top_of_the_work_tree(write: Write, git: str) -> None:
    write({"textfix.toml": "jobs = 2", git: "gitdir: x", "a/b/x": ""})
    assert nearest(Path("a/b")) == Settings()
    write({"a/textfix.toml": "jobs = 3"})
    assert jobs("a/b") == 3


def test_a_folder_is_looked_at_once(write: Write, tmp_path: Path) -> None:
    write({"textfix.toml": "jobs = 2"})
    assert jobs(".") == 2
    (tmp_path / "textfix.toml").write_text("jobs = 3")
    assert jobs(".") == 2
    assert nearest(Path()) is nearest(Path("a"))


def test_a_folder_of_that_name_is_no_settings_file(write: Write) -> None:
    write({"textfix.toml/x": "", "a/x": ""})
    assert nearest(Path("a")) == Settings()


def test_a_byte_order_mark_is_no_matter(write: Write) -> None:
    write({"textfix.toml": b"\xef\xbb\xbfjobs = 2\r\n"})
    assert jobs(".") == 2


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("textfix.toml", "jobs = ", "not TOML: invalid value (at "),
        ("textfix.toml", b"protect = ['\xca\xfd']", "byte 12 is not UTF-8, which TOML has to be"),
        ("textfix.toml", "ingore = []", "no setting named 'ingore'; did you mean 'ignore'?"),
        (
            "textfix.toml",
            "[tool.textfix]\njobs = 1",
            "no setting named 'tool'; [tool.textfix] is for ",
        ),
        ("pyproject.toml", "[tool.textfix]\nx", "not TOML: "),
        (
            "pyproject.toml",
            "[tool]\ntextfix = 1",
            "'textfix' must be a table; write [tool.textfix]",
        ),
        ("pyproject.toml", "[tool.textfix]\nx = 1", "no setting named 'x'; known: "),
    ],
)
def test_a_file_that_is_wrong_is_named(
    write: Write, name: str, text: str | bytes, says: str
) -> None:
    write({f"a/{name}": text, "a/b/x": ""})
    with pytest.raises(ConfigError, match=re.escape(f"a/{name}: {says}")) as wrong:
        nearest(Path("a/b"))
    assert "\n" not in str(wrong.value)


def test_a_file_that_is_named(write: Write, tmp_path: Path) -> None:
    write({"a/my.toml": "jobs = 7", "pyproject.toml": "", "b/pyproject.toml": "[tool.textfix]"})
    assert read(Path("a/my.toml")).jobs == 7
    assert read(Path("a/my.toml")).folder == tmp_path / "a"
    assert read(Path("a/my.toml"), Path("b")).folder == Path("b")
    assert read(Path("b/pyproject.toml")).jobs == 0
    with pytest.raises(ConfigError, match=r"^pyproject.toml: has no \[tool.textfix\]; "):
        read(Path("pyproject.toml"))
    with pytest.raises(ConfigError, match=r"^none.toml: "):
        read(Path("none.toml"))
    with pytest.raises(ConfigError, match=r"^a: a folder, not a file"):
        read(Path("a"))


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(write: Write, tmp_path: Path) -> None:
    write({"textfix.toml": ""})
    (tmp_path / "textfix.toml").chmod(0)
    with pytest.raises(ConfigError, match=r"^textfix.toml: "):
        nearest(Path())


def test_without_a_settings_file_nothing_heavy_is_imported(write: Write) -> None:
    write({"pyproject.toml": "[project]", "a/x": ""})
    heavy = ["tomllib", "tomli", "pathspec", "json", "difflib", "textfix.pipeline", "textfix.rules"]
    code = (
        "import sys; from pathlib import Path; from textfix.config.discover import nearest;"
        f"nearest(Path('a')).for_file('x'); print([m for m in {heavy} if m in sys.modules])"
    )
    before = f"import sys, textfix; print([m for m in {heavy} if m in sys.modules])"
    ran = [
        subprocess.run([sys.executable, "-c", c], capture_output=True, text=True, check=True).stdout
        for c in (code, before)
    ]
    assert ran[0] == ran[1], "no more than the package itself"
