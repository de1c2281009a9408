"""A plain environment with the `care` of this checkout, as people install it.

What else lies in an environment slows bare Python too, and an editable install slows both. So the
benchmarks make their own: no setuptools, and a wheel that the newest pip installs. (The scripts
that pip wrote before version 25 import `re`, which costs as much as a third of bare Python.)
"""

import hashlib
import os
import shutil
import subprocess
import sys
from importlib.metadata import distributions
from pathlib import Path

from sizes import TODAY

HERE = Path(__file__).resolve().parent
CHECKOUT = HERE.parent
DATA = HERE / "data"


def bare_environment(place: Path) -> Path:
    """Make an environment with nothing but pip at `place`; return its Python.

    Raises `subprocess.CalledProcessError` if pip fails.
    """
    shutil.rmtree(place, ignore_errors=True)
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(place)], check=True)
    python = place / "bin" / "python"
    pip = [sys.executable, "-m", "pip", "--python", str(python)]
    run_pip([*pip, "install", "--quiet", "pip>=25"])
    return python


def run_pip(command: list[str]) -> None:
    """Run a command of pip, and raise `subprocess.CalledProcessError` with what it said."""
    subprocess.run(
        [*command, "--disable-pip-version-check"], check=True, capture_output=True, text=True
    )


def care_environment(folder: Path) -> Path:
    """Return the Python of an environment below `folder` that has the `care` of this checkout.

    It is made where it is not there, or is of other sources. Ends the program with one line where
    that cannot be done.
    """
    place, wanted = folder / "care", sources()
    told, python = place / "sources", place / "bin" / "python"
    if told.exists() and told.read_text() == wanted:
        return python
    print(f"installing care into {place}", file=sys.stderr)
    folder.mkdir(parents=True, exist_ok=True)
    try:
        python = bare_environment(place)
        run_pip([str(python), "-m", "pip", "install", "--quiet", str(CHECKOUT)])
    except (OSError, subprocess.CalledProcessError) as error:
        sys.exit(f"care cannot be installed into {place}: {last_line(error)}")
    told.write_text(wanted)
    return python


def version_of(python: Path, package: str) -> str:
    """Return the version of a package in the environment of this Python; "?" if it is not there."""
    places = [str(path) for path in python.parent.parent.glob("lib/python*/site-packages")]
    return next((one.version for one in distributions(name=package, path=places)), "?")


def last_line(error: Exception) -> str:
    """Return the last line of what a failed program said, or of the error."""
    said = (getattr(error, "stderr", None) or "").strip() or str(error)
    return said.splitlines()[-1].strip()


def sources() -> str:
    """Return a mark of this Python, and of all that the wheel is made of."""
    files = sorted(
        path for path in (CHECKOUT / "src").rglob("*") if path.suffix != ".pyc" and path.is_file()
    )
    mark = hashlib.sha256(sys.version.encode())
    for path in [CHECKOUT / "pyproject.toml", *files]:
        mark.update(f"{path.relative_to(CHECKOUT)}\0".encode() + path.read_bytes())
    return mark.hexdigest()


def journal(python: Path, folder: Path, size: str) -> Path:
    """Return the journal of this size below `folder`, made by `python` where it is not there."""
    path = folder / size / "journal.db"
    path.parent.mkdir(parents=True, exist_ok=True)
    make([str(python), str(HERE / "journals.py"), size, str(path)], folder)
    return path


def make(command: list[str], folder: Path) -> None:
    """Run one of our scripts that makes data; end the program if it fails."""
    environment = {"PATH": os.defpath, "HOME": str(folder), "LANG": "C.UTF-8"}
    if subprocess.run(command, env=environment, check=False).returncode:
        sys.exit(f"{' '.join(command[1:])} failed; what it said is above")


def plain(home: str | Path) -> dict[str, str]:
    """Return an environment without the user's settings, and without a pager to hang in."""
    return {
        "PATH": os.defpath,
        "HOME": str(home),
        "LANG": "C.UTF-8",
        "TERM": "xterm",
        "CARE_PAGER": "",
        "CARE_TODAY": TODAY.isoformat(),
    }
