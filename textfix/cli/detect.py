"""Usage: textfix detect [OPTION]... [PATH]...

Tell of each file what encoding it is in and how sure that is (in nats of
evidence; 99: proved), its byte order mark, its line ends, its script, and the
kinds of damage that are found in it. Nothing is written.

  --encoding NAME       read every file in this encoding
  --json                a line of JSON for each file
  --no-damage           do not look for damage, which takes longest

{files}
Exit status: 0; 2 if a file could not be read
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from textfix.cli import options
from textfix.cli.terminal import tell, write

if TYPE_CHECKING:
    from textfix.files.treatment import Treatment

HELP = (__doc__ or "").format(files=options.FILES)
_ENDS = {"\n": "LF", "\r\n": "CRLF", "\r": "CR", "": "no line end"}
_SCRIPTS = {"hans": "Simplified", "hant": "Traditional", "mixed": "both scripts", "ja": "Japanese"}
_SCRIPTS |= {"ko": "Korean", "neutral": "Han of any script", "other": "no Han"}


@click.command(add_help_option=False)
@options.paths()
@click.option("--encoding")
@click.option("--json", "as_json", is_flag=True)
@click.option("--no-damage", is_flag=True)
@options.walking
@options.helped(HELP)
def command(
    paths: tuple[str, ...],
    as_json: bool,
    no_damage: bool,
    since: str | None,
    show_files: bool,
    **chosen: Any,
) -> int:
    """Tell what files are."""
    from textfix.cli.choices import Choices
    from textfix.cli.gather import Tally, found
    from textfix.files.errors import unreadable
    from textfix.files.repair import Skip

    choices, tally = Choices(**chosen), Tally()
    files = found(paths, choices, tally, since=since, show_files=show_files)
    for path in files:
        try:
            of = _detected(path, choices.treatment(path), damage=not no_damage)
        except Skip as skip:
            tally.skip(path.as_posix(), str(skip))
            continue
        except (OSError, ValueError, LookupError) as wrong:
            why = unreadable(wrong) if isinstance(wrong, OSError) else wrong
            tell(f"error: {path}: {why}")
            tally.failed += 1
            continue
        write(_json(of) if as_json else _line(of))
    tally.tell_rest()
    return 2 if tally.failed else 0


def _detected(path: Path, how: Treatment, *, damage: bool) -> dict[str, Any]:
    """What a file is; raises OSError, DecodeError and LookupError, and Skip for what is not text."""
    from textfix.decode import decode
    from textfix.decoded import NotText
    from textfix.files.container import unpack
    from textfix.files.repair import Skip, treat
    from textfix.files.task import too_large
    from textfix.recode.declared import for_file
    from textfix.scripts.evidence import script

    if why := too_large(path.stat().st_size, how.limit):
        raise Skip(why)
    data, hint = path.read_bytes(), for_file(path)
    try:
        text, _, _ = unpack(data, path.name, limit=how.limit)
        decoded = decode(text, encoding=how.encoding, hint=hint or None, errors="keep")
    except NotText as wrong:
        raise Skip.of(wrong) from None
    verdict = script(decoded.text)
    of: dict[str, Any] = {
        "path": path.as_posix(),
        "encoding": decoded.encoding,
        "score": round(decoded.score, 1),
        "spans": [tuple(span) for span in decoded.spans],
        "byte_order_mark": decoded.bom,
        "line_ends": _ENDS[decoded.newline],
        "script": verdict.verdict,
        "margin": verdict.margin,
        "problems": [problem.what for problem in decoded.problems],
    }
    if damage:
        try:
            outcome = treat(data, path.name, how, hint=hint).outcome
            of["damage"] = dict(Counter(spot.rule for spot in outcome.found).most_common())
        except Skip as skip:
            of["problems"].append(str(skip))
    return of


def _json(of: dict[str, Any]) -> bytes:
    import json

    from textfix.files.path_name import path_fields

    return f"{json.dumps(of | path_fields(of['path']), ensure_ascii=False)}\n".encode()


def _line(of: dict[str, Any]) -> str:
    from textfix.render.visible import visible

    more = len(of["problems"]) - 1
    others = len(dict.fromkeys(span[2] for span in of["spans"])) - 1
    parts = [
        f"{of['encoding']} ({of['score']:.0f}{f', and {others} more in it' if others > 0 else ''})",
        *(["byte order mark"] if of["byte_order_mark"] else []),
        of["line_ends"],
        _SCRIPTS[of["script"]],
        *(f"{rule} {count:,}" for rule, count in of.get("damage", {}).items()),
        *of["problems"][:1],
        *([f"and {more:,} more like it"] if more > 0 else []),
    ]
    return f"{visible(of['path'])}: {', '.join(parts)}\n"
