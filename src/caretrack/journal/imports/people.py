"""Match the people of a file with those of the journal, and write what is new, all at the end.

Everything is read by statement, for many people at once: twenty thousand may be imported a second
time. Nothing is written before `write`, so a dry run differs in that alone.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from caretrack.domain.model import TEXT_NAMES, YearlyDay
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
    Beginning,
    Change,
    EventRecord,
    PersonOutcome,
    PersonRecord,
    Refused,
)
from caretrack.journal import phones
from caretrack.journal.connection import Journal
from caretrack.journal.imports.bulk import Bulk
from caretrack.journal.known import known_ids, take_in
from caretrack.journal.people import handle_key
from caretrack.journal.rows import chunks, new_id, now, placeholders, update
from caretrack.journal.schema import columns


class _Begin(NamedTuple):
    """How new people begin; `tags` are those that have a cadence."""

    known: bool = False
    days: int | None = None
    every: bool = False
    tags: frozenset[str] = frozenset()


class PeopleImport:
    """The people of one import. Call `write` inside `journal.change(...)`.

    `everybody`: also what is of no person. `look_after` says how the new people begin.
    """

    def __init__(
        self, journal: Journal, *, tells_jobs: bool = False, everybody: bool = False
    ) -> None:
        """Read what tells the people of the journal.

        `tells_jobs` is True where another company of somebody is news of them.
        """
        self.journal = journal
        self.tells_jobs = tells_jobs
        self._everybody = everybody
        self._begin = _Begin()
        self._known_since: dict[str, str] = {}
        self.matcher = Matcher()
        self.bulk = Bulk(journal)
        self._updates: dict[str, PersonUpdate] = {}
        self._new: set[str] = set()
        self._renamed: set[str] = set()
        self._taken_in: list[str] = []
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

    def match_people(
        self, records: Sequence[PersonRecord], *, update: bool
    ) -> list[PersonOutcome | Refused]:
        """Say what becomes of each of these people; with `update` the file outdoes the journal."""
        country = phones.country(self.journal.db)
        records = [name_apart(record) for record in records]
        handles = [handles_of(record, country) for record in records]
        matches = [self._match(record, own) for record, own in zip(records, handles, strict=True)]
        known = (match.id for match in matches if isinstance(match, PersonOutcome) and match.id)
        self._updates |= people_as_they_are(
            self.journal, [person_id for person_id in known if person_id not in self._updates]
        )
        return [
            self._outcome(match, record, own, update)
            if isinstance(match, PersonOutcome) and match.id
            else match
            for record, own, match in zip(records, handles, matches, strict=True)
        ]

    def _outcome(
        self, match: PersonOutcome, record: PersonRecord, handles: Sequence[Handle], update: bool
    ) -> PersonOutcome:
        """Take what a record says of somebody, and return what became of it."""
        person, name = self._updates[match.id], self.matcher.name(match.id)
        match = match._replace(name=name, called=called_else(record.name, name))
        renamed = tuple(self._renamed_to(person))
        # First what is news: then the record may take the place of what was known.
        news = self._job_news(match, record)
        more = self._fuller_name(match, record)
        changes = (*renamed, *person.take(record, (*handles, *more), update))
        return match._replace(news=news, changes=changes)

    def _fuller_name(self, match: PersonOutcome, record: PersonRecord) -> Iterator[Handle]:
        """Give the whole name of somebody who is known by one word alone: it finds them, too."""
        name = turned(match.called)
        if " " not in name or " " in match.name or record.unnamed:
            return
        if not is_of_an_office(name, record.emails, record.company):
            self.matcher.add_handle(match.id, "nickname", name_key(name))
            yield Handle("nickname", name, name_key(name))

    def _renamed_to(self, person: PersonUpdate) -> Iterator[Change]:
        """Give the new name of somebody whose name was none, once."""
        name = self.matcher.name(person.id)
        if person.id in self._renamed and person.name != name:
            change = person.take_name(name)
            if person.id not in self._new:
                yield change

    def _job_news(self, match: PersonOutcome, record: PersonRecord) -> str:
        """Return the new job of somebody whom you look after, once; "" for none.

        What the journal had before is no news: then the file is the older one.
        """
        person = self._updates[match.id]
        if not self.tells_jobs or match.sort != KNOWN or person.archived_why or person.archived_on:
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
            self._known_since[person_id] = record.known
            name = turned(record.name)
            self._new.add(person_id)
            self._updates[person_id] = PersonUpdate(person_id, name, is_new=True)
            self.matcher.add_person(person_id, name, record.company)
        else:
            sort = AGAIN if self.matcher.is_in_file(person_id) else KNOWN
            if gives_a_name(record, self.matcher.name(person_id)):
                self.matcher.rename(person_id, turned(record.name))
                self._renamed.add(person_id)
        self.matcher.add_record(person_id, record, handles)
        shares = match.shares if sort == NEW else ""
        return PersonOutcome(person_id, record.name, sort, record.where, shares=shares)

    def look_after(self, *, known: bool, days: int | None, every: bool) -> Beginning:
        """Say how the new people begin, before they are written; return how many there are of each.

        With `known` they are known and not looked after yet, but for those whom a tag with a
        cadence takes in. `every`: new people get `days` as their cadence (None for the usual one),
        and whoever of the file was only known is taken in. A table of our own says for each person
        whether they are known.
        """
        tags = {
            row[0] for row in self.journal.db.execute("SELECT tag FROM tag_cadences").fetchall()
        }
        self._begin = _Begin(known, days, every, frozenset(tags))
        # Whoever is in the archive is neither.
        active = [who for who in self._updates if not self._is_archived(self._updates[who])]
        new = [who for who in active if who in self._new]
        those = [who for who in new if self._is_known(self._updates[who])]
        mine = [who for who in active if who not in self._new]
        before = known_ids(self.journal, mine)
        self._taken_in = [
            who
            for who in mine
            if who in before
            and (every or self._is_tagged(self._updates[who]) or self._updates[who].set_cadence)
        ]
        return Beginning(len(new) - len(those), len(those), len(self._taken_in), days)

    @staticmethod
    def _is_archived(person: PersonUpdate) -> bool:
        return person.archived_on is not None or person.set_archived is not None

    def _is_tagged(self, person: PersonUpdate) -> bool:
        return not self._begin.tags.isdisjoint(person.tags)

    def _is_known(self, person: PersonUpdate) -> bool:
        if self._begin.every or self._is_tagged(person) or person.set_cadence:
            return False
        return self._begin.known or bool(self._known_since.get(person.id))

    def write(self) -> None:
        """Write the new people, what is new of the known ones, and all that is in `bulk`."""
        stamp = now()
        own = {who for who in self._taken_in if self._updates[who].set_cadence}
        for person_id in list(self._updates):
            person = self._updates.pop(person_id)
            if person_id in self._new:
                self._add_person(person, stamp)
            else:
                cadence = {"cadence_days": person.set_cadence} if person.set_cadence else {}
                values = {**person.set_texts, **self._archived(person), **cadence}
                if person.set_name:
                    values |= {"name": person.name, "name_key": name_key(person.name)}
                update(self.journal.db, "people", person_id, values)
                for entry_id, values in person.set_days.items():
                    update(self.journal.db, "occasions", entry_id, values)
                for key, handle in person.set_phones.items():
                    self.journal.db.execute(
                        "UPDATE handles SET value = ?, value_key = ? "
                        "WHERE person_id = ? AND sort = 'phone' AND value_key = ?",
                        (handle.value, handle.key, person_id, key),
                    )
            self._add_lists(person, stamp)
        self.bulk.write()
        take_in(self.journal, self._taken_in)
        if self._begin.days is not None:
            for person_id in self._taken_in:
                if person_id not in own:
                    update(self.journal.db, "people", person_id, {"cadence_days": self._begin.days})

    def _add_person(self, person: PersonUpdate, stamp: str) -> None:
        row = {
            "id": person.id,
            "name": person.name,
            "name_key": name_key(person.name),
            "added_on": self.journal.today.isoformat(),
            "created_at": stamp,
            "updated_at": stamp,
            "cadence_days": person.set_cadence or self._begin.days,
            **self._start(person),
            **{key: text for key, text in person.texts.items() if text},
            **self._archived(person),
        }
        self.bulk.add("people", *(row.get(column) for column in columns("people")))

    def _archived(self, person: PersonUpdate) -> dict[str, str]:
        """Return the columns that put somebody into the archive."""
        if person.set_archived is None:
            return {}
        return {
            "archived_on": person.archived_on or self.journal.today.isoformat(),
            "archived_why": person.set_archived,
        }

    def _start(self, person: PersonUpdate) -> dict[str, str]:
        """Return since when a new person is known, or looked after."""
        today = self.journal.today.isoformat()
        if self._is_known(person):
            return {"known_on": self._known_since.get(person.id) or today}
        return {"taken_in_on": today}

    def _add_lists(self, person: PersonUpdate, stamp: str) -> None:
        add, who, end = self.bulk.add, person.id, (stamp, stamp, None)
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
        for sort, text, made_on in person.added_actions:
            values = (sort, text, None, None, None, *end, made_on or today)
            add("actions", new_id(), who, *values)


def handles_of(record: PersonRecord, country: str) -> tuple[Handle, ...]:
    """Return the handles of a record with the keys by which the journal compares them.

    Phone numbers in national form belong to `country`; each number is there once.
    """
    numbers = distinct_phones(record.phones, country)
    keys = {record.phones[place]: key for place, key in numbers.items()}
    return tuple(
        Handle(sort, value, keys[value] if sort == "phone" else handle_key(sort, value, country))
        for sort, value in record.handles()
        if sort != "phone" or value in keys
    )


def people_as_they_are(journal: Journal, ids: Iterable[str]) -> dict[str, PersonUpdate]:
    """Read what the journal has of these people, by id, in the order in which they are asked for.

    A fact or a day that was deleted by hand counts, too: the next import does not bring it back.
    """
    found: dict[str, PersonUpdate] = {}
    wanted = list(dict.fromkeys(ids))
    for part in chunks(wanted):
        those = f"person_id IN ({placeholders(part)})"
        for row in journal.db.execute(
            f"SELECT id, name, archived_on, archived_why, cadence_days, {', '.join(TEXT_NAMES)} "
            f"FROM people WHERE id IN ({placeholders(part)})",
            part,
        ):
            found[row["id"]] = PersonUpdate(row["id"], row["name"])
            found[row["id"]].archived_on = row["archived_on"]
            found[row["id"]].archived_why = row["archived_why"]
            found[row["id"]].cadence_days = row["cadence_days"]
            found[row["id"]].texts = {field: row[field] for field in TEXT_NAMES if row[field]}
        latest = (
            f"SELECT person_id, max(happened_on) FROM timeline WHERE {those} GROUP BY person_id"
        )
        for person_id, day in journal.db.execute(latest, part):
            found[person_id].last_touch = date.fromisoformat(day)
        handles = f"SELECT person_id, sort, value_key FROM handles WHERE {those}"
        for person_id, sort, key in journal.db.execute(handles, part):
            found[person_id].keys.add((sort, key))
        tags = f"SELECT person_id, tag FROM tags WHERE {those}"
        for person_id, tag in journal.db.execute(tags, part):
            found[person_id].tags.add(tag)
        facts = (
            "SELECT person_id, category, text FROM facts AS r "
            f"WHERE {those} AND {is_known('facts')}"
        )
        for person_id, category, text in journal.db.execute(facts, part):
            found[person_id].facts.add((category, text))
        actions = (
            "SELECT person_id, sort, text FROM actions AS r "
            f"WHERE {those} AND {is_known('actions')}"
        )
        for person_id, sort, text in journal.db.execute(actions, part):
            found[person_id].actions |= {(sort, text)}
        events = (
            "SELECT person_id, happens_on, text FROM events AS r "
            f"WHERE {those} AND {is_known('events')}"
        )
        for person_id, happens_on, text in journal.db.execute(events, part):
            found[person_id].events.add((happens_on, name_key(text)))
        days = (
            "SELECT person_id, month, day, year, label, id, deleted_at IS NOT NULL "
            f"FROM occasions AS r WHERE {those} AND {is_known('occasions')} "
            "ORDER BY deleted_at IS NOT NULL, rowid"
        )
        for person_id, *day in journal.db.execute(days, part):
            found[person_id].days.append(YearlyDay(*day))
    return {person_id: found[person_id] for person_id in wanted if person_id in found}


def earlier_jobs(journal: Journal, person_id: str) -> list[Job]:
    """Return the companies and roles that the journal had of somebody before, undone ones not."""
    rows = journal.db.execute(
        "SELECT json_extract(before, '$.company'), json_extract(before, '$.role') FROM changes "
        "LEFT JOIN change_sets AS s ON s.id = change_set WHERE row_id = ? "
        "AND table_name = 'people' AND before IS NOT NULL AND s.undoes IS NULL",
        (person_id,),
    )
    return [Job(company or "", role or "") for company, role in rows]


def is_known(table: str) -> str:
    """Return the test for a row `r` that is there, or was deleted by hand.

    What an undo took back is as if it had never been.
    """
    last = (
        "SELECT s.undoes FROM changes AS c JOIN change_sets AS s ON s.id = c.change_set "
        f"WHERE c.row_id = r.id AND c.table_name = '{table}' ORDER BY c.seq DESC LIMIT 1"
    )
    return f"(r.deleted_at IS NULL OR ({last}) IS NULL)"
