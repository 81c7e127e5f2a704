"""Rebuild data/words.txt and data/pinyin.tsv from their sources.

    pip install jieba==0.42.1 pypinyin==0.55.0
    python scripts/build_hanzi_tables.py [--check]

words.txt: the words of jieba's dictionary (MIT) with their frequencies, by which `textfix.hanzi`
judges how plausible a reading is. pinyin.tsv: the readings of every Han character of GBK, the
usual one first, from pypinyin's data (MIT; Unihan and others behind it).
"""

from __future__ import annotations

import argparse
import math
import re
import sys
from collections import defaultdict
from importlib import metadata, resources
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent / "textfix" / "data"
HAN = re.compile("[\u3400-\u9fff]+")
LONGEST = 4  # characters of a word
RAREST = 10  # occurrences of a word of two characters or more; 1: of a character
STEP = 4  # levels of frequency to a nat


def words() -> str:
    counts: dict[str, int] = {}
    total = 0
    source = resources.files("jieba") / "dict.txt"
    for line in source.read_text(encoding="utf-8").splitlines():
        word, count, _ = line.split(" ")
        total += int(count)
        rarest = RAREST if len(word) > 1 else 1
        if HAN.fullmatch(word) and len(word) <= LONGEST and int(count) > rarest:
            counts[word] = int(count)
    rarities = rarity(counts)
    begin: dict[str, list[str]] = defaultdict(list)
    for word in counts:
        begin[word[0]].append(word)
    lines = [
        f"# The words of jieba {metadata.version('jieba')}'s dictionary (MIT; Sun Junyi and others).",
        "# A character, TAB, how rare it is in all words together (in nats, -ln of its share), TAB,",
        f"# the words it begins, each level after its number: ln(count in {total} words) in",
        f"# steps of 1/{STEP}. Rebuilt by scripts/build_hanzi_tables.py",
        f"total\t{total}",
    ]
    for character in sorted(rarities):
        by_level: dict[int, list[str]] = defaultdict(list)
        for word in begin[character]:
            by_level[level(counts[word])].append(word)
        fields = (f"{n} {' '.join(sorted(by_level[n]))}" for n in sorted(by_level))
        lines.append(f"{character}\t{rarities[character]:.3f}\t{' '.join(fields)}")
    return "\n".join(lines) + "\n"


def level(count: int) -> int:
    return round(math.log(count) * STEP)


def rarity(counts: dict[str, int]) -> dict[str, float]:
    shares: dict[str, float] = defaultdict(float)
    for word, count in counts.items():
        for character in word:
            shares[character] += math.exp(level(count) / STEP)
    total = sum(shares.values())
    return {character: -math.log(share / total) for character, share in shares.items()}


def pinyin() -> str:
    from pypinyin.constants import PINYIN_DICT

    first: dict[str, list[str]] = defaultdict(list)
    other: dict[str, list[str]] = defaultdict(list)
    for point, readings in PINYIN_DICT.items():
        character = chr(point)
        if not HAN.fullmatch(character) or len(character.encode("gbk", "replace")) != 2:
            continue
        usual, *rest = readings.split(",")
        first[usual].append(character)
        for reading in dict.fromkeys(rest):
            if reading != usual:
                other[reading].append(character)
    lines = [
        f"# Readings of the Han characters of GBK, from pypinyin {metadata.version('pypinyin')}",
        "# (MIT; mozillazg and others). Syllable, TAB, characters it is the usual reading of,",
        "# TAB, characters it is another reading of. Rebuilt by scripts/build_hanzi_tables.py",
    ]
    for syllable in sorted(first.keys() | other.keys()):
        columns = syllable, "".join(sorted(first[syllable])), "".join(sorted(other[syllable]))
        lines.append("\t".join(columns))
    return "\n".join(lines) + "\n"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="exit 1 if a table would change")
    check = parser.parse_args().check
    stale = []
    for name, text in (("words.txt", words()), ("pinyin.tsv", pinyin())):
        path = DATA / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            stale.append(name)
            if not check:
                path.write_text(text, encoding="utf-8")
    print("changed:" if stale else "unchanged", *stale)
    return int(check and bool(stale))


if __name__ == "__main__":
    sys.exit(main())
