"""Open `$VISUAL` or `$EDITOR` on a private file, and keep private texts that did not arrive."""

import os
import shlex
import shutil
import subprocess
from contextlib import suppress
from pathlib import Path
from signal import SIGINT, signal

from caretrack.disk import read_plain, system_temporary_folder
from caretrack.errors import CareError
from caretrack.temporary import keep_text, record_editor, remove_text, text_for_editor

WAIT = "If it opens a window of its own, tell it to wait, as in VISUAL='code --wait'."


def edit_text(
    text: str, folder: Path, written: list[Path], journal: Path, suffix: str = ".txt"
) -> str:
    """Return `text` as the user leaves it in their editor.

    The file is private (`_private_file`). It is added to `written` and stays until `settle_edits`.
    What a killed run leaves of it is recorded beside the journal.

    Raises CareError if the editor cannot be run, reports a failure, or leaves nothing.
    """
    command = (
        (os.environ.get("VISUAL") or "").strip() or (os.environ.get("EDITOR") or "").strip() or "vi"
    )
    path = _private_file(text, folder, suffix, journal)
    keep = True
    try:
        ended = _run(command, path, journal)
        left = _read(path)
        keep = left is None or (bool(left.strip()) and left != text)
    except CareError:
        keep = False
        raise
    finally:
        if keep:
            written.append(path)
        else:
            remove_text(path, journal)
    if left is None:
        raise CareError("what you saved is not text in UTF-8", "Nothing was changed.")
    if ended:
        raise CareError(f"the editor {command} {ended}", "Nothing was changed.")
    if not left.strip():
        raise CareError("what you saved is empty", WAIT)
    return left


def write_kept(text: str, journal: Path) -> Path:
    """Write what was typed to a private file beside the journal, and return its path."""
    data = text.encode(errors="replace").decode() + "\n"
    path = _private_file(data, journal.parent, ".txt", journal)
    keep_text(path, journal)
    return path


def _private_file(text: str, folder: Path, suffix: str, journal: Path) -> Path:
    """Return a new file that holds `text`.

    It is made in `folder` if that can be written, or else among the temporary files. Raises
    CareError where neither has room.
    """
    beside = [folder] if folder.is_dir() and os.access(folder, os.W_OK) else []
    why = {}
    for place in (*beside, system_temporary_folder()):
        try:
            return text_for_editor(text.encode(), suffix, place, journal)
        except OSError as error:
            why[str(place)] = (error.strerror or str(error)).lower()
    raise CareError(
        "a file for the text cannot be written into "
        + " nor into ".join(f"{place} ({reason})" for place, reason in why.items()),
        "Make room in one of them, or set TMPDIR to another folder."
        if len(why) > 1
        else "Set TMPDIR to a folder that may be written and has room.",
    )


def _run(command: str, path: Path, journal: Path) -> str:
    """Run the editor and wait; return how it failed, or "".

    ^C belongs to the editor while it runs.
    """
    # A handler of ours, and not SIG_IGN, which the editor would inherit.
    before = signal(SIGINT, lambda *_: None)
    try:
        # A path with a space in it may be meant as it is.
        words = [command] if shutil.which(command) else shlex.split(command)
        # The editor that the user named.
        editor = subprocess.Popen([*words, str(path)])  # noqa: S603
        record_editor(path, journal, editor.pid)
        code = editor.wait()
    except (OSError, ValueError) as error:
        said = (getattr(error, "strerror", None) or str(error)).lower()
        raise CareError(
            f"cannot run the editor {command}: {said}", "Set $VISUAL or $EDITOR."
        ) from error
    finally:
        signal(SIGINT, before)
    return f"ended with {code}" if code > 0 else f"was killed by signal {-code}" if code else ""


def _read(path: Path) -> str | None:
    """Return what is in the file now; None if it is not text."""
    try:
        text = read_plain(path).decode()
    except UnicodeDecodeError:
        return None
    except OSError as error:
        raise CareError("the editor took its file away", "Nothing was changed.") from error
    return text.replace("\r\n", "\n").replace("\r", "\n")


def settle_edits(written: list[Path], journal: Path, *, arrived: bool) -> list[Path]:
    """Remove the texts of this run if they arrived in the journal.

    Otherwise keep them, and return where they are.
    """
    kept = [] if arrived else [path for path in written if path.exists()]
    for path in written:
        if path not in kept:
            remove_text(path, journal)
    for path in kept:
        # Its folder is private, whatever the editor made of the file.
        with suppress(OSError):
            path.chmod(0o600)
        keep_text(path, journal)
    written.clear()
    return kept
