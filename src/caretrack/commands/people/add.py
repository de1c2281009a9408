"""`care add`: somebody new to look after."""

from typing import Annotated, Any

from caretrack.domain.cadence import cadence_days
from caretrack.domain.dates import spoken
from caretrack.domain.model import Occasion
from caretrack.domain.people.chats import clean_account
from caretrack.domain.people.names import clean_name, clean_nickname
from caretrack.domain.person import Person
from caretrack.domain.person_texts import TEXT_NAMES
from caretrack.domain.talk.occasions import next_on, with_years
from caretrack.domain.text import clean_text
from caretrack.domain.yearly_day import parse_yearly_day
from caretrack.journal import due, entries, people
from caretrack.journal.connection import Journal
from caretrack.journal.ids import short_id
from caretrack.options import Json, text_option
from caretrack.parameters import Argument, Option
from caretrack.session import Session
from caretrack.views import as_json, words
from caretrack.views.page import answer

EXAMPLES = (
    "care add 'Ana Silva' --company 'Lagoon Foods' --role 'Head of Finance'",
    "care add 'Łukasz Żak' --nickname Luk --say 'WOO-kash' --birthday '14 March' --every 2w",
    "care add 'Ana Silva' --company 'Other Ltd' --anyway",
)


def command(
    session: Session,
    name: Annotated[
        list[str], Argument(metavar="NAME", help="The whole name; quotes are not needed.")
    ],
    company: Annotated[str | None, text_option("company")] = None,
    role: Annotated[str | None, text_option("role")] = None,
    department: Annotated[str | None, text_option("department")] = None,
    duties: Annotated[str | None, text_option("duties")] = None,
    email: Annotated[
        list[str] | None, Option("--email", help="An e-mail address; may be given again.")
    ] = None,
    phone: Annotated[
        list[str] | None, Option("--phone", help="A phone number; may be given again.")
    ] = None,
    fax: Annotated[
        list[str] | None, Option("--fax", help="A fax number; may be given again.")
    ] = None,
    chat: Annotated[
        list[str] | None,
        Option("--chat", help="An account, like skype:ana.silva; may be given again."),
    ] = None,
    nickname: Annotated[
        list[str] | None,
        Option("--nickname", help="What else they are called; may be given again."),
    ] = None,
    say: Annotated[str | None, text_option("say")] = None,
    birthday: Annotated[
        str | None, Option("--birthday", help="'14 March', '14 Mar 1976', '1976-03-14'.")
    ] = None,
    every: Annotated[
        str | None,
        Option("--every", metavar="CADENCE", help="30, 30d, 2w, 3m, monthly or never."),
    ] = None,
    tag: Annotated[list[str] | None, Option("--tag", help="A tag; may be given again.")] = None,
    met: Annotated[str | None, text_option("met")] = None,
    service: Annotated[str | None, text_option("service")] = None,
    prefers: Annotated[str | None, text_option("prefers")] = None,
    zone: Annotated[str | None, text_option("zone")] = None,
    hours: Annotated[str | None, text_option("hours")] = None,
    address: Annotated[str | None, text_option("address")] = None,
    owner: Annotated[str | None, text_option("owner")] = None,
    note: Annotated[str | None, text_option("note")] = None,
    anyway: Annotated[
        bool, Option("--anyway", help="Even if somebody of that name is there.")
    ] = False,
    json: Json = False,
) -> None:
    """Add somebody to look after.

    Their clock starts today: the first caring touch is due within their cadence.
    """
    given = locals()
    from caretrack.app.people import (
        clean_email,
        clean_person_texts,
        clean_tag,
        details_of,
        write_birthday,
    )
    from caretrack.journal.settings import mark_distinct

    values: dict[str, Any] = clean_person_texts(
        {name: given[name] for name in TEXT_NAMES if name != "owner"}
    )
    days = cadence_days(every) if every is not None else None
    day = (
        parse_yearly_day(birthday, month_first=session.month_first)
        if birthday is not None
        else None
    )
    whole = clean_name(" ".join(name))
    handles = {
        "email": [clean_email(item) for item in email or []],
        "phone": [clean_text(item, "the phone number") for item in phone or []],
        "fax": [clean_text(item, "the fax number") for item in fax or []],
        "chat": [clean_account(item) for item in chat or []],
        "nickname": [clean_nickname(item) for item in nickname or []],
    }
    tags = [clean_tag(item) for item in tag or []]
    with session.write(make=True) as journal:
        if owner is not None:
            values["owner"] = _owner(session, journal, owner)
        with journal.change("add"):
            twins = people.with_same_name(journal, whole) if anyway else []
            person = people.add(journal, whole, anyway=anyway, cadence_days=days, **values)
            for twin in twins:
                mark_distinct(journal, person.id, twin.id)
            for sort, items in handles.items():
                people.add_handles(journal, person.id, sort, items)
            people.tag(journal, person.id, tags)
            if day is not None:
                write_birthday(journal, person.id, day)
        answer(
            json,
            lambda: as_json.written(details_of(journal, person)),
            lambda: [_added(journal, person)],
        )


def _owner(session: Session, journal: Journal, text: str) -> str | None:
    from caretrack.app.owners import owner_to_be

    return owner_to_be(session, journal, text)


def _added(journal: Journal, person: Person) -> str:
    """Who was added, and by when to be in touch."""
    clock = due.clocks(journal, [person.id])[person.id]
    company = f" · {person.company}" if person.company else ""
    by = (
        f"first touch by {spoken(clock.due_on)} ({words.cadence_in_brackets(clock)})"
        if clock.due_on
        else "no reminders"
    )
    born = ""
    for item in entries.of_people(journal, Occasion, [person.id])[person.id]:
        on = next_on(item.month, item.day, journal.today)
        born += f" · {with_years(item, on)} on {spoken(on)}"
    owner = f" · looked after by {person.owner}" if person.owner else ""
    return f"Added {short_id(journal.db, person.id)}  {person.name}{company}{born}{owner} · {by}"
