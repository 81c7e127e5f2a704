"""What people read: the text and concise formats, excerpts, and the last line."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from outcomes import outcomes, repaired

from textfix.files.outcome import Outcome
from textfix.formats.spot import Lines, Spot
from textfix.render import Context, renderer
from textfix.render.color import painter
from textfix.render.columns import columns
from textfix.render.excerpt import Mark, excerpt
from textfix.render.message import LIMIT, level, message
from textfix.render.summary import Counts, summary
from textfix.render.visible import visible

PAGE = repaired(
    "news/页 1.txt",
    "質(zhì)量發(fā)展，網(wǎng)絡(luò)數(shù)據(jù)。\n我们\u200b的⽂件，锟斤拷锟斤拷。\n你好,\u202e世界,真的吗。\n",
)
# What a terminal acts on, and a line break that is not ours.
OBEYED = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)
SGR = re.compile(r"\x1b\[[0-9;]+m")


def shown(outcome: Outcome, format: str = "text", **context: object) -> str:
    return renderer(format, Context(**context)).file(outcome)  # type: ignore[arg-type]


def test_text() -> None:
    assert shown(PAGE) == """\
news/页 1.txt:1:1: traditional  質 -> 质
news/页 1.txt:1:2: pinyin-gloss  (zhì) -> (nothing)  (toned gloss of 質)
news/页 1.txt:1:8: traditional  發 -> 发
news/页 1.txt:1:9: pinyin-gloss  (fā) -> (nothing)  (toned gloss of 發)
news/页 1.txt:1:15: pinyin-gloss  網(wǎng)絡(luò)數(shù)據 -> 网络数据  (toned gloss of 網; toned gloss of 絡; toned gloss of 數)
news/页 1.txt:1:35: pinyin-gloss  (jù) -> (nothing)  (toned gloss of 據)
  | 質(zhì)量發(fā)展，網(wǎng)絡(luò)數(shù)據(jù)。
  | ^^^^^^^  ^^^^^^    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
news/页 1.txt:2:3: zero-width  [ZWSP] -> (nothing)  (U+200B)
news/页 1.txt:2:5: kangxi-radical  ⽂ -> 文
news/页 1.txt:2:8: lost-text  锟斤拷锟斤拷  (left; about 2 characters lost: U+FFFD read as GBK)
  | 我们[ZWSP]的⽂件，锟斤拷锟斤拷。
  |     ^^^^^^  ^^    ^^^^^^^^^^^^
"""  # fmt: skip


def test_what_is_only_suspected_is_shown_on_request() -> None:
    assert "1.txt:3:" not in shown(PAGE)
    assert shown(PAGE, suspected=True).endswith("""\
news/页 1.txt:3:3: halfwidth-punctuation  , -> ，  (suspected)
news/页 1.txt:3:4: bidi-control  [RLO] -> (nothing)  (suspected; turns the direction of writing (CVE-2021-42574))
news/页 1.txt:3:7: halfwidth-punctuation  , -> ，  (suspected)
  | 你好,[RLO]世界,真的吗。
  |     ^^^^^^    ^
""")  # fmt: skip


def test_concise() -> None:
    outcome = repaired("a.txt", "我们\u200b的⽂件，锟斤拷锟斤拷。\n")
    assert (
        shown(outcome, "concise")
        == """\
a.txt:1:3: zero-width: [ZWSP] -> (nothing)  (U+200B)
a.txt:1:5: kangxi-radical: ⽂ -> 文
a.txt:1:8: lost-text: 锟斤拷锟斤拷  (left; about 2 characters lost: U+FFFD read as GBK)
"""
    )


@pytest.mark.parametrize("format", ["text", "concise"])
def test_what_could_not_be_done(format: str) -> None:
    outcome = Outcome("a\x1b.csv", problems=("row 3: 5 fields, not 4",), error="vanished")
    assert (
        shown(outcome, format)
        == """\
a[ESC].csv: warning: row 3: 5 fields, not 4
a[ESC].csv: error: vanished
"""
    )


def test_a_file_without_a_text_has_no_lines() -> None:
    spot = Spot("traditional", 0, 2, "數據", "数据", where="row 3, column text")
    assert shown(Outcome("a.parquet", spots=(spot,), changed=True)) == (
        "a.parquet: traditional  數據 -> 数据  (row 3, column text)\n"
    )


def test_a_finding_about_the_whole_file_needs_no_excerpt() -> None:
    spot = Spot("not-utf-8", 0, 0, "", "", note="written in GB18030")
    outcome = Outcome("a.txt", "文件\n", "文件\n", (spot,), encoding="gb18030", changed=True)
    assert shown(outcome) == "a.txt:1:1: not-utf-8  written in GB18030\n"
    assert shown(outcome, "concise") == "a.txt:1:1: not-utf-8: written in GB18030\n"


def test_many_alike_are_counted() -> None:
    outcome = repaired("a.txt", "這裡的數據。\n" * 30)
    text = shown(outcome)
    assert text.count("traditional  ") == 10
    assert text.endswith(f"  ... and {len(outcome.spots) - 10} more of traditional\n")
    assert shown(outcome, "concise").count("\n") == len(outcome.spots)


def test_a_finding_over_a_line_end_shows_it() -> None:
    spot = Spot("line-wrap", 2, 3, "\n", "")
    assert (
        shown(Outcome("a.txt", "数据\n库", "数据库", (spot,)))
        == """\
a.txt:1:3: line-wrap  [LF] -> (nothing)
  | 数据[LF]
  |     ^^^^
"""
    )


def test_an_insertion_is_marked_where_it_goes() -> None:
    spot = Spot("han-latin-unspaced", 2, 2, "", " ")
    assert (
        shown(Outcome("a.txt", "使用Python", "使用 Python", (spot,)))
        == """\
a.txt:1:3: han-latin-unspaced  (nothing) -> [SP]
  | 使用Python
  |     ^
"""
    )


@pytest.mark.parametrize("at", [0, 1, 400, 799])
@pytest.mark.parametrize("filler", ["字", "a", "\t", "e\u0301"])
def test_a_long_line_is_cut_around_the_place(at: int, filler: str) -> None:
    line = (filler * 800)[:800]
    line = f"{line[:at]}據{line[at + 1 :]}"
    row, under = excerpt(
        Lines(f"短\n{line}\n短"), [Mark(at + 2, at + 3, "error")], 60, painter(False)
    )
    assert columns(row) <= 60
    assert _under(row, under)[0] == "據"  # and a mark over it, perhaps
    assert row.startswith("…") == (at > 1) and row.endswith("…") == (at < 799)


def _under(row: str, under: str) -> str:
    """The characters of a row that are marked, by the columns they take."""
    taken: list[str] = []
    for character in row:
        width = columns(character)
        if width == 0 and taken:
            taken[-1] += character
        taken += [character, *[""] * (width - 1)][:width]
    taken += " " * len(under)
    return "".join(c for c, mark in zip(taken, under, strict=False) if mark == "^")


@given(outcomes())
@settings(max_examples=150, deadline=None)
def test_marks_stand_under_what_they_mark(outcome: Outcome) -> None:
    for spot in outcome.spots:
        inside = outcome.text[spot.start : spot.end]
        if not inside or "\n" in inside or "\r" in inside:
            continue
        mark = Mark(spot.start, spot.end, "error")
        row, under = excerpt(Lines(outcome.text), [mark], 10_000, painter(False))
        assert _under(row, under) == visible(inside)


@given(outcomes())
@settings(max_examples=150, deadline=None)
def test_nothing_of_a_file_acts_on_the_terminal(outcome: Outcome) -> None:
    for format in ("text", "concise"):
        plain = shown(outcome, format, suspected=True)
        assert not OBEYED.search(plain)
        assert SGR.sub("", shown(outcome, format, suspected=True, color=True)) == plain


@given(outcomes())
@settings(max_examples=150, deadline=None)
def test_concise_is_one_line_for_each(outcome: Outcome) -> None:
    count = len(outcome.spots) + len(outcome.problems) + bool(outcome.error)
    assert shown(outcome, "concise", suspected=True).count("\n") == count


def test_color() -> None:
    outcome = repaired("a.txt", "⽂件\n")
    assert shown(outcome, color=True) == (
        "\x1b[1ma.txt:1:1:\x1b[0m kangxi-radical  \x1b[31m⽂\x1b[0m -> \x1b[32m文\x1b[0m\n"
        "\x1b[36m  | \x1b[0m⽂件\n\x1b[36m  | \x1b[0m\x1b[31m^^\x1b[0m\n"
    )


@pytest.mark.parametrize(
    ("fixed", "safe", "loud"),
    [
        (True, True, "error"),
        (True, False, "warning"),
        (False, True, "warning"),
        (False, False, "note"),
    ],
)
def test_levels(fixed: bool, safe: bool, loud: str) -> None:
    assert level(Spot("tab", 0, 1, "\t", " ", fixed=fixed, safe=safe)) == loud


def test_a_long_finding_shows_both_ends() -> None:
    said = message(Spot("mojibake", 0, 5000, "浣" * 4999 + "尾", "你" * 3000))
    assert len(said) < 3 * LIMIT
    assert "尾 -> " in said


def test_a_line_of_many_megabytes_is_quick() -> None:
    text = "數，" * 2_000_000
    spots = tuple(Spot("traditional", at, at + 1, "數", "数") for at in range(0, len(text), 2000))
    start = time.perf_counter()
    assert shown(Outcome("a.txt", text, text, spots)).count("traditional") == 11
    assert time.perf_counter() - start < 2


@pytest.mark.parametrize(
    ("counts", "line"),
    [
        (Counts(files=1), "1 file, nothing to repair\n"),
        (Counts(files=3, left=2), "3 files, nothing to repair: 2 findings left\n"),
        (Counts(3, 2, 0, 4, 1, 1000), "2 of 3 files to repair: 4 repairs, 1 finding left, 1,000 suspected\n"),
        (Counts(3, 2, 1, 4, 0, 0, 1, 2), "1 of 3 files repaired: 4 repairs, 1 problem, 2 errors\n"),
    ],
)  # fmt: skip
def test_summary(counts: Counts, line: str) -> None:
    assert summary(counts) == line


def test_counts() -> None:
    counts = Counts.of(PAGE).plus(Counts.of(Outcome("b.txt", error="vanished")))
    assert counts == Counts(2, 1, 0, 8, 1, 3, 0, 1)
