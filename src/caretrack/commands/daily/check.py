"""`care check`: read a draft before it is sent, with what the journal knows of its reader."""

from typing import Annotated

import typer

from caretrack import streams
from caretrack.app.draft import checked_draft
from caretrack.errors import FOUND, LEAVE_ALONE
from caretrack.options import Edit, Json, complete_kinds, complete_people
from caretrack.session import Session
from caretrack.views.pages import check

EXAMPLES = (
    "care check ana mail.txt",
    "care check ana - < mail.txt",
    "care check ana offer.txt --kind pitch --exit-code",
)


def command(
    ctx: typer.Context,
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="[NAME]",
            help="Whom it is for; may be left out.",
            autocompletion=complete_people,
        ),
    ] = None,
    file: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[FILE|-]",
            help="Where the draft is; - reads stdin, and so does nothing in a pipe.",
        ),
    ] = None,
    kind: Annotated[
        str | None,
        typer.Option(
            "--kind",
            "-k",
            metavar="KIND",
            help="What it is to be; a kind of sales may sell.",
            autocompletion=complete_kinds,
        ),
    ] = None,
    edit: Edit = False,
    exit_code: Annotated[
        bool,
        typer.Option(
            "--exit-code",
            help="End with 1 when there is something to mend, with 6 when something is to be left "
            "alone.",
        ),
    ] = False,
    json: Json = False,
) -> None:
    """Read a draft before you send it: is it about them, does it ask, does it sell, was it pasted?

    First comes what is to be left alone: what stands under "do not raise", a category that they
    declined or that you closed, somebody in the archive. Then an opener or a sign-off that could be
    anybody's; an offer, a price or a renewal inside a check-in; nothing that is theirs; all about
    you; no question; and half of its words, fifteen at least, in what you sent to somebody else by
    e-mail, chat or letter, or checked for them, or a greeting to somebody else. What is better
    comes from what you know of NAME, never from what they would rather not speak of. Only English
    is read; of another language that is said.

    One word alone is a file where there is one of that name, else a person. Nothing is sent. Of the
    draft only hashes of its words are kept, for 90 days, to know the same letter again.
    """
    session: Session = ctx.obj
    checked = checked_draft(
        session, [name, *(file or [])] if name is not None else [], kind, edit=edit
    )
    for path in checked.stored_in:
        streams.say(f"what you wrote is kept in {path}")
    check.show(checked.draft, checked.result, checked.name, json=json)
    if exit_code and checked.result.findings:
        raise typer.Exit(LEAVE_ALONE if checked.result.is_about_left_alone else FOUND)
