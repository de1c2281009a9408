"""`care backup`: a copy, checked; encrypted where that is asked. And: are the backups sound?"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

from caretrack import streams
from caretrack.errors import Exit, WrongUsage
from caretrack.journal.doctor.backups import why_none_can_be_made
from caretrack.journal.files import backup, copy_lock, daily
from caretrack.journal.files.state import DAMAGED, BackupState, look_at
from caretrack.options import Json
from caretrack.parameters import Argument, Option
from caretrack.session import Session
from caretrack.settings.places import expand_home
from caretrack.views import as_json, words
from caretrack.views.page import ListPage, answer
from caretrack.views.progress import Progress

EXAMPLES = (
    "care backup",
    "care backup ~/stick/care.age --encrypt",
    "care backup --check",
)


def command(
    session: Session,
    files: Annotated[
        list[Path] | None,
        Argument(
            metavar="[FILE]...",
            help="Where to; by default a file in the current folder, named after the day. "
            "With --check: which.",
        ),
    ] = None,
    encrypt: Annotated[
        bool, Option("--encrypt", help="With age, by a passphrase that you are asked for.")
    ] = False,
    to: Annotated[
        list[str] | None,
        Option(
            "--to",
            metavar="RECIPIENT",
            help="With age, to age1…, an SSH public key, or a file with such; may be given again.",
        ),
    ] = None,
    passphrase_file: Annotated[
        Path | None,
        Option(
            "--passphrase-file",
            metavar="FILE",
            help="Encrypt (with --check: open) by the passphrase in its first line; - is stdin.",
        ),
    ] = None,
    list_: Annotated[
        bool,
        Option(
            "--list",
            help="List the automatic backups instead, newest first: what each holds, and whether "
            "it opens.",
        ),
    ] = False,
    check: Annotated[
        bool,
        Option(
            "--check",
            help="Read the automatic backups, or these files, from the first page to the last; "
            "ends with 1 if one is not sound.",
        ),
    ] = False,
    key: Annotated[
        list[Path] | None,
        Option(
            "--key",
            metavar="FILE",
            help="With --check: a secret key for encrypted ones; may be given again.",
        ),
    ] = None,
    json: Json = False,
) -> None:
    """Copy the journal to a file that only you can read, and check the copy. It never replaces a
    file.

    The copy is the journal at one moment, even while others write. It is read back from the disk
    before it gets its name.

    The first write of each day makes a backup, too, beside the journal; the newest seven sound ones
    are kept (config: backup.kept). They help against a slip and a damaged file, not against the
    loss of the disk. Above 4 MB it is made in the background, after the answer. Those made before
    an upgrade or a restore stay until you delete them.

    Encrypt a backup that goes where others can see it: a stick, a cloud. `care restore` reads it,
    and so does the program age.
    """
    _refuse_mixed(files, list_, check, key, encrypt=encrypt or bool(to))
    if list_ or check:
        chosen = [expand_home(file) for file in files or ()] or daily.backups(session.path)
        if not chosen and (why := why_none_can_be_made(session.path)):
            streams.say(f"no automatic backup can be made: {why}")
        elif check and not chosen:
            streams.say("there is no automatic backup yet, so nothing was checked")
        return _show(session, chosen, key, passphrase_file, check=check, json=json)
    file = files[0] if files else None
    lock = _lock(encrypt or passphrase_file is not None, to, passphrase_file)
    if file == Path("-"):
        raise WrongUsage("a backup is a file, not for stdout", "Name one.")
    target = expand_home(file or f"care-{session.today.isoformat()}.{'age' if lock else 'db'}")
    holds = backup.backup(session.path, target, session.timeout, lock)
    value = {"file": str(target), "encrypted": lock is not None, **as_json.row(holds)}
    checked = "checked, then encrypted" if to else "encrypted, and checked" if lock else "checked"
    line = f"Backed up to {target} · {words.holds(holds.people, holds.touches)} · {checked}"
    return answer(json, value, [line])


def _lock(
    by_passphrase: bool, to: list[str] | None, passphrase_file: Path | None
) -> backup.Cipher | None:
    """Return what encrypts the backup; None for nothing.

    Raises WrongUsage for a recipient that is none, or for both ways at once.
    """
    if not by_passphrase and not to:
        return None
    from caretrack.formats import age

    if to:
        if passphrase_file:
            raise WrongUsage(
                "--to and --passphrase-file do not go together", "Say who may read it, or by what."
            )
        recipients = age.recipients(to)
        return lambda clear, locked: age.encrypt(clear, locked, recipients)
    from caretrack.passphrase import passphrase

    word = passphrase(passphrase_file, twice=True)

    def lock(clear: Path, locked: Path) -> None:
        # A passphrase is slow to guess, and so slow to use: the terminal shows what takes seconds.
        with Progress() as progress:
            progress.now("Encrypting, and reading it back")
            age.encrypt_with_passphrase(clear, locked, word)

    return lock


def _refuse_mixed(
    files: Sequence[Path] | None,
    list_: bool,
    check: bool,
    key: list[Path] | None,
    *,
    encrypt: bool,
) -> None:
    """Raise WrongUsage for options that do not go together."""
    if (list_ or check) and encrypt:
        raise WrongUsage(
            f"{'--check' if check else '--list'} writes no backup", "Leave --encrypt and --to out."
        )
    if list_ and files:
        raise WrongUsage("--list takes no file", "Say --check FILE for one of your own.")
    if key and not check:
        raise WrongUsage("--key opens a backup", "Say --check; to encrypt to a key, say --to.")
    if files and len(files) > 1 and not check:
        raise WrongUsage("one backup goes to one file", "Name one; --check takes several.")


def _show(
    session: Session,
    files: Sequence[Path],
    key: list[Path] | None,
    passphrase_file: Path | None,
    *,
    check: bool,
    json: bool,
) -> None:
    """Show what these backups are; with `check`, end with 1 if one is not sound."""
    states = list(_states(session, files, key, passphrase_file))
    days = [_day(session, file) for file in files]
    rows = [
        (item.file, _size(item.bytes), day, _holds(item), _opens(item))
        for item, day in zip(states, days, strict=True)
    ]
    value = [
        {**as_json.row(item), "day": day or None} for item, day in zip(states, days, strict=True)
    ]
    header = ("file", "size", "day", "holds", "opens")
    answer(json, value, ListPage(header, rows, "No automatic backup yet."))
    if copy_lock.is_under_way(daily.backup_folder(session.path)):
        streams.say("the automatic backup of today is being made")
    if not check:
        return
    if not states:
        raise Exit(1)
    if not json:
        streams.say(_verdict(states))
    if not all(item.is_sound for item in states):
        raise Exit(1)


def _verdict(states: Sequence[BackupState]) -> str:
    number = len(states)
    locked = sum(item.state == "encrypted" for item in states)
    bad = sum(not item.is_sound for item in states) - locked
    if number == 1:
        return (
            "The backup was not checked."
            if locked
            else "The backup cannot be restored."
            if bad
            else "The backup is sound."
        )
    if not bad and not locked:
        return "Both are sound." if number == 2 else f"All {number} are sound."
    said = [f"{bad} of {number} cannot be restored"] * bool(bad)
    said += [f"{locked} of {number} not checked"] * bool(locked)
    return f"{', '.join(said)}."


def _states(
    session: Session,
    files: Sequence[Path],
    key: list[Path] | None,
    passphrase_file: Path | None,
) -> Iterator[BackupState]:
    from caretrack.formats import age

    with Progress() as progress:
        for file in files:
            progress.now(f"Reading {file.name}")
            if not age.is_encrypted(file):
                yield look_at(file, session.timeout)
                continue
            yield _inside(session, file, key, passphrase_file)


def _inside(
    session: Session, file: Path, key: list[Path] | None, passphrase_file: Path | None
) -> BackupState:
    """Look inside an encrypted backup, if there is what opens it."""
    from caretrack.errors import CareError
    from caretrack.formats import age

    locked = BackupState(str(file), "encrypted", bytes=file.stat().st_size)
    by_word = age.wants_passphrase(file)
    if not (passphrase_file if by_word else key):
        option = "--passphrase-file" if by_word else "--key"
        return locked._replace(why=f"not checked inside; {option} FILE does it")
    from caretrack.commands.journal.unlock import unlock

    try:
        with backup.decrypted(file, session.path, unlock(by_word, key, passphrase_file)) as clear:
            found = look_at(clear)
    except WrongUsage:
        raise
    except age.DamagedFile as error:
        why = error.message.removeprefix(f"{file} is damaged: ")
        return locked._replace(state=DAMAGED, why=why)
    except CareError as error:
        return locked._replace(why=error.message.removeprefix(f"{file}: "))
    return found._replace(file=str(file), bytes=locked.bytes)


def _day(session: Session, file: Path) -> str:
    """Return the day of an automatic backup; of a file elsewhere only the inside tells: ""."""
    mine = file.parent == daily.backup_folder(session.path)
    return daily.day_of(file).isoformat() if mine else ""


def _size(number: int | None) -> str:
    if number is None:
        return ""
    return f"{number / 1_000_000:.1f} MB" if number >= 50_000 else f"{number / 1_000:.1f} kB"


def _holds(item: BackupState) -> str:
    if item.people is None or item.touches is None:
        return ""
    return words.holds(item.people, item.touches)


def _opens(item: BackupState) -> str:
    if item.is_sound and item.is_older:
        return f"sound, version {item.version}: care restore brings it up to date"
    return f"{item.state}: {item.why}" if item.why else item.state
