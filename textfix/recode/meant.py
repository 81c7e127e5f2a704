"""Do escapes stand where escapes belong: in code, in data, in an address, in a text about them?"""

from __future__ import annotations

import re
from collections import Counter

from textfix.pattern import pattern
from textfix.recode.escapes import Run
from textfix.survey import Facts

# Who writes about escapes uses these words, once in 2000 characters at least. Cut so that most need
# no folding of case: a pass over the document costs as much as all of these counts.
_WORDS = (
    *("转义", "轉義", "编码", "編碼", "解码", "解碼", "乱码", "亂碼", "字符集", "字元集", "正则"),
    *("正規表", "escap", "Escap", "nicode", "ncod", "ecod", "egex", "TF-8", "tf-8", "GBK", "gbk"),
    *("GB2312", "gb2312", "GB18030", "-printable", "ase64"),
)
_OTHER_WORDS = ("邮政编码", "郵政編碼")
_APART = 2000
_NEAR = 500  # characters of the line on each side that are looked at: some files are one line

# A line that is source code, data or markup, whatever the escapes in it.
_CODE = pattern(
    r"^\s*(?:[{\[].*[}\]],?\s*$|(?:var|let|const|def|return|import|from|public|private|static|char"
    r"|string|int|if|for|while|function|class|print|printf|echo|export|set|msgid|msgstr)\b[ (\"'$%_A-Za-z]"
    r"|//|/\*|#\w+ *[\"<A-Z(]|<!--|(?:\$|>>>|\.\.\.)\s|\[[^\]]+\]:\s"
    r"|[\w.$\[\]'\"@-]+\s*[:+]?=(?![0-9A-F]{2})|\t| {4})"
    r"|</?[A-Za-z][^<>]*>|\\[a-zA-Z]+[{\[]|[\"'][\w.-]+[\"']\s*:|[\w)\]]\s*(?:=>|:=|==|!=|\+=)\s"
)
_CODE_END = pattern(r"[;{}]\s*$")
_ENTITY = pattern(r"&(?:amp;)*#?\w+;")
# What git prints before a file name; quotes and octal are its own, for a terminal.
_GIT = pattern(
    r"^\s*(?:[a-z ]+:\s+|[ MADRCUT?!]{1,2}\s+|(?:create|delete) mode \d{6} |rename |[-+]{3} "
    r'|diff --git )"?'
)
_BEFORE = pattern(r"[!-~]*$")
_AFTER = pattern(r"[!-~]*")
_LINK = pattern(r"\]\([^()\s]*$")
_WORD = pattern(r"=\?[^?\s]+\?[bqBQ]\?[^?\s]*\?=")


def evidence(text: str) -> Counter[tuple[str, ...]]:
    """How often a document speaks of escapes and encodings."""
    return Counter({("words",): sum(map(text.count, _WORDS)) - sum(map(text.count, _OTHER_WORDS))})


def is_meant(text: str, run: Run, facts: Facts) -> bool:
    """Are these escapes meant as such? By the document, and by the line around them."""
    if facts.cached("escapes", is_about_escapes):
        return True
    before, after, is_data = around(text, run)
    return is_data or _is_meant(before, text[run.start : run.end], after, run)


def around(text: str, run: Run) -> tuple[str, str, bool]:
    """What of the line is before and behind a run, and whether it is a long line of data."""
    begin, end = text.rfind("\n", 0, run.start) + 1, text.find("\n", run.end)
    end = len(text) if end < 0 else end
    is_data = run.start - begin > _NEAR and text[begin] in "[{"
    before = text[max(begin, run.start - _NEAR) : run.start]
    return before, text[run.end : min(end, run.end + _NEAR)].rstrip("\r"), is_data


def is_about_escapes(facts: Facts) -> bool:
    """Does a document speak of escapes and encodings?"""
    words = facts.count(evidence)["words",]
    return words * _APART >= max(1, sum(facts.chars.values()))


def is_code(before: str, after: str) -> bool:
    """Is this line source code, data or markup?"""
    if evidence(before + " " + after)["words",]:
        return True
    return (
        _CODE.search(before + after) is not None
        or _CODE_END.search(_ENTITY.sub("", after)) is not None
    )


def _is_meant(before: str, old: str, after: str, run: Run) -> bool:
    """Do these escapes stand where escapes belong? By what is before and after them in the line."""
    if run.kind.startswith("octal") and _GIT.match(before):
        return False
    at = len(before)
    return (
        is_code(before, after)
        or _LINK.search(before) is not None
        or any(w.start() <= at < w.end() for w in _WORD.finditer(before + old + after))
        or _in_literal(before, after)
        or _in_expression(before, old, after)
        or (run.kind.startswith(("percent", "%u")) and _in_address(before, after))
    )


def _in_literal(before: str, after: str) -> bool:
    """Is this a string of some language? A sentence has its quotes next to words."""
    for quote in "\"'":
        outside, odd, _ = before.rpartition(quote)
        _, closed, rest = after.partition(quote)
        if odd and closed and before.count(quote) % 2:
            left, right = outside.rstrip()[-1:], rest.strip()[:1]
            if left in tuple("=([{,:+<>!&|") or right in tuple(",;)]}:+=") or not (left or right):
                return True
            if re.search(r"(?<![A-Za-z])[rbuLRBU]$", outside):
                return True
    return False


def _in_expression(before: str, old: str, after: str) -> bool:
    r"""Is this part of a regular expression, as in `[\u4e00-\u9fff]+`?"""
    if before.endswith(("[", "^", "|")) or after.startswith(("]", "+", "*", "{", "|")):
        return True
    alone = len(old) <= len("\\\\u4e2d")
    return alone and (before.endswith("-") or after.startswith("-"))


def _in_address(before: str, after: str) -> bool:
    """Is this part of a path or a query, with or without a scheme?"""
    left, right = _BEFORE.search(before), _AFTER.match(after)
    around = (left[0] if left else "") + (right[0] if right else "")
    return any(sign in around for sign in "/?&=#@\\")
