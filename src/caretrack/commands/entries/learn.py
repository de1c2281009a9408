"""`care learn`: a fact about a person, or that they would rather not say."""

from typing import Annotated, Any

from caretrack.app.entries import day_in_the_past
from caretrack.app.learn import LearnedFact, NewFact, learn_fact
from caretrack.domain.person import Person
from caretrack.domain.talk.categories import CATEGORIES, MARKS
from caretrack.errors import WrongUsage
from caretrack.journal import people
from caretrack.journal.connection import Journal
from caretrack.options import Day, Edit, Json, Name, complete_categories
from caretrack.parameters import Argument, Option
from caretrack.session import Session
from caretrack.views import as_json
from caretrack.views.page import answer

EXAMPLES = (
    "care learn ana family daughter Mia starts school in May",
    "care learn ben worry --noticed he goes quiet when churn comes up",
    "care learn ana fear --declined",
)


def command(
    session: Session,
    name: Name,
    category: Annotated[
        str,
        Argument(
            metavar="CATEGORY",
            help="worry, goal, family, hobby, …: care profile shows them.",
            complete=complete_categories,
        ),
    ],
    text: Annotated[
        list[str] | None, Argument(metavar="[TEXT]...", help="What you know; - reads stdin.")
    ] = None,
    noticed: Annotated[bool, Option("--noticed", help="They did not say it; you noticed.")] = False,
    declined: Annotated[
        bool,
        Option(
            "--declined", help="You asked and they would rather not say: it is not suggested again."
        ),
    ] = False,
    closed: Annotated[
        bool, Option("--closed", help="Never ask about it: it is not suggested again.")
    ] = False,
    replaces: Annotated[
        str | None,
        Option(
            "--replaces",
            metavar="ID",
            help="The fact that this one replaces; it is retired.",
        ),
    ] = None,
    anyway: Annotated[
        bool, Option("--anyway", help="Do not mention facts that say nearly the same.")
    ] = False,
    day: Day = None,
    edit: Edit = False,
    json: Json = False,
) -> None:
    """Keep something you know about a person. It comes back when it is useful: in due, in profile,
    in openers.

    If you already have a fact that says nearly the same, you are asked whether the new one replaces
    it; without a terminal you are told how to replace it. Nothing is lost: a fact that is replaced
    is retired.

    Facts grow old: a worry, a challenge, a need, a joy or health after 180 days; a goal, what
    drives them and the rest of the ten questions (but not the first) after a year; everything else
    after three years, but never a boundary. Then you are told to ask whether it still holds. If it
    does, say `care edit ID -d today`; if not, `care retire ID`.

    What they declined to say is never suggested again, however long ago it was, until they tell you
    about it themselves.
    """
    with session.read(somebody=True) as journal:
        person, category, text = _split(journal, [name, category, *(text or [])])
    source = _source(
        noticed=noticed, declined=declined, closed=closed, text=text, replaces=replaces
    )
    said = (
        ""
        if source in MARKS
        else session.text(text, "the text", edit=edit, option="what you learned")
    )
    new = NewFact(person.id, category, said, source, day_in_the_past(session, day), replaces)
    learned = learn_fact(session, new, look=not anyway, ask=not json)
    answer(json, _as_json(learned), learned.lines)


def _split(journal: Journal, words: list[str]) -> tuple[Person, str, list[str]]:
    """Return who is meant, the category and the text: a name ends before a category."""
    known = [at for at, word in enumerate(words) if at and word.casefold() in CATEGORIES]
    person, rest = people.find_leading(journal, words, leaves=len(words) - known[0] if known else 1)
    return person, rest[0], rest[1:]


def _source(
    *, noticed: bool, declined: bool, closed: bool, text: list[str] | None, replaces: str | None
) -> str:
    """Return the source of the fact. Raises WrongUsage for options that exclude each other."""
    if noticed + declined + closed > 1 or ((declined or closed) and text):
        raise WrongUsage(
            "--noticed, --declined and --closed do not go together",
            "With --declined and --closed there is no text.",
        )
    if replaces and (declined or closed):
        raise WrongUsage("--replaces goes with a fact", "`care retire ID` takes one out of use.")
    return "declined" if declined else "closed" if closed else "noticed" if noticed else "told"


def _as_json(learned: LearnedFact) -> dict[str, Any]:
    gone = [*learned.ended, *([learned.old] if learned.old else [])]
    return {
        **as_json.row(learned.fact),
        "near": [item.id for item in learned.near],
        "retired": [item.id for item in gone],
    }
