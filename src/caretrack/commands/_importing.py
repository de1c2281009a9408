"""What `care import` does between the file and the journal."""

from collections.abc import Sequence
from datetime import date
from importlib.util import find_spec
from typing import Any, NamedTuple

from caretrack.commands._entries import own_words
from caretrack.domain.cadence import DEFAULT_CROWD
from caretrack.domain.channels import guess_channel
from caretrack.domain.import_page import ImportPage, LeftOut, Met
from caretrack.domain.kinds import CARE, SALES, Own, guess
from caretrack.errors import WrongUsage
from caretrack.exchange.gate import read
from caretrack.exchange.recognise import JSON, READERS
from caretrack.exchange.records import Item, PersonRecord, Refused, TouchRecord
from caretrack.exchange.source import Asked, Source
from caretrack.journal import due, touches
from caretrack.journal.connection import Journal
from caretrack.journal.intake import Incoming, Intake
from caretrack.session import Session

JOURNAL_JSON = "caretrack.commands._journal_json"
FORMATS: tuple[str, ...] = (*READERS, *([JSON] if find_spec(JOURNAL_JSON) else []))


class Wishes(NamedTuple):
    """What the command line says beside the file."""

    format: str
    dry_run: bool
    update: bool
    tags: list[str]
    columns: list[str]
    kind: str | None
    keep_text: bool


def bring_in(session: Session, source: Source, wishes: Wishes) -> ImportPage:
    """Read the file, then match and write what came of it in one transaction. Raises CareError with the journal untouched."""
    asked = _asked(session, wishes)
    items = list(read(source, asked))
    with (
        session.read() if wishes.dry_run and not session.there() else session.write(make=True) as journal,
        journal.change("import", keep=not wishes.dry_run),
    ):
        own = own_words(session.config.kinds_words, touches.kinds(journal))
        return _take_in(journal, items, wishes, asked, own)


def _asked(session: Session, wishes: Wishes) -> Asked:
    known: frozenset[str] = frozenset()
    crowd = DEFAULT_CROWD
    if session.there():
        with session.read() as journal:
            known, crowd = Intake(journal).emails(), due.crowd(journal)
    mine = session.config.me_emails
    return Asked(
        wishes.format,
        session.today,
        known=known,
        mine=frozenset(mine),
        columns=columns(wishes.columns),
        keep_text=wishes.keep_text,
        month_first=session.month_first,
        crowd=crowd,
    )


def columns(given: Sequence[str]) -> dict[str, str]:
    """What `--map` says: our field -> their column. `name="Full name",email=Mail` in one word, or one pair a time.

    Raises WrongUsage for what is no pair.
    """
    found: dict[str, str] = {}
    for text in given:
        # One pair may have commas in its column.
        for part in [text] if text.count("=") == 1 and '"' not in text else _parts(text):
            field, sign, column = part.partition("=")
            if not (sign and field.strip() and column.strip()):
                raise WrongUsage(f"--map cannot be read: '{part[:60]}'", "It looks like --map 'name=Full name,email=Mail'.")
            found[field.strip().lower()] = column.strip()
    return found


def _parts(text: str) -> list[str]:
    """The parts between the commas, but for those within quotes; quotes taken off."""
    parts, quoted = [""], False
    for char in text:
        if char == '"':
            quoted = not quoted
        elif char == "," and not quoted:
            parts.append("")
        else:
            parts[-1] += char
    return parts


def _take_in(journal: Journal, items: Sequence[Item], wishes: Wishes, asked: Asked, own: Own) -> ImportPage:
    intake = Intake(journal)
    people: list[Met] = []
    refused = [LeftOut(item.where, item.why, item.whole) for item in items if isinstance(item, Refused)]
    for record in (item for item in items if isinstance(item, PersonRecord)):
        incoming = _incoming(record, wishes.tags)
        if intake.several(incoming):
            refused.append(LeftOut(record.where, f"more than one is called {record.name}, and no uid or e-mail says who it is", True))
        else:
            people.append(intake.person(incoming))
    families = {kind.kind: kind.family for kind in touches.kinds(journal).values()}
    counts = {CARE: 0, SALES: 0, "same": 0}
    for touch in (item for item in items if isinstance(item, TouchRecord)):
        ids, why = _people_of(intake, touch, asked)
        if why:
            refused.append(LeftOut(touch.where, why, True))
            continue
        values = _touch(touch, wishes, own)
        counts[families[values["kind"]] if intake.touch(ids, values) else "same"] += 1
    intake.write()
    return ImportPage(wishes.format, wishes.dry_run, people, counts[CARE] + counts[SALES], counts[CARE], counts["same"], refused)


def _incoming(record: PersonRecord, tags: Sequence[str]) -> Incoming:
    sorts = {"uid": (record.uid,), "nickname": record.nicknames, "email": record.emails, "phone": record.phones, "url": record.urls}
    return Incoming(
        name=record.name,
        texts={"company": record.company, "role": record.role, "note": record.note},
        handles=[(sort, value) for sort, values in sorts.items() for value in values if value],
        tags=[*record.tags, *tags],
        occasions=[(item.label, item.month, item.day, item.year) for item in record.occasions],
        facts=[(item.category, item.text, date.fromisoformat(item.learned_on) if item.learned_on else None) for item in record.facts],
    )


def _people_of(intake: Intake, record: TouchRecord, asked: Asked) -> tuple[list[str], str]:
    if date.fromisoformat(record.happened_on) > asked.today:
        return [], f"{record.happened_on} is still to come"
    found = {name: intake.named(name) for name in record.people}
    strangers = [name for name, person_id in found.items() if person_id is None]
    by_mail = [intake.addressed(email) for email in record.emails if email.casefold() not in asked.mine]
    ids = [person_id for person_id in (*found.values(), *by_mail) if person_id]
    if strangers and not any(by_mail):
        return [], f"nobody, or more than one, is called {', '.join(strangers)}"
    return (ids, "") if ids else ([], "nobody in it is in the journal")


def _touch(record: TouchRecord, wishes: Wishes, own: Own) -> dict[str, Any]:
    text = record.clue or record.note
    return {
        "happened_on": date.fromisoformat(record.happened_on),
        "kind": wishes.kind or record.kind or guess(text, own).kind,
        "channel": record.channel or guess_channel(text) or "other",
        "from_them": record.from_them,
        "note": record.note,
        "source_uid": record.uid or None,
    }
