r"""Advanced SubStation Alpha and its older kind: the texts of events; styles and overrides stay."""

from __future__ import annotations

import re
from collections.abc import Iterator

from textfix.formats import cues
from textfix.formats.layout import Layout, Malformed, Options
from textfix.formats.lines import lines
from textfix.formats.prose import may_speak

suffixes = (".ass", ".ssa")

_LINE = re.compile(r"[^\r\n]+")
_SECTION = re.compile(r"[ \t\ufeff]*\[([^\]\r\n]*)\]")
_KNOWN = re.compile(r"(?:^|[\r\n])[ \t\ufeff]*\[(?:Script Info|Events)\]", re.I)
_EVENT = re.compile(r"[ \t]*(Dialogue|Comment|Format)[ \t]*:[ \t]*", re.I)
_BREAK = re.compile(r"\\[Nn]")
_OVERRIDE = re.compile(r"\{[^{}\r\n]*\}|\\h")
_FIELDS = 10  # of an event, where no Format line says how many; the text is always the last


def locate(text: str, options: Options) -> Layout:
    r"""The last field of each Dialogue and Comment, a text for each line (\N, \n) of it."""
    if not may_speak(text):
        return Layout([])
    problems: list[str] = []
    if not _KNOWN.search(text):
        raise Malformed("line 1, column 1: not SubStation Alpha: it has no section [Events]")
    spans = list(_spans(text, problems))
    return cues.layout(text, spans, _OVERRIDE, problems)


def _spans(text: str, problems: list[str]) -> Iterator[tuple[int, int, str]]:
    section, fields = "", _FIELDS
    for line in _LINE.finditer(text):
        start, end = line.span()
        if heading := _SECTION.match(text, start, end):
            section, fields = heading[1].strip().lower(), _FIELDS
        if section != "events" or not (event := _EVENT.match(text, start, end)):
            continue
        if event[1].lower() == "format":
            fields = line[0].count(",") + 1
            continue
        before = text[event.end() : end].split(",", fields - 1)
        if len(before) < fields:
            problems.append(f"an event of {len(before)} fields, not {fields}: {line[0][:40]}")
            continue
        at, where = end - len(before[-1]), before[1].strip() if fields > 2 else ""
        for pause in _BREAK.finditer(text, at, end):
            yield at, pause.start(), where
            at = pause.end()
        yield at, end, where


def shape(text: str) -> object:
    r"""Every line but its texts: fields, overrides and \N of events."""
    fields = _FIELDS
    shape: list[object] = []
    for line in lines(text):
        name, _, rest = line.partition(":")
        kind = name.strip().lower()
        if kind in ("dialogue", "comment"):
            *others, last = rest.split(",", fields - 1)
            shape.append((name, others, re.findall(r"\{[^{}]*\}|\\[Nnh]", last)))
            continue
        if line.lstrip().startswith("["):
            fields = _FIELDS
        elif kind == "format":
            fields = rest.count(",") + 1
        shape.append(line)
    return shape
