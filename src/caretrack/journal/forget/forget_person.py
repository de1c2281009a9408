"""Forget a person: erase them in journal and backups, VACUUM, then search every file for them."""

import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from caretrack.committed import begin_change, mark_committed
from caretrack.domain.people.byte_patterns import BytePatterns, as_text, byte_patterns
from caretrack.errors import CareError, JournalUnusable, cannot_write
from caretrack.journal.connection import Journal
from caretrack.journal.files.copy_lock import no_copies, take_away_parts
from caretrack.journal.files.daily import backup_folder, backups
from caretrack.journal.files.file import unusable_because
from caretrack.journal.files.left_over import remove_left_over
from caretrack.journal.files.transaction import transaction
from caretrack.journal.forget.backups import Backup, forget_in_backups, names_in_backup
from caretrack.journal.forget.entries_of_others import Chosen, Mention, find_mentions
from caretrack.journal.forget.erase import ErasedRows, erase, record_erasure, unfinished, vacuum
from caretrack.journal.forget.kept_texts import blank_kept_texts, names_in_kept_text
from caretrack.journal.forget.personal_data import (
    DataSubject,
    SearchTerms,
    collect_personal_data,
)
from caretrack.journal.forget.still_found import StillFound, still_found
from caretrack.journal.forget.verify import (
    files_of,
    has_entries,
    is_sqlite,
    patterns_in_file,
    patterns_of_nobody_else,
    subtract_entries,
)
from caretrack.journal.sync.tables import drop_tables, is_on
from caretrack.temporary import temporary_folder

if TYPE_CHECKING:
    from caretrack.domain.sync.forgetting import Forgetting
    from caretrack.journal.sync.forget_units import Carried

EXAMPLES = 3
LARGE = 50_000_000  # bytes from which it takes long enough to be said


class Remnant(NamedTuple):
    """A file that still has texts of the person; `words` are examples."""

    path: Path
    words: tuple[str, ...]
    backup: bool


class Verification(NamedTuple):
    """What was found in all files.

    `mentions` are entries of others that name the person, `in_doubt` those that may; `found` is
    what `care find` still finds by the names.
    """

    files: int
    left: tuple[Remnant, ...]
    mentions: tuple[Mention, ...]
    in_doubt: tuple[Mention, ...]
    found: tuple[StillFound, ...]

    @property
    def clean(self) -> bool:
        """True if nothing of the person is left, and `care find` finds nothing by the names."""
        return not (self.left or self.mentions or self.in_doubt or self.found)


class ErasureReport(NamedTuple):
    """What was erased, what was looked for, and what the verification found.

    `travels` is the id under which a shared journal tells the other machines of it.
    """

    erased: ErasedRows
    backups: tuple[Backup, ...]
    checked: Verification
    terms: SearchTerms
    travels: str | None = None


def forget(
    journal: Journal,
    who: DataSubject,
    *,
    mentions: bool,
    in_backups: bool,
    whole_folder: bool,
    note: Callable[[str], None],
    chosen: Chosen = MappingProxyType({}),
    carried: "Carried | None" = None,
) -> ErasureReport:
    """Erase a person, who may be in the backups alone. Whole or not at all, up to VACUUM.

    With `mentions` the name goes from entries of others, too; `chosen` are places in doubt that are
    the person. If VACUUM is cut off, the next run finishes it. Where the journal is shared,
    `carried` says how it travels. Raises JournalUnusable where another process uses the journal, or
    the disk is full.
    """
    db, path = journal.db, _path(journal)
    remove_left_over(path)
    done: tuple[Backup, ...] = ()
    texts: tuple[str, ...] = ()
    travels = None
    if carried is not None:
        from caretrack.journal.sync import forget_units
    elif is_on(db):
        raise CareError("the journal is shared", "`care forget` and `care sync` erase in it.")
    begin_change()
    # A copy that was begun before would hold the person, and get its name when all is erased.
    with no_copies(path, journal.timeout):
        with transaction(db):
            take_away_parts(backup_folder(path))
            if carried is not None:
                forget_units.begin_erasing(journal)
            data = collect_personal_data(db, who)
            before = forget_units.before_erasing(db, who.ids, data) if carried else None
            erased = erase(db, who.ids, data, mentions=mentions, chosen=chosen)
            record_erasure(db, who.ids)
            if carried is None:
                # What a journal that was left keeps names rows of them.
                drop_tables(db)
            elif before is not None:
                travels = forget_units.after_erasing(
                    db,
                    who.ids,
                    data.terms.sought,
                    before,
                    carried,
                    mentions=mentions,
                    backups=in_backups,
                )
            if in_backups:
                done, texts = forget_in_backups(
                    path, who, data.terms.called, mentions=mentions, chosen=chosen, said=note
                )
            if mentions:
                blank_kept_texts(path, data.terms.sought)
        mark_committed()
        if path.stat().st_size > LARGE:
            note(
                f"writing {path} anew, and reading every byte of it: "
                f"{path.stat().st_size // 1_000_000} MB"
            )
        _write_anew(journal)
    terms = data.terms._replace(texts=(*data.terms.texts, *texts))
    checked = check(
        journal, who, terms, whole_folder=whole_folder, in_backups=mentions and in_backups
    )
    return ErasureReport(erased, done, checked, terms, travels)


def finish(journal: Journal) -> bool:
    """Finish a run that was cut off; return whether there was one."""
    if not unfinished(journal.db):
        return False
    remove_left_over(_path(journal))
    with no_copies(_path(journal), journal.timeout):
        _write_anew(journal)
    return True


def erase_steps(journal: Journal, said: "Forgetting") -> None:
    """Erase what the log has of entries that another machine wrote anew without a name."""
    from caretrack.journal.sync import forget_units
    from caretrack.journal.sync.forgotten import CLEAN, mark_done

    path = _path(journal)
    remove_left_over(path)
    with no_copies(path, journal.timeout):
        with transaction(journal.db):
            some = forget_units.erase_steps(journal, said)
            mark_done(journal.db, said.id, (), CLEAN)
        if some:
            _write_anew(journal)


def _write_anew(journal: Journal) -> None:
    path = _path(journal)
    try:
        vacuum(journal.db, path)
        journal.leave_out_touches_ahead()
    except (sqlite3.Error, OSError) as error:
        said = (
            unusable_because(path, error)
            if isinstance(error, sqlite3.Error)
            else cannot_write(temporary_folder(path), error)
        )
        raise JournalUnusable(
            f"they are erased, but the file is not written anew yet: {said.message}",
            "Make room for one more copy of the journal in its folder; `care forget` then "
            "finishes it.",
        ) from error


def check(
    journal: Journal,
    who: DataSubject,
    terms: SearchTerms,
    *,
    whole_folder: bool,
    in_backups: bool = False,
) -> Verification:
    """Read every byte of every file for texts that only the person had, and ask `care find`.

    With `in_backups` the entries of others in the backups are read for the names as well.
    """
    path = _path(journal)
    wanted = byte_patterns(terms.texts)
    old = backups(path)
    files = files_of(path, backup_folder(path), whole_folder)
    left = []
    for file in files:
        try:
            has, found = _look(journal, file, wanted, who.ids)
            named = names_in_kept_text(file, terms.sought)
            if in_backups and file in old:
                named += names_in_backup(file, who.ids, terms.sought)
        except OSError as error:
            if isinstance(error, FileNotFoundError) and file != path:
                # A temporary file of a run beside this one, which has taken it away.
                continue
            left.append(Remnant(file, (f"it cannot be read: {error.strerror}",), file in old))
            continue
        if has or found.runs or found.shorts or named:
            left.append(Remnant(file, named[:EXAMPLES] or _examples(found), file in old))
    judged = find_mentions(journal.db, who.ids, terms.sought)
    return Verification(
        len(files),
        tuple(left),
        tuple(item for item in judged if item.names_them),
        tuple(item for item in judged if item.in_doubt),
        still_found(journal.db, terms.sought, judged),
    )


def _look(
    journal: Journal, file: Path, wanted: BytePatterns, ids: Sequence[str]
) -> tuple[bool, BytePatterns]:
    if file == journal.path:
        return has_entries(journal.db, ids), subtract_entries(
            journal.db, patterns_in_file(file, wanted)
        )
    if is_sqlite(file):
        return patterns_of_nobody_else(file, wanted, ids)
    return False, subtract_entries(journal.db, patterns_in_file(file, wanted))


def _examples(found: BytePatterns) -> tuple[str, ...]:
    return (
        *(short.decode("utf-8", "replace") for short in sorted(found.shorts)),
        *map(as_text, sorted(found.runs)),
    )[:EXAMPLES]


def _path(journal: Journal) -> Path:
    assert journal.path is not None  # noqa: S101 - nobody is in a journal that was never kept
    return journal.path
