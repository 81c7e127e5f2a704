"""What turns one string of bytes into another: places, lengths and the bytes that go there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

Hunk = tuple[int, int, bytes]  # from this offset, so many bytes become these


def apply(hunks: Iterable[Hunk], data: bytes) -> bytes:
    """`data` with every hunk in place; they are in order and do not overlap.

    >>> apply([(0, 1, b"J"), (5, 0, b"!")], b"hello")
    b'Jello!'

    Raises ValueError where they are not, or lie outside.
    """
    parts: list[bytes] = []
    at = 0
    for start, length, new in hunks:
        if length < 0 or not at <= start <= len(data) - length:
            raise ValueError(f"no place for a hunk of {length} bytes at {start}")
        parts += data[at:start], new
        at = start + length
    return b"".join((*parts, data[at:]))


def turns(hunks: Iterable[Hunk], old: bytes, new: bytes) -> bool:
    """Do the hunks turn `old` into `new`?"""
    try:
        return apply(hunks, old) == new
    except ValueError:
        return False


def invert(hunks: Sequence[Hunk], data: bytes) -> list[Hunk]:
    """What turns `data`, once the hunks are applied, back into itself.

    >>> invert([(0, 2, b"XYZ"), (4, 1, b"")], b"abcde")
    [(0, 3, b'ab'), (5, 0, b'e')]
    """
    back, shift = [], 0
    for start, length, new in hunks:
        back.append((start + shift, len(new), data[start : start + length]))
        shift += len(new) - length
    return back


def between(old: bytes, new: bytes) -> Iterator[Hunk]:
    """What turns `old` into `new`: line by line where they have as many lines, else one hunk.

    >>> list(between(b"a\\nbcd\\ne", b"a\\nbxd\\ne"))
    [(3, 1, b'x')]
    """
    olds, news = old.split(b"\n"), new.split(b"\n")
    if len(olds) != len(news):
        yield _narrowed(0, old, new)
        return
    at = 0
    for before, after in zip(olds, news, strict=True):
        if before != after:
            yield _narrowed(at, before, after)
        at += len(before) + 1


def _narrowed(at: int, old: bytes, new: bytes) -> Hunk:
    """One hunk at `at`, without what both begin and end with."""
    head = common_prefix(old, new)
    tail = common_prefix(old[head:][::-1], new[head:][::-1])
    return at + head, len(old) - head - tail, new[head : len(new) - tail]


def common_prefix(a: bytes, b: bytes) -> int:
    """How many bytes both begin with.

    >>> common_prefix(b"abcd", b"abxd")
    2
    """
    low, high = 0, min(len(a), len(b))
    while low < high:  # by halves: comparing slices is far faster than bytes
        middle = (low + high + 1) // 2
        if a[low:middle] == b[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low
