"""Find copies of the journal beside it, which programs that sync make where two machines wrote."""

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from caretrack.errors import JournalUnusable
from caretrack.journal.doctor.check import JournalCheck
from caretrack.journal.files.file import as_uri, read_header
from caretrack.journal.tables import ENTRIES
from caretrack.journal.version import APPLICATION_ID

# What they put between the name and its ending: "journal (Mia's conflicted copy 2026-11-21).db",
# "journal.sync-conflict-20261121-101112-ABCDEFG.db", "journal_NAS_Nov-21-101112-2026_Conflict.db".
_CONFLICT = re.compile(
    r"conflict|konflikt|conflit|conflitt|conflic?t|ristiriita|çakış|cakis|ütköz|utkoz|конфликт"
    r"|конфлікт|競合|冲突|衝突|충돌|التعارض|xung đột|συγκρου|σε διένεξη",
    re.IGNORECASE,
)
# "journal (1).db", "journal 2.db", "journal-LAPTOP.db": others, too, call a file so.
_PERHAPS = re.compile(r"[ _.-]?[\[(].+[\])]|[ _.-].+")


class JournalCopy(NamedTuple):
    """A copy: its file, and what of it the journal has not, by table; None if it does not open.

    `changed` counts the entries that both have and that were changed later in the copy.
    """

    path: Path
    missing: dict[str, int] | None
    changed: int = 0


def find_copies(path: Path, named: Path) -> Iterator[JournalCheck]:
    """Find copies of the journal beside it, with what each has that the journal has not.

    `named` is the link that leads to it, or `path` itself: copies may lie beside either.
    A name that says so is enough. A name that only may mean it is told if the file is a journal
    that has something more.
    """
    found = []
    alike = {*_named_alike(path), *_named_alike(named)} - {(path, True), (path, False)}
    for file, sure in sorted(alike):
        copy = _compared(path, file)
        if sure or copy.missing or copy.changed:
            found.append(copy)
    if found:
        yield JournalCheck("copies", False, "copies", {"copies": found})


def _named_alike(path: Path) -> Iterator[tuple[Path, bool]]:
    stem, ending = path.stem, path.suffix
    for file in path.absolute().parent.iterdir():
        name = file.name
        half = name.endswith(f"{ending}-journal") and name != f"{path.name}-journal"
        whole = name.removesuffix("-journal") if half else name
        between = whole.removeprefix(stem).removesuffix(ending)
        if not (whole.startswith(stem) and whole.endswith(ending)) or whole == path.name:
            between = name.removeprefix(path.name)
            half = True
            if not name.startswith(path.name) or not _CONFLICT.search(between):
                continue
        if not file.is_file() or not _PERHAPS.fullmatch(between):
            continue
        sure = bool(_CONFLICT.search(between))
        if sure or (not half and _is_journal(file)):
            yield file, sure


def _is_journal(file: Path) -> bool:
    try:
        header = read_header(file)
    except JournalUnusable:
        return False
    return header is not None and header.application == APPLICATION_ID


def _compared(path: Path, file: Path) -> JournalCopy:
    if not _is_journal(file):
        return JournalCopy(file, None)
    db = sqlite3.connect(":memory:", uri=True)
    try:
        db.execute("ATTACH ? AS journal", (as_uri(path, "ro"),))
        db.execute("ATTACH ? AS copy", (as_uri(file, "ro"),))
        there = {row[0] for row in db.execute("SELECT name FROM copy.sqlite_master")}
        missing, changed = {}, 0
        for table in ENTRIES:
            if table not in there:
                continue
            more = db.execute(
                f"SELECT count(*) FROM copy.{table} AS c WHERE deleted_at IS NULL "
                f"AND NOT EXISTS (SELECT 1 FROM journal.{table} WHERE id = c.id)"
            ).fetchone()[0]
            changed += db.execute(
                f"SELECT count(*) FROM copy.{table} AS c JOIN journal.{table} AS j ON j.id = c.id "
                "WHERE c.updated_at > j.updated_at"
            ).fetchone()[0]
            if more:
                missing[table] = more
        return JournalCopy(file, missing, changed)
    except sqlite3.Error:
        return JournalCopy(file, None)
    finally:
        db.close()
