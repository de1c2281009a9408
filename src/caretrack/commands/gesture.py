"""`care gesture`: something you plan to do for them, that they do not expect."""

from typing import Annotated

import typer

from caretrack.commands._actions import write
from caretrack.options import By, Edit, Json, Name

EXAMPLES = (
    "care gesture ana send Mia a card for her first day at school --by 'end of april'",
    "care gesture ben ask him to show the shop team how he onboards",
)


def command(
    ctx: typer.Context,
    name: Name,
    text: Annotated[
        list[str] | None, typer.Argument(metavar="TEXT...", help="What you plan; '… by friday' is its day; - reads stdin.")
    ] = None,
    by: By = None,
    edit: Edit = False,
    json: Json = False,
) -> None:
    """Plan a gesture: recognise them, involve them, surprise them. Open ones are in the profile; `care done` logs it as a touch."""
    write(ctx, "gesture", name, text, by, edit, json)
