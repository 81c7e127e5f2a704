"""How outcomes of files are shown: every way of printing returns strings, and touches nothing."""

from __future__ import annotations

from importlib import import_module
from typing import cast

from textfix.render.renderer import Context, Renderer

# Name of an output format, and what it is for. Each is the module of that name, loaded when asked for.
FORMATS = {
    "text": "for people: each finding with its line, and a mark under the place",
    "concise": "a line for each finding, for grep and editors",
    "json": "one JSON document",
    "jsonl": "a line of JSON for each finding",
    "sarif": "SARIF 2.1.0, for code scanning",
    "github": "annotations of GitHub Actions",
    "rdjson": "one document of the Reviewdog Diagnostic Format",
    "rdjsonl": "a line of the Reviewdog Diagnostic Format for each finding",
}


def renderer(name: str, context: Context) -> Renderer:
    """What prints outcomes in the format of this name; raises KeyError for one not in FORMATS.

    >>> from textfix.files.outcome import Outcome
    >>> renderer("concise", Context()).file(Outcome("a.txt", error="vanished; run it again"))
    'a.txt: error: vanished; run it again\\n'
    """
    if name not in FORMATS:
        raise KeyError(name)
    module = import_module(f"{__name__}.{name}")
    return cast(Renderer, module.Renderer(context))
