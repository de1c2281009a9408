"""An event of a person, as a value. Field names are the column names."""

from datetime import date
from typing import NamedTuple


class Event(NamedTuple):
    """A day in a person's life that comes once: an operation, an exam, a move."""

    id: str
    person_id: str
    happens_on: date
    text: str
    touch_id: str | None
    created_at: str = ""
    updated_at: str = ""
