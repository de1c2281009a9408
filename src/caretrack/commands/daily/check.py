"""`care check`: read a draft before it is sent, with what the journal knows of its reader."""

from typing import Annotated

from caretrack import streams
from caretrack.app.draft import checked_draft
from caretrack.errors import FOUND, LEAVE_ALONE, Exit
from caretrack.options import Edit, Json, complete_kinds, complete_people
from caretrack.parameters import Argument, Option
from caretrack.session import Session
from caretrack.views.pages import check

EXAMPLES = (
    "care check ana mail.txt",
    "care check ana - < mail.txt",
    "care check ana offer.txt --kind pitch --exit-code",
)


def command(
    session: Session,
    name: Annotated[
        str | None,
        Argument(
            metavar="[NAME]",
            help="Whom it is for; may be left out.",
            complete=complete_people,
        ),
    ] = None,
    file: Annotated[
        list[str] | None,
        Argument(
            metavar="[FILE|-]",
            help="Where the draft is; - reads stdin, which needs no - in a pipe.",
        ),
    ] = None,
    kind: Annotated[
        str | None,
        Option(
            "--kind",
            "-k",
            metavar="KIND",
            help="What the letter is meant to be; a kind of sales may sell.",
            complete=complete_kinds,
        ),
    ] = None,
    edit: Edit = False,
    exit_code: Annotated[
        bool,
        Option(
            "--exit-code",
            help="End with 1 when there is something to mend, with 6 when something is to be left "
            "alone.",
        ),
    ] = False,
    json: Json = False,
) -> None:
    """Read a draft before you send it: is it about them, does it ask, does it sell, was it pasted?

    First comes what to leave alone: something under "do not raise", a category that they declined
    or you closed, somebody in the archive. Then: an opener or a sign-off that could go to anybody;
    an offer, a price or a renewal inside a check-in; nothing of theirs; all about you; no question;
    a greeting to somebody else; and half of the letter, at least fifteen words, that you already
    sent to somebody else by e-mail, chat or letter, or checked for them. The better ideas come from
    what you know of NAME, never from what they would rather not talk about. Only English is read;
    for any other language it says so.

    A single word is a file if there is one of that name, else a person. Nothing is sent. Only
    hashes of the words are kept, for 90 days, to recognise the same letter.
    """
    checked = checked_draft(
        session, [name, *(file or [])] if name is not None else [], kind, edit=edit
    )
    for path in checked.stored_in:
        streams.say(f"what you wrote is kept in {path}")
    check.show(checked.draft, checked.result, checked.name, json=json)
    if exit_code and checked.result.findings:
        raise Exit(LEAVE_ALONE if checked.result.is_about_left_alone else FOUND)
