"""Values as TOML and people write them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from textfix.pattern import pattern

_UNITS = ("", "k", "m", "g", "t")
_SIZE = pattern(r"(\d{1,15})\s*([kmgt]?)(i?)b?", re.I)


def written(value: object) -> str:
    """A value as TOML has it, in one line.

    >>> written({"a": (True, "數", Path("b/c")), "d": 0.5})
    '{ "a" = [true, "數", "b/c"], "d" = 0.5 }'
    """
    import json

    if isinstance(value, Mapping):
        pairs = (f"{written(name)} = {written(inner)}" for name, inner in value.items())
        return f"{{ {', '.join(pairs)} }}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(written, value))}]"
    if isinstance(value, Path):
        value = value.as_posix()
    if isinstance(value, bool | int | float | str):  # JSON spells these as TOML does, but for DEL
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    return str(value)


def size_of(text: str) -> int | None:
    """Bytes, of what people write; None if it is no size.

    >>> size_of("64MB"), size_of("1 GiB"), size_of("5k"), size_of("many")
    (64000000, 1073741824, 5000, None)
    """
    m = _SIZE.fullmatch(text.strip())
    if m is None:
        return None
    base: int = 1024 if m[3] else 1000
    return int(m[1]) * int(base ** _UNITS.index(m[2].lower()))


def size_written(size: int) -> str:
    """Bytes, as people write them.

    >>> size_written(64_000_000), size_written(1536), size_written(1 << 30)
    ('64MB', '1536B', '1GiB')
    """
    for power in range(len(_UNITS) - 1, 0, -1):
        for base, infix in ((1000, ""), (1024, "i")):
            if size and size % base**power == 0:
                return f"{size // base**power}{_UNITS[power].upper()}{infix}B"
    return f"{size}B"
