"""Guards of speed: no quadratic road anywhere, and no clean text that suddenly costs ten times more.

Figures come from `benchmarks/speed`; here each time is compared with another one of the same run,
and the limits leave room for a machine that does other things, too.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import count
from pathlib import Path
from random import Random
from time import process_time

import pytest
from simulator import to_traditional
from texts import PAGES

from textfix import PROFILES
from textfix.files.outcome import Outcome
from textfix.files.task import Done, Task, work
from textfix.files.treatment import Treatment

PIPELINE = PROFILES["zh-hans"]
QUADRATIC = 2.6  # of twice the text to the time of the text; 2.0 is linear
LEAST = 0.01  # seconds that are long enough to be compared
MOST = 400_000  # characters; what takes less time than that for them is no concern
UNITS = {
    "spaces": " ",
    "blank lines": "\n",
    "glosses": "質(zhì)",
    "question marks": "?",
    "mojibake of one byte": "ÄãºÃ",
    "mojibake of two bytes": "浣犲ソ",
    "alternating damage": "ÄãºÃ，數據(jù)浣犲ソ?",
    "Traditional": "數據",
    "open brackets": "(",
    "open quotations": "“",
    "code fences": "```\n",
    "quotations of Markdown": "> ",
    "entities": "&#x4e2d;",
    "escapes": "\\u00e6",
    "encoded words": "=?utf-8?B?",
    "spaced Latin": "中 a ",
    "spaced Chinese": "中 文 ",
    "spaced marks": "使用 ，",
    "marks twice": "，，",
    "decoys": "数 ,",
    "slips": "?)àá",
    "control characters": "\x10,",
    "zero-width": "\u200b",
    "private use": "\ue5e5",
    "radicals": "⽂",
    "replacement characters": "\ufffd",
    "lost text": "锟斤拷",
    "halfwidth kana": "ｱ",
    "Hangul": "데굴",
    "URLs": "http://a.b/",
    "wrapped lines": "这是一个很长的段落其中包含了许多的文字和标点符号，然\n",
    "comments": "textfix: off\n",
    "one long line": "市数字经济产业发展大会在会展中心召开，来自各区县的代表出席。",
}
FRESH = count()


def seconds(run: Callable[[str], object], text: str) -> float:
    """The least of three runs, each over a text that was not seen before."""
    times = []
    for _ in range(3):
        fresh = f"{text}\n第{next(FRESH)}号"
        start = process_time()
        run(fresh)
        times.append(process_time() - start)
    return min(times)


@pytest.mark.long
@pytest.mark.parametrize("unit", UNITS.values(), ids=UNITS.keys())
def test_nothing_is_quadratic(unit: str) -> None:
    size = 500
    while seconds(PIPELINE, unit * size) < LEAST:
        size *= 2
        if size * len(unit) > MOST:
            return
    for _ in range(3):  # what else the machine does may be in one of them
        ratio = seconds(PIPELINE, unit * 2 * size) / seconds(PIPELINE, unit * size)
        if ratio < QUADRATIC:
            return
    pytest.fail(f"twice the text takes {ratio:.1f} times as long")


# How many times as long as to open, read and decode a file everything takes but the rules; it is
# 1 where most are soon seen to be clean, and was 7.
ROAD = 5


def test_a_small_clean_file_is_little_more_than_read(tmp_path: Path) -> None:
    texts = [page[:150] for page in pages(1, 30_000)]
    paths = [tmp_path / f"{number:03}.txt" for number in range(len(texts))]
    for path, text in zip(paths, texts, strict=True):
        path.write_text(text, "utf-8")
    tasks = [Task(path, path.name, Treatment(PIPELINE)) for path in paths]
    for _ in range(3):
        read = least(lambda: [path.read_bytes().decode() for path in paths])
        rules = least(lambda: [PIPELINE.is_clean(text) for text in texts])
        assert all(done == Done(done.task, Outcome(done.task.name)) for done in map(work, tasks))
        ratio = (least(lambda: list(map(work, tasks))) - rules) / read
        if ratio < ROAD:
            return
    pytest.fail(f"a small file takes {ratio:.1f} times as long as to read it")


def least(run: Callable[[], object]) -> float:
    """Seconds of the fastest of five runs."""
    times = []
    for _ in range(5):
        start = process_time()
        run()
        times.append(process_time() - start)
    return min(times)


def pages(seed: int, characters: int) -> list[str]:
    """Pages of sentences in ever new order."""
    random, found = Random(seed), []
    lines = [line for page in PAGES for line in page.split("\n")]
    while sum(map(len, found)) < characters:
        found.append("\n".join(random.sample(lines, 30)))
    return found


def english(seed: int, characters: int) -> list[str]:
    """Words in ever new order, in lines and paragraphs."""
    random = Random(seed)
    words = re.findall("[a-z]+", "the survey was found between several rivers and a small town")
    lines = (" ".join(random.choices(words, k=12)) for _ in range(characters // 60))
    text = "\n\n".join(lines)
    return [text[at : at + 3000] for at in range(0, len(text), 3000)]


def short(seed: int, characters: int) -> list[str]:
    """Strings of forty characters."""
    text = "".join(pages(seed, characters)).replace("\n", "")
    return [text[at : at + 40] for at in range(0, len(text), 40)]


# How many times as long as to find the characters each page has; about three times what is usual.
LIMITS = [
    ("clean Simplified", pages, 8),
    ("English", english, 0.8),
    ("short strings", short, 9),
    ("Traditional", lambda *of: [to_traditional(page) for page in pages(*of)], 110),
]


@pytest.mark.parametrize(
    ("texts", "limit"), [row[1:] for row in LIMITS], ids=[r[0] for r in LIMITS]
)
def test_texts_cost_what_they_did(texts: Callable[[int, int], list[str]], limit: float) -> None:
    for page in texts(0, 50_000):
        PIPELINE(page)
    ratios = []
    for seed in range(1, 4):
        new = texts(seed, 50_000)
        times = []
        for run in (set, PIPELINE):
            start = process_time()
            for page in new:
                run(page)
            times.append(process_time() - start)
        ratios.append(times[1] / times[0])
    assert min(ratios) < limit
