"""What an import did, or would do, as JSON: in parts, as there may be hundreds of thousands."""

from collections.abc import Iterator
from typing import Any

from caretrack.domain.people.namesakes import Namesake
from caretrack.domain.records import ASIDE, NEW, ImportPage, PersonOutcome, TouchRecord
from caretrack.json_text import dumped, dumped_list


def parts(page: ImportPage) -> Iterator[str]:
    """Yield the report of `--json` in parts of one line. Somebody new has no id in a dry run."""
    nobody_yet = {one.id for one in page.people if one.sort == NEW} if page.dry_run else set()
    yield f'{{"format": {dumped(page.format)}, "dry_run": {dumped(page.dry_run)}, "people": '
    yield from dumped_list(_person(one, nobody_yet) for one in page.people if one.sort != ASIDE)
    yield ', "set_aside": '
    yield from dumped_list(
        {"where": one.where, "name": one.name, "why": one.why}
        for one in page.people
        if one.sort == ASIDE
    )
    begun = {key: value for key, value in page.beginning._asdict().items() if key != "load"}
    yield f', "beginning": {dumped(begun)}, "touches": {{"new": '
    yield from dumped_list(_touch(one, page) for one in page.touches.new)
    rest = page.touches._asdict()
    del rest["new"]
    for key in ("unknown", "unclear"):
        rest[key] = [{"name": name, "touches": number} for name, number in rest[key]]
    rest["namesakes"] = [_namesake(one) for one in page.touches.namesakes]
    yield ", " + dumped(rest).removeprefix("{")
    rest = {
        "ties": page.ties,
        "refused": page.refused,
        "refused_more": page.refused_more,
    }
    yield ", " + dumped(rest).removeprefix("{") + "\n"


def _person(person: PersonOutcome, nobody_yet: set[str]) -> dict[str, Any]:
    return {**person._asdict(), "id": None if person.id in nobody_yet else person.id}


def _namesake(one: Namesake) -> dict[str, Any]:
    values = one._asdict()
    return {"id": values.pop("person_id") or None, **values}


def _touch(item: TouchRecord, page: ImportPage) -> dict[str, Any]:
    kind = page.kinds[item.kind]
    return {
        "happened_on": item.happened_on,
        "kind": item.kind,
        "label": kind.label,
        "family": kind.family,
        "channel": item.channel,
        "people": item.people,
        "note": item.note,
    }
