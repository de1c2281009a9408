"""Who is due: the clocks read by due day, and what the openers of those people are made of."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from caretrack.domain.clock import (
    Cadence,
    Clock,
    LastTouches,
    clock,
)
from caretrack.domain.model import UNKNOWN, Action, Fact, Feedback, Occasion
from caretrack.domain.talk.occasions import DONE_BEFORE, next_on
from caretrack.domain.talk.openers import OpenerSources, follow_from
from caretrack.domain.talk.personal import BUSINESS, BUSINESS_DAYS
from caretrack.domain.talk.said import Heard, without_merges
from caretrack.journal import entries, events, touches
from caretrack.journal.connection import Journal
from caretrack.journal.in_memory import Entry, about_departed
from caretrack.journal.notes import last_notes
from caretrack.journal.rows import chunks, placeholders

if TYPE_CHECKING:
    from caretrack.domain.talk.events import EventSoFar


_OF_A_CLOCK = (
    "c.base_on, c.last_care, c.last_sales, c.sales_since, c.last_mood, c.due_on, "
    "c.cadence_days, c.cadence_reason"
)
_VALUES = _OF_A_CLOCK.count(",") + 1


class PersonClock(NamedTuple):
    """A person, how they like to be reached, and their clock."""

    id: str
    name: str
    company: str | None
    role: str | None
    prefers: str | None
    zone: str | None
    hours: str | None
    added_on: date
    snoozed_until: date | None
    clock: Clock
    owner: str | None = None


def person_clocks(journal: Journal, ids: Sequence[str]) -> list[PersonClock]:
    """Return these people with their clocks, in the order given."""
    found: dict[str, PersonClock] = {}
    for part in chunks(ids):
        query = (
            f"SELECT {_OF_A_CLOCK}, c.person_id, c.snoozed_until, p.name, p.company, p.role, "
            "p.prefers, p.zone, p.hours, p.added_on, p.owner FROM clocks AS c "
            f"JOIN people AS p ON p.id = c.person_id WHERE c.person_id IN ({placeholders(part)})"
        )
        for row in journal.db.execute(query, part):
            snoozed = row["snoozed_until"]
            found[row["person_id"]] = PersonClock(
                id=row["person_id"],
                name=row["name"],
                company=row["company"],
                role=row["role"],
                prefers=row["prefers"],
                zone=row["zone"],
                hours=row["hours"],
                added_on=date.fromisoformat(row["added_on"]),
                snoozed_until=date.fromisoformat(snoozed) if snoozed else None,
                clock=_clock(row[:_VALUES], journal.today),
                owner=row["owner"],
            )
    return [found[person_id] for person_id in ids]


def clocks(journal: Journal, ids: Sequence[str]) -> dict[str, Clock]:
    """Return the clocks of these people by id; archived people have none."""
    found: dict[str, Clock] = {}
    for part in chunks(ids):
        query = (
            f"SELECT c.person_id, {_OF_A_CLOCK} FROM clocks AS c "
            f"WHERE c.person_id IN ({placeholders(part)})"
        )
        for person_id, *values in journal.db.execute(query, part):
            found[person_id] = _clock(values, journal.today)
    return found


def _clock(values: Sequence[Any], today: date) -> Clock:
    """Return the clock that the values of _OF_A_CLOCK make."""
    base_on, last_care, last_sales, sales_since, mood, due_on, days, reason = values
    base = date.fromisoformat(base_on)
    last = LastTouches(
        care=base if last_care else None,
        sales=date.fromisoformat(last_sales) if last_sales else None,
        sales_since=sales_since,
        mood=mood,
    )
    first_due = date.fromisoformat(due_on) if due_on else None
    return clock(last, base, Cadence(days, reason), today, first_due)


def opener_sources(journal: Journal, ids: Sequence[str]) -> dict[str, OpenerSources]:
    """Return what the openers of these people are made of, by id."""
    promises = entries.of_people(
        journal, Action, ids, f"sort = 'promise' AND {entries.OPEN_ACTION}"
    )
    heard = f"{entries.OPEN_FEEDBACK} AND heard_on <= '{journal.today.isoformat()}'"
    feedback = entries.of_people(journal, Feedback, ids, heard)
    occasions = entries.of_people(journal, Occasion, ids)
    facts, retired, achievers = _facts_of(journal, ids)
    last = touches.last_care(journal, ids)
    followed = {person: follow_from(facts[person], journal.today) for person in last}
    # Who was not touched since the newest fact has had no turn: nothing to count.
    turns = touches.count_care_since(
        journal,
        {who: day for who, day in followed.items() if day is None or last[who].happened_on > day},
    )
    soon = [
        person
        for person, days in occasions.items()
        if any(_is_near(item, journal.today) for item in days)
    ]
    celebrated = (
        touches.celebration_days(journal, soon, journal.today - timedelta(days=DONE_BEFORE))
        if soon
        else {}
    )
    said = last_notes(journal, last)
    business = [who for who, touch in last.items() if touch.kind in BUSINESS]
    half_a_year = journal.today - timedelta(days=BUSINESS_DAYS)
    lately = touches.count_kinds(journal, business, half_a_year, only={*BUSINESS, UNKNOWN})
    reached = _to_celebrate(journal, achievers)
    news = events.with_news(journal, ids)
    silent = _about_departed(journal, occasions, facts, said, news)
    return {
        person: own._replace(
            promises=promises[person],
            feedback=feedback[person],
            occasions=[item for item in occasions[person] if item.id not in silent],
            facts=facts[person],
            last_care=last.get(person),
            touched=turns.get(person, 0),
            celebrated=celebrated.get(person, ()),
            notes=said.get(person, ()),
            retired=retired[person],
            reached=reached.get(person, ()),
            lately=lately.get(person, ()),
            events=[item for item in news.get(person, ()) if item.event.id not in silent],
            in_memory=[item for item in occasions[person] if item.id in silent],
            silent=silent,
        )
        for person, own in _of_themselves(journal, ids).items()
    }


def _about_departed(
    journal: Journal,
    occasions: Mapping[str, Sequence[Occasion]],
    facts: Mapping[str, Sequence[Fact]],
    said: Mapping[str, Sequence[Heard]],
    news: Mapping[str, Sequence["EventSoFar"]],
) -> frozenset[str]:
    """Return the ids of what speaks of somebody else who has died."""
    texts: list[Entry] = []
    texts += [(item.id, who, item.label, None) for who, days in occasions.items() for item in days]
    texts += [(item.id, who, item.text, item.learned_on) for who in facts for item in facts[who]]
    texts += [(item.source, who, item.note, item.on) for who in said for item in said[who]]
    texts += [(item.event.id, who, item.event.text, None) for who in news for item in news[who]]
    return about_departed(journal, texts)


def _facts_of(
    journal: Journal, ids: Sequence[str]
) -> tuple[dict[str, list[Fact]], dict[str, list[Fact]], list[str]]:
    """Return the current facts of these people, those that hold no more, and who reached a goal."""
    both = entries.of_people(journal, Fact, ids)
    return (
        {who: [fact for fact in facts if fact.retired_on is None] for who, facts in both.items()},
        {
            who: [fact for fact in facts if fact.retired_on is not None and fact.is_known]
            for who, facts in both.items()
        },
        [who for who, facts in both.items() if any(fact.reached_on for fact in facts)],
    )


def _of_themselves(journal: Journal, ids: Sequence[str]) -> dict[str, OpenerSources]:
    """Return what stands in the people: the note and more; and the days that they wait too long."""
    found = dict.fromkeys(ids, OpenerSources())
    for part in chunks(ids):
        rows = journal.db.execute(
            "SELECT p.id, p.note, p.added_on, p.prefers, p.service, c.due_on FROM people AS p "
            "LEFT JOIN clocks AS c ON c.person_id = p.id "
            f"WHERE p.id IN ({placeholders(part)})",
            part,
        )
        for person, note, added_on, prefers, service, due_on in rows:
            late = (journal.today - date.fromisoformat(due_on)).days if due_on else 0
            own = without_merges(note or "")
            found[person] = OpenerSources(
                own_note=Heard(person, date.fromisoformat(added_on), own) if own.strip() else None,
                prefers=prefers or "",
                service=service or "",
                waited=max(late, 0),
            )
    return found


def _to_celebrate(journal: Journal, ids: Sequence[str]) -> dict[str, list[Fact]]:
    found: dict[str, list[Fact]] = {}
    for part in chunks(ids):
        for fact in entries.reached_goals(journal, of=part):
            found.setdefault(fact.person_id, []).append(fact)
    return found


def _is_near(item: Occasion, today: date) -> bool:
    """True if an occasion is so near that it may have been celebrated already."""
    return (next_on(item.month, item.day, today) - today).days <= DONE_BEFORE
