"""What the touches of some months add up to (S0.3, S4.6).

Nothing here is a score of anybody: what is counted is what you did. Months are `YYYY-MM`, oldest
first; days are local calendar dates. A share is a number from 0 to 1, and None of nothing.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from caretrack.domain.balance import month_names
from caretrack.domain.kinds.families import CARE, SALES, TRIED

MOST_MONTHS = 60
FAIR_MOOD = 3
QUARTERS_END = (3, 6, 9, 12)  # the last months of the quarters

IN_TIME, LATE, PAST, KEPT_UNDATED, OPEN_UNDATED = (
    "in_time",
    "late",
    "past",
    "kept_undated",
    "open_undated",
)


class Coverage(NamedTuple):
    """How many people have a cadence, and how many of them are in touch in time, on one day."""

    people: int
    in_time: int

    @property
    def share(self) -> float | None:
        """The share in time (S4.6), to four places; None if nobody has a cadence."""
        return round(self.in_time / self.people, 4) if self.people else None


class CountedTouches(NamedTuple):
    """How many touches of one month had this channel and family, and how many of them which mood.

    `low` (1, 2), `fair` (3) and `well` (4, 5) are counted of all families.
    """

    month: str
    channel: str
    family: str
    touches: int
    low: int = 0
    fair: int = 0
    well: int = 0


class StatsMonth(NamedTuple):
    """One month in figures.

    `low` (1, 2), `fair` (3) and `well` (4, 5) count touches by their mood, `taught` the caring ones
    that taught you something; `coverage` is that of its last day, or of today. `tried` are those
    that reached nobody: they are neither care nor sales, and have no mood.
    """

    month: str
    care: int
    sales: int
    low: int
    fair: int
    well: int
    taught: int
    coverage: Coverage
    tried: int = 0


class ChannelTouches(NamedTuple):
    """One channel: its caring and sales touches, and those that reached nobody."""

    channel: str
    care: int
    sales: int
    tried: int = 0


class Promises(NamedTuple):
    """What became of promises: kept by their day, kept late, still open, or without a day."""

    in_time: int = 0
    late: int = 0
    past: int = 0
    kept_undated: int = 0
    open_undated: int = 0

    @property
    def share(self) -> float | None:
        """The share that was kept in time, of those whose day has come or that are kept."""
        return share_of(self.in_time, self.in_time + self.late + self.past)


def share_of(part: int, whole: int) -> float | None:
    """Return `part` of `whole`, to four places; None of nothing."""
    return round(part / whole, 4) if whole else None


def ends_of(months: Sequence[str], today: date) -> list[date]:
    """Return the last day of each month (YYYY-MM); today for the month of today."""
    starts = [
        date(int(month[:4]) + int(month[5:]) // 12, int(month[5:]) % 12 + 1, 1) for month in months
    ]
    return [min(start - timedelta(days=1), today) for start in starts]


def months(
    counted: Iterable[CountedTouches],
    taught: Mapping[str, int],
    covered: Sequence[Coverage],
    today: date,
) -> tuple[StatsMonth, ...]:
    """Return the months up to today's, as many as there are in `covered`.

    `taught` counts the caring touches that taught you something, by month.
    """
    names = month_names(today, len(covered))
    families: Counter[tuple[str, str]] = Counter()
    moods = dict.fromkeys(names, (0, 0, 0))
    for month, _, family, touches, *of_mood in counted:
        families[month, family] += touches
        if family != TRIED:
            low, fair, well = (
                before + more for before, more in zip(moods[month], of_mood, strict=True)
            )
            moods[month] = (low, fair, well)
    return tuple(
        StatsMonth(
            name,
            families[name, CARE],
            families[name, SALES],
            *moods[name],
            taught.get(name, 0),
            cover,
            families[name, TRIED],
        )
        for name, cover in zip(names, covered, strict=True)
    )


def channels(counted: Iterable[CountedTouches]) -> tuple[ChannelTouches, ...]:
    """Return the channels that were used, the busiest first (S0.2)."""
    sums: Counter[tuple[str, str]] = Counter()
    for item in counted:
        sums[item.channel, item.family] += item.touches
    # Those of the days ahead were taken off: nothing may be left of a channel.
    return tuple(
        sorted(
            (
                ChannelTouches(name, *(sums[name, family] for family in (CARE, SALES, TRIED)))
                for name in {channel for (channel, _), touches in sums.items() if touches}
            ),
            key=lambda row: (-row.care - row.sales, -row.tried, row.channel),
        )
    )


def fate(due_on: date | None, done_on: date | None, since: date, today: date) -> str | None:
    """Return what became of one promise between `since` and `today`, both included.

    A promise belongs to its day, or to the day it was kept if that was sooner; without a day, to
    the day it was kept. If it belongs to another time the answer is None. On its day an open
    promise is not late yet.
    """
    if due_on is None:
        if done_on is None:
            return OPEN_UNDATED
        return KEPT_UNDATED if since <= done_on <= today else None
    settled = due_on if done_on is None else min(due_on, done_on)
    if not since <= settled <= today or (done_on is None and due_on == today):
        return None
    if done_on is None:
        return PAST
    return IN_TIME if done_on <= due_on else LATE


def promises(
    dates: Iterable[tuple[date | None, date | None, int]], since: date, today: date
) -> Promises:
    """Count what became of promises, given as (by when, when kept, how many).

    None: not said, not yet.
    """
    counts = dict.fromkeys(Promises._fields, 0)
    for due_on, done_on, count in dates:
        word = fate(due_on, done_on, since, today)
        if word is not None:
            counts[word] += count
    return Promises(**counts)


class LastHeard(NamedTuple):
    """A person with the last caring and the last sales touch, and the sales touches since."""

    id: str
    name: str
    company: str | None
    added_on: date
    last_care: date | None
    last_sales: date | None
    sales_since: int


class Involved(NamedTuple):
    """One area of the work ("" for none), and who had a say in it.

    `asks` counts how often you asked about it, `feedback` how often they spoke of it; `people` are
    the (id, name) of those who did.
    """

    about: str
    asks: int
    feedback: int
    people: tuple[tuple[str, str], ...]


class Unthanked(NamedTuple):
    """A person who was asked so often, and never thanked or told what came of it."""

    id: str
    name: str
    asks: int


class Personal(NamedTuple):
    """How many of `people` had a touch just to hear from them in PERSONAL_DAYS (S1.8)."""

    people: int = 0
    touched: int = 0

    @property
    def share(self) -> float | None:
        """The share of people with such a touch; None of nobody."""
        return share_of(self.touched, self.people)


class Quarter(NamedTuple):
    """How many fans and critics there were at the end of a quarter (YYYY-Qn), or today (S3.14)."""

    quarter: str
    on: date
    fans: int
    critics: int


def quarter_ends(since: date, today: date) -> list[date]:
    """Return the last day of each quarter from `since` on, and today, oldest first."""
    names = [
        f"{year}-{month:02d}"
        for year in range(since.year, today.year + 1)
        for month in QUARTERS_END
    ]
    ends = [end for end in ends_of(names, date.max) if since <= end < today]
    return [*ends, today]


def quarters(fans_and_critics: Iterable[tuple[date, int, int]]) -> tuple[Quarter, ...]:
    """Return the fans and critics of each day, named by the quarter that it is in."""
    return tuple(
        Quarter(f"{day.year}-Q{(day.month + 2) // 3}", day, fans, critics)
        for day, fans, critics in fans_and_critics
    )
