"""`care due -i`: the rows of who waits, each a key away from what is to be done."""

import sys
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import NamedTuple

from caretrack import streams
from caretrack.app.due import Waits, due_page
from caretrack.commands.daily import steps
from caretrack.errors import WrongUsage
from caretrack.journal import people, settings
from caretrack.session import Session
from caretrack.views.page import show
from caretrack.views.pages import profile as profile_page
from caretrack.views.pages.due import coverage
from caretrack.views.terminal import keyboard
from caretrack.views.terminal.due_rows import DueRows, drawn
from caretrack.views.terminal.keyboard import KeyScreen

HISTORY = 3
NO_KEY = "That is none of the keys: ? says which there are."
MOVES = {"k": keyboard.UP, "j": keyboard.DOWN, "g": keyboard.FIRST, "G": keyboard.LAST} | {
    name: name
    for name in (
        keyboard.UP,
        keyboard.DOWN,
        keyboard.FIRST,
        keyboard.LAST,
        keyboard.PAGE_UP,
        keyboard.PAGE_DOWN,
    )
}


class DueFilter(NamedTuple):
    """Whose rows are wanted, as the options of `care due` say; `limit` None is everybody."""

    within: int
    limit: int | None
    tag: str | None
    company: str | None
    owners: Collection[str] | None = None


def can_choose() -> bool:
    """True if there is a terminal on which rows can be chosen."""
    return streams.can_ask() and sys.stdout.isatty() and streams.on_terminal()


def choose_rows(session: Session, chosen: DueFilter) -> int:
    """Let a person go through the rows; return how many are due today in the end.

    Raises WrongUsage where there is no terminal to do so.
    """
    if not can_choose():
        raise WrongUsage("-i needs a terminal", "Leave it out in a pipe or a script.")
    shown = _read(session, chosen, 0)
    none = "Nobody waits."
    if shown.rows:
        none = "That was everybody who waits today."
        shown = _go_through(session, chosen, shown)
    streams.put([*([] if shown.rows else [none]), coverage(shown.page)])
    return shown.page.waiting_in_all


def _go_through(session: Session, chosen: DueFilter, shown: DueRows) -> DueRows:
    with KeyScreen() as screen:
        while shown.rows:
            screen.draw(drawn(shown, *screen.size))
            key = screen.key()
            if key in {"q", keyboard.ESCAPE}:
                break
            shown = _after(key, session, chosen, shown, screen)
    return shown


def _read(session: Session, chosen: DueFilter, at: int, said: str = "") -> DueRows:
    """Return the rows as the journal is now, without those that were skipped today."""
    with session.read() as journal:
        skipped = set(settings.skipped_today(journal))
        page = due_page(
            journal,
            session.now,
            within=chosen.within,
            limit=None if chosen.limit is None else chosen.limit + len(skipped),
            tag=chosen.tag,
            company=chosen.company,
            owners=chosen.owners,
            to_read=False,
        )
        waiting = [item for item in page.waiting if item.id not in skipped][: chosen.limit]
        rows = [*waiting, *page.coming]
    page = page._replace(waiting=waiting, shown=len(waiting), coming=())
    return DueRows(page, rows, _within(at, rows), said)


def _within(at: int, rows: Sequence[Waits]) -> int:
    return max(min(at, len(rows) - 1), 0)


def _after(
    key: str, session: Session, chosen: DueFilter, shown: DueRows, screen: KeyScreen
) -> DueRows:
    """Do what a key asks for; return what is to be shown then."""
    if key in MOVES:
        return shown._replace(at=_moved(MOVES[key], shown, screen), said="")
    if key == "?":
        return shown._replace(help=not shown.help, said="")
    who = shown.rows[shown.at].id
    if key in {"p", keyboard.ENTER}:
        with screen.aside():
            _show_profile(session, who)
            screen.pause()
        return shown._replace(said="")
    if key not in ACTIONS:
        return shown if key in {keyboard.RESIZED, ""} else shown._replace(said=NO_KEY)
    said = ACTIONS[key](session, who, screen)
    after = _read(session, chosen, shown.at, said)
    # Whoever still waits stays chosen.
    places = {item.id: number for number, item in enumerate(after.rows)}
    return after._replace(at=places.get(who, after.at))


def _moved(how: str, shown: DueRows, screen: KeyScreen) -> int:
    """Return which row is chosen after a move."""
    last, page = len(shown.rows) - 1, max(screen.size.lines // 2, 1)
    to = {
        keyboard.UP: shown.at - 1,
        keyboard.DOWN: shown.at + 1,
        keyboard.PAGE_UP: shown.at - page,
        keyboard.PAGE_DOWN: shown.at + page,
        keyboard.FIRST: 0,
        keyboard.LAST: last,
    }[how]
    return min(max(to, 0), last)


def _show_profile(session: Session, who: str) -> None:
    from caretrack.app.profile import profile_of

    with session.read() as journal:
        page = profile_of(journal, people.get(journal, who), HISTORY, session.now, to_read=True)
    show(profile_page.page_of(page))


def _log(session: Session, who: str, screen: KeyScreen) -> str:
    from caretrack.commands.daily.log_line import log_from_line

    with screen.aside():
        with session.read() as journal:
            streams.say(people.get(journal, who).name)
        logged = log_from_line(session, who)
        if logged:
            screen.pause()
    return "" if logged else "Nothing was logged."


def _snooze(session: Session, who: str, screen: KeyScreen) -> str:
    with screen.aside(), session.write() as journal:
        streams.say(people.get(journal, who).name)
        return steps.snooze(session, journal, who)


def _skip(session: Session, who: str, screen: KeyScreen) -> str:
    with session.write() as journal:
        longer = steps.count_skip(journal, who)
        said = f"{people.get(journal, who).name} · skipped for today"
        if longer is None:
            return said
        with screen.aside():
            return steps.offer_longer(journal, who, longer) or said


ACTIONS: Mapping[str, Callable[[Session, str, KeyScreen], str]] = {
    "l": _log,
    "s": _snooze,
    "n": _skip,
}
