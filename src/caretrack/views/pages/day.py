"""What `care day` says back."""

from collections.abc import Iterator, Sequence
from typing import Any

from caretrack import streams
from caretrack.app.day import DayReport, LoggedOfDay, written_by
from caretrack.app.day_plan import SAME, NotTaken, names_of
from caretrack.app.day_review import kept_as
from caretrack.domain.dates import spoken
from caretrack.domain.day.values import NOBODY
from caretrack.domain.kinds.guess import DOUBT, UNREAD
from caretrack.domain.person import Person
from caretrack.domain.text import flat, shortened
from caretrack.views import words
from caretrack.views.pages.logged import ECHO, OTHERWISE, decided


def json_of(report: DayReport) -> dict[str, Any]:
    """`care day --json`."""
    return {
        "touches": [_touch_json(one) for one in report.touches],
        "left_out": [
            {
                "text": one.text,
                "why": one.why,
                "says": one.says,
                "on": one.on,
                "people": [_person_json(who) for who in one.people],
                "command": one.command or None,
            }
            for one in report.left_out
        ],
    }


def _touch_json(one: LoggedOfDay) -> dict[str, Any]:
    """A touch as in `care log --json`. What is not written yet has no id: a touch, a new person."""
    planned = one.planned
    guess = planned.guess
    return {
        "id": one.touch.id if one.touch else None,
        "happened_on": planned.day,
        "kind": planned.kind,
        "family": one.family,
        "channel": planned.channel,
        "from_them": planned.from_them,
        "mood": one.touch.mood if one.touch else None,
        "note": planned.note,
        "crowd": planned.crowd,
        "people": [_person_json(who) for who in planned.people],
        "kind_from": guess.words if guess else "",
        "sure": guess.sure if guess else True,
        "proposed": [
            {
                "person": _person_json(keep.person),
                **keep.proposal._asdict(),
                "command": command or None,
            }
            for keep, command in one.commands
        ],
    }


def _person_json(who: Person | str) -> dict[str, str | None]:
    return {"id": None, "name": who} if isinstance(who, str) else {"id": who.id, "name": who.name}


def lines(report: DayReport) -> Iterator[str]:
    """Yield the touches that were written, each with what may be kept of it."""
    for one in report.touches:
        yield from _touch(one)
    number = written_by(report)
    if number:
        yield f"{words.count(number, 'touch', 'touches')}; `care undo` takes all of it back."
    elif report.touches:
        yield "Nothing was written: this was a dry run."


def _touch(one: LoggedOfDay) -> Iterator[str]:
    planned = one.planned
    head = f"Logged {one.short}" if one.touch else "Would log"
    them = " · they got in touch" if planned.from_them else ""
    there = f" ({planned.crowd:,} there)" if planned.crowd else ""
    yield f"{head}  " + flat(
        f"{planned.channel} · {one.label} ({one.family}{decided(planned.guess)}){them}"
        f" · {spoken(planned.day)} · {names_of(planned.people)}{there}"
        f" · “{shortened(planned.note, ECHO)}”"
    )
    guess = planned.guess
    if one.short and guess is not None and guess.state in {DOUBT, UNREAD}:
        other, kind = OTHERWISE[one.family]
        yield f"  in doubt  If it was {other}: care edit {one.short} -k {kind}"
    for keep in one.kept:
        yield "  kept      " + flat(f"{names_of([keep.person])} · {kept_as(keep)}")
    for keep, command in one.commands:
        head = "to keep" if command or not keep.proposal.is_undated else "a day"
        yield f"  {head:10}" + flat(command or f"{names_of([keep.person])} · {kept_as(keep)}")


def say_left_out(left_out: Sequence[NotTaken]) -> None:
    """Say on stderr what was left out, why, and the line that would log it."""
    own = [one for one in left_out if one.why == NOBODY]
    for one in left_out:
        if one.why == NOBODY:
            continue
        head = "not again" if one.why == SAME else "left out"
        streams.say(f"{head}  “{one.text}”: {one.says}")
        if one.command:
            streams.say_lines([f"  {one.command}"])
    if own:
        texts = " ".join(f"“{one.text}”" for one in own)
        streams.say(f"left out  {texts}: nobody is named")
