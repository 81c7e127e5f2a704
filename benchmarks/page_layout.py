"""How many line ends of set pages are joined, and how many of the author's blanks and lines.

    python benchmarks/page_layout.py [--as spaces|newlines|letters] [--pages 500] [--show K]

Whole pages of news, law and documentation are set at one width as a print layout sets them (indent
of two ems or none, no closing mark at the start of a line, marks pressed together to fit, Latin
words and numbers unbroken). Headings, headlines of two halves, lists of names, numbered items,
tables of columns, verse and couplets stand between the paragraphs. Then their line ends become

spaces    as copying out of a PDF does
newlines  as they stand in the page
letters   spaces, and a blank stands after every character of the prose, as OCR leaves it

Safe rules are told from unsafe ones. The baseline deletes every blank, or newline, that Chinese
stands on both sides of. A paragraph counts from five breaks on.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from random import Random

from textfix import PROFILES, Pipeline

SOURCES = ("zh_hans_news_xinwenlianbo", "zh_hans_laws", "zh_hans_lctt_md", "zh_hans_docs_md")
CLOSING = set("，。、；：？！）》”’】」』")
OPENING = set("（《“‘【「『")
HAN = re.compile("[\u3400-\u9fff]")
UNIT = re.compile(r"[!-~]+|.")
KEEP = "\ue000"  # a blank of the author's
CUT = "\ue001"  # a blank that was a line end


def paragraphs(directory: Path, rng: Random) -> list[str]:
    """Paragraphs of plain Chinese prose."""
    out = []
    for name in SOURCES:
        for line in (directory / f"{name}.txt").read_text("utf-8").split("\n"):
            text = line.strip()
            prose = len(HAN.findall(text)) > 0.7 * len(text) and text[-1:] in "。！？”"
            if len(text) > 60 and prose and not re.search(r"[`*\[\]<>|\s]{2}|[`*\[\]<>|]", text):
                out.append(text)
    rng.shuffle(out)
    return out


def lines(text: str, width: int, indent: int) -> Iterator[str]:
    """Set a paragraph in lines of `width` half ems, the first of them indented."""
    line, used = "", indent
    units = UNIT.findall(text)
    for i, unit in enumerate(units):
        size = len(unit) if unit.isascii() else 2
        following = units[i + 1] if i + 1 < len(units) else ""
        # A closing mark is pressed into the line; an opening one goes to the next.
        over = used + size > width and unit not in CLOSING
        alone = unit in OPENING and used + size + 2 > width
        if line and (over or alone or (following in CLOSING and used + size + 1 > width)):
            yield line.strip(" ")
            line, used = "", 0
            if unit == " ":
                continue
        line += unit
        used += size
    if line.strip(" "):
        yield line.strip(" ")


Made = tuple[str, list[tuple[int, int]]]  # a marked page, and where its long paragraphs are


def page(texts: list[str], rng: Random, how: str) -> Made:
    """One page: KEEP and CUT stand where blanks or newlines of either kind will."""
    width = 2 * rng.randint(14, 42)
    lost = rng.choice((0.0, 0.0, 0.03)) if how == "spaces" else 0.0
    indent = rng.choice(("", "　　")) if how == "newlines" else ""
    apart = rng.choice(("\n\n", "\n\n", "\n")) if indent else "\n\n"
    out: list[str] = []
    long: list[tuple[int, int]] = []
    for text in texts:
        other = _other(rng, texts)
        if rng.random() < 0.4 and all(2 * len(line) <= width for line in other.split("\n")):
            out.append(other)
        first = rng.choice((f"{len(out) + 1}. ", "")) if how == "newlines" and not indent else ""
        whole = ""
        for line in lines(text, width, 4 if how != "newlines" or indent else len(first)):
            joint = "" if not whole or rng.random() < lost else CUT
            whole += joint + line.replace(" ", KEEP)
        whole = indent + first + whole
        start = sum(map(len, out)) + len(out) * len(apart)
        if whole.count(CUT) >= 5:
            long.append((start, start + len(whole)))
        out.append(whole)
    return apart.join(out), long


def _other(rng: Random, texts: list[str]) -> str:
    """Something with blanks and lines of its own."""
    clauses = re.findall("[\u3400-\u9fff]{2,24}(?=[，。、；：！？])", "".join(texts))
    size = rng.choice((2, 3, 5, 7, 9, 12, 16, 20))
    fitting = [c for c in clauses if abs(len(c) - size) <= size // 6] or clauses

    def some(count: int) -> list[str]:
        return [rng.choice(fitting) for _ in range(count)]

    kind = rng.randrange(6)
    if kind == 0:  # halves of a headline, names, a couplet
        return KEEP.join(some(rng.choice((2, 2, 2, 4))))
    if kind == 1:  # a heading
        return rng.choice(("第一章", "一、", "1.", "二")) + KEEP + some(1)[0]
    if kind == 2:  # verse
        return "\n".join(some(4))
    if kind == 3:  # a list
        return "\n".join(f"{i}. {item}" for i, item in enumerate(some(5), 1)).replace(" ", KEEP)
    if kind == 4:  # columns
        rows = ("".join(f"{cell:　<22}" for cell in some(3)).rstrip("　") for _ in range(4))
        return "\n".join(rows)
    return "\n".join(f"{a}：{b}" for a, b in zip(some(4), some(4), strict=True))  # labels


def letters(marked: str, rng: Random) -> str:
    """A blank after every character of the lines of prose."""
    out = []
    for line in marked.split("\n"):
        spaced = line
        if len(line) > 60:
            spaced = ""
            for a, b in pairwise(line + "\n"):
                wide = {a, b}.isdisjoint((CUT, KEEP)) and min(a, b) > "\u2e7f"
                spaced += a + CUT * wide
        out.append(spaced)
    return "\n".join(out)


RULES = {
    "spaces": (("wrap-space",), ("wrap-space", "stray-space")),
    "newlines": (("line-wrap",), ("line-wrap", "line-wrap-short")),
    "letters": ((), ("letter-spacing", "stray-space")),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    corpora = Path(__file__).resolve().parents[2] / "shared" / "corpora"
    parser.add_argument("--as", dest="how", choices=RULES, default="spaces")
    parser.add_argument("--pages", type=int, default=500)
    parser.add_argument("--corpora", type=Path, default=corpora)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--show", type=int, default=0, help="so many wrong joins, and as many missed"
    )
    options = parser.parse_args()
    rng = Random(options.seed)
    pool = paragraphs(options.corpora, rng)
    made: list[Made] = []
    while len(made) < options.pages and len(pool) >= 12:
        texts = [pool.pop() for _ in range(rng.randint(1, 12))]
        marked, long = page(texts, rng, options.how)
        made.append((letters(marked, rng), long) if options.how == "letters" else (marked, long))
    cut = "\n" if options.how == "newlines" else " "
    for name, rules in zip(("safe", "and unsafe"), RULES[options.how], strict=True):
        if rules:
            measure(name, PROFILES["zh-hans"].only(*rules), made, cut, options.show)
    right = wrong = 0
    for marked, _ in made:
        kept = "\n" if options.how == "newlines" else KEEP
        for at in range(1, len(marked) - 1):
            if HAN.match(marked[at - 1]) and HAN.match(marked[at + 1]):
                right += marked[at] == CUT
                wrong += marked[at] == kept
    print(f"baseline, every one between Han: {right / max(1, right + wrong):.3%} right")


def measure(name: str, repair: Pipeline, made: list[Made], cut: str, show: int) -> None:
    """What a pipeline joins of the pages."""
    joined = total = wrong = long_joined = long_total = 0
    for marked, long in made:
        text = marked.replace(KEEP, " ").replace(CUT, cut)
        gone = {at for f in repair.report(text).changes for at in range(f.start, f.end)}
        cuts = {at for at, character in enumerate(marked) if character == CUT}
        in_long = {at for start, end in long for at in range(start, end)} & cuts
        joined, total = joined + len(cuts & gone), total + len(cuts)
        long_joined, long_total = long_joined + len(in_long & gone), long_total + len(in_long)
        wrong += len(gone - cuts)
        for kind, places in (("wrong", gone - cuts), ("missed", cuts - gone)):
            for at in sorted(places)[: show // 10 if show else 0]:
                print(f"  {kind}:", repr(text[max(0, at - 20) : at + 20]))
    print(
        f"{name}: {len(made)} pages, joined {joined} of {total} breaks ({joined / total:.2%}; of"
        f" paragraphs with five and more {long_joined / max(1, long_total):.2%}),"
        f" rightly {joined / max(1, joined + wrong):.3%}, wrongly {wrong}"
    )


if __name__ == "__main__":
    main()
