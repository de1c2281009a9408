"""Short phrases that the plain and the terminal pages share."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from caretrack.domain.clock import KNOWN, ONLY_SALES, Clock
from caretrack.domain.dates import short, spoken
from caretrack.domain.text import flat

if TYPE_CHECKING:
    from pathlib import Path

    from caretrack.app.events import AddedEvent
    from caretrack.app.reach import Reach
    from caretrack.domain.balance import Balance
    from caretrack.domain.model import Action, Feedback, Touch
    from caretrack.domain.talk.attempts import Attempt

BARS = "▁▂▃▄▅▆▇█"
# How many touches ahead are named.
MOST_AHEAD = 3
NO_IDS: Mapping[str, str] = {}
NOT_YET = "known, not looked after yet"


def cadence(clock: Clock) -> str:
    """`every 30 d`, `every 7 d (vip)`, `15 d: low last time`, or `no reminders`."""
    return cadence_of(*clock.cadence)


def cadence_of(days: int | None, reason: str) -> str:
    """The same, of the days and the reason of a cadence."""
    if reason == KNOWN:
        return NOT_YET
    if days is None:
        return "no reminders"
    if reason == "low last time":
        return f"{days} d: {reason}"
    return f"every {days} d" + (
        f" ({reason.removeprefix('tag ')})" if reason.startswith("tag ") else ""
    )


def was(text: str) -> str:
    """Return what was there before, to stand after what is there now; "" if there was nothing."""
    from caretrack.domain.text import shortened

    return f" (was {shortened(text, 80)})" if text else ""


def taken_in(name: str, clock: Clock) -> str:
    """Say that somebody who was only known is looked after: "Gil is …, every 30 d"."""
    return f"{name} is looked after from now on, {cadence(clock)}"


def cadence_in_brackets(clock: Clock) -> str:
    """The same where brackets stand around it: `every 7 d, vip`."""
    return cadence(clock).replace(" (", ", ").removesuffix(")")


def next_due(clock: Clock | None, today: date, *, low_now: bool = False) -> str:
    """Return by when to be in touch next, and why then.

    `low_now`: the low mood is the one that is being logged.
    """
    if clock is None:
        return "Archived: no reminders."
    if clock.cadence.reason == KNOWN:
        return "Known, not looked after yet: care triage."
    if clock.due_on is None:
        return "No reminders for them."
    reason = cadence_in_brackets(clock)
    if low_now:
        reason = reason.replace("low last time", "low this time")
    by = "Due since" if clock.due_on <= today else "Next in touch by"
    return f"{by} {spoken(clock.due_on)} ({reason})."


def count(number: int, one: str, many: str = "") -> str:
    """`1 person`, `1,200 people`: a number and its noun."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def holds(people: int, touches: int) -> str:
    """`12 people, 1 touch`."""
    return f"{count(people, 'person', 'people')}, {count(touches, 'touch', 'touches')}"


def few(names: Sequence[str], shown: int = 2) -> str:
    """Return the first names and how many more there are; never one alone is left out.

    "Ana, Ben and 3 more"; "Ana, Ben, Cem".
    """
    if len(names) <= shown + 1:
        return ", ".join(names)
    return f"{', '.join(names[:shown])} and {len(names) - shown} more"


def how_many(touch: "Touch") -> str:
    """Return ` (40 there)` where not everybody who was there is named; "" elsewhere."""
    return f" ({touch.crowd:,} there)" if touch.crowd else ""


def since(clock: Clock) -> str:
    """Days since a caring touch, or never."""
    return "never" if clock.never else f"{clock.since} d"


def sales_since(clock: Clock) -> str:
    """Return what they heard of you since, "" for nothing; "only sales" from two on (S1.6)."""
    if not clock.sales_since:
        return ""
    return f"only sales: {clock.sales_since} since" if clock.only_sales else "1 sales touch since"


def due(due_on: date, today: date, back_on: date | None = None) -> str:
    """Return since when somebody waits, or when they will be due.

    "due since Mon", "due since 12 Jun", "due today", "due tomorrow", "due Thu"; "back since Mon"
    after a snooze that ended then.
    """
    if back_on is not None:
        return "back today" if back_on == today else f"back since {_near(back_on, today)}"
    ahead = (due_on - today).days
    return f"due since {_near(due_on, today)}" if ahead < 0 else f"due {_near(due_on, today)}"


def _near(day: date, today: date) -> str:
    """A day within a week by its weekday, any other by its date."""
    ahead = (day - today).days
    if abs(ahead) < 2:
        return ("yesterday", "today", "tomorrow")[ahead + 1]
    return f"{day:%a}" if abs(ahead) < 7 else short(day, today)


def tried(attempts: "Sequence[Attempt]", today: date) -> str:
    """Return when somebody was not reached: "tried 3 and 5 Nov, call"; "" for nothing."""
    if not attempts:
        return ""
    from caretrack.domain.talk import attempts as tries

    return tries.tried(attempts, today)


def ahead(touches: "Sequence[Touch]", today: date, ids: Mapping[str, str] = NO_IDS) -> str:
    """Say which touches are of a day after today, with their short ids; "" for none."""
    if not touches:
        return ""
    shown = [
        f"{short(one.happened_on, today)}, {one.channel}"
        + (f" ({ids[one.id]})" if one.id in ids else "")
        for one in touches[:MOST_AHEAD]
    ]
    if more := len(touches) - len(shown):
        shown.append(f"and {more:,} more")
    lie, from_then = ("lies", "It counts") if len(touches) == 1 else ("lie", "They count")
    number = count(len(touches), "touch", "touches")
    return f"{number} {lie} ahead: {'; '.join(shown)}. {from_then} from that day on."


def reach(value: "Reach | None", today: date) -> str:
    """Return how to reach somebody now: "call +82 2 555 0142 · 20:30 their time"; "" for nothing.

    A channel without a number or address is not said here.
    """
    return (
        ""
        if value is None
        else " · ".join(filter(None, (address(value), their_time(value, today))))
    )


def address(value: "Reach") -> str:
    """`call +82 2 555 0142`, `ana@lagoon.example`: what an address is for, it says by itself."""
    return (
        value.value
        if value.channel == "email" or not value.value
        else f"{value.channel} {value.value}"
    )


def their_time(value: "Reach", today: date) -> str:
    """Return their time where it is another, and whether it is in their hours, or when these begin.

    "20:30 their time, best from 9:00 tomorrow"; with the day of the week where it is not `today`.
    """
    said = ""
    if value.local is not None:
        day = "" if value.local.date() == today else f"{value.local:%a} "
        said = f"{day}{hour(value.local)} their time"
    if value.within:
        return f"{said}, in their hours" if said else "in their hours"
    if value.opens is None:
        return said
    there = value.local.date() if value.local is not None else today
    tomorrow = " tomorrow" if value.opens.date() > there else ""
    return ", ".join(filter(None, (said, f"best from {hour(value.opens)}{tomorrow}")))


def hour(at: datetime) -> str:
    """`9:00`, `14:30`."""
    return f"{at.hour}:{at.minute:02d}"


def sales_and_tried(clock: Clock, attempts: "Sequence[Attempt]", today: date) -> str:
    """Return what happened since the last caring touch that was none, "" for nothing."""
    return " · ".join(filter(None, (sales_since(clock), tried(attempts, today))))


def sales_count(sales_since: int) -> str:
    """How many sales touches they had since the last caring one, for a column."""
    return f"{sales_since}, only sales" if sales_since >= ONLY_SALES else str(sales_since or "")


def waits(item: "Feedback", today: date) -> str:
    """Return what feedback waits for, and how long (S3.3): `not answered for 12 days`."""
    if item.acted_on is not None:
        return not_for("told", (today - item.acted_on).days)
    return not_for("thanked" if item.tone == "praise" else "answered", (today - item.heard_on).days)


def not_for(what: str, number: int) -> str:
    """`not answered for 12 days`, `not told yet`."""
    return f"not {what} for {days(number)}" if number > 0 else f"not {what} yet"


def instant(made_at: str) -> str:
    """A UTC instant on the clock of this machine: `2026-11-21 22:25`."""
    return datetime.fromisoformat(made_at).astimezone().strftime("%Y-%m-%d %H:%M")


def days(number: int) -> str:
    """`1 day`, `3 days`."""
    return count(number, "day")


def known(people: int) -> str:
    """How many are known and not looked after yet, and what asks about them; "" for none."""
    them = count(people, "person is", "people are")
    each = "them" if people == 1 else "each"
    return f"{them} known; `care triage` asks about {each}." if people else ""


def in_touch_in_time(in_time: int, people: int, share: float | None) -> str:
    """`39 of 42 in touch in time (93 %)`: the coverage of people with a cadence (S4.6)."""
    return f"{in_time:,} of {people:,} in touch in time ({percent(share)})"


def percent(share: float | None) -> str:
    """`58 %`; a dash where there is nothing to take a share of."""
    return "–" if share is None else f"{share * 100:.0f} %"


def unknown_kinds(found: Sequence[tuple[str, str | None]], where: "Path") -> Iterator[str]:
    """Yield a line for each kind in the config that the journal does not have, with the nearest."""
    for kind, near in found:
        meant = f"Did you mean {near}?" if near else f"`care kinds add {kind[:24]} care` makes it."
        yield f"{where} has words for '{kind[:40]}', and this journal has no such kind. {meant}"


def added_action(item: "Action", name: str, short: str) -> str:
    """Return what is said of a promise or a gesture that was written."""
    verb = "Promised" if item.sort == "promise" else "Planned"
    when = f", by {spoken(item.due_on)}" if item.due_on else ""
    return f"{verb} {short}  {name} · {item.text}{when}"


def added_event(item: "AddedEvent") -> list[str]:
    """Return what is said of an event that was written."""
    event = item.event
    what = flat(f"{item.name} · {spoken(event.happens_on)} · {event.text}")
    return [f"Kept {item.short}  {what}", flat(item.said)]


def unread_head(looks: str, short: str) -> str:
    """Return what is said of a note that may begin with its day, "" where it does not."""
    return f"“{flat(looks)}” was not read as the day: care edit {short} -d DATE" if looks else ""


def unread_day(item: "Action", short: str) -> str:
    """Return what is said of a promise whose day was not read, "" where it seems to have none."""
    if item.due_on is not None:
        return ""
    from caretrack.domain.promise_days import unread_day

    looks = unread_day(item.text)
    return f"no day was read in “{flat(looks)}”: care edit {short} --by DATE" if looks else ""


def care_and_sales(balance: "Balance", today: date) -> str:
    """Return care and sales over twelve months, a bar a month; "" if there was none.

    A month with a touch never looks like one without.
    """
    if not balance.care and not balance.sales:
        return ""
    highest = max(1, *(max(month.care, month.sales) for month in balance.months))
    care = "".join(_bar(month.care, highest) for month in balance.months)
    sales = "".join(_bar(month.sales, highest) for month in balance.months)
    bars = f"care {care} {balance.care} · sales {sales} {balance.sales}"
    return f"{bars} · the twelve months to {today:%B}"


def _bar(number: int, highest: int) -> str:
    return BARS[0] if not number else BARS[max(1, round(number / highest * (len(BARS) - 1)))]
