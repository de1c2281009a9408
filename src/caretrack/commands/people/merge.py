"""`care merge`: two entries of one person made one."""

from typing import Annotated, Any

from caretrack import streams
from caretrack.app.people import details_of
from caretrack.errors import CareError, WrongUsage
from caretrack.journal import merging, people
from caretrack.options import Json, Name, Yes, complete_people
from caretrack.parameters import Argument, Option
from caretrack.session import Session
from caretrack.views import as_json
from caretrack.views.page import answer
from caretrack.views.pages.duplicates import merged

EXAMPLES = (
    "care merge k3f9 w800",
    "care merge 'anna silva' 'ana silva' --dry-run",
    "care merge k3f9 w800 --yes --json",
)


def command(
    session: Session,
    name: Name,
    into: Annotated[
        list[str],
        Argument(metavar="INTO", help="The one who stays.", complete=complete_people),
    ],
    yes: Yes = False,
    dry_run: Annotated[bool, Option("--dry-run", help="Only say what would happen.")] = False,
    json: Json = False,
) -> None:
    """Move everything of NAME to INTO.

    That is touches, facts, promises, feedback, occasions, ties, addresses and tags.

    Empty fields of INTO are filled in; what differs is kept in the note; the other name becomes a
    nickname; what both have is kept once. `care undo` takes them apart again.
    """
    with session.write() as journal:
        gone, rest = people.find_leading(journal, [name, *into], leaves=1)
        stays = people.find(journal, " ".join(rest))
        if gone.id == stays.id:
            raise CareError(
                f"both are one entry already: {gone.name}",
                "Ids tell people of one name apart.",
            )
        if dry_run or not yes:
            with journal.change("merge", keep=False):
                plan = merging.merge(journal, gone.id, stays.id)
            if not dry_run:
                _ask(plan)
        if not dry_run:
            with journal.change("merge"):
                plan = merging.merge(journal, gone.id, stays.id)
        value = {
            "merged": {"id": gone.id, "name": gone.name},
            "into": as_json.person(*details_of(journal, plan.into)),
            **_as_json(plan, dry_run),
        }
    end = "a dry run: nothing was changed" if dry_run else "care undo takes it apart again"
    verb = "Would merge" if dry_run else "Merged"
    answer(json, value, [f"{verb}  {gone.name} into {plan.into.name} · {end}", *_lines(plan)])


def _ask(plan: merging.Merge) -> None:
    if not streams.can_ask():
        raise WrongUsage(
            f"{plan.gone.name} would be merged into {plan.into.name}",
            "Say --yes; --dry-run shows what moves.",
        )
    streams.say(f"{plan.gone.name} goes into {plan.into.name}:")
    streams.say_lines(_lines(plan))
    if not streams.confirm("Merge them?"):
        raise CareError("nothing was merged")


def _lines(plan: merging.Merge) -> list[str]:
    return list(
        merged(
            plan.moved, plan.both, plan.filled, plan.kept, plan.gone.name if plan.nickname else ""
        )
    )


def _as_json(plan: merging.Merge, dry_run: bool) -> dict[str, Any]:
    return {
        "dry_run": dry_run,
        "moved": plan.moved,
        "both": plan.both,
        "filled": list(plan.filled),
        "differs": list(plan.kept),
    }
