"""Where there is no journal: was there one? Its automatic backups tell."""

from pathlib import Path

from caretrack.disk import AnyPath
from caretrack.errors import JournalUnusable
from caretrack.journal.files.daily import backups

BACK = "`care backup --list` names them, `care restore` brings one back"


START = "`care add NAME` or `care import FILE` starts one, `care demo` shows a sample"


def none_there(path: AnyPath, start: str = START) -> tuple[str, str]:
    """Return that there is no journal, and what to do: `start`, where there never was one."""
    if backups(Path(path)):
        return f"no journal at {path}, although there are backups of it", BACK
    return f"no journal at {path} yet", start


def started(path: AnyPath) -> str:
    """Return that a new journal was started, and what there is of an earlier one."""
    said = f"started a new journal at {path}"
    return f"{said}; there are backups of an earlier one: {BACK}" if backups(Path(path)) else said


def refuse_emptied(path: AnyPath) -> None:
    """Raise JournalUnusable if there are backups of the journal: this file of it is empty.

    An empty file may become a journal, but not where one was lost.
    """
    if backups(Path(path)):
        raise JournalUnusable(f"{path} is empty, although there are backups of it", f"{BACK}.")
