"""What `care learn` and `care log -l` share: facts that say nearly the same, silences that end."""

from collections.abc import Sequence

from caretrack.domain.dates import short
from caretrack.domain.model import Fact
from caretrack.domain.talk.learning import ended_by, near_facts, still_silent
from caretrack.journal import entries
from caretrack.journal.connection import Journal
from caretrack.journal.ids import short_ids


def current(journal: Journal, person_id: str) -> list[Fact]:
    """Return what is known of a person now, the newest first."""
    return entries.of_people(journal, Fact, [person_id], entries.CURRENT_FACT)[person_id]


def end_silence(journal: Journal, fact: Fact, before: Sequence[Fact]) -> list[Fact]:
    """Retire the marks of `before` that the new fact replaces, and return them (S2.6)."""
    ended = ended_by(fact, before)
    for mark in ended:
        entries.change(journal, Fact, mark.id, retired_on=journal.today)
    return ended


def opened(ended: Sequence[Fact], fact: Fact, journal: Journal) -> list[str]:
    """Return the line that says that they now speak of what they once declined."""
    if fact.source != "told" or not ended:
        return []
    declined_on = short(ended[0].learned_on, journal.today)
    return [f"They told you after all: {fact.category}, declined on {declined_on}, is open again."]


def still_closed(fact: Fact, before: Sequence[Fact]) -> list[str]:
    """Return the line that says that a category stays silent although you learned a fact in it."""
    mark = still_silent(fact, before)
    return [f"{fact.category} stays {mark}: it is kept, and never suggested."] if mark else []


def near(journal: Journal, facts: Sequence[Fact], before: Sequence[Fact]) -> list[str]:
    """Return a line for each new fact that is near to one of `before`: how to retire that one."""
    pairs = [
        (fact, found[0])
        for fact in facts
        if fact.text and (found := near_facts(fact.category, fact.text, before))
    ]
    starts = short_ids(journal.db, [old.id for _, old in pairs])
    return [
        f"near to   {described(old, starts[old.id], journal)}: "
        f"care retire {starts[old.id]} if this replaces it"
        for _, old in pairs
    ]


def described(fact: Fact, start: str, journal: Journal) -> str:
    """Return a fact in a few words: its id, category, text, source and day."""
    from caretrack.domain.text import shortened

    source = f"{fact.source}, {short(fact.learned_on, journal.today)}"
    return f"{start} “{fact.category}: {shortened(fact.text, 60)}” ({source})"


def after_log(journal: Journal, facts: Sequence[Fact], before: Sequence[Fact]) -> list[str]:
    """End the silences that the facts of a log end, and return what there is to say of them."""
    lines = near(journal, facts, before)
    for fact in facts:
        lines += opened(end_silence(journal, fact, before), fact, journal) + still_closed(
            fact, before
        )
    return list(dict.fromkeys(lines))
