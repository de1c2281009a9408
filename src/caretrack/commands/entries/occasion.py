"""`care occasion`: a birthday or another yearly day."""

import shlex
from datetime import date
from typing import Annotated

from caretrack import streams
from caretrack.app.events import added, write_event
from caretrack.app.people import write_birthday
from caretrack.domain.dates import spoken
from caretrack.domain.model import Occasion
from caretrack.domain.people.names import slug_of_key
from caretrack.domain.person import Person
from caretrack.domain.talk.events import comes_once, may_come_once
from caretrack.domain.talk.occasions import next_on, spoken_yearly, with_years
from caretrack.domain.text import clean_text
from caretrack.domain.yearly_day import YearlyDay, parse_yearly_day
from caretrack.errors import WrongUsage
from caretrack.journal import entries, people
from caretrack.journal.connection import Journal
from caretrack.journal.find_people import typed_back
from caretrack.journal.ids import short_id
from caretrack.options import Json, Name
from caretrack.parameters import Argument
from caretrack.session import Session
from caretrack.views import words
from caretrack.views.page import answer

EXAMPLES = (
    "care occasion ana birthday 14 March",
    "care occasion gil birthday 24 Nov 1976",
    "care occasion ben 'with us since' 2019-09-01",
)


def command(
    session: Session,
    name: Name,
    label: Annotated[
        str, Argument(metavar="LABEL", help="birthday, anniversary, 'with us since' …")
    ],
    when: Annotated[
        list[str],
        Argument(metavar="DATE", help="'14 March', '14 Mar 1976', '1976-03-14', '29 Feb'."),
    ],
    json: Json = False,
) -> None:
    """Keep a yearly day. It is on the morning list from seven days before.

    A person has one birthday: a new one replaces it. A label that ends with "since", like "with us
    since", says how long they have been with you; the profile shows it.

    A day that comes once, such as an operation or an exam, is an event: care event. If the day has
    a year and is still to come, you are asked which it is.
    """
    with session.write() as journal:
        person, (label, *when) = people.find_leading(journal, [name, label, *when], leaves=2)
        day = parse_yearly_day(" ".join(when), month_first=session.month_first)
        what = clean_text(label, "the label")
        if what.casefold() == "birthday":
            what = "birthday"
        on = may_come_once(what, day, session.today)
        if on is not None and not _comes_every_year(journal, person, what, on, json=json):
            return _event(journal, person, what, on)
        before = {
            item.id: item for item in entries.of_people(journal, Occasion, [person.id])[person.id]
        }
        with journal.change("occasion"):
            item = (
                write_birthday(journal, person.id, day)
                if what == "birthday"
                else _write(journal, person.id, what, day)
            )
        start = short_id(journal.db, item.id)
    next_day = next_on(item.month, item.day, session.today)
    line = (
        f"Kept {start}  {person.name} · {with_years(item, next_day)}"
        f"{words.was(_replaced(before.get(item.id), item))} · next on {spoken(next_day)}"
    )
    answer(json, item, [line])
    if comes_once(what) and day.year is None:
        slug = slug_of_key(person.name_key)
        event = shlex.join(["care", "event", slug, next_day.isoformat(), what])
        streams.say(f"If it comes once: {event}, and care delete {start}")
    return None


def _replaced(before: Occasion | None, after: Occasion) -> str:
    """Return the day that stood there before; "" where nothing of it is gone."""
    if before is None:
        return ""
    same_day = (before.month, before.day) == (after.month, after.day)
    if same_day and before.year in {None, after.year}:
        return ""
    return spoken_yearly(before.month, before.day, before.year)


def _comes_every_year(
    journal: Journal, person: Person, label: str, on: date, *, json: bool
) -> bool:
    """Ask whether a day to come is a yearly one. Raises WrongUsage if nobody can be asked."""
    if json or not streams.can_ask():
        slug = typed_back(journal, person.id, person.name_key)
        single = ["care", "event", slug, on.isoformat(), label]
        every = ["care", "occasion", slug, label, f"{on.month:02d}-{on.day:02d}"]
        raise WrongUsage(
            f"{spoken(on)} is still to come: does “{label}” come every year?",
            f"If once: {shlex.join(single)}. If every year: {shlex.join(every)}.",
        )
    once = comes_once(label)
    asked = f"{spoken(on)} is still to come. Does “{label}” come every year?"
    answered = streams.choose(f"{asked} [{'y/N' if once else 'Y/n'}]", ["y", "n"], "ny"[not once])
    return answered == "y"


def _event(journal: Journal, person: Person, text: str, on: date) -> None:
    with journal.change("event"):
        event = write_event(journal, person.id, on, text)
    answer(False, event, words.added_event(added(journal, person, event)))


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
