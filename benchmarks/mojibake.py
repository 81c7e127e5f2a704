"""How much mojibake is undone, channel by channel, and what is wrongly changed?

    python benchmarks/mojibake.py [--sentences 100] [--corpora DIR] [--seed N] [--ftfy] [--show K]
    python benchmarks/mojibake.py --speed

Sentences of the corpora (which no table is built from) are damaged by each channel that keeps its
bytes, then repaired blind with the profile `repair` as it is. Right is the whole sentence. Then
strings of 2, 4, 8 and 16 characters. With --ftfy, ftfy.fix_encoding stands beside it. --speed gives
megabytes of UTF-8 a second, of the three rules for misread bytes, on clean corpora and on damaged
news; the second run of each, so that tables are there.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from time import perf_counter

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from textfix import PROFILES
from textfix.recode import charsets
from textfix.recode.chains import certain
from textfix.recode.lossy import guesses as lossy_guesses
from textfix.recode.mojibake import repairs
from textfix.recode.pool import lines
from textfix.recode.strange import marked_lines

HANS = ("zh_hans_news_xinwenlianbo", "zh_hans_laws")
HANT = ("zh_hant_law_tw", "zh_hant_ud_gsd_hk")
REPAIR, DEFAULT = PROFILES["repair"], PROFILES["zh-hans"]
BOLD = REPAIR.with_unsafe()
Channel = tuple[str, Callable[[str], str | None]]


def single(true: str, mistaken: str) -> Channel:
    """Every byte becomes a character."""

    def damage(text: str) -> str | None:
        data = charsets.encode(text, true) if true != "utf-8" else text.encode()
        return data and charsets.decode(data, mistaken)

    return f"{true} as {mistaken}", damage


def chain(*channels: Channel) -> Channel:
    """One mistake after another."""

    def damage(text: str) -> str | None:
        now: str | None = text
        for _, step in channels:
            now = step(now) if now else None
        return now

    return " > ".join(name for name, _ in channels), damage


def hybrid(text: str) -> str | None:
    """What is UTF-8 by chance is taken for UTF-8, all else byte by byte."""
    data, out, at = charsets.encode(text, "cp936"), "", 0
    while data and at < len(data):
        two = data[at : at + 2].decode("utf-8", "ignore")
        whole = len(two) == 1 and two > "\x7f"
        out += two if whole else chr(data[at])
        at += 2 if whole else 1
    return out


CHANNELS: list[Channel] = [
    ("cp936 as utf-8 or latin-1", hybrid),
    *(single("utf-8", mistaken) for mistaken in charsets.CODE_PAGES),
    *(single("cp936", mistaken) for mistaken in charsets.CODE_PAGES),
    single("cp950", "latin-1"),
    single("cp950", "cp1252"),
    *(single("utf-8", mistaken) for mistaken in charsets.DOUBLE),
    *(single("cp936", mistaken) for mistaken in charsets.DOUBLE[1:]),
    single("cp950", "cp936"),
    single("cp950", "cp932"),
    chain(single("utf-8", "cp1252"), single("utf-8", "cp1252")),
    chain(*(single("utf-8", "cp1252"),) * 3),
    chain(single("utf-8", "latin-1"), single("utf-8", "latin-1")),
    chain(single("utf-8", "latin-1"), single("utf-8", "cp936")),
    chain(single("cp936", "latin-1"), single("utf-8", "cp936")),
    chain(single("cp936", "latin-1"), single("utf-8", "latin-1")),
    chain(single("utf-8", "cp936"), single("utf-8", "latin-1")),
]


def lossy(mark: str) -> Channel:
    """UTF-8 read as code page 936; a last byte without a partner becomes `mark`."""

    def damage(text: str) -> str | None:
        data = text.encode()
        out, at = "", 0
        while at < len(data):
            width = 1 if data[at] <= 0x80 else 2
            unit = data[at : at + width]
            out += charsets.decode(unit, "cp936") or mark
            at += width if mark == "?" or charsets.decode(unit, "cp936") else 1
        return out if mark in out else None

    return f"utf-8 as cp936, lost bytes {mark}", damage


def sentences(directory: Path, names: tuple[str, ...], count: int, seed: int) -> list[str]:
    """Sentences of 8 to 60 characters, Chinese for the better part."""
    found: list[str] = []
    for path in sorted(directory.glob("*.txt")):
        if path.stem in names:
            for line in path.read_text("utf-8").split("\n"):
                found += (s for s in re.findall("[^。！？\n]{7,59}[。！？]", line) if _chinese(s))
    return Random(seed).sample(found, min(count, len(found)))


def _chinese(text: str) -> bool:
    return 2 * len(re.findall("[\u4e00-\u9fff]", text)) > len(text) and text == text.strip()


def _han(text: str) -> str:
    """The Chinese part: what Windows swallowed of the rest is another question."""
    return re.sub(r"[\x00-\x7f]", "", text)


def score(
    texts: list[str], damage: Callable[[str], str | None], fix: Callable[[str], str]
) -> Iterator[tuple[str, str, str]]:
    """The text, damaged, and repaired, where the damage keeps all bytes."""
    for text in texts:
        damaged = damage(text)
        if damaged and damaged != text:
            yield text, damaged, fix(damaged)


def speed(directory: Path) -> None:
    """Print how fast the rules for misread bytes are."""
    others = [rule.name for rule in REPAIR.rules if "mojibake" not in rule.name]
    rules = REPAIR.without(*others, "escaped-mojibake")

    def show(name: str, text: str) -> None:
        for _ in range(2):
            for remembered in (certain, repairs, lines, marked_lines, lossy_guesses):
                remembered.cache_clear()
            start = perf_counter()
            rules(text)
            seconds = perf_counter() - start
        print(f"{name:40} {len(text.encode()) / 1e6 / seconds:8.2f} MB/s", flush=True)

    for path in sorted(directory.glob("zh*.txt")):
        show(f"clean {path.stem}", path.read_text("utf-8"))
    news = next(directory.glob(f"{HANS[0]}.txt")).read_text("utf-8")[:100_000]
    news = "".join(c for c in news if charsets.holds(c, "cp936"))
    damages = [single("utf-8", "latin-1"), single("cp936", "cp1252"), single("cp936", "cp437")]
    for name, damage in (*damages, lossy("?")):
        show(name, "\n".join(damage(line) or line for line in news.split("\n")))


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--sentences", type=int, default=100)
    parser.add_argument("--corpora", type=Path, default=ROOT.parent / "shared" / "corpora")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--ftfy", action="store_true")
    parser.add_argument("--show", type=int, default=0, metavar="K", help="failures of each channel")
    parser.add_argument("--speed", action="store_true")
    options = parser.parse_args()
    if options.speed:
        speed(options.corpora)
        return
    scripts = [sentences(options.corpora, n, options.sentences, options.seed) for n in (HANS, HANT)]
    rng = Random(options.seed)
    pieces = [
        [s[at : at + n] for s in scripts[0] if len(s) > n for at in [rng.randrange(len(s) - n)]]
        for n in (2, 4, 8, 16)
    ]
    print(f"{'unsafe':40} {'n':>5} {'hans':>7} {'n':>5} {'hant':>7}  changed by default")
    for name, damage in map(lossy, "?\ufffd"):
        print(f"{name:40}", end="")
        touched = 0
        for texts in scripts:
            done = list(score([t for t in texts if "?" not in t], damage, BOLD))
            right = sum(_han(text) == _han(got) for text, _, got in done)
            touched += sum(DEFAULT(damaged) != damaged for _, damaged, _ in done)
            print(f" {len(done):5} {100 * right / max(1, len(done)):7.1f}", end="")
        print(f"  {touched}")
    fixers: dict[str, Callable[[str], str]] = {"textfix": REPAIR}
    if options.ftfy:
        import ftfy

        fixers["ftfy"] = ftfy.fix_encoding
    for who, fix in fixers.items():
        print(f"\n{who:40} {'n':>5} {'hans':>7} {'n':>5} {'hant':>7}  2, 4, 8, 16 characters")
        for name, damage in CHANNELS:
            cells, failed = [], []
            for texts in (*scripts, *pieces):
                done = list(score(texts, damage, fix))
                right = sum(text == got for text, _, got in done)
                failed += [d for d in done if d[0] != d[2]]
                share = f"{100 * right / len(done):6.1f}" if done else "     -"
                cells.append((len(done), share))
            print(
                f"{name:40}",
                *(f"{n:5} {share:>7}" for n, share in cells[:2]),
                " ",
                *(share for _, share in cells[2:]),
                flush=True,
            )
            for text, damaged, got in failed[: options.show]:
                print(f"    {damaged!r}\n    {got!r}, not {text!r}")


if __name__ == "__main__":
    main()
