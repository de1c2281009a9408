"""The journal of `care demo`, written from `words/sample.toml`.

Its days are counted from the journal's today, so that no page of it is ever stale.
"""

import tomllib
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from caretrack.domain.model import Action, Fact, Feedback, Occasion
from caretrack.domain.person_texts import TEXT_NAMES
from caretrack.domain.tie import Tie
from caretrack.journal import entries, people, settings, touches
from caretrack.journal.connection import Journal

FILE = Path(__file__).parent.parent / "words" / "sample.toml"
SORTS = {"nickname": "nicknames", "email": "email", "phone": "phone", "fax": "fax", "chat": "chat"}

Row = Mapping[str, Any]


def write_sample(journal: Journal) -> None:
    """Write everybody in the file with all that is known of them; must run inside a change."""
    sample = tomllib.loads(FILE.read_text(encoding="utf-8"))
    for tag, days in sample["tag_cadences"].items():
        settings.set_tag_cadence(journal, tag, days)
    ids = {row["name"]: _person(journal, row) for row in sample["people"]}
    for one, relation, other in sample["ties"]:
        entries.add(journal, Tie, person_id=ids[one], other_id=ids[other], relation=relation)
    for row in sample["together"]:
        _touch(journal, [ids[name] for name in row["people"]], row["touch"])


def _person(journal: Journal, row: Row) -> str:
    texts: dict[str, Any] = {key: row.get(key) for key in TEXT_NAMES}
    made = people.add(
        journal,
        row["name"],
        cadence_days=row.get("every"),
        added_on=_ago(journal, row["added"]),
        **texts,
    )
    for sort, key in SORTS.items():
        people.add_handles(journal, made.id, sort, row.get(key, ()))
    people.tag(journal, made.id, row.get("tags", ()))
    areas = dict(row.get("asks", ()))
    said = {
        touch[0]: _touch(journal, [made.id], touch, areas.get(touch[0]))
        for touch in row.get("touches", ())
    }
    _facts(journal, made.id, row, said)
    _owed(journal, made.id, row)
    if "archived" in row:
        people.change(
            journal,
            made.id,
            {"archived_on": _ago(journal, row["archived"]), "archived_why": row["why"]},
        )
    return made.id


def _touch(
    journal: Journal, who: Iterable[str], touch: tuple[Any, ...], about: str | None = None
) -> str:
    """Log one line of `touches`: days ago, kind, channel, note, mood, "them".

    The last two may be missing.
    """
    ago, kind, channel, note, *rest = touch
    values = {
        "kind": kind,
        "channel": channel,
        "note": note,
        "mood": next(iter(rest), 0) or None,
        "from_them": "them" in rest,
    }
    return touches.add(journal, who, happened_on=_ago(journal, ago), about=about, **values).id


def _facts(journal: Journal, who: str, row: Row, said: Mapping[int, str]) -> None:
    for category, text, ago, source in row.get("facts", ()):
        day = _ago(journal, ago)
        values = {
            "category": category,
            "text": text,
            "source": source,
            "learned_on": day,
            "touch_id": said.get(ago),
        }
        entries.add(journal, Fact, person_id=who, **values)


def _owed(journal: Journal, who: str, row: Row) -> None:
    for sort, key in (("promise", "promises"), ("gesture", "gestures")):
        for item in row.get(key, ()):
            days = {
                "due_on": _ahead(journal, item.get("by")),
                "done_on": _ago_or_none(journal, item.get("done")),
                "made_on": journal.today,
            }
            entries.add(journal, Action, person_id=who, sort=sort, text=item["text"], **days)
    for item in row.get("feedback", ()):
        steps = {
            f"{step}_on": _ago_or_none(journal, item.get(step))
            for step in ("heard", "acted", "told")
        }
        values = {
            "tone": item["tone"],
            "about": item["about"],
            "text": item["text"],
            "action": item.get("action"),
        }
        entries.add(journal, Feedback, person_id=who, **values, **steps)
    for label, ahead, years in row.get("days", ()):
        on = journal.today + timedelta(days=ahead)
        values = {
            "label": label,
            "month": on.month,
            "day": on.day,
            "year": on.year - years if years else None,
        }
        entries.add(journal, Occasion, person_id=who, **values)


def _ago(journal: Journal, days: int) -> date:
    return journal.today - timedelta(days=days)


def _ago_or_none(journal: Journal, days: int | None) -> date | None:
    return None if days is None else _ago(journal, days)


def _ahead(journal: Journal, days: int | None) -> date | None:
    return None if days is None else journal.today + timedelta(days=days)
