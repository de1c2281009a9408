"""`care history`: touches, newest first."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any

from caretrack import streams
from caretrack.domain.dates import spoken
from caretrack.domain.kinds.families import named_channel
from caretrack.domain.model import Touch
from caretrack.domain.person import Person
from caretrack.domain.text import one_line
from caretrack.errors import CareError
from caretrack.journal import people, touches
from caretrack.journal.beside_ids import several_write
from caretrack.journal.connection import Journal
from caretrack.journal.ids import short_ids
from caretrack.options import (
    Full,
    Json,
    MaybeWholeName,
    complete_channels,
    complete_kinds,
    limit_option,
)
from caretrack.parameters import Option
from caretrack.session import Session
from caretrack.views import words
from caretrack.views.page import Cell, ListPage, answer

EXAMPLES = (
    "care history ana",
    "care history --family sales --since 'last month'",
    "care history k3f9 --edits",
)
UNSAID = {"created_at", "updated_at", "name_key", "value_key"}


def command(
    session: Session,
    name: MaybeWholeName = None,
    kind: Annotated[
        str | None,
        Option("--kind", metavar="KIND", help="Only of this kind.", complete=complete_kinds),
    ] = None,
    family: Annotated[
        str | None,
        Option("--family", metavar="care|sales|tried", help="Only of this family."),
    ] = None,
    channel: Annotated[
        str | None,
        Option(
            "--channel",
            metavar="CHANNEL",
            help="Only by this channel.",
            complete=complete_channels,
        ),
    ] = None,
    since: Annotated[
        str | None, Option("--since", metavar="DATE", help="From this day on.")
    ] = None,
    until: Annotated[str | None, Option("--until", metavar="DATE", help="Up to this day.")] = None,
    limit: Annotated[int | None, limit_option("How many (config: history.limit, 20).")] = None,
    edits: Annotated[
        bool,
        Option("--edits", help="Every change of one entry (its id), or of one person, instead."),
    ] = False,
    full: Full = False,
    json: Json = False,
) -> None:
    """Touches with everybody or with one person, newest first."""
    if family is not None:
        from caretrack.app.entries import clean_family

        family = clean_family(family)
    first, last = _day(session, "since", since), _day(session, "until", until)
    if first and last and first > last:
        raise CareError("--since is after --until", "Turn them around.")
    with session.read(somebody=bool(name)) as journal:
        if edits:
            from caretrack.app.edits import edits_of

            changes = edits_of(journal, " ".join(name) if name else None)
            return answer(json, changes, lambda: _edits(changes), full=full)
        person = people.find(journal, " ".join(name)) if name else None
        found = touches.history(
            journal,
            person=person.id if person else None,
            kind=_kind(kind, journal) if kind else None,
            family=family,
            channel=named_channel(channel) if channel else None,
            since=first,
            until=last,
            limit=limit or session.config.history_limit,
        )
        return answer(
            json,
            lambda: _objects(found, session.today),
            lambda: _table(journal, found, person),
            full=full,
        )


def _kind(typed: str, journal: Journal) -> str:
    """Return the kind that is meant. Raises WrongUsage."""
    from caretrack.app.entries import clean_kind

    return clean_kind(typed, touches.kinds(journal))


def _objects(found: list[Touch], today: date) -> list[dict[str, Any]]:
    from caretrack.views.as_json import touch

    return [{**touch(item), "ahead": item.happened_on > today} for item in found]


def _table(journal: Journal, found: list[Touch], person: Person | None) -> ListPage:
    starts = short_ids(journal.db, [item.id for item in found])
    labels = touches.kinds(journal)
    rows: list[tuple[Cell, ...]] = [
        (
            item.happened_on,
            _people(item, person),
            item.channel,
            f"{labels[item.kind].label} ({item.family}{_ahead(item, journal.today)})",
            one_line(item.note),
            starts[item.id],
        )
        for item in found
    ]
    header: tuple[str, ...] = ("happened_on", "people", "channel", "kind", "note", "id")
    if several_write(journal):
        header = (*header[:-2], "by", *header[-2:])
        rows = [
            (*cells[:-2], item.by, *cells[-2:]) for item, cells in zip(found, rows, strict=True)
        ]
    return ListPage(header, rows, "No touch yet: care log NAME what was said.", of_touches=True)


def _ahead(item: Touch, today: date) -> str:
    return ", ahead" if item.happened_on > today else ""


def _people(item: Touch, first: Person | None) -> str:
    """Return who was in a touch.

    On a terminal, no more than a line can hold, the person who was asked for first.
    """
    if not streams.on_terminal():
        return ", ".join(name for _, name in item.people) + words.how_many(item)
    sides = sorted(item.people, key=lambda side: first is None or side[0] != first.id)
    return words.few([name for _, name in sides]) + words.how_many(item)


def _day(session: Session, what: str, phrase: str | None) -> str | None:
    """Return the day of --since or --until in ISO; say it on stderr if it was typed otherwise."""
    if phrase is None:
        return None
    from caretrack.domain.date_phrases import parse_date

    day = parse_date(phrase, session.today, prefer="past", month_first=session.month_first)
    if day.isoformat() != phrase:
        streams.say(f"{what} {spoken(day)}")
    return day.isoformat()


def _edits(changes: Sequence[dict[str, Any]]) -> ListPage:
    """Every change of an entry, a row each."""
    rows = [
        (
            words.instant(str(item["made_at"])) if item["made_at"] else "by another program",
            f"{item['command']}, from {item['from']}" if "from" in item else str(item["command"]),
            _difference(item["before"], item["after"]),
        )
        for item in changes
    ]
    return ListPage(("made_at", "command", "change"), rows, "No change is known.")


def _difference(before: dict[str, Any] | None, after: dict[str, Any] | None) -> str:
    old, new = before or {}, after or {}
    names = [
        name for name in {**old, **new} if name not in UNSAID and old.get(name) != new.get(name)
    ]
    if before is None:
        return "; ".join(f"{name}: {new[name]}" for name in names if name != "id")
    return "; ".join(
        f"{name}: {_or_nothing(old.get(name))} → {_or_nothing(new.get(name))}" for name in names
    )


def _or_nothing(value: object) -> str:
    return "nothing" if value is None else str(value)
