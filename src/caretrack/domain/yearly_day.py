"""A day that comes every year, as imports, exports and forms have it."""

from typing import NamedTuple


class YearlyDay(NamedTuple):
    """A day that comes every year (S3.6). It may be 29 February.

    `year` is the first one, None if it is not known. `id` is "" for a day that is not in the
    journal yet; `deleted` is True if it was deleted there by hand.
    """

    month: int
    day: int
    year: int | None
    label: str = ""
    id: str = ""
    deleted: bool = False
