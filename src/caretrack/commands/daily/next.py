"""`care next`: one person, the whole page, then what to do about them (S2.1, S4.2)."""

from collections.abc import Callable
from functools import partial

from caretrack import streams
from caretrack.app.profile import profile_of
from caretrack.journal import people, settings, who_waits
from caretrack.journal.connection import Journal
from caretrack.options import Company, Json, Mine, Owner, Tag, chosen_owners
from caretrack.session import Session
from caretrack.views import as_json
from caretrack.views.page import answer
from caretrack.views.pages.profile import page_of

EXAMPLES = ("care next", "care next --tag vip")
HISTORY = 3
# The keys are those of `care due -i`.
QUESTION = "[l]og, [s]nooze, [n]ext (skip), [p]rofile or [q]uit"
ANSWERS = "l, s, n (skip for today), p or q; ? says more."
KEYS = (
    "l  log: a note, with the options of `care log`",
    "s  snooze: asks until when",
    "n  next: skip them for today; after the third time a longer cadence is offered",
    "p  the profile again",
    "q  stop, as Enter does",
    "In older versions n was snooze, k skip and s stop.",
)


def command(
    session: Session,
    tag: Tag = None,
    company: Company = None,
    mine: Mine = False,
    owner: Owner = None,
    json: Json = False,
) -> None:
    """Show the one person most in need of a caring touch. On a terminal, go on with log, snooze,
    skip or stop.

    The keys are those of `care due -i`: l logs, s snoozes, n skips to the next one for today, p
    shows the profile, q stops. In older versions n was snooze, k skip and s stop. When you skip
    somebody for the third time, you are offered a longer cadence for them.
    """
    asking = streams.can_ask() and not json
    with session.write() if asking and session.has_journal() else session.read() as journal:
        owners = chosen_owners(session, journal, owner, mine)
        among = who_waits.ids_with(journal, tag, company, owners)
        passed: set[str] = set(settings.skipped_today(journal)) if asking else set()
        while True:
            waiting, _ = who_waits.due_ids(journal, limit=len(passed) + 1, among=among)
            who = next((person_id for person_id in waiting if person_id not in passed), None)
            if who is None:
                return _nobody(json, bool(passed))
            page = profile_of(
                journal, people.get(journal, who), HISTORY, session.now, to_read=not json
            )
            shown = partial(answer, json, partial(as_json.profile, page), partial(page_of, page))
            shown()
            if not asking or not _act(session, journal, who, shown):
                return None
            passed.add(who)


def _nobody(json: bool, went_through: bool) -> None:
    answer(json, None, ["That was everybody who waits today." if went_through else "Nobody waits."])


def _act(session: Session, journal: Journal, who: str, show_again: Callable[[], None]) -> bool:
    """Ask what to do and do it; whether to go on to the next person."""
    from caretrack.commands.daily import steps

    while True:
        streams.say("")
        answer = streams.ask(QUESTION, "q").lower()
        if answer in {"l", "log"}:
            if _log(session, who):
                return True
        elif answer in {"s", "snooze"}:
            streams.put([steps.snooze(session, journal, who)])
            return True
        elif answer in {"n", "next", "skip"}:
            longer = steps.count_skip(journal, who)
            if longer is not None and (said := steps.offer_longer(journal, who, longer)):
                streams.put([said])
            return True
        elif answer in {"p", "profile"}:
            show_again()
        elif answer in {"q", "quit", "stop"}:
            return False
        elif answer == "?":
            streams.say_lines(KEYS)
        else:
            streams.say(f"'{answer[:20]}' is not an answer: type {ANSWERS}")


def _log(session: Session, who: str) -> bool:
    from caretrack.commands.daily.log_line import log_from_line

    return log_from_line(session, who)
