"""Who is who to whom, out of Monica: ties between two people, and relatives without a page.

A row says: this contact (`contact_is`) has that one (`of_contact`) for an uncle. Monica writes each
tie twice, once from either side.
"""

from collections.abc import Iterator
from functools import cache

from caretrack.domain.records import FactRecord, TieRecord
from caretrack.domain.yearly_day import YearlyDay
from caretrack.formats.monica.tables import MonicaTables, Row
from caretrack.formats.monica.values import is_set, line_of, name_of, special_day
from caretrack.words import phrase_list

# The same three words for a man, a woman, and anybody else.
_Words = tuple[str, str, str]


class Relatives:
    """All relationships of an export. `me` are the contacts who are the user."""

    def __init__(self, tables: MonicaTables, me: frozenset[str]) -> None:
        """Read the relationships; each is kept from one side."""
        self._tables = tables
        self._me = me
        self._of: dict[str, list[tuple[str, str]]] = {}
        self._named: set[str] = set()
        rows = [
            (row.get("contact_is", ""), row.get("of_contact", ""), self._type(row))
            for row in tables.all("relationships")
        ]
        self._kept = list(_from_one_side(rows))
        for whose, who, sort in rows:
            self._of.setdefault(whose, []).append((who, sort))

    def facts(self, contact_id: str) -> Iterator[FactRecord]:
        """Give what is known of the relatives of a contact who have no page of their own."""
        for who, sort in self._of.get(contact_id, ()):
            relative = self._tables.get("contacts", who)
            if is_set(relative, "is_partial") and (name := name_of(relative)):
                self._named.add(who)
                text = f"{self._word(sort, relative)} {name}{self._born(relative)}"
                yield FactRecord(_category(sort), text, None)
        for me in self._me:
            for who, sort in self._of.get(me, ()):
                if who == contact_id:
                    word = self._word(sort, self._tables.get("contacts", who))
                    yield FactRecord(_category(sort), f"your {word}", None)

    def birthdays(self, contact_id: str) -> Iterator[YearlyDay]:
        """Give the birthdays of the relatives of a contact who have no page of their own."""
        for who, _ in self._of.get(contact_id, ()):
            relative = self._tables.get("contacts", who)
            day = special_day(self._tables, relative, "birthday_special_date_id")
            lives = is_set(relative, "is_partial") and not is_set(relative, "is_dead")
            yearly = day.yearly(f"{name_of(relative)}'s birthday") if day and lives else None
            if yearly and name_of(relative):
                yield yearly

    def ties(self, uids: "dict[str, str]") -> Iterator[TieRecord]:
        """Give the ties between two contacts who came in; `uids` are their uids by id."""
        for number, (whose, who, sort) in enumerate(self._kept, start=1):
            if whose in uids and who in uids and whose != who:
                relation = _ties().get(sort) or self._word(sort, self._tables.get("contacts", who))
                yield TieRecord(uids[who], relation, uids[whose], f"relationship {number}")

    def is_named(self, contact_id: str) -> bool:
        """True if somebody without a page became a fact about somebody else."""
        return contact_id in self._named

    def _type(self, row: Row) -> str:
        kind = self._tables.get("relationship_types", row.get("relationship_type_id", ""))
        return line_of(row, "type") or line_of(kind, "name")

    def _word(self, sort: str, who: Row) -> str:
        """Return the word for what somebody is: "uncle", "aunt", or "aunt or uncle"."""
        words = _relations().get(sort)
        if not words:
            return sort.replace("_", " ") or "relative"
        gender = self._tables.get("genders", who.get("gender_id", ""))
        kind = (line_of(gender, "type") or line_of(gender, "name")[:1]).upper()
        return words[{"F": 1, "W": 1, "M": 2}.get(kind, 0)]

    def _born(self, relative: Row) -> str:
        day = special_day(self._tables, relative, "birthday_special_date_id")
        died = ", died" if is_set(relative, "is_dead") else ""
        if day is None:
            return died
        return f", {'birthday' if day.no_year else 'born'} {day.words}{died}"


def _from_one_side(rows: list[tuple[str, str, str]]) -> Iterator[tuple[str, str, str]]:
    """Give each tie once, though it stands there from both sides."""
    there = set(rows)
    first: set[tuple[str, str]] = set()
    for whose, who, sort in dict.fromkeys(rows):
        turned = _turned().get(sort)
        if turned and (who, whose, turned) in there:
            continue
        # A type of their own may have a reverse that the export does not name.
        if (who, whose) in first and (sort not in _turned().values()):
            continue
        first.add((whose, who))
        yield whose, who, sort


@cache
def _relations() -> dict[str, _Words]:
    found: dict[str, _Words] = {}
    for heading in ("family", "others"):
        for line in phrase_list("monica", heading):
            name, _, words = line.partition(": ")
            both, woman, man = words.split(", ")
            found[name] = (both, woman, man)
    return found


@cache
def _pairs(heading: str) -> dict[str, str]:
    parted = (line.partition(": ") for line in phrase_list("monica", heading))
    return {name: word for name, _, word in parted}


def _ties() -> dict[str, str]:
    return _pairs("ties")


def _turned() -> dict[str, str]:
    return _pairs("turned")


@cache
def _family() -> frozenset[str]:
    return frozenset(line.partition(":")[0] for line in phrase_list("monica", "family"))


def _category(sort: str) -> str:
    return "family" if sort in _family() else "other"
