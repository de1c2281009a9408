"""Check a journal: its file, its log, what is derived, and the folder around it.

Each check gives facts; `views/pages/doctor.py` says what they mean and what to do.
"""

from caretrack.journal.connection import Journal
from caretrack.journal.doctor.backups import check_backups
from caretrack.journal.doctor.check import JournalCheck
from caretrack.journal.doctor.derived import check_derived
from caretrack.journal.doctor.left_over import find_left_over
from caretrack.journal.doctor.place import check_permissions, check_place
from caretrack.journal.doctor.stored import (
    check_drafts,
    check_forget,
    check_pages,
    check_references,
    check_triggers,
    describe_version,
)


def examine(journal: Journal) -> list[JournalCheck]:
    """Return all checks, the gravest first. If SQLite cannot read the file, its check fails."""
    found = [check_pages(journal.db)]
    if found[0].fine:
        found += [
            check_references(journal.db),
            check_triggers(journal.db),
            check_derived(journal.db),
            *check_forget(journal.db),
            *check_drafts(journal.db),
            describe_version(journal.db),
        ]
    if journal.path is not None:
        found += [
            check_permissions(journal.path),
            check_place(journal.path),
            *check_backups(journal, readable=found[0].fine),
            *find_left_over(journal.path),
        ]
    return found
