"""`care undo`: take back what a command did."""

from pathlib import Path
from typing import Annotated

from caretrack import streams
from caretrack.domain.text import one_line, shortened
from caretrack.errors import CareError, NothingFound, WrongUsage
from caretrack.journal import changes, idle, restores
from caretrack.journal.connection import Journal
from caretrack.journal.files import restore
from caretrack.journal.files.daily import backup_folder
from caretrack.journal.files.state import look_at
from caretrack.journal.rows import now
from caretrack.options import Full, Json, limit_option
from caretrack.parameters import Argument, Option
from caretrack.session import Session
from caretrack.views import words
from caretrack.views.page import ListPage, answer

EXAMPLES = ("care undo", "care undo --list", "care undo c4m8")


def command(
    session: Session,
    id: Annotated[
        str | None,
        Argument(
            metavar="[ID]", help="The id of a command, or its start; care undo --list shows them."
        ),
    ] = None,
    list_: Annotated[bool, Option("--list", help="What the last commands changed.")] = False,
    limit: Annotated[
        int | None, limit_option("With --list: how many (config: undo.limit, 20).")
    ] = None,
    full: Full = False,
    json: Json = False,
) -> None:
    """Take back the last command that changed something; again, the one before. An undo can be
    undone by its own id.

    If a later command changed the same thing, nothing happens and you are told. If the last command
    changed nothing, you are told what was done before it. Undoing a restore brings back the journal
    that it replaced.
    """
    if id is not None and not id.strip():
        raise WrongUsage("the id is empty", "Leave it out, or name one: care undo --list.")
    if list_:
        return _list(session, limit, json, full=full)
    kept: Path | None = None
    with session.write() as journal:
        newest = changes.newest_command(journal)
        meant = (
            changes.find_change_set(journal, id) if id else _last_command(session, journal, json)
        )
        seen = newest.id if newest and id is None else None
        record = restores.find_record(journal, meant.id)
        if record is None:
            undone = changes.undo(journal, meant, seen)
        else:
            restores.refuse_later_commands(journal.db, meant.id)
            older = changes.candidates(journal, 2)[1:] if id is None else []
    if record is not None:
        undone, kept = _undo_restore(session, meant, record, older)
    value = {"change_set": meant.id, "command": meant.command, "rows": undone.rows}
    if record is not None:
        value["kept"] = str(kept)
    about = f" · {shortened(meant.what, 60)}" if meant.what else ""
    back = f"to bring it back: care undo {undone.id[: changes.ID_LENGTH]}"
    what = "an undo" if meant.undoes else meant.command
    line = f"Undone  {what}, {words.instant(meant.made_at)}{about} · {back}"
    return answer(json, {"undone": value}, [line])


def _undo_restore(
    session: Session,
    meant: changes.ChangeSet,
    record: restores.RestoreRecord,
    older: list[changes.ChangeSet],
) -> tuple[changes.Undone, Path | None]:
    """Put the journal back that a restore replaced; return where the present one is kept.

    Raises CareError, which names what could be undone instead, `older`, if it cannot be put back.
    """
    hint = changes.before_that(older[0]) if older else ""
    if not record.kept:
        raise CareError("the restore cannot be taken back: there was no journal before it", hint)
    before = backup_folder(session.path) / Path(record.kept).name
    if not before.exists():
        raise CareError(
            f"the restore cannot be taken back: the earlier journal, {before}, is no longer there",
            hint,
        )
    state = look_at(before, session.timeout)
    if not state.is_sound:
        why = {"newer": "is of a newer care", "unreadable": "cannot be read now"}.get(
            state.state, "was damaged"
        )
        raise CareError(
            f"the restore cannot be taken back: the earlier journal {why}. It is kept as {before}",
            hint,
        )
    done = restore.restore(
        before,
        session.path,
        session.timeout,
        undoes=meant.id,
        allowed=lambda db: restores.refuse_later_commands(db, meant.id),
    )
    return changes.Undone(done.change_set, 0), done.kept


def _list(session: Session, limit: int | None, json: bool, *, full: bool) -> None:
    with session.read() as journal:
        found = changes.change_sets(journal, limit or session.config.undo_limit)
    rows = [
        (
            item.id[: changes.ID_LENGTH],
            words.instant(item.made_at),
            item.command,
            one_line(item.what),
            item.rows,
            f"undone by {item.undone_by[: changes.ID_LENGTH]}" if item.undone_by else "",
        )
        for item in found
    ]
    header = ("id", "made_at", "command", "what", "rows", "state")
    return answer(json, found, ListPage(header, rows, "Nothing was changed yet."), full=full)


def _last_command(session: Session, journal: Journal, json: bool) -> changes.ChangeSet:
    """Return what an undo without an id takes back.

    Where the last command changed nothing, ask whether the one before it is meant. Raises CareError
    where nobody can be asked, the answer is no, or another process wrote since this one began.
    """
    newest = changes.newest_command(journal)
    if newest and session.start() < newest.made_at <= now():
        raise changes.written_meanwhile(journal, newest)
    last = idle.last_idle(journal.db)
    if last is None:
        return changes.find_change_set(journal, None)
    command, made_at = last
    said = f"the last command ({command}, {words.instant(made_at)}) changed nothing in the journal"
    older = changes.candidates(journal, 1)
    if not older:
        raise NothingFound(f"{said}, and before it there is nothing to undo")
    before = f"{changes.named(older[0])}, {words.instant(older[0].made_at)}"
    if json or not streams.can_ask():
        raise CareError(
            said,
            f"The one before it was {before}: `care undo {older[0].id[: changes.ID_LENGTH]}` "
            "takes it back.",
        )
    streams.say(f"{said[0].upper()}{said[1:]}.")
    if not streams.confirm(f"Take back the one before it, {before}?"):
        raise CareError("nothing was undone")
    return older[0]
