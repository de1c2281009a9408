"""`care snooze`: not now."""

from typing import Annotated

from caretrack.app.people import details_of
from caretrack.domain.date_phrases import parse_snooze
from caretrack.domain.dates import spoken
from caretrack.journal import people
from caretrack.options import Json, Name
from caretrack.parameters import Argument
from caretrack.session import Session
from caretrack.views import as_json, words
from caretrack.views.page import answer

EXAMPLES = ("care snooze ana 2 weeks", "care snooze ben monday", "care snooze ben off")


def command(
    session: Session,
    name: Name,
    date: Annotated[
        list[str],
        Argument(metavar="DATE|SPAN", help="'monday', '1 Dec', '10d', '2 weeks'; 'off' ends it."),
    ],
    json: Json = False,
) -> None:
    """Leave somebody off the morning list until a day. The coverage still counts them."""
    with session.write() as journal:
        person, rest = people.find_leading(journal, [name, *date], leaves=1)
        phrase = " ".join(rest)
        day = (
            None
            if phrase.strip().casefold() in {"off", "never", "none"}
            else parse_snooze(phrase, session.today, session.month_first)
        )
        before = person.snoozed_until
        with journal.change("snooze"):
            person = people.change(journal, person.id, {"snoozed_until": day})
        still = before is not None and session.today < before != day
        was = words.was(spoken(before)) if still and before else ""
        line = f"{person.name} · {f'snoozed until {spoken(day)}' if day else 'not snoozed'}{was}"
        answer(json, lambda: as_json.written(details_of(journal, person)), [line])
