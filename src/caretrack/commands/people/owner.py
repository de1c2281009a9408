"""`care owner`: who of a team looks after whom, and all of one owner's people handed over."""

from typing import Annotated

from caretrack import streams
from caretrack.app.owners import owner_meant, owner_to_be
from caretrack.domain.team import NOBODY, OwnerShare, by_owner, distinct
from caretrack.errors import CareError, WrongUsage
from caretrack.journal import owners, who_waits
from caretrack.journal.connection import Journal
from caretrack.options import Company, Json, Tag, Yes, complete_owners
from caretrack.parameters import Argument, Option
from caretrack.session import Session
from caretrack.views import words
from caretrack.views.page import ListPage, answer

EXAMPLES = (
    "care owner",
    "care owner mia leo",
    "care owner none leo --tag lisbon",
)
HEADER = ("owner", "people", "in_time", "share", "waiting", "asked_a_day")
NO_OWNERS = "Nobody has an owner: care edit NAME --owner me gives one to somebody."


def command(
    session: Session,
    names: Annotated[
        list[str] | None,
        Argument(
            metavar="[FROM TO]",
            help="Whose people go to whom, by a name or its start; none is nobody.",
            complete=complete_owners,
        ),
    ] = None,
    tag: Tag = None,
    company: Company = None,
    yes: Yes = False,
    dry_run: Annotated[bool, Option("--dry-run", help="Only say what would happen.")] = False,
    json: Json = False,
) -> None:
    """Show what each owner looks after; with FROM and TO, hand all of one owner's people to
    another.

    An owner is the one of a team who looks after a person: `care edit NAME --owner OWNER` says who.
    `care due --mine` is the morning list of your own people. A hand-over takes the archive along,
    and with a tag or a company it is a part. It is one change: `care undo` takes it back.
    """
    if names:
        if len(names) != 2:
            raise WrongUsage(
                "a hand-over names two: from whom, and to whom",
                "Like `care owner mia leo`; a name of two words is quoted. `care list --owner mia` "
                "shows the people of one.",
            )
        return _hand_over(session, names[0], names[1], (tag, company), yes, dry_run, json)
    with session.read() as journal:
        shares = by_owner(owners.owned_groups(journal, who_waits.ids_with(journal, tag, company)))
    value = [
        {**share._asdict(), "waiting": share.waiting, "share": share.share} for share in shares
    ]
    return answer(json, value, ListPage(HEADER, [_row(share) for share in shares], NO_OWNERS))


def _row(share: OwnerShare) -> tuple[str | int, ...]:
    return (
        share.owner or NOBODY,
        share.people,
        share.in_time,
        words.percent(share.share),
        share.waiting,
        f"{share.asked:g}",
    )


def _hand_over(
    session: Session,
    giver: str,
    taker: str,
    part: tuple[str | None, str | None],
    yes: bool,
    dry_run: bool,
    json: bool,
) -> None:
    with session.write() as journal:
        spellings = owner_meant(journal, giver)
        to = owner_to_be(session, journal, taker, besides=spellings)
        ids = sorted(who_waits.ids_with(journal, *part, spellings) or ())
        before, after = next(iter(distinct(spellings)), NOBODY), to or NOBODY
        said = _count(journal, ids)
        if not ids or before == after:
            raise CareError(
                f"there is nothing to hand over from {before} to {after}",
                "`care owner` shows who looks after how many.",
            )
        if not (yes or dry_run):
            _ask(f"{said} of {before} would go to {after}")
        if not dry_run:
            with journal.change("owner"):
                owners.hand_over(journal, ids, to)
    end = "a dry run: nothing was changed" if dry_run else "care undo takes it back"
    verb = "Would hand over" if dry_run else "Handed over"
    value = {"from": before if spellings else None, "to": to, "people": ids, "dry_run": dry_run}
    return answer(json, value, [f"{verb}  {said} · from {before} to {after} · {end}"])


def _count(journal: Journal, ids: list[str]) -> str:
    archived = owners.count_archived(journal, set(ids))
    kept = f" ({archived:,} in the archive)" if archived else ""
    return f"{words.count(len(ids), 'person', 'people')}{kept}"


def _ask(what: str) -> None:
    if not streams.can_ask():
        raise WrongUsage(what, "Say --yes; --dry-run only says what would happen.")
    streams.say(f"{what}.")
    if not streams.confirm("Hand them over?"):
        raise CareError("nothing was handed over")
