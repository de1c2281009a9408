"""Ideas for introductions, for `care tie --ideas` and for the profile (S3.4)."""

from caretrack import streams
from caretrack.domain.talk.introductions import Introduction, ideas
from caretrack.journal import people
from caretrack.journal.connection import Journal
from caretrack.journal.queries import introductions
from caretrack.session import Session
from caretrack.views import tables


def ideas_of(
    journal: Journal, person_id: str, most: int | None = None
) -> tuple[list[Introduction], int]:
    """Whom one person could be introduced to: the `most` best, and how many there are."""
    near = introductions.facts_near(journal, person_id)
    listed = introductions.people(journal, (fact.person_id for fact in near))
    if len(listed) < 2:
        return [], 0
    return ideas(near, listed, introductions.acquainted(journal, person_id), person_id, most)


def show_ideas(session: Session, name: str | None, limit: int, json: bool) -> None:
    """The ideas for one person, or for everybody."""
    with session.read(somebody=name is not None) as journal:
        if name is not None:
            found, in_all = ideas_of(journal, people.find(journal, name).id, limit)
        else:
            everybody = introductions.people(journal)
            found, in_all = ideas(
                introductions.facts(journal),
                everybody,
                introductions.acquainted(journal),
                most=limit,
            )
    if json:
        return streams.put_json([_as_json(idea) for idea in found])
    rows = [
        (
            idea.one.name,
            _said(idea.fact.category, idea.fact.text),
            idea.other.name,
            _said(idea.other_fact.category, idea.other_fact.text),
        )
        for idea in found
    ]
    tables.show(
        ("person", "fact", "other", "other_fact"),
        rows,
        empty="No two people who share a subject and do not know each other yet.",
    )
    if in_all > len(found):
        streams.say(f"and {in_all - len(found)} more: --limit {in_all}")
    return None


def _said(category: str, text: str) -> str:
    return f"{category}: {text}"


def _as_json(idea: Introduction) -> dict[str, object]:
    return {
        "people": [person._asdict() for person in (idea.one, idea.other)],
        "facts": [fact._asdict() for fact in (idea.fact, idea.other_fact)],
        "shared": list(idea.shared),
    }
