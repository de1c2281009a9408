"""The real programs that the tests of this folder talk to."""

import os
import shlex
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import Care

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


def shell(care: Care, home: Path, *names: str) -> Callable[[str], str]:
    """Return what runs shell lines with the real `care` and these programs in a home."""
    places = [str(Path(program(name)).parent) for name in names]
    wrapper = home / "bin/care"
    wrapper.parent.mkdir()
    wrapper.write_text(f'#!/bin/sh\nexec {shlex.join(care.command())} "$@"\n')
    wrapper.chmod(0o755)

    def run(lines: str) -> str:
        env = care.environment(
            {"PATH": ":".join([str(wrapper.parent), *places, os.environ["PATH"]])}
        )
        done = subprocess.run(
            ["sh", "-ec", lines], env=env, cwd=home, text=True, capture_output=True
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run
