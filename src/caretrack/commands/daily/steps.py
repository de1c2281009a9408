"""What can be done about somebody who waits, beside a log: `care next` and `care due -i`."""

from caretrack import streams
from caretrack.domain.cadence import LONGEST_DAYS
from caretrack.domain.date_phrases import parse_snooze
from caretrack.domain.dates import spoken
from caretrack.errors import CareError
from caretrack.journal import due, people, settings
from caretrack.journal.clock_row import usual_days
from caretrack.journal.connection import Journal
from caretrack.session import Session
from caretrack.views import words

LONGER = 2  # how many times the cadence is offered instead, when it is skipped again and again


def snooze(session: Session, journal: Journal, who: str) -> str:
    """Ask until when, snooze them, and return what is said of it."""
    while True:
        phrase = streams.ask("Until when", "1 week", show_default=True)
        try:
            day = parse_snooze(phrase, session.today, session.month_first)
            break
        except CareError as error:
            streams.say(str(error))
    with journal.change("snooze"):
        person = people.change(journal, who, {"snoozed_until": day})
    return f"{person.name} · snoozed until {spoken(day)}"


def count_skip(journal: Journal, who: str) -> int | None:
    """Count one more skip; return the longer cadence to offer after the third, None before."""
    with journal.change("skip"):
        skipped = settings.count_skip(journal, who)
    days = usual_days(journal, who)
    if skipped < settings.OFTEN_SKIPPED or days is None:
        return None
    return min(days * LONGER, LONGEST_DAYS)


def offer_longer(journal: Journal, who: str, longer: int) -> str:
    """Offer a longer cadence; return what is said of it, "" for a no."""
    name, days = people.get(journal, who).name, usual_days(journal, who)
    skipped = settings.read_skips(journal, who)[0]
    if not streams.confirm(
        f"{name} was skipped {skipped} times in a row. Every {longer} d instead of {days}?"
    ):
        return ""
    with journal.change("every"):
        people.change(journal, who, {"cadence_days": longer})
        settings.clear_skips(journal, who)
    return f"{name} · {words.cadence(due.clocks(journal, [who])[who])}"
