"""The pieces of source code that hold text, as regular expressions: comments and strings.

A lexeme is an opening, a body and a closing. One that may not go on in the next line ends there at
the latest, so that a quote that is none (an apostrophe in a here-document) spoils one line.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from textfix.formats import quoting
from textfix.formats.layout import Spelling

COMMENTS, STRINGS, SKIPPED = "comments", "strings", ""

_NO_END = r"(?=[\r\n])|\Z"
_ANY = r"(?:\r\n|[\s\S])"


@dataclass(frozen=True, slots=True)
class Lexeme:
    """One kind of comment or string; `kind` is what of source it is, nothing where it is passed.

    `ends` says whether it must be closed: one that is not closed holds no text.
    """

    kind: str
    opening: str
    body: str
    closing: str
    spelling: Spelling | None = None
    ends: bool = True


def line(opening: str) -> Lexeme:
    """A comment to the end of the line."""
    return Lexeme(COMMENTS, opening, r"[^\r\n]*", "", None, ends=False)


def block(opening: str, closing: str) -> Lexeme:
    """A comment between two marks; nested ones end with the first."""
    return Lexeme(COMMENTS, opening, r"[\s\S]*?", rf"{closing}|\Z")


def quoted(opening: str, quote: str, spelling: Spelling | None, *, lines: bool = False) -> Lexeme:
    """A string in which a backslash takes what follows, quotes too."""
    stop = "" if lines else r"\r\n"
    if len(quote) == 1:
        body = rf"[^{quote}\\{stop}]*(?:\\{_ANY}[^{quote}\\{stop}]*)*"
    else:
        one = quote[0]
        body = rf"[^{one}\\]*(?:(?:\\{_ANY}|{one}(?!{quote[1:]}))[^{one}\\]*)*"
    kind = STRINGS if spelling else SKIPPED
    return Lexeme(kind, opening, body, quote + ("|" + (r"\Z" if lines else _NO_END)), spelling)


def doubled(opening: str, quote: str) -> Lexeme:
    """A string in which a quote is written twice, and nothing else is special."""
    body = f"[^{quote}]*(?:{quote}{quote}[^{quote}]*)*"
    return Lexeme(STRINGS, opening, body, rf"{quote}|\Z", quoting.doubled(quote))


def raw(opening: str, closing: str, forbidden: str, *, lines: bool = True) -> Lexeme:
    """A string in which nothing is special; it cannot hold the `forbidden` characters."""
    stop = r"\Z" if lines else _NO_END
    spelling = quoting.verbatim(forbidden)
    return Lexeme(STRINGS, opening, r"[\s\S]*?", f"{closing}|{stop}", spelling)


def skipped(pattern: str) -> Lexeme:
    """What looks like the beginning of a string and is none."""
    return Lexeme(SKIPPED, pattern, "", "", None, ends=False)


@cache
def escapes(forms: str, quote: str) -> Spelling:
    """The escapes of C with these forms of numbers (see `quoting.Backslash`)."""
    return quoting.Backslash(quoting.C_NAMES, forms, quote).spelling


@cache
def quotes_only(quote: str) -> Spelling:
    """Backslashes before the quote and the backslash, and nowhere else."""
    return quoting.Backslash({quote: quote, "\\": "\\"}, "", quote).spelling


def unwritten(spelling: Spelling, forbidden: str) -> Spelling:
    """Escapes that are read, but never written, as readers differ about them."""
    return spelling._replace(write=quoting.verbatim(forbidden).write)
