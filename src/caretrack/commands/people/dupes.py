"""`care dupes`: who may be in the journal twice."""

from typing import Annotated, Any

from caretrack import streams
from caretrack.errors import CareError
from caretrack.journal import people, settings
from caretrack.journal.connection import Journal
from caretrack.journal.ids import short_ids
from caretrack.journal.queries import duplicates
from caretrack.options import Json, limit_option
from caretrack.parameters import Option
from caretrack.session import Session
from caretrack.views.page import ListPage, answer, show
from caretrack.views.pages.duplicates import PairLine, pairs

EXAMPLES = ("care dupes", "care dupes --limit 50 --json", "care dupes --not k3f9 w800")


def command(
    session: Session,
    two: Annotated[
        tuple[str, str] | None,
        Option(
            "--not",
            metavar="ONE OTHER",
            help="These are two people: never show them as a pair again.",
        ),
    ] = None,
    limit: Annotated[int | None, limit_option("How many pairs (config: dupes.limit, 20).")] = None,
    json: Json = False,
) -> None:
    """Show pairs of people who may be one, the surest first, with the reason and what to type.

    Names are compared without accents, titles and order, and with slips, initials and short forms
    in mind; then e-mail addresses, phone numbers however written, and companies. Two people with
    their own addresses at one company are two. People in the archive count too.
    """
    if two is not None:
        return _say_two(session, *two, json=json)
    with session.read() as journal:
        found = duplicates.find_duplicates(journal)
        if json:
            from caretrack.json_text import dumped_list

            pairs_found = duplicates.with_who_stays(journal, found[:limit])
            streams.put_parts(dumped_list(map(_as_json, pairs_found)))
            return streams.put_parts(["\n"])
        shown = found[: limit or session.config.dupes_limit]
        rows = _rows(journal, list(duplicates.with_who_stays(journal, shown)))
    if streams.on_terminal():
        return streams.put(pairs(rows, len(found) - len(shown)))
    lines = [(row.how, row.gone, row.into, row.why, row.merge) for row in rows]
    show(ListPage(("how", "name", "other", "why", "merge"), lines))
    if len(found) > len(shown):
        streams.say(f"and {len(found) - len(shown)} more: care dupes --limit {len(found)}")
    return None


def _say_two(session: Session, name: str, other: str, *, json: bool) -> None:
    with session.write() as journal:
        one, second = people.find(journal, name), people.find(journal, other)
        if one.id == second.id:
            raise CareError(
                f"{one.name} is one person", "Name two; ids tell people of one name apart."
            )
        with journal.change("dupes"):
            new = settings.mark_distinct(journal, one.id, second.id)
    are = "are" if new else "were already"
    answer(
        json,
        {"two": [{"id": person.id, "name": person.name} for person in (one, second)]},
        [f"{one.name} and {second.name} {are} two people · not shown as a pair again"],
    )


def _rows(journal: Journal, found: list[duplicates.DuplicatePair]) -> list[PairLine]:
    ids = short_ids(
        journal.db, [person.id for twins in found for person in (twins.gone, twins.into)]
    )
    return [
        PairLine(
            _said(twins.gone, ids[twins.gone.id]),
            _said(twins.into, ids[twins.into.id]),
            twins.how,
            "; ".join(twins.why),
            ids[twins.gone.id],
            ids[twins.into.id],
        )
        for twins in found
    ]


def _said(person: duplicates.Twin, start: str) -> str:
    archived = ", in the archive" if person.archived else ""
    return f"{person.name} ({person.company + ', ' if person.company else ''}{start}{archived})"


def _as_json(twins: duplicates.DuplicatePair) -> dict[str, Any]:
    sides = {
        side: {"id": person.id, "name": person.name, "company": person.company}
        for side, person in (("gone", twins.gone), ("into", twins.into))
    }
    return {**sides, "how": twins.how, "why": list(twins.why)}
