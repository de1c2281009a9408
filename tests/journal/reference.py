"""The derived tables worked out again in plain Python: slow, and without the program's SQL."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date
from typing import Any

from caretrack.domain.clock import ClockTouch, cadence_in_force, clock, first_due_on, last_touches
from caretrack.domain.model import AREAS, ASK, THANKS
from caretrack.domain.talk.one_sided import is_from_both, is_letter
from caretrack.domain.talk.personal import PERSONAL
from caretrack.domain.talk.standing import Sign

Row = dict[str, Any]
FAR = date(9000, 1, 1)


class Tables:
    """The model, read whole."""

    def __init__(self, db: sqlite3.Connection) -> None:
        """Read it."""
        for name in (
            "people",
            "tags",
            "tag_cadences",
            "kinds",
            "touches",
            "touch_people",
            "settings",
        ):
            setattr(self, name, [dict(row) for row in db.execute(f"SELECT * FROM {name}")])

    people: list[Row]
    tags: list[Row]
    tag_cadences: list[Row]
    kinds: list[Row]
    touches: list[Row]
    touch_people: list[Row]
    settings: list[Row]

    def setting(self, key: str, default: int) -> int:
        return next((int(row["value"]) for row in self.settings if row["key"] == key), default)

    def who(self, touch: Row) -> list[str]:
        return [row["person_id"] for row in self.touch_people if row["touch_id"] == touch["id"]]

    def standing(self) -> Iterator[tuple[Row, str, list[str]]]:
        """Every touch that is not deleted, its family, and who was in it."""
        families = {row["kind"]: row["family"] for row in self.kinds}
        for touch in self.touches:
            if touch["deleted_at"] is None:
                yield touch, families[touch["kind"]], self.who(touch)


def timeline(tables: Tables) -> list[tuple[Any, ...]]:
    """Every touch once for each person who was in it."""
    return sorted(
        (
            person,
            touch["happened_on"],
            touch["id"],
            family,
            len(everybody),
            touch["mood"],
            signs(touch, family),
        )
        for touch, family, everybody in tables.standing()
        for person in everybody
    )


def signs(touch: Row, family: str) -> int:
    """What a touch shows, as the timeline keeps it, by the rules of the domain."""
    sign = Sign(
        touch["id"],
        date.fromisoformat(touch["happened_on"]),
        touch["kind"],
        touch["mood"],
        bool(touch["from_them"]),
        "",
        touch["about"],
        crowded=False,
        channel=touch["channel"],
        family=family,
        imported=touch["source_uid"] is not None,
    )
    talk = is_from_both(sign._replace(from_them=False))
    shown = (sign.from_them, talk, is_letter(sign), sign.kind == ASK, sign.kind == THANKS)
    bits = (*shown, sign.kind in PERSONAL)
    area = ("", *AREAS).index(sign.about or "")
    return sum(bit << place for place, bit in enumerate(bits)) + (area << len(bits))


def clocks(tables: Tables) -> dict[str, Row]:
    """The clock of everybody who is neither archived nor deleted, by id."""
    crowd, default = tables.setting("crowd", 5), tables.setting("cadence", 30)
    days = {row["tag"]: row["days"] for row in tables.tag_cadences}
    return {
        person["id"]: _clock(tables, person, crowd, default, days)
        for person in tables.people
        if person["deleted_at"] is None and person["archived_on"] is None
    }


def _clock(tables: Tables, person: Row, crowd: int, default: int, days: dict[str, int]) -> Row:
    heard = [
        ClockTouch(
            date.fromisoformat(touch["happened_on"]),
            family,
            len(everybody),
            touch["mood"],
            touch["created_at"],
        )
        for touch, family, everybody in tables.standing()
        if person["id"] in everybody
    ]
    last = last_touches(heard, FAR, crowd)
    by_tag = {
        row["tag"]: days[row["tag"]]
        for row in tables.tags
        if row["person_id"] == person["id"] and row["tag"] in days
    }
    cadence = cadence_in_force(
        person["cadence_days"], by_tag, default, last.mood, known=person["known_on"] is not None
    )
    start = person["taken_in_on"] or person["known_on"]
    taken_in = date.fromisoformat(start) if start else None
    first = first_due_on(person["name_key"], taken_in, last.care, cadence.days)
    since = date.fromisoformat(start or person["added_on"])
    made = clock(last, since, cadence, FAR, first)
    base = made.last_care or since
    return {
        "person_id": person["id"],
        "name_key": person["name_key"],
        "base_on": base.isoformat(),
        "base_day": base.toordinal(),
        "last_care": made.last_care and made.last_care.isoformat(),
        "last_mood": last.mood,
        "last_sales": made.last_sales and made.last_sales.isoformat(),
        "sales_since": made.sales_since,
        "latest": max((touch.happened_on.isoformat() for touch in heard), default=None),
        "cadence_days": cadence.days,
        "cadence_reason": cadence.reason,
        "due_on": made.due_on and made.due_on.isoformat(),
        "snoozed_until": person["snoozed_until"],
    }
