"""What `care learn` and `care log -l` write: facts, and what a new fact changes (S2.6, S4.3)."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from caretrack import streams
from caretrack.domain.dates import short, spoken
from caretrack.domain.model import Fact
from caretrack.domain.person import Person
from caretrack.domain.talk.categories import BIRTHDAY, CATEGORIES, MARKS, clean_category
from caretrack.domain.talk.learning import ended_by, near_facts, still_silent
from caretrack.domain.text import shortened
from caretrack.errors import CareError
from caretrack.journal import entries, people
from caretrack.journal.connection import Journal
from caretrack.journal.ids import find_id, short_id, short_ids
from caretrack.session import Session


class NewFact(NamedTuple):
    """A fact to be written.

    `said` is empty for a mark (declined, closed); `replaces` is the start of an id.
    """

    name: str
    category: str
    said: str
    source: str
    day: date
    replaces: str | None


class LearnedFact(NamedTuple):
    """A fact that was written, and what it changed.

    `near` are the facts that say nearly the same, `ended` the silences that ended, `old` is the
    fact that was replaced; `lines` say it all.
    """

    fact: Fact
    near: list[Fact]
    ended: list[Fact]
    old: Fact | None
    lines: list[str]


def learn_fact(session: Session, new: NewFact, *, look: bool, ask: bool) -> LearnedFact:
    """Write a fact; retire what it replaces and the silences that it ends.

    With `look`, look for facts that are near; with `ask`, ask whether it replaces the nearest.
    """
    with session.write() as journal:
        person = people.find(journal, new.name)
        word = clean_category(
            new.category, () if new.category in CATEGORIES else entries.categories(journal)
        )
        before = current(journal, person.id)
        near = near_facts(word, new.said, before) if look and new.said and not new.replaces else []
        old = _to_replace(journal, person, new.replaces) if new.replaces else None
        if near and ask and streams.can_ask():
            old, near = _asked(journal, near[0]), []
        with journal.change("learn"):
            fact = entries.add(
                journal,
                Fact,
                person_id=person.id,
                category=word,
                text=new.said,
                source=new.source,
                learned_on=new.day,
            )
            ended = end_silence(journal, fact, before)
            if old is not None:
                entries.change(journal, Fact, old.id, retired_on=journal.today)
        lines = _replaced(journal, old) if old else near_lines(journal, [fact], near)
        lines += opened(ended, fact, journal) + still_closed(fact, before)
        if word == BIRTHDAY.name and fact.is_known:
            lines.append("To be reminded of it: care occasion NAME birthday DATE")
        head = _learned_line(fact, person.name, short_id(journal.db, fact.id))
    return LearnedFact(fact, near, ended, old, [head, *(f"  {line}" for line in lines)])


def _learned_line(fact: Fact, name: str, start: str) -> str:
    day = spoken(fact.learned_on)
    if fact.source in MARKS:
        return f"Noted {start}  {name} · {fact.category}: {MARKS[fact.source]} · {day}"
    return f"Learned {start}  {name} · {fact.category}: {fact.text} · {fact.source}, {day}"


def _to_replace(journal: Journal, person: Person, start: str) -> Fact:
    """Return the fact to replace. Raises CareError if it is somebody else's, or retired already."""
    fact = entries.get(journal, Fact, find_id(journal.db, start, "facts"))
    if fact.person_id != person.id:
        raise CareError(
            f"{start} is a fact of {people.get(journal, fact.person_id).name}, "
            f"not of {person.name}",
            "`care profile` shows ids.",
        )
    if fact.retired_on is not None:
        raise CareError("that fact is retired already", "Leave --replaces out.")
    return fact


def _asked(journal: Journal, near: Fact) -> Fact | None:
    """Return the near fact, if the answer is that the new one replaces it."""
    known = described(near, short_id(journal.db, near.id), journal)
    return near if streams.confirm(f"Near to {known}. Does the new one replace it?") else None


def _replaced(journal: Journal, old: Fact) -> list[str]:
    return [f"replaces  {described(old, short_id(journal.db, old.id), journal)}"]


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


def near_lines(journal: Journal, facts: Sequence[Fact], before: Sequence[Fact]) -> list[str]:
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
    source = f"{fact.source}, {short(fact.learned_on, journal.today)}"
    return f"{start} “{fact.category}: {shortened(fact.text, 60)}” ({source})"


def after_log(journal: Journal, facts: Sequence[Fact], before: Sequence[Fact]) -> list[str]:
    """End the silences that the facts of a log end, and return what there is to say of them."""
    lines = near_lines(journal, facts, before)
    for fact in facts:
        lines += opened(end_silence(journal, fact, before), fact, journal) + still_closed(
            fact, before
        )
    return list(dict.fromkeys(lines))
