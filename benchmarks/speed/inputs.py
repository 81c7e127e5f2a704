"""What is measured on: clean documents, damaged ones, and short strings, all distinct.

A document is a piece of a corpus of about 2,000 characters, cut at a line end. The last of each
input, a third, are for warming up and never measured: what a job over a corpus settles to.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "benchmarks")]

SIMPLIFIED = (
    "zh_hans_news_xinwenlianbo",
    "zh_hans_laws",
    "zh_hans_lctt_md",
    "zh_hans_goldminer_md",
    "zh_hans_ruanyf_weekly_md",
    "zh_hans_docs_md",
    "zh_hans_python_docs_po",
    "zh_hans_js_tutorial_md",
)
SIZE = 2000  # characters
DAMAGED = 500
SHORT = 100_000
LENGTH = 40  # characters of a short string


class Input(NamedTuple):
    """Documents of one kind; a sample is their beginning, in whole multiples of `unit`."""

    title: str
    documents: list[str]
    warm: list[str]
    unit: int = 1


def cut(text: str, size: int = SIZE) -> Iterator[str]:
    """Pieces of at least `size` characters, whole lines each, none twice."""
    lines: list[str] = []
    for line in text.splitlines(keepends=True):
        lines.append(line)
        if sum(map(len, lines)) >= size:
            yield "".join(lines)
            lines = []


def _pieces(directory: Path, *names: str) -> list[str]:
    """The pieces of several corpora, mixed."""
    texts = ((directory / f"{name}.txt").read_text("utf-8") for name in names)
    found = list(dict.fromkeys(piece for text in texts for piece in cut(text)))
    Random(1).shuffle(found)
    return found


def _corpus(title: str, *names: str) -> Callable[[Path, float], Input]:
    return lambda directory, share: _split(title, _pieces(directory, *names), share)


def _split(title: str, found: list[str], share: float, unit: int = 1) -> Input:
    keep = max(1, len(found) // 3)
    documents = found[: -keep or None]
    measured = max(unit, int(len(documents) * share) // unit * unit)
    return Input(title, documents[:measured], found[-keep:], unit)


def _converted(directory: Path, share: float) -> Input:
    from simulator import to_traditional

    found = _pieces(directory, "zh_hans_news_xinwenlianbo")
    return _split("Traditional news", list(map(to_traditional, found)), share)


def damaged(directory: Path, count: int) -> list[str]:
    """Pages as mirror sites publish them, each damaged by a site of its own."""
    from mirror_site import any_site, documents
    from simulator import damage

    pages = []
    for number, text in enumerate(documents(directory, count, seed=1)):
        rng = Random(f"1/{number}")
        pages.append(damage(text, any_site(rng), rng).text)
    return list(dict.fromkeys(pages))


def _damaged(directory: Path, share: float) -> Input:
    keep = DAMAGED // 3
    found = damaged(directory, DAMAGED + keep)
    return Input("damaged pages", found[: int(DAMAGED * share)], found[DAMAGED:])


def clean(directory: Path, count: int) -> list[str]:
    """Simplified documents of many kinds."""
    return _pieces(directory, *SIMPLIFIED)[:count]


def mixed(directory: Path, count: int) -> list[str]:
    """The same, the middle one of every hundred damaged."""
    bad = damaged(directory, count // 100)
    found = enumerate(clean(directory, count))
    return [bad[n // 100] if n % 100 == 50 else text for n, text in found]


def _mixed(directory: Path, share: float) -> Input:
    keep = DAMAGED // 5  # holds one damaged document
    found = mixed(directory, DAMAGED + keep)
    measured = max(100, int(DAMAGED * share) // 100 * 100)
    return Input("1 % damaged", found[:measured], found[DAMAGED:], unit=100)


def _short(directory: Path, share: float) -> Input:
    """Strings of Chinese prose, from every eighth character of long lines on."""
    lines = [
        line.strip() for piece in _pieces(directory, *SIMPLIFIED) for line in piece.split("\n")
    ]
    windows = (
        line[at : at + LENGTH]
        for line in lines
        for at in range(0, len(line) - LENGTH + 1, LENGTH // 5)
    )
    prose = (text for text in windows if len(re.findall("[\u4e00-\u9fff]", text)) > LENGTH // 2)
    found = list(dict.fromkeys(prose))[: SHORT + SHORT // 20]
    if len(found) < SHORT:
        raise ValueError(f"the corpora hold {len(found)} short strings only, not {SHORT}")
    return Input("short strings", found[: int(SHORT * share)], found[SHORT:])


INPUTS: dict[str, Callable[[Path, float], Input]] = {
    "news": _corpus("Simplified news", "zh_hans_news_xinwenlianbo"),
    "hant-law": _corpus("Traditional law", "zh_hant_law_tw"),
    "hant-news": _converted,
    "english": _corpus("English", "en_docs_md"),
    "japanese": _corpus("Japanese", "ja_docs_md"),
    "code": _corpus("source code", "code_with_zh_comments"),
    "damaged": _damaged,
    "one-percent": _mixed,
    "short": _short,
}
