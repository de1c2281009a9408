"""Read LDIF, as Thunderbird, Evolution and directories (OpenLDAP) write address books.

RFC 2849: entries of lines `attribute: value`, with an empty line between two. A line that begins
with a space continues the one before, and after two colons a value is in base64. Entries of groups
and of units are no people, and changes that take away or rename are none either.
"""

import binascii
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import BinaryIO, NamedTuple

from caretrack.domain.people.death import read_death
from caretrack.domain.people.postal import PostalAddress, address_text
from caretrack.domain.records import Item, PersonRecord, Refused
from caretrack.domain.text import shortened, tidy
from caretrack.domain.yearly_day import YearlyDay, parse_yearly_day
from caretrack.errors import CareError
from caretrack.formats.source import ReadOptions, Source
from caretrack.formats.text import (
    is_email,
    name_fault,
    plain_email,
    says_nothing,
    tidy_name,
    unique,
)
from caretrack.words import word_pairs, word_set

LONGEST_LINE = 1_000_000
MOST_LINES = 10_000
_MOST_NAMES = 200
_SAID_AT_MOST = 12
_NAMES = frozenset({"name", "first", "last", "nickname"})


class LdifEntry(NamedTuple):
    """An entry: the line that it begins on, its values by attribute, and what is wrong with it."""

    line: int
    values: Mapping[str, list[str]]
    fault: str = ""

    @property
    def where(self) -> str:
        """For the report."""
        return f"line {self.line}"


def read(source: Source, options: ReadOptions) -> Iterator[Item]:  # noqa: ARG001 - all are alike
    """Give the people of an LDIF file.

    An entry that cannot be read is refused, the others come in; what has no place is counted in
    `source.remarks`. Raises CareError for a file that cannot be opened.
    """
    left_out: Counter[str] = Counter()
    with source.open() as file:
        for entry in entries(file, source):
            yield from _person(entry, left_out)
    source.position = source.size
    if left_out:
        names = [f"{shortened(name, 40)} {count:,}" for name, count in left_out.most_common()]
        more = len(names) - _SAID_AT_MOST
        source.remarks.append(
            f"left out: {', '.join(names[:_SAID_AT_MOST])}"
            + (f" and {more:,} other sorts" if more > 0 else "")
        )


def entries(file: BinaryIO, source: Source) -> Iterator[LdifEntry]:
    """Give the entries of a file, in order. Raises OSError and CareError."""
    begun, values, fault, count = 0, dict[str, list[str]](), "", 0
    for number, line in _unfolded(file, source):
        if not line:
            if values:
                yield LdifEntry(begun, values, fault)
            values, fault, count = {}, "", 0
            continue
        count += 1
        name, colon, value = line.partition(b":")
        if not colon or count > MOST_LINES:
            fault = fault or (
                f"it has more than {MOST_LINES:,} lines" if colon else f"line {number} has no colon"
            )
            continue
        if not values:
            begun = number
        # Options such as `;lang-de` and `;binary` say nothing here.
        key = name.partition(b";")[0].strip().decode("latin-1").lower()
        try:
            values.setdefault(key, []).append(_value(value, source))
        except binascii.Error:
            fault = fault or f"line {number} is no base64"
    if values:
        yield LdifEntry(begun, values, fault)


def _unfolded(file: BinaryIO, source: Source) -> Iterator[tuple[int, bytes]]:
    """Give each line with those that continue it, and its number; comments are left out."""
    number = begun = size = 0
    held: list[bytes] = []
    while line := file.readline(LONGEST_LINE):
        number += 1
        source.position += len(line)
        line = line.rstrip(b"\r\n")
        if line.startswith(b" ") and held:
            if size < LONGEST_LINE:
                held.append(line[1:])
                size += len(line)
            continue
        if held and not held[0].startswith(b"#"):
            yield begun, b"".join(held)[:LONGEST_LINE]
        held, begun, size = [line.removeprefix(b"\xef\xbb\xbf")], number, len(line)
    if held and not held[0].startswith(b"#"):
        yield begun, b"".join(held)[:LONGEST_LINE]


def _value(value: bytes, source: Source) -> str:
    """Return the text of a value. Raises binascii.Error."""
    if value.startswith(b"<"):
        # A file or a page that the value stands in: nothing is fetched.
        return ""
    if value.startswith(b":"):
        value = binascii.a2b_base64(value[1:].strip(), strict_mode=True)
    value = value.strip(b" ")
    if source.encoding:
        return tidy(value.decode(source.encoding, "replace"))
    try:
        return tidy(value.decode())
    except UnicodeDecodeError:
        return tidy(source.guessed_encoding().text_of(value))


def _person(entry: LdifEntry, left_out: Counter[str]) -> Iterator[Item]:
    """Give the person of an entry, or why there is none."""
    values = entry.values
    classes = {value.lower() for value in values.get("objectclass", ())}
    change = next(iter(values.get("changetype", ())), "add").lower()
    if "dn" not in values or values.keys() <= {"dn", "version"}:
        if set(values) - {"version", "dn"}:
            yield Refused(entry.where, "it is not an entry of an address book: it has no dn")
        return
    if entry.fault or change != "add":
        yield Refused(entry.where, entry.fault or f"a change ({shortened(change, 20)}), no person")
        return
    if classes & word_set("ldif", "nobody") and "person" not in classes:
        yield Refused(entry.where, "a group or a unit, not a person")
        return
    fields = {
        field: _texts(values, names, is_name=field in _NAMES)
        for field, names in _pairs("fields").items()
    }
    emails = []
    for text in fields["email"]:
        email = plain_email(text)
        if is_email(email):
            emails.append(email)
        else:
            why = f"“{shortened(text, 60)}” is not an e-mail address"
            yield Refused(entry.where, why, whole=False)
    name, unnamed = _name(fields, emails)
    fault = name_fault(name) if name else "an entry without a name"
    if fault:
        yield Refused(entry.where, fault)
        return
    birthday = _birthday(fields)
    if isinstance(birthday, str):
        yield Refused(entry.where, birthday, whole=False)
    _count(values, left_out)
    yield PersonRecord(
        name=name,
        where=entry.where,
        uid=next(iter(fields["uid"]), ""),
        nicknames=tuple(nick for nick in unique(fields["nickname"]) if nick != name),
        emails=unique(emails),
        phones=unique(fields["phone"]),
        faxes=unique(fields["fax"]),
        urls=unique(url.split(" ")[0] for url in fields["url"]),
        company=next(iter(fields["company"]), ""),
        role=next(iter(fields["role"]), ""),
        department=next(iter(fields["department"]), ""),
        address=address_text(_addresses(values)),
        note="\n".join(unique(_texts(values, _pairs("fields")["note"], long=True))),
        occasions=(birthday,) if isinstance(birthday, YearlyDay) else (),
        died=read_death(next(iter(fields["died"]), "")),
        unnamed=unnamed,
    )


@cache
def _pairs(heading: str) -> Mapping[str, tuple[str, ...]]:
    return {field: tuple(names) for field, names in word_pairs("ldif", heading)}


def _texts(
    values: Mapping[str, list[str]],
    names: Iterable[str],
    *,
    long: bool = False,
    is_name: bool = False,
) -> list[str]:
    found = [text for name in names for text in values.get(name, ())]
    texts = found if long else map(tidy_name, found)
    return [text for text in texts if text and not says_nothing(text, is_name=is_name)]


def _name(fields: Mapping[str, list[str]], emails: list[str]) -> tuple[str, bool]:
    """Return the name, and whether it was made of the company or an address."""
    parts = " ".join([*fields["first"][:1], *fields["last"][:1]])
    for name in (*fields["name"][:1], parts, *fields["nickname"][:1]):
        if name and not is_email(name):
            return name, False
    return next(iter([*fields["company"], *emails]), ""), True


def _addresses(values: Mapping[str, list[str]]) -> Iterator[PostalAddress]:
    """Give the address of work and that of home; a label is needed where there are both."""
    found = []
    for heading in ("work", "home"):
        parts = {
            part: next(iter(_texts(values, names)), "")
            for part, names in _pairs(f"{heading} address").items()
        }
        # Directories part the lines of an address by dollars.
        parts["street"] = parts["street"].replace("$", "\n")
        if any(parts.values()):
            found.append((heading, PostalAddress(**parts)))
    for heading, address in found:
        yield address._replace(label=heading.capitalize()) if len(found) > 1 else address


def _birthday(fields: Mapping[str, list[str]]) -> YearlyDay | str | None:
    """Return the birthday, or what is wrong with it."""
    year, month, day = (
        next(iter(fields[part]), "") for part in ("birthyear", "birthmonth", "birthday")
    )
    if not (month and day):
        return None
    try:
        text = f"{year.zfill(4) if year.strip('0') else '-'}-{month.zfill(2)}-{day.zfill(2)}"
        return parse_yearly_day(text)._replace(label="birthday")
    except CareError:
        return f"“{shortened(f'{year} {month} {day}'.strip(), 40)}” is no birthday"


def _count(values: Mapping[str, list[str]], left_out: Counter[str]) -> None:
    """Count the attributes that have no place in a journal."""
    known = {
        name
        for heading in ("fields", "work address", "home address")
        for names in _pairs(heading).values()
        for name in names
    } | word_set("ldif", "technical")
    for name, texts in values.items():
        if name not in known and any(texts):
            # A file may make names up without end.
            left_out[name if name in left_out or len(left_out) < _MOST_NAMES else "others"] += 1
