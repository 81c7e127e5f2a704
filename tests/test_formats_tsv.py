import pytest
from format_files import check, check_prefixes, files

from textfix.formats import tsv

FILES = files("tsv")


@pytest.mark.parametrize("file", FILES)
def test_files(file):
    check(tsv, file)


def test_files_that_are_cut():
    check_prefixes(tsv, FILES[2].values[0])
