"""`care sync`: one journal on several machines, and in a small team."""

from collections.abc import Callable
from typing import Annotated, Any, NamedTuple

from caretrack import streams
from caretrack.errors import CareError, WrongUsage
from caretrack.options import Json, Yes
from caretrack.parameters import Argument, Option
from caretrack.session import Session
from caretrack.views.page import answer
from caretrack.views.pages import sync as pages
from caretrack.views.progress import Progress

EXAMPLES = (
    "care sync setup ~/Sync/care",
    "care sync",
    "care sync conflicts --take 2",
)


class Action(NamedTuple):
    """What an action takes: how it is written, how many words, which options."""

    usage: str
    fewest: int = 0
    most: int = 0
    options: frozenset[str] = frozenset()


ACTIONS = {
    "": Action("care sync"),
    "setup": Action("care sync setup HUB", 1, 1, frozenset(["name", "yes"])),
    "status": Action("care sync status"),
    "conflicts": Action("care sync conflicts", options=frozenset(["take", "done"])),
    "invite": Action("care sync invite", options=frozenset(["to"])),
    "join": Action("care sync join HUB CODE", 1, 9, frozenset(["name", "key"])),
    "leave": Action("care sync leave", options=frozenset(["device", "hub", "yes"])),
}

# These need no journal here.
BEGIN = {"setup", "join"}


def command(
    session: Session,
    action: Annotated[
        str | None,
        Argument(
            metavar="[setup|status|conflicts|invite|join|leave]",
            help="What to do; without a word: sync now.",
        ),
    ] = None,
    words: Annotated[
        list[str] | None,
        Argument(
            metavar="[HUB [CODE]]",
            help="With setup and join: a folder, postgresql://… or rqlite://…; then the code of "
            "the invitation.",
        ),
    ] = None,
    name: Annotated[
        str | None,
        Option(
            "--name",
            metavar="DEVICE",
            help="With setup and join: what this machine is called (the name of the host).",
        ),
    ] = None,
    to: Annotated[
        str | None,
        Option(
            "--to",
            metavar="RECIPIENT",
            help="With invite: encrypt it to this age recipient (age1…), instead of a code.",
        ),
    ] = None,
    key: Annotated[
        str | None,
        Option(
            "--key",
            metavar="FILE",
            help="With join: the age key that opens an invitation on stdin, instead of a code.",
        ),
    ] = None,
    take: Annotated[
        str | None,
        Option("--take", metavar="ID", help="With conflicts: take the other value of this one."),
    ] = None,
    done: Annotated[
        str | None,
        Option("--done", metavar="ID|all", help="With conflicts: it is as it should be; hide it."),
    ] = None,
    device: Annotated[
        str | None,
        Option(
            "--device",
            metavar="DEVICE",
            help="With leave: shut this machine out, and turn the keys over.",
        ),
    ] = None,
    hub: Annotated[
        bool,
        Option("--hub", help="With leave: as the last machine, remove the journal from the hub."),
    ] = False,
    yes: Yes = False,
    json: Json = False,
) -> None:
    """One journal on several machines, and in a small team. `care sync` sends what is new here and
    brings what is new there; every other command reads and writes the file of this machine.

    A HUB is where the changes meet: a folder that Syncthing, Dropbox or a stick carries; a
    PostgreSQL; an rqlite. What lies there is sealed. `setup` begins on the first machine, `invite`
    lets another one `join`. Where two changed the same, the later one holds, and `conflicts` shows
    the other. docs/sync.md has the rest.
    """
    given = {
        "name": name, "to": to, "key": key, "take": take, "done": done,
        "device": device, "hub": hub, "yes": yes,
    }  # fmt: skip
    word = (action or "").strip().lower()
    typed = words or []
    _check(word, typed, {option for option, value in given.items() if value})
    if word not in BEGIN:
        from caretrack.app.sync.link import refuse_no_journal

        refuse_no_journal(session)
    RUN[word](session, typed, given, json)


def _check(word: str, typed: list[str], given: set[str]) -> None:
    """Refuse an action that there is not, too few or many words, and options of another action."""
    if word not in ACTIONS:
        others = ", ".join(filter(None, ACTIONS))
        raise WrongUsage(
            f"there is no `care sync {word[:40]}`", f"There is {others}; alone, it syncs now."
        )
    wanted = ACTIONS[word]
    for option in sorted(given - wanted.options):
        whose = [f"`care sync {name}`" for name, one in ACTIONS.items() if option in one.options]
        raise WrongUsage(f"--{option} goes with {' and '.join(whose)}", "")
    if not wanted.fewest <= len(typed) <= wanted.most:
        raise WrongUsage(f"it is `{wanted.usage}`", "docs/sync.md says what a HUB can be.")


def _now(session: Session, _typed: list[str], _given: dict[str, Any], json: bool) -> None:
    from caretrack.app.sync.exchange import sync_now

    with Progress() as progress:
        done = sync_now(session, progress=progress.now)
    answer(json, lambda: pages.exchanged_json(done), lambda: pages.exchanged(done))
    streams.say_lines(pages.to_tell(done))


def _setup(session: Session, typed: list[str], given: dict[str, Any], json: bool) -> None:
    from caretrack.app.sync.begin import set_up

    with Progress() as progress:
        begun = set_up(session, typed[0], given["name"] or "", progress.now, beside=given["yes"])
    answer(json, lambda: pages.begun_json(begun), lambda: pages.set_up(begun))
    streams.say_lines(pages.to_tell(begun.done))


def _join(session: Session, typed: list[str], given: dict[str, Any], json: bool) -> None:
    from caretrack.app.sync.begin import join

    code = " ".join(typed[1:])
    if bool(code) == bool(given["key"]):
        raise WrongUsage(
            "the code of the invitation is missing"
            if not code
            else "it is a code or a key, not both",
            "`care sync join HUB CODE`, or `care sync join HUB --key FILE < TEXT`.",
        )
    with Progress() as progress:
        begun = join(
            session, typed[0], code, given["key"], given["name"] or "", progress=progress.now
        )
    answer(json, lambda: pages.begun_json(begun), lambda: pages.joined(begun))
    streams.say_lines(pages.to_tell(begun.done))


def _invite(session: Session, _typed: list[str], given: dict[str, Any], json: bool) -> None:
    from caretrack.app.sync.invite import invite

    invitation = invite(session, given["to"] or "")
    answer(json, lambda: pages.invitation_json(invitation), lambda: pages.invitation(invitation))
    if not json:
        streams.say_lines(pages.about_invitation(invitation))


def _status(session: Session, _typed: list[str], _given: dict[str, Any], json: bool) -> None:
    from caretrack.app.sync.status import read_status

    status = read_status(session)
    answer(json, lambda: pages.status_json(status), lambda: pages.status(status))


def _conflicts(session: Session, _typed: list[str], given: dict[str, Any], json: bool) -> None:
    from caretrack.app.sync.conflicts import list_conflicts, put_away, take_other

    take, done = given["take"], given["done"]
    if take and done:
        raise WrongUsage("--take and --done do not go together", "Say one of them.")
    if take:
        taken = take_other(session, take)
        return answer(json, lambda: pages.conflict_json(taken), lambda: pages.taken(taken))
    if done:
        count = put_away(session, done)
        return answer(json, {"put_away": count}, lambda: pages.put_away(count))
    found = list_conflicts(session)
    return answer(
        json, lambda: [pages.conflict_json(one) for one in found], lambda: pages.conflicts(found)
    )


def _leave(session: Session, _typed: list[str], given: dict[str, Any], json: bool) -> None:
    from caretrack.app.sync import leave

    device, hub = given["device"], given["hub"]
    if device and hub:
        raise WrongUsage("--device and --hub do not go together", "Say one of them.")
    plan = leave.plan(session, device or "", everything=hub)
    if not given["yes"]:
        if not streams.can_ask():
            raise WrongUsage(pages.leave_plan(plan), "Say --yes.")
        if not streams.confirm(pages.leave_question(plan)):
            raise CareError("nothing was done")
    left = leave.carry_out(session, plan)
    answer(json, lambda: pages.left_json(left), lambda: pages.left(left))
    streams.say_lines(left.untold)


RUN: dict[str, Callable[[Session, list[str], dict[str, Any], bool], None]] = {
    "": _now,
    "setup": _setup,
    "status": _status,
    "conflicts": _conflicts,
    "invite": _invite,
    "join": _join,
    "leave": _leave,
}
