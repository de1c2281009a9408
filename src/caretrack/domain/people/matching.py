"""Who is meant by a record of another program: by uid first, then by their page, then by e-mail address, then by name.

A page of their own, as on LinkedIn, stays the same when the name, the work and the address change. An address says who it is, unless it is one that several people share: the box of an office, or of a couple. A name says who it
is where one person has it, and nothing speaks against that.
"""

import re
from itertools import islice
from typing import NamedTuple
from urllib.parse import unquote

from caretrack.domain.people.incoming import Incoming
from caretrack.domain.people.name_distance import OTHER, compare_names, read_name
from caretrack.domain.people.names import name_key

TELLING = ("uid", "url", "email", "nickname")  # the sorts of handles that somebody is told by
# A page that is of one person and of nobody else; not that of a company, a post or a search.
_PAGE = re.compile(r"(?i)\s*(?:https?://)?(?:[a-z]{1,3}\.)?linkedin\.com/in/([^/?#\s]+)")
# An address of more people says of nobody but these first ones, and of whoever is called the same, that it is they; and of a name that
# more have, only a uid or an address tells whose it is. Files of thousands of either are garbage, and each would be held to each.
MOST_SHARING = 8
MOST_CALLED = 200


class Verdict(NamedTuple):
    """The id of who is meant (None: somebody new); how many could be, where it cannot be said; who shares the address of somebody new."""

    id: str | None
    several: int = 0
    shares: str = ""


class _InFile:
    """What the file has said so far of somebody: the companies and the e-mail addresses of all records of theirs."""

    __slots__ = ("addresses", "companies")

    def __init__(self) -> None:
        self.companies: set[str] = set()
        self.addresses: set[str] = set()


class Matcher:
    """Everybody who can be meant: the people of the journal, and those whom the file has brought so far."""

    def __init__(self) -> None:
        """Nobody yet."""
        self._names: dict[str, str] = {}
        self._companies: dict[str, str] = {}
        self._by_name: dict[str, list[str]] = {}
        self._by_handle: dict[tuple[str, str], dict[str, None]] = {}
        self._with_uid: set[str] = set()
        self._without_uid: dict[str, list[str]] = {}
        self._in_file: dict[str, _InFile] = {}

    def add_person(self, person_id: str, name: str, company: str | None) -> None:
        """Somebody who can be meant from now on."""
        self._names[person_id] = name
        self._by_name.setdefault(name_key(name), []).append(person_id)
        self._without_uid.setdefault(name_key(name), []).append(person_id)
        if company:
            self._companies[person_id] = name_key(company)

    def add_handle(self, person_id: str, sort: str, key: str) -> None:
        """Something that somebody is told by: a uid, an e-mail address, a nickname, an address of the web where it is a page of their own."""
        if sort == "url":
            key = their_page(key)
            if not key:
                return
        self._by_handle.setdefault((sort, key), {})[person_id] = None
        if sort == "uid":
            self._with_uid.add(person_id)

    def meet(self, person_id: str, incoming: Incoming) -> None:
        """The record is this person: what it says of them tells them from now on, too."""
        for handle in incoming.handles:
            if handle.sort in TELLING:
                self.add_handle(person_id, handle.sort, handle.key)
        said = self._in_file.setdefault(person_id, _InFile())
        said.companies |= {name_key(incoming.texts.get("company", ""))} - {""}
        said.addresses.update(incoming.keys("email"))

    def is_met(self, person_id: str) -> bool:
        """Whether the file has had them already."""
        return person_id in self._in_file

    def name(self, person_id: str) -> str:
        """The name of somebody who can be meant."""
        return self._names[person_id]

    def match(self, incoming: Incoming) -> Verdict:
        """Who is meant."""
        for key in incoming.keys("uid"):
            # What we wrote ourselves for somebody without a uid has their id for one.
            found = list(self._by_handle.get(("uid", key), ())) or (
                [key] if key in self._names else []
            )
            if found:
                return Verdict(found[0])
        for key in filter(None, map(their_page, incoming.keys("url"))):
            holders = self._by_handle.get(("url", key), {})
            mine = [
                person_id
                for person_id in self._by_name.get(name_key(incoming.name), [])[:MOST_SHARING]
                if person_id in holders
            ]
            if len(holders) == 1 or mine:
                return Verdict((mine or list(holders))[0])
        shares = ""
        for key in incoming.keys("email"):
            holders = self._by_handle.get(("email", key), {})
            mine = [
                person_id
                for person_id in self._by_name.get(name_key(incoming.name), [])[:MOST_SHARING]
                if person_id in holders
            ]
            for person_id in (*mine, *islice(holders, MOST_SHARING)):
                if not two_people(self._names[person_id], incoming.name):
                    return Verdict(person_id)
                shares = shares or self._names[person_id]
        return self._by_their_name(incoming)._replace(shares=shares)

    def _by_their_name(self, incoming: Incoming) -> Verdict:
        key = name_key(incoming.name)
        ids = self._by_name.get(key, [])
        if incoming.keys("uid"):
            # Whoever got a uid keeps it, and need not be looked at again.
            ids = self._without_uid[key] = [
                person_id
                for person_id in self._without_uid.get(key, [])
                if person_id not in self._with_uid
            ]
        if len(ids) > MOST_CALLED:
            return Verdict(None, several=len(ids))
        ids = [person_id for person_id in ids if not self._contradicts(person_id, incoming)]
        if len(ids) > 1:
            company = name_key(incoming.texts.get("company", ""))
            ids = [
                person_id
                for person_id in ids
                if company and self._companies.get(person_id) == company
            ] or ids
        return Verdict(ids[0]) if len(ids) == 1 else Verdict(None, several=len(ids))

    def _contradicts(self, person_id: str, incoming: Incoming) -> bool:
        """Whether the same file has had them with another address at another company: a file has everybody once."""
        company, emails = name_key(incoming.texts.get("company", "")), set(incoming.keys("email"))
        said = self._in_file.get(person_id)
        if said is None or not (company and emails and said.companies and said.addresses):
            return False
        return company not in said.companies and said.addresses.isdisjoint(emails)

    def named(self, name: str) -> str | None:
        """The one person of this name or nickname; None where there is none, or more than one."""
        ids = self._by_name.get(name_key(name)) or list(
            self._by_handle.get(("nickname", name_key(name)), ())
        )
        return ids[0] if len(ids) == 1 else None

    def addressed(self, key: str) -> str | None:
        """The one person who has this e-mail address; None where there is none, or more than one."""
        ids = list(self._by_handle.get(("email", key), ()))
        return ids[0] if len(ids) == 1 else None


def their_page(url: str) -> str:
    """What tells a page that is one person's own, however its address is written; "" for any other address."""
    found = _PAGE.match(url)
    return unquote(found[1]).casefold() if found else ""


def two_people(one: str, other: str) -> bool:
    """Whether two names are surely of two people, though they have an address in common: whole names, and no first name in common."""
    if name_key(one) == name_key(other) or "@" in one + other:
        return False
    first, second = read_name(one), read_name(other)
    if min(len(first.words), len(second.words)) < 2 or first.words[0] == second.words[0]:
        return False
    return compare_names(first, second)[0] == OTHER
