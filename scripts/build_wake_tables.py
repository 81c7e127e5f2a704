"""Rebuild the tables that are made from other tables, so that a text wakes and loads little.

    python scripts/build_wake_tables.py           writes them to textfix/data
    python scripts/build_wake_tables.py --check   exits 1 when a file differs, and names it

misread.tsv has the characters that misread bytes are made of, from the encodings' own tables and
from how common a Han character is; rules.tsv what must be known of each rule before it is imported;
folding.tsv the Traditional characters and what they are folded to.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, groupby
from pathlib import Path
from unicodedata import is_normalized

from textfix import hanzi
from textfix.characters import Characters
from textfix.core import Rule
from textfix.recode import charsets
from textfix.rules import load, names
from textfix.scripts.tables import tables

DATA = Path(__file__).parent.parent / "textfix" / "data"
SHORT = 3  # characters that are no range yet

MISREAD = """\
# Characters that misread bytes are made of, as inside the brackets of a regular expression:
# strange  what damage has, and plain Chinese has not
# lost     the rest of a character of UTF-8 whose last byte was lost, read as GBK or Shift_JIS
# lead     a first byte of UTF-8 read by itself; other: any later byte
# beside   what is lost or lead and not strange
# Rebuilt by scripts/build_wake_tables.py. Licence: as the library.
"""
RULES = """\
# The rules of textfix/rules: name, phase, safe or unsafe, early or not, reach; then the characters
# without which the rule sleeps: single ones, where ranges start, where they end; of each set.
# Rebuilt by scripts/build_wake_tables.py from the modules. Licence: as the library.
"""

FOLDING = """\
# Traditional characters, and what each is in Simplified; variants are left out.
# Rebuilt by scripts/build_wake_tables.py from opencc-*.tsv (OpenCC, Apache-2.0) and script-*.tsv.
"""

USUAL = set("“”‘’…—–·×÷°±§•€™®©¥£«»\xa0¬¶´¨¯¸ˆ˜")  # single bytes of plain text, too
RARE = 10.0  # nats, see hanzi.is_common: Han characters after the first 1,900 are strange
# Kana, Hangul, private use, half-width forms.
STRANGE = ((0x3041, 0x3130), (0xAC00, 0xD7A4), (0xE000, 0xE900), (0xFF61, 0xFFA0))


def main() -> int:
    """Write the tables, or hold them against what they are made of."""
    differ = False
    for name, build in TABLES.items():
        path, table = DATA / name, build()
        if "--check" not in sys.argv[1:]:
            path.write_text(table, "utf-8")
        elif path.read_text("utf-8") != table:
            print(f"{path} differs: run scripts/build_wake_tables.py", file=sys.stderr)
            differ = True
    return differ


# Misread bytes.


def misread() -> str:
    """The characters of misread bytes."""
    pages = [page for page in charsets.CODE_PAGES if page != "cp874"]
    sets = {
        "strange": strange(),
        "lost": lost(),
        "lead": single(pages, range(0xC2, 0xF5)) - (USUAL - {"×"}),  # which Hebrew begins with
        "other": single(pages, range(0x80, 0xC0)),
    }
    sets["beside"] = (sets["lost"] | sets["lead"]) - sets["strange"]
    return MISREAD + "".join(f"{name}\t{as_class(chars)}\n" for name, chars in sets.items())


def strange() -> set[str]:
    """What damage is made of, and plain Chinese is not."""
    upper = {c for name in charsets.SINGLE for c in charsets.upper(name)}
    han = {c for c in map(chr, range(0x3400, 0xA000)) if not hanzi.is_common(c, RARE)}
    return (upper - USUAL) | han | {chr(i) for block in STRANGE for i in range(*block)} | {"\ufffd"}


def lost() -> set[str]:
    """What is left of a character of UTF-8 of which the last byte is lost."""
    leads = {
        c
        for charset in ("cp936", "cp932")
        for lead in (*range(0xE3, 0xEA), 0xEF)
        for trail in range(0x80, 0xC0)
        if (c := charsets.decode(bytes((lead, trail)), charset))
        and (lead == 0xEF or not hanzi.is_common(c))
    }
    return leads | {"€"}


def single(pages: Iterable[str], data: Iterable[int]) -> set[str]:
    """What single bytes read as in any of these code pages."""
    return {charsets.decode(bytes((b,)), page) or "" for page in pages for b in data} - {""}


# Scripts.


def folding() -> str:
    """The characters that change one by one, and what they change to."""
    known = tables().chars.items()
    old, new = zip(*sorted(p for p in known if p[0] not in tables().variants), strict=True)
    return f"{FOLDING}{escaped(''.join(old))}\t{escaped(''.join(new))}\n"


# Rules.


def rules() -> str:
    """The rules, from the modules as they are."""
    return RULES + "".join(f"{row(load(name))}\n" for name in names())


def row(rule: Rule) -> str:
    """What is said of one rule."""
    safe, early = "safe" if rule.safe else "unsafe", "early" if rule.early else ""
    sets = (parted(every(wakers)) for wakers in rule.wakers)
    said = (rule.name, rule.phase.name, safe, early, rule.reach.name)
    return "\t".join((*said, *map(escaped, chain.from_iterable(sets))))


def every(wakers: Characters) -> set[str]:
    """All characters of a set."""
    ranges = zip(wakers.starts, wakers.ends, strict=True)
    return {*wakers.singles, *(chr(c) for a, b in ranges for c in range(ord(a), ord(b) + 1))}


# Characters, as a table holds them.


def as_class(chars: set[str]) -> str:
    """A set of them, as inside the brackets of a regular expression."""
    singles, starts, ends = parted(chars)
    assert not set("^-]\\").intersection(chars)
    ranges = (f"{escaped(a)}-{escaped(b)}" for a, b in zip(starts, ends, strict=True))
    return escaped(singles) + "".join(ranges)


def parted(chars: set[str]) -> tuple[str, str, str]:
    """Single ones, where ranges start, where they end."""
    singles, starts, ends = "", "", ""
    for run in runs(chars):
        if len(run) < SHORT:
            singles += run
        else:
            starts, ends = starts + run[0], ends + run[-1]
    return singles, starts, ends


def runs(chars: set[str]) -> Iterator[str]:
    """Those whose code points follow one another."""
    for _, run in groupby(enumerate(sorted(chars)), key=lambda pair: ord(pair[1]) - pair[0]):
        yield "".join(c for _, c in run)


def escaped(characters: str) -> str:
    """Blanks, what cannot be seen and what normalising changes, by their code points."""

    def plain(c: str) -> bool:
        return c.isprintable() and not c.isspace() and c != "\\" and is_normalized("NFC", c)

    return "".join(c if plain(c) else f"\\u{ord(c):06x}" for c in characters)


# Each reads those before it.
TABLES: dict[str, Callable[[], str]] = {
    "folding.tsv": folding,
    "misread.tsv": misread,
    "rules.tsv": rules,
}


if __name__ == "__main__":
    sys.exit(main())
