"""Who was said to be two people, however alike they look: kept among the settings, under both ids."""

from caretrack.journal.connection import Journal

TWO = "two people"


def _key(one: str, other: str) -> str:
    return f"{TWO} {min(one, other)} {max(one, other)}"


def said_two(journal: Journal) -> set[frozenset[str]]:
    """The pairs (of ids) who were said to be two people."""
    rows = journal.db.execute("SELECT key FROM settings WHERE key GLOB ?", (f"{TWO} *",))
    return {frozenset(row[0].removeprefix(TWO).split()) for row in rows}


def say_two(journal: Journal, one: str, other: str) -> bool:
    """Keep that these are two people; False where that was said already. Must run inside `journal.change(...)`."""
    if journal.db.execute("SELECT 1 FROM settings WHERE key = ?", (_key(one, other),)).fetchone():
        return False
    journal.db.execute(
        "INSERT INTO settings VALUES (?, ?)", (_key(one, other), journal.today.isoformat())
    )
    return True


def hand_over(journal: Journal, gone: str, into: str) -> None:
    """What was said of one of two people who are merged holds of the other now; what was said of the two, no longer."""
    for pair in said_two(journal):
        if gone in pair:
            journal.db.execute("DELETE FROM settings WHERE key = ?", (_key(*sorted(pair)),))
            for other in pair - {gone, into}:
                say_two(journal, into, other)
