"""HTML, and what is written like it (Vue, Svelte): the texts between tags and in some attributes.

Not code, scripts, the glosses of `<ruby>`, or what is typed into a form. A text ends at every tag;
what a browser shows as one line may be several.
"""

from __future__ import annotations

from textfix.formats import elements
from textfix.formats.elements import Dialect
from textfix.formats.layout import Layout, Options
from textfix.formats.markup import Attribute, Tag

suffixes = (".html", ".htm", ".xhtml", ".shtml", ".vue", ".svelte")

TEXTS = frozenset({"alt", "title", "placeholder", "summary", "label", "aria-label"}) | {
    "aria-description",
    "aria-placeholder",
    "aria-roledescription",
    "aria-valuetext",
}
# `<meta name=description content=...>`; the others are for programs.
_META = (
    frozenset({"description", "keywords", "author", "title", "subject", "abstract", "copyright"})
    | {"og:title", "og:description", "og:site_name", "og:image:alt"}
    | {"twitter:title", "twitter:description", "twitter:image:alt"}
    | {"dc.title", "dc.description", "dc.subject", "dc.creator", "dc.publisher"}
    | {"article:author", "article:section", "article:tag"}
    | {"application-name", "apple-mobile-web-app-title"}
)
SILENT = frozenset(
    {"script", "style", "pre", "code", "kbd", "samp", "var", "tt", "textarea", "rt", "rp"}
) | {"xmp", "listing", "plaintext", "iframe", "noembed", "noframes", "i18n", "math"}
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param"}
) | {"source", "track", "wbr", "frame", "basefont", "bgsound", "keygen"}
# What is open when its end tag may be left out (HTML Standard, 13.1.2.4).
_BLOCKS = (
    {"address", "article", "aside", "blockquote", "center", "details", "dir", "div", "dl"}
    | {"fieldset", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header"}
    | {"hr", "main", "menu", "nav", "ol", "p", "pre", "section", "table", "ul"}
)
_CELLS = frozenset({"td", "th", "p"})
_ROWS = _CELLS | {"tr"}
_ENDS = {
    **dict.fromkeys(_BLOCKS, frozenset({"p"})),
    "li": frozenset({"li", "p"}),
    **dict.fromkeys(("dt", "dd"), frozenset({"dt", "dd", "p"})),
    **dict.fromkeys(("td", "th"), _CELLS),
    "tr": _ROWS,
    **dict.fromkeys(("tbody", "thead", "tfoot"), _ROWS | {"tbody", "thead", "tfoot"}),
    **dict.fromkeys(("option", "optgroup"), frozenset({"option"})),
    **dict.fromkeys(("rt", "rp", "rb"), frozenset({"rt", "rp", "rb"})),
    "body": frozenset({"head"}),
}


def _column(tag: Tag, attribute: Attribute, text: str) -> str:
    """The column of an attribute that is text: its name, or that of the meta element."""
    name = attribute.name.lower()
    if name == "content" and tag.name.lower() == "meta":
        for other in tag.attributes:
            if other.name.lower() in ("name", "property", "itemprop"):
                meant = text[other.start : other.end].strip().lower()
                return f"meta {meant}" if meant in _META else ""
    return name if name in TEXTS else ""


_DIALECT = Dialect(True, SILENT, ("lang", "xml:lang"), _column, void=_VOID, ends=_ENDS)


def locate(text: str, options: Options) -> Layout:
    """The texts between tags, and those of attributes that people read. Never raises."""
    return elements.locate(text, _DIALECT)


def shape(text: str) -> object:
    """The tags, their attributes and the values of those that are not text, by the standard library.

    Raises ValueError for what that cannot read (`<![>`).
    """
    from html.parser import HTMLParser

    seen: list[object] = []

    class Tags(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            texts = TEXTS | {"content"}
            seen.append((tag, [(name, name in texts or value) for name, value in attrs]))

        def handle_endtag(self, tag: str) -> None:
            seen.append(tag)

        def handle_comment(self, data: str) -> None:
            seen.append("!")  # where it ends, older parsers see in another way

    parser = Tags(convert_charrefs=False)
    # What follows the last ">" is no tag; the parser is slow to find that out.
    try:
        parser.feed(text[: text.rfind(">") + 1])
        parser.close()
    except AssertionError as wrong:  # its way to say so, from Python 3.10 on
        raise ValueError(f"the parser of HTML says: {wrong}") from None
    return seen
