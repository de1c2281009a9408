"""`care restore`: a backup in the place of the journal."""

from pathlib import Path
from typing import Annotated

import typer

from caretrack.config import expanded
from caretrack.errors import CareError, WrongUsage
from caretrack.journal import backup
from caretrack.options import Json, Yes
from caretrack.session import Session
from caretrack.views import as_json, out, words

EXAMPLES = ("care restore ~/care-2026-11-21.db", "care restore ~/care-2026-11-21.db --yes")


def command(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The backup; care backup --list shows the automatic ones.")],
    yes: Yes = False,
    json: Json = False,
) -> None:
    """Put a backup in the place of the journal. It is checked first, and the present journal is kept beside it."""
    session: Session = ctx.obj
    source = expanded(file)
    if source.exists() and session.path.exists() and source.samefile(session.path):
        raise CareError(f"{source} is the journal itself", "Name a backup.")
    holds = backup.inspected(source)
    if session.path.exists() and not yes:
        if not out.can_ask():
            raise WrongUsage(f"{session.path} would be replaced", "Say --yes.")
        said = (
            f"{words.holds(holds.people, holds.touches)}, last change {words.instant(holds.last_change) if holds.last_change else 'never'}"
        )
        out.say(f"{source} holds {said}. It replaces {session.path}, which is kept beside it.")
        if not out.confirm("Restore it?"):
            raise CareError("nothing was restored")
    aside = backup.restore(source, session.path, session.timeout)
    if json:
        return out.put_json({"restored": str(source), "kept": str(aside) if aside else None, **as_json.row(holds)})
    kept = f" · the journal as it was is {aside}" if aside else ""
    return out.put([f"Restored {source} · {words.holds(holds.people, holds.touches)}{kept}"])
