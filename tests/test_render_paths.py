"""Names of files that are not UTF-8, as programs get them."""

from __future__ import annotations

import json

import pytest

from textfix.files.outcome import Outcome
from textfix.render import renderer
from textfix.render.renderer import Context


def printed(format: str, path: str) -> str:
    one = renderer(format, Context())
    return one.begin() + one.file(Outcome(path, problems=("odd",))) + one.end()


@pytest.mark.parametrize("format", ["json", "jsonl", "rdjson", "sarif"])
def test_every_text_is_unicode(format: str) -> None:
    said = printed(format, "数\udcff.txt")
    json.dumps(json.loads(said), ensure_ascii=False).encode()
    assert "%FF.txt" in said or format == "rdjson"  # it has no place for more


@pytest.mark.parametrize("format", ["json", "jsonl"])
def test_the_uri_is_there_only_where_it_is_needed(format: str) -> None:
    assert "path_uri" in printed(format, "\udcff") and "path_uri" not in printed(format, "数 a")
