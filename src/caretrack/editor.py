"""`$VISUAL` or `$EDITOR` on a file that only its owner can read, and that is gone afterwards."""

import os
import shlex
import subprocess
import tempfile
from pathlib import Path

from caretrack.errors import CareError


def edited(text: str, folder: Path, suffix: str = ".txt") -> str:
    """`text` as the user leaves it in their editor. Raises CareError when the editor cannot be run or says that it failed.

    The file lies in `folder` where that is there (the journal's own, private), else in the temporary directory; 0600.
    """
    command = os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"
    handle, name = tempfile.mkstemp(prefix=".care-", suffix=suffix, dir=folder if folder.is_dir() and os.access(folder, os.W_OK) else None)
    path = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        try:
            done = subprocess.run([*shlex.split(command), name], check=False)  # noqa: S603 - the editor that the user named
        except (OSError, ValueError) as error:
            raise CareError(
                f"cannot run the editor '{command}': {(getattr(error, 'strerror', None) or str(error)).lower()}", "Set $VISUAL or $EDITOR."
            ) from error
        if done.returncode:
            raise CareError(f"the editor '{command}' ended with {done.returncode}", "Nothing was changed.")
        try:
            return path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise CareError("what the editor left is not text in UTF-8", "Nothing was changed.") from error
    finally:
        path.unlink(missing_ok=True)
