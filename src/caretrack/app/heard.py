"""What a note says beside: what is worth keeping of it, as proposals, and who was there (S0.7)."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from caretrack.domain.clock import is_low
from caretrack.domain.dates import spoken
from caretrack.domain.model import Fact, Person, Touch
from caretrack.domain.talk.proposals import (
    FACT,
    MOOD,
    Proposal,
    command_for,
    not_known_yet,
    propose,
)
from caretrack.journal import entries, people
from caretrack.journal.connection import Journal
from caretrack.journal.find_people import typed_back
from caretrack.journal.ids import short_id
from caretrack.journal.names_in_notes import names_in


class Proposed(NamedTuple):
    """A proposal, and the command that keeps it; "" where there is none."""

    proposal: Proposal
    command: str


class Mentioned(NamedTuple):
    """Somebody who is named in a note, and the command that puts them into its touch."""

    person: Person
    command: str


def worth_keeping(
    journal: Journal, note: str, who: Person | str, day: date, *, month_first: bool
) -> list[Proposal]:
    """Return what a note of this day proposes of a person, without what is known already."""
    name = who if isinstance(who, str) else who.name
    found = propose(note, day, month_first=month_first, person=name)
    if not found:
        return []
    others = names_in(journal, note, [who]).others.called
    if others:
        found = propose(note, day, month_first=month_first, person=name, names=others)
    if isinstance(who, str) or not any(proposal.sort == FACT for proposal in found):
        return found
    facts = entries.of_people(journal, Fact, [who.id], entries.CURRENT_FACT)[who.id]
    return not_known_yet(found, facts)


def without_stated(
    proposals: Iterable[Proposal], categories: Iterable[str], mood: int | None
) -> list[Proposal]:
    """Return the proposals without what was stated beside the note: a mood, facts by category."""
    stated = set(categories)
    return [
        proposal
        for proposal in proposals
        if not (
            (proposal.sort == MOOD and mood is not None)
            or (proposal.sort == FACT and proposal.category in stated)
        )
    ]


def with_commands(journal: Journal, touch: Touch, proposals: Sequence[Proposal]) -> list[Proposed]:
    """Return the proposals of a touch, each with the command that keeps it."""
    if not proposals:
        return []
    slug = _typed_back(journal, people.get(journal, touch.people[0][0]))
    start = short_id(journal.db, touch.id)
    # A fact is of the day on which it was told.
    learn = "care learn"
    told = learn if touch.happened_on == journal.today else f"{learn} -d {touch.happened_on}"
    return [
        Proposed(proposal, command_for(proposal, slug, start).replace(learn, told, 1))
        for proposal in proposals
    ]


def also_there(journal: Journal, note: str, who: Iterable[Person | str]) -> list[Person]:
    """Return those who are named in the note and may have been there, beside those who were."""
    from caretrack.journal.named_in_note import mentioned

    return mentioned(journal, note, [one.id for one in who if not isinstance(one, str)])


def with_names(journal: Journal, touch: Touch, others: Iterable[Person]) -> list[Mentioned]:
    """Return who is named in a note, each with the command that puts them into its touch."""
    start = short_id(journal.db, touch.id)
    return [
        Mentioned(person, f"care edit {start} --with {_typed_back(journal, person)}")
        for person in others
    ]


def _typed_back(journal: Journal, person: Person) -> str:
    return typed_back(journal, person.id, person.name_key)


def described(proposal: Proposal) -> str:
    """Return a proposal in a few words."""
    if proposal.sort == MOOD:
        word = "low" if is_low(proposal.mood) else "high"
        return f"mood: {word} ({proposal.mood}), from “{proposal.words}”"
    if proposal.on is not None:
        return f"“{proposal.words}”, {spoken(proposal.on)}: {proposal.text}"
    return f"{proposal.category}: {proposal.text}"
