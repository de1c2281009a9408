"""The person of a note: its properties are read as a row of a table is."""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import NamedTuple
from urllib.parse import unquote

from caretrack.domain.cadence import cadence_days
from caretrack.domain.dates import parse_iso
from caretrack.domain.records import PersonRecord, Refused, TieRecord, TouchRecord
from caretrack.domain.talk.ties import KNOWN
from caretrack.domain.text import shortened
from caretrack.errors import CareError
from caretrack.formats.csv.columns import MEANT, head_key
from caretrack.formats.csv.heads import map_columns
from caretrack.formats.csv.last_contact import last_contacts
from caretrack.formats.csv.person import RowReader
from caretrack.formats.notes.front import Note, address_of, linked, plain
from caretrack.formats.notes.layout import ARCHIVED, KNOWN_ON, OURS, PERSON
from caretrack.formats.source import ReadOptions
from caretrack.formats.text import tidy_name, tidy_tag
from caretrack.words import word_lists, word_set

# The properties that only say how somebody is reached or born: who has one is a person.
_OF_A_PERSON = ("email", "phone", "birthday", "first", "last")
_LINKS = ("url", "email")
_DAY = re.compile(r"^\d{8,14}$|\d{4}-\d\d-\d\d")
# What a table calls a field whose own name is no word.
_HEAD = {"contacted": "last contact"}


class PersonNote(NamedTuple):
    """A note that is about a person; `where` is its place in the folder."""

    name: str
    where: str
    note: Note


@cache
def _fields() -> dict[str, str]:
    """Return our field for what only notes call so."""
    own = {"nickname", "company", "role", "address", "birthday", "contacted", "cadence"}
    return {
        word: field for field, words in word_lists("notes").items() if field in own
        for word in words.split()
    }  # fmt: skip


def field_of(name: str) -> str:
    """Return what a property says of a person: a field of tables, `cadence`, or ""."""
    key = head_key(name)
    return _fields().get(key) or MEANT.get(key, "")


def is_about_a_person(note: Note, folder: str) -> bool:
    """True if a note is about a person, by its type, its tags, its folder, or what it says."""
    words = word_set("notes", PERSON)
    fields = {field_of(name) for name in note.properties}
    said = [
        tidy_tag(text).rpartition("/")[2]
        for name, values in note.properties.items()
        if head_key(name) in {"type", "class", "category", "categories", "kind", "tags", "tag"}
        for text in values
    ]
    said = [tidy_tag(plain(text)) for text in said]
    if any(word in words for word in said):
        return True
    if any(field in fields for field in _OF_A_PERSON):
        return True
    return head_key(folder) in words


def name_of(note: Note, stem: str) -> str:
    """Return the name of a person: as a property says it, else as the note is called.

    Logseq writes what a file cannot be called in another way: `People%2FAna Silva`.
    """
    if OURS in note.properties:
        return tidy_name(next(iter(note.properties.get("name", ())), stem))
    for field in ("name", "first"):
        for name, values in note.properties.items():
            if field_of(name) != field or not values:
                continue
            if field == "name":
                return tidy_name(plain(values[0]))
            last = [text for other, texts in note.properties.items() if field_of(other) == "last"
                    for text in texts[:1]]  # fmt: skip
            return tidy_name(" ".join([plain(values[0]), *map(plain, last)]))
    heading = re.search(r"^# +([^\n]+)$", note.body, re.MULTILINE)
    title = tidy_name(plain(heading[1])) if heading else ""
    # A file called by a day or by one word says less than a heading of a whole name.
    if title and (_DAY.search(stem) or (" " in title and " " not in stem.strip("@"))):
        return title
    return tidy_name(unquote(stem).removeprefix("@").rpartition("/")[2].replace("___", "/"))


def person_of(
    found: PersonNote, text: str, options: ReadOptions
) -> Iterator[PersonRecord | TouchRecord | Refused]:
    """Give the person of a note, when you were last in touch, and what cannot be read.

    `text` is what the note says beside its properties.
    """
    head, cells = _row(found, text)
    reading = map_columns(head, {})
    month_first = dict.fromkeys(range(len(head)), options.month_first)
    reader = RowReader("csv", reading, options.today.year, month_first)
    for item in reader.person(0, cells):
        if isinstance(item, Refused):
            yield item._replace(where=found.where)
            continue
        person = item._replace(where=found.where)
        person = person._replace(
            tags=tuple(tag for tag in person.tags if tag not in word_set("notes", PERSON))
        )
        days, faults = _cadence(found)
        yield from faults
        person = person._replace(owner=_owner(found))
        yield person._replace(
            cadence_days=days, known=_day(found, KNOWN_ON), archived=_archived(found)
        )
        yield from last_contacts(person, cells, reading, month_first, options.today)


def _owner(found: PersonNote) -> str:
    """Return who of a team looks after them: only a vault of our own says so."""
    properties = found.note.properties
    return tidy_name(" ".join(properties.get("owner", ()))) if OURS in properties else ""


def ties_of(found: PersonNote, people: dict[str, str]) -> Iterator[TieRecord]:
    """Give how the person is connected with others, by links under a property.

    `people` are the names of all people of the folder, by the casefolded name of their note.
    """
    for name, values in found.note.properties.items():
        key = head_key(name)
        if field_of(name) or key in word_set("notes", "no tie"):
            continue
        others = [other for value in values for other in linked(value)]
        for other in dict.fromkeys(people.get(other.casefold(), "") for other in others):
            if not other or other == found.name:
                continue
            relation = " ".join(name.replace("_", " ").replace("-", " ").split()).lower()
            if key in word_set("notes", "other side"):
                yield TieRecord(found.name, relation, other, found.where)
            else:
                one = relation.removesuffix("s")
                relation = one if one in KNOWN else relation
                yield TieRecord(other, relation, found.name, found.where)


def unread_properties(found: PersonNote) -> Iterator[str]:
    """Give the names of properties that have no place here."""
    for name, values in found.note.properties.items():
        key = head_key(name)
        if not (
            field_of(name)
            or key in word_set("notes", "of the note")
            or name in {OURS, KNOWN_ON, ARCHIVED}
            or any(linked(value) for value in values)
        ):
            yield shortened(name, 40)


def _row(found: PersonNote, text: str) -> tuple[list[str], list[str]]:
    """Return the properties as the head and the cells of a table."""
    head, cells = ["note"], [text]
    # In a vault of our own a value is what was typed.
    ours = OURS in found.note.properties
    named = False
    for name, values in found.note.properties.items():
        field = field_of(name)
        if not field or field == "cadence":
            continue
        named = named or field in {"name", "first", "last"}
        head.append(_HEAD.get(field, field) if head_key(name) in _fields() else name)
        cells.append("\n".join(values if ours else map(_shown(field), values)))
    if not named:
        head.append("name")
        cells.append(found.name)
    return head, cells


def _shown(field: str) -> Callable[[str], str]:
    return address_of if field in _LINKS else plain


def _first(found: PersonNote, name: str) -> str:
    return next(iter(found.note.properties.get(name, ())), "")


def _day(found: PersonNote, name: str) -> str:
    """Return the ISO day that a property of our own begins with; "" for none."""
    try:
        return parse_iso(_first(found, name)[:10]).isoformat()
    except CareError:
        return ""


def _archived(found: PersonNote) -> str:
    """Return why they are in the archive; "" for whoever is not."""
    day = _day(found, ARCHIVED)
    return _first(found, ARCHIVED)[10:].strip() or "archived in the vault" if day else ""


def _cadence(found: PersonNote) -> tuple[int | None, Sequence[Refused]]:
    """Return their own cadence in days, and what cannot be read as one."""
    for name, values in found.note.properties.items():
        if field_of(name) == "cadence":
            text = values[0]
            text = f"{text} days" if text.isdecimal() else text
            try:
                return cadence_days(text.strip().casefold().removeprefix("every ")), ()
            except CareError:
                why = f"“{shortened(values[0], 40)}” is no cadence"
                return None, (Refused(found.where, why, whole=False),)
    return None, ()
