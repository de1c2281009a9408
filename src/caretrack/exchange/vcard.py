"""Reads vCards 2.1, 3.0 and 4.0, as phones, Outlook, Google, Apple, Thunderbird and khard write them.

vobject reads one property at a time: its parameters, its quoted-printable, its character set. The rest is ours, since
vobject's own reading of a card

- fails the whole file for one bad line, and recurses into nested cards;
- cuts a note at its first bare comma (2.1 never escapes them), and keeps one nickname of several;
- takes minutes over 10 MB of folded lines;
- takes for ever over some lines without a colon (`X;A,b,b,b,…"`): only what _HEADER matches reaches it.
"""

import base64
import re
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import Any

from caretrack.domain.text import LONGEST_TEXT, shortened
from caretrack.errors import CareError
from caretrack.exchange.records import (
    FactRecord,
    OccasionRecord,
    Parsed,
    PersonRecord,
    Refused,
    decode,
    name_fault,
    readable,
    tidy,
    tidy_name,
    tidy_tag,
    unique,
    unix_lines,
)

LONGEST_VALUE = 1_000  # of anything but a note
LONGEST_PROPERTY = 1_000_000  # as written: quoted-printable has twelve characters for one
LONGEST_HEADER = 10_000  # of its name and parameters

_MARK = re.compile(r"^(BEGIN|END)[ \t]*:[ \t]*VCARD[ \t]*$", re.IGNORECASE | re.MULTILINE)
# A letter of two to four bytes with a fold in its midst: some programs count bytes.
_TORN_LETTER = re.compile(rb"([\xc2-\xf4][\x80-\xbf]{0,2})(\r?\n[ \t])([\x80-\xbf]{1,3})")
_NAME = re.compile(r"(?:[A-Za-z0-9_-]++\.)?([A-Za-z0-9_-]++)[;:]")
_PARAMETER = r'(?:"[^"]*+"|[^";:,]*+)'
_HEADER = re.compile(rf"(?:[\w-]++\.)?[\w-]++(?:;[\w-]++(?:={_PARAMETER}(?:,{_PARAMETER})*+)?)*+:", re.ASCII)
_ESCAPED = re.compile(r"\\([\\,;:nN])")
_ESCAPED_OF_OLD = re.compile(r"\\([,;:])")
_EMAIL = re.compile(r"""[^\s@<>(),;:"]+@[^\s@<>(),;:"]+""")
_DATE = re.compile(r"(\d{4}|--?)-?(\d\d)-?(\d\d)(?:[T ].*)?", re.ASCII | re.DOTALL)
_NOBODY = {"group": "a group", "org": "an organisation", "location": "a place", "device": "a device", "application": "a program"}


class _Unread(Exception):
    """Why a property cannot be taken in; the rest of its card can."""


@dataclass(frozen=True, slots=True)
class _Card:
    """A card as it stands in the file; `number` is 0 for text outside of any card. `line` is that of its BEGIN."""

    number: int
    line: int
    body: str
    fault: str = ""

    @property
    def where(self) -> str:
        return f"card {self.number}, line {self.line}" if self.number else f"line {self.line}"


@dataclass(frozen=True, slots=True)
class _Property:
    """One property, its value still escaped, but out of quoted-printable and base64."""

    name: str
    group: str
    params: dict[str, list[str]]
    value: str
    escaped: re.Pattern[str]

    def parts(self, mark: str) -> list[str]:
        """The values between the marks (`;` or `,`), but for those that a backslash stands before."""
        cuts = [found.start() for found in re.finditer(rf"\\.|{mark}", self.value, re.DOTALL) if found[0] == mark]
        return [self._plain(self.value[before + 1 : after]) for before, after in pairwise([-1, *cuts, len(self.value)])]

    def text(self) -> str:
        """The whole value. Bare commas and semicolons are part of it."""
        return self._plain(self.value)

    def _plain(self, value: str) -> str:
        return tidy(self.escaped.sub(lambda found: "\n" if found[1] in "nN" else found[1], value))

    def short(self) -> str:
        """The whole value on one line, for all that is no note."""
        return _short(self.text())


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
    read_line = _vobject()
    people: list[PersonRecord] = []
    refused: list[Refused] = []
    for card in _cards(unix_lines(decode(_TORN_LETTER.sub(rb"\1\3\2", data)))):
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


def _vobject() -> Callable[[str], Any]:
    """What reads one unfolded line."""
    try:
        with warnings.catch_warnings():
            # Newer Pythons warn about vobject's own source.
            warnings.simplefilter("ignore")
            from vobject.base import textLineToContentLine
    except ImportError:
        raise CareError("reading vCards needs vobject", "pip install 'caretrack[vcard]'") from None
    read_line: Callable[[str], Any] = textLineToContentLine
    return read_line


def _cards(text: str) -> Iterator[_Card]:
    """The cards, and what is no card, in their order. Nothing here recurses."""
    marks = list(_MARK.finditer(text))
    ends = _ends(marks)
    number, line, position, following = 0, 1, 0, 0
    for index, mark in enumerate(marks):
        if index < following or mark[1].upper() == "END":
            continue
        yield from _outside(text, position, mark.start(), line)
        number += 1
        line += text.count("\n", position, mark.start())
        if index in ends:
            end = marks[ends[index]]
            fault = "another card begins inside this one" if ends[index] > index + 1 else ""
            following, stop, after = ends[index] + 1, end.start(), end.end()
        else:
            fault = "the card is not closed: it has no END:VCARD"
            following = index + 1
            stop = after = marks[following].start() if following < len(marks) else len(text)
        yield _Card(number, line, "" if fault else text[mark.end() : stop], fault)
        line += text.count("\n", mark.start(), after)
        position = after
    yield from _outside(text, position, len(text), line)


def _ends(marks: list[re.Match[str]]) -> dict[int, int]:
    """The END that belongs to each BEGIN, by their places among the marks."""
    ends: dict[int, int] = {}
    begun: list[int] = []
    for index, mark in enumerate(marks):
        if mark[1].upper() == "BEGIN":
            begun.append(index)
        elif begun:
            ends[begun.pop()] = index
    return ends


def _outside(text: str, start: int, stop: int, line: int) -> Iterator[_Card]:
    """What stands before, between and behind the cards, where it is more than white space."""
    found = re.compile(r"\S").search(text, start, stop)
    if found:
        line += text.count("\n", start, found.start())
        yield _Card(0, line, "", "this stands outside of any card: there is no BEGIN:VCARD before it")


def _draft(card: _Card, read_line: Callable[[str], Any], refused: list[Refused]) -> _Draft:
    """What a card says; what cannot be read is added to `refused`."""
    properties: list[tuple[int, _Property]] = []

    def refuse(number: int, why: str) -> None:
        refused.append(Refused(f"card {card.number}, line {number}", why))

    escaped = _ESCAPED_OF_OLD if re.search(r"(?im)^VERSION:2\.1", card.body) else _ESCAPED
    no_property: list[int] = []
    name = ""
    for number, line in _unfolded(card):
        start = _NAME.match(line)
        if not start:
            # Old phones write photographs without indenting them.
            no_property += [] if name in _BULKY else [number]
            continue
        name = start[1].upper()
        if name in _READ:
            try:
                properties.append((number, _property(name, line, escaped, read_line)))
            except _Unread as error:
                refuse(number, f"{name} left out: {error}")
    if no_property:
        more = f" (and {len(no_property) - 1:,} more lines of this card)" if len(no_property) > 1 else ""
        refuse(no_property[0], f"this is no property of a vCard{more}; left out")
    draft = _Draft()
    # Labels first: what they belong to may stand before them.
    for number, found in sorted(properties, key=lambda numbered: numbered[1].name != "X-ABLABEL"):
        try:
            _READ[found.name](draft, found)
        except _Unread as error:
            refuse(number, f"{found.name} left out: {error}")
    return draft


def _unfolded(card: _Card) -> Iterator[tuple[int, str]]:
    """Each property on one line, with the number of the line that it begins on. Blank lines end a property."""
    pieces: list[str] = []
    begun = 0
    quoted = soft = False
    for number, line in enumerate(card.body.split("\n"), start=card.line):
        blank = not line or line.isspace()
        if soft:
            pieces.append(line)
        elif pieces and not blank and line[0] in " \t":
            pieces.append(line[1:])
        else:
            if pieces:
                yield begun, "".join(pieces)
            pieces, begun = ([] if blank else [line]), number
            quoted = "quoted-printable" in line.partition(":")[0].lower()
        soft = quoted and line.rstrip().endswith("=")
        if soft:
            pieces[-1] = pieces[-1].rstrip()[:-1]
    if pieces:
        yield begun, "".join(pieces)


def _property(name: str, line: str, escaped: re.Pattern[str], read_line: Callable[[str], Any]) -> _Property:
    """One unfolded line, read by vobject. Raises _Unread."""
    if len(line) > LONGEST_PROPERTY:
        raise _Unread(f"it has {len(line):,} characters")
    header = _HEADER.match(line)
    if not header or len(header[0]) > LONGEST_HEADER:
        raise _Unread("its parameters cannot be read")
    try:
        found = read_line(re.sub("(?i)quoted-printable", "QUOTED-PRINTABLE", header[0]) + line[header.end() :])
        value: str = found.value
        encodings = {encoding.upper() for encoding in (*found.params.get("ENCODING", ()), *found.singletonparams)}
        if encodings & {"B", "BASE64"}:
            value = base64.b64decode(value).decode(found.params.get("CHARSET", ["utf-8"])[0])
    except Exception as error:  # vobject raises whatever its parts raise: its own, ValueError, TypeError, LookupError, …
        raise _Unread(_in_words(error)) from None
    return _Property(name, (found.group or "").lower(), found.params, value, escaped)


def _in_words(error: Exception) -> str:
    if isinstance(error, UnicodeError):
        return "its bytes are not in the character set that it names"
    if type(error) is LookupError:
        return "it names a character set that does not exist"
    return "it cannot be read"


def _short(text: str) -> str:
    if len(text) > LONGEST_VALUE:
        raise _Unread(f"it has {len(text):,} characters, more than {LONGEST_VALUE:,}")
    return tidy_name(text)


def _into(values: str) -> Callable[[_Draft, _Property], None]:
    """What keeps a short value as it stands, among these values of a draft."""

    def keep(draft: _Draft, found: _Property) -> None:
        getattr(draft, values).append(found.short())

    return keep


def _kind(draft: _Draft, found: _Property) -> None:
    draft.kind = found.text().lower()


def _uid(draft: _Draft, found: _Property) -> None:
    draft.uid = draft.uid or found.short()


def _formal(draft: _Draft, found: _Property) -> None:
    draft.formal.append(tidy_name(found.text()))


def _structured(draft: _Draft, found: _Property) -> None:
    """Family;given;additional;prefixes;suffixes, several of one sort with commas between. "Mr." and "Sr." are no names."""
    family, given, additional, *_ = [*found.parts(";"), "", ""]
    draft.structured.append(tidy_name(f"{given} {additional} {family}".replace(",", " ")))


def _nicknames(draft: _Draft, found: _Property) -> None:
    draft.nicknames += [_short(part) for part in found.parts(",")]


def _android(draft: _Draft, found: _Property) -> None:
    sort, value, *_ = [*found.parts(";"), ""]
    if sort == "vnd.android.cursor.item/nickname":
        draft.nicknames.append(_short(value))


def _email(draft: _Draft, found: _Property) -> None:
    email = re.sub("(?i)^mailto:", "", found.short()).strip("<>")
    if email and not _EMAIL.fullmatch(email):
        raise _Unread(f"“{shortened(email, 60)}” is no e-mail address")
    draft.emails.append(email)


def _phone(draft: _Draft, found: _Property) -> None:
    phone = found.short()
    if phone.lower().startswith("tel:"):
        phone, *parameters = phone[4:].split(";")
        phone += "".join(f" ext. {parameter[4:]}" for parameter in parameters if parameter.lower().startswith("ext="))
    if phone and not any(char.isdigit() for char in phone):
        raise _Unread(f"“{shortened(phone, 60)}” is no phone number")
    draft.phones.append(phone)


def _company(draft: _Draft, found: _Property) -> None:
    """The company, then its departments."""
    draft.companies += [_short(part) for part in found.parts(";") if part][:1]


def _note(draft: _Draft, found: _Property) -> None:
    note = found.text()
    length = sum(map(len, draft.notes)) + len(note)
    if length > LONGEST_TEXT:
        raise _Unread(f"the note has {length:,} characters, more than {LONGEST_TEXT:,}")
    draft.notes.append(note)


def _categories(draft: _Draft, found: _Property) -> None:
    draft.tags += [tidy_tag(_short(part)) for part in found.parts(",")]


def _label(draft: _Draft, found: _Property) -> None:
    r"""Apple's own labels are written `_$!<Anniversary>!$_`."""
    draft.labels[found.group] = found.short().removeprefix("_$!<").removesuffix(">!$_").lower()


def _day(draft: _Draft, found: _Property) -> None:
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


_BULKY = frozenset({"PHOTO", "LOGO", "SOUND", "KEY"})
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
_READ: dict[str, Callable[[_Draft, _Property], None]] = {
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
