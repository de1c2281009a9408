"""`care gesture`: something you plan to do for them that they do not expect, or ideas for it."""

from typing import Annotated

from caretrack import streams
from caretrack.app.actions import add_action
from caretrack.app.suggestions import gesture_ideas
from caretrack.domain.dates import spoken
from caretrack.domain.model import Feedback
from caretrack.domain.person import Person
from caretrack.domain.talk.standing import recognition
from caretrack.errors import WrongUsage
from caretrack.journal import due, entries, people, touches
from caretrack.journal.ids import short_ids
from caretrack.options import By, Edit, Json, Name
from caretrack.parameters import Argument, Option
from caretrack.session import Session
from caretrack.views import words
from caretrack.views.page import ListPage, answer

EXAMPLES = (
    "care gesture ana",
    "care gesture ana send Mia a card for her first day at school --by 'end of april'",
    "care gesture ben ask him to show the shop team how he onboards",
)


def command(
    session: Session,
    name: Name,
    text: Annotated[
        list[str] | None,
        Argument(
            metavar="[TEXT]...", help="What you plan; '… by friday' sets its day; - reads stdin."
        ),
    ] = None,
    by: By = None,
    ideas: Annotated[bool, Option("--ideas", help="Show ideas and ask nothing.")] = False,
    edit: Edit = False,
    json: Json = False,
) -> None:
    """Plan a gesture: recognise them, involve them, surprise them.

    Without TEXT you see what is planned, and ideas; on a terminal you are then asked for one. Three
    at a time are plenty. The profile shows what is planned, and `care done` logs a gesture as a
    touch.

    Every idea comes from one thing of theirs and names it: feedback you never answered, a day that
    is near, a fact. No idea comes from a category that they declined or you closed, an old fact,
    anything close to a boundary, or something you already plan or did in the last year.
    """
    said = [name, *(text or [])]
    with session.read(somebody=True) as journal:
        person, rest = people.find_leading(journal, said)
    planning = bool(rest or edit or by is not None)
    if ideas and planning:
        raise WrongUsage(
            "--ideas shows ideas, it plans nothing", "Leave it out, or everything else."
        )
    if planning:
        return _add(session, [person.id, *rest], by, json, edit=edit)
    _show(session, person, json)
    if not ideas and not json and streams.can_ask():
        answered = streams.ask("Gesture, or nothing")
        if answered:
            _add(session, [person.id, answered], None, False)
    return None


def _add(
    session: Session, said: list[str], by: str | None, json: bool, *, edit: bool = False
) -> None:
    added = add_action(session, "gesture", said, by, edit=edit)
    answer(json, added.action, [words.added_action(*added)])
    if unread := words.unread_day(added.action, added.short):
        streams.say(unread)


def _show(session: Session, person: Person, json: bool) -> None:
    """The gestures that are planned for a person, and every idea for more."""
    with session.read(somebody=True) as journal:
        feedback = entries.of_people(journal, Feedback, [person.id])[person.id]
        recognised = recognition(
            touches.newest_signs(journal, person.id)[0], feedback, journal.today
        )
        actions, made = gesture_ideas(
            journal,
            person.id,
            due.opener_sources(journal, [person.id])[person.id],
            feedback,
            recognised,
        )
        made = [] if person.archived_on else made
        planned = [item for item in actions if item.sort == "gesture"]
        short = short_ids(
            journal.db,
            [*(item.id for item in planned), *(idea.source for idea in made if idea.source)],
        )
    rows = [
        ("gesture", item.text, f"by {spoken(item.due_on)}" if item.due_on else "", short[item.id])
        for item in planned
    ]
    rows += [("idea", idea.text, idea.why, short.get(idea.source or "", "")) for idea in made]
    empty = (
        f"Nothing is planned for {person.name}, and too little is known for an idea: "
        "care learn, care feedback."
    )
    page = ListPage(("sort", "text", "from", "id"), rows, empty)
    answer(json, {"gestures": planned, "ideas": made}, page)
