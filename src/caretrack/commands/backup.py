"""`care backup`: a copy, checked."""

from pathlib import Path
from typing import Annotated

import typer

from caretrack.config import expanded
from caretrack.journal import backup, daily
from caretrack.options import Json
from caretrack.session import Session
from caretrack.views import as_json, out, tables, words

EXAMPLES = ("care backup", "care backup ~/care-2026-11-21.db", "care backup --list")


def command(
    ctx: typer.Context,
    file: Annotated[Path | None, typer.Argument(metavar="[FILE]", help="Where to; else the day's name in the folder you stand in.")] = None,
    list_: Annotated[bool, typer.Option("--list", help="The automatic backups instead, newest first.")] = False,
    json: Json = False,
) -> None:
    """Copy the journal to a file that only you can read, and check the copy. It never replaces a file.

    One backup is made by itself at the first write of each day; seven of those are kept. Those made before a migration or a
    restore are kept until you delete them.
    """
    session: Session = ctx.obj
    if list_:
        files = [(str(item), item.stat().st_size) for item in daily.backups(session.path)]
        if json:
            return out.put_json([{"file": name, "bytes": size} for name, size in files])
        rows = [(name, f"{size / 1_000_000:.1f} MB") for name, size in files]
        return tables.show(("file", "size"), rows, empty="No automatic backup yet.")
    target = expanded(file or f"care-{session.today.isoformat()}.db")
    holds = backup.backup(session.path, target, session.timeout)
    if json:
        return out.put_json({"file": str(target), **as_json.row(holds)})
    return out.put([f"Backed up to {target} · {words.holds(holds.people, holds.touches)} · checked"])
