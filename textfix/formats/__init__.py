"""File formats: one module each, which says where the texts of a file stand.

A module has `suffixes`, `locate(text, options)` and `shape(text)` (see `layout.Format`). What is
in none of their suffixes is plain text.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import cast

from textfix.formats.layout import Format

# Format by suffix, so that a module is imported only for a file it is about; the modules say the
# same, which a test holds them to.
_SUFFIXES = {
    "ass": ".ass .ssa",
    "csv": ".csv .psv",
    "html": ".html .htm .xhtml .shtml .vue .svelte",
    "ini": ".ini .cfg .conf .desktop",
    "ipynb": ".ipynb",
    "json": ".json .jsonc .geojson .topojson .jsonld .webmanifest .arb",
    "jsonl": ".jsonl .ndjson .ldjson",
    "lrc": ".lrc",
    "markdown": ".md .markdown .mdown .mkd .mdx .rmd .qmd",
    "parquet": ".parquet .pq .arrow .arrows .feather",
    "po": ".po .pot",
    "properties": ".properties",
    "rst": ".rst .rest",
    "srt": ".srt",
    "strings": ".strings",
    "text": ".txt .text .log",
    "toml": ".toml",
    "tsv": ".tsv .tab",
    "vtt": ".vtt",
    "xml": (
        ".xml .svg .rss .atom .xsl .xslt .resx .xliff .xlf .tmx .plist .opml .dbk .docbook "
        ".ncx .opf .fb2 .dita .ditamap"
    ),
    "yaml": ".yaml .yml",
}
# Programming languages, which are all read by `source`.
_CODE = {
    "python": ".py .pyi",
    "c": ".c .h .cc .cpp .cxx .hpp .m .mm",
    "csharp": ".cs",
    "java": ".java",
    "groovy": ".groovy .gradle",
    "kotlin": ".kt .scala",
    "go": ".go",
    "rust": ".rs",
    "javascript": ".js .mjs .cjs .jsx .ts .tsx",
    "dart": ".dart",
    "swift": ".swift",
    "protobuf": ".proto",
    "php": ".php",
    "css": ".css",
    "scss": ".scss .less",
    "ruby": ".rb",
    "perl": ".pl .pm",
    "shell": ".sh .bash .zsh .fish",
    "sql": ".sql",
    "lua": ".lua",
    "r": ".r",
    "julia": ".jl",
    "erlang": ".erl",
    "elixir": ".ex",
    "haskell": ".hs",
    "lisp": ".clj .el",
    "vim": ".vim",
    "batch": ".bat .cmd",
    "powershell": ".ps1",
    "graphql": ".graphql",
    "cmake": ".cmake",
}
_FORMATS = {
    suffix: name
    for known in (_SUFFIXES, _CODE)
    for name, of in known.items()
    for suffix in of.split()
}
NAMES = (*_SUFFIXES, *_CODE)
WHOLE = ("text", "markdown", "rst")  # a file is one text, but for what is kept of it


def for_name(name: str) -> str:
    """The name of the format of a file of this name.

    >>> for_name("a/DATA.JSON"), for_name("README"), for_name(".json")
    ('json', 'text', 'json')
    """
    base = name.replace("\\\\", "/").rpartition("/")[2].lower()
    return _FORMATS.get("." + base.rpartition(".")[2] if "." in base else "", "text")


@cache
def named(name: str) -> Format:
    """The format of this name; raises LookupError, naming those there are."""
    if name not in NAMES:
        raise LookupError(f"no format {name!r}; known: {', '.join(NAMES)}")
    if name in _CODE:
        return cast(Format, import_module(f"{__name__}.source").FORMATS[name])
    return cast(Format, import_module(f"{__name__}.{name}"))


def is_table(name: str, format: str = "auto") -> bool:
    """Is a file of this name, or of the format named, read by its own library and not as text?"""
    return (for_name(name) if format == "auto" else format) == "parquet"
