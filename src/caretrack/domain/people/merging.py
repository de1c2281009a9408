"""Merge two people: which values stay, and where the rest is kept (S2.8). Pure."""

from datetime import date
from typing import Any, NamedTuple

from caretrack.domain.dates import MONTH_NAMES, spoken
from caretrack.domain.model import Occasion
from caretrack.domain.people.death import has_died
from caretrack.domain.people.names import name_key
from caretrack.domain.person import Person
from caretrack.domain.person_texts import TEXT_NAMES
from caretrack.domain.talk.said import MERGED


class Joined(NamedTuple):
    """The new values of a person, by column.

    `filled` are columns that were empty; `otherwise` is what differed, as (column, text).
    """

    values: dict[str, Any]
    filled: tuple[str, ...]
    otherwise: tuple[tuple[str, str], ...]


def joined(gone: Person, into: Person, today: date) -> Joined:
    """Return the columns of `into` with what `gone` adds; nothing is lost.

    Empty columns are filled, and what differs is written below the note. The earlier `added_on`
    and the later snooze count. Whoever was looked after stays so. Who is in the archive stays
    there, and who has died comes into it.
    """
    values: dict[str, Any] = {}
    otherwise = []
    for column in TEXT_NAMES:
        if column == "note":
            continue  # what differs is written into it below
        mine, theirs = getattr(into, column), getattr(gone, column)
        if theirs and not mine:
            values[column] = theirs
        elif theirs and name_key(theirs) != name_key(mine):
            otherwise.append((column, theirs))
    if gone.cadence_days is not None and into.cadence_days is None:
        values["cadence_days"] = gone.cadence_days
    elif gone.cadence_days is not None and gone.cadence_days != into.cadence_days:
        otherwise.append(
            ("cadence", f"every {gone.cadence_days} d" if gone.cadence_days else "no reminders")
        )
    filled = tuple(values)
    if into.known_on is not None and (gone.known_on is None or gone.known_on < into.known_on):
        # Who of the two is looked after counts for both.
        values["known_on"], values["taken_in_on"] = gone.known_on, gone.taken_in_on
    if gone.added_on < into.added_on:
        values["added_on"] = gone.added_on
    if (
        gone.snoozed_until
        and gone.snoozed_until > today
        and (into.snoozed_until is None or into.snoozed_until < gone.snoozed_until)
    ):
        values["snoozed_until"] = gone.snoozed_until
    if has_died(gone.archived_why) and not has_died(into.archived_why):
        values["archived_on"] = into.archived_on or gone.archived_on
        values["archived_why"] = gone.archived_why
    note = _note(gone, into, otherwise, today)
    if note != into.note:
        values["note"] = note
    return Joined(values, filled, tuple(otherwise))


def _note(gone: Person, into: Person, otherwise: list[tuple[str, str]], today: date) -> str | None:
    said = ", ".join(f"{column} {text}" for column, text in otherwise)
    said = f"{MERGED} {gone.name}, {spoken(today)}: {said})" if said else ""
    theirs = gone.note if gone.note and (not into.note or gone.note not in into.note) else None
    return "\n".join(part for part in (into.note, theirs, said) if part) or None


def fuller(gone: Occasion, into: Occasion) -> bool:
    """True if the birthday of `gone` has a year and the one of `into` has none."""
    return gone.year is not None and into.year is None


def differ(one: Occasion, other: Occasion) -> bool:
    """True if two birthdays differ: another day, or another year."""
    years = {one.year, other.year} - {None}
    return (one.month, one.day) != (other.month, other.day) or len(years) > 1


def day_words(occasion: Occasion) -> str:
    """Return `14 Mar 1976`, or `14 Mar` without a year."""
    return f"{occasion.day} {MONTH_NAMES[occasion.month - 1]}" + (
        f" {occasion.year}" if occasion.year else ""
    )
