"""`care log` without anything leads: who, the note, what was learned and promised, their mood."""

from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeVar

from caretrack import streams
from caretrack.app.entries import promised
from caretrack.app.log import Details
from caretrack.app.log_questions import parse_fact
from caretrack.domain.kinds.families import TRIED
from caretrack.domain.people.names import clean_name, name_key
from caretrack.domain.person import Person
from caretrack.errors import CareError
from caretrack.journal import due, people, touches, who_waits
from caretrack.journal.connection import Journal
from caretrack.session import Session
from caretrack.type_ahead import choose_while_typing

_MOODS = ("1", "2", "3", "4", "5")
Read = TypeVar("Read")


class _Offered(NamedTuple):
    """Somebody who can be chosen, as a row says it, and the words by which they are found."""

    person: Person
    row: str
    words: Sequence[str]


def ask_who(journal: Journal) -> Person | str:
    """Ask for a person while one types; return them, or the name of somebody new.

    Those who wait stand first. Raises CareError if nobody was chosen.
    """
    everybody = _offered(journal)
    shown: list[_Offered] = everybody

    def rows_for(typed: str) -> list[str]:
        nonlocal shown
        wanted = name_key(typed).split()
        shown = [
            one
            for one in everybody
            if all(any(word.startswith(start) for word in one.words) for start in wanted)
        ]
        return [one.row for one in shown]

    chosen = choose_while_typing("Who", rows_for, "somebody new")
    if chosen is None:
        raise CareError("nobody was chosen", "Nothing was written.")
    return clean_name(chosen.typed) if chosen.row is None else shown[chosen.row].person


def _offered(journal: Journal) -> list[_Offered]:
    """Return everybody who is not in the archive, those who wait first."""
    there = {person.id: person for person in people.everybody(journal)}
    waiting, _ = who_waits.due_ids(journal)
    clocks = due.clocks(journal, waiting)
    listed = people.listed(journal, list(there))
    offered = []
    for person_id in dict.fromkeys([*waiting, *there]):
        person, clock = there[person_id], clocks.get(person_id)
        waits = "" if clock is None else "never in touch" if clock.never else f"{clock.since} d"
        row = " · ".join(part for part in (person.name, person.company, waits) if part)
        names = (person.name, *listed[person_id].nickname)
        offered.append(_Offered(person, row, [w for name in names for w in name_key(name).split()]))
    return offered


def ask_the_rest(
    session: Session, journal: Journal, details: Details, *, ask_learned: bool
) -> Details:
    """Ask what was learned and promised and how they were, where it was not said; Enter passes."""
    if ask_learned:
        learned = _several(
            session, "Learned, as “family: a son”", lambda text: parse_fact(journal, text)
        )
        details = details._replace(learned=[*details.learned, *learned])
    if not details.promised:
        given = _several(
            session,
            "Promised, as “send the list by friday”",
            lambda text: promised([text], details.day, session.month_first)[0],
        )
        details = details._replace(promised=given)
    if details.mood is None and touches.kinds(journal)[details.kind].family != TRIED:
        details = details._replace(mood=_ask_mood())
    return details


def _ask_mood() -> int | None:
    from caretrack.domain.other_words import known_mood

    while True:
        text = streams.ask("Mood, 1 low to 5 high [Enter: not said]")
        mood = known_mood(text)
        if not text or mood in _MOODS:
            return int(mood) if text else None
        streams.say(f"'{text[:20]}' is not a mood: say 1 to 5.")


def _several(session: Session, question: str, read: Callable[[str], Read]) -> list[Read]:
    """Ask until the answer is empty; return what was read of each. What is wrong is asked again."""
    found: list[Read] = []
    text = streams.ask(f"{question} [Enter: nothing]")
    while text:
        session.typed.append(text)
        try:
            found.append(read(text))
        except CareError as error:
            streams.say(str(error))
            session.typed.pop()
            text = streams.ask_to_change(question, text)
        else:
            text = streams.ask("And [Enter: nothing more]")
    return found
