"""Everything about one person as a page of Markdown, to read and to hand over."""

from collections.abc import Iterator

from caretrack.app.exports.selection import Selection
from caretrack.app.profile import around
from caretrack.domain.model import Action, Event, Fact, Feedback, Occasion, Person
from caretrack.errors import WrongUsage
from caretrack.formats.markdown import PersonPage, lines
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
