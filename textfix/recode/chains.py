"""Channels and chains: a whole text led back through the charsets it was mistaken for.

A channel is a true charset and the one its bytes were read as; a chain is one to three channels,
the last mistake first. All of them are in one table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from textfix import hanzi
from textfix.pattern import pattern
from textfix.recode import charsets
from textfix.recode.natural import natural
from textfix.recode.nature import glance, glances, nats
from textfix.recode.purpose import fits, may_be_misread
from textfix.recode.strange import is_strange

# Charsets that Chinese, Japanese and Korean bytes are mistaken for, and what they truly are.
_ASIAN = ("cp936", "cp950", "cp932", "euc_jp", "cp949", "gb18030")
TRUE = {
    **dict.fromkeys(charsets.CODE_PAGES, ("utf-8", *_ASIAN)),
    **dict.fromkeys(("latin-1", "cp1252"), ("utf-8", *_ASIAN, *charsets.WIDE)),
    charsets.HYBRID: ("cp936", "cp950"),
    "cp936": ("utf-8", "cp950", "cp932", "cp949"),
    "cp950": ("utf-8", "cp936", "cp932"),
    "cp932": ("utf-8", "cp936", "cp950"),
    "cp949": ("utf-8", "cp936", "cp950", "cp932"),
    "euc_jp": ("utf-8", "cp936"),
    "utf-16-le": ("utf-16-be", "utf-8", "cp936"),
    "utf-16-be": ("utf-8", "cp936"),
}
DEPTH = 3  # channels in a chain
EXACT = "exact inverse"  # the proof of a reading: every byte is accounted for

# In the middle of a character of UTF-8 a blank was a no-break space, A0.
_NO_BREAK = pattern(rb"([\xe1-\xef])\x20(?=[\x80-\xbf])|([\xe1-\xef][\x80-\xbf])\x20")
# Controls, half-width katakana, private use: of damage, of the next layer, never of the truth.
NEVER = pattern("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\uff61-\uff9f\ue000-\uf8ff\ufffd]")
_CONTROL = pattern("[\x00-\x08\x0b\x0c\x0e-\x1f]")  # of UTF-16: 一 is 4E00, ， is FF0C

# A reading is certain where it is as plain as sentences are and no other comes near it: the mean
# of different characters is at most 8.0 nats in 99 of 100 pieces of 12 characters of news and law.
FEWEST = 6  # different letters above ASCII
CERTAIN = 8.8  # nats each, on average, by `glance`
RAREST = 18.5  # nats, any of them: not one that no dictionary has
CERTAIN_GAIN = 40.0  # nats, over the text as it is
UNSTRIPPED = 1.0  # nats
NEAR = 30.0  # nats: a reading this much worse at a glance is still looked at
MARGIN = 4.0  # nats over the next reading


Channels = tuple[str, ...]  # the last mistake first: "utf-8 as cp936"


class Chain(NamedTuple):
    """What a whole text reads as, led back through channels."""

    new: str
    channels: Channels


def restored(data: bytes) -> bytes:
    """UTF-8 with its no-break spaces, where they had become blanks."""
    return _NO_BREAK.sub(lambda m: (m[1] or m[2]) + b"\xa0", data)


def one_back(text: str) -> Iterator[Chain]:
    """All that a whole text reads as through one channel; charsets that hold the same are one."""
    seen: set[bytes] = set()
    others = (*charsets.DOUBLE, *(() if _CONTROL.search(text) else charsets.WIDE))
    for mistaken in (*charsets.pages(text), charsets.HYBRID, *others):
        for data in charsets.encodings(text, mistaken):
            if data not in seen:
                seen.add(data)
                for true in TRUE[mistaken]:
                    new = _read(text, data, true, mistaken)
                    if new is not None and new != text:
                        yield Chain(new, (f"{true} as {mistaken}",))


def _read(text: str, data: bytes, true: str, mistaken: str) -> str | None:
    if true in charsets.WIDE and mistaken not in charsets.WIDE and not _CONTROL.search(text):
        return None
    new = charsets.decode(data, true)
    if new is None and true == "utf-8" and mistaken in charsets.SINGLE:
        data = restored(data)
        new = charsets.decode(data, true) or _unstripped(data)
    return new


def _unstripped(data: bytes) -> str | None:
    """UTF-8 whose last byte was a no-break space, and stripped as one.

    Text cut anywhere ends in half a character as well, so the byte must give the likeliest.
    """
    new = charsets.decode(data + b"\xa0", "utf-8")
    if new is None or len(new) < FEWEST:
        return None
    tails = (charsets.decode(data + bytes((byte,)), "utf-8") for byte in range(0x80, 0xC0))
    costs = [hanzi.cost(tail[-4:]) for tail in tails if tail is not None]
    return new if hanzi.cost(new[-4:]) <= min(costs) + UNSTRIPPED else None


def back(text: str, depth: int = DEPTH) -> Iterator[Chain]:
    """All that a whole text reads as through chains."""
    for one in one_back(text):
        yield one
        if depth > 1 and one.channels[0].startswith("utf-8") and is_strange(one.new):
            for more in back(one.new, depth - 1):
                yield Chain(more.new, one.channels + more.channels)


def _fits(old: str, chain: Chain) -> bool:
    return fits(chain.new, chain.channels[-1]) and may_be_misread(old, chain.channels[0])


def is_certain(old: str, new: str) -> bool:
    """Is this as plain as sentences are, and far likelier than the text as it is?"""
    above = [c for c in set(new) if c > "\x7f" and c.isalpha()]
    if len(above) < FEWEST or NEVER.search(new) or glance(old) - glance(new) < CERTAIN_GAIN:
        return False
    costs = [*map(glances.__getitem__, above)]
    plain = max(costs) <= RAREST and sum(costs) <= CERTAIN * len(above)
    return plain and not is_strange(new)


@lru_cache(maxsize=8192)
def certain(text: str) -> Chain | None:
    """The one reading of a whole text, if there is one beyond doubt.

    >>> certain("´ºÃß²»¾õÏþ£¬´¦´¦ÎÅÌäÄñ").new
    '春眠不觉晓，处处闻啼鸟'
    """
    if glance(text) < CERTAIN_GAIN:
        return None
    # Charsets differ in a few characters, and so do readings: look at all of them.
    chains = list(back(text))
    costs = {chain.new: glance(chain.new) for chain in chains}
    limit = min(costs.values(), default=0.0) + NEAR
    near = [new for new, cost in costs.items() if cost < limit]
    if not any(is_certain(text, new) for new in near):
        return None
    best, *others = sorted((nats(new), new) for new in near)
    if not is_certain(text, best[1]) or (others and others[0][0] - best[0] < MARGIN):
        return None
    # What is strange character by character may be words of another script.
    if natural(text) - best[0] < CERTAIN_GAIN:
        return None
    return next((chain for chain in chains if chain.new == best[1] and _fits(text, chain)), None)


def known(
    text: str, usual: Iterable[Channels], stands: Callable[[str, str], bool] = is_certain
) -> Chain | None:
    """The reading of a whole text through one of the chains that its neighbours took."""
    for channels in usual:
        new, names = text, list[str]()
        for channel in channels:
            true, _, mistaken = channel.partition(" as ")
            spellings = list(islice(charsets.encodings(new, mistaken), 2))
            data = spellings[0] if len(spellings) == 1 else None
            read = _read(new, data, true, mistaken) if data is not None else None
            if read is None:
                break
            # Charsets that hold the same are one, and called by the name of the first.
            names_of_it = (*charsets.pages(new), charsets.HYBRID, *charsets.DOUBLE, *charsets.WIDE)
            same = (name for name in names_of_it if charsets.encode(new, name) == data)
            names.append(f"{true} as {next(same)}")
            new = read
        else:
            if (
                _fits(text, Chain(new, channels))
                and stands(text, new)
                and not _has_rival(text, new, channels[0])
            ):
                return Chain(new, tuple(names))
    return None


def _has_rival(text: str, new: str, channel: str) -> bool:
    """Does a charset that holds the same characters at other codes read nearly as well?"""
    true, _, mistaken = channel.partition(" as ")
    data, limit = charsets.encode(text, mistaken), glance(new) + NEAR
    for page in charsets.pages(text):
        other = charsets.encode(text, page)
        if other is not None and other != data:
            read = charsets.decode(other, true)
            if read is not None and glance(read) < limit:
                return True
    return False
