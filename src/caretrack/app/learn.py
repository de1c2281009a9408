"""What `care learn` and `care log -l` share: facts that say nearly the same, and silences that end."""

from collections.abc import Sequence

from caretrack.domain.dates import short
from caretrack.domain.model import Fact
from caretrack.domain.talk.learning import ended_by, near_facts, still_silent
from caretrack.journal import entries
from caretrack.journal.connection import Journal
from caretrack.journal.ids import short_ids


def current(journal: Journal, person_id: str) -> list[Fact]:
    """What is known of a person now, the newest first."""
    return entries.of_people(journal, Fact, [person_id], entries.CURRENT_FACT)[person_id]


def end_silence(journal: Journal, fact: Fact, before: Sequence[Fact]) -> list[Fact]:
    """Retire the marks of what was known `before` whose place the new fact takes (S2.6), and give them."""
    ended = ended_by(fact, before)
    for mark in ended:
        entries.change(journal, Fact, mark.id, retired_on=journal.today)
    return ended


def opened(ended: Sequence[Fact], fact: Fact, journal: Journal) -> list[str]:
    """The line that says that they speak of something now which they once declined."""
    if fact.source != "told" or not ended:
        return []
    return [
        f"They told you after all: {fact.category}, declined on {short(ended[0].learned_on, journal.today)}, is open again."
    ]


def still_closed(fact: Fact, before: Sequence[Fact]) -> list[str]:
    """The line that says that a category stays silent although something was learned in it."""
    mark = still_silent(fact, before)
    return [f"{fact.category} stays {mark}: it is kept, and never suggested."] if mark else []


def near(journal: Journal, facts: Sequence[Fact], before: Sequence[Fact]) -> list[str]:
    """A line for each new fact that says nearly what one of `before` says: how to retire that one."""
    pairs = [
        (fact, found[0])
        for fact in facts
        if fact.text and (found := near_facts(fact.category, fact.text, before))
    ]
    starts = short_ids(journal.db, [old.id for _, old in pairs])
    return [
        f"near to   {described(old, starts[old.id], journal)}: care retire {starts[old.id]} if this replaces it"
        for _, old in pairs
    ]


def described(fact: Fact, start: str, journal: Journal) -> str:
    """A fact in a few words: its id, category, text, day."""
    from caretrack.domain.text import shortened

    return f"{start} “{fact.category}: {shortened(fact.text, 60)}” ({fact.source}, {short(fact.learned_on, journal.today)})"


def after_log(journal: Journal, facts: Sequence[Fact], before: Sequence[Fact]) -> list[str]:
    """End the silences that the facts of a log end, and give what there is to say of them all."""
    lines = near(journal, facts, before)
    for fact in facts:
        lines += opened(end_silence(journal, fact, before), fact, journal) + still_closed(
            fact, before
        )
    return list(dict.fromkeys(lines))
