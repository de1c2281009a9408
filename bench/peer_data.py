"""Write the people and touches of one benchmark journal into the files of other programs.

    python bench/peer_data.py small FOLDER

Names, notes, days and cadences are those of `journals.py`, so that everybody has the same work.
`peers.py` says what stands where. Nothing is done where the same is there already.
"""

import hashlib
import shutil
import sqlite3
import sys
import uuid
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

import journals
from plain_sqlite import SCHEMA
from sizes import SIZES, TODAY, Size

CARING = frozenset({
    "checkin", "listen", "help", "thanks", "celebrate", "ask", "introduce", "social"
})  # fmt: skip
HOUR = 9


class Person(NamedTuple):
    """One person; `due` is the day by which a caring touch is to come."""

    number: int
    name: str
    every: int
    due: date

    @property
    def key(self) -> str:
        """The name as a tag or a project: `odalys_fernweh`."""
        plain = "".join(sign if sign.isalnum() else "_" for sign in self.name.lower())
        return plain if self.number < 2 else f"{plain}_{self.number}"


class Contact(NamedTuple):
    """One touch with one person."""

    person: int
    day: date
    caring: bool
    text: str


class Making(NamedTuple):
    """What is written for one program: the people, and all touches, the oldest first."""

    people: list[Person]
    contacts: list[Contact]

    def lines(self, person: Person) -> str:
        """Return the touches of a person, one a line; the newest first."""
        return "\n".join(self._by_person().get(person.number, [])[::-1])

    def _by_person(self) -> dict[int, list[str]]:
        if not BY_PERSON:
            for contact in self.contacts:
                BY_PERSON.setdefault(contact.person, []).append(f"{contact.day} {contact.text}")
        return BY_PERSON


BY_PERSON: dict[int, list[str]] = {}


def made(size: Size) -> Making:
    """Return the people and touches of the journal of this size."""
    making, contacts = journals.Making(size), []
    last: dict[int, date] = {}
    for number, row in enumerate(making.touches()):
        _, day, kind, channel, _, _, note, *_ = row
        person = making.with_whom[size.touches - 1 - number]
        contact = Contact(
            person, date.fromisoformat(day), kind in CARING, f"{channel}, {kind}: {note}"
        )
        if contact.caring:
            last[person] = contact.day
        contacts.append(contact)
    people = []
    for number, name in enumerate(making.names):
        every = making._cadence(number)
        people.append(Person(number, name, every, last.get(number, TODAY) + timedelta(days=every)))
    return Making(people, contacts)


def seconds(day: date) -> int:
    """Return nine o'clock UTC of a day, in seconds since 1970."""
    return (day - date(1970, 1, 1)).days * 86_400 + HOUR * 3600


def task_line(status: str, project: str, text: str, day: date, due: date | None = None) -> str:
    """Return a task in Taskwarrior's own format of files."""
    safe = text.replace("[", "&open;").replace("]", "&close;").replace('"', "&dquot;")
    identity = uuid.uuid5(uuid.NAMESPACE_OID, f"{project} {day} {text}")
    end = f'end:"{seconds(day)}" ' if status == "completed" else ""
    by = f'due:"{seconds(due)}" ' if due else ""
    return (
        f'[description:"{safe}" {by}{end}entry:"{seconds(day)}" modified:"{seconds(day)}" '
        f'project:"{project}" status:"{status}" uuid:"{identity}"]\n'
    )


def taskwarrior(place: Path, making: Making, *, done: bool = True) -> None:
    """A pending task for each person, due when a touch is; the touches are completed, or not."""
    place.mkdir(parents=True)
    (place / "taskrc").write_text(
        f"data.location={place}\nconfirmation=no\nnews.version=2.6.2\nverbose=label\n"
    )
    touches = [
        task_line(
            "completed" if done else "pending",
            making.people[contact.person].key,
            contact.text,
            contact.day,
            None if done else contact.day + timedelta(days=making.people[contact.person].every),
        )
        for contact in making.contacts
    ]
    waiting = [
        task_line("pending", person.key, f"be in touch with {person.name}", TODAY, person.due)
        for person in making.people
    ]
    (place / "pending.data").write_text("".join(waiting if done else waiting + touches))
    (place / "completed.data").write_text("".join(touches if done else ()))


def taskwarrior_pending(place: Path, making: Making) -> None:
    """As `taskwarrior`, with nothing ever done: each touch is a pending task."""
    taskwarrior(place, making, done=False)


def jrnl(place: Path, making: Making) -> None:
    """One text: an entry for each touch, with the person as its tag."""
    place.mkdir(parents=True)
    (place / "jrnl.yaml").write_text(
        "colors: {body: none, date: none, tags: none, title: none}\n"
        "default_hour: 9\ndefault_minute: 0\neditor: ''\nencrypt: false\nhighlight: false\n"
        f"indent_character: '|'\njournals: {{default: {{journal: {place / 'journal.txt'}}}}}\n"
        "linewrap: 79\ntagsymbols: '@'\ntemplate: false\ntimeformat: '%F %H:%M'\nversion: v4.6\n"
    )
    with (place / "journal.txt").open("w") as file:
        for contact in making.contacts:
            tag = making.people[contact.person].key
            file.write(f"[{contact.day} 09:00] {contact.text} @{tag}\n\n")


def khard(place: Path, making: Making) -> None:
    """A card for each person; the touches are lines of its note."""
    (cards := place / "people").mkdir(parents=True)
    (place / "khard.conf").write_text(
        f"[addressbooks]\n[[people]]\npath = {cards}\n[general]\ndefault_action = list\n"
    )
    for person in making.people:
        first, _, last = person.name.partition(" ")
        lines = [
            "BEGIN:VCARD", "VERSION:3.0", f"UID:person-{person.number}", f"FN:{person.name}",
            f"N:{last};{first};;;", f"NOTE:{escaped(making.lines(person))}", "END:VCARD", "",
        ]  # fmt: skip
        (cards / f"{person.number}.vcf").write_text("\r\n".join(lines), newline="")


def todoman(place: Path, making: Making) -> None:
    """A todo for each person, due when a touch is; the touches are lines of its description."""
    (todos := place / "lists" / "people").mkdir(parents=True)
    (place / "config.py").write_text(
        f'path = "{place}/lists/*"\ncache_path = "{place}/cache.sqlite3"\n'
        'default_list = "people"\ndate_format = "%Y-%m-%d"\ntime_format = "%H:%M"\n'
    )
    for person in making.people:
        lines = [
            "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//bench//peers//EN", "BEGIN:VTODO",
            f"UID:person-{person.number}", "DTSTAMP:20261121T090000Z",
            f"SUMMARY:be in touch with {person.name}", f"DUE:{person.due:%Y%m%d}T090000Z",
            f"DESCRIPTION:{escaped(making.lines(person))}", "STATUS:NEEDS-ACTION",
            "END:VTODO", "END:VCALENDAR", "",
        ]  # fmt: skip
        (todos / f"person-{person.number}.ics").write_text("\r\n".join(lines), newline="")


def escaped(text: str) -> str:
    """Return a text as a value of a vCard or an iCalendar file."""
    for sign, written in (("\\", "\\\\"), ("\n", "\\n"), (",", "\\,"), (";", "\\;")):
        text = text.replace(sign, written)
    return text


def friends(place: Path, making: Making) -> None:
    """One text: everybody, and an activity for each touch, the newest first."""
    place.mkdir(parents=True)
    with (place / "friends.md").open("w") as file:
        file.write("### Activities:\n")
        for contact in reversed(making.contacts):
            name = making.people[contact.person].name
            file.write(f"- {contact.day}: **{name}** {contact.text}\n")
        file.write("\n### Notes:\n\n### Friends:\n")
        file.writelines(f"- {name}\n" for name in sorted({one.name for one in making.people}))
        file.write("\n### Locations:\n")


def plain_sqlite(place: Path, making: Making) -> None:
    """The tables of `plain_sqlite.py`."""
    place.mkdir(parents=True)
    db = sqlite3.connect(place / "plain.db")
    with db:
        db.executescript(SCHEMA)
        people = ((one.number, one.name, one.every) for one in making.people)
        db.executemany("INSERT INTO people VALUES (?, ?, ?)", people)
        touches = (
            (number, one.person, one.day.isoformat(), one.caring, one.text)
            for number, one in enumerate(making.contacts, 1)
        )
        db.executemany("INSERT INTO touches VALUES (?, ?, ?, ?, ?)", touches)
        db.execute("INSERT INTO words (words) VALUES ('rebuild')")
    db.close()


WRITERS: dict[str, Callable[[Path, Making], None]] = {
    "taskwarrior": taskwarrior,
    "taskwarrior_pending": taskwarrior_pending,
    "jrnl": jrnl,
    "khard": khard,
    "todoman": todoman,
    "friends": friends,
    "plain_sqlite": plain_sqlite,
}


def sources() -> Iterator[bytes]:
    """The files that say what is written."""
    for path in sorted(Path(__file__).parent.glob("*.py")):
        if path.stem in {"peer_data", "plain_sqlite", "journals", "sizes", "words"}:
            yield path.read_bytes()


def main() -> None:
    """Write all for the size and into the folder of the command line."""
    name, folder = sys.argv[1], Path(sys.argv[2]).resolve()
    told, wanted = folder / "sources", hashlib.sha256(b"".join(sources())).hexdigest()
    if told.exists() and told.read_text() == wanted:
        return
    print(f"writing the {name} files of the other programs", file=sys.stderr)
    shutil.rmtree(folder, ignore_errors=True)
    making = made(SIZES[name])
    for program, write in WRITERS.items():
        write(folder / program, making)
    told.write_text(wanted)


if __name__ == "__main__":
    main()
