"""What `care stats` shows: finished values that a command puts together and a view only prints."""

from datetime import date
from typing import NamedTuple

from caretrack.domain.clock import Coverage
from caretrack.domain.stats import ChannelTouches, Promises, StatsMonth, share_of


class Somebody(NamedTuple):
    """A person with what they heard of you: the last caring and the last sales touch, and the sales touches since the caring one."""

    id: str
    name: str
    company: str | None
    added_on: date
    last_care: date | None
    last_sales: date | None
    sales_since: int


class Stood(NamedTuple):
    """How somebody stands to you, with the evidence; the month `since` when (YYYY-MM) and the word `before`, where it was another a year ago or since."""

    id: str
    name: str
    word: str
    evidence: tuple[str, ...]
    since: str | None = None
    before: str | None = None


class Involved(NamedTuple):
    """One area of the work ("" where none was named): how often you asked about it, how often they spoke of it by themselves or
    in answer (feedback), and the people (id, name) who ever did either."""

    about: str
    asks: int
    feedback: int
    people: tuple[tuple[str, str], ...]


class Asked(NamedTuple):
    """Somebody who was asked so often, and never thanked or told what came of it."""

    id: str
    name: str
    asks: int


class Stats(NamedTuple):
    """The page. `since` is the first day of the first month; the lists of people are of those looked after now."""

    today: date
    since: date
    narrowed: str  # "#vip · Lagoon Foods", "" for everybody
    people: int
    months: tuple[StatsMonth, ...]
    channels: tuple[ChannelTouches, ...]
    only_sales: tuple[Somebody, ...]
    never: tuple[Somebody, ...]
    standings: dict[str, int]
    stood: tuple[Stood, ...]
    involved: tuple[Involved, ...]
    unthanked: tuple[Asked, ...]
    promises: Promises
    gestures: tuple[int, int]  # made in these months, still planned

    @property
    def care(self) -> int:
        """The caring touches of all months."""
        return sum(month.care for month in self.months)

    @property
    def sales(self) -> int:
        """The sales touches of all months."""
        return sum(month.sales for month in self.months)

    @property
    def taught(self) -> int:
        """The caring touches that taught you something (S4.3)."""
        return sum(month.taught for month in self.months)

    @property
    def taught_share(self) -> float | None:
        """The share of caring touches that taught you something; None where there was none."""
        return share_of(self.taught, self.care)

    @property
    def moods(self) -> tuple[int, int, int]:
        """After how many touches they were low, fair and well (S4.5)."""
        return (
            sum(month.low for month in self.months),
            sum(month.fair for month in self.months),
            sum(month.well for month in self.months),
        )

    @property
    def now(self) -> Coverage:
        """The coverage today."""
        return self.months[-1].coverage

    @property
    def nothing_yet(self) -> bool:
        """Whether nothing can be said: nobody is looked after, and no touch lies in these months."""
        return not self.people and not self.care and not self.sales
