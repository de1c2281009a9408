"""The real programs that the tests of this folder talk to."""

import os
import shutil
from pathlib import Path

import pytest

OWN = Path(__file__).resolve().parents[2] / ".neighbours/bin"


def program(name: str) -> str:
    """Return the path of a program, from `.neighbours` or the PATH.

    Without it the test is skipped; with CARE_NEIGHBOURS_NEEDED it fails.
    """
    found = shutil.which(name, path=f"{OWN}:{os.environ['PATH']}")
    if found:
        return found
    said = f"{name} is not here: tests/neighbours/install installs it"
    if os.environ.get("CARE_NEIGHBOURS_NEEDED"):
        pytest.fail(said)
    pytest.skip(said)
