"""Find where entries of others, and the log of changes, name the person to forget."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from caretrack.domain.people.mentions import Place, finder, places_in, verdicts
from caretrack.domain.people.name_or_word import DOUBT, PERSON, WORD, Near
from caretrack.domain.people.sought import Sought, words_of
from caretrack.domain.person_texts import TEXT_NAMES
from caretrack.journal.change_log import lines_that_hold
from caretrack.journal.rows import placeholders

# The columns that hold free text: names are searched in them, and their texts in files.
TEXT_COLUMNS = {
    "people": ("name", *TEXT_NAMES, "archived_why"),
    "handles": ("value",),
    "touches": ("note", "source_uid"),
    "facts": ("text",),
    "actions": ("text",),
    "feedback": ("text", "action"),
    "occasions": ("label",),
    "events": ("text",),
    "ties": ("relation",),
    "tags": ("tag",),
}
# What others are called is theirs; so is the name of a colleague who looks after them.
_CALLED = {
    ("people", "name"),
    ("people", "company"),
    ("people", "owner"),
    ("handles", "value"),
}
# The touches that the people have with nobody else.
OWN_TOUCHES = """SELECT touch_id FROM touch_people AS mine WHERE person_id IN ({people})
    AND NOT EXISTS (SELECT 1 FROM touch_people AS o
        WHERE o.touch_id = mine.touch_id AND o.person_id NOT IN ({people}))"""


class Mention(NamedTuple):
    """An entry of somebody else that names the person, the column that does, and where in it."""

    table: str
    id: str
    whose: str
    text: str
    column: str
    places: tuple[Place, ...] = ()

    @property
    def names_them(self) -> bool:
        """True if a place of it is surely the person."""
        return bool(verdicts(self.places, PERSON))

    @property
    def in_doubt(self) -> tuple[Place, ...]:
        """Return the places that may be the person."""
        return tuple(verdicts(self.places, DOUBT))

    @property
    def key(self) -> tuple[str, str, str]:
        """Return the table, the id and the column: which text of a journal it is."""
        return self.table, self.id, self.column


# Places that were in doubt and are the person, as a person said: by text of a journal, its content
# and where they begin.
Chosen = Mapping[tuple[str, str, str], tuple[str, frozenset[int]]]


class LogNames(NamedTuple):
    """Rows of the log of others that name the person, sequence number to change set.

    `of_texts` are those that only a text in doubt speaks for, which an entry still has; they go
    with it.
    """

    sure: dict[int, str | None]
    of_texts: dict[str, dict[int, str | None]]


class _Reader:
    """Finds the person in texts, and remembers what it found: most texts are read several times.

    They stand in the journal, in its log, in the backups, and are checked at the end.
    """

    def __init__(self, sought: Sought) -> None:
        self._sought, self.may_name = sought, finder(sought)
        self._read: dict[tuple[str, Near], tuple[Place, ...]] = {}

    def places(self, text: str, near: Near) -> tuple[Place, ...]:
        found = self._read.get((text, near))
        if found is None:
            found = self._read[text, near] = tuple(places_in(text, self._sought, near))
        return found


@lru_cache(maxsize=4)
def _reader(sought: Sought) -> _Reader:
    return _Reader(sought)


class _Beside:
    """What is known beside an entry: who was part of a touch, and on which days the person was."""

    def __init__(self, db: sqlite3.Connection, ids: Sequence[str]) -> None:
        self.db, self.ids = db, ids
        one = placeholders(ids)
        self.days = {
            row[0]
            for row in db.execute(
                "SELECT DISTINCT happened_on FROM touches JOIN touch_people ON touch_id = id "
                f"WHERE person_id IN ({one})",
                [*ids],
            )
        }

    def near(self, table: str, row_id: str) -> Near:
        people = self.db.execute(_PEOPLE_OF[table], (row_id,)).fetchall()
        day = ""
        if table == "touches":
            row = self.db.execute(
                "SELECT happened_on FROM touches WHERE id = ?", (row_id,)
            ).fetchone()
            day = row[0] if row else ""
        others = [row["name"] for row in people if row["id"] not in self.ids]
        return Near(
            len(others) < len(people),
            day in self.days,
            frozenset(word for name in others for word in words_of(name)),
        )

    def whose(self, table: str, row_id: str) -> str:
        """Return whose entry it is, without the person to forget."""
        rows = self.db.execute(_PEOPLE_OF[table], (row_id,))
        names = [row["name"] for row in rows if row["id"] not in self.ids]
        return ", ".join(names) or "nobody"


_OWNER = "SELECT id, name FROM people WHERE id = "
_PEOPLE_OF = {
    "people": f"{_OWNER} ?",
    "tags": f"{_OWNER} ?",
    "touches": (
        "SELECT id, name FROM people "
        "WHERE id IN (SELECT person_id FROM touch_people WHERE touch_id = ?)"
    ),
    **{
        table: f"{_OWNER} (SELECT person_id FROM {table} WHERE id = ?)"
        for table in ("handles", "facts", "actions", "feedback", "occasions", "events", "ties")
    },
}


def find_mentions(
    db: sqlite3.Connection, ids: Sequence[str], sought: Sought
) -> tuple[Mention, ...]:
    """Return the entries of others that name the person, may name them, or have the plain word."""
    reader = _reader(sought)
    beside = _Beside(db, ids)
    found = []
    for table, row_id, column, text in _texts_of_others(db, ids):
        if not reader.may_name(text):
            continue
        places = reader.places(text, beside.near(table, row_id))
        if column == "source_uid":
            # A program wrote it: nobody could say of a part of it whom it means.
            places = tuple(verdicts(places, PERSON))
        if places:
            found.append(Mention(table, row_id, beside.whose(table, row_id), text, column, places))
    return tuple(found)


def plain_words(mentions: Iterable[Mention]) -> dict[str, list[Mention]]:
    """Return the words of the name that stand as plain words, each with the entries that have it.

    An entry that names the person as well is not among them.
    """
    found: dict[str, list[Mention]] = {}
    for mention in mentions:
        for word in dict.fromkeys(place.word for place in verdicts(mention.places, WORD)):
            found.setdefault(word, []).append(mention)
    return found


def find_in_log(
    db: sqlite3.Connection, ids: Sequence[str], sought: Sought, mentions: Iterable[Mention]
) -> LogNames:
    """Return the rows of the log that name the person: no edit could take the name out there.

    A text in doubt that no entry has any more goes: nobody could be asked about it.
    """
    reader = _reader(sought)
    beside = _Beside(db, ids)
    left = {mention.text for mention in mentions if mention.in_doubt and not mention.names_them}
    # Most texts of the log are those of the entries.
    judged = {(item.id, item.text): item.places for item in mentions}
    rows = LogNames({}, {})
    db.create_function(
        "may_name", 1, lambda text: reader.may_name(text.replace("\\n", " ")), deterministic=True
    )
    for row in lines_that_hold(db, "may_name({})".format):
        texts: dict[str, set[str]] = {}
        for text in _texts_of_log(row):
            places = judged.get((row["row_id"], text))
            if places is None:
                near = _near_of_log(beside, row)
                places = reader.places(text, near) if reader.may_name(text) else ()
            texts[text] = {place.verdict for place in places}
        seq, change_set = row["seq"], row["change_set"]
        if any(
            PERSON in found or (DOUBT in found and text not in left)
            for text, found in texts.items()
        ):
            rows.sure[seq] = change_set
            continue
        for text, found in texts.items():
            if DOUBT in found:
                rows.of_texts.setdefault(text, {})[seq] = change_set
    return rows


def _near_of_log(beside: _Beside, row: sqlite3.Row) -> Near:
    return beside.near("touches", row["row_id"]) if row["table_name"] == "touches" else Near()


def _texts_of_log(row: sqlite3.Row) -> list[str]:
    """Return the texts in a row of the log, but for what others are called."""
    table, found = row["table_name"], []
    for version in (row["before"], row["after"]):
        values: dict[str, Any] = json.loads(version or "{}")
        for column, text in values.items():
            written = column in TEXT_COLUMNS.get(table, (column,))
            if isinstance(text, str) and written and (table, column) not in _CALLED:
                found.append(text)
    return list(dict.fromkeys(found))


def _texts_of_others(
    db: sqlite3.Connection, ids: Sequence[str]
) -> Iterator[tuple[str, str, str, str]]:
    """Give each text of others: its table, id and column, and the text."""
    one = placeholders(ids)
    alone = OWN_TOUCHES.format(people=one)
    whose = {
        "people": (f"id NOT IN ({one})", [*ids]),
        "touches": (f"id NOT IN ({alone})", [*ids, *ids]),
        "ties": (f"person_id NOT IN ({one}) AND other_id NOT IN ({one})", [*ids, *ids]),
    }
    for table, written in TEXT_COLUMNS.items():
        texts = tuple(column for column in written if (table, column) not in _CALLED)
        if not texts:
            continue
        where, values = whose.get(table, (f"person_id NOT IN ({one})", [*ids]))
        key = "person_id" if table == "tags" else "id"
        for row in db.execute(
            f"SELECT {key}, {', '.join(texts)} FROM {table} WHERE {where}", values
        ).fetchall():
            for place, column in enumerate(texts, start=1):
                if row[place]:
                    yield table, row[0], column, row[place]
