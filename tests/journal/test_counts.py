"""The counts of touches are those of the touches, whatever was written, and are read alone."""

import sqlite3
from contextlib import closing

import pytest

from caretrack.journal.queries import completions
from caretrack.journal.queries.stats_of_touches import AHEAD, ALL_TOUCHES, THEIR_TOUCHES
from conftest import Care

TOUCHES = """SELECT substr(happened_on, 1, 7), kind, channel, coalesce(mood, 0), count(*)
    FROM touches WHERE deleted_at IS NULL GROUP BY 1, 2, 3, 4"""
DAYS = "SELECT happened_on, family, people, count(*) FROM timeline GROUP BY 1, 2, 3"
COUNTED_TOUCHES = f"""
WITH c (month, kind, channel, touches, low, fair, well) AS (
    SELECT * FROM ({ALL_TOUCHES}) UNION ALL SELECT * FROM ({AHEAD}))
SELECT month, kind, channel, sum(touches), sum(low), sum(fair), sum(well) FROM c
GROUP BY 1, 2, 3 HAVING sum(touches) > 0
"""
WINDOW = {"since": "2026-01-01", "today": "2026-11-21"}

STEPS = (
    ("log", "ana", "-d", "2026-10-30", "called"),
    ("log", "ana", "-k", "pitch", "-m", "2", "hello"),
    ("log", "ana", "--with", "ben", "-k", "invoice", "-c", "email", "the invoice"),
    ("edit", "-", "-k", "ask"),
    ("edit", "-", "-d", "2026-09-01"),
    ("undo",),
    ("kinds", "add", "workshop", "care"),
    ("log", "ben", "-k", "workshop", "a day with them"),
    ("delete", "-"),
    ("undo",),
    ("archive", "ben"),
    ("merge", "ben", "ana", "--yes"),
    ("undo",),
    ("forget", "ben", "--yes"),
)


def differing(care: Care) -> list[str]:
    """Which counts are not those of the touches."""
    with closing(sqlite3.connect(care.journal)) as db:
        db.execute("CREATE TEMP TABLE chosen AS SELECT id FROM people WHERE deleted_at IS NULL")
        pairs = {
            "touch_counts": (TOUCHES, "SELECT * FROM touch_counts"),
            "day_counts": (DAYS, "SELECT * FROM day_counts"),
            "stats": (THEIR_TOUCHES, COUNTED_TOUCHES),
        }
        return [
            name
            for name, queries in pairs.items()
            if len({frozenset(db.execute(query, WINDOW)) for query in queries}) > 1
        ]


@pytest.fixture
def two(care: Care) -> Care:
    care("add", "Ana", "Silva")
    care("add", "Ben", "Okoro")
    return care


def test_counts_are_those_of_the_touches_after_every_command(two: Care) -> None:
    for step in STEPS:
        done = two(*step)
        assert done.code == 0, (step, done)
        assert differing(two) == [], step
    assert two("doctor").code == 0


def test_a_touch_ahead_is_left_out_of_its_month(two: Care) -> None:
    two("log", "ana", "called")
    with closing(sqlite3.connect(two.journal)) as db:
        db.execute("UPDATE touches SET happened_on = '2026-11-28'")
        db.commit()
    two("list")
    assert differing(two) == []
    with closing(sqlite3.connect(two.journal)) as db:
        assert db.execute("SELECT touches FROM touch_counts").fetchall() == [(1,)]
        assert db.execute(COUNTED_TOUCHES, WINDOW).fetchall() == []


@pytest.mark.parametrize(
    "wrong",
    [
        "UPDATE touch_counts SET touches = 9",
        "DELETE FROM touch_counts",
        "UPDATE day_counts SET touches = 9",
        "INSERT INTO day_counts VALUES ('2020-01-01', 'care', 1, 1)",
    ],
)
def test_a_wrong_count_is_found_and_mended(two: Care, wrong: str) -> None:
    two("log", "ana", "called")
    with closing(sqlite3.connect(two.journal)) as db:
        db.execute(wrong)
        db.commit()
    done = two("doctor")
    assert done.code == 1
    assert "counts" in done.out
    assert two("doctor", "--rebuild").code == 0
    assert two("doctor").code == 0
    assert differing(two) == []


def test_neither_counts_nor_completion_read_every_row(two: Care) -> None:
    later = completions._KEYS.format(
        archived="p.archived_on IS NULL",
        test_of_name=completions._LATER_WORD.format(column="p.name_key"),
        test_of_nickname=completions._LATER_WORD.format(column="h.value_key"),
    )
    with closing(sqlite3.connect(two.journal)) as db:
        values = {**WINDOW, "start": "si", "word": "si"}
        for query in (ALL_TOUCHES, AHEAD, later):
            plan = [row[3] for row in db.execute(f"EXPLAIN QUERY PLAN {query}", values)]
            assert not [line for line in plan if line.startswith(("SCAN p", "SCAN h", "SCAN to"))]
