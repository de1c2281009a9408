"""What the morning list says."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from caretrack.app.due import DuePage, Owed, Waits
from caretrack.domain.clock import is_due
from caretrack.domain.dates import short, spoken
from caretrack.views import words
from caretrack.views.listing import Item, Listing, PeopleListing, PersonItem
from caretrack.views.page import Page, Span, linked

if TYPE_CHECKING:
    from caretrack.app.reach import Reach
    from caretrack.domain.talk.coming import ComingOccasion
    from caretrack.domain.talk.events import EventNear
    from caretrack.views.page import Part

WAITING = (
    "waiting", "since", "cadence", "due_on", "sales_since", "opener", "tried", "company", "reach",
)  # fmt: skip
OWED = ("owed", "what", "on", "id")
# So many meetings that are over are asked after at once.
SHOWN_PASSED = 3
DAYS = ("days", "event", "on", "say")
SOON = ("soon", "occasion", "on", "idea")


def page_of(due: DuePage) -> Page:
    """The morning list; those who wait are read while they are shown."""
    waiting = (*WAITING, "owner") if due.by_owner else WAITING
    sections: list[Part] = [PeopleListing("", waiting, _people(due, due.waiting))]
    if due.coming_in_all:
        ahead = due.coming_in_all - due.coming_shown
        more = f"and {ahead:,} more: care due --within {due.within} --all" if ahead else ""
        title = f"Due in the next {words.days(due.within)}" if due.within > 1 else "Due tomorrow"
        sections.append(
            PeopleListing(title, ("coming", *waiting[1:]), _people(due, due.coming), more)
        )
    if due.owed:
        hidden = due.owed_in_all - len(due.owed)
        more = f"and {hidden:,} more: care open" if hidden else ""
        owed = [_owed(item, due.today) for item in due.owed]
        sections.append(Listing("You owe", OWED, owed, style="owed", more=more))
    if due.events:
        hidden = due.events_in_all - len(due.events)
        more = f"and {hidden:,} more: care open" if hidden else ""
        days = [event_item(item) for item in due.events]
        sections.append(Listing("Days", DAYS, days, style="soon", more=more))
    if due.occasions:
        hidden = due.occasions_in_all - len(due.occasions)
        more = f"and {hidden:,} more: care occasions" if hidden else ""
        soon = [_coming(item, due.today) for item in due.occasions]
        sections.append(Listing("Soon", SOON, soon, style="soon", more=more))
    if due.meetings:
        sections.append(_meetings(due))
    if due.passed:
        sections.append(_passed(due))
    return Page(
        (*head(due), *_meetings_in_head(due)), (), sections, end=coverage(due), lists_alone=True
    )


def head(page: DuePage) -> tuple[Span, ...]:
    """Which day it is, and how many have waited too long."""
    day = (f"{page.today:%A} {page.today.day} {page.today:%B} ·", "quiet")
    if not page.everybody:
        return (day, (" good morning", ""))
    number = page.waiting_in_all
    if not number:
        return (day, (" ", ""), ("nobody has waited too long", "care"))
    verb = "has" if number == 1 else "have"
    return (day, (" ", ""), (f"{number:,} of {page.people:,} {verb} waited too long", "head"))


def _people(page: DuePage, rows: Iterable[Waits]) -> Iterator[PersonItem]:
    for item in rows:
        yield PersonItem(
            _cells(item, page),
            item.name,
            _beside(item, page),
            _columns(item, page.today),
            _details(item, page),
            (_opener(item), ""),
        )


def _opener(item: Waits) -> str:
    return item.openers[0].text if item.openers else ""


def _cells(item: Waits, page: DuePage) -> tuple[object, ...]:
    clock, today = item.clock, page.today
    return (
        item.name,
        words.since(clock),
        words.cadence(clock),
        clock.due_on,
        words.sales_count(clock.sales_since) or 0,
        _opener(item),
        words.tried(item.tried, today),
        item.company or "",
        words.reach(item.reach, today),
        *([item.owner or ""] if page.by_owner else ()),
    )


def _meetings(page: DuePage) -> Listing:
    from caretrack.views.pages.brief import hour, listed

    items = [
        Item((hour(one), listed([name for _, name in one.people]), one.title, one.place), ())
        for one in page.meetings
    ]
    return Listing("Today", ("meeting", "who", "title", "place"), items, in_head=True)


def _meetings_in_head(page: DuePage) -> tuple[Span, ...]:
    if not page.meetings:
        return ()
    from caretrack.views.pages.brief import in_a_few_words

    return ((" · ", "quiet"), (in_a_few_words(page.meetings), "soon"))


def _passed(page: DuePage) -> Listing:
    """The meetings that are over: what was said in them is not known yet."""
    from caretrack.views.pages.brief import asked_after, whom_asked_after

    items = [
        Item(
            (whom_asked_after(item), asked_after(item, page.today), item.command),
            (
                (whom_asked_after(item), "name"),
                (f" · {asked_after(item, page.today)} ", ""),
                (item.command, "quiet"),
            ),
        )
        for item in page.passed[:SHOWN_PASSED]
    ]
    more = len(page.passed) - SHOWN_PASSED
    return Listing(
        "Met?", ("was_in_calendar", "question", "log"), items, style="soon",
        more=f"and {more} more: care brief" if more > 0 else "",
    )  # fmt: skip


def _beside(item: Waits, page: DuePage) -> tuple[str, ...]:
    """Return what tells them apart, the fullest first: role and company, or one of them."""
    company = "" if page.of_company else item.company
    found = (item.role, company)
    return tuple(dict.fromkeys([", ".join(filter(None, found)), company or item.role or ""]))


def _columns(item: Waits, today: date) -> tuple[Span, ...]:
    clock = item.clock
    added = f"added {short(item.added_on, today)}"
    return (
        (words.since(clock), "late" if is_due(clock.due_on, today) else ""),
        (added if clock.never else words.cadence(clock), "quiet"),
    )


def _details(item: Waits, page: DuePage) -> tuple[Span, ...]:
    """Since when they wait, what they heard, when you tried, how to reach them, and whose."""
    clock, reach, today = item.clock, item.reach, page.today
    due = "" if clock.due_on is None else words.due(clock.due_on, today, item.back_on)
    return (
        (due, "quiet"),
        (words.sales_since(clock), "sales" if clock.only_sales else "quiet"),
        (words.tried(item.tried, today), "quiet"),
        *(reach_spans(reach, today) if reach else ()),
        (item.owner or "" if page.by_owner else "", "quiet"),
    )


def reach_spans(reach: "Reach", today: date) -> tuple[Span, ...]:
    """Return the number or address, as a link where the terminal can, and their time."""
    return (
        (words.address(reach), linked("quiet", reach.link)),
        (words.their_time(reach, today), "quiet"),
    )


def _owed(item: Owed, today: date) -> Item:
    what = what_is_owed(item, today)
    dot = "" if item.sort in {"answer", "thank"} else " ·"
    return Item(
        (item.name, what, item.on or "", item.short),
        ((item.name, "name"), (f"{dot} {what}", ""), (f" · {item.short}", "id")),
    )


def _coming(item: "ComingOccasion", today: date) -> Item:
    on = "" if item.on == today else f" · {spoken(item.on)}"
    return Item(
        (item.name, item.words, item.on, item.idea),
        (
            (item.name, "name"),
            (f" · {item.words}{on}", ""),
            (f" · {item.idea}", "quiet"),
        ),
    )


def event_item(item: "EventNear") -> Item:
    """A day of their life that is near: what to say of it, or when it is."""
    event, said = item.so_far.event, item.so_far.text
    words = said or f"{event.text} · {spoken(event.happens_on)}"
    return Item(
        (item.name, event.text, event.happens_on, said), ((item.name, "name"), (f" · {words}", ""))
    )


def what_is_owed(item: Owed, today: date) -> str:
    """What is owed to somebody, in a line without their name."""
    if item.made_on is not None:
        return f"{item.text} · promised on {short(item.made_on, today)}"
    if item.sort == "promise":
        late = f" · {words.days(item.days)} late" if item.days > 0 else " · today"
        return f"{item.text}{late}"
    on = "" if item.on is None else "today" if item.on == today else f"on {short(item.on, today)}"
    if item.sort == "celebrate":
        return f"reached their goal {on}: {item.text}; {words.not_for('celebrated', item.days)}"
    if item.sort == "thank":
        from caretrack.domain.talk.praise import is_referral

        said = "" if is_referral(item.text) else "said "
        return f"{said}{on} “{item.text}”; {words.not_for('thanked', item.days)}"
    if item.sort == "tell":
        return (
            f"tell them what came of “{item.text}”; acted {on}, {words.not_for('told', item.days)}"
        )
    return f"said {on} “{item.text}”; {words.not_for('answered', item.days)}"


def coverage(page: DuePage) -> str:
    """The last line of `due`."""
    if not page.everybody:
        return "Nobody to look after yet: care add NAME."
    if not page.people:
        return words.known(page.known) or "Nobody has a cadence: care every NAME 30d."
    more = page.waiting_in_all - page.shown
    rest = f" · {more} more {'waits' if more == 1 else 'wait'}: care due --all" if more else ""
    if page.known and not page.waiting_in_all:
        # There is time for somebody more.
        rest = f" · {page.known:,} more {'is' if page.known == 1 else 'are'} known: care triage"
    if page.of_nobody:
        one = page.of_nobody == 1
        rest += f" · {page.of_nobody:,} {'waits' if one else 'wait'} for whom nobody is named: "
        rest += "care due --owner none"
    return f"{words.in_touch_in_time(page.in_time, page.people, page.share)}{rest}"
