"""`care open`: what waits for you."""

from collections.abc import Sequence
from datetime import date
from typing import TypeVar

from caretrack.domain.dates import short
from caretrack.domain.event import Event
from caretrack.domain.model import Action, Fact, Feedback
from caretrack.domain.talk.events import EventSoFar
from caretrack.journal import entries, events, people, who_waits
from caretrack.journal.connection import Journal
from caretrack.journal.ids import short_ids
from caretrack.options import Full, Json, MaybeWholeName, Mine, Owner, chosen_owners
from caretrack.session import Session
from caretrack.views import as_json, words
from caretrack.views.page import Cell, ListPage, answer

Entry = TypeVar("Entry", Action, Feedback, Fact)
EXAMPLES = ("care open", "care open ben", "care open --json")


def command(
    session: Session,
    name: MaybeWholeName = None,
    mine: Mine = False,
    owner: Owner = None,
    full: Full = False,
    json: Json = False,
) -> None:
    """Show what is open, for everybody or for one: promises, gestures, feedback, goals, events.

    Feedback is open until you have acted on it and told them; a goal that they reached, until you
    celebrate it with them; a day of their life, until it has passed and you asked about it.
    """
    with session.read(somebody=bool(name)) as journal:
        who = people.find(journal, " ".join(name)).id if name else None
        promises, gestures, feedback = _open(journal, who)
        reached = entries.reached_goals(journal, of=[who] if who else None)
        days = events.still_open(journal, of=who)
        owners = chosen_owners(session, journal, owner, mine)
        if owners is not None:
            among = who_waits.ids_with(journal, None, None, owners) or set()
            promises, gestures = _of(among, promises), _of(among, gestures)
            feedback, reached = _of(among, feedback), _of(among, reached)
            days = [item for item in days if item.event.person_id in among]
        everything: list[Action | Feedback | Fact | Event] = [
            *promises, *gestures, *feedback, *reached, *(item.event for item in days),
        ]  # fmt: skip
        names = people.names(journal, [item.person_id for item in everything])
        starts = short_ids(journal.db, [item.id for item in everything])
    rows: list[tuple[Cell, ...]] = [
        (
            starts[item.id],
            item.sort,
            names[item.person_id],
            item.text,
            item.due_on,
            _state(item, session.today),
        )
        for item in [*promises, *gestures]
    ]
    rows += [
        (
            starts[item.id],
            item.tone,
            names[item.person_id],
            item.text,
            item.acted_on or item.heard_on,
            words.waits(item, session.today),
        )
        for item in feedback
    ]
    rows += [_to_celebrate(item, starts[item.id], names[item.person_id]) for item in reached]
    rows += [
        (starts[event.id], "event", names[event.person_id], event.text, event.happens_on, when)
        for event, when in ((item.event, _when(item, session.today)) for item in days)
    ]
    table = ListPage(("id", "sort", "person", "text", "on", "state"), rows, "Nothing is open.")
    known = {
        "promises": promises, "gestures": gestures, "feedback": feedback, "reached": reached,
        "events": [as_json.event(item) for item in days],
    }  # fmt: skip
    answer(json, known, table, full=full)


def _to_celebrate(goal: Fact, short: str, name: str) -> tuple[Cell, ...]:
    said = "goal reached, not celebrated yet"
    return (short, "celebrate", name, goal.text, goal.reached_on, said)


def _of(among: set[str], entries: Sequence[Entry]) -> list[Entry]:
    """Return the entries of these people."""
    return [item for item in entries if item.person_id in among]


def _open(journal: Journal, who: str | None) -> tuple[list[Action], list[Action], list[Feedback]]:
    if who is None:
        return (
            entries.open_actions(journal, "promise"),
            entries.open_actions(journal, "gesture"),
            entries.open_feedback(journal),
        )
    actions = entries.of_people(journal, Action, [who], entries.OPEN_ACTION)[who]
    by_sort = {
        sort: [item for item in actions if item.sort == sort] for sort in ("promise", "gesture")
    }
    return (
        by_sort["promise"],
        by_sort["gesture"],
        entries.of_people(journal, Feedback, [who], entries.OPEN_FEEDBACK)[who],
    )


def _when(item: EventSoFar, today: date) -> str:
    ahead = (item.event.happens_on - today).days
    if ahead < 0:
        return "to ask about"
    return {0: "today", 1: "tomorrow"}.get(ahead, f"in {words.days(ahead)}")


def _state(item: Action, today: date) -> str:
    if item.due_on is None:
        return f"since {short(item.begun_on, today)}"
    if item.due_on > today:
        return f"in {words.days((item.due_on - today).days)}"
    return "due today" if item.due_on == today else f"{words.days((today - item.due_on).days)} late"
