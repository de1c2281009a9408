"""`care backup`: a copy, checked; encrypted where that is asked."""

from pathlib import Path
from typing import Annotated

import typer

from caretrack.journal.files import backup, daily
from caretrack.options import Json
from caretrack.session import Session
from caretrack.settings.declared import expand_home
from caretrack.views import as_json, words
from caretrack.views.page import ListPage, answer
from caretrack.views.progress import Progress

EXAMPLES = ("care backup", "care backup ~/stick/care.age --encrypt", "care backup --list")


def command(
    ctx: typer.Context,
    file: Annotated[
        Path | None,
        typer.Argument(
            metavar="[FILE]",
            help="Where to; by default a file in the current folder, named after the day.",
        ),
    ] = None,
    encrypt: Annotated[
        bool, typer.Option("--encrypt", help="With age, by a passphrase that you are asked for.")
    ] = False,
    to: Annotated[
        list[str] | None,
        typer.Option(
            "--to",
            metavar="RECIPIENT",
            help="With age, to age1…, an SSH public key, or a file with such; may be given again.",
        ),
    ] = None,
    passphrase_file: Annotated[
        Path | None,
        typer.Option(
            "--passphrase-file",
            metavar="FILE",
            help="Encrypt by the passphrase in its first line; - is stdin.",
        ),
    ] = None,
    list_: Annotated[
        bool, typer.Option("--list", help="List the automatic backups instead, newest first.")
    ] = False,
    json: Json = False,
) -> None:
    """Copy the journal to a file that only you can read, and check the copy. It never replaces a
    file.

    One backup is made by itself at the first write of each day; seven of those are kept. Those made
    before a migration or a restore are kept until you delete them.

    An encrypted one is for places that others see: a stick, a cloud. care restore reads it, and so
    does the program age.
    """
    session: Session = ctx.obj
    if list_:
        return _list(session, json)
    lock = _lock(encrypt or passphrase_file is not None, to, passphrase_file)
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
    from caretrack.errors import WrongUsage
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


def _list(session: Session, json: bool) -> None:
    files = [(str(item), item.stat().st_size) for item in daily.backups(session.path)]
    rows = [(name, f"{size / 1_000_000:.1f} MB") for name, size in files]
    value = [{"file": name, "bytes": size} for name, size in files]
    answer(json, value, ListPage(("file", "size"), rows, "No automatic backup yet."))
