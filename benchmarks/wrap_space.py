"""How many line ends of set pages `wrap-space` joins, and how many blanks it should have left.

    python benchmarks/wrap_space.py [--pages 500] [--corpora DIR] [--seed N] [--show K]

Pages of news, law and documentation are set at one width as a print layout sets them (indent of
two ems, no closing mark at the start of a line, marks pressed together to fit, Latin words and
numbers unbroken), then their line ends become blanks, as copying out of a PDF does. Headings of
two halves, lists of names and couplets with blanks of their own stand between the paragraphs.
Deleting every blank between Chinese characters is the baseline.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from pathlib import Path
from random import Random

from textfix import PROFILES

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


def lines(text: str, width: int) -> Iterator[str]:
    """Set a paragraph in lines of `width` half ems."""
    line, used = "", 4
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


def page(texts: list[str], rng: Random) -> str:
    """One page: KEEP and CUT stand where blanks will."""
    width = 2 * rng.randint(14, 42)
    lost = rng.choice((0.0, 0.0, 0.03))  # line ends that left no blank
    out = []
    for text in texts:
        if rng.random() < 0.3:
            out.append(_heading(rng, texts))
        whole = ""
        for line in lines(text, width):
            joint = "" if not whole or rng.random() < lost else CUT
            whole += joint + line.replace(" ", KEEP)
        out.append(whole)
    return "\n\n".join(out)


def _heading(rng: Random, texts: list[str]) -> str:
    """Something with blanks of its own: halves of a headline, names, a couplet."""
    clauses = re.findall("[\u3400-\u9fff]{2,24}(?=[，。、；：！？])", "".join(texts))
    size = rng.choice((2, 3, 5, 7, 9, 12, 16, 20))
    fitting = [c for c in clauses if abs(len(c) - size) <= size // 6] or clauses
    return KEEP.join(rng.choice(fitting) for _ in range(rng.choice((2, 2, 2, 4))))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    corpora = Path(__file__).resolve().parents[2] / "shared" / "corpora"
    parser.add_argument("--pages", type=int, default=500)
    parser.add_argument("--corpora", type=Path, default=corpora)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", type=int, default=0)
    options = parser.parse_args()
    rng = Random(options.seed)
    pool = paragraphs(options.corpora, rng)
    repair = PROFILES["zh-hans"].only("wrap-space")
    totals = {"cut": 0, "kept": 0, "joined": 0, "wrong": 0, "baseline wrong": 0, "pages": 0}
    touched = 0
    for _ in range(options.pages):
        size = rng.randint(1, 12)
        if len(pool) < size:
            break
        marked = page([pool.pop() for _ in range(size)], rng)
        text = marked.replace(KEEP, " ").replace(CUT, " ")
        findings = repair.report(text).changes
        joined = {at for f in findings for at in range(f.start, f.end)}
        touched += bool(joined)
        totals["pages"] += 1
        for at, character in enumerate(marked):
            if character == CUT:
                totals["cut"] += 1
                totals["joined"] += at in joined
            elif character == KEEP:
                totals["kept"] += 1
                totals["wrong"] += at in joined
                beside = HAN.match(marked[at - 1]) and HAN.match(marked[at + 1])
                totals["baseline wrong"] += bool(beside)
                if at in joined and options.show > 0:
                    options.show -= 1
                    print("wrong:", text[max(0, at - 20) : at + 20].replace("\n", "/"))
    done = totals["joined"] + totals["wrong"]
    print(f"{totals['pages']} pages, {touched} with a measure; {totals['cut']} line ends,", end=" ")
    print(f"{totals['kept']} blanks of the author's")
    print(f"joined rightly {totals['joined']} of {done} ({totals['joined'] / max(done, 1):.3%})")
    print(f"recall {totals['joined'] / max(totals['cut'], 1):.2%}")
    all_done = totals["cut"] + totals["baseline wrong"]
    print(f"baseline, every blank between Han: {totals['cut'] / max(all_done, 1):.3%} right")


if __name__ == "__main__":
    main()
