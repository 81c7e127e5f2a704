"""UTF-8 read as a double-byte charset, where a byte is lost: the likeliest characters.

A Chinese character of UTF-8 is three bytes, so a run of an odd number of them leaves one byte
over. It met the ASCII character behind it, and the pair was no character: U+FFFD stands for the
byte, or Windows' `?`, which swallowed the ASCII character too. Two bytes of three are known, so
64 characters are possible; their neighbours choose. What was swallowed the syntax tells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from textfix import hanzi
from textfix.recode import charsets
from textfix.recode.chains import NEVER
from textfix.recode.mojibake import PLAIN
from textfix.recode.nature import nats
from textfix.recode.strange import lost_bytes
from textfix.script import tables

BEAM = 24  # readings kept; more change nothing on benchmarks/mojibake.py
GAIN = 20.0  # nats over leaving the stretch as it is
# What stands beside numbers, of the characters that share their first two bytes with others.
BEFORE_NUMBER = "第月约約近共达達至离離逾超年"
AFTER_NUMBER = "月年日时時点點分秒元人个個次届屆项項条條章节節款名家亿億万萬岁歲天周度倍吨噸米号號期级級层層例篇"
NUMERALS = "一二三四五六七八九十百零〇"
ORDINAL = re.compile(f"第[{NUMERALS}0-9]{{1,6}}$")
UNPAIRED = 6.0  # nats, for a bracket without its other half
LAST = 4.0  # nats, for a colon at the end of a line that announces nothing, and for a semicolon
ASKS = re.compile("[吗嗎么麼谁誰哪何怎几幾吧否]")
ANNOUNCES = "下列括说說道示出为為是有即如注註问問答曰云称稱例"
STRANGE = 11.0  # nats a character costs in what cannot but be damage
MARKS = {"cp936": "?\ufffd", "cp932": "\u30fb\ufffd"}
_DENSE = re.compile(r"[^\x00-\x7f]+[?\ufffd]?(?:[^\x00-\x7f]+[?\ufffd]?)*")
_ABOVE = re.compile(r"[^\x00-\x7f]")


@dataclass(frozen=True, slots=True)
class Guess:
    """A stretch of a line, what it was in all likelihood, and which characters are guessed.

    `new` is None where the stretch is damaged, but too much to say what it was.
    """

    start: int
    end: int
    new: str | None
    guessed: str
    channel: str
    margin: float  # nats over the next reading


@dataclass(frozen=True, slots=True)
class _Reading:
    path: hanzi.Path
    out: str = ""
    guessed: str = ""
    scripts: tuple[int, int] = (0, 0)  # how many characters are Traditional, how many Simplified
    open: int = 0  # brackets not yet closed
    margin: float = 99.0  # nats over the next reading of what is behind

    def on(self, text: str, guessed: str = "") -> _Reading:
        path, out = self.path.add(text), self.out + text
        hant, hans = _scripts(text)
        scripts = self.scripts[0] + hant, self.scripts[1] + hans
        pairs = self.open + _open(text)
        return _Reading(path, out, self.guessed + guessed, scripts, pairs, self.margin)


def _open(text: str) -> int:
    return text.count("（") - text.count("）")


def _scripts(text: str) -> tuple[int, int]:
    known = tables()
    return sum(map(known.traditional.__contains__, text)), sum(
        map(known.simplified.__contains__, text)
    )


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
                found.append(Guess(m.start(), m.end(), None, "", "bytes lost", 0.0))
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
        if (not known or character == "\0") and start >= 0:
            if any(mark in line[start : last + 1] for mark in marks):
                yield start, last + 1
            start = last = -1


def _guess(line: str, start: int, end: int, charset: str) -> Iterator[Guess]:
    readings = [_Reading(hanzi.Path().add(line[max(0, start - 4) : start]))]
    held, known = b"", ""  # bytes of a character not yet whole, and characters since the last guess
    for m in re.finditer(f"[^{MARKS[charset]}]+|.", line[start:end]):
        at, piece = start + m.start(), m[0]
        if piece in MARKS[charset] and (len(held) == 2 or (len(held) == 1 and held > b"\xe0")):
            readings, known = _read_on(readings, known), ""
            eaten = "" if piece == "\ufffd" else _swallowed(line, at)
            number = line[at + 1 : at + 3].lstrip()[:1].isdigit()
            texts = [text for text in _ends(held) if text not in _never(line, at, eaten)]
            readings = [
                reading.on(text + eaten, text)
                for reading in readings
                for text in _fitting(texts, line[:start] + reading.out, number)
            ]
            readings = sorted(readings, key=_rank)[:BEAM]
            held = b""
            continue
        data = charsets.encode(piece, charset)
        read = _begun(held + data) if data is not None else None
        if read is None:
            return
        known, held = known + read[0], read[1]
    if held or not readings:
        return
    around = _open(line[:start]) + _open(line[end:])
    best, old = _best(_read_on(readings, known), around, line[end:].strip() == ""), line[start:end]
    above = "".join(_ABOVE.findall(best.out))
    if NEVER.search(best.out) or not best.guessed or nats(above) > PLAIN * len(above):
        return
    if nats(old) - nats(above) >= GAIN:
        yield Guess(start, end, best.out, best.guessed, f"utf-8 as {charset}", best.margin)


def _read_on(readings: list[_Reading], known: str) -> list[_Reading]:
    """The readings with what is known behind them, the best first, and none that cannot win.

    Of two that end alike the one that costs more, wherever its last words began, never will.
    """
    left: list[_Reading] = []
    near, far = known[: hanzi.LONGEST], known[hanzi.LONGEST :]
    for reading in sorted((reading.on(near) for reading in readings), key=_rank):
        for i, better in enumerate(left):
            pairs = zip(better.path.costs, reading.path.costs, strict=False)
            alike = better.path.tail == reading.path.tail and better.open == reading.open
            if alike and all(a <= b for a, b in pairs):
                margin = min(better.margin, reading.path.cost - better.path.cost)
                left[i] = replace(better, margin=margin)
                break
        else:
            left.append(reading)
    return _read_on(left, far) if far else left


def _best(readings: list[_Reading], around: int, last: bool) -> _Reading:
    """The likeliest, now that the whole is known; `around`: marks left open by the rest."""

    def cost(reading: _Reading) -> tuple[float, int]:
        nats, mixed = _rank(reading)
        nats += UNPAIRED * abs(reading.open + around)
        if last and re.search(f"(?<![{ANNOUNCES}])：$|；$", reading.out):
            nats += LAST
        if last and reading.out.endswith("？") and not ASKS.search(reading.out[-16:]):
            nats += 1.0  # then ！ is likelier, which is the rarer of the two
        return nats, mixed

    best, *others = sorted(readings, key=cost)
    margin = min((cost(other)[0] - cost(best)[0] for other in others), default=best.margin)
    return replace(best, margin=min(best.margin, margin))


def _never(line: str, at: int, eaten: str) -> str:
    """The marks that do not stand where a line, a quotation or a bracket ends."""
    following = eaten or line[at + 1 : at + 2]
    if following and following not in "\"'`)]}<\n":
        return ""
    opened = "（" in line or _opening().search(line)
    return "，、（《“「" + ("" if opened else "）") + ("" if following in ("", "\n") else "：；")


def _fitting(texts: list[str], before: str, number: bool) -> list[str]:
    """Those that stand beside numbers, where one does (`number`: behind); else all."""
    kinds = [BEFORE_NUMBER] if number else []
    if ORDINAL.search(before) or before[-1:].isdigit():
        kinds.append(AFTER_NUMBER)
    elif before[-1:] in ("(", "（"):
        kinds.append(NUMERALS)
    for kind in kinds:
        if fitting := [text for text in texts if text in kind]:
            return fitting
    return texts


@cache
def _ends(held: bytes) -> tuple[str, ...]:
    """The likely characters that begin with these bytes."""
    tails = [bytes((byte,)) for byte in range(0x80, 0xC0)]
    if len(held) == 2:
        texts = (_whole(held + tail) for tail in tails)
        return tuple(text for text in texts if text and hanzi.is_likely(text))
    texts = (_whole(held + a + b) for a in tails for b in tails)
    return tuple(text for text in texts if text and hanzi.is_common(text))


def _rank(reading: _Reading) -> tuple[float, int]:
    """By likelihood, which does not see the script; then the one in which scripts do not mix."""
    hant, hans = reading.scripts
    return round(reading.path.cost, 6), 2 * min(hant, hans) + (hant > hans)


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


_ITEM = re.compile(r"(?:[-*+#>|]|\d{1,3}[.)、]| {2,}|```)")


def _swallowed(line: str, at: int) -> str:
    """The ASCII character that Windows took along, as the syntax around tells it.

    Of 175 in one repository 128 were line ends, 33 asterisks, then quotes and brackets.
    """
    before, after = line[:at], line[at + 1 :]
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
