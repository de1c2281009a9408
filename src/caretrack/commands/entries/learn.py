"""`care learn`: a fact about a person, or that they would rather not say."""

from datetime import date
from typing import Annotated, Any, NamedTuple

import typer

from caretrack import streams
from caretrack.app.entries import day_in_the_past
from caretrack.app.learn import current, described, end_silence, opened, still_closed
from caretrack.app.learn import near as of_near
from caretrack.domain.dates import spoken
from caretrack.domain.model import Fact, Person
from caretrack.domain.talk.categories import CATEGORIES, MARKS, clean_category
from caretrack.domain.talk.learning import near_facts
from caretrack.errors import CareError, WrongUsage
from caretrack.journal import entries, people
from caretrack.journal.connection import Journal
from caretrack.journal.ids import find_id, short_id
from caretrack.options import Day, Edit, Json, Name, complete_categories
from caretrack.session import Session
from caretrack.views import as_json
from caretrack.views.page import answer

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
            metavar="CATEGORY",
            help="worry, goal, family, hobby, …: care profile shows them.",
            autocompletion=complete_categories,
        ),
    ],
    text: Annotated[
        list[str] | None, typer.Argument(metavar="[TEXT]...", help="What you know; - reads stdin.")
    ] = None,
    noticed: Annotated[
        bool, typer.Option("--noticed", help="They did not say it; you noticed.")
    ] = False,
    declined: Annotated[
        bool,
        typer.Option(
            "--declined", help="You asked, they did not want to say: it is not suggested again."
        ),
    ] = False,
    closed: Annotated[
        bool, typer.Option("--closed", help="Never to be asked: it is not suggested again.")
    ] = False,
    replaces: Annotated[
        str | None,
        typer.Option(
            "--replaces",
            metavar="ID",
            help="The fact of theirs that this one replaces: it is retired.",
        ),
    ] = None,
    anyway: Annotated[
        bool, typer.Option("--anyway", help="Do not mention facts that say nearly the same.")
    ] = False,
    day: Day = None,
    edit: Edit = False,
    json: Json = False,
) -> None:
    """Keep something you know about a person. It comes back when it is of use: in due, in profile,
    in openers.

    If you already have a fact that says nearly the same, you are asked whether the new one replaces
    it; without a terminal you are told how to replace it. Nothing is lost: a fact that is replaced
    is retired.

    A fact grows old: after 180 days a worry, a challenge, a need, a joy; after a year a goal, a
    fear and the other questions; after three years all else, but never a boundary. Then you are
    told to ask whether it still holds. If it does, `care edit ID -d today` says so; if not, `care
    retire ID`.

    What they declined is never suggested again, however long ago it was. When they tell you of it
    themselves, that ends it.
    """
    session: Session = ctx.obj
    source = _source(
        noticed=noticed, declined=declined, closed=closed, text=text, replaces=replaces
    )
    said = (
        ""
        if source in MARKS
        else session.text(text, "the text", edit=edit, option="what you learned")
    )
    new = New(name, category, said, source, day_in_the_past(session, day), replaces)
    with session.write() as journal:
        learned = _write(journal, new, look=not anyway, ask=not json)
        lines = _lines(journal, learned)
    answer(json, _as_json(learned), lines)


class New(NamedTuple):
    """What the command line says.

    `said` is empty for a mark (declined, closed); `replaces` is the start of an id.
    """

    name: str
    category: str
    said: str
    source: str
    day: date
    replaces: str | None


class Learned(NamedTuple):
    """What was written, and what was there.

    `before` is all that was known, `near` what says nearly the same, `ended` the silences that
    ended, `old` the fact that is replaced.
    """

    person: Person
    fact: Fact
    before: list[Fact]
    near: list[Fact]
    ended: list[Fact]
    old: Fact | None


def _source(
    *, noticed: bool, declined: bool, closed: bool, text: list[str] | None, replaces: str | None
) -> str:
    """Return the source of the fact. Raises WrongUsage for options that exclude each other."""
    if noticed + declined + closed > 1 or ((declined or closed) and text):
        raise WrongUsage(
            "--noticed, --declined and --closed exclude each other",
            "With --declined and --closed there is no text.",
        )
    if replaces and (declined or closed):
        raise WrongUsage("--replaces goes with a fact", "`care retire ID` takes one out of use.")
    return "declined" if declined else "closed" if closed else "noticed" if noticed else "told"


def _write(journal: Journal, new: New, *, look: bool, ask: bool) -> Learned:
    """Write the fact; retire what it replaces and the silences that it ends.

    With `look`, look for facts that are near; with `ask`, ask whether it replaces the nearest.
    """
    person = people.find(journal, new.name)
    word = clean_category(
        new.category, () if new.category in CATEGORIES else entries.categories(journal)
    )
    before = current(journal, person.id)
    near = near_facts(word, new.said, before) if look and new.said and not new.replaces else []
    old = _named(journal, person, new.replaces) if new.replaces else None
    if near and ask and streams.can_ask():
        old, near = _asked(journal, near[0]), []
    with journal.change("learn"):
        fact = entries.add(
            journal,
            Fact,
            person_id=person.id,
            category=word,
            text=new.said,
            source=new.source,
            learned_on=new.day,
        )
        ended = end_silence(journal, fact, before)
        if old is not None:
            entries.change(journal, Fact, old.id, retired_on=journal.today)
    return Learned(person, fact, before, near, ended, old)


def _lines(journal: Journal, learned: Learned) -> list[str]:
    fact, start = learned.fact, short_id(journal.db, learned.fact.id)
    whose = f"{start}  {learned.person.name} · {fact.category}: "
    said = (
        f"Noted {whose}{MARKS[fact.source]} · "
        if fact.source in MARKS
        else f"Learned {whose}{fact.text} · {fact.source}, "
    )
    lines = (
        _replaced(journal, learned.old) if learned.old else of_near(journal, [fact], learned.near)
    )
    lines += opened(learned.ended, fact, journal) + still_closed(fact, learned.before)
    return [said + spoken(fact.learned_on), *(f"  {line}" for line in lines)]


def _as_json(learned: Learned) -> dict[str, Any]:
    gone = [*learned.ended, *([learned.old] if learned.old else [])]
    return {
        **as_json.row(learned.fact),
        "near": [item.id for item in learned.near],
        "retired": [item.id for item in gone],
    }


def _named(journal: Journal, person: Person, start: str) -> Fact:
    """Return the fact to replace. Raises CareError if it is somebody else's, or retired already."""
    fact = entries.get(journal, Fact, find_id(journal.db, start, "facts"))
    if fact.person_id != person.id:
        raise CareError(
            f"{start} is a fact of {people.get(journal, fact.person_id).name}, "
            f"not of {person.name}",
            "`care profile` shows ids.",
        )
    if fact.retired_on is not None:
        raise CareError("that fact is retired already", "Leave --replaces out.")
    return fact


def _asked(journal: Journal, near: Fact) -> Fact | None:
    """Return the near fact, if the answer is that the new one replaces it."""
    known = described(near, short_id(journal.db, near.id), journal)
    return near if streams.confirm(f"Near to {known}. Does the new one replace it?") else None


def _replaced(journal: Journal, old: Fact) -> list[str]:
    return [f"replaces  {described(old, short_id(journal.db, old.id), journal)}"]
