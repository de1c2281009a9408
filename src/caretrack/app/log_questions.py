"""The questions of `care log`, each answered by a key. All come before anything is written."""

from collections.abc import Mapping

from caretrack import streams
from caretrack.domain.kinds.families import CARE, FAMILIES, SALES, TRIED, Kind
from caretrack.domain.kinds.guess import DOUBT, NOTHING, UNREAD, Guess
from caretrack.domain.model import Person
from caretrack.domain.people.names import nearest_names
from caretrack.errors import CareError
from caretrack.journal import people
from caretrack.journal.connection import Journal

# When the kind is asked for: the values of the setting `log.ask`.
ALWAYS, IN_DOUBT, NEVER = "always", "doubt", "never"
# The kind that a key stands for, where the note speaks for none of its family.
_PLAIN = {CARE: "checkin", SALES: "admin", TRIED: "missed"}
_NOBODY = "nobody"
_NEW = "+"


def ask_who(journal: Journal, typed: str, error: CareError) -> Person | str:
    """Ask who was meant by a name that nobody has; return them, or the name of somebody new.

    Raises `error` if it is none of those that are offered.
    """
    near = _nearest(journal, typed)
    keys = [str(number) for number, _ in enumerate(near, 1)]
    streams.say_lines(
        [
            error.message,
            *(f"  {key}  {person.name}" for key, person in zip(keys, near, strict=True)),
            f"  {_NEW}  somebody new: {typed}",
        ]
    )
    answer = streams.choose(
        f"Who is it? [{'/'.join([*keys, _NEW])}, Enter: nobody]", [*keys, _NEW, _NOBODY], _NOBODY
    )
    if answer == _NOBODY:
        raise error
    return typed if answer == _NEW else near[int(answer) - 1]


def _nearest(journal: Journal, typed: str) -> list[Person]:
    """Return the people who have a name or a nickname near to what was typed, the nearest first."""
    everybody = {person.id: person for person in people.everybody(journal, archived=None)}
    listed = people.listed(journal, list(everybody))
    whose = {
        name: person
        for person in everybody.values()
        for name in (person.name, *listed[person.id].nickname)
    }
    found = {whose[name].id: whose[name] for name in nearest_names(typed, list(whose))}
    return list(found.values())


def ask_kind(guess: Guess, known: Mapping[str, Kind], when: str) -> str | None:
    """Ask for the family of a touch; return its kind, or None if the guess was left as it is.

    `when` is the setting `log.ask`. Where the guess is sure, only ALWAYS asks.
    """
    if when == NEVER or (guess.sure and when != ALWAYS):
        return None
    family = known[guess.kind].family
    chosen = streams.choose(
        f"Care, sales or only tried? {_why(guess)} [c/s/t, Enter: {family}]", FAMILIES, family
    )
    return guess.kind if chosen == family else _PLAIN[chosen]


def _why(guess: Guess) -> str:
    return {
        DOUBT: f"“{guess.words}” can be either",
        NOTHING: "nothing in it said so",
        UNREAD: "it was not read",
    }.get(guess.state, f"from “{guess.words}”")
