"""`care learn`: a fact about a person, or that they would rather not say."""

from typing import Annotated

import typer

from caretrack.commands import _learning
from caretrack.commands._entries import day_in_the_past
from caretrack.domain.dates import spoken
from caretrack.domain.model import Fact, Person
from caretrack.domain.near_facts import near_facts
from caretrack.domain.questions import CATEGORIES, clean_category
from caretrack.errors import CareError, WrongUsage
from caretrack.journal import entries, people
from caretrack.journal.connection import Journal
from caretrack.journal.ids import one_of, short_id
from caretrack.options import Day, Edit, Json, Name, complete_categories
from caretrack.session import Session
from caretrack.views import as_json, out

EXAMPLES = (
    "care learn ana family daughter Mia starts school in May",
    "care learn ben worry --noticed he goes quiet when churn comes up",
    "care learn ana fear --declined",
)


def command(
    ctx: typer.Context,
    name: Name,
    category: Annotated[
        str,
        typer.Argument(
            metavar="CATEGORY", help="worry, goal, family, hobby, …: care profile shows them.", autocompletion=complete_categories
        ),
    ],
    text: Annotated[list[str] | None, typer.Argument(metavar="[TEXT]...", help="What you know; - reads stdin.")] = None,
    noticed: Annotated[bool, typer.Option("--noticed", help="They did not say it; you noticed.")] = False,
    declined: Annotated[bool, typer.Option("--declined", help="You asked, they did not want to say: it is not suggested again.")] = False,
    closed: Annotated[bool, typer.Option("--closed", help="Never to be asked: it is not suggested again.")] = False,
    replaces: Annotated[
        str | None, typer.Option("--replaces", metavar="ID", help="The fact of theirs that this one replaces: it is retired.")
    ] = None,
    anyway: Annotated[bool, typer.Option("--anyway", help="Do not mention facts that say nearly the same.")] = False,
    date: Day = None,
    edit: Edit = False,
    json: Json = False,
) -> None:
    """Keep something you know about a person. It comes back when it is of use: in due, in profile, in openers.

    Where you have a fact that says nearly the same you are asked whether the new one replaces it; not at a terminal, you are
    told how. Nothing is lost: what is replaced is retired.

    A fact grows old: after 180 days a worry, a challenge, a need, a joy; after a year a goal, a fear and the other questions;
    after three years all else, but never a boundary. Then you are told to ask whether it still holds. If it does,
    `care edit ID -d today` says so; if not, `care retire ID`.

    What they declined is never suggested again, however long ago. When they tell you of it themselves, that ends it.
    """
    session: Session = ctx.obj
    silent = declined or closed
    if noticed + declined + closed > 1 or (silent and text):
        raise WrongUsage("--noticed, --declined and --closed exclude each other", "With --declined and --closed there is no text.")
    if replaces and silent:
        raise WrongUsage("--replaces goes with a fact", "`care retire ID` takes one out of use.")
    day = day_in_the_past(session, date)
    source = "declined" if declined else "closed" if closed else "noticed" if noticed else "told"
    said = "" if silent else session.text(text, "the text", edit=edit, option="what you learned")
    with session.write() as journal:
        person = people.find(journal, name)
        word = clean_category(category, () if category in CATEGORIES else entries.categories(journal))
        before = _learning.current(journal, person.id)
        near = [] if silent or replaces or anyway else near_facts(word, said, before)
        old = _named(journal, person, replaces) if replaces else None
        if near and out.can_ask() and not json:
            old, near = _asked(journal, near[0]), []
        with journal.change("learn"):
            fact = entries.add(journal, Fact, person_id=person.id, category=word, text=said, source=source, learned_on=day)
            ended = _learning.end_silence(journal, fact, before)
            if old is not None:
                entries.change(journal, Fact, old.id, retired_on=journal.today)
        start = short_id(journal.db, fact.id)
        lines = _replaced(journal, old) if old else _learning.near(journal, [fact], near)
        lines += _learning.opened(ended, fact, journal) + _learning.still_closed(fact, before)
    if json:
        gone = [*ended, *([old] if old else [])]
        return out.put_json({**as_json.row(fact), "near": [item.id for item in near], "retired": [item.id for item in gone]})
    what = "asked, would rather not say" if declined else "not to be asked"
    head = f"Noted {start}  {person.name} · {word}: {what}" if silent else f"Learned {start}  {person.name} · {word}: {said} · {source}"
    return out.put([f"{head}{' · ' if silent else ', '}{spoken(day)}", *(f"  {line}" for line in lines)])


def _named(journal: Journal, person: Person, start: str) -> Fact:
    """The fact that is to be replaced. Raises CareError when it is somebody else's, or retired already."""
    fact = entries.get(journal, Fact, one_of(journal.db, start, "facts"))
    if fact.person_id != person.id:
        raise CareError(
            f"{start} is a fact of {people.get(journal, fact.person_id).name}, not of {person.name}", "`care profile` shows ids."
        )
    if fact.retired_on is not None:
        raise CareError("that fact is retired already", "Leave --replaces out.")
    return fact


def _asked(journal: Journal, near: Fact) -> Fact | None:
    """The near fact, if the answer is that the new one replaces it."""
    described = _learning.described(near, short_id(journal.db, near.id), journal)
    return near if out.confirm(f"Near to {described}. Does the new one replace it?") else None


def _replaced(journal: Journal, old: Fact) -> list[str]:
    return [f"replaces  {_learning.described(old, short_id(journal.db, old.id), journal)}"]
