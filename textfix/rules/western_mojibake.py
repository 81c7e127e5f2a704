"""UTF-8 read byte by byte in text that is not Chinese: `cafÃ©`, `Ð¿Ñ€Ð¸Ð²ÐµÑ‚`, `ðŸ˜Š`.

A line that is UTF-8 as a whole is read as such. Where only words are, ftfy, which knows this family
best, reads each; what it says stands only if writing it out and misreading it again gives the word
back, byte for byte, and if it is the likelier text. Nothing else that ftfy does to a text is done.

>>> from textfix import fix
>>> fix("CafÃ© crÃ¨me")
'Café crème'
"""

from collections.abc import Iterator
from functools import lru_cache

from textfix.core import Hit, Phase, Reach
from textfix.pattern import pattern
from textfix.recode.strange import byte_pairs, first_signs, marked_lines
from textfix.survey import Facts

phase = Phase.REPAIR
safe = True
reach = Reach.LINE
needs = first_signs
sign = byte_pairs

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


@lru_cache(maxsize=2048)
def _read(word: str) -> str | None:
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
