"""Who a record of a file is in the journal.

A person is matched by uid first, then by their page, then by e-mail address, then by name. A page
of their own, as on LinkedIn, stays the same when name, work and address change. An address tells
who it is, unless several people share it: the box of an office, or of a couple. A name tells who
it is where one person has it and nothing contradicts it.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from itertools import islice
from typing import NamedTuple
from urllib.parse import unquote

from caretrack.domain.multimap import Multimap
from caretrack.domain.people.names import company_key, name_key
from caretrack.domain.people.plain_names import same_name_key
from caretrack.domain.people.set_aside import is_role, is_role_mailbox
from caretrack.domain.people.shared_address import Called, are_two_people, is_no_name
from caretrack.domain.records import PersonRecord

TELLING = ("uid", "url", "email", "nickname")  # the sorts of handles that tell who it is
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


class Matcher:
    """Finds the person of a record among the people of the journal and of the file so far."""

    def __init__(self) -> None:
        """Start with no people."""
        self._names: dict[str, str] = {}
        self._companies: dict[str, str] = {}
        self._by_name = Multimap()
        self._by_handle = defaultdict[str, Multimap](Multimap)
        self._with_uid: set[str] = set()
        self._without_uid = Multimap()
        self._in_file: set[str] = set()
        self._said_companies = Multimap()  # in the file, of each person
        self._said_addresses = Multimap()
        self._fullest: dict[str, str] = {}  # what the file calls somebody, in more words

    def add_person(self, person_id: str, name: str, company: str | None) -> None:
        """Add a person who can be meant from now on."""
        self._names[person_id] = name
        key = _same(name)
        self._by_name.add(key, person_id)
        self._without_uid.add(key, person_id)
        if company:
            self._companies[person_id] = company_key(company)

    def add_handle(self, person_id: str, sort: str, key: str) -> None:
        """Add a handle that tells who it is; of web addresses only a page of their own does."""
        if sort == "url":
            key = own_page(key)
            if not key:
                return
        self._by_handle[sort].add(key, person_id)
        if sort == "uid":
            self._with_uid.add(person_id)

    def add_record(self, person_id: str, record: PersonRecord, handles: Sequence[Handle]) -> None:
        """Let what this record says of a person tell who they are from now on."""
        for handle in handles:
            if handle.sort in TELLING:
                self.add_handle(person_id, handle.sort, handle.key)
        self._in_file.add(person_id)
        if company := company_key(record.company):
            self._said_companies.add(person_id, company)
        for key in _keys(handles, "email"):
            self._said_addresses.add(person_id, key)
        if len(record.name.split()) > len(self._called(person_id).split()):
            self._fullest[person_id] = record.name

    def rename(self, person_id: str, name: str) -> None:
        """Call somebody by another name from now on; the old one does not tell them any more."""
        before = _same(self._names[person_id])
        for people in (self._by_name, self._without_uid):
            # Whoever got a uid may be off the list of those without.
            if person_id in people.of(before):
                people.remove(before, person_id)
                people.add(_same(name), person_id)
        self._names[person_id] = name
        self._fullest.pop(person_id, None)

    def is_in_file(self, person_id: str) -> bool:
        """True if an earlier record of the file is this person."""
        return person_id in self._in_file

    def has_person(self, person_id: str) -> bool:
        """True for the id of somebody who can be meant."""
        return person_id in self._names

    def has_handle(self, sort: str, key: str) -> bool:
        """True if somebody has this handle."""
        return bool(self._by_handle[sort].of(own_page(key) if sort == "url" else key))

    def name(self, person_id: str) -> str:
        """Return the name of a person who can be meant."""
        return self._names[person_id]

    def match(self, record: PersonRecord, handles: Sequence[Handle]) -> Match:
        """Return who is meant by a record with these handles."""
        for key in _keys(handles, "uid"):
            # What we wrote ourselves for somebody without a uid has their id for one.
            found = list(self._by_handle["uid"].of(key)) or ([key] if key in self._names else [])
            if found:
                return Match(found[0])
        for key in filter(None, map(own_page, _keys(handles, "url"))):
            holders = self._by_handle["url"].of(key)
            mine = [
                person_id
                for person_id in islice(self._by_name.of(_same(record.name)), MOST_SHARING)
                if person_id in holders
            ]
            if len(holders) == 1 or mine:
                return Match((mine or list(holders))[0])
        there = self._by_their_address(record, handles)
        if there.id or (is_role(record.name) and _keys(handles, "email")):
            # "Sales" is in every company.
            return there
        return self._by_their_name(record, handles)._replace(shares=there.shares)

    def _by_their_address(self, record: PersonRecord, handles: Sequence[Handle]) -> Match:
        shares = ""
        for key in _keys(handles, "email"):
            holders = self._by_handle["email"].of(key)
            names = (
                *islice(self._by_name.of(_same(record.name)), MOST_SHARING),
                *self._nicknamed(record.name),
            )
            mine = [person_id for person_id in names if person_id in holders]
            mine = mine or self._with_all_of(record, _keys(handles, "email"))
            if mine:
                return Match(mine[0])
            for person_id in islice(holders, MOST_SHARING):
                known = Called(self._called(person_id), self._companies.get(person_id, ""))
                if not are_two_people(known, Called(record.name, record.company), key):
                    return Match(person_id)
                shares = shares or self._names[person_id]
        return Match(None, shares=shares)

    def _with_all_of(self, record: PersonRecord, emails: Sequence[str]) -> list[str]:
        """Return those who have all addresses of a record without a name.

        Nothing else tells who it is, and the same file must tell the same person again: of
        several at one address, or of one who has got a name since.
        """
        nameless = record.unnamed or is_no_name(record.name, emails)
        if not nameless or all(map(is_role_mailbox, emails)):
            return []
        first, *others = (self._by_handle["email"].of(email) for email in emails)
        return [one for one in islice(first, MOST_SHARING) if all(one in ids for ids in others)]

    def _called(self, person_id: str) -> str:
        """Return the name of somebody, in as many words as the file or the journal has."""
        return self._fullest.get(person_id) or self._names[person_id]

    def _nicknamed(self, name: str) -> Iterator[str]:
        return islice(self._by_handle["nickname"].of(name_key(name)), MOST_SHARING)

    def _by_their_name(self, record: PersonRecord, handles: Sequence[Handle]) -> Match:
        key = _same(record.name)
        ids = self._by_name.of(key)
        if _keys(handles, "uid"):
            # Whoever got a uid keeps it, and need not be looked at again.
            ids = self._without_uid.of(key)
            for person_id in [one for one in ids if one in self._with_uid]:
                self._without_uid.remove(key, person_id)
            ids = self._without_uid.of(key)
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
        company, emails = company_key(record.company), _keys(handles, "email")
        companies = self._said_companies.of(person_id)
        addresses = self._said_addresses.of(person_id)
        if not (company and emails and companies and addresses):
            return False
        return company not in companies and not any(email in addresses for email in emails)

    def people_named(self, name: str) -> list[str]:
        """Return everybody of this name; where nobody has it, of this nickname."""
        return list(self._by_name.of(_same(name)) or self._by_handle["nickname"].of(name_key(name)))

    def person_named(self, name: str) -> str | None:
        """Return the one person of this name or nickname; None for none, or more than one."""
        return _only(self.people_named(name))

    def person_told(self, text: str) -> str | None:
        """Return the person whose uid this is, or else the one person who is called so."""
        return next(iter(self._by_handle["uid"].of(text)), None) or self.person_named(text)

    def person_with_email(self, key: str) -> str | None:
        """Return the one person with this e-mail address; None for none, or more than one."""
        return _only(self._by_handle["email"].of(key))

    def person_with_page(self, url: str) -> str | None:
        """Return the one person whose own page this is; None for none, or more than one."""
        return _only(self._by_handle["url"].of(own_page(url)))


def own_page(url: str) -> str:
    """Return what identifies a page of one person's own, "" for any other address."""
    found = _PAGE.match(url)
    return unquote(found[1]).casefold() if found else ""


def _same(name: str) -> str:
    """Return what a name is compared by: titles, dots and "Last, First" do not count."""
    return same_name_key(name_key(name))


def _only(ids: Collection[str]) -> str | None:
    return next(iter(ids)) if len(ids) == 1 else None


def _keys(handles: Sequence[Handle], sort: str) -> list[str]:
    return [handle.key for handle in handles if handle.sort == sort]
