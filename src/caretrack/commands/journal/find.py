"""`care find`: everything that was written."""

from typing import Annotated

import typer

from caretrack.domain.text import one_line
from caretrack.errors import NothingFound
from caretrack.journal import search
from caretrack.journal.ids import short_ids
from caretrack.options import Json, limit_option
from caretrack.session import Session
from caretrack.views.page import ListPage, answer

EXAMPLES = ("care find budget", "care find Q3 budget --limit 50", "care find lukasz --json")


def command(
    ctx: typer.Context,
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="WORDS...",
            help="All of them must be there; accents and capitals do not matter.",
        ),
    ],
    limit: Annotated[int | None, limit_option("How many (config: find.limit, 20).")] = None,
    json: Json = False,
) -> None:
    """Search people, notes, facts, promises, gestures, feedback and occasions; the newest first."""
    session: Session = ctx.obj
    wanted = " ".join(words)
    with session.read(somebody=True) as journal:
        hits = search.find(journal, wanted, limit or session.config.find_limit)
        starts = {} if json else short_ids(journal.db, [hit.id for hit in hits])
    rows = ((hit.person, one_line(hit.text), hit.on, hit.table, starts[hit.id]) for hit in hits)
    if json or hits:
        answer(json, hits, ListPage(("person", "text", "on", "table", "id"), rows))
    if not hits:
        raise NothingFound(
            f"nothing was written with '{wanted[:60]}'", "Try fewer words, or the start of one."
        )
