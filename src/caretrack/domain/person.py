"""A person of the journal, as a value. Field names are the column names."""

from datetime import date
from typing import NamedTuple


class Person(NamedTuple):
    """A person you look after, with or without a deal (S3.10).

    `cadence_days` is their own cadence in days: None if not set, NEVER for no reminders.
    """

    id: str
    name: str
    name_key: str
    company: str | None
    role: str | None
    say: str | None
    met: str | None
    note: str | None
    cadence_days: int | None
    snoozed_until: date | None
    added_on: date
    archived_on: date | None
    archived_why: str | None
    created_at: str
    updated_at: str
    service: str | None = None
    prefers: str | None = None
    zone: str | None = None
    hours: str | None = None
    # The day on which an address book brought them; None once you look after them.
    known_on: date | None = None
    # The day on which an import or `care triage` took them in: the first due day is spread from it.
    taken_in_on: date | None = None
    department: str | None = None
    duties: str | None = None
    address: str | None = None
    # Who of a team looks after them; None where one person writes.
    owner: str | None = None
