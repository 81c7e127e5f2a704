"""Markdown, in its many dialects: one text, in which the markup is kept.

`textfix.protect` keeps fences, code between backticks and addresses, in any text; here is the rest.
A heading that a link of the same file points to is kept, as the link would lead nowhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from textfix.core import Span
from textfix.formats.edges import UNSEEN
from textfix.formats.language import language_of
from textfix.formats.layout import Layout, Options, Piece
from textfix.formats.markdown_blocks import Line, blocks, front_matter
from textfix.protect import protected
from textfix.spans import merge, touches

suffixes = (".md", ".markdown", ".mdown", ".mkd", ".mdx", ".rmd", ".qmd")

# Parentheses in a target pair, one deep.
_PLAIN = r"[^()\n\\]*(?:\\.[^()\n\\]*)*"
_IN_PARENTHESES = rf"\({_PLAIN}(?:\({_PLAIN}\){_PLAIN})*\)"
_TARGET = re.compile(rf"\]{_IN_PARENTHESES}")
_INLINE = tuple(
    (sign, re.compile(pattern))
    for sign, pattern in (
        ("![", r"!\["),
        ("](", _TARGET.pattern),
        ("][", r"\]\[[^\[\]\n]*\]"),
        ("[[", r"\[\[[^\[\]\n]*\]\]"),  # a page of a wiki
        ("[^", r"\[\^[^\[\]\s]+\]:?"),
        # A tag, an autolink; not across an empty line.
        ("<", r"</?[A-Za-z][^<>`\n]*(?:\n(?![ \t]*\r?\n)[^<>`\n]*)*>"),
        ("$$", r"\$\$[^$]*\$\$"),
        # As pandoc has it: `$5 and $6` is none.
        ("$", r"(?<![\\$])\$(?=[^\s$])[^$`\n]*(?<![\s\\])\$(?![\d$])"),
        ("&", r"&[A-Za-z][A-Za-z0-9]{1,31};"),
        (":", r"(?<![\w:]):[a-z0-9_+-]{1,40}:(?![a-z0-9_])"),  # an emoji, as `:smile:`
        ("{", r"(?<!\{)\{+[^{}\n]*\}+"),
        ("\\", r"\\(?:\r\n?|\n)"),  # a hard break, and so is the next
        ("  ", r"(?<![ \t])[ \t]{2,}(?:\r\n?|\n)"),
    )
)
# Elements of HTML, tags of Jekyll and Hexo, and comments, whose content is not prose.
_CODE = re.compile(
    r"<!--|<(?P<element>script|style|pre|code|kbd|samp|textarea|svg|math|rt)\b"
    r"|\{%-?\s*(?P<tag>highlight|codeblock|raw|math)\b",
    re.I,
)
_TICKS = re.compile("`+")
_TICKED = re.compile(r"[^\r\n]*``[^\r\n]*")  # other lines `protect` knows all about
_LONG = 400  # between backticks that belong together
# With the blanks that align the columns.
_PIPES = re.compile(r"(?:(?<![ \t])[ \t]+)?\|[ \t]*")
_CLOSING = re.compile(r"(?<![ \t#])[ \t]*#+[ \t]*$")
_SEEN = re.compile(f"[^{re.escape(UNSEEN)}]+")
_DEFINED = re.compile(r"^ {0,3}\[([^\^\]\n][^\]\n]*)\]:", re.M)
_LABEL = re.compile(r"\[([^\[\]\n]+)\]")
_ANCHOR = re.compile(r"\]\(#([^()\s]+)\)")
# What YAML or TOML before the text says of its language.
_SPOKEN = re.compile(r"^(?:lang|language|locale)[ \t]*[:=][ \t]*[\"']?([\w-]+)", re.M | re.I | re.A)
_NO_SLUG = re.compile(r"[^\w\- ]")


def locate(text: str, options: Options) -> Layout:
    """The whole file, but for its markup. Never raises."""
    if not text:
        return Layout([])
    lines = list(blocks(text))
    keep = [*_of_lines(text, lines), *_of_code(text, lines), *_inline(text), *_references(text)]
    keep += _linked(text, lines)
    language = _SPOKEN.search(text, 0, front_matter(text))
    piece = Piece(0, len(text), language=language_of(language[1]) if language else "")
    return Layout([piece], merge(span for span in keep if span[0] < span[1]))


def shape(text: str) -> object:
    """The kinds of its blocks in order, lines of one paragraph taken together; targets of links."""
    kinds: list[str] = []
    for line in blocks(text):
        if line.kind not in ("text", "") or kinds[-1:] != [line.kind]:
            kinds.append(line.kind)
    return kinds, [m[0] for m in _TARGET.finditer(text)], _DEFINED.findall(text)


def _of_lines(text: str, lines: Sequence[Line]) -> Iterator[Span]:
    """What makes a line what it is; and the line ends that no paragraph may lose."""
    for line, following in zip(lines, [*lines[1:], None], strict=True):
        if following and line.kind and following.kind and {line.kind, following.kind} != {"text"}:
            yield line.end, following.start
        if line.whole:
            yield line.start, line.end
            continue
        yield from (m.span() for m in _SEEN.finditer(text, line.start, line.body))
        if line.kind.startswith("row"):
            yield from (m.span() for m in _PIPES.finditer(text, line.body, line.end))
        if line.kind.startswith("heading") and (m := _CLOSING.search(text, line.body, line.end)):
            yield m.span()


def _of_code(text: str, lines: Sequence[Line]) -> Iterator[Span]:
    """Comments and elements whose content is not prose, but for those that code speaks of."""
    whole = ((line.start, line.end) for line in lines if line.whole)
    quoted = merge((*protected(text), *whole)) if _CODE.search(text) else []
    endless: set[str] = set()
    at = 0
    while m := _CODE.search(text, at):
        at = m.end()
        end = f"</{m['element']}" if m["element"] else f"end{m['tag']}" if m["tag"] else "-->"
        if end in endless or touches(quoted, m.start(), at):
            continue
        if found := re.compile(re.escape(end), re.I).search(text, at):
            at = found.end()
            yield m.start(), at
        else:
            endless.add(end)


def _inline(text: str) -> Iterator[Span]:
    for sign, pattern in _INLINE:
        if sign in text:
            yield from (m.span() for m in pattern.finditer(text))
    if "``" in text:
        for line in _TICKED.finditer(text):
            yield from _ticked(text, *line.span())


def _ticked(text: str, start: int, end: int) -> Iterator[Span]:
    """Code in a line of more than single backticks: as many close it as open it."""
    ticks = [m.span() for m in _TICKS.finditer(text, start, end)]
    done = start
    for number, (low, high) in enumerate(ticks):
        if low < done:
            continue
        for first, last in (ticks[i] for i in range(number + 1, len(ticks))):
            if first - high > _LONG:
                break
            if last - first == high - low:
                yield low, last
                done = last
                break


def _references(text: str) -> Iterator[Span]:
    """Labels that are defined: where a link names its target so, it must be found."""
    known = {_folded(label) for label in _DEFINED.findall(text)}
    if known:
        yield from (m.span() for m in _LABEL.finditer(text) if _folded(m[1]) in known)


def _folded(label: str) -> str:
    return " ".join(label.lower().split())


def _linked(text: str, lines: Sequence[Line]) -> Iterator[Span]:
    """Headings that links of the file point to."""
    anchors = {anchor.lower() for anchor in _ANCHOR.findall(text)}
    for line in lines if anchors else ():
        if line.kind.startswith("heading"):
            heading = text[line.body : line.end].strip().lower()
            if _NO_SLUG.sub("", heading).replace(" ", "-") in anchors:
                yield line.body, line.end
