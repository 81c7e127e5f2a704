"""A log in SARIF 2.1.0 (OASIS), for code scanning.

The numbers in comments are sections of the standard.
"""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path, PurePath
from typing import Any
from urllib.parse import quote

from textfix.files.outcome import Outcome
from textfix.formats.spot import Spot
from textfix.render.json import dumps
from textfix.render.message import level, message
from textfix.render.place import Place, places, posix
from textfix.render.renderer import Context
from textfix.render.replacements import replacements

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
ROOT = "%SRCROOT%"  # 3.14.14
FINGERPRINT = "textfix/v1"
AROUND = 32  # characters of the line, before and behind, that a fingerprint goes by

Object = dict[str, Any]


class Renderer:
    """Prints one run, with a line for each result; what it ran, and the rules, come last."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._rules: dict[str, int] = {}  # where in the list of rules each is
        self._notifications: list[Object] = []
        self._failed = False
        self._comma = ""

    def begin(self) -> str:
        """The head of the log."""
        return f'{{"$schema": {dumps(SCHEMA)}, "version": "2.1.0", "runs": [{{"results": [\n'

    def file(self, outcome: Outcome) -> str:
        """The results of a file; its problems and its error are kept for the end."""
        self._failed |= bool(outcome.error)
        self._notifications += (_notification(outcome, "warning", p) for p in outcome.problems)
        if outcome.error:
            self._notifications.append(_notification(outcome, "error", outcome.error))
        out: list[str] = []
        for result in self._results(outcome):
            out += self._comma, dumps(result)
            self._comma = ",\n"
        return "".join(out)

    def end(self) -> str:
        """The tool and its rules, and what went wrong."""
        driver: Object = {"name": "textfix", "rules": [self._descriptor(r) for r in self._rules]}
        if self._context.version:
            driver["version"] = self._context.version
        invocation: Object = {"executionSuccessful": not self._failed}
        if self._notifications:
            invocation["toolExecutionNotifications"] = self._notifications
        rest = {
            "tool": {"driver": driver},
            "invocations": [invocation],
            "columnKind": "unicodeCodePoints",
            "newlineSequences": ["\r\n", "\n", "\r"],
            "originalUriBaseIds": {
                ROOT: {"description": {"text": "The directory in which textfix ran."}}
            },
        }
        return f"\n], {dumps(rest)[1:-1]}}}]}}\n"

    def _results(self, outcome: Outcome) -> list[Object]:
        spots = self._context.listed(outcome)
        written = replacements(outcome) if spots else {}
        artifact, place = _artifact(outcome.path), places(outcome)
        alike, results = Counter[str](), []
        for spot in spots:
            seen = _fingerprint(outcome.text, spot)
            region = _region(spot, place(spot))
            result: Object = {
                "ruleId": spot.rule,
                "ruleIndex": self._rules.setdefault(spot.rule, len(self._rules)),
                "level": level(spot),
                "message": {"text": message(spot)},
                "locations": [_location(artifact, spot, region)],
                "partialFingerprints": {FINGERPRINT: f"{seen}:{alike[seen]}"},
                "properties": {"safe": spot.safe, "fixed": spot.fixed, "score": spot.score},
            }
            alike[seen] += 1
            if region and spot.fixed and spot.span in written:
                result["fixes"] = [_fix(artifact, region, written[spot.span])]
            results.append(result)
        return results

    def _descriptor(self, rule: str) -> Object:
        manual = self._context.rules.get(rule, "").strip()
        if not manual:
            return {"id": rule}
        short, _, rest = manual.partition("\n")
        about = rest.strip().partition("\n\n")[0]
        return {
            "id": rule,
            "shortDescription": {"text": short},
            "fullDescription": {"text": short if about.startswith(">>>") else about or short},
            "help": {"text": manual},
        }


def _location(artifact: Object, spot: Spot, region: Object | None) -> Object:
    physical: Object = {"artifactLocation": artifact}
    if region:
        physical["region"] = region
    location: Object = {"physicalLocation": physical}
    if spot.where:
        location["logicalLocations"] = [{"fullyQualifiedName": spot.where}]
    return location


def _region(spot: Spot, place: Place | None) -> Object | None:
    """3.30: lines and columns from 1, offsets from 0, the end column behind the last character."""
    if place is None:
        return None
    return {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
        "charOffset": spot.start,
        "charLength": spot.end - spot.start,
    }


def _fix(artifact: Object, region: Object, new: str) -> Object:
    replacement = {"deletedRegion": region, "insertedContent": {"text": new}}
    change = {"artifactLocation": artifact, "replacements": [replacement]}
    return {"artifactChanges": [change]}


def _notification(outcome: Outcome, level: str, said: str) -> Object:
    location = {"physicalLocation": {"artifactLocation": _artifact(outcome.path)}}
    return {"level": level, "message": {"text": said}, "locations": [location]}


def _artifact(path: str) -> Object:
    """Where a file is: below the root where its path is relative, else by itself."""
    if PurePath(path).is_absolute():
        return {"uri": Path(path).as_uri()}
    return {"uri": quote(os.fsencode(posix(path))), "uriBaseId": ROOT}


def _fingerprint(text: str, spot: Spot) -> str:
    """What a result is known by when its line has moved: what was found, and what stands around."""
    from hashlib import sha256

    before = text[max(0, spot.start - AROUND) : spot.start].rpartition("\n")[2]
    behind = text[spot.end : spot.end + AROUND].partition("\n")[0]
    parts = spot.rule, spot.where, spot.old, spot.new or "", before, behind.rstrip("\r")
    return sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]
