"""`care every`: how often somebody should hear from you."""

from contextlib import suppress
from typing import Annotated

from caretrack.app.people import clean_tag, details_of
from caretrack.domain.cadence import cadence_days
from caretrack.domain.clock import NEVER, Clock
from caretrack.domain.dates import spoken
from caretrack.domain.load import Load, load_change
from caretrack.errors import WrongUsage
from caretrack.journal import due, people, settings
from caretrack.journal.connection import Journal
from caretrack.journal.known import take_in_tagged
from caretrack.journal.work_load import work_load
from caretrack.options import Json, complete_people, complete_tags
from caretrack.parameters import Argument, Option
from caretrack.session import Session
from caretrack.views import as_json, words
from caretrack.views.page import answer

LONGEST_CADENCE = 4
EXAMPLES = ("care every ana 2w", "care every ben never", "care every --tag vip 14d")


def command(
    session: Session,
    arguments: Annotated[
        list[str],
        Argument(
            metavar="[NAME] CADENCE",
            help="Who, and 30, 30d, 2w, 3m, monthly, never or default.",
            complete=complete_people,
        ),
    ],
    tag: Annotated[
        str | None,
        Option(
            "--tag",
            metavar="TAG",
            help="Instead of NAME: for everybody with this tag.",
            complete=complete_tags,
        ),
    ] = None,
    json: Json = False,
) -> None:
    """Set a cadence: the longest a person should go without a caring touch.

    A person's own comes first; else the shortest among their tags; else the journal's (`care config
    cadence`). A low mood last time halves it. `never` means no reminders; `default` removes their
    own.
    """
    name, cadence = _split(arguments)
    if bool(name) == (tag is not None):
        raise WrongUsage(
            "say whose cadence it is, and what",
            "Like `care every ana 2w`, or `care every --tag vip 2w`.",
        )
    days = None if cadence.strip().casefold() == "default" else cadence_days(cadence)
    if tag is not None:
        return _tag(session, clean_tag(tag), days, json)
    with session.write() as journal:
        before = people.find(journal, " ".join(name))
        load = work_load(journal)
        with journal.change("every"):
            person = people.change(journal, before.id, {"cadence_days": days})
        clock = due.clocks(journal, [person.id]).get(person.id)
        taken_in = before.known_on is not None and person.known_on is None
        was = words.was(_own(before.cadence_days)) if before.cadence_days != days else ""
        lines = [_line(person.name, clock, was, taken_in=taken_in), *_effect(journal, load)]
        return answer(json, lambda: as_json.written(details_of(journal, person)), lines)


def _own(days: int | None) -> str:
    """Return a cadence of somebody's own, or of a tag; "" for none."""
    return "" if days is None else "no reminders" if days == NEVER else f"every {days} d"


def _line(name: str, clock: Clock | None, was: str, *, taken_in: bool) -> str:
    if clock is None:
        return f"{name} · kept, but they are in the archive: no reminders"
    if taken_in and clock.due_on:
        return f"{words.taken_in(name, clock)} · first due {spoken(clock.due_on)}"
    by = f" · due {spoken(clock.due_on)}" if clock.due_on else ""
    return f"{name} · {words.cadence(clock)}{was}{by}"


def _effect(journal: Journal, before: Load) -> list[str]:
    """What all cadences ask for now, where that is another number than before."""
    after = work_load(journal)
    return [load_change(before, after)] if after.says_something and before != after else []


def _split(arguments: list[str]) -> tuple[list[str], str]:
    """The name and the cadence: the longest last words that are one ("every 2 weeks")."""
    for start in range(max(0, len(arguments) - LONGEST_CADENCE), len(arguments)):
        cadence = " ".join(arguments[start:])
        with suppress(WrongUsage):
            if cadence.casefold() != "default":
                cadence_days(cadence)
            return arguments[:start], cadence
    return arguments[:-1], arguments[-1]


def _tag(session: Session, tag: str, days: int | None, json: bool) -> None:
    with session.write(make=True) as journal:
        load = work_load(journal)
        before = settings.tag_cadence(journal, tag)
        with journal.change("every"):
            settings.set_tag_cadence(journal, tag, days)
            taken = take_in_tagged(journal, tag) if days is not None else []
        tagged = settings.count_tagged(journal, tag)
        effect = _effect(journal, load)
    cadence = _own(days) or "no cadence of its own"
    was = words.was(_own(before)) if before != days else ""
    have = f"{tagged} {'person has' if tagged == 1 else 'people have'} it"
    new = words.count(len(taken), "of them is", "of them are")
    spread = f", their first days spread over {days} d" if days and len(taken) > 1 else ""
    lines = [f"{new} looked after from now on{spread}."] if taken else []
    value = {"tag": tag, "days": days, "taken_in": taken}
    answer(json, value, [f"#{tag} · {cadence}{was} · {have}", *lines, *effect])
