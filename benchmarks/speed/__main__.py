"""How fast is textfix, beside its peers?

    python benchmarks/speed [--quick] [--only NAME]... [--json FILE] [--plot FILE.svg]

Everything in one run of about twenty minutes (five with --quick): throughput on clean and damaged
documents and short strings, start-up, memory, and files through the command.

Every contestant runs in a process of its own, the peers each in an environment made for them when
first needed. It is built once and warmed up on documents of all kinds kept apart; then each round
measures it in a fork of that process, on documents no cache of it has seen, in an order drawn anew. Time is that
of the processor, so one core; figures are medians with quartiles. What is slow gets fewer rounds and,
where a round would take more than a second and a half, only the first of the documents. Start-up and
files are whole processes: wall time, and that of the processor beside it. The chain and `fix_bytes`
do the same work, bytes to bytes. Needs fork, and the corpora.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import commands
import environments
import rounds
from contestants import CHAIN, CONTESTANTS, FLOOR
from inputs import INPUTS, ROOT, Input
from plot import plot
from tables import tables

SECTIONS = ("startup", "memory", "small", "big")


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="benchmarks/speed",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--quick", action="store_true", help="fewer rounds of smaller samples")
    parser.add_argument(
        "--only",
        action="append",
        default=[],
        choices=(*INPUTS, *CONTESTANTS, *SECTIONS),
        metavar="NAME",
        help="an input, a contestant (beside floor and chain) or a section; "
        f"{', '.join((*INPUTS, *CONTESTANTS, *SECTIONS))}",
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there")
    parser.add_argument("--plot", type=Path, metavar="FILE", help="draw the speeds there, as SVG")
    parser.add_argument(
        "--read", type=Path, metavar="FILE", help="measure nothing, show these figures"
    )
    parser.add_argument(
        "--size", type=float, metavar="MB", help="of the big files; else what takes eight seconds"
    )
    parser.add_argument("--corpora", type=Path, default=ROOT.parent / "shared" / "corpora")
    return parser.parse_args()


def machine() -> dict[str, Any]:
    """What the figures hold for."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text().splitlines() if info.exists() else []
    model = (line.partition(": ")[2] for line in lines if line.startswith("model name"))
    git = ("git", "-C", ROOT, "describe", "--always", "--dirty")
    revision = subprocess.run(git, capture_output=True, text=True).stdout.strip()
    return {
        "revision": revision or "unknown",
        "python": platform.python_version(),
        "processor": next(model, platform.processor()),
        "cores": os.cpu_count(),
        "load": os.getloadavg(),
        "packages": environments.PACKAGES,
    }


def measure(options: argparse.Namespace, folder: Path) -> dict[str, Any]:
    """All figures that are asked for."""
    only = options.only
    sections = [s for s in SECTIONS if s in only] if only else list(SECTIONS)
    at = [name for name in INPUTS if name in only]
    who = [name for name in CONTESTANTS if name in only]
    if not only or at or who:
        at, who = at or list(INPUTS), who or list(CONTESTANTS)
    results: dict[str, Any] = {"machine": machine(), "missing": {}}
    runs = 5 if options.quick else 15
    if at or "memory" in sections:
        throughput(options, folder, at, who, "memory" in sections, results)
    if "startup" in sections:
        results["startup"] = commands.startup(options.corpora, runs, folder)
    if "small" in sections:
        results["small"] = commands.small_files(options.corpora, 2 if options.quick else 3, folder)
    if "big" in sections:
        runs = 2 if options.quick else 3
        results["big"] = commands.big_files(options.corpora, options.size, runs, folder)
    return results


def throughput(
    options: argparse.Namespace,
    folder: Path,
    at: list[str],
    who: list[str],
    memory: bool,
    results: dict[str, Any],
) -> None:
    """Speeds and peak memory, put into `results`."""
    share = 0.2 if options.quick else 1.0
    found: dict[str, Input] = {name: make(options.corpora, share) for name, make in INPUTS.items()}
    paths = rounds.store(found, folder)
    if at:
        names = [name for name in CONTESTANTS if name in (FLOOR, CHAIN, *who)]
        chosen = {name: found[name] for name in at}
        results["inputs"] = {
            name: {
                "title": one.title,
                "documents": len(one.documents),
                "MB": sum(len(text.encode()) for text in one.documents) / 1e6,
            }
            for name, one in chosen.items()
        }
        effort = rounds.QUICK if options.quick else rounds.FULL
        with rounds.workers(names, results["missing"]) as started:
            results["speed"] = rounds.speeds(started, chosen, paths, effort)
        results["noise"] = rounds.noise(results["speed"])
    if memory:
        names = [name for name in who or CONTESTANTS if name not in results["missing"]]
        results["memory"] = rounds.memory(names, paths)


def main() -> int:
    options = arguments()
    if options.read:
        results = json.loads(options.read.read_text("utf-8"))
    elif not options.corpora.is_dir():
        print(
            f"no corpora in {options.corpora}: they are not part of the repository;"
            " name the folder with --corpora",
            file=sys.stderr,
        )
        return 2
    else:
        with TemporaryDirectory() as folder:
            results = measure(options, Path(folder))
    print(tables(results))
    if options.json:
        options.json.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    if options.plot:
        options.plot.write_text(plot(results), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
