"""What the commands about people share: clean values, and a person with handles and tags."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from caretrack.domain.model import Occasion
from caretrack.domain.people.reach import clean_person_text
from caretrack.domain.person import Person
from caretrack.domain.person_texts import TEXT_NAMES
from caretrack.domain.talk.occasions import falls_on
from caretrack.domain.text import clean_text, nearest
from caretrack.domain.yearly_day import YearlyDay
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


def clean_person_texts(given: Mapping[str, Any]) -> dict[str, str]:
    """Return the texts of a person among what was typed, as they are stored.

    Raises CareError for what cannot be stored, and WrongUsage for a zone that does not exist.
    """
    texts = {
        name: clean_person_text(name, text)
        for name in TEXT_NAMES
        if (text := given.get(name)) is not None
    }
    if "zone" in texts:
        texts["zone"] = _known_zone(texts["zone"])
    return texts


def _known_zone(zone: str) -> str:
    """Return a time zone as the database of zones writes it, where the machine has one.

    A city alone is enough where only one zone ends with it.
    """
    from zoneinfo import available_timezones

    known = {name.casefold(): name for name in available_timezones()}
    low = zone.casefold()
    cities = [name for name in known if name.endswith(f"/{low}")]
    if low in known or not known:
        return known.get(low, zone)
    if len(cities) == 1:
        return known[cities[0]]
    near = sorted(cities) or nearest(low, known)
    raise WrongUsage(
        f"there is no time zone '{zone}'",
        f"Did you mean {known[near[0]]}?" if near else "They are called like Asia/Seoul.",
    )


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
