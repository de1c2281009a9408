"""How often somebody was skipped in `care next` since their last caring touch. Kept among the settings, under their id."""

from caretrack.journal.connection import Journal

OFTEN = 3


def _key(person_id: str) -> str:
    return f"skipped {person_id}"


def _read(journal: Journal, person_id: str) -> tuple[int, str]:
    row = journal.db.execute(
        "SELECT value FROM settings WHERE key = ?", (_key(person_id),)
    ).fetchone()
    count, _, care = row[0].split(" ") if row else ("0", "", "")
    return int(count), care


def skip(journal: Journal, person_id: str) -> int:
    """Count one skip more and give how many there are in a row; a caring touch begins the count anew."""
    row = journal.db.execute(
        "SELECT last_care FROM clocks WHERE person_id = ?", (person_id,)
    ).fetchone()
    last_care = (row and row[0]) or "never"
    count, care = _read(journal, person_id)
    made = (count if care == last_care else 0) + 1
    forget(journal, person_id)
    journal.db.execute(
        "INSERT INTO settings VALUES (?, ?)",
        (_key(person_id), f"{made} {journal.today.isoformat()} {last_care}"),
    )
    return made


def forget(journal: Journal, person_id: str) -> None:
    """Begin the count anew."""
    journal.db.execute("DELETE FROM settings WHERE key = ?", (_key(person_id),))


def today(journal: Journal) -> list[str]:
    """Who was skipped today already."""
    rows = journal.db.execute("SELECT key, value FROM settings WHERE key GLOB 'skipped *'")
    return [
        row["key"].split(" ")[1]
        for row in rows
        if row["value"].split(" ")[1] == journal.today.isoformat()
    ]
