"""Check a journal: its file, its log, what is derived, and the folder around it.

Each check gives facts; `views/pages/doctor.py` says what they mean and what to do. All of them
only read.
"""

import os
import sqlite3
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from caretrack.journal.connection import UNREADABLE, Journal
from caretrack.journal.doctor.backups import check_backups
from caretrack.journal.doctor.cadences import check_cadences
from caretrack.journal.doctor.check import JournalCheck
from caretrack.journal.doctor.copies import find_copies
from caretrack.journal.doctor.derived import check_derived
from caretrack.journal.doctor.future import check_days
from caretrack.journal.doctor.left_over import find_left_over
from caretrack.journal.doctor.log import check_log
from caretrack.journal.doctor.place import check_permissions, check_place
from caretrack.journal.doctor.room import check_clock, check_room
from caretrack.journal.doctor.stored import (
    check_drafts,
    check_forget,
    check_pages,
    check_references,
    check_schema,
    check_triggers,
    describe_version,
    older_version,
)
from caretrack.journal.files.daily import backups, newest_sound

Check = Callable[[], JournalCheck]


def examine(
    journal: Journal, named: Path | None = None, tell: Callable[[str], None] = lambda _: None
) -> list[JournalCheck]:
    """Return all checks, the gravest first.

    `named` is the journal as its user calls it, which may be a link. `tell` hears what is being
    looked at. What cannot be looked at is said so (`fine` is None).
    """
    if journal.path is None:
        return [_no_journal(named)]
    found = list(_inside(journal, tell))
    tell("Looking at the folder")
    path, named = journal.path, named or journal.path
    for check, look in (
        ("permissions", partial(check_permissions, path)),
        ("place", partial(check_place, named)),
        ("writing", partial(check_room, path)),
    ):
        found.append(_looked(check, look))
    readable = found[0].code != "file_damaged"
    for name, look_for in (
        ("backups", partial(check_backups, journal, readable=readable)),
        ("copies", partial(find_copies, path, named)),
        ("left over", partial(find_left_over, path)),
    ):
        try:
            found += look_for()
        except (sqlite3.Error, OSError, *UNREADABLE) as error:
            found.append(not_checked(name, error))
    return found


def _no_journal(named: Path | None) -> JournalCheck:
    """Return that there is no journal: it may never have been there, or be lost."""
    if named is None or not backups(named):
        return JournalCheck("journal", True, "no_journal")
    newest = newest_sound(named)
    code = "journal_lost" if newest else "journal_lost_for_good"
    return JournalCheck("journal", False, code, {"newest": newest, "count": len(backups(named))})


def _inside(journal: Journal, tell: Callable[[str], None]) -> Iterator[JournalCheck]:
    db = journal.db
    tell("Reading every page")
    pages = _looked("file", partial(check_pages, db))
    yield pages
    if pages.code == "file_damaged":
        return
    older = older_version(db)
    references = _looked("references", partial(check_references, db))
    if older is not None:
        yield references
        yield older
        return
    schema = _looked("schema", partial(check_schema, db, journal.today))
    if not schema.fine:
        yield references
        yield schema
        return
    tell("Comparing the entries with their log")
    entries = _looked("entries", partial(check_log, db))
    if references.fine is False:
        # An entry that is gone, or has another id now, may be all that is missing.
        first = pages.code == "indexes_differ" or entries.fine is False
        references = references._replace(values={**references.values, "entries_first": first})
    yield references
    yield _looked("change log", partial(check_triggers, db))
    yield entries
    tell("Comparing clocks, timeline and index with the entries")
    derived = _looked("derived", partial(check_derived, db))
    if derived.fine is False and entries.fine is False:
        # To make them again of a byte that changed on the disk would be the wrong end.
        derived = derived._replace(values={**derived.values, "entries_first": True})
    yield derived
    yield _looked("days", partial(check_days, db, journal.today))
    yield _looked("clock", partial(check_clock, db, datetime.now(UTC)))
    yield from check_cadences(db)
    yield from check_forget(db)
    yield from check_drafts(db)
    yield describe_version(db)


def _looked(check: str, look: Check) -> JournalCheck:
    """Return what a check found, or that it could not look."""
    try:
        return look()
    except (sqlite3.Error, OSError, *UNREADABLE) as error:
        return not_checked(check, error)


def not_checked(check: str, error: BaseException) -> JournalCheck:
    """Return that a check could not look, and why."""
    why = os.strerror(error.errno) if isinstance(error, OSError) and error.errno else str(error)
    return JournalCheck(check, None, "not_checked", {"error": why})
