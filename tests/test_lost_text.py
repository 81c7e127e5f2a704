"""Text nobody can bring back: named wherever it was lost, and never touched."""

from __future__ import annotations

from random import Random

import pytest
from texts import LINES, PAGES

from textfix import PROFILES, Finding
from textfix.recode import gbk

ONLY = PROFILES["zh-hans"].only("lost-text")
EACH = 100  # of each kind of damage
SENTENCES = [line for line in LINES if sum(not c.isascii() for c in line) >= 20]


def read_as_gbk(data: bytes) -> str:
    """As most programs do: a byte that begins no pair is U+FFFD, and the next one is tried."""
    out, at = "", 0
    while at < len(data):
        pair = gbk.decode(data[at], data[at + 1]) if at + 1 < len(data) else None
        if data[at] < 0x80:
            out, at = out + chr(data[at]), at + 1
        elif pair:
            out, at = out + pair, at + 2
        else:
            out, at = out + "\ufffd", at + 1
    return out


def gbk_as_utf8(sentence: str) -> str:
    return sentence.encode("gbk", "replace").decode("utf-8", "replace")


def twice(sentence: str) -> str:
    return read_as_gbk(gbk_as_utf8(sentence).encode())


def through_big5(sentence: str) -> str:
    return gbk_as_utf8(sentence).encode().decode("cp950", "replace")


def through_latin(sentence: str) -> str:
    return gbk_as_utf8(sentence).encode().decode("latin-1")


def to_ascii(sentence: str) -> str:
    return sentence.encode("ascii", "replace").decode()


DAMAGE = {
    "GBK read as UTF-8": gbk_as_utf8,
    "and then as GBK": twice,
    "and then as Big5": through_big5,
    "and then as Latin-1": through_latin,
    "written as ASCII": to_ascii,
}


def memory(rng: Random) -> str:
    """A C string whose end was never written, as a debugger shows it."""
    byte, label = rng.choice([0xCC, 0xCD, 0xDD]), rng.choice(["name = ", "buf[8]: ", "0x12ff60 \t"])
    junk = bytes(rng.choice([[], [0xF8, 0x9C], [0x00], [0xFE, 0x81]]))
    return label + read_as_gbk(bytes([byte]) * rng.randrange(8, 40, 2) + junk)


def sentences(kind: str) -> list[str]:
    rng = Random(kind)
    chosen = [rng.choice(SENTENCES) for _ in range(EACH)]
    return [line[: rng.randint(20, len(line))] for line in chosen]


def found(text: str) -> list[Finding]:
    """What is lost in `text`, which stays the object it is."""
    assert ONLY(text) is text
    report = ONLY.report(text)
    assert report.after is text and not report.changes
    assert all(f.new is None and f.note for f in report.left)
    return list(report.left)


@pytest.mark.parametrize("kind", DAMAGE)
def test_every_loss_is_named_and_left(kind: str) -> None:
    for sentence in sentences(kind):
        damaged = DAMAGE[kind](sentence)
        assert found(damaged), damaged
        assert found(f"1.  {damaged}\n2.  ok\n"), damaged


def test_memory_is_named_and_left() -> None:
    rng = Random(0)
    for _ in range(EACH):
        text = memory(rng)
        assert found(text), text


@pytest.mark.parametrize("kind", DAMAGE)
def test_the_estimate_is_of_the_right_size(kind: str) -> None:
    """Half of it to a third more, where a sentence of Chinese alone was lost."""
    for sentence in sentences(kind):
        lost = "".join(c for c in sentence if not c.isascii())
        notes = [f.note.split() for f in found(DAMAGE[kind](lost))]
        said = sum(int(words[1]) for words in notes)
        assert len(lost) // 2 - 2 <= said <= len(lost) * 4 // 3 + 2, (lost, said)


@pytest.mark.parametrize("page", PAGES)
def test_clean_pages_have_lost_nothing(page: str) -> None:
    assert found(page) == []


def test_a_page_of_losses_may_mention_garbled_text_once() -> None:
    lines = [twice(sentence) for sentence in sentences("page")]
    assert found("\n".join(["常见的乱码：", *lines[:8]])) == []
    assert len(found("\n".join(["编号 1：打开是乱码", *lines]))) >= EACH
