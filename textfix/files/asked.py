"""Which of the columns and keys that were asked for a file has."""

from __future__ import annotations

from textfix.formats.layout import Options

KEYED = ("csv", "tsv", "json", "jsonl", "yaml", "parquet")  # formats that heed `--keys`


def asked(options: Options) -> frozenset[str]:
    """What was asked for, as options of the command.

    >>> sorted(asked(Options(columns=("text",), keys=True)))
    ['--column text', '--keys']
    """
    columns = (f"--column {name}" for name in options.columns)
    return frozenset((*columns, "--keys") if options.keys else columns)


def met(text: str, format: str, options: Options) -> frozenset[str]:
    """What of `asked` a file of this format has.

    Of JSON a key is looked for as it is spelled, wherever it stands: most lines are never parsed.

    >>> met('{"text": 1}', "json", Options(columns=("text", "title")))
    frozenset({'--column text'})
    """
    found = {"--keys"} if options.keys and format in KEYED else set[str]()
    if options.columns and format in ("csv", "tsv"):
        from textfix.formats import csv

        names = csv.columns(text, options, "\t" if format == "tsv" else "")
        found |= {f"--column {name}" for name in names.intersection(options.columns)}
    elif format in ("json", "jsonl"):
        found |= {f"--column {name}" for name in options.columns if _is_key(name, text)}
    return frozenset(found)


def _is_key(path: str, text: str) -> bool:
    from json import dumps

    names = {path, path.rpartition(".")[2]}
    return any(dumps(name, ensure_ascii=plain) in text for name in names for plain in (True, False))
