"""What `care sync` says: of an exchange, the other machines, conflicts, invitations, leaving."""

import shlex
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from caretrack.app.sync.begin import Begun
from caretrack.app.sync.conflicts import ShownConflict
from caretrack.app.sync.exchange import Exchanged
from caretrack.app.sync.forgetting import Seen
from caretrack.app.sync.invite import ShownInvitation
from caretrack.app.sync.last_run import LastRun
from caretrack.app.sync.leave import LeavePlan, Left
from caretrack.app.sync.link import SHORT
from caretrack.app.sync.status import DeviceStatus, SyncStatus
from caretrack.domain.dates import spoken
from caretrack.journal.sync.forgotten import CLEAN
from caretrack.journal.sync.settle import Settled
from caretrack.streams import on_terminal
from caretrack.views import words
from caretrack.views.page import Page, tabs
from caretrack.views.rows import PageRow, Section

NOBODY_WAITS = "nothing waits"
# So many people are named in what was settled.
SOME = 3


def exchanged(done: Exchanged) -> Iterator[str]:
    """Yield the one line of an exchange; none in a pipe where nothing happened."""
    if done.sent or done.received:
        yield f"{exchanged_line(done)} · {waits(done.waiting)}"
    elif done.waiting or on_terminal():
        yield f"Nothing new · {waits(done.waiting)}"


def exchanged_line(done: Exchanged) -> str:
    """`Sent 3, received 12 (Mia: 10, desktop: 2)`."""
    whose = ", ".join(f"{name}: {count:,}" for name, count in done.by_device)
    return f"Sent {done.sent:,}, received {done.received:,}" + (f" ({whose})" if whose else "")


def waits(count: int) -> str:
    """`nothing waits`, or how many changes wait here."""
    return f"{words.count(count, 'change waits', 'changes wait')} here" if count else NOBODY_WAITS


def to_tell(done: Exchanged) -> Iterator[str]:
    """Yield a line for each thing of an exchange that somebody should know."""
    yield from done.told
    yield from _settled(done.settled)
    if done.new_conflicts:
        both = words.count(done.new_conflicts, "change was", "changes were")
        yield f"{both} made on two machines; the later one holds: care sync conflicts"
    if done.set_aside:
        many = words.count(done.set_aside, "op", "ops")
        yield (
            f"{many} on the hub could not be read, and {'was' if done.set_aside == 1 else 'were'} "
            "set aside: care sync status"
        )
    if done.ahead:
        many = words.count(done.ahead, "change", "changes")
        yield f"{many} from a clock that is more than a day ahead: set aside until that day"
    for found in done.forgotten:
        proof = "a search of every file found nothing of them" if found == CLEAN else found
        yield f"somebody was forgotten on another machine, and is erased here too · {proof}"
    if done.erased:
        yield f"erased on the hub of who was forgotten: {done.erased:,}; left there: 0"


def _settled(done: Settled) -> Iterator[str]:
    """Yield what two machines had done across each other, and what came of it."""
    for gone, into in done.moved[:SOME]:
        yield f"what was written of {gone} meanwhile went to {into}, which are one now"
    for name in done.revived[:SOME]:
        yield f"{name} was deleted on one machine and written about on another: back again"
    for name in done.unmerged[:SOME]:
        yield f"{name} was merged in both directions: back again"
    if done.alike:
        named = ", ".join(f"{one} and {other}" for one, other in done.alike[:SOME])
        more = len(done.alike) - SOME
        yield f"may be one: {named}{f' and {more} more' if more > 0 else ''}: care dupes"


def exchanged_json(done: Exchanged) -> dict[str, Any]:
    """Return an exchange as JSON."""
    return {
        "sent": done.sent,
        "received": done.received,
        "by": dict(done.by_device),
        "waiting": done.waiting,
        "conflicts": done.new_conflicts,
        "settled": {
            "moved": [list(pair) for pair in done.settled.moved],
            "unmerged": list(done.settled.unmerged),
            "revived": list(done.settled.revived),
            "alike": [list(pair) for pair in done.settled.alike],
        },
        "set_aside": done.set_aside,
        "ahead": done.ahead,
        "forgotten": list(done.forgotten),
        "erased_on_hub": done.erased,
        "told": list(done.told),
    }


def set_up(begun: Begun) -> Iterator[str]:
    """Yield what `setup` says: what was done, and in two lines what to do on the other machine."""
    yield f"Set up  {begun.hub} · this machine is {begun.name} · {exchanged_line(begun.done)}"
    yield "for another machine, type here   care sync invite"
    yield f"and there, with the code of it   care sync join {_typed_hub(begun.hub)} CODE"


def joined(begun: Begun) -> Iterator[str]:
    """Yield what `join` says."""
    yield f"Joined  {begun.hub} · this machine is {begun.name} · {exchanged_line(begun.done)}"
    if not begun.done.received and not begun.done.sent:
        yield "nothing of the journal is on the hub yet; `care sync` brings it once it is"
    yield "from now on, `care sync` brings what is new; by itself: care config sync.auto true"


def begun_json(begun: Begun) -> dict[str, Any]:
    """Return what was begun as JSON."""
    return {
        "hub": begun.hub,
        "journal": begun.journal,
        "device": {"id": begun.device, "name": begun.name},
        "sync": exchanged_json(begun.done),
    }


def invitation(made: ShownInvitation) -> Iterator[str]:
    """Yield the code, or the encrypted text, and nothing else: it goes to somebody."""
    yield from (made.text or made.code).splitlines()


def about_invitation(made: ShownInvitation) -> Iterator[str]:
    """Yield what to do with an invitation."""
    hub = _typed_hub(made.hub)
    if made.text:
        yield f"there, with the key to it:  care sync join {hub} --key KEYFILE < TEXT"
    else:
        yield f"there:  care sync join {hub} {made.code}"
    if made.has_password:
        yield "the password of the hub is not in it: type the HUB there as you did here"
    until = f"once, until {_instant(made.valid_until)}" if made.valid_until else "once"
    reader = "only with that key" if made.text else "whoever has it can read the journal"
    yield f"it lets in {until}; {reader}"


def invitation_json(made: ShownInvitation) -> dict[str, Any]:
    """Return an invitation as JSON."""
    return {
        "code": made.code or None,
        "text": made.text or None,
        "hub": made.hub,
        "valid_until": made.valid_until or None,
    }


def status(now_: SyncStatus) -> Page:
    """Return the page of `care sync status`."""
    here = [
        PageRow("hub", f"{now_.hub}{'' if now_.reached else ' · not reached now'}"),
        PageRow("journal", now_.journal),
        PageRow("this machine", _here(now_)),
        PageRow("waits", _waiting(now_)),
        PageRow("last sync", _instant(now_.synced_at) or "never"),
    ]
    if now_.last_error is not None:
        here.append(PageRow("went wrong", _went_wrong(now_.last_error, now_.why_not)))
    if now_.conflicts:
        many = words.count(now_.conflicts, "conflict", "conflicts")
        here.append(PageRow("conflicts", f"{many}: care sync conflicts"))
    here += [PageRow("set aside", line) for line in now_.aside]
    here += [PageRow("forgotten", _forgotten(one)) for one in now_.forgets]
    others = [PageRow(_called(one, now_), _other(one, now_)) for one in now_.devices]
    sentences = []
    if not now_.reached:
        sentences.append((f"Of the others, what was known here last: {now_.why_not}", "late"))
    sections = [Section("Here", here, titled=True)]
    if others:
        sections.append(Section("The others", others, titled=True))
    else:
        sentences.append(("No other machine has been seen yet.", ""))
    count = words.count(len(others), "other machine", "other machines")
    head = f"Sync · {now_.name}{f' and {count}' if others else ''}"
    return Page([(head, "head")], sentences, sections)


def _here(now_: SyncStatus) -> str:
    return f"{now_.name} ({now_.person})" if now_.person else now_.name


def _went_wrong(run: LastRun, why_not: str) -> str:
    """Say what went wrong the last time; not again what the page begins with."""
    error = "the same" if run.error == why_not else run.error
    return f"{error} ({'in the background, ' if run.background else ''}{_instant(run.at)})"


def _waiting(now_: SyncStatus) -> str:
    if not now_.waiting:
        return "nothing"
    since = f", since {_instant(now_.waiting_since)}" if now_.waiting_since else ""
    return f"{words.count(now_.waiting, 'change', 'changes')} to be sent{since}"


def _forgotten(one: Seen) -> str:
    """Say of somebody who was forgotten, without the name, where that was done."""
    parts = [_instant(one.at), f"here: {one.here or 'still to be done'}"]
    parts.append("nothing on the hub" if one.on_hub else "the hub: at the next sync")
    parts += [f"{name}: {found}" for name, found in one.elsewhere if found is not None]
    parts += [f"{name}: not seen to do it yet" for name in one.not_yet]
    return " · ".join(parts)


def _called(one: DeviceStatus, now_: SyncStatus) -> str:
    """Return the name of a machine, with the start of its id where two are called so."""
    called_so = [now_.name, *(other.name for other in now_.devices)].count(one.name)
    return f"{one.name} {one.device[:SHORT]}" if called_so > 1 else one.name


def _other(one: DeviceStatus, now_: SyncStatus) -> str:
    parts = [one.person] if one.person and one.person != now_.person else []
    parts.append(f"last seen {_instant(one.seen_at)}" if one.seen_at else "never seen")
    if one.shut_out:
        parts.append("shut out")
    elif one.behind is not None:
        more = "+" if one.behind_or_more else ""
        changes = "change" if (one.behind, more) == (1, "") else "changes"
        parts.append(f"{one.behind:,}{more} {changes} behind" if one.behind else "has everything")
    if one.waiting:
        parts.append(f"{one.waiting:,} waited there")
    if one.version and one.version != now_.version:
        parts.append(f"journal version {one.version}")
    return " · ".join(parts)


def status_json(now_: SyncStatus) -> dict[str, Any]:
    """Return the status as JSON."""
    return {
        "hub": now_.hub,
        "reached": now_.reached,
        "why_not": now_.why_not or None,
        "journal": now_.journal,
        "device": {
            "id": now_.device,
            "name": now_.name,
            "person": now_.person or None,
            "version": now_.version,
        },
        "waiting": now_.waiting,
        "waiting_since": now_.waiting_since or None,
        "synced_at": now_.synced_at or None,
        "last_error": now_.last_error
        and {
            "text": now_.last_error.error,
            "at": now_.last_error.at,
            "background": now_.last_error.background,
        },
        "conflicts": now_.conflicts,
        "set_aside": list(now_.aside),
        "forgets": [
            {
                "id": one.id,
                "at": one.at,
                "here": one.here,
                "erased_on_hub": one.on_hub,
                "elsewhere": dict(one.elsewhere),
                "not_yet": list(one.not_yet),
            }
            for one in now_.forgets
        ],
        "devices": [
            {
                "id": one.device,
                "name": one.name,
                "person": one.person or None,
                "seen_at": one.seen_at or None,
                "behind": one.behind,
                "behind_or_more": one.behind_or_more,
                "waiting": one.waiting,
                "version": one.version or None,
                "shut_out": one.shut_out,
            }
            for one in now_.devices
        ],
    }


def conflicts(found: list[ShownConflict]) -> Iterator[str]:
    """Yield the conflicts, each with who and when of both values, and what to type."""
    if not found:
        yield "No conflicts."
        return
    for one in found:
        yield f"{one.id}  {one.what} · {one.field}"
        yield f"    holds   {tabs(one.kept)} · {_by(one.kept_by, one.kept_at)}"
        yield f"    other   {tabs(one.lost)} · {_by(one.lost_by, one.lost_at)}"
        yield f"    take the other: {one.command}"
        yield f"    keep it so:     care sync conflicts --done {one.id}"


def conflict_json(one: ShownConflict) -> dict[str, Any]:
    """Return a conflict as JSON."""
    return {
        "id": one.id,
        "table": one.table,
        "row": one.row_id,
        "person": one.what,
        "field": one.field,
        "kept": one.kept_value,
        "kept_by": one.kept_by,
        "kept_at": one.kept_at,
        "lost": one.lost_value,
        "lost_by": one.lost_by,
        "lost_at": one.lost_at,
        "take": one.command,
    }


def taken(one: ShownConflict) -> Iterator[str]:
    """Yield what `--take` says."""
    yield f"Taken  {one.what} · {one.field}: {tabs(one.lost)} (was {tabs(one.kept)})"
    yield "it is a change of its own: care undo takes it back, care sync sends it"


def put_away(count: int) -> Iterator[str]:
    """Yield what `--done` says."""
    yield f"Put away  {words.count(count, 'conflict', 'conflicts')}"


def leave_plan(plan: LeavePlan) -> str:
    """Say what `leave` would do."""
    if plan.device:
        return f"{plan.name} would be shut out, and the keys turned over"
    waiting = f"; {waits(plan.waiting)} and would not be sent" if plan.waiting else ""
    if plan.everything:
        return f"the journal would be removed from {plan.hub}{waiting}"
    return f"this machine would leave {plan.hub}, and its journal stay here{waiting}"


def leave_question(plan: LeavePlan) -> str:
    """Ask whether to leave."""
    said = leave_plan(plan).replace("would be", "will be").replace("would", "will")
    return f"{said[:1].upper()}{said[1:]}. Go on?"


def left(done: Left) -> Iterator[str]:
    """Yield what `leave` says."""
    if done.device:
        yield f"Shut out  {done.name} · what it has it keeps; what comes from now on it cannot read"
        return
    what = "removed from it" if done.everything else "stays there for the others"
    yield f"Left  {done.hub} · the journal {what}, and is whole on this machine"


def left_json(done: Left) -> dict[str, Any]:
    """Return what `leave` did as JSON."""
    return {
        "left": not done.device,
        "shut_out": done.name if done.device else None,
        "hub": done.hub,
        "removed_from_hub": done.everything,
        "told": list(done.untold),
    }


def _by(who: str, at: str) -> str:
    return ", ".join(filter(None, (who, _instant(at))))


def _instant(text: str) -> str:
    """Return an instant of UTC as the clock on the wall has it, or for a pipe as it is; "" for
    none.
    """
    if not text:
        return ""
    at = datetime.fromisoformat(text)
    if not on_terminal():
        return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    here = at.astimezone()
    return f"{spoken(here.date())} {here:%H:%M}"


def _typed_hub(hub: str) -> str:
    return shlex.quote(hub)
