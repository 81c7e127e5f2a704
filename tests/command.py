"""The command run in this process, and what it said."""

from __future__ import annotations

import os
from typing import NamedTuple

import pytest

posix = pytest.mark.skipif(os.name != "posix", reason="needs POSIX")
PAGE = "質(zhì)量發(fā)展，網(wǎng)絡(luò)數(shù)據(jù)。\n"
CLEAN = "质量发展，网络数据。\n"


class Outcome(NamedTuple):
    code: int
    stdout: bytes
    stderr: str
