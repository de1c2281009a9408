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
    """One screen before a meeting: what you know, what you owe, what not to raise, and what to ask next.

    How they stand to you is one word, out of the last twelve months; the first of these that holds: critical (more complaints that they
    never had an answer to than praise), fan (praised you twice, no complaint waits, and wrote to you), quiet (120 days without a caring touch
    and without a word of theirs), warm (more praise and good moods than low ones, or they wrote to you and were never low). It is shown with
    what it rests on, and since when, by the ends of the months.

    Involved is who was ever asked (care log -k ask --about AREA) or heard (care feedback) in an area. Three asks in twelve months without a
    thanks, and without one word of what came of it, are said.
    """
    session: Session = ctx.obj
    with session.read(somebody=True) as journal:
        page = profile_of(journal, people.find(journal, name), history)
    if markdown and not json:
        from caretrack.views import profile_text

        return out.put(profile_text.markdown(page))
    return show(page, json)
