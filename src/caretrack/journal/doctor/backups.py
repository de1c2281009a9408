"""Check the automatic backups of a journal."""

from datetime import date
from pathlib import Path

from caretrack.journal.doctor.check import JournalCheck
from caretrack.journal.files.daily import LARGEST, backups


def check_backups(path: Path, today: date) -> JournalCheck:
    """Look at the newest automatic backup; a large journal has none."""
    there = backups(path)
    if path.stat().st_size > LARGEST:
        return JournalCheck("backups", True, "too_large", {"mb": LARGEST // 1024 // 1024})
    if not there:
        return JournalCheck("backups", True, "no_backup")
    # A local calendar day is what is meant.
    newest = date.fromtimestamp(there[0].stat().st_mtime)  # noqa: DTZ012
    values = {"count": len(there), "days": (today - newest).days}
    return JournalCheck("backups", True, "backups", values)
