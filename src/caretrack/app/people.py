"""What the commands about people share: clean values, and a person with handles and tags."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from caretrack.domain.model import Occasion, Person, YearlyDay
from caretrack.domain.talk.occasions import falls_on
from caretrack.domain.text import clean_text
from caretrack.errors import CareError, WrongUsage
from caretrack.journal import entries, people
from caretrack.journal.connection import Journal


def clean_email(text: str) -> str:
    """An e-mail address as it may be stored. Raises WrongUsage for what cannot be one."""
    address = clean_text(text, "the e-mail address")
    name, at, host = address.rpartition("@")
    if not (name and at and host) or any(
        char.isspace() or not char.isprintable() for char in address
    ):
        raise WrongUsage(
            f"'{address[:60]}' is not an e-mail address", "It looks like ana@lagoon.example."
        )
    return address


def clean_tag(text: str) -> str:
    """Return a tag as one word in lower case, without its `+`, `@` or `#`.

    Raises WrongUsage for anything else.
    """
    tag = clean_text(text, "the tag").lstrip("+@#").casefold()
    if not re.fullmatch(r"\w[\w.-]{0,39}", tag):
        raise WrongUsage(
            f"'{text[:40]}' is not a tag",
            "A tag is one word of letters, digits, '-' and '_', like vip or north-west.",
        )
    return tag


class PersonDetails(NamedTuple):
    """A person with their handles (sort and value) and tags."""

    person: Person
    handles: Sequence[tuple[str, str]]
    tags: Sequence[str]


def details_of(journal: Journal, person: Person) -> PersonDetails:
    """Return the person with what is stored beside them."""
    return PersonDetails(person, *people.handles_of(journal, person.id))


def write_birthday(journal: Journal, person_id: str, day: YearlyDay) -> Occasion:
    """Set the birthday of a person: change the one that is there, or add it.

    Raises CareError for a birthday that is still to come.
    """
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
