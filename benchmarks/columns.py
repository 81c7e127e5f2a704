"""Values of a column: repaired each by itself, and together as one document.

    python benchmarks/columns.py [--texts 160] [--lengths 6 20 50 100 150 400] [--corpora DIR]

Texts of the corpora are cut to a number of characters and damaged: made Traditional, as a mirror site
does, and glossed by one site or by many, or read in a wrong charset; all of them, or some beside clean
ones. Right is what becomes its clean text, or stays it. Last, how many stretches of Japanese of each
length have no kana: what pooling is for.

This is the evidence for LONG in `textfix/formats/alone.py`.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from random import Random

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from mirror_site import any_site, documents
from simulator import Site, damage, to_traditional

from textfix import PROFILES
from textfix.formats.document import GAP

Damage = Callable[[str, Random], "str | None"]
SHARES = (1.0, 0.3)  # of the values that are damaged
KANA = re.compile("[\u3041-\u3096\u30a1-\u30fa]")
HAN = re.compile("[\u3400-\u9fff]")
PIPELINE = PROFILES["zh-hans"]


def misread(written: str, read: str) -> Damage:
    """Text in one charset, read as another; none where that cannot be."""

    def damaged(text: str, rng: Random) -> str | None:
        try:
            return text.encode(written).decode(read)
        except UnicodeError:
            return None

    return damaged


def kinds() -> dict[str, Damage]:
    """The kinds of damage by name."""
    one = Site(decoy="comma")
    return {
        "Traditional": lambda text, rng: to_traditional(text),
        "glosses, one site": lambda text, rng: damage(to_traditional(text), one, rng).text,
        "glosses, many sites": lambda text, rng: (
            damage(to_traditional(text), any_site(rng), rng).text
        ),
        "GBK as Latin-1": misread("gbk", "latin-1"),
        "UTF-8 as Latin-1": misread("utf-8", "latin-1"),
        "GBK as Big5": misread("gbk", "big5"),
        "UTF-8 as GB18030": misread("utf-8", "gb18030"),
    }


def together(values: Sequence[str]) -> list[str]:
    """The values repaired as one document, as a column is."""
    keep, at = [], 0
    for value in values[:-1]:
        at += len(value)
        keep.append((at, at + len(GAP)))
        at += len(GAP)
    return PIPELINE(GAP.join(values), keep=keep).split(GAP)


def column(
    pages: Sequence[str], length: int, damaged: Damage, share: float
) -> Iterator[tuple[str, str, bool]]:
    """The values of a column, what each was before its damage, and if it has any."""
    for number, page in enumerate(pages):
        rng, text = Random(number), page[20 : 20 + length].strip()
        value = (damaged(text, rng) if rng.random() < share else None) or text
        value = value.replace("\n", "")
        yield value, text, value != text


def without_kana(corpora: Path, length: int) -> tuple[int, int]:
    """How many stretches of Japanese are Han and marks alone, and how many there are."""
    alone = total = 0
    for path in sorted(corpora.glob("ja_*.txt")):
        text = "".join(path.read_text("utf-8").split())
        for start in range(0, len(text) - length, length):
            part = text[start : start + length]
            if len(HAN.findall(part)) * 4 >= length:  # else it is code or English
                total += 1
                alone += not KANA.search(part)
    return alone, total


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=int, default=160)
    parser.add_argument("--lengths", type=int, nargs="+", default=[6, 20, 50, 100, 150, 400])
    parser.add_argument("--corpora", type=Path, default=ROOT.parent / "shared" / "corpora")
    chosen = parser.parse_args()
    traditional = documents(chosen.corpora, chosen.texts, seed=5)
    pages = [PIPELINE(text).replace("\n", "") for text in traditional]
    print(f"{'right of':44} {'damaged':>8} {'alone':>6} {'pooled':>6}  clean  alone pooled")
    for length in chosen.lengths:
        for name, damaged in kinds().items():
            for share in SHARES:
                values, wanted, hurt = zip(*column(pages, length, damaged, share), strict=True)
                pooled = together(values)
                if len(pooled) != len(values):
                    raise SystemExit(f"{length} {name}: a repair crossed from value to value")
                ways = [[PIPELINE(value) for value in values], pooled]
                rows = []
                for which in (True, False):
                    rows.append(sum(bad == which for bad in hurt))
                    rows += (
                        sum(
                            made == want
                            for made, want, bad in zip(way, wanted, hurt, strict=True)
                            if bad == which
                        )
                        for way in ways
                    )
                title = f"{length} characters, {name}, {share:.0%}"
                print("{:44} {:8} {:6} {:6} {:6} {:6} {:6}".format(title, *rows), flush=True)
    for length in chosen.lengths:
        alone, total = without_kana(chosen.corpora, length)
        print(f"Japanese, {length} characters: {alone} of {total} without kana")


if __name__ == "__main__":
    main()
