"""Short phrases that the plain and the terminal pages share."""

from datetime import date

from caretrack.domain.cadence import Clock
from caretrack.domain.dates import short
from caretrack.domain.report import DuePage, Owed


def cadence(clock: Clock) -> str:
    """`every 30 d`, `every 7 d (vip)`, `15 d: low last time`, or `no reminders`."""
    days, reason = clock.cadence.days, clock.cadence.reason
    if days is None:
        return "no reminders"
    if reason == "low last time":
        return f"{days} d: {reason}"
    return f"every {days} d" + (f" ({reason.removeprefix('tag ')})" if reason.startswith("tag ") else "")


def since(clock: Clock) -> str:
    """Days since a caring touch, or never."""
    return "never" if clock.never else f"{clock.since} d"


def sales_since(clock: Clock) -> str:
    """What they heard of you since: nothing to say where it is nothing; "only sales" from two on (S1.6)."""
    if not clock.sales_since:
        return ""
    return f"only sales: {clock.sales_since} since" if clock.only_sales else "1 sales touch since"


def owed(item: Owed, today: date) -> str:
    """What is owed to somebody, in a line without their name."""
    if item.sort == "promise":
        late = f" · {days(item.days)} late" if item.days > 0 else " · today"
        return f"{item.text}{late}"
    on = short(item.on, today) if item.on else ""
    if item.sort == "tell":
        return f"tell them what came of “{item.text}” (acted on {on})"
    return f"said on {on} “{item.text}”; nobody answered"


def days(count: int) -> str:
    """`1 day`, `3 days`."""
    return f"{count} day" if count == 1 else f"{count} days"


def coverage(page: DuePage) -> str:
    """The last line of `due`."""
    if not page.people:
        return "Nobody has a cadence yet."
    more = page.waiting_in_all - len(page.waiting)
    rest = f" · {more} more wait: care due --all" if more else ""
    return f"{page.in_time} of {page.people} in touch in time ({page.share * 100:.0f} %){rest}"
