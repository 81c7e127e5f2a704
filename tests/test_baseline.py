"""Old damage is known again; new damage is not mistaken for it."""

from __future__ import annotations

import os
import random
import re
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from textfix.baseline import NAME, Baseline, BaselineError, Entry
from textfix.files.outcome import Outcome
from textfix.formats.spot import Spot

WORDS = {"數據": "数据", "網絡": "网络", "據說": "据说"}


def outcome(path: Path | str, text: str, *, fixed: bool = True, safe: bool = True) -> Outcome:
    """As a rule would have it that knows three words."""
    spots = tuple(
        Spot("traditional", m.start(), m.end(), m[0], WORDS[m[0]], fixed=fixed, safe=safe)
        for m in re.finditer("|".join(WORDS), text)
    )
    after = re.sub("|".join(WORDS), lambda m: WORDS[m[0]], text) if fixed else text
    return Outcome(str(path), text, after, spots, changed=after != text)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def made(text: str, path: str = "a.txt") -> Baseline:
    return Baseline.make([outcome(path, text)], Path(NAME))


def new(baseline: Baseline, text: str, path: str = "a.txt") -> list[str]:
    left, _ = baseline.split(outcome(path, text))
    return [left.text[spot.start - 1 : spot.end + 1] for spot in left.spots]


TEXT = "第一行的數據。\n第二行的數據，網絡。\n\n第三行也有數據嗎\n"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (TEXT, []),
        (TEXT.replace("\n", "\r\n"), []),
        ("新的一行\n" + TEXT, []),
        ("".join(reversed(TEXT.splitlines(keepends=True))), []),
        (TEXT.replace("第二行的數據", "第二行的数据"), []),
        (TEXT.replace("，網絡", "，网络"), []),
        ("", []),
        (TEXT + "又一行有數據嗎\n", ["有數據嗎"]),
        (TEXT + "第一行的數據。\n", ["的數據。"]),
        (TEXT + "又一行據說\n", ["行據說\n"]),
        (TEXT.replace("第三行也", "第四行也"), ["有數據嗎"]),
        (TEXT.replace("第三行也有數據", "第三行也有據說"), ["有據說嗎"]),
    ],
    ids=[
        *("the same", "other line ends", "lines moved", "lines in another order"),
        *("one of two in a line repaired", "the other", "all gone", "a new line"),
        *("one more alike", "another word", "other words around it", "another word in its place"),
    ],
)
def test_only_new_damage_is_left(folder: Path, text: str, left: list[str]) -> None:
    assert new(made(TEXT), text) == left


def test_the_fourth_alike_is_new(folder: Path) -> None:
    baseline = made("數據\n" * 3)
    assert [entry.number for entry in baseline] == [3]
    left, known = baseline.split(outcome("a.txt", "數據\n" * 4))
    assert known == 3
    assert [spot.start for spot in left.spots] == [9]
    assert baseline.split(outcome("a.txt", "數據\n" * 4))[1] == 3, "asked again, it says the same"


def test_context_is_twenty_characters_in_the_line(folder: Path) -> None:
    near, far = "一" * 20, "二" * 20
    baseline = made(f"{far}{near}數據{near}{far}")
    assert new(baseline, f"{near}數據{near}") == []
    assert new(baseline, f"三{near[1:]}數據{near}") != []
    assert new(baseline, f"{near}數據{near[1:]}三") != []
    assert new(made("一\n數據\n二"), "三\n數據\n四") == []


def test_line_ends_that_are_damage(folder: Path) -> None:
    def wrap(text: str) -> Outcome:
        at = text.index("\n")
        spot = Spot("line-wrap", at, at + 1, "\n", "")
        return Outcome("a.txt", text, text.replace("\n", ""), (spot,), changed=True)

    baseline = Baseline.make([wrap("一行斷\n開了")], Path(NAME))
    assert baseline.split(wrap("一行斷\n開了"))[1] == 1
    assert baseline.split(wrap("一行斷\n開的"))[1] == 0
    assert baseline.split(wrap("二行斷\n開了"))[1] == 0


def test_rules_and_what_should_stand_there_are_told_apart(folder: Path) -> None:
    def one(rule: str, old: str, should: str | None) -> Outcome:
        return Outcome("a.txt", "xyz", "x!z", (Spot(rule, 1, 2, old, should),), changed=True)

    kinds = [("tab", "y", "!"), ("dash", "y", "!"), ("tab", "y", None), ("tab", "y", "")]
    kinds += [("tab", "y!", ""), ("taby", "", "!")]
    for kind in kinds:
        baseline = Baseline.make([one(*kind)], Path(NAME))
        assert [other for other in kinds if baseline.split(one(*other))[1]] == [kind]


def test_the_file_as_a_whole(folder: Path) -> None:
    def legacy(text: str) -> Outcome:
        return Outcome("a.txt", text, text, (Spot("not-utf-8", 0, 0, "", ""),), changed=True)

    baseline = Baseline.make([legacy("一二三")], Path(NAME))
    left, known = baseline.split(legacy("四五六"))
    assert (left.spots, left.changed, known) == ((), False, 1)


def test_tables_in_binary_files_have_no_text(folder: Path) -> None:
    spots = tuple(Spot("traditional", i, i + 2, "數據", "数据", where="text") for i in (4, 40))
    found = Outcome("a.parquet", spots=spots, changed=True)
    baseline = Baseline.make([found], Path(NAME))
    assert [entry.number for entry in baseline] == [2]
    moved = Outcome("a.parquet", spots=spots[1:], changed=True)
    assert baseline.split(moved)[0].spots == ()


def test_what_only_unsafe_rules_suspect_is_neither_recorded_nor_hidden(folder: Path) -> None:
    suspected = outcome("a.txt", TEXT, fixed=False, safe=False)
    assert list(Baseline.make([suspected], Path(NAME))) == []
    left, known = made(TEXT).split(suspected)
    assert known == 0
    assert left == suspected


def test_the_outcome_without_what_is_known(folder: Path) -> None:
    baseline = made(TEXT)
    left, known = baseline.split(outcome("a.txt", TEXT))
    assert (left.spots, left.after, left.changed, known) == ((), TEXT, False, 4)
    more = outcome("a.txt", f"{TEXT}據說\n")
    left, known = baseline.split(more)
    assert (len(left.spots), left.changed, known) == (1, True, 4)
    assert [spot.old for spot in baseline.known(more)] == ["數據", "數據", "網絡", "數據"]
    other = outcome("b.txt", TEXT)
    assert baseline.split(other) == (other, 0), "another file"


def test_paths_go_from_the_folder_of_the_baseline(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inner = folder / "sub" / "deep"
    inner.mkdir(parents=True)
    path = folder / "sub" / NAME
    names = ["sub/deep/a.txt", "b.txt", str(inner / "c.txt")]
    baseline = Baseline.make([outcome(name, TEXT) for name in names], path)
    assert {entry.path for entry in baseline} == {"deep/a.txt", "../b.txt", "deep/c.txt"}
    monkeypatch.chdir(inner)
    relative = Baseline(Path("..") / NAME, baseline)
    assert new(relative, TEXT, "a.txt") == []
    assert new(relative, TEXT, "../../b.txt") == []


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege there")
def test_a_linked_folder_is_the_same_folder(folder: Path) -> None:
    (folder / "real").mkdir()
    (folder / "link").symlink_to("real")
    baseline = Baseline.make([outcome("link/a.txt", TEXT)], folder / "real" / NAME)
    assert {entry.path for entry in baseline} == {"a.txt"}


def test_saved_and_loaded(folder: Path) -> None:
    odd = ["數據.txt", "#a", "a\tb", "a\nb", "a\rb", "a\udc80", " a ", "a\u2028b", "<<<<<<< a"]
    odd += ["a\\u0041"] if os.name != "nt" else []
    outcomes = [outcome(name, TEXT) for name in odd]
    path = folder / NAME
    baseline = Baseline.make(outcomes, path)
    baseline.save()
    again = Baseline.load(path)
    assert sorted(again) == sorted(baseline)
    assert {entry.path for entry in again} == set(odd)
    lines = path.read_bytes().decode("utf-8").split("\n")
    assert lines[:2] == ["# textfix baseline 1", "# textfix: ignore-file"]
    assert lines[3:-1] == sorted(lines[3:-1])
    assert len(lines) == 3 + 4 * len(odd) + 1
    assert "網絡" not in path.read_text("utf-8"), "nothing of the data"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert sorted(Baseline.load(path)) == sorted(baseline)


def test_the_same_files_in_any_order_make_the_same_bytes(folder: Path) -> None:
    outcomes = [outcome(f"{i}.txt", TEXT) for i in range(20)]
    path = folder / NAME
    Baseline.make(outcomes, path).save()
    first = path.read_bytes()
    random.Random(7).shuffle(outcomes)
    Baseline.make(outcomes, path).save()
    assert path.read_bytes() == first


@pytest.mark.skipif(os.name == "nt", reason="modes are of POSIX")
def test_saving_keeps_the_mode_and_gives_a_new_file_the_usual_one(folder: Path) -> None:
    path = folder / NAME
    mask = os.umask(0o022)
    try:
        made(TEXT).save()
        assert stat.S_IMODE(path.stat().st_mode) == 0o644
        path.chmod(0o600)
        made(f"{TEXT}據說").save()
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    finally:
        os.umask(mask)
    before = path.stat().st_mtime_ns
    made(f"{TEXT}據說").save()
    assert path.stat().st_mtime_ns == before, "the same is not written again"
    assert [entry.name for entry in folder.iterdir()] == [NAME]


def test_both_sides_of_a_merge(folder: Path) -> None:
    path = folder / NAME
    made("數據\n" * 3).save()
    line = path.read_text("utf-8").splitlines()[-1]
    path.write_text(f"{path.read_text('utf-8')}{line[:-1]}5\n{line[:-1]}1\n", "utf-8")
    assert [entry.number for entry in Baseline.load(path)] == [5]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "not a baseline"),
        (b"a\tb\tc\t1\n", "not a baseline"),
        (b'{"version": 1}', "not a baseline"),
        (b"# textfix baseline x\n", "not a baseline"),
        (b"# textfix baseline 2\n", "of version 2, not 1; update textfix"),
        (b"# textfix baseline 0\n", "of version 0, not 1; write it anew"),
        (b"# textfix baseline 1\n\xff\n", "not UTF-8"),
        (b"# textfix baseline 1\na.txt\ttab\t00ff\n", "line 2 is damaged"),
        (b"# textfix baseline 1\n\na.txt\ttab\t00ff\t0\n", "line 3 is damaged"),
        (b"# textfix baseline 1\na.txt\ttab\t00fg\t1\n", "line 2 is damaged"),
        (b"# textfix baseline 1\na.txt tab 00ff 1\n", "line 2 is damaged"),
        (b"# textfix baseline 1\n<<<<<<< HEAD\n", "line 2 is a merge conflict"),
        (b"# textfix baseline 1\n=======\n", "line 2 is a merge conflict"),
    ],
)
def test_a_damaged_baseline_is_refused(folder: Path, data: bytes, says: str) -> None:
    path = folder / NAME
    path.write_bytes(data)
    with pytest.raises(BaselineError, match=re.escape(f"{path}: {says}")) as wrong:
        Baseline.load(path)
    assert "\n" not in str(wrong.value)


def test_no_baseline(folder: Path) -> None:
    with pytest.raises(BaselineError, match="no such file; textfix baseline writes one"):
        Baseline.load(Path("none"))
    with pytest.raises(BaselineError, match="a folder, not a file"):
        Baseline.load(folder)
    with pytest.raises(BaselineError, match="its folder is not there; make it first"):
        Baseline.make([], folder / "none" / NAME).save()


def test_a_baseline_only_shrinks(folder: Path) -> None:
    for name in "ab":
        Path(f"{name}.txt").write_text(TEXT, "utf-8")
    twice = "數據\n" * 2
    outcomes = [outcome("a.txt", twice), outcome("b.txt", twice), outcome("gone.txt", twice)]
    baseline = Baseline.make(outcomes, Path(NAME))
    marks = {entry.fingerprint for entry in baseline}
    assert len(marks) == 1
    mark = marks.pop()
    assert baseline.unused() == [Entry("gone.txt", "traditional", mark, 2)], "others: who knows"
    baseline.split(outcome("a.txt", "數據\n據說"))
    assert baseline.unused() == [
        Entry("a.txt", "traditional", mark, 1),
        Entry("gone.txt", "traditional", mark, 2),
    ]
    assert sorted(baseline.pruned()) == [
        Entry("a.txt", "traditional", mark, 1),
        Entry("b.txt", "traditional", mark, 2),
    ]
    baseline.split(Outcome("a.txt"))
    assert [entry.path for entry in baseline.pruned()] == ["b.txt"]


_LINE = st.lists(st.sampled_from([*WORDS, "的", "，", "字"]), max_size=6).map("".join)


@given(st.lists(_LINE, max_size=8), st.randoms(use_true_random=False))
def test_a_baseline_knows_all_of_its_own_files_in_any_order_of_lines(
    lines: list[str], chance: random.Random
) -> None:
    baseline = made("\n".join(lines))
    chance.shuffle(lines)
    assert new(baseline, "\n".join(lines)) == []
    assert baseline.unused() == []


@given(_LINE, st.data())
def test_repairing_some_of_a_line_leaves_the_rest_known(line: str, data: st.DataObject) -> None:
    baseline = made(line)
    spots = outcome("a.txt", line).spots
    for spot in reversed(spots):
        if data.draw(st.booleans()):
            line = line[: spot.start] + (spot.new or "") + line[spot.end :]
    assert new(baseline, line) == []
