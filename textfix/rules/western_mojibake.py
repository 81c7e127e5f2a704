"""UTF-8 read byte by byte in text that is not Chinese: `cafÃ©`, `Ð¿Ñ€Ð¸Ð²ÐµÑ‚`, `ðŸ˜Š`.

A line that is UTF-8 as a whole is read as such. Where only words are, ftfy, which knows this family
best, reads each; what it says stands only if writing it out and misreading it again gives the word
back, byte for byte, and if it is the likelier text. Nothing else that ftfy does to a text is done.

>>> from textfix import fix
>>> fix("CafÃ© crÃ¨me")
'Café crème'
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

from textfix.core import Hit, Phase, Reach
from textfix.pattern import pattern
from textfix.recode.strange import byte_pairs, first_signs, marked_lines, side_by_side
from textfix.survey import Facts

phase = Phase.REPAIR
safe = True
reach = Reach.LINE
needs = first_signs
sign = byte_pairs
beside = side_by_side

__all__ = ["find", "needs", "phase", "reach", "safe"]

_RUN = pattern(r"[^\s\u2e80-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef]+")
_ABOVE = pattern(r"[^\x00-\x7f]")
_CJK = pattern("[\u2e80-\ud7ff\uf900-\ufaff]")


def find(text: str, facts: Facts) -> Iterator[Hit]:
    """Words that ftfy reads, and that can be misread again."""
    if not any(byte_pairs().search(line) for _, line in marked_lines(text)):
        return
    from textfix.recode.pool import explained

    for hit in _hits(text):
        if explained(facts):
            return
        yield hit


def _hits(text: str) -> Iterator[Hit]:
    from textfix.recode import western
    from textfix.recode.chains import EXACT
    from textfix.recode.pool import lines

    done = {at for at, _, chain in lines(text) if chain is not None}  # by the rule `mojibake`
    for at, line in marked_lines(text):
        if at in done or not byte_pairs().search(line):
            continue
        if read := western.reading(line):
            yield Hit(at, at + len(line), read[0], 1.0, f"{', '.join(read[1])}: {EXACT}")
            continue
        for m in _RUN.finditer(line):
            if len(_ABOVE.findall(m[0])) > 1 and (new := _read(m[0])):
                yield Hit(at + m.start(), at + m.end(), new, 1.0, f"utf-8 byte by byte: {EXACT}")


@cache
def _bytes() -> tuple[Mapping[str, int], Mapping[str, int]]:
    """The pages, as bits, on which a character is a lead byte of UTF-8, and another byte of it."""
    from textfix.recode import charsets

    leads, others = defaultdict[str, int](int), defaultdict[str, int](int)
    for number, page in enumerate(charsets.CODE_PAGES):
        for byte in range(0x80, 0xF5):
            character = charsets.decode(bytes((byte,)), page)
            if character is not None:
                (others if byte < 0xC0 else leads)[character] |= 1 << number
    return leads, others


def _may_be_bytes(word: str) -> bool:
    """Is there a page on which the first and the last character above ASCII begin and end UTF-8?

    In one of six words of Russian; ftfy, which would see it too, takes thirty times as long.
    """
    above = _ABOVE.findall(word)
    leads, others = _bytes()
    return leads.get(above[0], 0) & others.get(above[-1], 0) > 0


@lru_cache(maxsize=2048)
def _read(word: str) -> str | None:
    if not _may_be_bytes(word):
        return None
    import ftfy  # takes longer to import than the library

    from textfix.recode import charsets, western
    from textfix.recode.chains import NEVER

    new = ftfy.fix_encoding(word)
    if new == word or _CJK.search(new) or NEVER.search(new):
        return None
    if not western.stands(word, new) or western.SIGNED.search(word):
        return None
    return (
        new
        if any(charsets.encode(word, name) == new.encode() for name in charsets.CODE_PAGES)
        else None
    )
