"""Write people as a table that is safe to open in a spreadsheet.

The head has our own columns. Several values of one column stand on lines of their own within its
cell. `care import` makes the same people of it.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping

from caretrack.domain.people.death import Death
from caretrack.domain.person_texts import PERSON_TEXTS
from caretrack.domain.records import PersonRecord
from caretrack.domain.text import tidy
from caretrack.formats.csv.cells import (
    day_text,
    disarmed,
    disarmed_phone,
    event_cell,
    fact_cell,
    occasion_cell,
)
from caretrack.formats.csv.columns import OWN
from caretrack.formats.text import tidy_name

# Excel needs it in a file to know that this is UTF-8; in a pipe it is in the way.
MARK = "\ufeff"


class _Line:
    """What csv.writer writes to: it hands each line back."""

    def write(self, line: str) -> str:
        return line


def write(people: Iterable[PersonRecord], *, owners: bool = True) -> Iterator[str]:
    """Give the lines of the table, each with its LF: the head (OWN), then the people.

    Without `owners`, where one person looks after everybody, there is no such column.

    Days are ISO, `--02-29` where the year is not known. Control characters are left out.
    """
    writer = csv.writer(_Line(), lineterminator="\n")
    head = [column for column in OWN if owners or column != "owner"]
    yield writer.writerow(head)
    for person in people:
        cells = _cells(person)
        yield writer.writerow([cells[column] for column in head])


def _cells(person: PersonRecord) -> Mapping[str, str]:
    """The cell of each column."""
    birthday = next((day for day in person.occasions if day.label == "birthday"), None)
    return {
        "name": _one(person.name),
        "nickname": _several(person.nicknames),
        "email": _several(person.emails),
        "phone": "\n".join(disarmed_phone(tidy_name(phone)) for phone in person.phones),
        "fax": "\n".join(disarmed_phone(tidy_name(fax)) for fax in person.faxes),
        "chat": _several(person.chats),
        "url": _several(person.urls),
        "birthday": disarmed(day_text(birthday)) if birthday else "",
        "occasion": disarmed(occasion_cell(day for day in person.occasions if day is not birthday)),
        "event": disarmed(event_cell(person.events)),
        "died": disarmed(_died(person.died)) if person.died else "",
        "tag": _several(person.tags),
        "fact": disarmed(fact_cell(person.facts)),
        "uid": _one(person.uid),
        "known": person.known,
        **{text.name: _text(getattr(person, text.name), text.long) for text in PERSON_TEXTS},
    }


def _died(death: Death) -> str:
    """`2020-01-01`, or as much of it as is known; yes for no day at all."""
    if death.text or not death.is_dated:
        return tidy_name(death.text) or "yes"
    parts = (f"{death.month:02}" if death.month else "", f"{death.day:02}" if death.day else "")
    return "-".join(filter(None, (f"{death.year:04}" if death.year else "-", *parts)))


def _text(text: str, long: bool) -> str:
    return disarmed(tidy(text)) if long else _one(text)


def _one(text: str) -> str:
    return disarmed(tidy_name(text))


def _several(values: Iterable[str]) -> str:
    return disarmed("\n".join(map(tidy_name, values)))
