"""The least that a script of one's own on `sqlite3` would be: what SQLite and Python cost alone.

    python bench/plain_sqlite.py FILE due | person NAME | search WORD | log NAME NOTE

Two tables, an index and the words of the notes. It reads no names but whole ones and no days, asks
nothing, explains nothing, keeps no history, and takes nothing back.
"""

import sqlite3
import sys

SCHEMA = """
CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT NOT NULL, every INTEGER NOT NULL);
CREATE INDEX people_name ON people (name);
CREATE TABLE touches (
  id INTEGER PRIMARY KEY, person INTEGER NOT NULL REFERENCES people (id), day TEXT NOT NULL,
  caring INTEGER NOT NULL, note TEXT NOT NULL
);
CREATE INDEX touches_person ON touches (person, caring, day);
CREATE VIRTUAL TABLE words USING fts5 (note, content = 'touches', content_rowid = 'id');
"""
DUE = """
SELECT name, max(day) AS last FROM people JOIN touches ON person = people.id AND caring
GROUP BY people.id HAVING date(last, every || ' days') < :today ORDER BY last LIMIT 20
"""
PERSON = """
SELECT name, day, note FROM people JOIN touches ON person = people.id
WHERE name = :name ORDER BY day DESC LIMIT 10
"""
SEARCH = """
SELECT name, day, touches.note FROM words JOIN touches ON touches.id = words.rowid
JOIN people ON people.id = person WHERE words MATCH :word ORDER BY day DESC LIMIT 20
"""
LOG = """
INSERT INTO touches (person, day, caring, note)
SELECT id, :today, 1, :note FROM people WHERE name = :name
"""
LOG_WORDS = """
INSERT INTO words (rowid, note) SELECT id, note FROM touches WHERE id = last_insert_rowid()
"""
TODAY = "2026-11-21"


def main() -> None:
    """Do what the command line says."""
    if sys.argv[1] == "--version":
        print(sqlite3.sqlite_version)
        return
    path, command, *values = sys.argv[1:]
    db = sqlite3.connect(path)
    if command == "log":
        name, note = values
        with db:
            db.execute(LOG, {"today": TODAY, "name": name, "note": note})
            db.execute(LOG_WORDS)
        print("logged")
    elif command == "due":
        show(db.execute(DUE, {"today": TODAY}))
    elif command == "person":
        show(db.execute(PERSON, {"name": values[0]}))
    else:
        show(db.execute(SEARCH, {"word": values[0]}))
    db.close()


def show(rows: sqlite3.Cursor) -> None:
    """Print rows."""
    for row in rows:
        print(*row, sep="  ")


if __name__ == "__main__":
    main()
