"""Who is measured, each built once and as its authors recommend for speed.

Imported in every environment, so nothing is imported here but the standard library.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

OURS = "textfix"  # the environment of the interpreter that runs the benchmark
FLOOR = "decode + encode"
CHAIN = "chain"


class Contestant(NamedTuple):
    """A function, where it lives, and what one call takes."""

    environment: str
    takes: str  # "text" and "bytes": one document; "texts": all at once
    build: Callable[[], Callable[[Any], object]]
    does: str


def _floor() -> Callable[[bytes], bytes]:
    return lambda data: data.decode("utf-8").encode("utf-8")


def _fast() -> None:
    """The extra `fast`, as after five million characters, when the library imports it."""
    import numpy  # noqa: F401


def _fix() -> Callable[[str], str]:
    import textfix

    _fast()
    return textfix.fix


def _fix_plain() -> Callable[[str], str]:
    import sys

    import textfix

    sys.modules["numpy"] = None  # type: ignore[assignment]
    return textfix.fix


def _fix_many() -> Callable[[list[str]], list[str]]:
    import textfix

    _fast()
    return textfix.fix_many


def _fix_bytes() -> Callable[[bytes], bytes]:
    import textfix

    _fast()
    fix_bytes = textfix.fix_bytes
    return lambda data: fix_bytes(data).encode("utf-8")


def _profile(name: str) -> Callable[[], Callable[[str], str]]:
    def build() -> Callable[[str], str]:
        from textfix import PROFILES

        _fast()
        return PROFILES[name]

    return build


def _rule(name: str) -> Callable[[], Callable[[str], str]]:
    def build() -> Callable[[str], str]:
        from textfix import PROFILES

        _fast()
        return PROFILES["zh-hans"].only(name)

    return build


def _ftfy() -> Callable[[str], str]:
    import ftfy

    config = ftfy.TextFixerConfig(explain=False)
    return lambda text: ftfy.fix_text(text, config)


def _chain() -> Callable[[bytes], bytes]:
    import ftfy
    from charset_normalizer import from_bytes
    from opencc import OpenCC

    config = ftfy.TextFixerConfig(explain=False)
    convert = OpenCC("t2s").convert

    def run(data: bytes) -> bytes:
        text = str(from_bytes(data).best())
        return bytes(convert(ftfy.fix_text(text, config)), "utf-8")

    return run


def _opencc() -> Callable[[str], str]:
    from opencc import OpenCC

    convert: Callable[[str], str] = OpenCC("t2s").convert
    return convert


def _plsfix() -> Callable[[str], str]:
    from plsfix import fix_text

    return fix_text  # type: ignore[no-any-return]


def _autocorrect() -> Callable[[str], str]:
    import autocorrect_py

    return autocorrect_py.format  # type: ignore[no-any-return]


CONTESTANTS: dict[str, Contestant] = {
    FLOOR: Contestant(OURS, "bytes", _floor, "the floor: UTF-8 to str and back"),
    "fix": Contestant(OURS, "text", _fix, "textfix.fix, the default profile, with the extra fast"),
    "fix, plain": Contestant(OURS, "text", _fix_plain, "the same without that extra"),
    "fix_many": Contestant(OURS, "texts", _fix_many, "textfix.fix_many, all in one call"),
    "fix_bytes": Contestant(
        OURS, "bytes", _fix_bytes, "textfix.fix_bytes, encoded: the chain's work"
    ),
    "repair": Contestant(OURS, "text", _profile("repair"), "the profile repair"),
    "traditional": Contestant(OURS, "text", _rule("traditional"), "this rule alone"),
    "mojibake": Contestant(OURS, "text", _rule("mojibake"), "this rule alone"),
    "line-wrap": Contestant(OURS, "text", _rule("line-wrap"), "this rule alone"),
    "pinyin-gloss": Contestant(OURS, "text", _rule("pinyin-gloss"), "this rule alone"),
    CHAIN: Contestant(
        "chain", "bytes", _chain, "charset-normalizer, ftfy, opencc-python-reimplemented; encoded"
    ),
    "ftfy": Contestant("chain", "text", _ftfy, "ftfy.fix_text, explanations off"),
    "opencc": Contestant("opencc", "text", _opencc, "the official OpenCC, t2s"),
    "plsfix": Contestant("plsfix", "text", _plsfix, "plsfix.fix_text"),
    "autocorrect": Contestant("autocorrect", "text", _autocorrect, "autocorrect_py.format"),
}
