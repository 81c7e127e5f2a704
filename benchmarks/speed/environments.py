"""A virtual environment for each peer: two of them share the module name `opencc`."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from pathlib import Path

PACKAGES = {
    "chain": ("charset-normalizer==3.5.2", "ftfy==6.3.1", "opencc-python-reimplemented==0.1.7"),
    "opencc": ("opencc==1.4.2",),
    "plsfix": ("plsfix==0.1.8",),
    "autocorrect": ("autocorrect-py==2.14.0",),
    "codespell": ("codespell==2.4.3",),
}


def cache() -> Path:
    """Where the environments are kept from one run to the next."""
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "textfix-benchmarks"


def python(name: str) -> Path | None:
    """The interpreter of an environment, made where it is not there yet; None if that fails."""
    if name not in PACKAGES:
        return Path(sys.executable)
    version = "py{}{}".format(*sys.version_info[:2])
    folder = cache() / "-".join((version, *PACKAGES[name])).replace("==", "-")
    interpreter, ready = folder / "bin" / "python", folder / "ready"
    if not ready.exists():
        print(f"making an environment for {', '.join(PACKAGES[name])}", file=sys.stderr)
        venv.create(folder, clear=True, with_pip=True)
        pip = (interpreter, "-m", "pip", "install", "-q", "--disable-pip-version-check")
        if subprocess.run((*pip, *PACKAGES[name])).returncode:
            return None
        ready.touch()
    return interpreter
