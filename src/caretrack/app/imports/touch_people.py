"""With whom a touch of a file was: by address, number, page or uid, or else by name."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property

from caretrack.domain.people.matching import own_page
from caretrack.domain.people.namesakes import (
    NamedTouch,
    Namesake,
    find_namesakes,
    is_nobodys_own,
    whole_name_key,
)
from caretrack.domain.people.phone import PhoneBook, stored_phone_key
from caretrack.domain.people.shared_address import gives_a_name
from caretrack.domain.records import PersonRecord, TouchRecord
from caretrack.errors import NothingFound, SeveralFound
from caretrack.journal import phones
from caretrack.journal.connection import Journal
from caretrack.journal.find_people import find
from caretrack.journal.imports.people import PeopleImport
from caretrack.journal.people import handle_key
from caretrack.journal.rows import new_id


class TouchPeople:
    """Finds the people of the touches of a file, and counts the touches whose people it did not.

    `strangers` are touches with addresses of nobody; `there` are those without people that came in
    before. `unknown` are names that nobody has, `unclear` those that several have, each with the
    number of its touches.
    """

    def __init__(
        self,
        importing: PeopleImport,
        namesakes: Iterable[Namesake] = (),
        known_uids: Collection[str] = (),
    ) -> None:
        """Start with none looked for. The `namesakes` that are taken get their addresses."""
        self.strangers = self.there = self._with_unknown = self.with_unclear = 0
        self._known_uids = known_uids
        self.unclear: dict[str, int] = {}
        self._matcher = importing.matcher
        self._journal = importing.journal
        self._table = TableNames(importing.journal)
        self._namesakes: dict[str, str] = {}  # by the key of their names; "" for who is not taken
        for namesake in namesakes:
            self._add_namesake(namesake, importing)

    @property
    def unknown(self) -> dict[str, int]:
        """Return the names that nobody has."""
        return self._table.unknown

    @property
    def with_unknown(self) -> int:
        """Return in how many touches these names are: one with two of them is one."""
        return self._with_unknown + self._table.with_unknown

    def people_of(self, touch: TouchRecord) -> tuple[tuple[str, ...], str]:
        """Return the ids of all who are in a touch; for none, why it is refused, if it is."""
        if touch.of_table:
            return self._table.people_of(touch, tuple(dict.fromkeys(self.by_address(touch))))
        named = {name: self._matcher.people_named(name) for name in touch.people}
        unknown = [name for name, ids in named.items() if len(ids) != 1]
        # A chat has many people whom the journal need not know; a diary is of those it knows.
        is_chat = bool(touch.uid) and touch.channel in ("chat", "call", "video")
        if unknown and not (touch.emails or is_chat):
            return (), f"nobody, or more than one, is called {', '.join(unknown)}"
        by_name = (ids[0] for ids in named.values() if len(ids) == 1)
        like_ours = self._like_ours(touch)
        ids = tuple(dict.fromkeys((*by_name, *self.by_address(touch), *filter(None, like_ours))))
        if not ids:
            self._count(touch, {name: bool(named[name]) for name in unknown}, bool(like_ours))
        return ids, ""

    def _count(self, touch: TouchRecord, unknown: Mapping[str, bool], like_ours: bool) -> None:
        """Count a touch with nobody; of the `unknown` names True stands for those of several."""
        if touch.uid in self._known_uids:
            self.there += 1
            return
        for name, several in unknown.items():
            names = self.unclear if several else self.unknown
            names[name] = names.get(name, 0) + 1
        if unknown:
            all_several = all(unknown.values())
            self.with_unclear += all_several
            self._with_unknown += not all_several
        # Who is called like one of ours is said apart.
        self.strangers += not (unknown or like_ours)

    def by_address(self, touch: TouchRecord) -> Iterator[str]:
        """Give the ids of those whose uid, address, page or number is in a touch."""
        matcher = self._matcher
        found = [matcher.person_told(uid) for uid in touch.uids]
        found += [matcher.person_with_email(handle_key("email", one, "")) for one in touch.emails]
        found += [matcher.person_with_page(url) for url in touch.urls]
        yield from filter(None, found)
        for number in touch.phones:
            holders = self._numbers.holders(stored_phone_key(number, self._country))
            if len(holders) == 1:
                yield holders[0]

    def is_known(self, address: str) -> bool:
        """True if somebody has this e-mail address, number or page."""
        sort, key = self._handle(address)
        if sort == "phone":
            return bool(self._numbers.holders(key))
        return self._matcher.has_handle(sort, key)

    def _like_ours(self, touch: TouchRecord) -> list[str]:
        """Return who is meant by the names of a touch: "" for who was not taken to be one of ours.

        Who has an address there is told by it.
        """
        keys = ((whole_name_key(name), address) for name, address in touch.called)
        found = ((self._namesakes.get(key), address) for key, address in keys)
        return ["" if address else who for who, address in found if who is not None]

    def _add_namesake(self, namesake: Namesake, importing: PeopleImport) -> None:
        taken = namesake.taken and importing.matcher.has_person(namesake.person_id)
        who = namesake.person_id if taken else ""
        self._namesakes[whole_name_key(namesake.name)] = who
        for address in namesake.addresses if taken else ():
            sort, key = self._handle(address)
            importing.matcher.add_handle(who, sort, key)
            importing.bulk.add("handles", new_id(), who, sort, address, key)
            if sort == "phone":
                self._numbers.add(key, who)

    def _handle(self, address: str) -> tuple[str, str]:
        """Return the sort of an address, and the key by which it is compared."""
        sort = "email" if "@" in address else "url" if own_page(address) else "phone"
        return sort, handle_key(sort, address, self._country)

    @cached_property
    def _country(self) -> str:
        return phones.country(self._journal.db)

    @cached_property
    def _numbers(self) -> PhoneBook:
        return phones.phone_book(self._journal.db)


def offered(
    importing: PeopleImport, touches: Iterable[TouchRecord], known_uids: Collection[str]
) -> list[Namesake]:
    """Return who in the touches has the name of one of ours, and an address of nobody.

    A name in the title of a touch that is there already (`known_uids`) is no news.
    """
    people = TouchPeople(importing)
    named = (
        NamedTouch(
            [pair for pair in touch.called if pair[1] or touch.uid not in known_uids],
            tuple(people.by_address(touch)),
        )
        for touch in touches
        if touch.called and not touch.of_table
    )
    return find_namesakes(named, importing.matcher.people_named, people.is_known)


def names_given(importing: PeopleImport, touches: Iterable[TouchRecord]) -> list[PersonRecord]:
    """Return records of those whose name here is an address, and who have a whole name there."""
    found: dict[str, PersonRecord] = {}
    matcher = importing.matcher
    for touch in touches:
        for name, address in touch.called:
            who = matcher.person_with_email(handle_key("email", address, "")) if address else None
            if who is None or who in found or not whole_name_key(name):
                continue
            record = PersonRecord(name, touch.where, emails=(address,))
            if gives_a_name(record, matcher.name(who)) and not is_nobodys_own(address):
                found[who] = record
    return list(found.values())


class TableNames:
    """Finds the people of a table of touches as they are found when one types them."""

    def __init__(self, journal: Journal) -> None:
        """Start with none looked for."""
        self.unknown: dict[str, int] = {}
        self.with_unknown = 0
        self._journal = journal
        # Of a file nobody is asked who is meant: the line is refused.
        journal.choose = None
        self._found: dict[str, str | SeveralFound | None] = {}

    def people_of(
        self, touch: TouchRecord, reached: tuple[str, ...]
    ) -> tuple[tuple[str, ...], str]:
        """Return the ids of all who are in a touch, or why it cannot come in ("": unknown).

        `reached` are those who have one of its addresses, numbers or uids. Whoever has no such
        address is looked for by the name beside it.
        """
        if reached and len(reached) >= max(len(touch.uids), len(touch.emails or touch.people)):
            return reached, ""
        ids = list(reached)
        beside = {address: name for name, address in touch.called}
        for address in touch.emails:
            if not self._find(address) and (called := beside.get(address)):
                self._found[address] = self._find(called)
        has_unknown = False
        for text in touch.emails or touch.people or touch.phones or touch.uids:
            parts = [text] if self._find(text) else [part.strip() for part in text.split(",")]
            for name in filter(None, parts):
                found = self._find(name)
                if isinstance(found, SeveralFound):
                    return (), f"more than one is called {name}: put an e-mail address in its place"
                if found is None:
                    self.unknown[name] = self.unknown.get(name, 0) + 1
                    has_unknown = True
                else:
                    ids.append(found)
        self.with_unknown += has_unknown
        return tuple(dict.fromkeys(ids)), ""

    def _find(self, name: str) -> "str | SeveralFound | None":
        if name not in self._found:
            try:
                self._found[name] = find(self._journal, name).id
            except SeveralFound as error:
                self._found[name] = error
            except NothingFound:
                self._found[name] = None
        return self._found[name]
