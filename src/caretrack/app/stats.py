"""The figures of a journal, put together for `care stats`."""

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from caretrack.domain.balance import month_names
from caretrack.domain.day_steps import COUNTED, IN_TIME, PERSONAL, WORDS
from caretrack.domain.load import NO_LOAD, Load
from caretrack.domain.model import Feedback
from caretrack.domain.stats import (
    ChannelTouches,
    Coverage,
    Involved,
    LastHeard,
    Personal,
    Promises,
    Quarter,
    StatsMonth,
    Unthanked,
    channels,
    ends_of,
    months,
    promises,
    quarter_ends,
    quarters,
    share_of,
)
from caretrack.domain.talk.one_sided import contact_lines
from caretrack.domain.talk.standing import (
    days_looked_at,
    of_feedback,
    of_signs,
    standing_and_change,
)
from caretrack.journal import entries, touches, who_waits
from caretrack.journal.connection import Journal
from caretrack.journal.queries import (
    one_sided,
    stats,
    stats_of_people,
    stats_of_touches,
    stats_owed,
)
from caretrack.journal.work_load import work_load

if TYPE_CHECKING:
    from caretrack.domain.team import OwnerShare


class Stood(NamedTuple):
    """How a person stands to you, with the evidence.

    If it changed within a year: `since` which month (YYYY-MM), and the word `before`.
    """

    id: str
    name: str
    word: str
    evidence: tuple[str, ...]
    since: str | None = None
    before: str | None = None


class OneSided(NamedTuple):
    """A person to whom you write without an answer, or who no longer writes, in sentences."""

    id: str
    name: str
    letters: int
    last_sign: date | None
    said: tuple[str, ...]


class Stats(NamedTuple):
    """The page. `since` is the first day of the first month.

    The lists of people are of those who are looked after now.
    """

    today: date
    since: date
    narrowed: str  # "#vip · Lagoon Foods", "" for everybody
    people: int
    months: tuple[StatsMonth, ...]
    channels: tuple[ChannelTouches, ...]
    only_sales: tuple[LastHeard, ...]
    never: tuple[LastHeard, ...]
    standings: dict[str, int]
    stood: tuple[Stood, ...]
    involved: tuple[Involved, ...]
    unthanked: tuple[Unthanked, ...]
    one_sided: tuple[OneSided, ...]
    promises: Promises
    gestures: tuple[int, int]  # made in these months, still planned
    reached: int  # goals of theirs, in these months
    personal: Personal = Personal()
    quarters: tuple[Quarter, ...] = ()
    known: int = 0  # not looked after yet
    load: Load = NO_LOAD
    owners: tuple["OwnerShare", ...] = ()  # of a team; nothing where one looks after everybody

    @property
    def care(self) -> int:
        """The caring touches of all months."""
        return sum(month.care for month in self.months)

    @property
    def sales(self) -> int:
        """The sales touches of all months."""
        return sum(month.sales for month in self.months)

    @property
    def tried(self) -> int:
        """The touches of all months that reached nobody."""
        return sum(month.tried for month in self.months)

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
        """True if there is nothing to say: nobody is looked after, and there was no touch."""
        return not (self.people or self.care or self.sales or self.tried)


def stats_page(journal: Journal, count: int, tag: str | None, company: str | None) -> Stats:
    """Return the page of the last `count` months, of those with the tag and of the company."""
    among = who_waits.ids_with(journal, tag, company)
    stats.choose_people(journal, among)
    names = month_names(journal.today, count)
    since = date.fromisoformat(f"{names[0]}-01")
    counted = stats_of_touches.touch_counts(journal, since, among)
    ends, days = ends_of(names, journal.today), quarter_ends(since, journal.today)
    people = stats_of_people.counts_on(journal, [*ends, *days], among)
    now = people[journal.today]
    standings = {word: now[word] for word in WORDS if now[word]}
    looked_after = sum(standings.values())
    return Stats(
        today=journal.today,
        since=since,
        narrowed=" · ".join(
            part for part in (f"#{tag.strip().lstrip('#@+')}" if tag else "", company or "") if part
        ),
        people=looked_after,
        months=months(
            counted,
            stats_of_touches.count_taught(journal, since, among),
            [Coverage(people[end][COUNTED], people[end][IN_TIME]) for end in ends],
            journal.today,
        ),
        channels=channels(counted),
        only_sales=stats.only_sales(journal),
        never=stats.never_touched(journal),
        standings=standings,
        stood=_stood(journal),
        involved=stats.involvement(journal, among),
        unthanked=stats.unthanked(journal),
        one_sided=tuple(
            OneSided(
                who,
                name,
                found.letters,
                found.last_sign,
                tuple(contact_lines(found, journal.today)),
            )
            for who, name, found in one_sided.one_sided(journal)
        ),
        promises=promises(stats_owed.promise_days(journal, since), since, journal.today),
        gestures=stats_owed.gestures(journal, since),
        reached=stats_owed.reached(journal, since),
        personal=Personal(looked_after, now[PERSONAL]),
        quarters=quarters((day, people[day]["fan"], people[day]["critical"]) for day in days),
        known=stats.count_known(journal),
        load=work_load(journal, among),
        owners=_owners(journal, among),
    )


def _owners(journal: Journal, among: set[str] | None) -> tuple["OwnerShare", ...]:
    """Return coverage and load by owner."""
    if not who_waits.has_owners(journal):
        return ()
    from caretrack.domain.team import by_owner
    from caretrack.journal.owners import owned_groups

    return by_owner(owned_groups(journal, among))


def _stood(journal: Journal) -> tuple[Stood, ...]:
    """Return the fans, then the critics, by name."""
    named = stats_of_people.fans_and_critics(journal)
    feedback = entries.of_people(journal, Feedback, [person_id for person_id, _ in named])
    found = [_stands(journal, person_id, name, feedback[person_id]) for person_id, name in named]
    return tuple(
        sorted(found, key=lambda item: (item.word != "fan", item.name.casefold(), item.id))
    )


def _stands(journal: Journal, person_id: str, name: str, feedback: list[Feedback]) -> Stood:
    signs, whole_from = touches.newest_signs(journal, person_id)
    last_care = touches.last_care_on(journal, person_id, days_looked_at(journal.today))
    found = standing_and_change(
        of_signs(signs), of_feedback(feedback), last_care, whole_from=whole_from
    )
    return Stood(person_id, name, *found)
