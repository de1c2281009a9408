"""`care find`: everything that was written."""

from typing import Annotated

from caretrack.domain.text import one_line
from caretrack.errors import NothingFound
from caretrack.journal import search
from caretrack.journal.ids import short_ids
from caretrack.options import Full, Json, limit_option
from caretrack.parameters import Argument
from caretrack.session import Session
from caretrack.views.lines import LONGEST_SHOWN, cut
from caretrack.views.page import ListPage, answer

EXAMPLES = ("care find budget", "care find Q3 budget --limit 50", "care find lukasz --json")
# In characters: what is shown of a very long text before the first word that was looked for.
BEFORE_HIT = 200


def command(
    session: Session,
    words: Annotated[
        list[str],
        Argument(
            metavar="WORDS...",
            help="All of them must be there; accents and capitals do not matter.",
        ),
    ],
    limit: Annotated[int | None, limit_option("How many (config: find.limit, 20).")] = None,
    full: Full = False,
    json: Json = False,
) -> None:
    """Search people, notes, facts, promises, gestures, feedback and occasions; the newest first."""
    wanted = " ".join(words)
    with session.read(somebody=True) as journal:
        hits = search.find(journal, wanted, limit or session.config.find_limit)
        starts = {} if json else short_ids(journal.db, [hit.id for hit in hits])
    rows = (
        (hit.person, _text(hit.text, words, full), hit.on, hit.table, starts[hit.id])
        for hit in hits
    )
    if json or hits:
        # Cut already, around the hit.
        answer(json, hits, ListPage(("person", "text", "on", "table", "id"), rows), full=True)
    if not hits:
        raise NothingFound(
            f"nothing was written with '{wanted[:60]}'", "Try fewer words, or the start of one."
        )


def _text(text: str, words: list[str], full: bool) -> str:
    """Return the text on one line; of a very long one, what stands around the first hit."""
    line = one_line(text)
    if full or len(line) <= LONGEST_SHOWN:
        return line
    low = line.casefold()
    places = [low.find(word) for word in " ".join(words).casefold().split()]
    first = min((place for place in places if place >= 0), default=0)
    start = line.rfind(" ", 0, max(first - BEFORE_HIT, 0)) + 1
    return cut(line, "--full shows them", start)
