"""What a note says beside: what is worth keeping of it, as proposals, and who was there (S0.7)."""

from collections.abc import Callable, Collection, Container, Iterable, Sequence
from datetime import date

from caretrack.domain.clock import is_low
from caretrack.domain.dates import spoken
from caretrack.domain.kinds.name_words import NameSet
from caretrack.domain.language.first_look import may_tell_of_death, may_tell_of_referral
from caretrack.domain.model import Fact, Touch
from caretrack.domain.people.names import name_key
from caretrack.domain.person import Person
from caretrack.domain.talk.keep_commands import command_for, of_day
from caretrack.domain.talk.proposals import (
    EVENT,
    FACT,
    MOOD,
    REFERRAL,
    Proposal,
    not_known_yet,
    propose,
)
from caretrack.journal import entries
from caretrack.journal.connection import Journal
from caretrack.journal.find_people import typed_back

# A proposal, and the command that keeps it; "" where there is none.
Proposed = tuple[Proposal, str]
# Somebody who is named in a note, and the command that puts them into its touch.
Mentioned = tuple[Person, str]


def worth_keeping(
    journal: Journal,
    note: str,
    who: Person | str,
    day: date,
    called: Callable[[], NameSet],
    *,
    month_first: bool,
) -> list[Proposal]:
    """Return what a note of this day proposes of a person, without what is known already.

    `called` gives the names of others in the note (`others_in`).
    """
    name = who if isinstance(who, str) else who.name
    found = propose(note, day, month_first=month_first, person=name)
    gave = _referrals(note, name)
    if not found and not gave:
        return []
    others = called().called
    if others:
        found = propose(note, day, month_first=month_first, person=name, names=others)
        gave = _referrals(note, name, others)
    if isinstance(who, str):
        return [*found, *gave[:1]]
    if any(proposal.sort == EVENT for proposal in found):
        found = _not_kept_yet(journal, found, who.id)
    if any(proposal.sort == FACT for proposal in found):
        facts = entries.of_people(journal, Fact, [who.id], entries.CURRENT_FACT)[who.id]
        found = not_known_yet(found, facts)
    return [*found, *gave[:1]]


def _referrals(note: str, person: str, others: Collection[str] = ()) -> list[Proposal]:
    if not may_tell_of_referral(note):
        return []
    from caretrack.domain.talk.referrals import referrals_in

    return referrals_in(note, person, others)


def _not_kept_yet(journal: Journal, found: Iterable[Proposal], who: str) -> list[Proposal]:
    """Return the proposals without the events of a person that are kept already."""
    kept = list(entries.rows_of(journal, "events", [who]))
    if not kept:
        return list(found)
    from caretrack.domain.talk.events import is_the_same

    return [
        one
        for one in found
        if one.sort != EVENT
        or not any(
            one.on is not None
            and item["happens_on"] == one.on.isoformat()
            and is_the_same(one.text, item["text"])
            for item in kept
        )
    ]


def without_stated(
    proposals: Iterable[Proposal],
    categories: Iterable[str],
    mood: int | None,
    days: Container[date] = (),
) -> list[Proposal]:
    """Return the proposals without what was stated beside the note.

    That is a mood, facts of these categories, and events of these days.
    """
    stated = set(categories)
    return [
        proposal
        for proposal in proposals
        if not (
            (proposal.sort == MOOD and mood is not None)
            or (proposal.sort == FACT and proposal.category in stated)
            or (proposal.sort == EVENT and proposal.on in days)
        )
    ]


def with_commands(
    journal: Journal, touch: Touch, start: str, proposals: Sequence[Proposal]
) -> list[Proposed]:
    """Return the proposals of a touch, whose short id is `start`, with the command for each."""
    if not proposals:
        return []
    who, name = touch.people[0]
    slug = typed_back(journal, who, name_key(name))
    # A fact is of the day on which it was told, and so is praise.
    made = [(proposal, command_for(proposal, slug, start)) for proposal in proposals]
    if touch.happened_on == journal.today:
        return made
    return [(proposal, of_day(command, touch.happened_on)) for proposal, command in made]


def also_there(journal: Journal, note: str, who: Iterable[Person | str]) -> list[Person]:
    """Return those who are named in the note and may have been there, beside those who were."""
    from caretrack.journal.named_in_note import mentioned

    return mentioned(journal, note, [one.id for one in who if not isinstance(one, str)])


def deaths_told(
    note: str, day: date, who: Sequence[Person | str], named: Sequence[Person]
) -> list[tuple[Person, str]]:
    """Return who has died by the words of a note, each with the reason for the archive.

    They are people of the touch or `named` in the note, and not in the archive yet.
    """
    if not may_tell_of_death(note):
        return []
    from caretrack.domain.people.death_in_note import deaths_in_note

    there = [one if isinstance(one, str) else one.name for one in who]
    found = deaths_in_note(note, day, there, [person.name for person in named])
    known = [one for one in (*who, *named) if not isinstance(one, str) and not one.archived_on]
    return [(person, found[person.name].why) for person in known if person.name in found]


def with_archive(journal: Journal, died: Iterable[tuple[Person, str]]) -> list[Mentioned]:
    """Return who may have died, each with the command that puts them into the archive."""
    return [
        (person, f"care archive {_typed_back(journal, person)} --why '{why}'")
        for person, why in died
    ]


def with_names(journal: Journal, start: str, others: Iterable[Person]) -> list[Mentioned]:
    """Return who is named in a note, each with the command that puts them into its touch.

    `start` is its short id.
    """
    return [
        (person, f"care edit {start} --with {_typed_back(journal, person)}") for person in others
    ]


def _typed_back(journal: Journal, person: Person) -> str:
    return typed_back(journal, person.id, person.name_key)


def described(proposal: Proposal) -> str:
    """Return a proposal in a few words."""
    if proposal.sort == MOOD:
        word = "low" if is_low(proposal.mood) else "high"
        return f"mood: {word} ({proposal.mood}), from “{proposal.words}”"
    if proposal.is_undated:
        return f"{proposal.words}: {proposal.text}"
    if proposal.sort == REFERRAL:
        return f"a thanks owed: {proposal.text}"
    if proposal.on is not None:
        return f"event {spoken(proposal.on)}: {proposal.text}"
    return f"{proposal.category}: {proposal.text}"
