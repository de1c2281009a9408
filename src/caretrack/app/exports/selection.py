"""Who is exported, and their records: what every format of `care export` is given.

A format is a module of this package with `text(journal, selection)`, the parts of one text. One
that can be a folder, too, has `files(journal, selection)`: a safe name without its ending, and the
text, for each file. FILE_BEGINS is what a file begins with, and a pipe does not.
"""

from collections.abc import Iterable, Iterator, Sequence
from importlib import import_module
from itertools import chain
from pathlib import PurePath
from typing import Any, NamedTuple

from caretrack.domain.event import Event
from caretrack.domain.model import Fact, Occasion
from caretrack.domain.people.death import death_of, has_died
from caretrack.domain.person import Person
from caretrack.domain.person_texts import TEXT_NAMES
from caretrack.domain.records import EventRecord, FactRecord, PersonRecord
from caretrack.domain.yearly_day import YearlyDay
from caretrack.errors import NothingFound, WrongUsage
from caretrack.journal import entries, people
from caretrack.journal.connection import Journal

# Each format, the module that writes it, and how the names of its files end.
FORMATS: dict[str, tuple[str, str]] = {
    "json": ("json", ".json"),
    "ics": ("ics", ".ics"),
    "markdown": ("markdown", ".md"),
    "csv": ("csv", ".csv"),
    "vcard": ("vcard", ".vcf"),
    "vcard3": ("vcard", ".vcf"),
}
# People whose lists are read with one statement each.
AT_ONCE = 500


class ExportOptions(NamedTuple):
    """What the command line asks for."""

    format: str
    name: str | None
    tag: str | None
    company: str | None
    everybody: bool
    due: bool = False
    todo: bool = False
    alarm: int | None = None  # minutes of a day
    no_notes: bool = False


class Selection(NamedTuple):
    """Who is exported: all people of the journal where `whole`, else these, by name.

    Nobody is deleted.
    """

    people: Sequence[Person]
    whole: bool
    options: ExportOptions


def format_of(to: str | None, output: str | None) -> str:
    """The format that is asked for, or that the file's name ends with. Raises WrongUsage."""
    if to is not None:
        if to.lower() not in FORMATS:
            raise WrongUsage(
                f"there is no format '{to[:40]}'", f"The formats are {', '.join(FORMATS)}."
            )
        return to.lower()
    ending = PurePath(output or "").suffix.lower()
    for name, (_, suffix) in FORMATS.items():
        if ending == suffix:
            return name
    raise WrongUsage("missing option '--to'", f"The formats are {', '.join(FORMATS)}.")


def writer(format: str) -> Any:
    """The module that writes a format; imported when it is asked for."""
    return import_module(f"caretrack.app.exports.{FORMATS[format][0]}")


def in_file(writer: Any, parts: Iterable[str]) -> Iterator[str]:
    """The parts of a text as a file has them."""
    return chain([getattr(writer, "FILE_BEGINS", "")], parts)


def suffix(format: str, writer: Any) -> str:
    """How the files of a folder end. Raises WrongUsage for a format that is one file."""
    if not hasattr(writer, "files"):
        raise WrongUsage(
            f"{format} is one file, not a folder", f"Name it, like -o FILE{FORMATS[format][1]}."
        )
    return FORMATS[format][1]


def select_people(journal: Journal, options: ExportOptions) -> Selection:
    """Return who is meant: one person, archived or not, or all others, narrowed by tag and company.

    Raises WrongUsage for a NAME with anything that narrows and for what only calendars have in
    another format, NothingFound where nobody is left.
    """
    of_calendars = options.due or options.todo or options.no_notes or options.alarm is not None
    if of_calendars and options.format != "ics":
        raise WrongUsage(
            "--due, --todo, --alarm and --no-notes are of calendars",
            "Add --to ics, or leave them away.",
        )
    if options.name is not None:
        if options.tag is not None or options.company is not None:
            raise WrongUsage("a NAME is one person", "Leave --tag and --company away, or the NAME.")
        return Selection([people.find(journal, options.name)], False, options)
    whole = options.tag is None and options.company is None
    # A whole journal has its archive.
    everybody = options.everybody or (whole and options.format == "json")
    found = people.everybody(
        journal, archived=None if everybody else False, tag=options.tag, company=options.company
    )
    if not found and not (whole and options.format == "json"):
        raise NothingFound(
            "there is nobody to write out",
            "" if everybody else "With --all those in the archive are, too.",
        )
    return Selection(found, whole and everybody, options)


def person_records(journal: Journal, chosen: Sequence[Person]) -> Iterator[PersonRecord]:
    """Give these people with all that a card or a row can have.

    Their uid is the one that they came with, else their id. Some hundreds are read at a time:
    everybody need not be in memory.
    """
    for start in range(0, len(chosen), AT_ONCE):
        part = chosen[start : start + AT_ONCE]
        ids = [person.id for person in part]
        listed = people.listed(journal, ids)
        days = entries.of_people(journal, Occasion, ids)
        facts = entries.of_people(
            journal, Fact, ids, f"{entries.CURRENT_FACT} AND source IN ('told', 'noticed')"
        )
        events = entries.of_people(journal, Event, ids)
        for person in part:
            yield _record(
                person, listed[person.id], days[person.id], facts[person.id], events[person.id]
            )


def _record(
    person: Person,
    listed: people.Listed,
    days: Iterable[Occasion],
    facts: Sequence[Fact],
    events: Iterable[Event],
) -> PersonRecord:
    texts: dict[str, Any] = {field: getattr(person, field) or "" for field in TEXT_NAMES}
    return PersonRecord(
        known=person.known_on.isoformat() if person.known_on else "",
        name=person.name,
        where=person.id,
        uid=listed.uid[0] if listed.uid else person.id,
        nicknames=listed.nickname,
        emails=listed.email,
        phones=listed.phone,
        faxes=listed.fax,
        chats=listed.chat,
        urls=listed.url,
        tags=listed.tags,
        occasions=tuple(YearlyDay(day.month, day.day, day.year, day.label) for day in days),
        # The oldest first: so they are written again, and leave in this order the next time, too.
        facts=tuple(
            FactRecord(fact.category, fact.text, fact.learned_on.isoformat())
            for fact in reversed(facts)
        ),
        events=tuple(EventRecord(event.happens_on.isoformat(), event.text) for event in events),
        died=death_of(person.archived_why or "") if has_died(person.archived_why) else None,
        **texts,
    )
