"""Everything about one person as a page of Markdown; or everybody as a vault of notes."""

from collections.abc import Iterator
from pathlib import Path

from caretrack.app.exports.selection import Selection
from caretrack.app.profile import around
from caretrack.domain.event import Event
from caretrack.domain.model import Action, Fact, Feedback, Occasion
from caretrack.domain.person import Person
from caretrack.errors import WrongUsage
from caretrack.formats.markdown import PersonPage, lines
from caretrack.formats.notes.layout import INDEX
from caretrack.formats.notes.write import index, note, stems
from caretrack.formats.notes.write import is_ours as is_our_note
from caretrack.journal import entries, people, touches
from caretrack.journal.connection import Journal

ALL = -1


def text(journal: Journal, selection: Selection) -> Iterator[str]:
    """The lines of the page. Raises WrongUsage where it is not of one person."""
    if selection.options.name is None:
        raise WrongUsage(
            "a page of Markdown is about one person", "Name them: care export NAME --to markdown."
        )
    return (f"{line}\n" for line in lines(_page(journal, selection.people[0])))


def files(journal: Journal, selection: Selection) -> Iterator[tuple[str, str]]:
    """For each person the name of their note and its text; then the note that lists them all."""
    links = stems((person.id, person.name) for person in selection.people)
    for person in selection.people:
        page = _page(journal, person)
        uid = next((value for sort, value in page.handles if sort == "uid"), person.id)
        yield links[person.id], note(page, links, uid)
    yield (
        INDEX,
        index(
            (links[who.id], who.name, who.company, who.role, who.archived_on is not None)
            for who in selection.people
        ),
    )


def file_names(selection: Selection) -> list[str]:
    """Return the names of all files, without their ending."""
    return [*stems((person.id, person.name) for person in selection.people).values(), INDEX]


def is_ours(path: Path) -> bool:
    """True if an earlier export wrote this file."""
    with path.open("rb") as file:
        return is_our_note(file.read(300).decode(errors="replace"))


def _page(journal: Journal, person: Person) -> PersonPage:
    who = person.id
    handles, tags = people.handles_of(journal, who)
    return PersonPage(
        today=journal.today,
        person=person,
        handles=handles,
        tags=tags,
        facts=entries.of_people(journal, Fact, [who])[who],
        occasions=entries.of_people(journal, Occasion, [who])[who],
        events=entries.of_people(journal, Event, [who])[who],
        ties=around(journal, who),
        actions=entries.of_people(journal, Action, [who])[who],
        feedback=entries.of_people(journal, Feedback, [who])[who],
        touches=touches.history(journal, person=who, limit=ALL),
        labels=touches.kind_labels(journal),
    )
