"""Rebuild the tables of the phase FORM from Unicode's data and Python's codecs.

    python scripts/build_form_tables.py           writes the tables below to textfix/data
    python scripts/build_form_tables.py --check   exits 1 when a file differs, and names it

The Kangxi radicals come from their compatibility mappings. Python does not know the property
Equivalent_Unified_Ideograph, so its rows for the supplement stand here (a test asks Perl, which
does). What GBK keeps in private use is worked out from the order of its code points, and what a
later edition of the standard put there.
"""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

DATA = Path(__file__).parent.parent / "textfix" / "data"

Row = tuple[str, ...]

# EquivalentUnifiedIdeograph.txt for U+2E81 to U+2EF3, in order; U+2E80 has none, and U+2E9A is
# not assigned.
SUPPLEMENT = (
    "厂乛乚乙亻冂𠘨刀刂卜㔾小小兀尣尢𡯂巳幺彑彐忄心扌攵\0旡日月歺母民氵氺灬爫爫丬牛犭王𤴔目示礻𥫗糹纟罓罒㓁冗𦉫"
    "羊𦍌𦍋耂肀聿肉𦥑艹艹艹虎衤覀西见角𧢲讠贝𧾷车辶辶辶邑钅長镸长门𨸏阝雨青韦页风飞食𩙿飠饣𩠐马骨鬼鱼鸟卤"
    "麦黄黾斉齐歯齿竜龙龜亀龟"
)
# Radicals that do not look like their ideograph. In a text they may be what they show: ⺌ on 尚.
PARTS = "⺄⺈⺌⺍⺗⺜⺥⺧⺩⺫⺶⺻⺼⺿⻀⻍⻎⻏⻗"
# Where fonts of Simplified draw a Kangxi radical as the Simplified character.
SIMPLIFIED = {"⼾": "户", "⾭": "青", "⿈": "黄"}

# What GB 18030 moved out of private use after 2000: in 2005 or 2022, and six with Unicode 3.1.
VERTICAL = dict(zip(range(0xE78D, 0xE797), "︐︒︑︓︔︕︖︗︘︙", strict=True))
LATER = dict(
    zip(
        (0xE81E, 0xE826, 0xE82B, 0xE82C, 0xE832, 0xE843, 0xE854, 0xE864),
        map(chr, range(0x9FB4, 0x9FBC)),
        strict=True,
    )
)
SIX = {0xE816: "𠂇", 0xE817: "𠂉", 0xE818: "𠃌", 0xE831: "𡗗", 0xE83B: "𢦏", 0xE855: "𤇾"}

# Where Windows' reading of Big5-HKSCS gives the code point to a character that people write.
DISPUTED = {
    0xE7EC: "随",
    0xE819: "飜",
    0xE81C: "鈪",
    0xE81F: "餻",
    0xE820: "饍",
    0xE829: "檏",
    0xE834: "塲",
    0xE836: "堢",
    0xE83C: "棅",
    0xE844: "鱏",
    0xE845: "鱓",
    0xE846: "鱻",
    0xE847: "鰵",
    0xE848: "鰐",
    0xE859: "鶥",
    0xE85A: "蒽",
}


def radicals() -> Iterator[Row]:
    """Radical, ideograph, and `part` or the form in Simplified text."""
    pairs = [(chr(c), unicodedata.normalize("NFKC", chr(c))) for c in range(0x2F00, 0x2FD6)]
    pairs += zip(map(chr, range(0x2E81, 0x2EF4)), SUPPLEMENT, strict=True)
    for old, new in pairs:
        if new != "\0":
            more = "part" if old in PARTS else SIMPLIFIED.get(old, "")
            yield (old, new, more) if more else (old, new)


def private() -> Iterator[Row]:
    """Code point, character, another claim: what GBK and GB 18030 (2000) had no code point for.

    Code page 936 gave U+E766 and on to the pairs of A1 to A9 without a character, row by row, and
    U+E815 and on to the last eighty of GBK.
    """
    yield "E5E5", "\u3000"  # A3A0, which pages use as a blank; browsers read it so (WHATWG)
    yield "E76C", "€"  # A2E3
    for code, new in (VERTICAL | {0xE7C7: "ḿ", 0xE7C8: "ǹ"}).items():
        yield f"{code:04X}", new
    pairs = [(0xA9, trail) for trail in range(0x89, 0x96)]  # to U+E7E7 and on
    pairs += [(0xFE, trail) for trail in range(0x50, 0xA1) if trail != 0x7F]
    codes = (*range(0xE7E7, 0xE7F4), *range(0xE815, 0xE865))
    for code, pair in zip(codes, pairs, strict=True):
        new = SIX.get(code) or LATER.get(code) or bytes(pair).decode("gb18030")
        other = DISPUTED.get(code)
        yield (f"{code:04X}", new, other) if other else (f"{code:04X}", new)


TABLES: dict[str, tuple[Callable[[], Iterator[Row]], str]] = {
    "kangxi-radical": (
        radicals,
        "Radical, unified ideograph; `part`: it does not look like it; else the form in Simplified\n"
        "# Source: the Unicode Character Database (compatibility mappings, Equivalent_Unified_Ideograph)\n"
        "# and, for the third column, by hand. Licence: Unicode License v3 (see NOTICE).",
    ),
    "private-use": (
        private,
        "Private-use code point of GBK and GB 18030 (2000), the character it stands for, and one that\n"
        "# people write, too, for which it stands in Big5-HKSCS\n"
        "# Source: the order of GBK's code points, the mappings of GB 18030 (2000, 2005, 2022) as Python's\n"
        "# codec and the WHATWG Encoding Standard have them; facts only. Licence: as the library.",
    ),
}


def render(rows: Iterator[Row], what: str) -> str:
    """The file, header and all."""
    head = (f"# {what}", "# Made by scripts/build_form_tables.py.")
    return "\n".join((*head, *("\t".join(row) for row in sorted(rows)), ""))


def main(arguments: list[str]) -> int:
    """Write the tables, or say which differ."""
    status = 0
    for name, (rows, what) in TABLES.items():
        path = DATA / f"{name}.tsv"
        new = render(rows(), what)
        if "--check" not in arguments:
            path.write_text(new, "utf-8", newline="\n")
        elif not path.exists() or path.read_text("utf-8") != new:
            print(f"{path} is not what the script makes")
            status = 1
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
