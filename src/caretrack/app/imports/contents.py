"""What `care import` reads out of a file: people and touches as they would be written, and what is refused."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from caretrack.domain.kinds.families import CHANNELS, Kind
from caretrack.domain.kinds.guess import Own, guess, guess_channel
from caretrack.domain.pages.imports import LeftOut
from caretrack.domain.people.incoming import Handle, Incoming, Yearly
from caretrack.domain.people.phone import distinct_phones
from caretrack.errors import WrongUsage
from caretrack.formats.records import PersonRecord, Refused, TouchRecord
from caretrack.formats.source import Asked
from caretrack.journal.imports.touches import IncomingTouch
from caretrack.journal.people import handle_key

# Nobody reads more, and garbage may have millions.
MOST_REFUSED = 10_000


class Wishes(NamedTuple):
    """What the command line says beside the file."""

    format: str
    dry_run: bool
    update: bool
    tags: tuple[str, ...]
    columns: dict[str, str]
    kind: str | None
    keep_text: bool


class Draft(NamedTuple):
    """A touch as it was read, its kind worked out: what that was worked out from is not kept. Whose it is, is found out later."""

    touch: IncomingTouch
    names: tuple[str, ...]
    emails: tuple[str, ...]
    where: str
    guessed: bool


class Refusals:
    """What is refused: the first of it as it is, the rest as a number."""

    def __init__(self) -> None:
        """Nothing yet."""
        self.kept: list[LeftOut] = []
        self.more = 0

    def add(self, where: str, why: str, *, whole: bool = True, number: int = 1) -> None:
        """One thing more that does not come in."""
        if len(self.kept) < MOST_REFUSED:
            self.kept.append(LeftOut(where, why, whole, number))
        else:
            self.more += number


class Contents(NamedTuple):
    """All that came out of a file."""

    people: list[Incoming]
    touches: list[Draft]
    refused: Refusals

    @property
    def nothing(self) -> bool:
        """Whether the journal is not concerned."""
        return not (self.people or self.touches)


class Known(NamedTuple):
    """What the journal knew before the file was read."""

    emails: frozenset[str]
    uids: frozenset[str]
    kinds: dict[str, Kind]
    own: Own
    crowd: int
    country: str = ""


def contents_of(
    items: Iterable[PersonRecord | TouchRecord | Refused],
    wishes: Wishes,
    asked: Asked,
    known: Known,
) -> Contents:
    """What the items of a reader are to the journal."""
    found = Contents([], [], Refusals())
    for item in items:
        if isinstance(item, PersonRecord):
            found.people.append(
                _incoming(item, wishes.tags, asked.today, found.refused, known.country)
            )
        elif isinstance(item, Refused):
            found.refused.add(item.where, item.why, whole=item.whole, number=item.number)
        elif date.fromisoformat(item.happened_on) > asked.today:
            found.refused.add(item.where, f"{item.happened_on} is still to come")
        else:
            found.touches.append(_draft(item, wishes, asked, known))
    return found


def _incoming(
    record: PersonRecord, tags: Sequence[str], today: date, refused: Refusals, country: str
) -> Incoming:
    sorts = {
        "uid": (record.uid,),
        "nickname": record.nicknames,
        "email": record.emails,
        "phone": [record.phones[place] for place in distinct_phones(record.phones, country)],
        "url": record.urls,
    }
    days = []
    for item in record.occasions:
        year = item.year
        if year is not None and (year, item.month, item.day) > (today.year, today.month, today.day):
            refused.add(
                record.where, f"the year of the {item.label}: {year} is still to come", whole=False
            )
            year = None
        days.append(Yearly(item.label, item.month, item.day, year))
    return Incoming(
        name=record.name,
        where=record.where,
        texts={
            "company": record.company,
            "role": record.role,
            "say": record.say,
            "met": record.met,
            "note": record.note,
        },
        handles=tuple(
            Handle(sort, value, handle_key(sort, value, country))
            for sort, values in sorts.items()
            for value in values
            if value
        ),
        tags=(*record.tags, *tags),
        days=tuple(days),
        facts=tuple(
            (
                item.category,
                item.text,
                date.fromisoformat(item.learned_on) if item.learned_on else None,
            )
            for item in record.facts
        ),
    )


def _draft(record: TouchRecord, wishes: Wishes, asked: Asked, known: Known) -> Draft:
    text = record.clue or record.note
    kind = wishes.kind or (record.kind if record.kind in known.kinds else "")
    guessed = not kind
    if guessed and record.uid not in known.uids:
        # What is there already is not written, and to work out fifty thousand kinds takes a while.
        kind = guess(text, known.own).kind
    channel = record.channel if record.channel in CHANNELS else guess_channel(text) or "other"
    touch = IncomingTouch(
        date.fromisoformat(record.happened_on),
        kind,
        channel,
        record.from_them,
        record.note,
        record.uid,
        (),
    )
    emails = tuple(email for email in record.emails if email.casefold() not in asked.mine)
    return Draft(touch, record.people, emails, record.where, guessed)


def columns(given: Sequence[str]) -> dict[str, str]:
    """What `--map` says: our field -> their column. `name="Full name",email=Mail` in one word, or one pair a time.

    Raises WrongUsage for what is no pair.
    """
    found: dict[str, str] = {}
    for text in given:
        for part in _parts(text):
            field, sign, column = part.partition("=")
            if not (sign and field.strip() and column.strip()):
                raise WrongUsage(
                    f"--map cannot be read: '{part[:60]}'",
                    "It looks like --map 'name=Full name,email=Mail'.",
                )
            found[field.strip().lower()] = column.strip()
    return found


def _parts(text: str) -> Iterator[str]:
    """The parts between the commas, but for those within quotes; quotes taken off. One pair alone may have commas in its column."""
    if text.count("=") == 1 and '"' not in text:
        yield text
        return
    part, quoted = "", False
    for char in text + ",":
        if char == '"':
            quoted = not quoted
        elif char == "," and not quoted:
            yield part
            part = ""
        else:
            part += char
    if part:
        yield part
