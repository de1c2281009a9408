"""`care occasion`: a birthday or another yearly day."""

from typing import Annotated

import typer

from caretrack.app.people import write_birthday
from caretrack.domain.dates import spoken
from caretrack.domain.model import Occasion, YearlyDay
from caretrack.domain.talk.occasions import next_on, parse_yearly_day, with_years
from caretrack.domain.text import clean_text
from caretrack.journal import entries, people
from caretrack.journal.connection import Journal
from caretrack.journal.ids import short_id
from caretrack.options import Json, Name
from caretrack.session import Session
from caretrack.views.page import answer

EXAMPLES = (
    "care occasion ana birthday 14 March",
    "care occasion gil birthday 24 Nov 1976",
    "care occasion ben 'with us since' 2019-09-01",
)


def command(
    ctx: typer.Context,
    name: Name,
    label: Annotated[
        str, typer.Argument(metavar="LABEL", help="birthday, anniversary, 'with us since' …")
    ],
    date: Annotated[
        list[str],
        typer.Argument(metavar="DATE", help="'14 March', '14 Mar 1976', '1976-03-14', '29 Feb'."),
    ],
    json: Json = False,
) -> None:
    """Keep a yearly day. It is on the morning list from seven days before.

    A person has one birthday: a new one replaces it. A label that ends with "since", like "with us
    since", says how long they have been with you; the profile shows it.
    """
    session: Session = ctx.obj
    with session.write() as journal:
        person, (label, *date) = people.find_leading(journal, [name, label, *date], leaves=2)
        day = parse_yearly_day(" ".join(date), month_first=session.month_first)
        what = clean_text(label, "the label")
        if what.casefold() == "birthday":
            what = "birthday"
        with journal.change("occasion"):
            item = (
                write_birthday(journal, person.id, day)
                if what == "birthday"
                else _write(journal, person.id, what, day)
            )
        start = short_id(journal.db, item.id)
    on = next_on(item.month, item.day, session.today)
    line = f"Kept {start}  {person.name} · {with_years(item, on)} · next on {spoken(on)}"
    answer(json, item, [line])


def _write(journal: Journal, person_id: str, label: str, day: YearlyDay) -> Occasion:
    """Write the occasion. The same day with the same label is one occasion, and is changed."""
    for item in entries.of_people(journal, Occasion, [person_id])[person_id]:
        if item.label.casefold() == label.casefold() and (item.month, item.day) == (
            day.month,
            day.day,
        ):
            return entries.change(
                journal, Occasion, item.id, label=label, year=day.year or item.year
            )
    return entries.add(
        journal,
        Occasion,
        person_id=person_id,
        label=label,
        month=day.month,
        day=day.day,
        year=day.year,
    )
