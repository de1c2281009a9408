"""The phone numbers of a journal: the country of those in national form, and one row a number."""

import sqlite3
from itertools import groupby

from caretrack.domain.people.phone import PhoneBook, distinct_phones, stored_phone_key
from caretrack.journal.connection import Journal

COUNTRY = "country"


def country(db: sqlite3.Connection) -> str:
    """Return the country that numbers in national form belong to, as "DE"; "" for none."""
    row = db.execute("SELECT value FROM settings WHERE key = ?", (COUNTRY,)).fetchone()
    return str(row[0]) if row else ""


def set_country(journal: Journal, code: str | None) -> None:
    """Set the journal's country, None for none, and compare every number anew."""
    db = journal.db
    if (code or "") == country(db):
        return
    db.execute("DELETE FROM settings WHERE key = ?", (COUNTRY,))
    if code:
        db.execute("INSERT INTO settings VALUES (?, ?)", (COUNTRY, code))
    make_keys_again(db)
    keep_one_of_each(db)


def make_keys_again(db: sqlite3.Connection) -> None:
    """Work out the key of every phone number by the journal's country."""
    home = country(db)
    rows = db.execute("SELECT id, value, value_key FROM handles WHERE sort = 'phone'").fetchall()
    for row in rows:
        key = stored_phone_key(row["value"], home)
        if key != row["value_key"]:
            db.execute("UPDATE handles SET value_key = ? WHERE id = ?", (key, row["id"]))


def keep_one_of_each(db: sqlite3.Connection, after: int = 0) -> int:
    """Delete the rows of a person that are one number, but for its fullest form; return how many.

    Only rows with a rowid above `after` are deleted. The keys must be up to date.
    """
    home = country(db)
    rows = db.execute(
        "SELECT rowid, person_id, value FROM handles WHERE sort = 'phone' AND person_id IN "
        "(SELECT person_id FROM handles WHERE sort = 'phone' AND rowid > ?) "
        "ORDER BY person_id, rowid",
        (after,),
    ).fetchall()
    gone = []
    for _, group in groupby(rows, key=lambda row: str(row["person_id"])):
        mine = list(group)
        stay = distinct_phones([row["value"] for row in mine], home)
        gone += [row["rowid"] for place, row in enumerate(mine) if place not in stay]
    gone = [rowid for rowid in gone if rowid > after]
    db.executemany("DELETE FROM handles WHERE rowid = ?", [(rowid,) for rowid in gone])
    return len(gone)


def phone_book(db: sqlite3.Connection) -> PhoneBook:
    """Return the numbers of everybody, to find whose one is."""
    rows = db.execute(
        "SELECT value_key, person_id FROM handles JOIN people AS p ON p.id = person_id "
        "WHERE sort = 'phone' AND p.deleted_at IS NULL ORDER BY handles.rowid"
    )
    return PhoneBook((row[0], row[1]) for row in rows)
