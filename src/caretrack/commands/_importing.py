"""What `care import` does between the file and the journal: read, match, write.

The file is read before the journal is locked, and nothing is written before everything is matched: the lock is held for as long
as it takes to write, and a dry run does all but that.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from importlib.util import find_spec
from typing import NamedTuple

from caretrack.domain.channels import CHANNELS, guess_channel
from caretrack.domain.import_page import ImportPage, LeftOut, Met, Touched, Touches
from caretrack.domain.intake import Handle, Incoming, Yearly
from caretrack.domain.kinds import BUILT_IN, Kind, guess
from caretrack.exchange.gate import read
from caretrack.exchange.recognise import JSON, READERS
from caretrack.exchange.records import PersonRecord, Refused, TouchRecord
from caretrack.exchange.source import Asked, Source
from caretrack.journal import due, touches
from caretrack.journal.connection import Journal
from caretrack.journal.intake import Intake
from caretrack.journal.intake_touches import ADDED, GROWN, SAME, IncomingTouch, TouchIntake, known_emails, known_uids
from caretrack.journal.people import handle_key
from caretrack.session import Session
from caretrack.views.progress import Progress

JOURNAL_JSON = "caretrack.commands._journal_json"
FORMATS: tuple[str, ...] = (*READERS, *([JSON] if find_spec(JOURNAL_JSON) else []))


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


class Contents(NamedTuple):
    """All that came out of a file."""

    people: list[Incoming]
    touches: list[Draft]
    refused: list[LeftOut]


class Known(NamedTuple):
    """What the journal knew before the file was read."""

    emails: frozenset[str]
    uids: frozenset[str]
    kinds: dict[str, Kind]


def bring_in(session: Session, source: Source, wishes: Wishes) -> ImportPage:
    """Read the file, then match and write what came of it, as one change. Raises CareError with the journal untouched."""
    known = _known(session)
    wishes = wishes._replace(kind=_clean_kind(wishes.kind, known.kinds))
    mine: Iterable[str] = getattr(session.config, "me_emails", ())
    asked = Asked(
        wishes.format,
        session.today,
        known=known.emails,
        mine=frozenset(address.casefold() for address in mine),
        columns=wishes.columns,
        keep_text=wishes.keep_text,
        month_first=session.month_first,
        crowd=crowd,
    )
    with Progress() as progress:
        progress.now(f"Reading {source.path.name}", source.size, lambda: source.position)
        contents = _contents(read(source, asked), wishes, asked, known)
        if wishes.dry_run:
            with session.read() as journal:
                return _take_in(journal, contents, wishes, progress, known)
        with session.write(make=True) as journal, journal.change("import"):
            return _take_in(journal, contents, wishes, progress, known)


def _known(session: Session) -> Known:
    if not session.there():
        return Known(frozenset(), frozenset(), {kind.kind: kind for kind in BUILT_IN})
    with session.read() as journal:
        return Known(known_emails(journal), known_uids(journal), touches.kinds(journal))


def _clean_kind(word: str | None, known: dict[str, Kind]) -> str | None:
    from caretrack.commands._entries import clean_kind

    return None if word is None else clean_kind(word, known)


def _contents(items: Iterable[PersonRecord | TouchRecord | Refused], wishes: Wishes, asked: Asked, known: Known) -> Contents:
    found = Contents([], [], [])
    for item in items:
        if isinstance(item, PersonRecord):
            found.people.append(_incoming(item, wishes.tags, asked.today, found.refused))
        elif isinstance(item, Refused):
            found.refused.append(LeftOut(item.where, item.why, item.whole))
        elif date.fromisoformat(item.happened_on) > asked.today:
            found.refused.append(LeftOut(item.where, f"{item.happened_on} is still to come"))
        else:
            found.touches.append(_draft(item, wishes, asked, known))
    return found


def _incoming(record: PersonRecord, tags: Sequence[str], today: date, refused: list[LeftOut]) -> Incoming:
    sorts = {"uid": (record.uid,), "nickname": record.nicknames, "email": record.emails, "phone": record.phones, "url": record.urls}
    days = []
    for item in record.occasions:
        year = item.year
        if year is not None and (year, item.month, item.day) > (today.year, today.month, today.day):
            refused.append(LeftOut(record.where, f"the year of the {item.label} left out: {year} is still to come", whole=False))
            year = None
        days.append(Yearly(item.label, item.month, item.day, year))
    return Incoming(
        name=record.name,
        where=record.where,
        texts={"company": record.company, "role": record.role, "say": record.say, "met": record.met, "note": record.note},
        handles=tuple(Handle(sort, value, handle_key(sort, value)) for sort, values in sorts.items() for value in values if value),
        tags=(*record.tags, *tags),
        days=tuple(days),
        facts=tuple((item.category, item.text, date.fromisoformat(item.learned_on) if item.learned_on else None) for item in record.facts),
    )


def _draft(record: TouchRecord, wishes: Wishes, asked: Asked, known: Known) -> Draft:
    text = record.clue or record.note
    kind = wishes.kind or (record.kind if record.kind in known.kinds else "")
    guessed = not kind
    if guessed and record.uid not in known.uids:
        # What is there already is not written, and to work out fifty thousand kinds takes a while.
        kind = guess(text).kind
    channel = record.channel if record.channel in CHANNELS else guess_channel(text) or "other"
    touch = IncomingTouch(date.fromisoformat(record.happened_on), kind, channel, record.from_them, record.note, record.uid, ())
    emails = tuple(email for email in record.emails if email.casefold() not in asked.mine)
    return Draft(touch, record.people, emails, record.where, guessed)


def _take_in(journal: Journal, contents: Contents, wishes: Wishes, progress: Progress, known: Known) -> ImportPage:
    progress.now("Matching")
    intake = Intake(journal)
    refused = list(contents.refused)
    people: list[Met] = []
    for answer in intake.people(contents.people, update=wishes.update):
        if isinstance(answer, Met):
            people.append(answer)
        else:
            refused.append(answer)
    touched = _touches(intake, contents.touches, refused, known)
    if not wishes.dry_run:
        progress.now("Writing into the journal")
        intake.write()
    return ImportPage(wishes.format, wishes.dry_run, wishes.update, tuple(people), touched, tuple(refused))


def _touches(intake: Intake, drafts: Sequence[Draft], refused: list[LeftOut], known: Known) -> Touches:
    found, strangers = [], 0
    for draft in drafts:
        ids, unknown = _people_of(intake, draft)
        if ids:
            found.append((draft.touch._replace(people=ids), draft.guessed))
        elif unknown:
            refused.append(LeftOut(draft.where, f"nobody, or more than one, is called {', '.join(unknown)}"))
        else:
            strangers += 1
    taking = TouchIntake(intake.journal, intake.bulk)
    taking.look_up([touch for touch, _ in found])
    counts = {ADDED: 0, SAME: 0, GROWN: 0}
    new, guessed = [], 0
    for touch, is_guess in found:
        if not (touch.kind or taking.is_there(touch)):
            touch = touch._replace(kind=guess(touch.note).kind)  # noqa: PLW2901 - somebody deleted it since it was looked up
        outcome = taking.take(touch)
        counts[outcome] += 1
        if outcome == ADDED:
            guessed += is_guess
            new.append(_touched(intake, touch, known))
    return Touches(tuple(new), counts[SAME], counts[GROWN], strangers, guessed)


def _touched(intake: Intake, touch: IncomingTouch, known: Known) -> Touched:
    names = tuple(intake.matcher.name(person_id) for person_id in touch.people)
    return Touched(touch.happened_on.isoformat(), touch.kind, known.kinds[touch.kind].family, touch.channel, names, touch.note)


def _people_of(intake: Intake, draft: Draft) -> tuple[tuple[str, ...], list[str]]:
    """Everybody in it, by name and by address; and, where a touch names people and nothing else, those who are not known."""
    by_name = {name: intake.matcher.named(name) for name in draft.names}
    by_mail = [intake.matcher.addressed(handle_key("email", email)) for email in draft.emails]
    unknown = [] if draft.emails else [name for name, person_id in by_name.items() if person_id is None]
    ids = () if unknown else tuple(dict.fromkeys(person_id for person_id in (*by_name.values(), *by_mail) if person_id))
    return ids, unknown


def columns(given: Sequence[str]) -> dict[str, str]:
    """What `--map` says: our field -> their column. `name="Full name",email=Mail` in one word, or one pair a time.

    Raises WrongUsage for what is no pair.
    """
    from caretrack.errors import WrongUsage

    found: dict[str, str] = {}
    for text in given:
        for part in _parts(text):
            field, sign, column = part.partition("=")
            if not (sign and field.strip() and column.strip()):
                raise WrongUsage(f"--map cannot be read: '{part[:60]}'", "It looks like --map 'name=Full name,email=Mail'.")
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
