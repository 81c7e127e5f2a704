import time

import pytest
from format_files import check, check_prefixes, files, sound
from hypothesis import given, settings
from hypothesis import strategies as st

from textfix.formats import ass, lrc, srt, vtt
from textfix.formats.layout import Malformed, Options

FORMATS = {"srt": srt, "vtt": vtt, "lrc": lrc, "ass": ass}
FILES = [
    pytest.param(format, *file.values, id=f"{name}: {file.id}")
    for name, format in FORMATS.items()
    for file in files(name)
]
CUT = (
    "srt: overrides and tags",
    "vtt: classes, voices, word times",
    "lrc: word times",
    "ass: fewer fields",
)

REPAIRS = {"⽂件和⼯具": "文件和工具", "浣犲ソ涓栫晫": "你好世界"}
LINES = st.lists(
    st.sampled_from((*REPAIRS, "你好，世界。", "Hello", "三 < 四", "2019")), min_size=1
)
ENDS = st.sampled_from(("\n", "\r\n", "\r"))


@pytest.mark.parametrize(("format", "file"), FILES)
def test_files(format, file):
    check(format, file)


@pytest.mark.parametrize(("format", "file"), [file for file in FILES if file.id in CUT])
def test_files_that_are_cut(format, file):
    check_prefixes(format, file)


def test_files_that_are_cut_are_there():
    assert {file.id for file in FILES} >= set(CUT)


def _srt(cues):
    return "\n\n".join(
        f"{i}\n00:00:{i:02},000 --> 00:00:{i:02},500\n" + "\n".join(lines)
        for i, lines in enumerate(cues, 1)
    )


def _vtt(cues):
    return "WEBVTT\n\nNOTE ⽂件\n\n" + _srt(cues).replace(",000 ", ".000 ").replace(",500", ".500")


def _lrc(cues):
    return "\n".join(f"[00:{i:02}.00]{line}" for i, lines in enumerate(cues) for line in lines)


def _ass(cues):
    events = (
        f"Dialogue: 0,0:00:{i:02}.00,0:00:{i:02}.50,⽂件,,0,0,0,," + r"{\b1}\N".join(lines)
        for i, lines in enumerate(cues)
    )
    return "[Events]\n" + "\n".join(events)


def _mended(lines):
    return [REPAIRS.get(line, line) for line in lines]


@pytest.mark.parametrize(
    ("format", "write"), ((srt, _srt), (vtt, _vtt), (lrc, _lrc), (ass, _ass)), ids=FORMATS
)
@settings(deadline=None)  # the first example loads the tables
@given(cues=st.lists(LINES, min_size=1, max_size=4), end=ENDS)
def test_lines(format, write, cues, end):
    text = write(cues).replace("\n", end)
    after = sound(format, text, Options()).after
    assert after == write([_mended(lines) for lines in cues]).replace("\n", end)


@pytest.mark.parametrize(
    ("format", "text"),
    (
        (srt, "0:0:1 --> \n" + "文" * 10_000_000),
        (srt, "0:0:1 --> \n文" + "<a" * 3_000_000),
        (srt, "0:0:1 --> \n文" + "{\\a" * 3_000_000),
        (srt, "0:0:1 --> \n" + "文\n" * 100_000),
        (vtt, "WEBVTT\n\n00:01.000 --> \n文" + " " * 10_000_000),
        (vtt, "WEBVTT\n\n文" + "00:01.00" * 1_000_000),
        (lrc, "文\n" + "[00:01.00] " * 300_000),
        (lrc, "文\n[a:" + "[" * 5_000_000),
        (ass, "[Events]\nDialogue:" + "文," * 5_000_000),
        (ass, "[Events]\nDialogue:,,,,,,,,,文" + "{" * 5_000_000),
    ),
    ids=map(str, range(10)),
)
def test_long_lines_take_linear_time(format, text):
    began = time.process_time()
    assert format.locate(text, Options()) is not None
    assert time.process_time() - began < 10


@pytest.mark.parametrize("text", ("數據\n", "1\n00:01 -> 00:02\n數據\n"))
def test_what_is_not_subrip_is_refused(text):
    with pytest.raises(Malformed, match="no times"):
        srt.locate(text, Options())


def test_an_event_that_cannot_be_read_is_told():
    layout = ass.locate("[Events]\nDialogue: 0,數據\n", Options())
    assert layout.problems == ["an event of 2 fields, not 10: Dialogue: 0,數據"]


def test_a_line_is_named_by_its_time():
    (piece,) = srt.locate("1\n00:00:01,000 --> 00:00:02,000\n數據\n", Options()).pieces
    assert piece.where == "00:00:01,000"
