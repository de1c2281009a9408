"""`$VISUAL` or `$EDITOR` on a file that only its owner can read, and that is gone afterwards."""

import os
import shlex
import subprocess
import tempfile
from pathlib import Path

from caretrack.errors import CareError

# What was written in this run, until it is known whether it arrived where it should.
_written: list[Path] = []


def edited(text: str, folder: Path, suffix: str = ".txt") -> str:
    """`text` as the user leaves it in their editor. Raises CareError when the editor cannot be run or says that it failed.

    The file lies in `folder` where that is there (the journal's own, private), else in the temporary directory; 0600. It
    stays until `settle` is told how the command ended.
    """
    command = os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"
    handle, name = tempfile.mkstemp(prefix=".care-", suffix=suffix, dir=folder if folder.is_dir() and os.access(folder, os.W_OK) else None)
    path = Path(name)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
    try:
        done = subprocess.run([*shlex.split(command), name], check=False)  # noqa: S603 - the editor that the user named
        written = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        _written.append(path)
        raise CareError("what the editor left is not text in UTF-8", "Nothing was changed.") from error
    except (OSError, ValueError) as error:
        path.unlink(missing_ok=True)
        raise CareError(
            f"cannot run the editor '{command}': {(getattr(error, 'strerror', None) or str(error)).lower()}", "Set $VISUAL or $EDITOR."
        ) from error
    if written.strip() and written != text:
        _written.append(path)
    else:
        path.unlink(missing_ok=True)
    if done.returncode:
        raise CareError(f"the editor '{command}' ended with {done.returncode}", "Nothing was changed.")
    return written


def settle(arrived: bool) -> list[Path]:
    """Take the texts of this run away where they arrived in the journal; where they did not, keep them and say where they are."""
    kept = [] if arrived else [path for path in _written if path.exists()]
    for path in _written:
        if path not in kept:
            path.unlink(missing_ok=True)
    _written.clear()
    return kept
