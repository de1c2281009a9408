"""Forgetting somebody, from the first row to the last byte: erased in the journal and its backups, written anew, and then read for what is left."""

import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from caretrack.domain.people.mentions import Needles, Traces, as_text, needles
from caretrack.errors import JournalUnusable
from caretrack.journal.connection import Journal
from caretrack.journal.files.daily import backup_folder, backups
from caretrack.journal.files.file import unusable_because
from caretrack.journal.forget.backups import Backup, forget_in_backups
from caretrack.journal.forget.erase import Erased, erase, remember, unfinished, write_anew
from caretrack.journal.forget.holding import Mention, Somebody, holding, mentions_of
from caretrack.journal.forget.proof import (
    explained,
    files_of,
    has_entries,
    is_sqlite,
    left_in,
    unexplained,
)

EXAMPLES = 3
LARGE = 50_000_000  # bytes from which it takes long enough to be said


class Left(NamedTuple):
    """A file that still holds something of theirs; `words` are some of it, `backup` says that it is an automatic backup."""

    path: Path
    words: tuple[str, ...]
    backup: bool


class Checked(NamedTuple):
    """What a look at every byte found: how many files were read, which still hold something, which entries of others name them."""

    files: int
    left: tuple[Left, ...]
    mentions: tuple[Mention, ...]

    @property
    def clean(self) -> bool:
        """Nothing of theirs is left anywhere."""
        return not (self.left or self.mentions)


class Forgotten(NamedTuple):
    """What was done, and what the check found; `common` are words of the name that stay as words like any other, with how many entries have them."""

    erased: Erased
    backups: tuple[Backup, ...]
    checked: Checked
    common: tuple[tuple[str, int], ...]


def forget(
    journal: Journal,
    who: Somebody,
    *,
    mentions: bool,
    in_backups: bool,
    whole_folder: bool,
    note: Callable[[str], None],
) -> Forgotten:
    """Erase somebody, who may be in the backups alone; whole or not at all, up to the moment when the file is written anew, and that is finished by the next run.

    Raises JournalUnusable where another process uses the journal, or the disk is full.
    """
    db, path = journal.db, _path(journal)
    done: tuple[Backup, ...] = ()
    texts: tuple[str, ...] = ()
    db.execute("BEGIN IMMEDIATE")
    try:
        held = holding(db, who)
        erased = erase(db, who.ids, held, mentions=mentions)
        remember(db, who.ids)
        if in_backups:
            done, texts = forget_in_backups(path, who.ids, mentions=mentions, said=note)
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise
    if path.stat().st_size > LARGE:
        note(
            f"writing {path} anew, and reading every byte of it: {path.stat().st_size // 1_000_000} MB"
        )
    _write_anew(journal)
    traces = held.traces._replace(texts=(*held.traces.texts, *texts))
    return Forgotten(
        erased, done, check(journal, who, traces, whole_folder=whole_folder), held.common
    )


def finish(journal: Journal) -> bool:
    """Finish what a run left undone that was cut off; gives whether there was one."""
    if not unfinished(journal.db):
        return False
    _write_anew(journal)
    return True


def _write_anew(journal: Journal) -> None:
    try:
        write_anew(journal.db)
    except sqlite3.Error as error:
        said = unusable_because(_path(journal), error)
        raise JournalUnusable(
            f"they are erased, but the file is not written anew yet: {said.message}",
            "`care forget` finishes it.",
        ) from error


def check(journal: Journal, who: Somebody, traces: Traces, *, whole_folder: bool) -> Checked:
    """Read every byte of every file for everything that was theirs alone; what entries of others hold too is no trace of them."""
    path = _path(journal)
    wanted = needles(traces.texts)
    old = backups(path)
    files = files_of(path, backup_folder(path), whole_folder)
    left = []
    for file in files:
        try:
            has, found = _look(journal, file, wanted, who.ids)
        except OSError as error:
            left.append(Left(file, (f"it cannot be read: {error.strerror}",), file in old))
            continue
        if has or found.runs or found.shorts:
            left.append(Left(file, _examples(found), file in old))
    mentions, _ = mentions_of(journal.db, who.ids, traces.names)
    return Checked(len(files), tuple(left), mentions)


def _look(
    journal: Journal, file: Path, wanted: Needles, ids: Sequence[str]
) -> tuple[bool, Needles]:
    if file == journal.path:
        return has_entries(journal.db, ids), explained(journal.db, left_in(file, wanted))
    if is_sqlite(file):
        return unexplained(file, wanted, ids)
    return False, explained(journal.db, left_in(file, wanted))


def _examples(found: Needles) -> tuple[str, ...]:
    return (
        *(short.decode("utf-8", "replace") for short in sorted(found.shorts)),
        *map(as_text, sorted(found.runs)),
    )[:EXAMPLES]


def _path(journal: Journal) -> Path:
    assert journal.path is not None  # noqa: S101 - nobody is in a journal that was never kept
    return journal.path
