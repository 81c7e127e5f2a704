"""UTF-8 read as a double-byte charset, where a byte is lost: the likeliest characters.

A Chinese character of UTF-8 is three bytes, so a run of an odd number of them leaves one byte
over. It met the ASCII character behind it, and the pair was no character: U+FFFD stands for the
byte, or Windows' `?`, which swallowed the ASCII character too. Two bytes of three are known, so
64 characters are possible; their neighbours choose. What was swallowed the syntax tells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from textfix import hanzi
from textfix.pattern import pattern
from textfix.recode import charsets
from textfix.recode.lattice import Guess, Reading, best_of, read_on, stands, ways
from textfix.recode.nature import nats
from textfix.recode.strange import lost_bytes

STRANGE = 11.0  # nats a character costs in what cannot but be damage
NEAR = 400  # characters of a line on each side that say what was swallowed
MARKS = {"cp936": "?\ufffd", "cp932": "\u30fb\ufffd"}
_DENSE = pattern(r"[^\x00-\x7f]+[?\ufffd]?(?:[^\x00-\x7f]+[?\ufffd]?)*")


@lru_cache(maxsize=512)
def guesses(line: str) -> tuple[Guess, ...]:
    """What was lossily decoded in a line, from the left.

    >>> [(guess.new, guess.guessed) for guess in guesses("echo '鏂囦欢涓嶅瓨鍦?;")]
    [("文件不存在'", '在')]
    """
    found = list[Guess]()
    if lost_bytes().search(line):
        for charset in MARKS:
            for start, end in _stretches(line, charset):
                if all(end <= guess.start or start >= guess.end for guess in found):
                    found += _guess(line, start, end, charset)
        for m in _DENSE.finditer(line):
            apart = all(m.end() <= guess.start or m.start() >= guess.end for guess in found)
            if apart and lost_bytes().search(m[0]) and nats(m[0]) > STRANGE * len(m[0]):
                found.append(Guess(m.start(), m.end(), None, "", "utf-8 with bytes lost", 0.0))
    return tuple(sorted(found, key=lambda guess: guess.start))


def _stretches(line: str, charset: str) -> Iterator[tuple[int, int]]:
    """From the first to the last damaged character, where the charset holds what is between."""
    marks, start, last = MARKS[charset], -1, -1
    for at, character in enumerate(f"{line}\0"):
        known = character in marks or charsets.holds(character, charset)
        if known and character > "\x7f" and character != "\0":
            start, last = (at if start < 0 else start), at
        elif character in marks and last == at - 1 >= 0:
            last = at
        # A character of ASCII is in no other, so a long line is read in parts.
        apart = character <= "\x7f" and character not in marks and at - start > NEAR
        if (not known or apart or character == "\0") and start >= 0:
            if any(mark in line[start : last + 1] for mark in marks):
                yield start, last + 1
            start = last = -1


def _guess(line: str, start: int, end: int, charset: str) -> Iterator[Guess]:
    readings = [Reading(hanzi.Path().add(line[max(0, start - 4) : start]))]
    held, known = b"", ""  # bytes of a character not yet whole, and characters since the last guess
    for m in re.finditer(f"[^{MARKS[charset]}]+|.", line[start:end]):
        at, piece = start + m.start(), m[0]
        if piece in MARKS[charset] and (len(held) == 2 or (len(held) == 1 and held > b"\xe0")):
            readings, known = read_on(readings, known), ""
            eaten = "" if piece == "\ufffd" else _swallowed(line, at)
            number = line[at + 1 : at + 3].lstrip()[:1].isdigit()
            texts = [text for text in _ends(held) if text not in _never(line, at, eaten)]
            readings = ways(readings, texts, line[max(0, start - 9) : start], number, eaten)
            held = b""
            continue
        data = charsets.encode(piece, charset)
        read = _begun(held + data) if data is not None else None
        if read is None:
            return
        known, held = known + read[0], read[1]
    if held or not readings:
        return
    best = best_of(readings, known, line[:start], line[end:])
    if stands(line[start:end], best):
        yield Guess(start, end, best.out, best.guessed, f"utf-8 as {charset}", best.margin)


def _never(line: str, at: int, eaten: str) -> str:
    """The marks that do not stand where a line, a quotation or a bracket ends."""
    following = eaten or line[at + 1 : at + 2]
    if following and following not in "\"'`)]}<\n":
        return ""
    near = line[max(0, at - NEAR) : at]
    opened = "（" in near or _opening().search(near)
    return "，、（《“「" + ("" if opened else "）") + ("" if following in ("", "\n") else "：；")


@cache
def _ends(held: bytes) -> tuple[str, ...]:
    """The likely characters that begin with these bytes."""
    tails = [bytes((byte,)) for byte in range(0x80, 0xC0)]
    if len(held) == 2:
        texts = (_whole(held + tail) for tail in tails)
        return tuple(text for text in texts if text and hanzi.is_likely(text))
    texts = (_whole(held + a + b) for a in tails for b in tails)
    return tuple(text for text in texts if text and hanzi.is_common(text))


def _whole(data: bytes) -> str | None:
    try:
        return data.decode()
    except UnicodeDecodeError:
        return None


def _begun(data: bytes) -> tuple[str, bytes] | None:
    """UTF-8 as far as its characters are whole, and the bytes of one that is not."""
    try:
        return data.decode(), b""
    except UnicodeDecodeError as error:
        whole, rest = data[: error.start].decode(), data[error.start :]
        return (whole, rest) if error.reason == "unexpected end of data" else None


@cache
def _opening() -> re.Pattern[str]:
    """（ as damaged: EFBC, then 88 and a byte of the next character."""
    pairs = (charsets.decode(bytes((0x88, trail)), "cp936") for trail in range(0x80, 0xF0))
    return re.compile(f"锛[{''.join(filter(None, pairs))}]")


_ITEM = pattern(r"(?:[-*+#>|]|\d{1,3}[.)、]| {2,}|```)")


def _swallowed(line: str, at: int) -> str:
    """The ASCII character that Windows took along, as the syntax around tells it.

    Of 175 in one repository 128 were line ends, 33 asterisks, then quotes and brackets.
    """
    before, after = line[max(0, at - NEAR) : at], line[at + 1 : at + NEAR]
    if after.startswith("*") and after[1:2] not in ("", " ", "*"):
        return "*"
    if re.match(r"/[a-z]+>", after):
        return "<"
    if _ITEM.match(after):
        return "\n"
    for opening, closing in (("(", ")"), ("[", "]")):
        if before.count(opening) > before.count(closing) + after.count(closing):
            return closing
    for quote in "\"'`":
        if (before + after).count(quote) % 2:
            return quote
    return " " if after[:1].isdigit() else "\n" if after else ""
