"""Write vCards, 4.0 and 3.0; `care import` makes the same people of them.

Facts, touches and how they were met are left out: address books are synced to phones and servers.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator
from itertools import count
from urllib.parse import quote

from caretrack.domain.people.death import Death
from caretrack.domain.people.postal import PostalAddress, parse_addresses
from caretrack.domain.records import PersonRecord
from caretrack.domain.text import one_line, tidy
from caretrack.domain.yearly_day import YearlyDay
from caretrack.formats.text import fold_line
from caretrack.formats.vcard.names import EAST_ASIAN, name_parts

VERSIONS = ("4.0", "3.0")
_LINE_ENDS = re.compile("\r\n?|[\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_SAFE_STEM = re.compile("(?![0-9a-f]{32}$)[a-z0-9][a-z0-9-]{0,63}")
_LABELS = {"anniversary": "_$!<Anniversary>!$_", "other": "_$!<Other>!$_"}
# The year that Apple writes for a year that is not known, and says so; a leap year.
_NO_YEAR = 1604


def write(people: Iterable[PersonRecord], version: str) -> Iterator[tuple[str, str]]:
    """Give the name of a file without its ending, and the card with CR LF ends, for each person.

    The name is made from the uid, and stays when anything else changes. "care-" stands before it,
    so that no uid out of a file can choose a file that is not ours. `version` is one of VERSIONS.
    """
    taken: dict[str, int] = {}
    for person in people:
        stem = _stem(person.uid or person.name)
        taken[stem] = taken.get(stem, 0) + 1
        yield stem if taken[stem] == 1 else f"{stem}-{taken[stem]}", _card(person, version)


def _stem(uid: str) -> str:
    safe = (
        uid
        if _SAFE_STEM.fullmatch(uid)
        else hashlib.sha256(uid.encode("utf-8", "surrogatepass")).hexdigest()[:32]
    )
    return f"care-{safe}"


def _card(person: PersonRecord, version: str) -> str:
    lines = [
        "BEGIN:VCARD",
        f"VERSION:{version}",
        "PRODID:-//caretrack//care//EN",
        *_properties(person, version),
        "END:VCARD",
    ]
    return "".join(f"{fold_line(line)}\r\n" for line in lines)


def _properties(person: PersonRecord, version: str) -> Iterator[str]:
    if person.uid:
        yield f"UID:{_short(person.uid)}"
    parts = name_parts(one_line(tidy(person.name)))
    yield f"FN:{_short(person.name)}"
    ordered = (parts.family, parts.given, parts.additional, parts.prefix, parts.suffix)
    yield f"N:{';'.join(map(_short, ordered))}"
    yield from _said(person)
    # One line for each: many programs read only the first of several on one.
    yield from (f"NICKNAME:{_short(nickname)}" for nickname in person.nicknames)
    yield from (f"EMAIL:{_short(email)}" for email in person.emails)
    yield from (f"TEL:{_short(phone)}" for phone in person.phones)
    yield from (f"TEL;TYPE=fax:{_short(fax)}" for fax in person.faxes)
    yield from map(_account, person.chats)
    yield from (f"URL:{_short(url)}" for url in person.urls)
    yield from _work(person)
    groups = count(1)
    yield from _addresses(person.address, groups)
    yield from _days(person.occasions, version, groups)
    if person.zone:
        yield f"TZ{';VALUE=text' if version == '3.0' else ''}:{_short(person.zone)}"
    if person.died:
        yield from _death(person.died, version)
    if person.tags:
        yield f"CATEGORIES:{','.join(map(_short, person.tags))}"
    if person.note:
        yield f"NOTE:{_escaped(person.note)}"


def _account(chat: str) -> str:
    """Return an account as IMPP; Apple shows its service by the name beside it."""
    service, _, name = one_line(tidy(chat)).partition(":")
    return f"IMPP;X-SERVICE-TYPE={service}:{service}:{quote(name, safe='/@:+.-_~')}"


def _work(person: PersonRecord) -> Iterator[str]:
    """Give the company with the department, the role, and what they do in it.

    A reader takes ROLE for the role itself where there is no TITLE, if an empty one.
    """
    if person.company or person.department:
        units = (person.company, person.department) if person.department else (person.company,)
        yield f"ORG:{';'.join(map(_short, units))}"
    if person.role or person.duties:
        yield f"TITLE:{_short(person.role)}"
    if person.duties:
        yield f"ROLE:{_short(person.duties)}"


def _addresses(text: str, groups: Iterator[int]) -> Iterator[str]:
    """Give an ADR for each address of a text."""
    for address in parse_addresses(tidy(text)) if text else ():
        parts = PostalAddress(*map(_escaped, address))
        value = ";".join(parts[:-1])
        if address.label in ("Home", "Work"):
            yield f"ADR;TYPE={address.label.lower()}:{value}"
        elif address.label:
            group = f"item{next(groups)}"
            yield f"{group}.ADR:{value}"
            yield f"{group}.X-ABLabel:{parts.label}"
        else:
            yield f"ADR:{value}"


def _said(person: PersonRecord) -> Iterator[str]:
    """Give how to say the name, as phones show it below the name.

    In two parts where there is a word for each word of the name, else in one.
    """
    say, name = one_line(tidy(person.say)), one_line(tidy(person.name))
    if not say:
        return
    first, last = say, ""
    if not EAST_ASIAN.search(name) and len(say.split()) == len(name.split()):
        family = len(name_parts(name).family.split())
        words = say.split()
        first, last = " ".join(words[: len(words) - family]), " ".join(words[len(words) - family :])
    yield f"X-PHONETIC-FIRST-NAME:{_short(first)}"
    if last:
        yield f"X-PHONETIC-LAST-NAME:{_short(last)}"


def _days(occasions: Iterable[YearlyDay], version: str, groups: Iterator[int]) -> Iterator[str]:
    """Give the yearly days.

    A birthday and an anniversary have properties of their own, once each; iPhones read an
    anniversary as they read all other days.
    """
    own = {
        "birthday": "BDAY",
        "anniversary": "ANNIVERSARY" if version == "4.0" else "X-ANNIVERSARY",
    }
    for day in occasions:
        name = own.pop(day.label, "")
        if name:
            yield f"{name}{_date(day, version)}"
        if not name or (day.label == "anniversary" and version == "3.0"):
            group = next(groups)
            yield f"item{group}.X-ABDATE{_date(day, version)}"
            yield f"item{group}.X-ABLabel:{_LABELS.get(day.label) or _short(day.label)}"


def _date(day: YearlyDay, version: str) -> str:
    """Return a date to stand behind the name of its property.

    For a date without a year 4.0 has a form; in 3.0 phones read that of Apple.
    """
    if version == "4.0":
        return f":{'--' if day.year is None else f'{day.year:04}'}{day.month:02}{day.day:02}"
    parameter = f";X-APPLE-OMIT-YEAR={_NO_YEAR}" if day.year is None else ""
    return f"{parameter}:{day.year or _NO_YEAR:04}-{day.month:02}-{day.day:02}"


def _death(death: Death, version: str) -> Iterator[str]:
    """Give when and where they died: RFC 6474 has properties for it, and 3.0 has none.

    In 4.0 a month has no day and a day no year, where these are not known.
    """
    year, month, day = death.year, death.month, death.day
    if death.text or not (year or month):
        value = _short(death.text or "unknown")
        yield f"DEATHDATE;VALUE=text:{value}" if version == "4.0" else f"X-DEATHDATE:{value}"
    else:
        dash = "-" if version == "3.0" or not day else ""
        head = f"{year:04}" if year else "-" if dash else "--"
        value = dash.join([head, *(f"{part:02}" for part in (month, day) if part)])
        yield f"{'DEATHDATE' if version == '4.0' else 'X-DEATHDATE'}:{value}"
    if death.place:
        place = _short(death.place)
        yield f"DEATHPLACE:{place}" if version == "4.0" else f"X-DEATHPLACE:{place}"


def _short(text: str) -> str:
    return _escaped(one_line(_LINE_ENDS.sub(" ", text)))


def _escaped(text: str) -> str:
    r"""A value that cannot end its line, nor its part of one."""
    text = tidy(_LINE_ENDS.sub("\n", text))
    for plain in "\\;,":
        text = text.replace(plain, f"\\{plain}")
    return text.replace("\n", "\\n")
