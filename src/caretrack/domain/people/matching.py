"""Who a record of a file is in the journal, and what the journal takes from it.

A person is matched by uid first, then by their page, then by e-mail address, then by name. A page
of their own, as on LinkedIn, stays the same when name, work and address change. An address tells
who it is, unless several people share it: the box of an office, or of a couple. A name tells who
it is where one person has it and nothing contradicts it.

Then what is empty is filled. What differs is shown, and replaced only with `update`. Lists only
ever grow. Where two records of one file are the same person, the first one counts.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import islice
from typing import Any, NamedTuple
from urllib.parse import unquote

from caretrack.domain.model import TEXT_NAMES, YearlyDay
from caretrack.domain.people.death import Death, death_of, has_died
from caretrack.domain.people.names import company_key, name_key
from caretrack.domain.people.phone import is_fuller, known_phone
from caretrack.domain.people.plain_names import same_name_key
from caretrack.domain.records import DIED, Change, EventRecord, FactRecord, PersonRecord

TELLING = ("uid", "url", "email", "nickname")  # the sorts of handles that tell who it is
BIRTHDAY = "birthday"
# A page of one person and nobody else; not that of a company, a post or a search.
_PAGE = re.compile(r"(?i)\s*(?:https?://)?(?:[a-z]{1,3}\.)?linkedin\.com/in/([^/?#\s]+)")
# Of the people who share an address, only these first ones and namesakes are compared; a name that
# more people have tells nobody apart. Files with thousands of either are garbage.
MOST_SHARING = 8
MOST_CALLED = 200


class Handle(NamedTuple):
    """What a person is reached or told by; `key` is what it is compared by."""

    sort: str
    value: str
    key: str


class Match(NamedTuple):
    """The id of the person who is meant, None for a new one.

    `several` is how many it could be, where that is not clear; `shares` is the name of a person
    who has the address of a new one.
    """

    id: str | None
    several: int = 0
    shares: str = ""


class _InFile:
    """The companies and e-mail addresses that the file has given for one person so far."""

    __slots__ = ("addresses", "companies")

    def __init__(self) -> None:
        self.companies: set[str] = set()
        self.addresses: set[str] = set()


class Matcher:
    """Finds the person of a record among the people of the journal and of the file so far."""

    def __init__(self) -> None:
        """Start with no people."""
        self._names: dict[str, str] = {}
        self._companies: dict[str, str] = {}
        self._by_name: dict[str, list[str]] = {}
        self._by_handle: dict[tuple[str, str], dict[str, None]] = {}
        self._with_uid: set[str] = set()
        self._without_uid: dict[str, list[str]] = {}
        self._in_file: dict[str, _InFile] = {}

    def add_person(self, person_id: str, name: str, company: str | None) -> None:
        """Add a person who can be meant from now on."""
        self._names[person_id] = name
        self._by_name.setdefault(_same(name), []).append(person_id)
        self._without_uid.setdefault(_same(name), []).append(person_id)
        if company:
            self._companies[person_id] = company_key(company)

    def add_handle(self, person_id: str, sort: str, key: str) -> None:
        """Add a handle that tells who it is; of web addresses only a page of their own does."""
        if sort == "url":
            key = own_page(key)
            if not key:
                return
        self._by_handle.setdefault((sort, key), {})[person_id] = None
        if sort == "uid":
            self._with_uid.add(person_id)

    def add_record(self, person_id: str, record: PersonRecord, handles: Sequence[Handle]) -> None:
        """Let what this record says of a person tell who they are from now on."""
        for handle in handles:
            if handle.sort in TELLING:
                self.add_handle(person_id, handle.sort, handle.key)
        said = self._in_file.setdefault(person_id, _InFile())
        said.companies |= {company_key(record.company)} - {""}
        said.addresses.update(_keys(handles, "email"))

    def is_in_file(self, person_id: str) -> bool:
        """True if an earlier record of the file is this person."""
        return person_id in self._in_file

    def name(self, person_id: str) -> str:
        """Return the name of a person who can be meant."""
        return self._names[person_id]

    def match(self, record: PersonRecord, handles: Sequence[Handle]) -> Match:
        """Return who is meant by a record with these handles."""
        for key in _keys(handles, "uid"):
            # What we wrote ourselves for somebody without a uid has their id for one.
            found = list(self._by_handle.get(("uid", key), ())) or (
                [key] if key in self._names else []
            )
            if found:
                return Match(found[0])
        for key in filter(None, map(own_page, _keys(handles, "url"))):
            holders = self._by_handle.get(("url", key), {})
            mine = [
                person_id
                for person_id in self._by_name.get(_same(record.name), [])[:MOST_SHARING]
                if person_id in holders
            ]
            if len(holders) == 1 or mine:
                return Match((mine or list(holders))[0])
        shares = ""
        for key in _keys(handles, "email"):
            holders = self._by_handle.get(("email", key), {})
            mine = [
                person_id
                for person_id in self._by_name.get(_same(record.name), [])[:MOST_SHARING]
                if person_id in holders
            ]
            for person_id in (*mine, *islice(holders, MOST_SHARING)):
                if not are_two_people(self._names[person_id], record.name):
                    return Match(person_id)
                shares = shares or self._names[person_id]
        return self._by_their_name(record, handles)._replace(shares=shares)

    def _by_their_name(self, record: PersonRecord, handles: Sequence[Handle]) -> Match:
        key = _same(record.name)
        ids = self._by_name.get(key, [])
        if _keys(handles, "uid"):
            # Whoever got a uid keeps it, and need not be looked at again.
            ids = self._without_uid[key] = [
                person_id
                for person_id in self._without_uid.get(key, [])
                if person_id not in self._with_uid
            ]
        if len(ids) > MOST_CALLED:
            return Match(None, several=len(ids))
        ids = [person_id for person_id in ids if not self._contradicts(person_id, record, handles)]
        if len(ids) > 1:
            company = company_key(record.company)
            ids = [
                person_id
                for person_id in ids
                if company and self._companies.get(person_id) == company
            ] or ids
        return Match(ids[0]) if len(ids) == 1 else Match(None, several=len(ids))

    def _contradicts(self, person_id: str, record: PersonRecord, handles: Sequence[Handle]) -> bool:
        """True if the file had them with another address at another company.

        A file has everybody once.
        """
        company, emails = company_key(record.company), set(_keys(handles, "email"))
        said = self._in_file.get(person_id)
        if said is None or not (company and emails and said.companies and said.addresses):
            return False
        return company not in said.companies and said.addresses.isdisjoint(emails)

    def person_named(self, name: str) -> str | None:
        """Return the one person of this name or nickname; None for none, or more than one."""
        ids = self._by_name.get(_same(name)) or list(
            self._by_handle.get(("nickname", name_key(name)), ())
        )
        return ids[0] if len(ids) == 1 else None

    def person_with_email(self, key: str) -> str | None:
        """Return the one person with this e-mail address; None for none, or more than one."""
        ids = list(self._by_handle.get(("email", key), ()))
        return ids[0] if len(ids) == 1 else None


def own_page(url: str) -> str:
    """Return what identifies a page of one person's own, "" for any other address."""
    found = _PAGE.match(url)
    return unquote(found[1]).casefold() if found else ""


def are_two_people(one: str, other: str) -> bool:
    """True if two names with a common address are surely two people.

    They are where both are whole names and the first names differ.
    """
    if _same(one) == _same(other) or "@" in one + other:
        return False
    from caretrack.domain.people.name_distance import OTHER, compare_names, read_name

    first, second = read_name(one), read_name(other)
    if min(len(first.words), len(second.words)) < 2 or first.words[0] == second.words[0]:
        return False
    return compare_names(first, second)[0] == OTHER


def _same(name: str) -> str:
    """Return what a name is compared by: titles, dots and "Last, First" do not count."""
    return same_name_key(name_key(name))


def _keys(handles: Sequence[Handle], sort: str) -> list[str]:
    return [handle.key for handle in handles if handle.sort == sort]


class PersonUpdate:
    """One person as they will be after the import, and what has to be written for that.

    What is to be written is gathered in `added_…` and `set_…`.
    """

    __slots__ = (
        *("added_days", "added_facts", "added_handles", "added_tags", "days", "facts", "id"),
        *("keys", "name", "said", "set_days", "set_phones", "set_texts", "tags", "texts"),
        *(
            "added_events",
            "archived_on",
            "archived_why",
            "events",
            "is_new",
            "last_touch",
            "set_died",
        ),
    )

    def __init__(self, person_id: str, name: str, *, is_new: bool = False) -> None:
        """Start with what tells the person: id and name."""
        self.is_new = is_new
        self.id = person_id
        self.name = name
        self.texts: dict[str, str] = {}
        self.keys: set[tuple[str, str]] = {("uid", person_id), ("nickname", name_key(name))}
        self.tags: set[str] = set()
        self.days: list[YearlyDay] = []
        self.facts: set[tuple[str, str]] = set()
        self.said: set[object] = set()  # the fields that this file has spoken of
        self.set_texts: dict[str, str] = {}
        self.set_days: dict[str, dict[str, Any]] = {}
        self.set_phones: dict[str, Handle] = {}  # by the key of the form that they replace
        self.events: set[tuple[str, str]] = set()  # their days, and the keys of their texts
        self.added_events: list[EventRecord] = []
        self.archived_on: str | None = None
        self.archived_why: str | None = None
        self.last_touch: date | None = None
        self.set_died: str | None = None  # the reason for the archive
        self.added_handles: list[Handle] = []
        self.added_tags: list[str] = []
        self.added_days: list[YearlyDay] = []
        self.added_facts: list[FactRecord] = []

    def take(
        self, record: PersonRecord, handles: Sequence[Handle], update: bool
    ) -> tuple[Change, ...]:
        """Take what a record of the file says; give every field in which it is new."""
        return (
            *self._texts(record, update),
            *self._lists(record, handles),
            *(change for day in record.occasions for change in self._day(day, update)),
            *self._died(record.died, update),
        )

    def _texts(self, record: PersonRecord, update: bool) -> Iterator[Change]:
        for field in TEXT_NAMES:
            text, old = getattr(record, field), self.texts.get(field, "")
            if text and text.split() != old.split():
                taken = not old or (update and field not in self.said)
                if taken:
                    self.texts[field] = self.set_texts[field] = text
                yield Change(field, old, text, taken)
            if text:
                self.said.add(field)

    def _lists(self, record: PersonRecord, handles: Sequence[Handle]) -> Iterator[Change]:
        for handle in handles:
            known = self._known_key(handle)
            if not known:
                self.keys.add((handle.sort, handle.key))
                self.added_handles.append(handle)
                yield Change(handle.sort, "", handle.value, True)
            elif is_fuller(handle.key, known):
                yield self._set_phone(handle, known)
        for tag in record.tags:
            if tag not in self.tags:
                self.tags.add(tag)
                self.added_tags.append(tag)
                yield Change("tag", "", tag, True)
        for fact in record.facts:
            if fact[:2] not in self.facts:
                self.facts.add(fact[:2])
                self.added_facts.append(fact)
                yield Change(fact.category, "", fact.text, True)
        for event in record.events:
            if self.is_new_event(event):
                self.added_events.append(event)
                yield Change("event", "", f"{event.happens_on}: {event.text}", True)

    def is_new_event(self, event: EventRecord) -> bool:
        """True if an event is not known yet; from then on it is."""
        key = (event.happens_on, name_key(event.text))
        known = key in self.events
        self.events.add(key)
        return not known

    def _known_key(self, handle: Handle) -> str:
        """Return the key that the person has for this handle already, "" for none."""
        if handle.sort == "phone":
            return known_phone(handle.key, [key for sort, key in self.keys if sort == "phone"])
        return handle.key if (handle.sort, handle.key) in self.keys else ""

    def _set_phone(self, handle: Handle, known: str) -> Change:
        """Replace a number that does not say its country by the same one that does."""
        self.keys ^= {(handle.sort, known), (handle.sort, handle.key)}
        added = [(item.sort, item.key) for item in self.added_handles]
        if (handle.sort, known) in added:
            self.added_handles[added.index((handle.sort, known))] = handle
        else:
            self.set_phones[known] = handle
        return Change(handle.sort, known, handle.value, True)

    def _day(self, day: YearlyDay, update: bool) -> Iterator[Change]:
        """Take a yearly day: a person has one birthday, and may have several of all others."""
        number = next((at for at, known in enumerate(self.days) if _is_same(known, day)), None)
        if number is None:
            self.days.append(day)
            self.added_days.append(day)
            yield Change(day.label, "", _iso(day), True)
        elif not self.days[number].deleted:
            known = self.days[number]
            year = (day.year or known.year) if _same_date(known, day) else day.year
            whole = known._replace(month=day.month, day=day.day, year=year)
            if whole != known:
                filled = _same_date(known, day) and known.year is None
                taken = filled or (update and _day_key(day) not in self.said)
                if taken:
                    self._set_day(number, whole)
                yield Change(known.label, "" if filled else _iso(known), _iso(whole), taken)
        self.said.add(_day_key(day))

    def _died(self, death: Death | None, update: bool) -> Iterator[Change]:
        """Take that somebody has died.

        Of somebody known it is taken where a day says so that no touch contradicts, or with
        `update`.
        """
        if death is None:
            return
        old = self.archived_why or ""
        if has_died(old) and (death_of(old).is_dated or not death.is_dated):
            return
        seen_since = death.on and self.last_touch and self.last_touch > death.on
        taken = self.is_new or update or (death.is_dated and not seen_since)
        if taken:
            self.archived_why = self.set_died = death.why
        yield Change(DIED, old, death.why.removeprefix("died").strip(" ,"), taken)

    def _set_day(self, number: int, day: YearlyDay) -> None:
        self.days[number] = day
        if day.id:
            self.set_days[day.id] = {"month": day.month, "day": day.day, "year": day.year}
        else:
            self.added_days = [
                day if _is_same(earlier, day) else earlier for earlier in self.added_days
            ]


def _day_key(day: YearlyDay) -> object:
    """Return what makes two yearly days of a person the same."""
    label = day.label.casefold()
    return label if label == BIRTHDAY else (label, day.month, day.day)


def _is_same(known: YearlyDay, day: YearlyDay) -> bool:
    # A deleted birthday does not come back by itself, but another one may come in.
    return _day_key(known) == _day_key(day) and (not known.deleted or _same_date(known, day))


def _same_date(one: YearlyDay, other: YearlyDay) -> bool:
    return (one.month, one.day) == (other.month, other.day)


def _iso(day: YearlyDay) -> str:
    """Return the day in ISO form, `--03-14` where the year is not known."""
    return f"{day.year or '-'}-{day.month:02}-{day.day:02}"
