"""What a file says of its encoding agrees with the one it is written in."""

from __future__ import annotations

import pytest

from textfix.formats.charset_label import relabel
from textfix.formats.proof import splice
from textfix.recode.declared import declared, name_of

CHANGED = [
    (".html", '<meta charset="gb2312">', '<meta charset="utf-8">'),
    (".HTM", "<META CHARSET=GB2312>", "<META CHARSET=UTF-8>"),
    (".html", "<meta charset = ' gbk '/>", "<meta charset = ' utf-8 '/>"),
    (
        ".html",
        "<meta http-equiv=\"Content-Type\" content=\"text/html; charset=gb2312\"><meta charset='big5'>",
        "<meta http-equiv=\"Content-Type\" content=\"text/html; charset=utf-8\"><meta charset='utf-8'>",
    ),
    (
        ".htm",
        "<!-- <meta charset=gbk> --><meta content='text/html;charset=GBK' http-equiv=content-type>",
        "<!-- <meta charset=gbk> --><meta content='text/html;charset=UTF-8' http-equiv=content-type>",
    ),
    (
        ".xhtml",
        "<?xml version='1.0' encoding='GB2312'?><html><head><meta charset='gb2312'/></head></html>",
        "<?xml version='1.0' encoding='UTF-8'?><html><head><meta charset='utf-8'/></head></html>",
    ),
    (
        ".html",
        "<head><meta charset=gbk></head><body><meta charset=gbk>",
        "<head><meta charset=utf-8></head><body><meta charset=gbk>",
    ),
    (
        ".xml",
        '<?xml version="1.0" encoding = "GB2312" standalone="yes"?>\n<a/>',
        '<?xml version="1.0" encoding = "UTF-8" standalone="yes"?>\n<a/>',
    ),
    (".svg", '<?xml version="1.0" encoding="Big5"?>', '<?xml version="1.0" encoding="utf-8"?>'),
    (".css", '@charset "gb2312";\na {}', '@charset "utf-8";\na {}'),
    (".py", "# -*- coding: gbk -*-\n", "# -*- coding: utf-8 -*-\n"),
    (".py", "#!/usr/bin/python\r\n# vim: set fileencoding=gbk :\r\n", "#!/usr/bin/python\r\n# vim: set fileencoding=utf-8 :\r\n"),
    (".py", "\n  # coding=gb18030", "\n  # coding=utf-8"),
    (".py", "#\r# coding: gbk\r", "#\r# coding: utf-8\r"),
    (".py", "# coding: gbk\n" + "x\n" * 20 + "# vim: fenc=cp936", "# coding: utf-8\n" + "x\n" * 20 + "# vim: fenc=utf-8"),
    (".rb", "# encoding: GBK\n", "# encoding: UTF-8\n"),
    (".c", "/* -*- mode: c; coding: gbk; -*- */\n", "/* -*- mode: c; coding: utf-8; -*- */\n"),
    (".lua", "x = 1\n-- vim: ts=4 fenc=gbk\n", "x = 1\n-- vim: ts=4 fenc=utf-8\n"),
    (
        ".po",
        '# 中文\nmsgid ""\nmsgstr ""\n"MIME-Version: 1.0\\n"\n"Content-Type: text/plain; charset=GBK\\n"\n\nmsgid "a"\n',
        '# 中文\nmsgid ""\nmsgstr ""\n"MIME-Version: 1.0\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "a"\n',
    ),
]  # fmt: skip
KEPT = [
    (".txt", '<meta charset="gb2312">'),
    (".md", '<meta charset="gb2312">'),
    (".html", '<meta charset="utf8">'),
    (".html", '<meta charset="x-unknown"><meta charset=""><meta charset>'),
    (".html", "<meta charset='{{ charset }}'>"),
    (".html", "<meta name=description content='charset=gbk'>"),
    (".html", "<p>用 &lt;meta charset=gbk&gt;</p><script>'<meta charset=gbk>'</script>"),
    (".html", "<body><p><meta charset=gbk>"),
    (".html", "<script src=a.js charset=gbk></script><form accept-charset=gbk>"),
    (".xml", "<a><?xml version='1.0' encoding='gbk'?></a>"),
    (".xml", "<?xml version='1.0'?><a encoding='gbk'/>"),
    (".css", '/* */ @charset "gbk";'),
    (".css", "@charset 'gbk';"),
    (".py", "x = 1\n# coding: gbk\n"),
    (".py", "import a\nx = '# coding: gbk'\n"),
    (".py", "\n\n# coding: gbk\n"),
    (".py", "# coding: no-such-encoding\n"),
    (".js", "// encoding: gbk\n"),
    (".c", "\n" * 6 + "// vim: fenc=gbk" + "\n" * 6),
    (".pot", 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=CHARSET\\n"\n'),
    (
        ".po",
        'msgid ""\nmsgstr ""\n\nmsgid "x"\nmsgstr ""\n"Content-Type: text/plain; charset=GBK\\n"\n',
    ),
    (".html", ""),
    (".py", ""),
    (".c", ""),
    (".po", ""),
]


def relabelled(text, suffix, encoding="utf-8"):
    return splice(text, relabel(text, suffix, encoding))


@pytest.mark.parametrize(("suffix", "text", "want"), CHANGED)
def test_a_label_is_changed(suffix, text, want):
    assert relabelled(text, suffix) == want
    assert relabel(want, suffix, "utf-8") == []
    assert relabelled(text, suffix, "utf-8-sig") == want


@pytest.mark.parametrize(("suffix", "text"), KEPT)
def test_what_is_no_label_or_agrees_stays(suffix, text):
    assert relabel(text, suffix, "utf-8") == []


@pytest.mark.parametrize("encoding", ["gbk", "gb2312", "gb18030", "cp936"])
def test_the_encodings_of_the_mainland_are_one(encoding):
    assert relabel("<meta charset=gb2312>", ".html", encoding) == []
    assert relabelled("<meta charset=utf-8>", ".html", encoding) == "<meta charset=gb18030>"


@pytest.mark.parametrize("encoding", ["cp950", "big5hkscs", "utf-16-le", "shift_jis", "cp949"])
def test_labels_are_such_as_are_read(encoding):
    text = relabelled('<meta charset="gbk">', ".html", encoding)
    assert declared(text.encode()) == name_of(encoding) or encoding.startswith("utf-16")
    assert relabel(text, ".html", encoding) == []


@pytest.mark.parametrize("suffix", [".html", ".xml", ".css", ".py", ".c", ".po"])
@pytest.mark.parametrize(
    "unit", [" ", "#", "vim:", "-*-", "<meta ", "<", '"Content-Type:', "\n", "<?xml "]
)
def test_long_files_of_one_thing(suffix, unit):
    assert relabel(unit * (1_000_000 // len(unit)), suffix, "utf-8") == []
