"""What `care log` says back."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from caretrack.app.log import Logged
from caretrack.domain.clock import Clock, is_low
from caretrack.domain.dates import spoken
from caretrack.domain.kinds.families import CARE, SALES, TRIED
from caretrack.domain.kinds.guess import DOUBT, NOTHING, SURE, UNREAD, Guess
from caretrack.domain.model import Action
from caretrack.domain.text import flat, shortened
from caretrack.views import words

if TYPE_CHECKING:
    from caretrack.app.still_open import OpenEntry

# How many characters of the note are said back.
ECHO = 40
SHOWN_PROPOSALS = 3
# How much of what waits for them is said.
MOST_OPEN = 2
# What a touch in doubt may be instead, by its family, and a kind of that.
OTHERWISE = {SALES: (CARE, "checkin"), CARE: (SALES, "admin"), TRIED: (CARE, "checkin")}


def json_of(report: Logged) -> dict[str, Any]:
    """`care log --json`."""
    from caretrack.views import as_json

    return as_json.logged(report)


def lines(report: Logged) -> Iterator[str]:
    """Yield what was written, then the clock, the next opener, and what is not known yet."""
    touch = report.touch
    day_from = f" (from “{report.day_from}”)" if report.day_from else ""
    people = ", ".join(name for _, name in touch.people) + words.how_many(touch)
    for name in report.added:
        yield f"Added {flat(name)}"
    about = f" · about {touch.about}" if touch.about else ""
    what = flat(
        f"{touch.channel} · {report.label} ({touch.family}{decided(report.guess)}){about}"
        f" · {spoken(touch.happened_on)}{day_from} · {people} · “{shortened(touch.note, ECHO)}”"
    )
    yield f"Logged {report.short}  {what}"
    if report.guess is not None and report.guess.state in {DOUBT, UNREAD}:
        other, kind = OTHERWISE[touch.family]
        yield f"  in doubt  If it was {other}: care edit {report.short} -k {kind}"
    elif report.how_to_mend:
        other, kind = OTHERWISE[touch.family]
        yield f"  wrong?    If it was {other}: care edit - -k {kind} (- is the last entry)"
    if unread := words.unread_head(report.day_unread, report.short):
        yield "  today     " + unread
    for fact in report.facts:
        yield (
            "  declined  " + flat(fact.category)
            if fact.source == "declined"
            else "  learned   " + flat(f"{fact.category}: {fact.text}")
        )
    yield from ("  " + line for line in report.of_facts)
    for action in report.actions:
        yield (
            "  promised  "
            + flat(action.text)
            + (f", by {spoken(action.due_on)}" if action.due_on else "")
        )
        if unread := words.unread_day(action, report.unread.get(action.id, "")):
            yield "            " + unread
    for item in report.thanked:
        yield f"  thanked   for “{flat(shortened(item.text, ECHO))}”"
    for item in report.feedback:
        yield "  heard     " + flat(f"{item.tone} about {item.about}: {item.text}")
    for event in report.events:
        yield "  event     " + flat(f"{spoken(event.happens_on)}: {event.text}")
    yield from _proposed(report)
    yield from _mentioned(report)
    for person in report.archived:
        yield "  archived  " + flat(f"{person.name}: {person.archived_why}")
    for person, command in report.died:
        yield "  died?     " + flat(f"If {person.name} has died: {command}")
    yield from _given_back(report)


def _proposed(report: Logged) -> Iterator[str]:
    """Yield what the note says beside, with the command that keeps it."""
    if not report.proposed:
        return
    from caretrack.app.heard import described
    from caretrack.domain.talk.proposals import EVENT, FACT, REFERRAL

    for proposal, command in report.proposed[:SHOWN_PROPOSALS]:
        if not command:
            yield "  a day     " + flat(
                f"{described(proposal)}. Once you know the day: care event NAME DAY TEXT"
            )
        elif proposal.sort in {FACT, EVENT, REFERRAL}:
            yield "  to keep   " + flat(command)
        else:
            yield "  to keep   " + flat(f"{described(proposal)}: {command}")


def _mentioned(report: Logged) -> Iterator[str]:
    """Yield who is named in the note, with the command that puts them into the touch."""
    for person, command in report.mentioned[:SHOWN_PROPOSALS]:
        yield "  named     " + flat(f"{person.name}. Were they there too? {command}")


def decided(guess: Guess | None) -> str:
    """Return how the kind was worked out, to stand behind the family."""
    if guess is None:
        return ""
    return {
        SURE: f", from “{guess.words}”",
        DOUBT: f", in doubt: “{guess.words}”",
        NOTHING: ", assumed: the note does not say",
        UNREAD: ", in doubt: the note is not in English",
    }[guess.state]


def _given_back(report: Logged) -> Iterator[str]:
    several = len(report.clocks) > 1
    told = {person.id for person, _ in report.died}
    for person_id, name in report.touch.people:
        if person_id in told:
            # By when to be in touch with them next is no question now.
            continue
        if person_id in report.in_memory:
            yield f"{flat(name)} has died: this is kept, and nothing will remind you."
            continue
        clock = report.clocks[person_id]
        if person_id in report.taken_in and clock is not None:
            yield f"{words.taken_in(flat(name), clock)}."
        said = words.next_due(clock, report.today, low_now=_is_low_now(clock, report))
        yield f"{flat(name)}: {said[0].lower()}{said[1:]}" if several else said
        if ahead := report.ahead.get(person_id):
            said = words.ahead(ahead, report.today)
            yield flat(f"{name}: {said}" if several else said)
    if {*told, *report.in_memory} & {report.touch.people[0][0]}:
        return
    if report.touch.family == TRIED:
        yield not_reached(report)
    elif report.touch.family == "sales":
        yield "A sales touch does not reset the clock; only a caring one does."
    elif report.touch.people_there > report.crowd:
        yield (
            f"With {report.touch.people_there:,} people there, nobody's clock is reset"
            f" (a crowd is more than {report.crowd})."
        )
    if report.selling:
        yield flat(report.selling)
    yield from _still_open(report)
    shown = {entry.id for entry in _shown_open(report)}
    if (
        report.opener is not None
        and report.opener.source not in shown
        and report.opener.why != "question"
    ):
        yield "Next time: " + flat(report.opener.text)
    if report.not_known:
        yield report.not_known


def _shown_open(report: Logged) -> "Sequence[OpenEntry]":
    """Return what is said of all that waited for the first person before this touch."""
    return [entry for entry in report.open if entry.now][:MOST_OPEN]


def _still_open(report: Logged) -> Iterator[str]:
    shown = [f"{shortened(entry.text, ECHO)} ({entry.closes})" for entry in _shown_open(report)]
    if shown:
        if more := len(report.open) - len(shown):
            shown.append(f"{more} more: care open")
        yield "Open: " + flat(" · ".join(shown))


def not_reached(report: Logged) -> str:
    """Return what is said of a touch that reached nobody: nothing is reset, and what was tried."""
    said = words.tried(report.tried, report.today)
    stays = "Not reached: the clock stays as it was"
    return f"{stays}; {said}." if said else f"{stays}."


def _is_low_now(clock: Clock | None, report: Logged) -> bool:
    return (
        clock is not None
        and is_low(report.touch.mood)
        and clock.last_care == report.touch.happened_on
    )


def added_action(action: Action, name: str, short: str) -> str:
    """Return what is said of a promise or a gesture that was written."""
    verb = "Promised" if action.sort == "promise" else "Planned"
    when = f", by {spoken(action.due_on)}" if action.due_on else ""
    return f"{verb} {short}  {name} · {action.text}{when}"
