"""The days of everybody as a calendar, and what is to be done for them where that is asked for."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time

from caretrack.app.exports.selection import AT_ONCE, Selection
from caretrack.domain.model import Action, Occasion, Person, YearlyDay
from caretrack.domain.people.death import has_died
from caretrack.domain.talk.occasions import counts_since, is_birthday
from caretrack.formats.ics import write
from caretrack.formats.ics.write import Task, YearlyEvent, stem
from caretrack.journal import due, entries
from caretrack.journal.connection import Journal

# What earlier exports called their files: in a folder, those that are not written any more are
# done, and deleted.
OURS = re.compile("care-(occasion|touch|promise|gesture)-[0-9a-z]{1,40}")


def text(journal: Journal, selection: Selection) -> Iterator[str]:
    """One calendar."""
    return write.write(*_all(journal, selection), journal.today, not selection.options.todo)


def files(journal: Journal, selection: Selection) -> Iterator[tuple[str, str]]:
    """A calendar of each day and each task, for a folder."""
    return write.files(*_all(journal, selection), journal.today, not selection.options.todo)


def _all(journal: Journal, selection: Selection) -> tuple[Iterator[YearlyEvent], Iterator[Task]]:
    asked = selection.options.due or selection.options.todo
    return _days(journal, selection), _tasks(journal, selection) if asked else iter(())


def _days(journal: Journal, selection: Selection) -> Iterator[YearlyEvent]:
    for part in _parts(selection):
        found = entries.of_people(journal, Occasion, list(part))
        for person_id, person in part.items():
            if has_died(person.archived_why):
                continue
            for day in found[person_id]:
                changed = _instant(max(day.updated_at, person.updated_at))
                label = (
                    f"{day.label} {day.year}"
                    if counts_since(day.label) and day.year is not None
                    else day.label
                )
                summary = f"{person.name}: {label}"
                yield YearlyEvent(
                    stem("occasion", day.id),
                    summary,
                    YearlyDay(day.month, day.day, day.year, day.label),
                    changed,
                    _since(day),
                )


def _tasks(journal: Journal, selection: Selection) -> Iterator[Task]:
    """Give whom to be in touch with by when, and what is promised or planned for them.

    People in the archive are left out.
    """
    for part in _parts(selection):
        active = {
            person_id: person for person_id, person in part.items() if person.archived_on is None
        }
        open_ones = entries.of_people(journal, Action, list(active), entries.OPEN_ACTION)
        clocks = due.clocks(journal, list(active))
        for person_id, person in active.items():
            clock = clocks.get(person_id)
            if clock and clock.due_on:
                on = max(clock.due_on, person.snoozed_until or clock.due_on)
                changed = max(
                    _instant(person.updated_at),
                    datetime.combine(clock.last_care or date.min, time.min, UTC),
                )
                yield Task(stem("touch", person_id), f"{person.name}: be in touch", on, changed)
            for action in open_ones[person_id]:
                words = (
                    f"promised: {action.text}"
                    if action.sort == "promise"
                    else f"for them: {action.text}"
                )
                changed = _instant(max(action.updated_at, person.updated_at))
                yield Task(
                    stem(action.sort, action.id), f"{person.name}, {words}", action.due_on, changed
                )


def _parts(selection: Selection) -> Iterator[dict[str, Person]]:
    for start in range(0, len(selection.people), AT_ONCE):
        yield {person.id: person for person in selection.people[start : start + AT_ONCE]}


def _since(day: Occasion) -> str:
    """A yearly event cannot count the years; it says from when to count."""
    if day.year is None or counts_since(day.label):
        return ""
    return f"Born in {day.year}." if is_birthday(day.label) else f"Since {day.year}."


def _instant(stamp: str) -> datetime:
    return datetime.fromisoformat(stamp)
