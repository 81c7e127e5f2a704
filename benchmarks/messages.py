"""Messages of many languages: are clean ones left alone, and misread ones read back?

    pip download --no-deps django
    python benchmarks/messages.py Django-*.whl [--languages fr,ru] [--samples 120] [--show]

Django's translations are short strings of a user interface, in more than thirty languages here. Of
each language the messages, their lines, phrases and words are put through the profile `repair`,
which must change none. Then a sample of messages is misread as UTF-8 through seven code pages and
repaired, by textfix and by ftfy.fix_encoding; right is the whole message.
"""

from __future__ import annotations

import argparse
import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random
from zipfile import ZipFile

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT)]

import ftfy

from textfix import PROFILES
from textfix.recode import charsets

REPAIR = PROFILES["repair"]
LANGUAGES = (
    "ja ko ru fr de vi tr el ar pl cs uk he fa th hi bg sr es pt_BR hu sv zh_Hans zh_Hant ro fi da "
    "lv lt az ka hy bn mn"
)
PAGES = ("latin-1", "cp1252", "cp1250", "cp1251", "cp1254", "mac_roman", "cp437")
_MESSAGE = re.compile(r'^msgstr(?:\[\d\])? ((?:".*"\n)+)', re.M)


def messages(wheel: ZipFile, language: str) -> list[str]:
    """The translations of a language."""
    found: list[str] = []
    for name in wheel.namelist():
        if f"/locale/{language}/LC_MESSAGES/" in name and name.endswith(".po"):
            written = _MESSAGE.findall(wheel.read(name).decode("utf-8"))
            found += ("".join(map(ast.literal_eval, m.strip().split("\n"))) for m in written)
    return list(dict.fromkeys(message for message in found if message))


def pieces(found: list[str]) -> list[str]:
    """Messages, their lines, phrases and words."""
    lines = [line for message in found for line in message.split("\n")]
    phrases = [
        p.strip() for line in lines for p in re.split(r"[.,;:!?()«»„“”、。，：；！？]", line)
    ]
    words = [word for line in lines for word in re.findall(r"\S+", line)]
    return [p for p in dict.fromkeys((*found, *lines, *phrases, *words)) if p and not p.isascii()]


def misread(found: list[str], page: str) -> Iterator[tuple[str, str]]:
    """Messages and what they become."""
    for message in found:
        damaged = charsets.decode(message.encode(), page)
        if damaged is not None and "\n" not in message and not message.isascii():
            yield message, damaged


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("wheel", type=Path)
    parser.add_argument("--languages", default=LANGUAGES.replace(" ", ","))
    parser.add_argument("--samples", type=int, default=120)
    parser.add_argument(
        "--show", action="store_true", help="what is changed, and what ftfy alone reads"
    )
    options = parser.parse_args()
    print(f"{'':8} {'clean':>6} {'changed':>7}  right of {options.samples} misread, textfix/ftfy")
    print(f"{'':24} " + " ".join(f"{page:>9}" for page in PAGES))
    changed = behind = ahead = 0
    with ZipFile(options.wheel) as wheel:
        for language in options.languages.split(","):
            found = messages(wheel, language)
            clean = pieces(found)
            wrong = [(text, new) for text in clean if (new := REPAIR(text)) != text]
            changed += len(wrong)
            cells, missed = [], []
            whole = [message for message, _ in misread(found, "latin-1")]
            chosen = Random(1).sample(whole, min(options.samples, len(whole)))
            for page in PAGES:
                ours = theirs = 0
                for message, damaged in misread(chosen, page):
                    mine, its = REPAIR(damaged) == message, ftfy.fix_encoding(damaged) == message
                    ours, theirs = ours + mine, theirs + its
                    if its and not mine:
                        missed.append((page, damaged, REPAIR(damaged)))
                behind, ahead = behind + (ours < theirs), ahead + (ours > theirs)
                cells.append(f"{ours}/{theirs}")
            print(
                f"{language:8} {len(clean):6} {len(wrong):7}  " + " ".join(f"{c:>9}" for c in cells)
            )
            for row in (*wrong, *missed) if options.show else ():
                print("   ", *map(repr, row))
    print(f"{changed} clean strings changed; ftfy reads more in {behind} cells, fewer in {ahead}")


if __name__ == "__main__":
    main()
