"""How often are bytes read right, beside charset-normalizer and chardet?

    python benchmarks/charset.py [--samples 60] [--corpora DIR] [--seed N] [--peers] [--show K]

Samples of 8 to 4096 bytes of the corpora (which no table is built from), as prose and as rows of
CSV, HTML and JSON, in legacy encodings and in Unicode, whole, cut, or with one bad byte; tables in
ASCII with one word of two to four characters; and files of mixed lines. What is compared is the
text: of a damaged one all but three characters. Right, abstained and wrong are in per cent.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from time import perf_counter
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT)]

from textfix import DecodeError, decode

HANS = ("zh_hans_news_xinwenlianbo", "zh_hans_laws", "zh_hans_ud_gsdsimp", "zh_hans_lctt_md")
HANT = ("zh_hant_law_tw", "zh_hant_ud_gsd_hk", "zh_hant_docs_md")
JA, KO = ("ja_ud_gsd", "ja_docs_md"), ("ko_ud_gsd", "ko_docs_ud")
SIZES = (8, 16, 32, 64, 128, 512, 4096)
LEGACY = {
    "gbk": HANS,
    "gb18030": HANS,
    "traditional in gbk": HANT,
    "cp950": HANT,
    "big5hkscs": HANT,
    "cp932": JA,
    "euc_jp": JA,
    "cp949": KO,
}
UNICODE = {"utf-8": HANS, "utf-8-sig": HANT, "utf-16": HANS, "utf-32": HANT}
BARE = {"utf-16-le": HANS, "utf-16-be": HANT, "utf-32-le": HANS}
Reader = Callable[[bytes], "str | None"]


class Sample(NamedTuple):
    """Bytes, what they are, and the text where it is known."""

    group: str
    size: int
    data: bytes
    text: str
    loss: bool  # a byte is damaged: what else is there must be right


def shapes(rng: Random, lines: list[str], size: int) -> str:
    """About `size` bytes of text: prose or rows."""
    kind = rng.choice(("prose", "prose", "csv", "html", "json")) if size >= 32 else "prose"
    parts: list[str] = []
    while sum(map(len, parts)) * 2 < size:
        line = rng.choice(lines)
        if kind == "csv":
            line = f"{rng.randrange(9999)},{line[:12].replace(',', '')},{rng.randrange(99)}"
        elif kind == "html":
            line = f"<p>{line[:30]}</p>"
        elif kind == "json":
            line = f'{{"id": {rng.randrange(99)}, "name": "{line[:16]}"}}'
        elif not parts:
            start = rng.randrange(max(1, len(line) - 8))
            line = line[start:]
        parts.append(line)
    return "\n".join(parts)


def pieces(directory: Path, names: tuple[str, ...]) -> list[str]:
    """Lines with more than a few characters above ASCII."""
    lines = [
        line.strip()
        for n in names
        for line in (directory / f"{n}.txt").read_text("utf-8").split("\n")
    ]
    return [line for line in lines if sum(c > "\x7f" for c in line) > 5]


def cut(text: str, codec: str, size: int) -> tuple[str, bytes]:
    """As much of a text as fits, at least something above ASCII."""
    whole = "".join(c for c in text if c.encode(codec, "ignore") or codec.startswith("utf"))
    low, high = 0, min(len(whole), size)
    while low < high:
        middle = (low + high + 1) // 2
        if len(whole[:middle].encode(codec)) <= max(size, 8):
            low = middle
        else:
            high = middle - 1
    data = whole[:low].encode(codec)
    return data.decode(codec), data  # some characters share a code


def samples(directory: Path, count: int, seed: int) -> Iterator[Sample]:
    """All of them."""
    rng = Random(seed)
    sources = {names: pieces(directory, names) for names in (HANS, HANT, JA, KO)}
    for group, table in (("legacy", LEGACY), ("unicode", UNICODE), ("utf-16 without mark", BARE)):
        for name, names in table.items():
            codec = "gbk" if "gbk" in name else name
            for size in SIZES:
                for _ in range(count):
                    text, data = cut(shapes(rng, sources[names], size), codec, size)
                    if sum(c > "\x7f" for c in text) < 2:
                        continue
                    language = "ja" if names == JA else "ko" if names == KO else ""
                    where = f"{group} {language}".strip()
                    yield Sample(where, size, data, text, False)
                    if group == "legacy" or name == "utf-8":
                        yield from damaged(rng, where, size, data, text)
    yield from tables(rng, sources, count)


def tables(rng: Random, sources: dict[tuple[str, ...], list[str]], count: int) -> Iterator[Sample]:
    """One word among much ASCII, which is valid UTF-8 by chance more often than a sentence."""
    for codec, names in (("gbk", HANS), ("cp950", HANT), ("utf-8", HANS)):
        for _ in range(count * len(SIZES)):
            runs = re.findall("[\u4e00-\u9fff]{4,}", rng.choice(sources[names]))
            if runs:
                word = rng.choice(runs)[: rng.randrange(2, 5)]
                text = f"id,name,qty\n{rng.randrange(9999)},{word},{rng.randrange(99)}\n3,bar,4\n"
                text = text.encode(codec, "ignore").decode(codec)
                yield Sample(f"a word in a table, {codec}", 64, text.encode(codec), text, False)


def damaged(rng: Random, where: str, size: int, data: bytes, text: str) -> Iterator[Sample]:
    """A cut tail, where it cuts a character, and one bad byte."""
    if data[-1] > 0x7F:
        yield Sample(f"{where}, tail cut", size, data[:-1], text[:-1], True)
    at = rng.choice([i for i, byte in enumerate(data) if byte > 0x7F])
    bad = data[:at] + b"\xff" + data[at + 1 :]
    yield Sample(f"{where}, one bad byte", size, bad, text, True)


def like(got: str | None, sample: Sample) -> str:
    """Is it right, wrong, or did it abstain? Around a damaged byte a few characters may differ."""
    if got is None:
        return "abstained"
    if got == sample.text:
        return "right"
    if not sample.loss:
        return "wrong"
    want, start = sample.text, 0
    while start < min(len(got), len(want)) and got[start] == want[start]:
        start += 1
    end = 0
    while end < min(len(got), len(want)) - start and got[-1 - end] == want[-1 - end]:
        end += 1
    return "right" if len(want) - start - end <= 3 else "wrong"


def ours(data: bytes) -> str | None:
    """What `decode` reads."""
    try:
        found = decode(data, errors="keep")
        return found.text if found.score else None  # kept, as nothing is sure
    except DecodeError:
        return None


def normalizer(data: bytes) -> str | None:
    """What charset-normalizer reads."""
    from charset_normalizer import from_bytes

    best = from_bytes(data).best()
    return None if best is None else str(best)


def chardet(data: bytes) -> str | None:
    """What chardet's answer decodes to, as a superset, with its errors replaced."""
    import chardet as peer

    name = peer.detect(data)["encoding"]
    if not name:
        return None
    wider = {
        "gb2312": "gb18030",
        "gbk": "gb18030",
        "big5": "cp950",
        "shift_jis": "cp932",
        "euc-kr": "cp949",
    }
    try:
        return data.decode(wider.get(name.lower(), name), "replace").removeprefix("\ufeff")
    except LookupError:
        return None


def mixtures(directory: Path, count: int, seed: int) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Files of 160 lines, each with its encoding."""
    rng = Random(seed)
    hans, hant = pieces(directory, HANS), pieces(directory, HANT)
    for name, (main, other, share) in {
        "half gbk, half utf-8": ("gbk", "utf-8", 0.5),
        "1 % gbk in utf-8": ("utf-8", "gbk", 0.01),
        "1 % utf-8 in gbk": ("gbk", "utf-8", 0.01),
        "half big5, half utf-8": ("cp950", "utf-8", 0.5),
        "1 % big5 in gbk": ("gbk", "cp950", 0.01),
        "half big5, half gbk": ("gbk", "cp950", 0.5),
        "all gbk": ("gbk", "gbk", 0.0),
        "all big5": ("cp950", "cp950", 0.0),
    }.items():
        for _ in range(count):
            lines = []
            for _ in range(160):
                codec = other if rng.random() < share else main
                source = hant if "cp950" in (codec, main) and codec != "gbk" else hans
                line = rng.choice(source)[:60].strip()
                line = line.encode(codec, "ignore").decode(codec)
                lines.append((line, codec))
            yield name, lines


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--samples", type=int, default=60)
    parser.add_argument("--corpora", type=Path, default=ROOT.parent / "shared" / "corpora")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--peers", action="store_true")
    parser.add_argument("--show", type=int, default=0, metavar="K", help="failures of each group")
    options = parser.parse_args()
    readers: dict[str, Reader] = {"textfix": ours}
    if options.peers:
        readers |= {"charset-normalizer": normalizer, "chardet": chardet}
    table: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    shown: dict[tuple[str, str], int] = defaultdict(int)
    spent = dict.fromkeys(readers, 0.0)
    for sample in samples(options.corpora, options.samples, options.seed):
        size = "under 33" if sample.size < 33 else "64 and more"
        for who, reader in readers.items():
            start = perf_counter()
            got = reader(sample.data)
            spent[who] += perf_counter() - start
            how = like(got, sample)
            table[sample.group, size, who].append(how)
            if who == "textfix" and how in ("wrong", "abstained"):
                shown[sample.group, size] += 1
                if shown[sample.group, size] <= options.show:
                    print(
                        f"  {how} {sample.group} {sample.data[:60]!r}\n    {str(got)[:60]!r}, not {sample.text[:60]!r}"
                    )
    print(
        f"{'right / abstained / wrong, per cent':40} {'n':>6}  "
        + "  ".join(f"{w:>20}" for w in readers)
    )
    for group, size in dict.fromkeys(key[:2] for key in table):
        row = []
        for who in readers:
            results = table[group, size, who]
            shares = [results.count(how) for how in ("right", "abstained", "wrong")]
            row.append(" / ".join(f"{100 * share / len(results):.2f}" for share in shares))
        print(
            f"{group + ', ' + size:40} {len(results):6}  "
            + "  ".join(f"{cell:>20}" for cell in row)
        )
    for who, seconds in spent.items():
        print(f"{who}: {seconds:.1f} s")
    right: dict[str, list[bool]] = defaultdict(list)
    for name, lines in mixtures(options.corpora, max(1, options.samples // 10), options.seed):
        data = b"\n".join(line.encode(codec) for line, codec in lines)
        got = (ours(data) or "").split("\n")
        right[name] += [
            a == line for a, (line, _) in zip(got, lines, strict=False) if not line.isascii()
        ]
        right[name] += [False] * (len(lines) - len(got))
    for name, results in right.items():
        print(f"{name:40} {len(results):6} lines  {100 * sum(results) / len(results):.2f} % right")


if __name__ == "__main__":
    main()
