"""Touches: written with everybody who was in them, read newest first."""

import sqlite3
from collections.abc import Container, Iterable, Mapping, Sequence
from datetime import date, timedelta
from itertools import chain
from typing import TYPE_CHECKING, Any

from caretrack.domain.model import THANKS, Feedback, Touch
from caretrack.errors import NothingFound
from caretrack.journal.connection import Journal
from caretrack.journal.known import take_in_touched
from caretrack.journal.rows import as_object, chunks, crowd_limit, insert, placeholders, update

if TYPE_CHECKING:
    from caretrack.domain.kinds.families import Kind
    from caretrack.domain.talk.attempts import Attempt
    from caretrack.domain.talk.standing import Sign

# What was tried a year ago says nothing of today.
ATTEMPT_DAYS = 365
# Nobody has more talks than this with a person and learns nothing; beyond it openers stop rotating.
MOST_COUNTED = 500

COLUMNS = (
    "t.id, t.happened_on, t.kind, k.family, t.channel, t.from_them, t.mood, t.note, "
    "t.created_at, t.updated_at, t.about, t.crowd, t.by"
)


def kinds(journal: Journal) -> "dict[str, Kind]":
    """Return all kinds of the journal by their word, the built-in ones first."""
    from caretrack.domain.kinds.families import Kind

    return {
        row["kind"]: Kind(row["kind"], row["family"], row["label"])
        for row in journal.db.execute("SELECT * FROM kinds ORDER BY rowid")
    }


def kind_labels(journal: Journal) -> dict[str, str]:
    """Return the label of each kind, by its word."""
    return dict(journal.db.execute("SELECT kind, label FROM kinds").fetchall())


def add(journal: Journal, people: Iterable[str], **values: Any) -> Touch:
    """Write one touch with these people (ids), and return it.

    Whoever was only known is looked after from now on, unless it was a crowd.
    """
    if (writer := journal.writer()) and "by" not in values:
        values["by"] = writer
    touch_id = insert(journal.db, "touches", values)
    there = list(dict.fromkeys(people))
    journal.db.executemany(
        "INSERT INTO touch_people VALUES (?, ?)", [(touch_id, person) for person in there]
    )
    take_in_touched(journal, there, values.get("crowd"))
    return get(journal, touch_id)


def answer_praise(journal: Journal, touch: Touch) -> list[Feedback]:
    """Mark the praise of the people of a thanks, from before it, as answered (S3.1, S3.3).

    Return what it answers; nothing where the touch is no thanks. Thanks to a crowd are thanks to
    nobody.
    """
    ids = [person_id for person_id, _ in touch.people]
    if touch.kind != THANKS or max(len(ids), touch.crowd or 0) > crowd_limit(journal):
        return []
    rows = journal.db.execute(
        f"SELECT * FROM feedback WHERE person_id IN ({placeholders(ids)}) AND tone = 'praise' "
        "AND acted_on IS NULL AND told_on IS NULL AND heard_on <= ? AND deleted_at IS NULL "
        "ORDER BY heard_on, rowid",
        [*ids, touch.happened_on.isoformat()],
    )
    found = [as_object(Feedback, row) for row in rows]
    for item in found:
        update(journal.db, "feedback", item.id, {"told_on": touch.happened_on.isoformat()})
    return found


def put_in(journal: Journal, touch_id: str, people: Iterable[str]) -> None:
    """Put people (ids) into a touch; whoever is in it stays."""
    there = {person_id for person_id, _ in get(journal, touch_id).people}
    journal.db.executemany(
        "INSERT INTO touch_people VALUES (?, ?)",
        [(touch_id, person) for person in dict.fromkeys(people) if person not in there],
    )


def get(journal: Journal, touch_id: str) -> Touch:
    """Return the touch with this whole id. Raises NothingFound."""
    found = _read(journal, "WHERE t.id = ? AND t.deleted_at IS NULL", (touch_id,))
    if not found:
        raise NothingFound(f"no touch has the id {touch_id}")
    return found[0]


def by_ids(journal: Journal, ids: Sequence[str]) -> list[Touch]:
    """Return these touches, in no order."""
    return [
        touch
        for part in chunks(ids)
        for touch in _read(
            journal, f"WHERE t.id IN ({placeholders(part)}) AND t.deleted_at IS NULL", part
        )
    ]


def same_as(journal: Journal, day: date, note: str, people: Iterable[str]) -> str:
    """Return the id of a touch with this day, these words and exactly these people, "" for none."""
    wanted = set(people)
    rows = journal.db.execute(
        "SELECT id FROM touches WHERE happened_on = ? AND note = ? AND deleted_at IS NULL",
        (day.isoformat(), note),
    ).fetchall()
    found = by_ids(journal, [row["id"] for row in rows])
    return next((one.id for one in found if {who for who, _ in one.people} == wanted), "")


def last_care(journal: Journal, person_ids: Sequence[str]) -> dict[str, Touch]:
    """Return the last caring touch of each of these people, as the clock counts it.

    On its day the newest touch with a mood is taken, or else the newest.
    """
    crowd = crowd_limit(journal)
    found: dict[str, Touch] = {}
    for part in chunks(person_ids):
        rows = journal.db.execute(
            f"""SELECT l.person_id, {COLUMNS} FROM clocks AS c
                JOIN timeline AS l ON l.person_id = c.person_id AND l.happened_on = c.last_care
            JOIN touches AS t ON t.id = l.touch_id JOIN kinds AS k ON k.kind = t.kind
            WHERE c.person_id IN ({placeholders(part)}) AND l.family = 'care'
                AND l.people <= {crowd} AND l.mood IS c.last_mood
            ORDER BY t.created_at, t.rowid""",
            part,
        )
        last = {row["person_id"]: row for row in rows}
        found.update(zip(last, _with_people(journal, list(last.values())), strict=True))
    return found


def count_care_since(journal: Journal, days: Mapping[str, date | None]) -> dict[str, int]:
    """Count the caring touches of each person after their day (None: ever), up to today.

    The clock's rule decides what counts (S1.7). The count ends at MOST_COUNTED: some people have
    tens of thousands of touches, and the index is read from one end.
    """
    found: dict[str, int] = {}
    for part in chunks(list(days)):
        since = [(person, day.isoformat() if (day := days[person]) else "") for person in part]
        rows = journal.db.execute(
            f"WITH since (person, day) AS (VALUES {', '.join(['(?, ?)'] * len(since))}) "
            "SELECT person, (SELECT count(*) FROM (SELECT 1 FROM timeline "
            "WHERE person_id = person AND happened_on > day AND happened_on <= ? "
            "AND family = 'care' AND people <= ? LIMIT ?)) FROM since",
            (*chain(*since), journal.today.isoformat(), crowd_limit(journal), MOST_COUNTED),
        )
        found.update(rows.fetchall())
    return found


def count_kinds(
    journal: Journal, ids: Sequence[str], since: date, *, only: Container[str]
) -> dict[str, list[tuple[str, int]]]:
    """Count the caring touches of each person since that day, up to today, by kind.

    The clock's rule decides what counts (S1.7). The count ends at MOST_COUNTED, and at the first
    touch of a kind that is not in `only`: who had one is left out.
    """
    query = (
        "SELECT t.kind FROM (SELECT touch_id FROM timeline WHERE person_id = ? "
        "AND happened_on > ? AND happened_on <= ? AND family = 'care' AND people <= ? LIMIT ?) "
        "AS l JOIN touches AS t ON t.id = l.touch_id"
    )
    values = (since.isoformat(), journal.today.isoformat(), crowd_limit(journal), MOST_COUNTED)
    found: dict[str, list[tuple[str, int]]] = {}
    for person in ids:
        counts: dict[str, int] = {}
        for (kind,) in journal.db.execute(query, (person, *values)):
            if kind not in only:
                break
            counts[kind] = counts.get(kind, 0) + 1
        else:
            found[person] = sorted(counts.items())
    return found


def attempts(journal: Journal, ids: Sequence[str]) -> dict[str, list["Attempt"]]:
    """Return the attempts to reach each person since their last caring touch, oldest first.

    They are those of ATTEMPT_DAYS up to today. Archived people have none.
    """
    found: dict[str, list[Attempt]] = {person: [] for person in ids}
    days = ((journal.today - timedelta(days=ATTEMPT_DAYS)).isoformat(), journal.today.isoformat())
    for part in chunks(ids):
        rows = journal.db.execute(
            "SELECT l.person_id, l.happened_on, t.channel, t.from_them FROM clocks AS c "
            "JOIN timeline AS l ON l.person_id = c.person_id "
            "AND l.happened_on > max(coalesce(c.last_care, ''), ?) AND l.happened_on <= ? "
            "JOIN touches AS t ON t.id = l.touch_id "
            f"WHERE l.family = 'tried' AND c.person_id IN ({placeholders(part)}) "
            "ORDER BY l.happened_on, t.created_at, t.id",
            (*days, *part),
        )
        for person, *values in rows:
            found[person].append(_attempt(*values))
    return found


def _attempt(day: str, channel: str, from_them: int) -> "Attempt":
    from caretrack.domain.talk.attempts import Attempt

    return Attempt(date.fromisoformat(day), channel, bool(from_them))


def celebration_days(journal: Journal, ids: Sequence[str], since: date) -> dict[str, list[date]]:
    """Return the days since `since` on which each person was celebrated or given something.

    Only caring touches up to today count, and not with a crowd (S3.6).
    """
    crowd = crowd_limit(journal)
    found: dict[str, list[date]] = {person: [] for person in ids}
    for part in chunks(ids):
        rows = journal.db.execute(
            "SELECT l.person_id, l.happened_on FROM timeline AS l "
            "JOIN touches AS t ON t.id = l.touch_id "
            f"WHERE l.person_id IN ({placeholders(part)}) "
            "AND l.happened_on >= ? AND l.happened_on <= ? AND l.family = 'care' "
            "AND l.people <= ? AND (t.kind = 'celebrate' OR t.channel = 'gift')",
            (*part, since.isoformat(), journal.today.isoformat(), crowd),
        )
        for person, day in rows:
            found[person].append(date.fromisoformat(day))
    return found


def history(
    journal: Journal,
    *,
    person: str | None = None,
    kind: str | None = None,
    family: str | None = None,
    channel: str | None = None,
    since: str | None = None,
    until: str | None = None,
    limit: int,
) -> list[Touch]:
    """Return touches newest first, of one person or of everybody, narrowed by what is given.

    Days are ISO text, both ends included.
    """
    wanted = {
        "t.kind = ?": kind,
        "k.family = ?": family,
        "t.channel = ?": channel,
        "t.happened_on >= ?": since,
        "t.happened_on <= ?": until,
    }
    where = ["t.deleted_at IS NULL", *(test for test, value in wanted.items() if value is not None)]
    values: list[Any] = [value for value in wanted.values() if value is not None]
    source = "touches AS t"
    if person is not None:
        source = "timeline AS l JOIN touches AS t ON t.id = l.touch_id"
        where.insert(0, "l.person_id = ?")
        values.insert(0, person)
    order = "l.happened_on" if person is not None else "t.happened_on"
    rows = journal.db.execute(
        f"SELECT {COLUMNS} FROM {source} JOIN kinds AS k ON k.kind = t.kind "
        f"WHERE {' AND '.join(where)} "
        f"ORDER BY {order} DESC, t.created_at DESC, t.id DESC LIMIT ?",
        [*values, limit],
    ).fetchall()
    return _with_people(journal, rows)


def counts_by_month(
    journal: Journal, person_id: str, since_month: str
) -> dict[tuple[str, str], int]:
    """Count a person's touches of each family in each month from `since_month` to today.

    Months are YYYY-MM.
    """
    rows = journal.db.execute(
        "SELECT substr(happened_on, 1, 7) AS month, family, count(*) FROM timeline "
        "WHERE person_id = ? AND happened_on >= ? AND happened_on <= ? GROUP BY 1, 2",
        (person_id, f"{since_month}-01", journal.today.isoformat()),
    )
    return {(row[0], row[1]): row[2] for row in rows}


def _read(journal: Journal, where: str, values: Sequence[Any]) -> list[Touch]:
    rows = journal.db.execute(
        f"SELECT {COLUMNS} FROM touches AS t JOIN kinds AS k ON k.kind = t.kind {where}", values
    ).fetchall()
    return _with_people(journal, rows)


def _with_people(journal: Journal, rows: Sequence[sqlite3.Row]) -> list[Touch]:
    people = people_in(journal, [row["id"] for row in rows])
    return [_touch(row, people.get(row["id"], [])) for row in rows]


def people_in(journal: Journal, ids: Sequence[str]) -> dict[str, list[tuple[str, str]]]:
    """Return the ids and names of the people of these touches, by the id of the touch."""
    people: dict[str, list[tuple[str, str]]] = {}
    for part in chunks(ids):
        query = (
            "SELECT tp.touch_id, p.id, p.name FROM touch_people AS tp "
            "JOIN people AS p ON p.id = tp.person_id "
            f"WHERE tp.touch_id IN ({placeholders(part)}) AND p.deleted_at IS NULL "
            "ORDER BY tp.rowid"
        )
        for touch_id, person_id, name in journal.db.execute(query, part):
            people.setdefault(touch_id, []).append((person_id, name))
    return people


def _touch(row: sqlite3.Row, people: list[tuple[str, str]]) -> Touch:
    touch = as_object(Touch, row)
    return touch._replace(from_them=bool(touch.from_them), people=tuple(people))


# Six years of a touch a week. The newest tell enough, and no page waits for the rest.
MOST_SIGNS = 300


def newest_signs(
    journal: Journal, person_id: str, limit: int | None = None
) -> tuple[list["Sign"], date]:
    """Return a person's newest touches as signs of standing, newest first (S3.11).

    There are `limit` at most (MOST_SIGNS), up to today. Also return the day from which on none is
    left out.
    """
    from caretrack.domain.talk.standing import Sign

    limit = limit or MOST_SIGNS
    most = crowd_limit(journal)
    rows = journal.db.execute(
        "SELECT t.id, l.happened_on, t.kind, t.mood, t.from_them, t.note, t.about, l.people "
        "> ?, t.channel, l.family, t.source_uid IS NOT NULL "
        "FROM (SELECT touch_id, happened_on, people, family "
        "FROM timeline WHERE person_id = ? AND happened_on <= ? ORDER BY happened_on DESC "
        f"LIMIT {limit}) AS l "
        "JOIN touches AS t ON t.id = l.touch_id "
        "ORDER BY l.happened_on DESC, t.created_at DESC, t.id",
        (most, person_id, journal.today.isoformat()),
    )
    signs = [
        Sign(
            id=row[0],
            on=date.fromisoformat(row[1]),
            kind=row[2],
            mood=row[3],
            from_them=bool(row[4]),
            note=row[5],
            about=row[6],
            crowded=bool(row[7]),
            channel=row[8],
            family=row[9],
            imported=bool(row[10]),
        )
        for row in rows
    ]
    return signs, signs[-1].on + timedelta(days=1) if len(signs) == limit else date.min


def last_care_on(journal: Journal, person_id: str, days: Iterable[date]) -> dict[date, date | None]:
    """Return a person's last caring touch as of each of these days, in their order.

    As for the clock, a touch with a crowd does not count (S1.7).
    """
    wanted = list(days)
    rows = journal.db.execute(
        f"WITH d (day) AS (VALUES {', '.join(['(?)'] * len(wanted))}) "
        "SELECT day, (SELECT happened_on FROM timeline "
        "WHERE person_id = ? AND happened_on <= day AND family = 'care' AND people <= ? "
        "ORDER BY happened_on DESC LIMIT 1) FROM d",
        (
            *(day.isoformat() for day in wanted),
            person_id,
            crowd_limit(journal),
        ),
    )
    found = dict(rows.fetchall())
    return {
        day: date.fromisoformat(last) if (last := found[day.isoformat()]) else None
        for day in wanted
    }


def is_first_log_of_day(journal: Journal) -> bool:
    """True if the last `care log` was the first of its day (UTC)."""
    days = journal.db.execute(
        "SELECT substr(made_at, 1, 10) FROM change_sets WHERE command = 'log' "
        "ORDER BY rowid DESC LIMIT 2"
    ).fetchall()
    return len(days) < 2 or days[0][0] != days[1][0]
