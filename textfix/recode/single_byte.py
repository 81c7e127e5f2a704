"""Text in single-byte encodings, which charset-normalizer knows: Cyrillic, Greek, Western ...

It is asked only about what is neither UTF nor Chinese, Japanese or Korean, answers only with
encodings that are in use, and must be sure: on short text it guesses.
"""

from __future__ import annotations

from textfix.recode.detect import sample
from textfix.recode.nature import nats

ENCODINGS = (
    *("cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258"),
    *("koi8_r", "koi8_u", "mac_cyrillic", "cp866", "cp874"),
    *("iso8859_2", "iso8859_5", "iso8859_7", "iso8859_9", "iso8859_15"),
)
SAMPLE = 1 << 16  # bytes, at least one line
FEWEST = 8  # bytes above ASCII
CHAOS = 0.10  # of charset-normalizer's measure of mess, at most
COHERENCE = 0.20  # and of its likeness to a language, at least
HEAD = 4096  # bytes of lines that are not ASCII, read in all of them
NEAR = 1.0  # nats: as good as the best


def single_byte(data: bytes) -> str:
    """The encoding of bytes that are no other, or nothing where that is not sure."""
    from charset_normalizer import from_bytes

    part = data if len(data) <= SAMPLE else data[: data.rfind(b"\n", 0, SAMPLE) + 1 or SAMPLE]
    if len(part) - len(part.decode("ascii", "ignore")) < FEWEST:
        return ""
    best = from_bytes(part, cp_isolation=list(ENCODINGS)).best()
    if best is None or best.encoding not in ENCODINGS:
        return ""
    if best.chaos > CHAOS or best.coherence < COHERENCE:
        return ""
    # And by words of one case it must be the best too: Cyrillic encodings differ in little else.
    head = sample(part, HEAD)
    costs = [nats(text) for name in ENCODINGS if (text := _read(head, name)) is not None]
    return best.encoding if nats(_read(head, best.encoding) or "") <= NEAR + min(costs) else ""


def _read(data: bytes, name: str) -> str | None:
    try:
        return data.decode(name)
    except UnicodeDecodeError:
        return None
