"""Read friends.md, the file of the command-line program `friends`.

Its people come from the list of friends alone: a name in an activity that is not on the list is
refused, since a slip of the pen must never make a person.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from io import StringIO

from caretrack.domain.records import FactRecord, Item, PersonRecord, Refused, TouchRecord
from caretrack.domain.text import LONGEST_TEXT, shortened, tidy
from caretrack.errors import CareError
from caretrack.formats.source import ReadOptions, Source
from caretrack.formats.text import name_fault, said_name, tidy_name, tidy_tag, unique, unix_lines

_HEADING = re.compile(r"### (Activities|Notes|Friends|Locations):\s*")
_DATED = re.compile(r"(\d{4}-\d{2}-\d{2}):(.*)", re.DOTALL)
_BOLD = re.compile(r"\*\*([^*]+)\*\*")
_PLACE = re.compile(r"(?<!\w)_([^_]+)_(?!\w)")
_FRIEND = re.compile(r"([^(\[@]+)(?:\((a\.k\.a\. .+)\) ?)?(?:\[([^\]]+)\] ?)?((?:@[^\s@]+ ?)*+)")
_NICKNAME = re.compile(r"(?:^| )a\.k\.a\. ")

# So many lines that cannot be read, and hardly any that can, are another file.
HOPELESS = 1_000


class _UnreadableLine(Exception):
    """Why a line cannot be taken in."""


@dataclass(slots=True)
class _FriendsFile:
    """What was read so far. People are kept by their casefolded name."""

    people: dict[str, PersonRecord] = field(default_factory=dict)
    facts: dict[str, list[FactRecord]] = field(default_factory=dict)
    touches: list[TouchRecord] = field(default_factory=list)

    def add_friend(self, entry: str, where: str) -> None:
        """A line of the list of friends."""
        match = _FRIEND.fullmatch(tidy_name(entry))
        if not match:
            raise _UnreadableLine(
                "it is not a name with (a.k.a. NICKNAME), [PLACE] and @tags after it"
            )
        name = match[1].strip()
        fault = name_fault(said_name(name))
        if fault:
            raise _UnreadableLine(fault)
        earlier = self.people.get(name.casefold())
        if earlier:
            raise _UnreadableLine(f"{earlier.name} is on the list already, at {earlier.where}")
        place = (match[3] or "").strip()
        self.people[name.casefold()] = PersonRecord(
            name=name,
            where=where,
            nicknames=unique(nickname.strip() for nickname in _NICKNAME.split(match[2] or "")),
            tags=unique(tidy_tag(tag) for tag in match[4].split("@")),
            facts=(FactRecord("other", f"Lives in {place}", None),) if place else (),
        )

    def add_event(self, section: str, entry: str, where: str) -> None:
        """Read a line of the activities or of the notes.

        An activity is a touch with everybody named in it, a note a fact about each of them.
        """
        day, names, note = self._event(entry)
        if section == "Activities":
            self.touches.append(TouchRecord(day, names, note, where))
            return
        for name in names:
            self.facts.setdefault(name.casefold(), []).append(FactRecord("other", note, day))

    def _event(self, entry: str) -> tuple[str, tuple[str, ...], str]:
        """The day, who is named, and the text without its markup."""
        match = _DATED.fullmatch(entry)
        if not match:
            raise _UnreadableLine("it does not begin with a date like 2026-03-14:")
        try:
            day = date.fromisoformat(match[1]).isoformat()
        except ValueError:
            raise _UnreadableLine(f"there is no day {match[1]}") from None
        named = unique(tidy_name(name) for name in _BOLD.findall(match[2]))
        if not named:
            raise _UnreadableLine("nobody in it is named")
        strangers = [name for name in named if name.casefold() not in self.people]
        if strangers:
            raise _UnreadableLine(
                f"not on the list of friends: {shortened(', '.join(strangers), 120)}"
            )
        note = _PLACE.sub(r"\1", _BOLD.sub(r"\1", match[2]))
        return day, tuple(self.people[name.casefold()].name for name in named), tidy(note)

    def everybody(self) -> tuple[PersonRecord, ...]:
        """The people in the order of the list, each with the facts out of the notes."""
        return tuple(
            person._replace(facts=(*person.facts, *self.facts.get(key, ())))
            for key, person in self.people.items()
        )


def read(source: Source, options: ReadOptions) -> Iterator[Item]:  # noqa: ARG001 - all are alike
    """Give people, touches and facts of a friends.md.

    A line that cannot be read is refused, the others come in. The list of friends is read first,
    wherever it stands. Locations are left out: a person's own is in the list. Raises CareError
    where hardly any line can be read: it is another file then.
    """
    text = unix_lines(source.text())
    page = _FriendsFile()
    refused: dict[int, Refused] = {}
    # Friends first: the others are measured against them.
    for friends in (True, False):
        for number, section, line in _lines(text):
            if (section == "Friends") is friends:
                _take(page, refused, number, section, line)
    yield from page.everybody()
    # By then the file is read; what takes long is what the other side makes of each touch.
    for number, touch in enumerate(page.touches):
        source.position = source.size * number // len(page.touches)
        yield touch
    yield from (refused[number] for number in sorted(refused))
    source.position = source.size


def _take(
    page: _FriendsFile, refused: dict[int, Refused], number: int, section: str, line: str
) -> None:
    where = f"line {number}"
    try:
        entry = _entry(section, line)
        if section == "Friends":
            page.add_friend(entry, where)
        else:
            page.add_event(section, entry, where)
    except _UnreadableLine as error:
        refused[number] = Refused(where, f"“{tidy(shortened(line[:200], 60))}”: {error}")
        if len(refused) >= HOPELESS and len(refused) > 10 * (len(page.people) + len(page.touches)):
            first = min(refused)
            raise CareError(
                f"this is not a friends.md: {refused[first].where}: {refused[first].why}"
            ) from None


def _lines(text: str) -> Iterator[tuple[int, str, str]]:
    """Give each line that says something: its number, its section ("" for none), its text.

    Locations are left out.
    """
    section = ""
    for number, whole in enumerate(StringIO(text), start=1):
        line = whole.removesuffix("\n")
        heading = _HEADING.fullmatch(line)
        if heading:
            section = heading[1]
            continue
        if line.startswith("#"):
            section = ""
        if section != "Locations" and line and not line.isspace():
            yield number, section, line


def _entry(section: str, line: str) -> str:
    """What a line says after its dash. Raises _UnreadableLine where it is not an entry."""
    if not section:
        raise _UnreadableLine("it stands under no heading that friends.md has")
    if len(line) > LONGEST_TEXT:
        raise _UnreadableLine(f"it has {len(line):,} characters, more than {LONGEST_TEXT:,}")
    if not line.startswith("- "):
        raise _UnreadableLine("it is not an entry: an entry begins with “- ”")
    return line[2:]
