import pytest
from format_files import check, check_prefixes, files

from textfix.formats import ipynb

FILES = files("ipynb")


@pytest.mark.parametrize("file", FILES)
def test_files(file):
    check(ipynb, file)


def test_files_that_are_cut():
    check_prefixes(ipynb, FILES[-2].values[0])
