"""What the last sync of a journal came to, for `care sync status`, and when the last one began.

Both lie beside the keys of the journal, not in it: a sync that failed writes nothing into the
journal, and the daily commands ask without opening it.
"""

import json
import os
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from caretrack.app.sync.auto import begun_mark
from caretrack.disk import new_private_file, private_folder
from caretrack.settings.places import sync_place


class LastRun(NamedTuple):
    """The last sync: when it ended, when the last good one did, and what was wrong with it.

    Instants are UTC text, "" for never; `error` is "" if nothing was wrong. `background` is True if
    `care` had begun it itself.
    """

    at: str = ""
    good_at: str = ""
    error: str = ""
    background: bool = False


def sync_folder() -> Path:
    """Return the folder of the keys, the locks, and what is noted here."""
    return Path(sync_place())


def read_last_run(journal_id: str) -> LastRun:
    """Return what is noted of the last sync; nothing where it cannot be read."""
    try:
        found: Any = json.loads(_file(journal_id).read_text(encoding="utf-8"))
        return LastRun(
            str(found["at"]), str(found["good_at"]), str(found["error"]), bool(found["background"])
        )
    except (OSError, ValueError, KeyError, TypeError):
        return LastRun()


def note_run(journal_id: str, error: str = "", *, background: bool = False) -> None:
    """Note how a sync ended. What cannot be written is passed over: the sync itself is done."""
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    before = read_last_run(journal_id)
    run = LastRun(now, before.good_at if error else now, error, background)
    path = _file(journal_id)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    with suppress(OSError):
        private_folder(path.parent)
        part.unlink(missing_ok=True)
        with new_private_file(part) as file:
            file.write(json.dumps(run._asdict()).encode())
        part.replace(path)


def forget_runs(journal_id: str, place: str) -> None:
    """Remove what was noted: this journal is synced no longer."""
    for path in (_file(journal_id), Path(begun_mark(place))):
        with suppress(OSError):
            path.unlink()


def mark_begun(place: str) -> None:
    """Note that a sync of the journal at this place begins now."""
    path = Path(begun_mark(place))
    with suppress(OSError):
        if not path.exists():
            new_private_file(path).close()
        os.utime(path)


def _file(journal_id: str) -> Path:
    return sync_folder() / f"{journal_id}.last"
