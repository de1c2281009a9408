"""`care undo`: take back what a command did."""

from typing import Annotated

import typer

from caretrack.domain.text import one_line, shortened
from caretrack.journal import changes
from caretrack.options import Json, limit_option
from caretrack.session import Session
from caretrack.views import words
from caretrack.views.page import ListPage, answer

EXAMPLES = ("care undo", "care undo --list", "care undo c4m8")


def command(
    ctx: typer.Context,
    id: Annotated[
        str | None,
        typer.Argument(
            metavar="[ID]", help="A change set, or its start; care undo --list shows them."
        ),
    ] = None,
    list_: Annotated[bool, typer.Option("--list", help="What the last commands changed.")] = False,
    limit: Annotated[
        int | None, limit_option("With --list: how many (config: undo.limit, 20).")
    ] = None,
    json: Json = False,
) -> None:
    """Take back the last command that changed something; again, the one before. An undo can be
    undone by its own id.

    If a later command changed the same thing, nothing happens and you are told.
    """
    session: Session = ctx.obj
    if list_:
        with session.read() as journal:
            found = changes.change_sets(journal, limit or session.config.undo_limit)
        rows = [
            (
                item.id[: changes.ID_LENGTH],
                words.instant(item.made_at),
                item.command,
                one_line(item.what),
                item.rows,
                _state(item),
            )
            for item in found
        ]
        header = ("id", "made_at", "command", "what", "rows", "state")
        return answer(json, found, ListPage(header, rows, "Nothing was changed yet."))
    with session.write() as journal:
        meant = changes.find_change_set(journal, id)
        rows_changed = changes.undo(journal, meant)
        newest = changes.change_sets(journal, 1)[0]
    undone = {"change_set": meant.id, "command": meant.command, "rows": rows_changed}
    about = f" · {shortened(meant.what, 60)}" if meant.what else ""
    back = f"to bring it back: care undo {newest.id[: changes.ID_LENGTH]}"
    line = f"Undone  {_named(meant)}, {words.instant(meant.made_at)}{about} · {back}"
    return answer(json, {"undone": undone}, [line])


def _named(item: changes.ChangeSet) -> str:
    return "an undo" if item.undoes else item.command


def _state(item: changes.ChangeSet) -> str:
    return f"undone by {item.undone_by[: changes.ID_LENGTH]}" if item.undone_by else ""
