"""Read notes about people: a folder of Markdown, as Obsidian keeps it, or one such file.

A note is about a person where its properties, its tags or its folder say so. The others are counted
and passed over: nothing of them is kept.
"""

from collections import Counter
from collections.abc import Iterator
from pathlib import PurePosixPath

from caretrack.domain.records import Item, PersonRecord, Refused, TieRecord, TouchRecord
from caretrack.domain.talk.ties import KNOWN, tie_wording
from caretrack.errors import CareError
from caretrack.formats.notes.body import NoteBody, read_body
from caretrack.formats.notes.front import Note, read_note
from caretrack.formats.notes.layout import OURS
from caretrack.formats.notes.org import people_of
from caretrack.formats.notes.person import (
    PersonNote,
    field_of,
    is_about_a_person,
    name_of,
    person_of,
    ties_of,
    unread_properties,
)
from caretrack.formats.notes.places import LONGEST_NOTE, sources
from caretrack.formats.source import ReadOptions, Source
from caretrack.formats.text import unix_lines

# A template asks for what another program fills in.
_TEMPLATE = ("<%", "{{")


class _Folder:
    """The notes about people of one folder."""

    def __init__(self) -> None:
        self.notes: list[PersonNote] = []
        self.refused: list[Refused] = []
        self.others = 0
        # Who is meant by a link: names by the casefolded name of the note, and by other names.
        self.people: dict[str, str] = {}

    def add(self, text: str, where: str) -> None:
        """Add a note, if it is about a person."""
        place = PurePosixPath(where)
        try:
            note = read_note(text, lambda name: bool(field_of(name)))
        except CareError as error:
            self.refused.append(Refused(where, error.message))
            return
        if not is_about_a_person(note, place.parent.name):
            # The list of a vault of our own is no news.
            self.others += OURS not in note.properties
            return
        name = name_of(note, place.stem)
        if name.startswith(_TEMPLATE) and OURS not in note.properties:
            self.others += 1
            return
        self.add_person(name, where, note)
        self.people.setdefault(place.stem.casefold(), name)

    def add_person(self, name: str, where: str, note: Note) -> None:
        """Add a note that is about a person."""
        self.notes.append(PersonNote(name, where, note))
        self.people.setdefault(name.casefold(), name)


def read(source: Source, options: ReadOptions) -> Iterator[Item]:
    """Give people, ties and touches of a folder of notes, or of one note.

    A note that cannot be read is refused, the others come in. Raises CareError for a folder without
    a note about a person.
    """
    folder = _Folder()
    if options.format == "org":
        for line, name, note in people_of(unix_lines(source.text())):
            folder.add_person(name, f"line {line}", note)
    for one, where in sources(source) if options.format == "markdown" else ():
        if one.size > LONGEST_NOTE:
            folder.refused.append(Refused(where, "it is too long for a note about a person"))
        else:
            try:
                folder.add(unix_lines(one.text()), where)
            except CareError as error:
                if one is source:
                    raise
                folder.refused.append(Refused(where, error.message))
        if one is not source:
            source.position += one.size // 2
    if not folder.notes and not folder.refused:
        raise CareError(
            f"no note in {source.path} is about a person",
            "Such a note has the tag or the type person, lies in a folder People, or says an "
            "e-mail address, a phone number or a birthday.",
        )
    yield from folder.refused
    yield from _items(folder, options)
    source.remarks += _remarks(folder)
    source.position = source.size


def _items(folder: _Folder, options: ReadOptions) -> Iterator[Item]:
    """Give everybody, then what connects them."""
    # In a vault of our own a touch stands in the note of everybody who was there.
    touches: dict[tuple[str, str, frozenset[str]], TouchRecord] = {}
    ties: dict[tuple[str, str, str], TieRecord] = {}
    for found in folder.notes:
        body = read_body(found.name, found.where, found.note.body, options.today)
        for item in person_of(found, body.note, options):
            if isinstance(item, PersonRecord):
                yield item._replace(
                    facts=tuple(dict.fromkeys((*item.facts, *body.facts))),
                    occasions=tuple(dict.fromkeys((*item.occasions, *body.days))),
                    events=tuple(dict.fromkeys((*item.events, *body.events))),
                    actions=tuple(dict.fromkeys((*item.actions, *body.actions))),
                )
            elif isinstance(item, TouchRecord):
                touches[_key(item)] = item
            else:
                yield item
        yield from body.refused
        for tie in (*ties_of(found, folder.people), *_told(found, body, folder.people)):
            ties.setdefault((tie.person, tie.relation, tie.other), tie)
        for touch in body.touches:
            named = _with_names(touch, folder.people)
            touches.setdefault(_key(named), named)
    yield from ties.values()
    yield from touches.values()


def _key(touch: TouchRecord) -> tuple[str, str, frozenset[str]]:
    return touch.happened_on, touch.note, frozenset(touch.people)


def _with_names(touch: TouchRecord, people: dict[str, str]) -> TouchRecord:
    """Return a touch with the people of the folder that it links to, and nobody else."""
    first, *others = touch.people
    named = (people.get(other.casefold(), "") for other in others)
    return touch._replace(people=tuple(dict.fromkeys(filter(None, (first, *named)))))


def _told(found: PersonNote, body: NoteBody, people: dict[str, str]) -> Iterator[TieRecord]:
    """Give the ties that a vault of our own tells, from one side or the other."""
    for wording, note in body.ties:
        other = people.get(note.casefold())
        if not other:
            continue
        for relation in KNOWN:
            way = tie_wording(relation)
            if wording == way.first:
                yield TieRecord(found.name, relation, other, found.where)
                break
            if wording == way.second:
                yield TieRecord(other, relation, found.name, found.where)
                break
        else:
            relation = wording[:1].lower() + wording[1:]
            if relation.endswith(" of"):
                yield TieRecord(found.name, relation.removesuffix(" of"), other, found.where)
            else:
                yield TieRecord(other, relation, found.name, found.where)


def _remarks(folder: _Folder) -> Iterator[str]:
    """Say what of the whole folder was left out."""
    if folder.others:
        what = "note is" if folder.others == 1 else "notes are"
        yield f"{folder.others:,} {what} about no person, and left out"
    counts = Counter(name for found in folder.notes for name in unread_properties(found))
    if counts:
        listed = ", ".join(f"{name} {number:,}" for name, number in counts.most_common(12))
        more = f" and {len(counts) - 12} more" if len(counts) > 12 else ""
        yield f"left out: {listed}{more}"
