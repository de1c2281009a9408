"""What a calendar is written from."""

import hashlib
import re
from datetime import date, datetime
from typing import NamedTuple

from caretrack.domain.model import YearlyDay

_SAFE = re.compile("[0-9a-z]{1,40}")


class YearlyEvent(NamedTuple):
    """A yearly day of a person, as an event (S3.6).

    `stem` is the name of its file and its uid: it stays the same from one export to the next.
    `changed` is an instant in UTC; `since` says what the year is ("Born in 1976.").
    """

    stem: str
    summary: str
    day: YearlyDay
    changed: datetime
    since: str = ""


class Task(NamedTuple):
    """Something to be done for somebody, by a local day; None where no day was said. `stem` and `changed` as above."""

    stem: str
    summary: str
    due: date | None
    changed: datetime


def stem(sort: str, entry_id: str) -> str:
    """The name of an entry in calendars. It is made of our own letters only, whatever a journal has for an id."""
    safe = (
        entry_id
        if _SAFE.fullmatch(entry_id)
        else hashlib.sha256(entry_id.encode(errors="surrogatepass")).hexdigest()[:32]
    )
    return f"care-{sort}-{safe}"
