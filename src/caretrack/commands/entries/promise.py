"""`care promise`: something you told them you would do."""

from typing import Annotated

from caretrack import streams
from caretrack.app.actions import add_action
from caretrack.options import By, Edit, Json, Name
from caretrack.parameters import Argument
from caretrack.session import Session
from caretrack.views import words
from caretrack.views.page import answer

EXAMPLES = (
    "care promise ana send the budget template by friday",
    "care promise ben the churn numbers --by '18 Dec'",
)


def command(
    session: Session,
    name: Name,
    text: Annotated[
        list[str] | None,
        Argument(
            metavar="TEXT...",
            help="What you promised; it may end with its day; - reads stdin.",
        ),
    ] = None,
    by: By = None,
    edit: Edit = False,
    json: Json = False,
) -> None:
    """Keep a promise in sight: it is on the morning list from its day until `care done`."""
    added = add_action(session, "promise", [name, *(text or [])], by, edit=edit)
    answer(json, added.action, [words.added_action(*added)])
    if unread := words.unread_day(added.action, added.short):
        streams.say(unread)
