"""`care doctor`: is the journal whole?"""

from typing import Annotated

import typer

from caretrack.journal import doctor
from caretrack.options import Json
from caretrack.session import Session
from caretrack.views import as_json, out, tables

EXAMPLES = ("care doctor", "care doctor --rebuild")


def command(
    ctx: typer.Context,
    rebuild: Annotated[bool, typer.Option("--rebuild", help="Make the triggers, the clocks and the index again first.")] = False,
    json: Json = False,
) -> None:
    """Check the file, its references, the change log, the clocks against the slow way, permissions and place.

    Ends with 1 when something is wrong, and says what to do.
    """
    session: Session = ctx.obj
    with session.write() if rebuild and session.there() else session.read(as_it_is=True) as journal:
        if rebuild and journal.path is not None:
            doctor.rebuild_derived(journal)
        found = doctor.examine(journal)
    wrong = [item for item in found if not item.fine]
    if json:
        out.put_json({"fine": not wrong, "findings": [as_json.row(item) for item in found]})
    else:
        rows = [(item.check, "fine" if item.fine else "wrong", item.seen, item.advice) for item in found]
        tables.show(("check", "verdict", "seen", "do"), rows, empty="")
    if wrong:
        raise typer.Exit(1)
