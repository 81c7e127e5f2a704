"""Programming languages: how each marks comments and strings.

Where a language has more kinds than are named here (here-documents, regular expressions without
slashes, quotes by choice of the author), they are read as code, and hold no text.
"""

from __future__ import annotations

from textfix.formats import quoting
from textfix.formats.lexemes import (
    Lexeme,
    block,
    doubled,
    escapes,
    line,
    quoted,
    quotes_only,
    raw,
    skipped,
    unwritten,
)

_WORD = r"(?<![A-Za-z0-9_])"
_LINES, _BLOCKS = line("//"), block(r"/\*", r"\*/")
_HASH = line("#")
# A character of C and its kin, which may be a quote.
_CHARACTER = skipped(r"'(?:[^'\\\r\n]|\\'|\\[^\r\n']{1,10})'")
# A regular expression of JavaScript stands where no operand may end.
_REGEX = skipped(
    r"(?:[=(,:\[!&|?{};+]|\breturn\b)[ \t]*"
    r"/(?![*/])(?:[^/\\\r\n\[]|\\.|\[(?:[^\]\\\r\n]|\\.)*\])+/"
)


def _double(forms: str, *, lines: bool = False) -> Lexeme:
    return quoted('"', '"', escapes(forms, '"'), lines=lines)


def _single(forms: str) -> Lexeme:
    return quoted("'", "'", escapes(forms, "'"))


def _triple(forms: str, mark: str = '"') -> Lexeme:
    return quoted(mark * 3, mark * 3, escapes(forms, mark), lines=True)


_PLAIN_DOUBLE = quoted('"', '"', quotes_only('"'))
_PLAIN_SINGLE = quoted("'", "'", quotes_only("'"))
_RAW_TRIPLE = raw('"{3}', '"{3}', '"')


def _python(quote: str) -> tuple[Lexeme, ...]:
    lines, mark = len(quote) == 3, quote[0]
    return (
        quoted(rf"{_WORD}(?:[bB][rR]?|[rR][bB]){quote}", quote, None, lines=lines),
        quoted(
            rf"{_WORD}(?:[rR][fFtT]?|[fFtT][rR]){quote}",
            quote,
            quoting.verbatim(f"{mark}\\"),
            lines=lines,
        ),
        quoted(f"(?:{_WORD}[uUfFtT])?{quote}", quote, escapes("xuU", mark), lines=lines),
    )


# By name: suffixes, and lexemes in the order in which they are tried at each place.
DIALECTS: dict[str, tuple[str, tuple[Lexeme, ...]]] = {
    "python": (
        ".py .pyi",
        (_HASH, *_python('"""'), *_python("'''"), *_python('"'), *_python("'")),
    ),
    "c": (
        ".c .h .cc .cpp .cxx .hpp .m .mm",
        (
            _LINES,
            _BLOCKS,
            skipped(r'(?m:^)[ \t]*#[ \t]*include[ \t]*"[^"\r\n]*"'),
            raw(r'R"(?P<mark>[^()\\\s]{0,16})\(', r'\)(?P=mark)"', ")"),
            _double("uU"),
            _CHARACTER,
        ),
    ),
    "csharp": (
        ".cs",
        (
            _LINES,
            _BLOCKS,
            doubled(r'(?:\$@|@\$?)"', '"'),
            _RAW_TRIPLE,
            _double("xuU"),
            _CHARACTER,
        ),
    ),
    "java": (".java", (_LINES, _BLOCKS, _triple("u"), _double("u"), _CHARACTER)),
    "groovy": (
        ".groovy .gradle",
        (_LINES, _BLOCKS, _triple("u"), _triple("u", "'"), _double("u"), _single("u")),
    ),
    "kotlin": (".kt .scala", (_LINES, _BLOCKS, _RAW_TRIPLE, _double("u"), _CHARACTER)),
    "go": (".go", (_LINES, _BLOCKS, raw("`", "`", "`"), _double("uU"), _CHARACTER)),
    "rust": (
        ".rs",
        (
            _LINES,
            _BLOCKS,
            raw(rf'{_WORD}b?r(?P<mark>#{{0,9}})"', r'"(?P=mark)', '"'),
            quoted(f'{_WORD}b"', '"', None, lines=True),
            _double("{", lines=True),
            _CHARACTER,
        ),
    ),
    "javascript": (
        ".js .mjs .cjs .jsx .ts .tsx",
        (
            _LINES,
            _BLOCKS,
            _REGEX,
            quoted("`", "`", unwritten(escapes("xu{", "`"), "`\\$"), lines=True),
            _double("xu{"),
            _single("xu{"),
        ),
    ),
    "dart": (
        ".dart",
        (_LINES, _BLOCKS, _triple("xu{"), _triple("xu{", "'"), _double("xu{"), _single("xu{")),
    ),
    "swift": (".swift", (_LINES, _BLOCKS, _triple("{"), _double("{"))),
    "protobuf": (".proto", (_LINES, _BLOCKS, _double("uU"), _single("uU"))),
    "php": (".php", (_LINES, _BLOCKS, line(r"#(?!\[)"), _double("{"), _PLAIN_SINGLE)),
    "css": (".css", (_BLOCKS, _PLAIN_DOUBLE, _PLAIN_SINGLE)),
    "scss": (
        ".scss .less",
        (skipped(r"url\([^)\"'\r\n]*\)"), _LINES, _BLOCKS, _PLAIN_DOUBLE, _PLAIN_SINGLE),
    ),
    "ruby": (
        ".rb",
        (block(r"(?m:^)=begin\b", r"(?m:^)=end\b"), _HASH, _double("u{"), _PLAIN_SINGLE),
    ),
    "perl": (
        ".pl .pm",
        (
            block(r"(?m:^)=[a-z]+", r"(?m:^)=cut\b"),
            line(r"(?<![$@%])#"),
            _double("{"),
            _PLAIN_SINGLE,
        ),
    ),
    "shell": (
        ".sh .bash .zsh .fish",
        (
            line(r"(?<![^\s;&|(])#"),
            skipped(r"\\."),
            quoted('"', '"', unwritten(quotes_only('"'), '"\\$`')),
            raw("'", "'", "'", lines=False),
        ),
    ),
    # Whether a backslash is special depends on the server: none is written.
    "sql": (
        ".sql",
        (
            line("--"),
            _BLOCKS,
            quoted("'", "'", unwritten(escapes("", "'"), "'\\"), lines=True),
            skipped('"[^"\r\n]*"'),
            skipped("`[^`\r\n]*`"),
        ),
    ),
    "lua": (
        ".lua",
        (
            block(r"--\[(?P<depth>=*)\[", r"\](?P=depth)\]"),
            line("--"),
            raw(r"\[(?P<mark>=*)\[", r"\](?P=mark)\]", "]"),
            _double("{"),
            _single("{"),
        ),
    ),
    "r": (".r", (_HASH, _double("xuU{"), _single("xuU{"))),
    "julia": (
        ".jl",
        (block("#=", "=#"), _HASH, _triple("uU"), _double("uU", lines=True), _CHARACTER),
    ),
    "erlang": (".erl", (line("%"), _double("", lines=True), skipped(r"\$\\?."))),
    "elixir": (".ex", (_HASH, _triple("u{"), _double("u{", lines=True))),
    "haskell": (".hs", (block(r"\{-", r"-\}"), line("--+"), _double(""), _CHARACTER)),
    "lisp": (".clj .el", (line(";+"), skipped(r"\\.|\?\\?."), _double("u", lines=True))),
    "vim": (
        ".vim",
        (line(r'(?m:^)[ \t]*"'), _double("u"), doubled("'", "'")),
    ),
    "batch": (".bat .cmd", (line(r"(?m:^)[ \t]*(?:@?[rR][eE][mM]\b|::)"),)),
    "powershell": (
        ".ps1",
        (
            block("<#", "#>"),
            _HASH,
            raw('"', '"', '"`$', lines=False),
            raw("'", "'", "'", lines=False),
        ),
    ),
    "graphql": (".graphql", (_HASH, _triple("u{"), _double("u{"))),
    "cmake": (
        ".cmake",
        (block(r"#\[\[", r"\]\]"), _HASH, _double("", lines=True)),
    ),
}
