"""Reads vCards 2.1, 3.0 and 4.0, as phones, Outlook, Google, Apple, Thunderbird and khard write them.

vcard_lines.py takes a file apart into cards and properties; here a person is made of what they say.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from caretrack.domain.text import LONGEST_TEXT, shortened
from caretrack.exchange.records import (
    FactRecord,
    OccasionRecord,
    Parsed,
    PersonRecord,
    Refused,
    name_fault,
    readable,
    tidy_name,
    tidy_tag,
    unique,
)
from caretrack.exchange.vcard_lines import Card, Property, ReadLine, Unread, cards, line_reader, properties, short

_EMAIL = re.compile(r"""[^\s@<>(),;:"]+@[^\s@<>(),;:"]+""")
_DATE = re.compile(r"(\d{4}|--?)-?(\d\d)-?(\d\d)(?:[T ].*)?", re.ASCII | re.DOTALL)
_NOBODY = {"group": "a group", "org": "an organisation", "location": "a place", "device": "a device", "application": "a program"}


@dataclass(slots=True)
class _Draft:
    """What the properties of one card have said so far."""

    labels: dict[str, str] = field(default_factory=dict)
    kind: str = ""
    uid: str = ""
    formal: list[str] = field(default_factory=list)
    structured: list[str] = field(default_factory=list)
    nicknames: list[str] = field(default_factory=list)
    emails: list[str] = field(default_factory=list)
    phones: list[str] = field(default_factory=list)
    urls: list[str] = field(default_factory=list)
    companies: list[str] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    roles: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    occasions: list[OccasionRecord] = field(default_factory=list)
    facts: list[FactRecord] = field(default_factory=list)

    def name(self) -> str:
        """The first of what could be a name, the best first; empty where there is none."""
        candidates = (*self.formal, *self.structured, *self.nicknames, *self.companies, *self.emails)
        return next(filter(readable, candidates), "")

    def record(self, name: str, where: str) -> PersonRecord:
        """The person."""
        return PersonRecord(
            name=name,
            where=where,
            uid=self.uid,
            nicknames=tuple(nickname for nickname in unique(self.nicknames) if nickname.casefold() != name.casefold()),
            emails=unique(self.emails),
            phones=unique(self.phones),
            urls=unique(self.urls),
            company=next(iter(self.companies), ""),
            role=next(filter(None, (*self.titles, *self.roles)), ""),
            note="\n".join(unique(self.notes)),
            tags=unique(self.tags),
            occasions=tuple(dict.fromkeys(self.occasions)),
            facts=tuple(dict.fromkeys(self.facts)),
        )


def parse(data: bytes) -> Parsed:
    """The people of a file of vCards. A card that cannot be read is refused, and a property that cannot be read; the
    others come in. Photographs and addresses are left out.

    Raises CareError when vobject is not installed.
    """
    read_line = line_reader()
    people: list[PersonRecord] = []
    refused: list[Refused] = []
    for card in cards(data):
        if card.fault:
            refused.append(Refused(card.where, card.fault))
            continue
        draft = _draft(card, read_line, refused)
        name = draft.name()
        fault = f"{_NOBODY[draft.kind]}, not a person" if draft.kind in _NOBODY else name_fault(name) if name else "a card without a name"
        if fault:
            refused.append(Refused(card.where, fault))
        else:
            people.append(draft.record(name, card.where))
    return Parsed("vcard", tuple(people), (), tuple(refused))


def _draft(card: Card, read_line: ReadLine, refused: list[Refused]) -> _Draft:
    """What a card says; what cannot be read is added to `refused`."""
    draft = _Draft()
    # Labels first: what they belong to may stand before them.
    for number, found in sorted(properties(card, _READ, read_line, refused), key=lambda numbered: numbered[1].name != "X-ABLABEL"):
        try:
            _READ[found.name](draft, found)
        except Unread as error:
            refused.append(card.refused(number, f"{found.name} left out: {error}"))
    return draft


def _into(values: str) -> Callable[[_Draft, Property], None]:
    """What keeps a short value as it stands, among these values of a draft."""

    def keep(draft: _Draft, found: Property) -> None:
        getattr(draft, values).append(found.short())

    return keep


def _kind(draft: _Draft, found: Property) -> None:
    draft.kind = found.text().lower()


def _uid(draft: _Draft, found: Property) -> None:
    draft.uid = draft.uid or found.short()


def _formal(draft: _Draft, found: Property) -> None:
    draft.formal.append(tidy_name(found.text()))


def _structured(draft: _Draft, found: Property) -> None:
    """Family;given;additional;prefixes;suffixes, several of one sort with commas between. "Mr." and "Sr." are no names."""
    family, given, additional, *_ = [*found.parts(";"), "", ""]
    draft.structured.append(tidy_name(f"{given} {additional} {family}".replace(",", " ")))


def _nicknames(draft: _Draft, found: Property) -> None:
    draft.nicknames += [short(part) for part in found.parts(",")]


def _android(draft: _Draft, found: Property) -> None:
    sort, value, *_ = [*found.parts(";"), ""]
    if sort == "vnd.android.cursor.item/nickname":
        draft.nicknames.append(short(value))


def _email(draft: _Draft, found: Property) -> None:
    email = re.sub("(?i)^mailto:", "", found.short()).strip("<>")
    if email and not _EMAIL.fullmatch(email):
        raise Unread(f"“{shortened(email, 60)}” is no e-mail address")
    draft.emails.append(email)


def _phone(draft: _Draft, found: Property) -> None:
    phone = found.short()
    if phone.lower().startswith("tel:"):
        phone, *parameters = phone[4:].split(";")
        phone += "".join(f" ext. {parameter[4:]}" for parameter in parameters if parameter.lower().startswith("ext="))
    if phone and not any(char.isdigit() for char in phone):
        raise Unread(f"“{shortened(phone, 60)}” is no phone number")
    draft.phones.append(phone)


def _company(draft: _Draft, found: Property) -> None:
    """The company, then its departments."""
    draft.companies += [short(part) for part in found.parts(";") if part][:1]


def _note(draft: _Draft, found: Property) -> None:
    note = found.text()
    length = sum(map(len, draft.notes)) + len(note)
    if length > LONGEST_TEXT:
        raise Unread(f"the note has {length:,} characters, more than {LONGEST_TEXT:,}")
    draft.notes.append(note)


def _categories(draft: _Draft, found: Property) -> None:
    draft.tags += [tidy_tag(short(part)) for part in found.parts(",")]


def _label(draft: _Draft, found: Property) -> None:
    r"""Apple's own labels are written `_$!<Anniversary>!$_`."""
    draft.labels[found.group] = found.short().removeprefix("_$!<").removesuffix(">!$_").lower()


def _day(draft: _Draft, found: Property) -> None:
    """A yearly day; what is no date ("circa 1800", or a year alone) is kept as a fact."""
    text = found.short()
    if not text:
        return
    label = _DAYS[found.name] or (found.group and draft.labels.get(found.group)) or "other"
    occasion = _occasion(label, text, found.params.get("X-APPLE-OMIT-YEAR", []))
    if not occasion:
        draft.facts.append(FactRecord("other", f"{label[:1].upper()}{label[1:]}: {text}", None))
    elif label != "birthday" or label not in {earlier.label for earlier in draft.occasions}:
        draft.occasions.append(occasion)


def _occasion(label: str, text: str, omitted: list[str]) -> OccasionRecord | None:
    """The day that `text` says, or None. Apple writes 1604 for a year that is not known, others 0000."""
    match = _DATE.fullmatch(text)
    if not match:
        return None
    unknown = match[1].startswith("-") or match[1] in {"0000", "1604", *omitted}
    year, month, day = None if unknown else int(match[1]), int(match[2]), int(match[3])
    try:
        date(year or 2000, month, day)
    except ValueError:
        return None
    return OccasionRecord(label, month, day, year)


# The label of each date, empty where the card says it beside the date.
_DAYS = {
    "BDAY": "birthday",
    "ANNIVERSARY": "anniversary",
    "X-ANNIVERSARY": "anniversary",
    "X-MS-ANNIVERSARY": "anniversary",
    "X-EVOLUTION-ANNIVERSARY": "anniversary",
    "X-KADDRESSBOOK-X-ANNIVERSARY": "anniversary",
    "X-ABDATE": "",
}
_READ: dict[str, Callable[[_Draft, Property], None]] = {
    "KIND": _kind,
    "X-ADDRESSBOOKSERVER-KIND": _kind,
    "UID": _uid,
    "FN": _formal,
    "N": _structured,
    "NICKNAME": _nicknames,
    "X-ANDROID-CUSTOM": _android,
    "EMAIL": _email,
    "TEL": _phone,
    "URL": _into("urls"),
    "ORG": _company,
    "TITLE": _into("titles"),
    "ROLE": _into("roles"),
    "NOTE": _note,
    "CATEGORIES": _categories,
    "X-ABLABEL": _label,
    **dict.fromkeys(_DAYS, _day),
}
