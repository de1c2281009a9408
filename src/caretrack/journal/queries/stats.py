"""What `care stats` adds up: counts by SQLite, and what is read person by person.

Everything here is about the people of `choose_people`. A touch with several people counts once.
"""

from datetime import date, timedelta

from caretrack.domain.clock import KNOWN, ONLY_SALES
from caretrack.domain.model import AREAS
from caretrack.domain.stats import Involved, LastHeard, Unthanked
from caretrack.domain.talk.standing import is_only_asked
from caretrack.domain.talk.standing_word import ASKED_OFTEN, ASKS_DAYS
from caretrack.journal import involved
from caretrack.journal.connection import Journal
from caretrack.journal.signs import ABOUT, THANKS
from caretrack.journal.signs import ASK as ASKED_THEM

# Of everybody both are views: nothing is copied, and who is asked for is looked up by the id.
EVERYBODY = (
    "CREATE TEMP VIEW chosen AS SELECT id FROM people WHERE deleted_at IS NULL",
    "CREATE TEMP VIEW looked_after AS SELECT person_id AS id FROM clocks "
    f"WHERE cadence_reason <> '{KNOWN}'",
)
NARROWED = (
    "CREATE TEMP TABLE chosen (id TEXT PRIMARY KEY) WITHOUT ROWID",
    f"{EVERYBODY[1]} AND person_id IN (SELECT id FROM chosen)",
)


def choose_people(journal: Journal, among: set[str] | None) -> None:
    """Choose the people that everything below is about; None is everybody.

    All of them are `chosen`; those who are not archived, nor only known, are `looked_after`. Called
    once for a journal, before anything else.
    """
    for statement in EVERYBODY if among is None else NARROWED:
        journal.db.execute(statement)
    if among is not None:
        journal.db.executemany("INSERT INTO chosen (id) VALUES (?)", [(who,) for who in among])


def ours(row: str) -> str:
    """Return the condition that `row` is about somebody who is looked after."""
    return f"EXISTS (SELECT 1 FROM looked_after AS w WHERE w.id = {row}.person_id)"


def chosen(row: str) -> str:
    """Return the condition that `row` is about somebody who is chosen."""
    return f"EXISTS (SELECT 1 FROM chosen AS w WHERE w.id = {row}.person_id)"


def count_known(journal: Journal) -> int:
    """Count the people who are known, and not looked after yet."""
    found: int = journal.db.execute(
        "SELECT count(*) FROM clocks AS c WHERE c.due_on IS NULL "
        f"AND c.cadence_reason = '{KNOWN}' AND {chosen('c')}"
    ).fetchone()[0]
    return found


def only_sales(journal: Journal) -> tuple[LastHeard, ...]:
    """Return those who heard only sales since their last caring touch, the most first (S1.6)."""
    return _somebody(
        journal, f"c.sales_since >= {ONLY_SALES}", "c.sales_since DESC, p.name_key, p.id"
    )


def never_touched(journal: Journal) -> tuple[LastHeard, ...]:
    """Return those who never had a caring touch, the longest in the journal first (S0.1)."""
    return _somebody(journal, "c.last_care IS NULL", "p.added_on, p.name_key, p.id")


def _somebody(journal: Journal, which: str, order: str) -> tuple[LastHeard, ...]:
    rows = journal.db.execute(
        "SELECT p.id, p.name, p.company, p.added_on, c.last_care, c.last_sales, "
        "c.sales_since FROM clocks AS c JOIN people AS p ON p.id = c.person_id "
        f"WHERE {which} AND {ours('c')} ORDER BY {order}"
    )
    return tuple(
        LastHeard(
            row[0], row[1], row[2], date.fromisoformat(row[3]), _day(row[4]), _day(row[5]), row[6]
        )
        for row in rows.fetchall()
    )


def window(journal: Journal, since: date) -> dict[str, str]:
    """Return the bounds of the days from `since` to today, as SQL binds them."""
    return {"since": since.isoformat(), "today": journal.today.isoformat()}


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


# Each ask counts for everybody who was asked, and once.
ASKED = f"FROM timeline AS l WHERE l.signs & {ASKED_THEM} AND l.happened_on <= :today"
ASKED_TOGETHER = f"""
SELECT l.signs / {ABOUT}, count(DISTINCT l.touch_id)
FROM timeline AS l INDEXED BY timeline_asks_together
WHERE l.signs & {ASKED_THEM} AND l.people > 1 AND l.happened_on <= :today AND {ours("l")}
GROUP BY 1
"""
SUMS = "SELECT about, sum(alone), sum(feedback) FROM {kept} AS i WHERE {ours} GROUP BY about"
NAMES = (
    "SELECT person_id, name FROM {kept} AS i WHERE about = :about AND {ours} "
    "ORDER BY name_key, person_id"
)


def involvement(journal: Journal, among: set[str] | None) -> tuple[Involved, ...]:
    """Return who was asked about each area of the work, or spoke of it, ever (S3.8).

    Last comes what named no area, if there is any.
    """
    db, values = journal.db, {"today": journal.today.isoformat()}
    kept = {
        "kept": f"({involved.TODAY})" if involved.any_ahead(db, values) else "involved",
        "ours": "1" if among is None else "person_id IN (SELECT id FROM looked_after)",
    }
    together = dict(db.execute(ASKED_TOGETHER, values).fetchall())
    sums = {row[0]: row[1:] for row in db.execute(SUMS.format_map(kept), values)}
    found = []
    for number in (*range(1, len(AREAS) + 1), *((0,) if 0 in sums else ())):
        asks, feedback = sums.get(number, (0, 0))
        names = db.cursor()
        names.row_factory = None  # plain pairs: there is one for everybody
        names.execute(NAMES.format_map(kept), {**values, "about": number})
        found.append(
            Involved(
                ("", *AREAS)[number],
                asks + together.get(number, 0),
                feedback,
                tuple(names.fetchall()),
            )
        )
    return tuple(found)


# Nobody is left out of whom the rule may hold, so that few are asked for thanks.
UNTHANKED = f"""
WITH asked AS (
    SELECT l.person_id, count(*) AS asks {ASKED} AND l.happened_on > :since
        AND l.person_id IN (SELECT person_id FROM steps_of WHERE third_ask > :since
            AND (thanked IS NULL OR thanked NOT BETWEEN :next AND :today))
        GROUP BY l.person_id HAVING count(*) >= {ASKED_OFTEN}
)
SELECT p.id, p.name, a.asks,
    EXISTS (SELECT 1 FROM timeline AS l
        WHERE l.person_id = p.id AND l.family = 'care' AND l.happened_on > :since
            AND l.happened_on <= :today AND l.signs & {THANKS})
    + EXISTS (SELECT 1 FROM feedback AS f
        WHERE f.person_id = p.id AND f.deleted_at IS NULL AND f.told_on > :since
            AND f.told_on <= :today)
FROM asked AS a JOIN people AS p ON p.id = a.person_id WHERE {ours("a")}
ORDER BY a.asks DESC, p.name_key, p.id
"""


def unthanked(journal: Journal) -> tuple[Unthanked, ...]:
    """Return those who were asked often in a year and never thanked, most asked first (S3.9).

    To be told what came of their feedback is thanks, too.
    """
    since = journal.today - timedelta(days=ASKS_DAYS)
    following = (since + timedelta(days=1)).isoformat()
    rows = journal.db.execute(UNTHANKED, {**window(journal, since), "next": following})
    return tuple(
        Unthanked(one, name, asks)
        for one, name, asks, recognised in rows
        if is_only_asked(asks, recognised)
    )
