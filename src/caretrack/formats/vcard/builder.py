"""Gather what the properties of one vCard say, and make a person of it."""

import re
from dataclasses import dataclass, field

from caretrack.domain.people.chats import page_key, without_pages
from caretrack.domain.people.death import Death, read_death
from caretrack.domain.people.postal import PostalAddress, address_text
from caretrack.domain.records import FactRecord, PersonRecord
from caretrack.domain.yearly_day import YearlyDay
from caretrack.formats.text import is_readable, says_nothing, unique
from caretrack.formats.vcard.called import is_same_name, names_of_a_person
from caretrack.formats.vcard.names import EAST_ASIAN

_HAN = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]")


@dataclass(slots=True)
class CardBuilder:
    """Gathers what the properties of one card say, and makes a person of it."""

    labels: dict[str, str] = field(default_factory=dict)
    kind: str = ""
    company_card: bool = False
    uid: str = ""
    formal: list[str] = field(default_factory=list)
    structured: list[str] = field(default_factory=list)
    nicknames: list[str] = field(default_factory=list)
    emails: list[str] = field(default_factory=list)
    phones: list[str] = field(default_factory=list)
    faxes: list[str] = field(default_factory=list)
    chats: list[str] = field(default_factory=list)
    urls: list[str] = field(default_factory=list)
    pages: list[str] = field(default_factory=list)
    companies: list[str] = field(default_factory=list)
    departments: list[str] = field(default_factory=list)
    addresses: list[PostalAddress] = field(default_factory=list)
    written: list[PostalAddress] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    roles: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    occasions: list[YearlyDay] = field(default_factory=list)
    facts: list[FactRecord] = field(default_factory=list)
    said: dict[str, str] = field(default_factory=dict)
    sorted_as: str = ""
    zone: str = ""
    died_on: str = ""
    died_in: str = ""
    has_died: bool = False
    left_out: list[str] = field(default_factory=list)
    own: bool = False  # written by us: what it says is so

    def name(self) -> str:
        """Return the first that can be read of the names, the best first; "" for none."""
        self._drop_what_says_nothing()
        companies = self.companies + self.departments
        formal = names_of_a_person(self.formal, self.structured, companies, self.emails)
        names = formal + self.structured + self.nicknames + companies + self.emails
        return next(filter(is_readable, names), "")

    def _drop_what_says_nothing(self) -> None:
        """Drop "N/A" and the like, but from a card of our own."""
        if self.own:
            return
        for names in (self.formal, self.structured, self.nicknames):
            names[:] = [name for name in names if not says_nothing(name, is_name=True)]
        for values in (self.companies, self.departments, self.titles, self.roles):
            values[:] = [value for value in values if not says_nothing(value)]

    def sort(self) -> str:
        """Return what the card is of, "" where it does not say."""
        return self.kind or (
            "org" if self.company_card and not any(map(is_readable, self.structured)) else ""
        )

    def record(self, name: str, where: str) -> PersonRecord:
        """Return the person."""
        low = name.casefold()
        role, duties = self._role()
        urls = self._urls()
        return PersonRecord(
            name=name,
            where=where,
            uid=self.uid,
            nicknames=tuple(
                nick
                for nick in unique((*self.nicknames, *self._other_names(name)))
                if nick.casefold() != low
            ),
            emails=unique(self.emails),
            phones=unique(self.phones),
            faxes=unique(self.faxes),
            chats=unique(without_pages(self.chats, urls)),
            urls=urls,
            company=next(filter(None, self.companies), ""),
            role=role,
            department=next(filter(None, self.departments), ""),
            duties=duties,
            address=address_text(dict.fromkeys(self.addresses or self.written)),
            note="\n".join(unique(self.notes)),
            tags=unique(self.tags),
            occasions=tuple(dict.fromkeys(self.occasions)),
            facts=tuple(dict.fromkeys(self.facts)),
            say=self._say(name),
            zone=self.zone,
            died=read_death(self.died_on, self.died_in) or (Death() if self.has_died else None),
            unnamed=self._is_unnamed(name),
        )

    def _urls(self) -> tuple[str, ...]:
        """Return their pages, each once: a page of an account may stand as a page, too."""
        urls = unique(self.urls)
        keys = {page_key(url) for url in urls}
        pages: dict[str, str] = {}
        for page in self.pages:
            pages.setdefault(page_key(page), page)
        return (*urls, *(page for key, page in pages.items() if key not in keys))

    def _role(self) -> tuple[str, str]:
        """Return the role and the duties: ROLE is the role itself where there is no TITLE."""
        title = next(filter(None, self.titles), "")
        role = next(filter(None, self.roles), "")
        if not self.titles:
            return role, ""
        return title, "" if role.casefold() == title.casefold() else role

    def _other_names(self, name: str) -> list[str]:
        """Return the names out of the parts of a name that are another than this one."""
        companies = self.companies + self.departments
        return [
            other
            for other in self.structured
            if is_readable(other)
            and not is_same_name(name, other)
            and not any(is_same_name(company, other) for company in companies)
        ]

    def _is_unnamed(self, name: str) -> bool:
        """True if no name of a person was given: FN, where it is there, is the company's."""
        given = any(map(is_readable, [*self.structured, *self.nicknames]))
        return not given and name in {*self.companies, *self.departments, *self.emails}

    def _say(self, name: str) -> str:
        """Return how to say the name.

        Best is what was typed for that, then a reading, then what a name in Han is sorted by.
        """
        east = bool(EAST_ASIAN.search(name))
        order = ("LAST", "MIDDLE", "FIRST") if east else ("FIRST", "MIDDLE", "LAST")
        sorted_as = self.sorted_as if _HAN.search(name) and not _HAN.search(self.sorted_as) else ""
        ways = [
            " ".join(filter(None, (self.said.get(f"{sort}-{part}") for part in order)))
            for sort in ("PRONUNCIATION", "PHONETIC")
        ]
        ways += [self.said.get("NAME", ""), sorted_as]
        return next((way for way in ways if way and way.casefold() != name.casefold()), "")
