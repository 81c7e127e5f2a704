"""The calls that most programs need: repair a text, explain it, and both for many or for bytes."""

from __future__ import annotations

from collections.abc import Iterable

from textfix.core import Finding, Protect, Report
from textfix.decode import decode
from textfix.pipeline import Pipeline


def fix(
    text: str,
    *,
    profile: str = "zh-hans",
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    unsafe: bool = False,
    protect: Iterable[Protect] = (),
) -> str:
    """The repaired text; the same object where nothing is wrong.

    `profile` names a set of rules (`PROFILES`); `select` replaces them, `ignore` takes from them;
    `unsafe` applies the unsafe rules too; `protect` names words (str) and patterns
    (`re.Pattern`) that are never touched.

    >>> fix("網(wǎng)絡(luò)數(shù)據(jù)")
    '网络数据'

    Raises UnknownRule for a rule, ValueError for a profile that does not exist.
    """
    return Pipeline.of(profile, select=select, ignore=ignore, unsafe=unsafe, protect=protect)(text)


def fix_many(
    texts: Iterable[str],
    *,
    profile: str = "zh-hans",
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    unsafe: bool = False,
    protect: Iterable[Protect] = (),
) -> list[str]:
    """`fix` on each of many texts, every one a document of its own."""
    repair = Pipeline.of(profile, select=select, ignore=ignore, unsafe=unsafe, protect=protect)
    return repair.fix_many(texts)


def report(
    text: str,
    *,
    profile: str = "zh-hans",
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    unsafe: bool = False,
    protect: Iterable[Protect] = (),
) -> Report:
    """The same repair explained: before, after, steps, changes, what was left; `undo()`.

    >>> report("數據").changes[0].new
    '数据'
    """
    chosen = Pipeline.of(profile, select=select, ignore=ignore, unsafe=unsafe, protect=protect)
    return chosen.report(text)


def detect(
    text: str,
    *,
    profile: str = "zh-hans",
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    unsafe: bool = False,
    protect: Iterable[Protect] = (),
) -> list[Finding]:
    """Everything wrong with `text`, as findings about it, in order; nothing is changed."""
    chosen = Pipeline.of(profile, select=select, ignore=ignore, unsafe=unsafe, protect=protect)
    return list(chosen.report(text).findings)


def fix_bytes(
    data: bytes,
    *,
    encoding: str | None = None,
    errors: str = "strict",
    profile: str = "zh-hans",
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    unsafe: bool = False,
    protect: Iterable[Protect] = (),
) -> str:
    """Decode (see `decode`, for `encoding` and `errors` too), then `fix`.

    Raises DecodeError where the encoding is not proved.
    """
    chosen = Pipeline.of(profile, select=select, ignore=ignore, unsafe=unsafe, protect=protect)
    return chosen(decode(data, encoding=encoding, errors=errors).text)
