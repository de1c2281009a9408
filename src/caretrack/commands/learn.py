"""`care learn`: a fact about a person, or that they would rather not say."""

from typing import Annotated

import typer

from caretrack.commands._entries import day_in_the_past
from caretrack.domain.dates import spoken
from caretrack.domain.model import Fact
from caretrack.domain.questions import CATEGORIES, clean_category
from caretrack.errors import WrongUsage
from caretrack.journal import entries, people
from caretrack.journal.ids import short_id
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
    date: Day = None,
    edit: Edit = False,
    json: Json = False,
) -> None:
    """Keep something you know about a person. It comes back when it is of use: in due, in profile, in openers."""
    session: Session = ctx.obj
    if noticed + declined + closed > 1 or ((declined or closed) and text):
        raise WrongUsage("--noticed, --declined and --closed exclude each other", "With --declined and --closed there is no text.")
    day = day_in_the_past(session, date)
    source = "declined" if declined else "closed" if closed else "noticed" if noticed else "told"
    said = "" if declined or closed else session.text(text, "the text", edit=edit, option="what you learned")
    with session.write() as journal:
        person = people.find(journal, name)
        with journal.change("learn"):
            word = clean_category(category, () if category in CATEGORIES else entries.categories(journal))
            fact = entries.add(journal, Fact, person_id=person.id, category=word, text=said, source=source, learned_on=day)
        start = short_id(journal.db, fact.id)
    if json:
        return out.put_json(as_json.row(fact))
    if source in {"told", "noticed"}:
        return out.put([f"Learned {start}  {person.name} · {word}: {said} · {source}, {spoken(day)}"])
    what = "asked, would rather not say" if declined else "not to be asked"
    return out.put([f"Noted {start}  {person.name} · {word}: {what} · {spoken(day)}"])
