"""`care profile`: everything about a person before you meet them, worded from their side."""

from typing import Annotated

import typer

from caretrack.commands._profile import profile_of, show
from caretrack.journal import people
from caretrack.options import Json, Name
from caretrack.session import Session
from caretrack.views import out

EXAMPLES = (
    "care profile ana",
    "care profile ben --history 20",
    "care profile ana --markdown > ana.md",
)


def command(
    ctx: typer.Context,
    name: Name,
    history: Annotated[int, typer.Option("--history", metavar="N", min=0, max=1_000_000, help="How many touches to show.")] = 5,
    markdown: Annotated[bool, typer.Option("--markdown", help="As a page of Markdown.")] = False,
    json: Json = False,
) -> None:
    """One screen before a meeting: what you know, what you owe, what not to raise, and what to ask next."""
    session: Session = ctx.obj
    with session.read(somebody=True) as journal:
        page = profile_of(journal, people.find(journal, name), history)
    if markdown and not json:
        from caretrack.views import profile_text

        return out.put(profile_text.markdown(page))
    return show(page, json)
