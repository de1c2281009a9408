"""A promise and a gesture are written the same way."""

import typer

from caretrack import streams
from caretrack.app.entries import day_to_come
from caretrack.domain.date_phrases import ahead, split_by
from caretrack.domain.dates import spoken
from caretrack.domain.model import Action
from caretrack.journal import entries, people
from caretrack.journal.ids import short_id
from caretrack.session import Session
from caretrack.views import as_json


def write(
    ctx: typer.Context,
    sort: str,
    name: str,
    text: list[str] | None,
    by: str | None,
    edit: bool,
    json: bool,
) -> None:
    """Write one action of the sort; "… by friday" at the end of the text is its day where `--by` is not given."""
    session: Session = ctx.obj
    said = session.text(text, f"the {sort}", edit=edit, option=f"the {sort}")
    due_on = day_to_come(session, by)
    if due_on is not None:
        ahead(due_on, session.today)
    else:
        said, due_on = split_by(said, session.today, session.month_first)
    with session.write() as journal:
        person = people.find(journal, name)
        with journal.change(sort):
            action = entries.add(
                journal, Action, person_id=person.id, sort=sort, text=said, due_on=due_on
            )
        start = short_id(journal.db, action.id)
    if json:
        return streams.put_json(as_json.row(action))
    verb = "Promised" if sort == "promise" else "Planned"
    when = f", by {spoken(due_on)}" if due_on else ""
    return streams.put([f"{verb} {start}  {person.name} · {said}{when}"])
