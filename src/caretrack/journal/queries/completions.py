"""Words of a journal for completion, read without changing or waiting for anything.

Whatever a name holds, a shell is given `[a-z0-9-]` and nothing else. A slug that is offered finds
its person (`domain.people.names.match`).
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from caretrack.disk import AnyPath
from caretrack.domain.people.names import may_be_an_id, slug, slug_of_key
from caretrack.journal.files.file import check_header, connect, read_header
from caretrack.journal.version import VERSION

MOST_OFFERED = 200  # more than anybody reads
TIMEOUT = 0.1  # seconds: TAB does not wait for a write

# Names and nicknames by key. Plain ones are found by an index. The others are few: what a key has
# beside letters is not a part of a slug.
_KEYS = """
SELECT p.id, p.name_key AS key, 1 AS own FROM people AS p WHERE p.deleted_at IS NULL
    AND {archived} AND {test_of_name}
UNION ALL SELECT p.id, h.value_key AS key, 0 AS own FROM handles AS h
    JOIN people AS p ON p.id = h.person_id
WHERE h.sort = 'nickname' AND p.deleted_at IS NULL AND {archived} AND {test_of_nickname}"""
_PLAIN = "({column} >= :start AND {column} < :start || '{{') AND {column} NOT GLOB '*[^a-z0-9 ]*'"
_WHOLE = "{column} IN (SELECT value FROM json_each(:wholes)) AND {column} NOT GLOB '*[^a-z0-9 ]*'"
_OTHERS = "{column} GLOB '*[^a-z0-9 ]*' AND {column} GLOB '*[a-z0-9]*'"
# The words of names are found by their index, then the name is looked at.
_LATER_WORD = """p.id IN (SELECT person_id FROM name_words WHERE word >= :word
    AND word < :word || '{{') AND instr({column}, ' ' || :start)
    AND {column} NOT GLOB '*[^a-z0-9 ]*'"""

NameRow = tuple[str, str, int]


@contextmanager
def open_for_completion(path: AnyPath) -> Iterator[sqlite3.Connection | None]:
    """Yield a read-only connection; None if there is no journal of this version.

    It is not changed, and not brought up to date.
    """
    header = read_header(path)
    if header is None or header.version != VERSION:
        yield None
        return
    check_header(path, header)
    db = connect(path, TIMEOUT, read_only=True)
    try:
        yield db
    finally:
        db.close()


def people(db: sqlite3.Connection, typed: str, *, archived: bool = False) -> list[str]:
    """Return names and nicknames as slugs that begin with what was typed.

    If there are none, the one person whose surname does. `archived`: those in the archive.
    People with the same slug get their company and id: `ana-silva-lagoon-foods-k3f9`.
    """
    start = slug(typed) + ("-" if typed.endswith("-") else "")
    if typed and not start.strip("-"):
        return []
    # What was typed may go on behind a whole name: `ana-silva-lag`.
    rows = [
        row
        for test in (_PLAIN, _WHOLE, _OTHERS)
        for row in _rows(db, test, start.replace("-", " "), archived)
    ]
    offered = _slugs(db, rows, start)
    if not offered and start:
        one = _slugs(db, _rows(db, _LATER_WORD, start.replace("-", " "), archived), "")
        return one if len(one) == 1 else []
    return offered


def _rows(db: sqlite3.Connection, test: str, start: str, archived: bool) -> list[NameRow]:
    query = _KEYS.format(
        archived="p.archived_on IS NOT NULL" if archived else "p.archived_on IS NULL",
        test_of_name=test.format(column="p.name_key"),
        test_of_nickname=test.format(column="h.value_key"),
    )
    words = start.split(" ")
    wholes = ", ".join(f'"{" ".join(words[:number])}"' for number in range(1, len(words)))
    # People of one name stand beside each other in this order.
    rows = db.execute(
        f"{query} ORDER BY key LIMIT {10 * MOST_OFFERED}",
        {"start": start, "word": words[0], "wholes": f"[{wholes}]"},
    )
    return [tuple(row) for row in rows]


def _slugs(db: sqlite3.Connection, rows: list[NameRow], start: str) -> list[str]:
    found: dict[str, set[NameRow]] = {}
    for row in rows:
        name = slug_of_key(row[1])
        if name and (name.startswith(start) or start.startswith(f"{name}-")):
            found.setdefault(name, set()).add(row)
    offered: list[str] = []
    for name, whose in sorted(found.items()):
        if len(offered) >= MOST_OFFERED:
            break
        made = [name] if _is_unique(name, whose) else _with_company_and_id(db, name, whose)
        offered += [word for word in made if word.startswith(start)]
    return offered


def _is_unique(name: str, rows: set[NameRow]) -> bool:
    """True if the bare slug finds the one who is meant.

    Nobody else has it, and a single word is the whole key and no id.
    """
    return len({row[0] for row in rows}) == 1 and (
        "-" in name or (any(row[1] == name for row in rows) and not may_be_an_id(name))
    )


def _with_company_and_id(db: sqlite3.Connection, name: str, rows: set[NameRow]) -> list[str]:
    """Return the slug with company and id for each person whose name it is.

    A nickname of several people is left out: their names are there.
    """
    from caretrack.journal.ids import short_ids

    ids = sorted({whose for whose, _, own in rows if own})
    starts = short_ids(db, ids)
    companies = {
        whose: db.execute("SELECT company FROM people WHERE id = ?", (whose,)).fetchone()[0]
        for whose in ids
    }
    return sorted(
        "-".join(
            part
            for part in (name, slug(companies[whose] or "")[:30].strip("-"), starts[whose])
            if part
        )
        for whose in ids
    )


def companies(db: sqlite3.Connection) -> list[str]:
    """Return the companies that people are of, as slugs."""
    rows = db.execute(
        "SELECT DISTINCT company FROM people WHERE company IS NOT NULL "
        "AND deleted_at IS NULL AND archived_on IS NULL"
    )
    return sorted({made for row in rows if (made := slug(row[0]))})


def tags(db: sqlite3.Connection) -> list[str]:
    """Return the tags, the most common first."""
    return [
        row[0]
        for row in db.execute("SELECT tag FROM tags GROUP BY tag ORDER BY count(*) DESC, tag")
    ]


def owners(db: sqlite3.Connection) -> list[str]:
    """Return the names of those who look after somebody."""
    return [
        row[0]
        for row in db.execute(
            "SELECT DISTINCT owner FROM people WHERE owner IS NOT NULL AND deleted_at IS NULL"
        )
    ]


def kinds(db: sqlite3.Connection) -> list[str]:
    """Return the kinds of touch, own ones too."""
    return [row[0] for row in db.execute("SELECT kind FROM kinds ORDER BY rowid")]


def categories(db: sqlite3.Connection) -> list[str]:
    """Return the categories of the facts that are there."""
    return [
        row[0]
        for row in db.execute(
            # From each category to the next one: not by every fact.
            """WITH RECURSIVE every (category) AS (
                SELECT min(category) FROM facts WHERE deleted_at IS NULL
                UNION ALL SELECT (SELECT min(f.category) FROM facts AS f
                    WHERE f.category > every.category AND f.deleted_at IS NULL)
                    FROM every WHERE every.category IS NOT NULL
            ) SELECT category FROM every WHERE category IS NOT NULL"""
        )
    ]
