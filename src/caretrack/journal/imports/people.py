"""Match the people of a file with those of the journal, and write what is new.

First it is found out who everybody is, which takes what tells people of all of them. Then what the
records say is taken and written, some hundreds at a time, so that a long address book needs little
memory. A dry run differs in that nothing is written.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, NamedTuple

from caretrack.domain.packed import TOGETHER, Packed
from caretrack.domain.people.job_change import Job, job_news, was_known
from caretrack.domain.people.matching import Handle, Matcher
from caretrack.domain.people.names import name_key
from caretrack.domain.people.person_update import PersonUpdate
from caretrack.domain.people.phone import distinct_phones
from caretrack.domain.people.plain_names import turned
from caretrack.domain.people.set_aside import is_of_an_office, why_no_person
from caretrack.domain.people.shared_address import called_else, gives_a_name, name_apart
from caretrack.domain.records import (
    AGAIN,
    ASIDE,
    KNOWN,
    NEW,
    Change,
    EventRecord,
    PersonOutcome,
    PersonRecord,
    Refused,
)
from caretrack.journal import phones
from caretrack.journal.connection import Journal
from caretrack.journal.imports.as_they_are import (
    earlier_jobs,
    people_as_they_are,
    was_brought_back,
)
from caretrack.journal.imports.beginning import NewPeople
from caretrack.journal.imports.bulk import Bulk
from caretrack.journal.people import handle_key
from caretrack.journal.rows import new_id, now, update
from caretrack.journal.schema import columns


class _Matched(NamedTuple):
    """A record of the file, and who it is; `outcome` has no changes yet."""

    record: PersonRecord
    handles: tuple[Handle, ...]
    outcome: PersonOutcome


class PeopleImport:
    """The people of one import: call `match_people`, then `take_people`, then `write`.

    `everybody`: also what is of no person. What `writes` must run inside `journal.change(...)`.
    """

    def __init__(
        self,
        journal: Journal,
        *,
        tells_jobs: bool = False,
        everybody: bool = False,
        writes: bool = True,
    ) -> None:
        """Read what tells the people of the journal.

        `tells_jobs` is True where another company of somebody is news of them.
        """
        self.journal = journal
        self.matcher = Matcher()
        self.bulk = Bulk(journal, writes=writes)
        self.new_people = 0
        self._tells_jobs = tells_jobs
        self._everybody = everybody
        self._writes = writes
        self._stamp = now()
        self._matched = Packed[_Matched]()
        self._to_come: dict[str, int] = {}  # records of somebody beyond the first
        self._waiting: dict[str, PersonUpdate] = {}  # for these records
        self._renamed: set[str] = set()
        rows = journal.db.execute(
            "SELECT id, name, company FROM people WHERE deleted_at IS NULL ORDER BY rowid"
        )
        for person_id, name, company in rows:
            self.matcher.add_person(person_id, name, company)
            if "@" in name:
                # Whoever is called by an address has it.
                self.matcher.add_handle(person_id, "email", handle_key("email", name, ""))
        rows = journal.db.execute(
            "SELECT person_id, sort, value_key FROM handles JOIN people AS p ON p.id = person_id "
            "WHERE p.deleted_at IS NULL AND sort IN ('uid', 'url', 'email', 'nickname') "
            "ORDER BY handles.rowid"
        )
        for person_id, sort, key in rows:
            self.matcher.add_handle(person_id, sort, key)

    def match_people(self, records: Iterable[PersonRecord]) -> Iterator[Refused]:
        """Find out who each of these people is; yield those of whom that cannot be said.

        What is of no person is set aside at the end: another record may be who it belongs to,
        wherever in the file that stands.
        """
        country = phones.country(self.journal.db)
        aside = Packed[PersonRecord]()
        for record in map(name_apart, records):
            handles = handles_of(record, country)
            found = self._match(record, handles)
            if isinstance(found, Refused):
                yield found
            elif found.sort == ASIDE:
                aside.add(record)
            else:
                self._matched.add(_Matched(record, handles, found))
        for record in aside.taken_out():
            handles = handles_of(record, country)
            found = self._match(record, handles)
            if isinstance(found, Refused):
                yield found
            else:
                self._matched.add(_Matched(record, handles, found))

    def _match(self, record: PersonRecord, handles: Sequence[Handle]) -> PersonOutcome | Refused:
        match = self.matcher.match(record, handles)
        if match.several:
            return Refused(
                record.where,
                f"more than one is called {record.name}, and no uid or e-mail says who it is",
            )
        person_id = match.id
        if person_id is None:
            why = "" if self._everybody else why_no_person(record)
            if why:
                return PersonOutcome("", record.name, ASIDE, record.where, why=why)
            person_id, sort = new_id(), NEW
            self.new_people += 1
            self.matcher.add_person(person_id, turned(record.name), record.company)
        elif self.matcher.is_in_file(person_id):
            sort = AGAIN
            self._to_come[person_id] = self._to_come.get(person_id, 0) + 1
        else:
            sort = KNOWN
        if sort != NEW and gives_a_name(record, self.matcher.name(person_id)):
            self.matcher.rename(person_id, turned(record.name))
            self._renamed.add(person_id)
        self.matcher.add_record(person_id, record, handles)
        shares = match.shares if sort == NEW else ""
        return PersonOutcome(person_id, record.name, sort, record.where, shares=shares)

    def take_people(self, begin: NewPeople, *, update: bool) -> Iterator[PersonOutcome]:
        """Take what the records say, and yield what becomes of each, in the order of the file.

        New people begin as `begin` says. With `update` the file outdoes the journal.
        """
        everybody = self._matched.taken_out()
        while some := list(islice(everybody, TOGETHER)):
            people = self._people_of(some)
            for matched in some:
                outcome = matched.outcome
                yield self._take(matched, people[outcome.id], update) if outcome.id else outcome
            complete = [one for one in people.values() if one.id not in self._to_come]
            self._waiting |= {who: people[who] for who in people if who in self._to_come}
            begin.count(complete)
            if self._writes:
                for person in complete:
                    self._write_person(person, begin)

    def _people_of(self, some: Sequence[_Matched]) -> dict[str, PersonUpdate]:
        """Return whom these records are about, as they are before them."""
        people: dict[str, PersonUpdate] = {}
        known = [matched.outcome.id for matched in some if matched.outcome.sort == KNOWN]
        there = people_as_they_are(self.journal, known)
        for record, _, outcome in some:
            who = outcome.id
            if outcome.sort == NEW:
                people[who] = PersonUpdate(who, turned(record.name), is_new=True)
                people[who].known_since = record.known
            elif outcome.sort == KNOWN:
                people[who] = there[who]
            elif outcome.sort == AGAIN:
                if who not in people:
                    people[who] = self._waiting.pop(who)
                self._to_come[who] -= 1
                if not self._to_come[who]:
                    del self._to_come[who]
        return people

    def _take(self, matched: _Matched, person: PersonUpdate, update: bool) -> PersonOutcome:
        """Take what a record says of somebody, and return what became of it."""
        record, name = matched.record, self.matcher.name(person.id)
        outcome = matched.outcome._replace(name=name, called=called_else(record.name, name))
        renamed = tuple(self._renamed_to(person))
        # First what is news: then the record may take the place of what was known.
        news = self._job_news(person, outcome.sort, record)
        more = self._fuller_name(outcome, record)
        if record.died and not person.is_new and not person.archived_on:
            person.brought_back = was_brought_back(self.journal, person.id)
        changes = (*renamed, *person.take(record, (*matched.handles, *more), update))
        return outcome._replace(news=news, changes=changes)

    def _fuller_name(self, outcome: PersonOutcome, record: PersonRecord) -> Iterator[Handle]:
        """Give the whole name of somebody who is known by one word alone: it finds them, too."""
        name = turned(outcome.called)
        if " " not in name or " " in outcome.name or record.unnamed:
            return
        if not is_of_an_office(name, record.emails, record.company):
            self.matcher.add_handle(outcome.id, "nickname", name_key(name))
            yield Handle("nickname", name, name_key(name))

    def _renamed_to(self, person: PersonUpdate) -> Iterator[Change]:
        """Give the new name of somebody whose name was none, once."""
        name = self.matcher.name(person.id)
        if person.id in self._renamed and person.name != name:
            change = person.take_name(name)
            if not person.is_new:
                yield change

    def _job_news(self, person: PersonUpdate, sort: str, record: PersonRecord) -> str:
        """Return the new job of somebody whom you look after, once; "" for none.

        What the journal had before is no news: then the file is the older one.
        """
        if not self._tells_jobs or sort != KNOWN or person.archived_why or person.archived_on:
            return ""
        before = Job(person.texts.get("company", ""), person.texts.get("role", ""))
        now = Job(record.company, record.role)
        news = job_news(before, now)
        if not news or name_key(news) in {text for _, text in person.events}:
            return ""
        if any(was_known(job, before, now) for job in earlier_jobs(self.journal, person.id)):
            return ""
        today = EventRecord(self.journal.today.isoformat(), news)
        if person.is_new_event(today):
            person.added_events.append(today)
        return news

    def write(self, begin: NewPeople) -> None:
        """Write what is left of the people and of all that is in `bulk`; refresh derived data."""
        self.bulk.write()
        begin.take_in()

    def _write_person(self, person: PersonUpdate, begin: NewPeople) -> None:
        db = self.journal.db
        if person.is_new:
            self._add_person(person, begin)
        else:
            update(db, "people", person.id, self._new_values(person))
            for entry_id, values in person.set_days.items():
                update(db, "occasions", entry_id, values)
            for key, handle in person.set_phones.items():
                db.execute(
                    "UPDATE handles SET value = ?, value_key = ? "
                    "WHERE person_id = ? AND sort = 'phone' AND value_key = ?",
                    (handle.value, handle.key, person.id, key),
                )
        self._add_lists(person)

    def _add_person(self, person: PersonUpdate, begin: NewPeople) -> None:
        row = {
            "id": person.id,
            "name": person.name,
            "name_key": name_key(person.name),
            "added_on": self.journal.today.isoformat(),
            "created_at": self._stamp,
            "updated_at": self._stamp,
            **begin.columns(person),
            **{key: text for key, text in person.texts.items() if text},
            **self._archived(person),
        }
        self.bulk.add("people", *(row.get(column) for column in columns("people")))

    def _new_values(self, person: PersonUpdate) -> dict[str, Any]:
        """Return the columns that change of somebody who is known."""
        values: dict[str, Any] = {**person.set_texts, **self._archived(person)}
        if person.set_cadence:
            values["cadence_days"] = person.set_cadence
        if person.set_name:
            values |= {"name": person.name, "name_key": name_key(person.name)}
        return values

    def _archived(self, person: PersonUpdate) -> dict[str, str]:
        """Return the columns that put somebody into the archive."""
        if person.set_archived is None:
            return {}
        return {
            "archived_on": person.archived_on or self.journal.today.isoformat(),
            "archived_why": person.set_archived,
        }

    def _add_lists(self, person: PersonUpdate) -> None:
        add, who, end = self.bulk.add, person.id, (self._stamp, self._stamp, None)
        for handle in person.added_handles:
            add("handles", new_id(), who, handle.sort, handle.value, handle.key)
        for tag in person.added_tags:
            add("tags", who, tag)
        today = self.journal.today.isoformat()
        for category, text, on in person.added_facts:
            add("facts", new_id(), who, category, text, "told", on or today, None, None, *end, None)
        for happens_on, text in person.added_events:
            add("events", new_id(), who, happens_on, text, None, *end)
        for day in person.added_days:
            add("occasions", new_id(), who, day.label, day.month, day.day, day.year, *end)
        for sort, text, made_on, due_on in person.added_actions:
            values = (sort, text, due_on, None, None, *end, made_on or today)
            add("actions", new_id(), who, *values)


def handles_of(record: PersonRecord, country: str) -> tuple[Handle, ...]:
    """Return the handles of a record with the keys by which the journal compares them.

    Phone numbers in national form belong to `country`; each number is there once.
    """
    numbers = distinct_phones(record.phones, country)
    keys = {record.phones[place]: key for place, key in numbers.items()}
    found: dict[tuple[str, str], Handle] = {}
    for sort, value in record.handles():
        if sort != "phone" or value in keys:
            key = keys[value] if sort == "phone" else handle_key(sort, value, country)
            found.setdefault((sort, key), Handle(sort, value, key))
    return tuple(found.values())
