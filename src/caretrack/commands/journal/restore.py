"""`care restore`: a backup in the place of the journal."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

from caretrack import streams
from caretrack.errors import CareError, WrongUsage
from caretrack.journal.files import backup, restore
from caretrack.journal.version import VERSION
from caretrack.options import Json, Yes
from caretrack.parameters import Argument, Option
from caretrack.session import Session
from caretrack.settings.places import expand_home
from caretrack.views import as_json, words
from caretrack.views.page import answer

EXAMPLES = (
    "care restore ~/care-2026-11-21.db --dry-run",
    "care restore ~/care-2026-11-21.db",
    "care restore care.age --key ~/.age/key.txt",
)


def command(
    session: Session,
    file: Annotated[
        Path,
        Argument(metavar="FILE", help="The backup; care backup --list shows the automatic ones."),
    ],
    key: Annotated[
        list[Path] | None,
        Option(
            "--key", metavar="FILE", help="A secret key for an encrypted one; may be given again."
        ),
    ] = None,
    passphrase_file: Annotated[
        Path | None,
        Option(
            "--passphrase-file",
            metavar="FILE",
            help="The passphrase of an encrypted one, in the first line.",
        ),
    ] = None,
    dry_run: Annotated[bool, Option("--dry-run", help="Only say what would be replaced.")] = False,
    yes: Yes = False,
    json: Json = False,
) -> None:
    """Replace the journal by a backup. The backup is checked first, and the present journal is kept
    among its backups; `care undo` brings it back.

    You are first told what only the present journal has, and what only the backup has. A damaged
    backup is refused. Whatever interrupts it, the journal is the old one or the new one, whole.
    What another `care` logs meanwhile is in the journal that is kept, or in the restored one.
    """
    named = expand_home(file)
    if named.exists() and session.path.exists() and named.samefile(session.path):
        raise CareError(f"{named} is the journal itself", "Name a backup.")
    with _in_clear(session, named, key, passphrase_file) as source:
        holds = backup.check_backup(source, session.timeout)
        change = restore.restore_changes(source, session.path, session.timeout)
        if session.path.exists() and not (json and (yes or dry_run)):
            streams.say_lines(_before(session.path, named, holds, change))
        if not dry_run:
            _agreed(session.path, yes)
            done = restore.restore(source, session.path, session.timeout)
    rest = {**as_json.row(holds), "replaces": change}
    if dry_run:
        value = {"dry_run": True, "file": str(named), **rest}
        return answer(json, value, ["A dry run: nothing was changed."])
    kept = str(done.kept) if done.kept else None
    value = {"restored": str(named), "kept": kept, "change_set": done.change_set, **rest}
    line = f"Restored {named} · {words.holds(done.contents.people, done.contents.touches)}"
    if kept:
        line += f" · the earlier journal is kept as {kept}"
        line += "; care undo brings it back" if done.can_go_back else ""
    if done.version < VERSION:
        streams.say(f"upgraded from version {done.version} to {VERSION}")
    return answer(json, value, [line])


@contextmanager
def _in_clear(
    session: Session, named: Path, key: list[Path] | None, passphrase_file: Path | None
) -> Iterator[Path]:
    """Yield the backup itself, or, while it is needed, what was decrypted or mended of it."""
    from caretrack.formats import age

    if not age.is_encrypted(named):
        with restore.recovered(named, session.path) as sound:
            yield sound
        return
    from caretrack.commands.journal.unlock import unlock

    with backup.decrypted(
        named, session.path, unlock(age.wants_passphrase(named), key, passphrase_file)
    ) as clear:
        yield clear


def _before(
    journal: Path, named: Path, holds: backup.BackupContents, change: restore.RestoreChanges | None
) -> list[str]:
    last = f", last change {words.instant(holds.last_change)}" if holds.last_change else ""
    lines = [
        f"{named} holds {words.holds(holds.people, holds.touches)}{last}. It replaces {journal}, "
        "which is kept among its backups."
    ]
    if change is None:
        return [*lines, "  The present journal cannot be read."]
    sides = {
        "only in the present journal": (
            change.commands_gone,
            change.people_gone,
            change.touches_gone,
        ),
        "only in the backup": (change.commands_back, change.people_back, change.touches_back),
    }
    for where, (commands, people, touches) in sides.items():
        counts = (
            (commands, "change", "changes"),
            (people, "person", "people"),
            (touches, "touch", "touches"),
        )
        said = [words.count(number, one, many) for number, one, many in counts if number]
        lines += [f"  {where}: {', '.join(said)}"] * bool(said)
    return lines if len(lines) > 1 else [*lines, "  The two are the same."]


def _agreed(journal: Path, yes: bool) -> None:
    """Ask. Raises CareError if the answer is no, WrongUsage if nobody can be asked."""
    if yes or not journal.exists():
        return
    if not streams.can_ask():
        raise WrongUsage(
            f"{journal} would be replaced", "Say --yes; --dry-run shows what would change."
        )
    if not streams.confirm("Restore it?"):
        raise CareError("nothing was restored")
