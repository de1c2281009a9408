"""What the morning list says."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from caretrack.app.due import DuePage, Owed, Waits
from caretrack.domain.clock import is_due
from caretrack.domain.dates import short, spoken
from caretrack.views import words
from caretrack.views.page import Item, Listing, Page, Section, Span

if TYPE_CHECKING:
    from caretrack.domain.talk.occasions import ComingOccasion

WAITING = ("waiting", "since", "cadence", "due_on", "sales_since", "opener", "tried")
WIDTHS = (28, 24, 24, 24, 0)
OWED = ("owed", "what", "on", "id")
# So many meetings that are over are asked after at once.
SHOWN_PASSED = 3
SOON = ("soon", "occasion", "on", "idea")


def page_of(due: DuePage) -> Page:
    """The morning list; those who wait are read while they are shown."""
    hidden = due.owed_in_all - len(due.owed)
    sections: list[Section | Listing] = [
        Listing("", WAITING, _waiting(due), widths=WIDTHS, under=4)
    ]
    if due.owed:
        more = f"and {hidden} more: care open" if hidden else ""
        owed = [_owed(item, due.today) for item in due.owed]
        sections.append(Listing("You owe", OWED, owed, style="owed", more=more))
    if due.occasions:
        more = "and more: care occasions" if due.occasions_more else ""
        soon = [_coming(item) for item in due.occasions]
        sections.append(Listing("Soon", SOON, soon, style="soon", more=more))
    if due.passed:
        sections.append(_passed(due))
    return Page((*head(due), *_meetings(due)), (), sections, end=coverage(due), lists_alone=True)


def json_of(due: DuePage) -> Iterator[str]:
    """`care due --json`."""
    from caretrack.views import as_json

    return as_json.due(due)


def head(page: DuePage) -> tuple[Span, ...]:
    """Which day it is, and how many have waited too long."""
    day = (f"{page.today:%A} {page.today.day} {page.today:%B} ·", "quiet")
    if not page.everybody:
        return (day, (" good morning", ""))
    ahead = page.waiting_in_all - page.due_today
    soon = (f" · {ahead} more in the days asked for" if ahead else "", "")
    if not page.due_today:
        return (day, (" ", ""), ("nobody has waited too long", "care"), soon)
    verb = "has" if page.due_today == 1 else "have"
    return (
        day,
        (" ", ""),
        (f"{page.due_today} of {page.people} {verb} waited too long", "head"),
        soon,
    )


def _meetings(page: DuePage) -> tuple[Span, ...]:
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


def _waiting(page: DuePage) -> Iterator[Item]:
    for item in page.waiting:
        clock = item.clock
        opener = item.openers[0].text if item.openers else ""
        cells = (
            item.name,
            words.since(clock),
            words.cadence(clock),
            clock.due_on,
            words.sales_count(clock) or 0,
            opener,
            words.tried(item.tried, page.today),
        )
        yield Item(cells, _spans(item, opener, page.today))


def _spans(item: Waits, opener: str, today: date) -> tuple[Span, ...]:
    clock = item.clock
    cadence = f"added {short(item.added_on, today)}" if clock.never else words.cadence(clock)
    due_now = is_due(clock.due_on, today)
    if not due_now and clock.due_on is not None:
        cadence += f", due {short(clock.due_on, today)}"
    return (
        (item.name, "name"),
        (words.since(clock), "late" if due_now else ""),
        (cadence, "quiet"),
        (
            words.sales_and_tried(clock, item.tried, today),
            "sales" if clock.only_sales else "quiet",
        ),
        (opener, ""),
    )


def _owed(item: Owed, today: date) -> Item:
    what = what_is_owed(item, today)
    dot = "" if item.sort in {"answer", "thank"} else " ·"
    return Item(
        (item.name, what, item.on or "", item.short),
        ((item.name, "name"), (f"{dot} {what}", ""), (f" · {item.short}", "id")),
    )


def _coming(item: "ComingOccasion") -> Item:
    return Item(
        (item.name, item.words, item.on, item.idea),
        (
            (item.name, "name"),
            (f" · {item.words} · {spoken(item.on)}", ""),
            (f" · {item.idea}", "quiet"),
        ),
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
        return f"said {on} “{item.text}”; {words.not_for('thanked', item.days)}"
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
        return "Nobody has a cadence: care every NAME 30d."
    more = page.waiting_in_all - page.shown
    rest = f" · {more} more {'waits' if more == 1 else 'wait'}: care due --all" if more else ""
    return f"{words.in_touch_in_time(page.in_time, page.people, page.share)}{rest}"
