"""What a name says of the language of a text: `title_zh_TW`, `繁體中文`, `values-zh-rHK/strings.xml`.

A column or a file that is named after a language other than Simplified Chinese is not to become
Simplified, whatever it is written in.
"""

from __future__ import annotations

import re

from textfix.pattern import pattern

# Tags of BCP 47 and the spellings of gettext, Java, Android and Apple, as a whole word of a name.
_TAG = pattern(
    r"(?<![A-Za-z0-9])(?:(?P<hant>zh[-_]?(?:r?TW|r?HK|r?MO|hant|cht)|cht|(?<=[-_.])(?:tw|hk)|zh[-_]tc)"
    r"|(?P<hans>zh[-_]?(?:r?CN|r?SG|hans|chs)|chs)"
    r"|(?P<ja>ja(?:[-_]JP)?|jpn|japanese)|(?P<ko>ko(?:[-_]KR)?|kor|korean)|(?P<yue>yue|lzh)"
    r")(?![A-Za-z0-9])",
    re.I,
)
_TAGGED = pattern(r"zh|ch[ts]|tw|hk|ja|jpn|ko|yue")  # what each of them has
_WORDS = {
    **dict.fromkeys(("繁體", "繁体", "正體", "正体中文", "traditional chinese"), "zh-Hant"),
    **dict.fromkeys(("简体", "簡體", "simplified chinese"), "zh-Hans"),
    **dict.fromkeys(("日本語", "日语", "日文"), "ja"),
    **dict.fromkeys(("한국어", "韩语", "韓文"), "ko"),
}
_CODES = {"hant": "zh-Hant", "hans": "zh-Hans", "yue": "yue"}


def language_of(name: str) -> str:
    """The language a name speaks of, as a tag of BCP 47; nothing if it names none.

    >>> language_of("title_zh_TW"), language_of("README.zh-Hant.md"), language_of("ja/strings.po")
    ('zh-Hant', 'zh-Hant', 'ja')
    >>> language_of("繁體中文"), language_of("title"), language_of("twin")
    ('zh-Hant', '', '')
    """
    lower = name.lower()
    if _TAGGED.search(lower):  # as in few names
        found = list(_TAG.finditer(name.replace("_zh_", "-zh_").replace("_", "-")))
        if found:
            kind = found[-1].lastgroup or ""
            return _CODES.get(kind, kind)
    if lower.isascii() and "chinese" not in lower:
        return ""
    return next((language for word, language in _WORDS.items() if word in lower), "")


def may_be_simplified(language: str) -> bool:
    """May a text that is said to be in this language become Simplified Chinese?

    >>> [may_be_simplified(tag) for tag in ("", "zh", "zh-CN", "zh-TW", "ja")]
    [True, True, True, False, False]
    """
    tag = language.lower().replace("_", "-")
    if tag.startswith("zh"):
        return not re.search(r"hant|tw|hk|mo", tag)
    return tag in ("", "cmn") or tag.startswith("zh")
