"""The derived tables worked out again in plain Python: slow, and without the program's SQL."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

from caretrack.domain.clock import KNOWN, Cadence, cadence_in_force, clock, first_due_on
from caretrack.domain.last_touches import ClockTouch, last_touches
from caretrack.domain.model import AREAS, ASK, THANKS
from caretrack.domain.talk.one_sided import is_from_both, is_letter
from caretrack.domain.talk.personal import PERSONAL
from caretrack.domain.talk.standing import Evidence, Sign, standing
from covered import CoveredPerson, in_time

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
            "facts",
            "feedback",
        ):
            setattr(self, name, [dict(row) for row in db.execute(f"SELECT * FROM {name}")])

    people: list[Row]
    tags: list[Row]
    tag_cadences: list[Row]
    kinds: list[Row]
    touches: list[Row]
    touch_people: list[Row]
    settings: list[Row]
    facts: list[Row]
    feedback: list[Row]

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


def counts_on(tables: Tables, on: date) -> Counter[str]:
    """How many people count for what on a day, by the names of `day_steps.SERIES`."""
    crowd, default = tables.setting("crowd", 5), tables.setting("cadence", 30)
    found: Counter[str] = Counter()
    for person in tables.people:
        if person["deleted_at"] is not None:
            continue
        theirs = [
            (date.fromisoformat(touch["happened_on"]), touch, family)
            for touch, family, everybody in tables.standing()
            if person["id"] in everybody and max(len(everybody), touch["crowd"] or 0) <= crowd
        ]
        covered = _covered(tables, person, theirs, default)
        kept = in_time(covered, on)
        found["counted"] += kept is not None
        found["in_time"] += bool(kept)
        if person["archived_on"] is not None or _cadence(tables, person, None, default)[1] == KNOWN:
            continue
        days = [item for item in theirs if item[0] <= on]
        cared = [day for day, _, family in days if family == "care"]
        found[_word(tables, person, days, max(cared, default=None), on)] += 1
        found["personal"] += any(
            family == "care" and touch["kind"] in PERSONAL and (on - day).days < 90
            for day, touch, family in days
        )
    return found


def _cadence(tables: Tables, person: Row, mood: int | None, default: int) -> Cadence:
    days = {row["tag"]: row["days"] for row in tables.tag_cadences}
    by_tag = {
        row["tag"]: days[row["tag"]]
        for row in tables.tags
        if row["person_id"] == person["id"] and row["tag"] in days
    }
    return cadence_in_force(
        person["cadence_days"], by_tag, default, mood, known=person["known_on"] is not None
    )


def _covered(
    tables: Tables, person: Row, theirs: list[tuple[date, Row, str]], default: int
) -> CoveredPerson:
    start = person["taken_in_on"] or person["known_on"]
    usual, after_low = (_cadence(tables, person, mood, default).days for mood in (None, 1))
    lows = {}
    for day, touch, family in sorted(theirs, key=lambda item: item[1]["created_at"]):
        if family == "care":
            lows[day] = touch["mood"] <= 2 if touch["mood"] else lows.get(day, False)
    return CoveredPerson(
        date.fromisoformat(start or person["added_on"]),
        date.fromisoformat(person["archived_on"]) if person["archived_on"] else None,
        usual,
        after_low,
        sorted(lows.items()),
        first_due_on(person["name_key"], start and date.fromisoformat(start), None, usual),
    )


def _word(
    tables: Tables,
    person: Row,
    theirs: list[tuple[date, Row, str]],
    last_care: date | None,
    on: date,
) -> str:
    signs = [
        Evidence(day, str(mood or ""), "", from_them=bool(touch["from_them"]))
        for day, touch, family in theirs
        for mood in [None if family == "tried" else touch["mood"]]
        if mood or touch["from_them"]
    ]
    said = [
        Evidence(
            date.fromisoformat(row["heard_on"]),
            row["tone"],
            "",
            settled_on=date.fromisoformat(row["told_on"]) if row["told_on"] else None,
        )
        for row in tables.feedback
        if row["person_id"] == person["id"] and row["deleted_at"] is None
    ]
    return standing(signs, said, last_care, on).word


def taught(tables: Tables) -> dict[str, str]:
    """The month of each caring touch that brought a fact or feedback, by its id."""
    facts = [
        row
        for row in tables.facts
        if row["deleted_at"] is None and row["source"] in ("told", "noticed")
    ]
    named = {row["touch_id"] for row in facts}
    named |= {row["touch_id"] for row in tables.feedback if row["deleted_at"] is None}
    days = {(row["person_id"], row["learned_on"]) for row in facts if row["touch_id"] is None}
    return {
        touch["id"]: touch["happened_on"][:7]
        for touch, family, everybody in tables.standing()
        if family == "care"
        and (touch["id"] in named or any((who, touch["happened_on"]) in days for who in everybody))
    }
