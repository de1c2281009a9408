"""What the commands about people share: values made clean, a person as JSON, the answer to a new one."""

import re
from typing import Any

from caretrack.domain.dates import spoken
from caretrack.domain.model import Occasion, Person, YearlyDay
from caretrack.domain.talk.occasions import falls_on, next_on, with_years
from caretrack.domain.text import clean_text
from caretrack.errors import CareError, WrongUsage
from caretrack.journal import due, entries, people
from caretrack.journal.connection import Journal


def clean_email(text: str) -> str:
    """An e-mail address as it may be stored. Raises WrongUsage for what cannot be one."""
    address = clean_text(text, "the e-mail address")
    name, at, host = address.rpartition("@")
    if not (name and at and host) or any(
        char.isspace() or not char.isprintable() for char in address
    ):
        raise WrongUsage(
            f"'{address[:60]}' is no e-mail address", "It looks like ana@lagoon.example."
        )
    return address


def clean_tag(text: str) -> str:
    """A tag: one word in lower case, without its `+`, `@` or `#`. Raises WrongUsage for anything else."""
    tag = clean_text(text, "the tag").lstrip("+@#").casefold()
    if not re.fullmatch(r"\w[\w.-]{0,39}", tag):
        raise WrongUsage(
            f"'{text[:40]}' is no tag",
            "A tag is one word of letters, digits, '-' and '_', like vip or north-west.",
        )
    return tag


def handles_of(journal: Journal, person_id: str) -> tuple[list[tuple[str, str]], tuple[str, ...]]:
    """The handles (sort and value) and the tags of a person."""
    listed = people.listed(journal, [person_id])[person_id]
    return [(sort, value) for sort in people.SORTS for value in getattr(listed, sort)], listed.tags


def person_json(journal: Journal, person: Person) -> dict[str, Any]:
    """A person as `--json` shows them."""
    from caretrack.views import as_json

    handles, tags = handles_of(journal, person.id)
    return as_json.person(person, handles, tags)


def write_birthday(journal: Journal, person_id: str, day: YearlyDay) -> Occasion:
    """Set the birthday of a person: the one that is there is changed, else it is written. Raises CareError for one still to come."""
    if day.year is not None and falls_on(day.month, day.day, day.year) > journal.today:
        raise CareError(
            f"a birthday in {day.year} is still to come",
            "Leave the year out where it is not known.",
        )
    there = [
        item
        for item in entries.of_people(journal, Occasion, [person_id])[person_id]
        if item.label == "birthday"
    ]
    values = {"month": day.month, "day": day.day, "year": day.year}
    if there:
        return entries.change(journal, Occasion, there[0].id, **values)
    return entries.add(journal, Occasion, person_id=person_id, label="birthday", **values)


def added(journal: Journal, person: Person) -> str:
    """The answer to `care add`: who, and by when to be in touch."""
    from caretrack.journal.ids import short_id
    from caretrack.views import words

    clock = due.clocks(journal, [person.id])[person.id]
    company = f" · {person.company}" if person.company else ""
    by = (
        f"first touch by {spoken(clock.due_on)} ({words.cadence_in_brackets(clock)})"
        if clock.due_on
        else "no reminders"
    )
    days = entries.of_people(journal, Occasion, [person.id])[person.id]
    born = "".join(
        f" · {with_years(item, next_on(item.month, item.day, journal.today))} on {spoken(next_on(item.month, item.day, journal.today))}"
        for item in days
    )
    return f"Added {short_id(journal.db, person.id)}  {person.name}{company}{born} · {by}"
