"""`care edit`: change a person, or an entry by its id; by options or in the editor."""

from collections.abc import Sequence
from typing import Annotated

from caretrack.app import edit_forms as forms
from caretrack.domain.person import Person
from caretrack.errors import NothingFound, WrongUsage
from caretrack.journal import people, touches
from caretrack.journal.connection import Journal
from caretrack.journal.ids import LAST, find_entry
from caretrack.options import Json, complete_people, text_option, with_option
from caretrack.parameters import Argument, Option
from caretrack.session import Session
from caretrack.views import as_json
from caretrack.views.page import answer
from caretrack.views.words import was

EXAMPLES = (
    "care edit ana --role 'Head of Finance' --say 'AH-na'",
    "care edit k3f9 --note 'worried about the Q4 budget' --mood 2",
    "care edit ana",
)


def command(
    session: Session,
    what: Annotated[
        list[str],
        Argument(
            metavar="NAME|ID",
            help="A person, or the id of any entry; - is the last one.",
            complete=complete_people,
        ),
    ],
    name: Annotated[str | None, Option("--name", help="Person: the name.")] = None,
    company: Annotated[str | None, text_option("company", of="Person")] = None,
    role: Annotated[str | None, text_option("role", of="Person")] = None,
    department: Annotated[str | None, text_option("department", of="Person")] = None,
    duties: Annotated[str | None, text_option("duties", of="Person")] = None,
    say: Annotated[str | None, text_option("say", of="Person")] = None,
    met: Annotated[str | None, text_option("met", of="Person")] = None,
    service: Annotated[str | None, text_option("service", of="Person")] = None,
    prefers: Annotated[str | None, text_option("prefers", of="Person")] = None,
    zone: Annotated[str | None, text_option("zone", of="Person")] = None,
    hours: Annotated[str | None, text_option("hours", of="Person")] = None,
    address: Annotated[str | None, text_option("address", of="Person")] = None,
    owner: Annotated[str | None, text_option("owner", of="Person")] = None,
    note: Annotated[str | None, Option("--note", help="Person or touch: the note.")] = None,
    every: Annotated[
        str | None,
        Option(
            "--every", metavar="CADENCE", help="Person: 30, 30d, 2w, 3m, monthly, never or default."
        ),
    ] = None,
    birthday: Annotated[
        str | None, Option("--birthday", help="Person: '14 March', '14 Mar 1976'.")
    ] = None,
    email: Annotated[
        list[str] | None,
        Option("--email", help="Person: all their e-mail addresses; may be given again."),
    ] = None,
    phone: Annotated[
        list[str] | None,
        Option("--phone", help="Person: all their phone numbers; may be given again."),
    ] = None,
    fax: Annotated[
        list[str] | None,
        Option("--fax", help="Person: all their fax numbers; may be given again."),
    ] = None,
    chat: Annotated[
        list[str] | None,
        Option("--chat", help="Person: all their accounts, like skype:ana; may be given again."),
    ] = None,
    nickname: Annotated[
        list[str] | None,
        Option("--nickname", help="Person: all their nicknames; may be given again."),
    ] = None,
    text: Annotated[
        str | None,
        Option("--text", help="Fact, promise, gesture, feedback, event: the text."),
    ] = None,
    category: Annotated[str | None, Option("--category", help="Fact: the category.")] = None,
    date: Annotated[
        str | None,
        Option(
            "--date",
            "-d",
            metavar="DATE",
            help="Touch, fact, feedback, event: the day. Occasion: the yearly day.",
        ),
    ] = None,
    by: Annotated[
        str | None,
        Option(
            "--by",
            metavar="DATE|NAME",
            help="Promise, gesture: by when; 'none' for no day. Touch: who of a team wrote it.",
        ),
    ] = None,
    kind: Annotated[
        str | None, Option("--kind", "-k", metavar="KIND", help="Touch: the kind.")
    ] = None,
    channel: Annotated[
        str | None, Option("--channel", "-c", metavar="CHANNEL", help="Touch: the channel.")
    ] = None,
    mood: Annotated[
        str | None,
        Option("--mood", "-m", metavar="1-5", help="Touch: how they were; 'none' for not known."),
    ] = None,
    tone: Annotated[
        str | None, Option("--tone", help="Feedback: complaint, idea or praise.")
    ] = None,
    about: Annotated[
        str | None,
        Option("--about", help="Feedback, an ask: product, marketing, sales or service."),
    ] = None,
    crowd: Annotated[
        str | None,
        Option(
            "--crowd",
            metavar="NUMBER",
            help="Touch: how many were there; 'none' where everybody is named.",
        ),
    ] = None,
    with_: Annotated[
        list[str] | None,
        with_option("Touch: somebody who was in it, too; may be given again."),
    ] = None,
    label: Annotated[str | None, Option("--label", help="Occasion: what it is.")] = None,
    relation: Annotated[
        str | None, Option("--relation", help="Tie: what the first is of the second.")
    ] = None,
    json: Json = False,
) -> None:
    """Change a person or an entry.

    Without options a small form opens in $VISUAL or $EDITOR. An empty text takes a value away.
    """
    given = {
        key: value for key, value in locals().items() if key in forms.OPTIONS and value is not None
    }
    with session.write() as journal:
        table, row_id = _meant(journal, " ".join(what))
        form = forms.FORMS[table](session, journal, row_id)
        before = form.read()
        others = _others(journal, table, with_ or [])
        if not given and not others:
            given = forms.ask(form, session)
        form.refuse_strangers(given)
        with journal.change("edit"):
            form.write(given)
            if others:
                touches.put_in(journal, row_id, [person.id for person in others])
        after = form.read()
        # A field that only a team has may be there once it is set, or no longer.
        keys = dict.fromkeys([*after, *before])
        was_is = {key: (before.get(key, ""), after.get(key, "")) for key in keys}
        replaced = {key: old for key, (old, new) in was_is.items() if old != new}
        changed = [
            f"{key}: {forms.value_text(after.get(key, '')) or 'none'}{was(forms.value_text(value))}"
            for key, value in replaced.items()
        ] + [f"with: {person.name}" for person in others]
        line = f"Changed  {form.title()} · {' · '.join(changed)}" if changed else "Nothing changed."
        answer(json, lambda: {**as_json.written(form.value()), "replaced": replaced}, [line])


def _others(journal: Journal, table: str, names: Sequence[str]) -> list[Person]:
    """Return who was in a touch, too. Raises WrongUsage where it is no touch."""
    if names and table != "touches":
        raise WrongUsage("only a touch has somebody else in it", "Leave --with out.")
    return [people.find(journal, name) for name in names]


def _meant(journal: Journal, what: str) -> tuple[str, str]:
    """The table and the id: of an entry where it looks like an id, else of a person."""
    try:
        row = find_entry(journal.db, what)
    except NothingFound as no_entry:
        if what.strip() == LAST:
            raise
        try:
            return "people", people.find(journal, what).id
        except NothingFound as nobody:
            nobody.hint = nobody.hint or no_entry.hint
            raise
    return row["source"], row["id"]
