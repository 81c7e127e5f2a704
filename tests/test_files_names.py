"""Names in mojibake: what they should be, and nothing else renamed."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from textfix.files.errors import JournalError, RenameError
from textfix.files.journal import Journal
from textfix.files.names import Reading, Renaming, is_name, names, readings, suspicious
from textfix.files.rename import rename
from textfix.files.runs import runs
from textfix.files.undo import undo

posix = pytest.mark.skipif(sys.platform == "win32", reason="names are text there")
NAMES = [
    "第三章人工智能发展报告.docx",
    "新建文件夹",
    "会议纪要2023年.txt",
    "财务报表.xlsx",
    "合同.pdf",
]


def wrong(name: str, true: str, mistaken: str) -> str:
    return name.encode(true).decode(mistaken)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    ("true", "mistaken"),
    [("gbk", "cp437"), ("utf-8", "cp437"), ("gbk", "cp850"), ("gbk", "latin-1")],
)
def test_mojibake(name: str, true: str, mistaken: str) -> None:
    found = suspicious(Path("folder", wrong(name, true, mistaken)))
    assert found is not None
    assert found.reading.certain
    assert found.new == Path("folder", name)


@pytest.mark.parametrize(("name", "new"), [("Ë®Æ½.txt", "水平.txt"), ("╓¬╩╢", "知识")])
def test_two_characters_that_have_one_reading(name: str, new: str) -> None:
    found = suspicious(Path(name))
    assert found is not None
    assert (found.reading.text, found.reading.certain) == (new, True)


CLEAN = """你好 浣熊 鏡花水月 璐璐 涓涓细流 濮阳 娴熟 鎏金 résumé.pdf Übung Łódź N° ½ µm Ø10 ─── ╔══╗
Отчёт.doc Фото Ελλάδα テスト ﾃｽﾄ 写真 資料 한국어 ภาษาไทย עברית Việt_Nam ★★★ ♪ √2 ≈ ×3 a² 🎉.png
中文(1) 文件_副本 cafe\u0301 ˮƽ 程序.py.bak .gitignore a.txt"""


@pytest.mark.parametrize("name", CLEAN.split())
def test_clean_names(name: str) -> None:
    assert suspicious(Path(name)) is None


@pytest.mark.parametrize(
    ("name", "best"),
    [
        ("ÕÔÀÖ¼ÊÍ¬´ÞÁú", "赵乐际同崔龙"),
        ("浣犲ソ.txt", "你好.txt"),
    ],
)
def test_what_may_be_two_things_is_shown_only(name: str, best: str) -> None:
    found = suspicious(Path(name))
    assert found is not None
    assert (found.reading.text, found.reading.certain) == (best, False)


@pytest.mark.parametrize("encoding", ["gbk", "gb18030"])
@pytest.mark.parametrize("name", NAMES)
def test_bytes_that_are_not_utf8(name: str, encoding: str) -> None:
    [found] = readings([name.encode(encoding)])
    assert found is not None
    assert (found.text, found.why, found.certain) == (name, "gb18030", True)


@pytest.mark.parametrize(
    ("words", "encoding"),
    [
        (["報告書", "臺灣", "資料夾", "照片"], "big5"),
        (["新しいフォルダー", "写真", "資料"], "cp932"),
        (["你好", "张学友", "工作"], "gbk"),
    ],
)
def test_names_in_one_folder_are_weighed_together(words: list[str], encoding: str) -> None:
    found = readings([word.encode(encoding) for word in words])
    assert [(reading.text, reading.certain) for reading in found if reading] == [
        (word, True) for word in words
    ]


@pytest.mark.parametrize("encoding", ["cp437", "cp850", "cp1252"])
@pytest.mark.parametrize("name", ["später.txt", "zurück.txt", "también.txt", "año.txt", "égal"])
def test_western_bytes_are_never_certainly_chinese(name: str, encoding: str) -> None:
    [found] = readings([name.encode(encoding)])
    assert found is None or not found.certain


@pytest.mark.parametrize(
    "raw", ["数据\n".encode("gbk"), "数\x01据".encode("gbk"), b"\xff\xfe", b"a"]
)
def test_bytes_that_make_no_name(raw: bytes) -> None:
    assert readings([raw]) == [None]


@pytest.mark.parametrize("name", ["", ".", "..", "a/b", "a\\b", "a\0", "\x85", "\u202ea", "\udcff"])
def test_what_no_file_may_be_called(name: str, tmp_path: Path) -> None:
    assert not is_name(name)
    old = tmp_path / "old"
    old.write_bytes(b"")
    with pytest.raises(RenameError, match="may not be called"):
        rename(Renaming(old, Reading(name, "", 99.0, True)))
    assert old.exists()


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A folder unpacked with the wrong encoding: names in mojibake on every level."""
    deep = tmp_path
    for name in NAMES[:3]:
        deep = deep / wrong(name.replace(".", ""), "gbk", "cp437")
        deep.mkdir()
        for inside in NAMES[3:]:
            (deep / wrong(inside, "gbk", "cp437")).write_text(inside)
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / wrong("合同", "gbk", "cp437")).write_text("")
    return tmp_path


def test_a_tree_from_the_bottom_up_and_back(tree: Path) -> None:
    before = sorted(tree.rglob("*"))
    with Journal.begin(tree, options={"names": True}) as journal:
        done = [rename(renaming, journal) for renaming in names([tree])]
    assert len(done) == 9
    deep = tree.joinpath(*(name.replace(".", "") for name in NAMES[:3]))
    assert (deep / "合同.pdf").read_text() == "合同.pdf"
    assert not list(names([tree]))
    assert (tree / ".git" / wrong("合同", "gbk", "cp437")).exists()
    [run] = runs(tree)
    assert run.files == 9
    assert {result.state for result in undo(run, dry=True)} == {"restored"}
    assert {result.state for result in undo(run)} == {"restored"}
    after = [path for path in sorted(tree.rglob("*")) if ".textfix" not in path.parts]
    assert after == before


def test_collected_first_and_renamed_after(tree: Path) -> None:
    for renaming in list(names([tree])):
        rename(renaming)
    assert not list(names([tree]))


def test_files_named_one_by_one_are_weighed_together(tmp_path: Path) -> None:
    damaged = [tmp_path / wrong(name, "utf-8", "cp437") for name in NAMES]
    for path in damaged:
        path.write_text("")
    assert [found.reading.text for found in names(damaged)] == NAMES


def test_a_link_to_a_folder_is_not_followed(
    tree: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    beside = tmp_path_factory.mktemp("links")
    link = beside / wrong("合同", "gbk", "cp437")
    try:
        link.symlink_to(tree)
    except OSError:
        pytest.skip("no links here")
    assert [renaming.path for renaming in names([beside])] == [link]
    rename(next(names([beside])))
    assert (beside / "合同").is_symlink()


def test_a_name_that_is_taken_is_refused(tmp_path: Path) -> None:
    old = tmp_path / wrong("合同.pdf", "gbk", "cp437")
    old.write_text("damaged")
    (tmp_path / "合同.pdf").write_text("mine")
    with pytest.raises(RenameError, match=r"合同\.pdf exists already; rename one of them by hand"):
        rename(next(names([tmp_path])))
    assert old.read_text() == "damaged"
    assert (tmp_path / "合同.pdf").read_text() == "mine"


def test_a_dangling_link_takes_a_name_too(tmp_path: Path) -> None:
    old = tmp_path / wrong("合同.pdf", "gbk", "cp437")
    old.write_text("damaged")
    try:
        (tmp_path / "合同.pdf").symlink_to("nowhere")
    except OSError:
        pytest.skip("no links here")
    with pytest.raises(RenameError, match="exists already"):
        rename(Renaming(old, Reading("合同.pdf", "", 99.0, True)))


def test_what_vanished_or_may_not_be_renamed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = tmp_path / "old"
    renaming = Renaming(old, Reading("new", "", 99.0, True))
    with pytest.raises(RenameError, match="vanished; run it again"):
        rename(renaming)
    old.write_text("")

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(RenameError, match="no permission to write in its folder"):
        rename(renaming)


def test_nothing_is_renamed_that_cannot_be_recorded(tmp_path: Path) -> None:
    old = tmp_path / "old"
    old.write_text("")
    with pytest.raises(JournalError):
        rename(
            Renaming(old, Reading("new", "", 9.0, True)),
            Journal.begin(tmp_path, options={}, limit=9),
        )
    assert old.exists()


@posix
def test_names_on_disk_that_are_no_text(tmp_path: Path) -> None:
    raws = {os.fsdecode(name.encode("gbk")) for name in NAMES}
    try:
        for raw in raws:
            (tmp_path / raw).write_text("")
    except OSError:
        pytest.skip("not names on this file system")
    with Journal.begin(tmp_path, options={}) as journal:
        for renaming in names([tmp_path]):
            rename(renaming, journal)
    assert {path.name for path in tmp_path.iterdir()} == {".textfix", *NAMES}
    assert {result.state for result in undo(runs(tmp_path)[0])} == {"restored"}
    assert {path.name for path in tmp_path.iterdir()} == {".textfix", *raws}
