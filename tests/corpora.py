"""Every change the default profile makes to clean text, held against a committed list.

    python tests/corpora.py            what is new, what is gone
    python tests/corpora.py --update   write the list; a new row says `unjudged` until a person
                                       puts the reason there, and the tests fail until then

The corpora are not in the repository, and nor is their text: a row names the file, the rule, a
hash of the place and why the change is right. Each file is cut into documents of about 3,000
characters, as every rule judges a document by itself. A Traditional document is one row.
"""

from __future__ import annotations

import argparse
import hashlib
import multiprocessing
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from textfix import PROFILES
from textfix.scripts.evidence import judge
from textfix.survey import survey

ROOT = Path(__file__).resolve().parent.parent
CORPORA = ROOT.parent / "shared" / "corpora"
BASELINE = ROOT / "tests" / "data" / "corpora.tsv"
SIZE = 3000  # characters of a document, at least
AROUND = 20  # characters on each side that make a place
Row = tuple[str, str, str]  # file, rule, hash

HEADER = """\
# What the default profile changes in clean text (see tests/corpora.py): file, rule, hash of the
# place, why it is right. "document": the whole of a Traditional document.
"""


def documents(text: str) -> Iterator[str]:
    """A corpus in documents, cut at line starts."""
    start = 0
    for m in re.finditer(r"\n+(?=\S)", text):
        if m.end() - start > SIZE:
            yield text[start : m.end()]
            start = m.end()
    yield text[start:]


def changes(numbered: tuple[str, str]) -> list[tuple[Row, str]]:
    """The rows of one document, and what each looks like."""
    name, text = numbered
    repair = PROFILES["zh-hans"]
    script = judge(survey(text).chars)
    if script.hant > script.hans:
        others = repair.without("traditional").report(text)
        rows = [(("document", repair(text)), "")]
    else:
        others = repair.report(text)
        rows = []
    for c in others.changes:
        around = text[max(0, c.start - AROUND) : c.start], text[c.end : c.end + AROUND]
        shown = f"{around[0]}[{c.old}|{c.new}]{around[1]}"
        rows.append(((c.findings[0].rule, shown), shown))
    rows = [row for row in rows if row[0][1] != text]
    return [((name, rule, _hash(name + what)), shown) for (rule, what), shown in rows]


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def found(jobs: int = 2) -> dict[Row, str]:
    """Every change in the corpora."""
    work = [
        (path.stem, text)
        for path in sorted(CORPORA.glob("*.txt"))
        for text in documents(path.read_bytes().decode("utf-8"))
    ]
    with multiprocessing.Pool(jobs) as pool:
        return {row: shown for rows in pool.imap(changes, work, 16) for row, shown in rows}


def baseline() -> dict[Row, str]:
    """The committed rows and their reasons."""
    lines = BASELINE.read_text("utf-8").splitlines() if BASELINE.exists() else []
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return {(name, rule, place): reason for name, rule, place, reason in rows}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--update", action="store_true")
    options = parser.parse_args()
    old, new = baseline(), found()
    for row in sorted(new.keys() - old.keys()):
        print("new ", *row, repr(new[row]))
    for row in sorted(old.keys() - new.keys()):
        print("gone", *row, old[row])
    if options.update:
        rows = ("\t".join((*row, old.get(row, reason(row, new[row])))) for row in sorted(new))
        BASELINE.parent.mkdir(exist_ok=True)
        BASELINE.write_text(HEADER + "\n".join(rows) + "\n", "utf-8")
    return 0


def reason(row: Row, shown: str) -> str:
    """What can be said without a person: a Traditional document is Traditional."""
    return "a Traditional document, made Simplified" if row[1] == "document" else "unjudged"


if __name__ == "__main__":
    sys.exit(main())
