"""How much of the mirror-site damage does the library undo, and what does it get wrong?

    python benchmarks/mirror_site.py [--documents 1000] [--corpora DIR] [--seed N] [--show K]

Clean Simplified prose is cut into documents, made Traditional and damaged by a simulated site each
(tests/simulator.py), then repaired with the profile `repair`: as it is ("safe"), and with the
unsafe rules applied too ("unsafe"). A slip is judged by the characters it garbled and one more on
either side: right, left (still there as it was), or wrong.
"""

from __future__ import annotations

import argparse
import html
import multiprocessing
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import partial
from itertools import product
from pathlib import Path
from random import Random
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from simulator import KEYS, Damaged, Site, Slip, damage, encodable, to_traditional

from textfix import PROFILES

CORPORA = (
    "zh_hans_news_xinwenlianbo",
    "zh_hans_laws",
    "zh_hans_lctt_md",
    "zh_hans_goldminer_md",
    "zh_hans_ruanyf_weekly_md",
    "zh_hans_docs_asciidoc_progit",
)
MODES = {"safe": PROFILES["repair"], "unsafe": PROFILES["repair"].with_unsafe()}
VERDICTS = ("right", "left", "wrong")
GROUPS = ("lines without a slip", "no slip", "slips, no byte lost", "slips, bytes lost")
# What is left of the decoys; "blank" and "gone" were controls once. Beside "blank alone" there is
# no gloss, so nothing in the document proves the tool.
DECOYS = ("none", "comma", "controls", "blank", "blank alone", "gone")
KINDS = ("glued to ASCII", "pinyin", "pinyin, lossy", "mark")


# Documents.


def documents(directory: Path, count: int, seed: int) -> list[str]:
    """Clean Traditional documents of 400 to 3,000 characters, at most `count`, in random order."""
    rng = Random(seed)
    cut = [doc for name in CORPORA for doc in _cut(directory / f"{name}.txt", rng)]
    rng.shuffle(cut)
    return cut[:count]


def _cut(path: Path, rng: Random) -> Iterator[str]:
    lines: list[str] = []
    wanted = rng.triangular(400, 2500, 500)
    for line in _prose(path.read_text("utf-8")):
        lines.append(line)
        if sum(map(len, lines)) + len(lines) > wanted:
            if len(document := "\n".join(lines)) <= 3000:
                yield document
            lines, wanted = [], rng.triangular(400, 2500, 500)


MARKUP = (
    (r"</p>|<br */?>", "\n"),
    (r"<[^<>\n]*>|!\[[^\]\n]*\]\([^)\n]*\)|\(\(\(.*?\)\)\)|\*\*|`", ""),
    (r"\[([^\]\n]*)\](?:\([^)\n]*\)|\[[^\]\n]*\])", r"\1"),
    (r"(?m)^[-#>=*+. ]+", ""),
)


def _prose(text: str) -> Iterator[str]:
    """The lines a scraper would keep: no markup, no code, only what GBK can hold."""
    for pattern, new in MARKUP:
        text = re.sub(pattern, new, text)
    for line in text.split("\n"):
        line = to_traditional(html.unescape(line).replace("\xa0", " ").strip())
        han = len(re.findall("[\u4e00-\u9fff]", line))
        if (
            han > 3
            and han > len(line) / 2
            and encodable(line)
            and not re.search(r"[\0-\x1f]", line)
        ):
            yield line


def any_site(rng: Random) -> Site:
    """A site with settings as they are found in the wild."""
    keys = rng.randint(10, len(KEYS)) if rng.random() < 0.85 else 0
    decoy = rng.choice(("", "comma", "controls") if keys else ("comma", "controls"))
    after = rng.choice(("raw", "blank", "gone")) if decoy == "controls" else "raw"
    return Site(
        keys=keys,
        decoy=decoy,
        rate=rng.uniform(0.7, 0.9),
        fold=rng.random() < 0.5,
        blank=after == "blank",
        gone=after == "gone",
        drop_private=rng.random() < 0.5,
    )


# Measurement.


class Judged(NamedTuple):
    """One slip, repaired in one mode."""

    kind: str
    mode: str
    decoy: str
    fold: bool
    verdict: str
    shown: str  # damaged, repaired and true, one a line


@dataclass
class Figures:
    """What came out, over all documents."""

    documents: int = 0
    characters: int = 0
    alarms: list[str] = field(default_factory=list)  # clean documents the safe rules changed
    exact: Counter[tuple[str, str, str, bool]] = field(default_factory=Counter)  # ..., exact?
    inexact: list[str] = field(default_factory=list)  # where lines without a slip came out wrong
    judged: list[Judged] = field(default_factory=list)

    def count(
        self, kind: str, mode: str, verdict: str, decoy: str | None = None, fold: bool | None = None
    ) -> int:
        """Slips of this kind with this verdict; over all decoys and folds unless they are given."""
        return sum(
            (j.kind, j.mode, j.verdict) == (kind, mode, verdict)
            and decoy in (None, j.decoy)
            and fold in (None, j.fold)
            for j in self.judged
        )

    def add(self, other: Figures) -> None:
        self.documents += other.documents
        self.characters += other.characters
        self.alarms += other.alarms
        self.exact += other.exact
        self.inexact += other.inexact
        self.judged += other.judged


def measure(documents: Sequence[str], seed: int, jobs: int = 2) -> Figures:
    """Damage and repair every document; progress on standard error."""
    total = Figures()
    with multiprocessing.Pool(jobs) as pool:
        work = pool.imap(partial(_measure, seed=seed), enumerate(documents), chunksize=4)
        for done, figures in enumerate(work, 1):
            total.add(figures)
            if done % 20 == 0 or done == len(documents):
                print(f"\r{done} of {len(documents)} documents", end="", file=sys.stderr)
    print(file=sys.stderr)
    return total


def _measure(numbered: tuple[int, str], seed: int) -> Figures:
    number, text = numbered
    rng = Random(f"{seed}/{number}")
    site = any_site(rng)
    damaged = damage(text, site, rng)
    figures = Figures()
    clean = MODES["safe"](damaged.truth)
    if clean != damaged.truth:
        figures.alarms.append(f"document {number}: {_first_difference(clean, damaged.truth)}")
        return figures
    figures.documents, figures.characters = 1, len(text)
    decoy = _left_of_decoys(site)
    lossless = all(slip.lossless for slip in damaged.slips)
    group = GROUPS[1 + bool(damaged.slips) + (not lossless)]
    unslipped, unslipped_truth = _without_slips(damaged)
    for mode, pipeline in MODES.items():
        repaired = pipeline(damaged.text)
        figures.exact[group, mode, decoy, repaired == damaged.truth] += 1
        if len(unslipped_truth) > 200:
            got = pipeline(unslipped)
            figures.exact[GROUPS[0], mode, decoy, got == unslipped_truth] += 1
            if got != unslipped_truth and mode == "safe":
                difference = _first_difference(got, unslipped_truth)
                figures.inexact.append(f"document {number}, {decoy}: {difference}")
        for slip in damaged.slips:
            verdict, shown = _judge(slip, repaired, damaged)
            shown = f"document {number}, {site}\n{shown}"
            kind = _kind(slip, damaged.truth)
            figures.judged.append(Judged(kind, mode, site.decoy, site.fold, verdict, shown))
    return figures


def _left_of_decoys(site: Site) -> str:
    if site.blank:
        return "blank" if site.keys else "blank alone"
    return "gone" if site.gone else site.decoy or "none"


def _without_slips(damaged: Damaged) -> tuple[str, str]:
    """The lines, damaged and true, in which the decoder never slipped."""
    slipped = {slip.line for slip in damaged.slips}
    old, new = (
        "\n".join(line for n, line in enumerate(text.split("\n")) if n not in slipped)
        for text in (damaged.text, damaged.truth)
    )
    return old, new


def _kind(slip: Slip, truth: str) -> str:
    if slip.kind == "mark":
        return "mark"
    if not slip.lossless:
        return "pinyin, lossy"
    return "glued to ASCII" if truth[slip.start : slip.end].isascii() else "pinyin"


def _judge(slip: Slip, repaired: str, damaged: Damaged) -> tuple[str, str]:
    before, after, truth = (t.split("\n") for t in (damaged.text, repaired, damaged.truth))
    if len(after) != len(truth):
        return "wrong", f"  {len(truth)} lines became {len(after)}"
    offset = sum(len(line) + 1 for line in truth[: slip.line])
    old, new, true = (f"\n{lines[slip.line]}\n" for lines in (before, after, truth))
    others = {i for s in damaged.slips if s != slip for i in range(s.start, s.end)}
    # In `true`, with the neighbour on either side unless another slip garbled it.
    start = slip.start - offset + (slip.start - 1 in others)
    end = slip.end - offset + 2 - (slip.end in others)
    if new == true:
        return "right", ""
    blocks = SequenceMatcher(None, new, true, autojunk=False).get_matching_blocks()
    if any(block.b <= start and end <= block.b + block.size for block in blocks):
        return "right", ""
    here = [block.a + max(0, start - 8 - block.b) for block in blocks if block.b <= start]
    at = old.find(slip.seen)
    shown = (
        f"  damaged  {old[max(0, at - 8) : at + len(slip.seen) + 8]!r}\n"
        f"  repaired {new[here[-1] if here else 0 :][: end - start + 20]!r}\n"
        f"  true     {true[max(0, start - 8) : end + 8]!r}"
    )
    return ("left" if _bare(slip.seen) in _bare(new) else "wrong"), shown


def _bare(text: str) -> str:
    """Without decoys: they may go and leave the slip as it was."""
    return re.sub("[\x05-\x08 ,]", "", text)


def _first_difference(got: str, truth: str) -> str:
    for old, new in zip(got.split("\n"), truth.split("\n"), strict=False):
        for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
            if tag != "equal":
                return f"{old[max(0, a - 8) : b + 8]!r}, not {new[max(0, c - 8) : d + 8]!r}"
    return "other lines"


# Output.


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:6.2f} %" if whole else "       -"


def print_tables(figures: Figures) -> None:
    """Documents that came out exact, then the slips of each kind."""
    slips = sum(j.mode == "safe" for j in figures.judged)
    print(
        f"{figures.documents} documents, {figures.characters} characters; {slips} slips"
        f" ({1000 * slips / max(1, figures.characters):.2f} in 1,000 characters);"
        f" {len(figures.alarms)} more documents left out: safe rules change them clean\n"
    )
    print(f"{'documents':24}{'decoy':12}{'mode':8}{'number':>7}  {'exact':>8}")
    for group, mode in product(GROUPS, MODES):
        _print_exact(figures, group, mode, "all")
    for decoy, mode in product(DECOYS, MODES):
        _print_exact(figures, GROUPS[0], mode, decoy)
    heads = "".join(f"{verdict:>10}" for verdict in (*VERDICTS, "precision"))
    print(f"\n{'slips':16}{'decoy':10}{'width':8}{'mode':8}{'number':>7}{heads}")
    for kind in KINDS:
        _print_row(figures, kind, None, None)
    for kind, decoy, fold in product(KINDS, ("", "comma", "controls"), (False, True)):
        _print_row(figures, kind, decoy, fold)


def _print_exact(figures: Figures, group: str, mode: str, decoy: str) -> None:
    decoys = DECOYS if decoy == "all" else (decoy,)
    exact, not_exact = (
        sum(figures.exact[group, mode, d, x] for d in decoys) for x in (True, False)
    )
    whole = exact + not_exact
    print(f"{group:24}{decoy:12}{mode:8}{whole:7}  {_share(exact, whole)}")


def _print_row(figures: Figures, kind: str, decoy: str | None, fold: bool | None) -> None:
    for mode in MODES:
        right, left, wrong = (figures.count(kind, mode, v, decoy, fold) for v in VERDICTS)
        whole = right + left + wrong
        if whole:
            width = "all" if fold is None else ("folded" if fold else "full")
            shares = "  ".join(_share(part, whole) for part in (right, left, wrong))
            precision = _share(right, right + wrong)
            decoys = "all" if decoy is None else decoy or "none"
            print(f"{kind:16}{decoys:10}{width:8}{mode:8}{whole:7}  {shares}  {precision}")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--documents", type=int, default=1000)
    parser.add_argument("--corpora", type=Path, default=ROOT.parent / "shared" / "corpora")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", type=int, default=0, metavar="K", help="wrong ones of each class")
    options = parser.parse_args()
    figures = measure(documents(options.corpora, options.documents, options.seed), options.seed)
    print_tables(figures)
    for title, lines in (("false alarms", figures.alarms), ("not exact", figures.inexact)):
        if lines:
            print(f"\n{title}:", *lines[: max(5, options.show)], sep="\n  ")
    for kind, mode in product(KINDS, MODES):
        wrong = [j for j in figures.judged if (j.kind, j.mode, j.verdict) == (kind, mode, "wrong")]
        for judged in wrong[: options.show]:
            print(f"\nwrong: {kind}, {mode}, {judged.shown}")


if __name__ == "__main__":
    main()
