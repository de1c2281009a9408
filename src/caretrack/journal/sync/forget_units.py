"""What `care forget` does beside erasing rows where the journal is shared.

It erases lines of the change log, so that the log does not tell what is to be sent: that is worked
out here, from what stood before and what stands after.
"""

import json
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from caretrack.domain.people.mentions import finder, places_in, verdicts
from caretrack.domain.people.name_or_word import DOUBT, PERSON
from caretrack.domain.people.sought import Sought
from caretrack.domain.sync.forgetting import Forgetting
from caretrack.domain.sync.units import NotUnderstood, from_text, to_text
from caretrack.journal.change_log import lines, of_row
from caretrack.journal.connection import Journal
from caretrack.journal.derived import refresh
from caretrack.journal.forget.erase import erase_lines, record_erasure
from caretrack.journal.forget.personal_data import OWNED_TABLES, PersonalData, own_touches
from caretrack.journal.rows import chunks, now, placeholders
from caretrack.journal.schema import MODEL, columns, key_columns
from caretrack.journal.schema import row_id as row_id_of
from caretrack.journal.sync.collect import collect, stamp_anew
from caretrack.journal.sync.forgotten import (
    Forgotten,
    mark_done,
    merged_into,
    others_of,
    remember,
)
from caretrack.journal.sync.state import lines_went, write
from caretrack.journal.sync.states import ENTRY_TABLES, NAMES, put_in_outbox, unit_of
from caretrack.journal.sync.tables import SHARED_TEXTS
from caretrack.journal.tables import LOGGED

# What the hub calls a unit, by its number of a table and its row id.
RowName = Callable[[str], str]
Row = tuple[str, str]  # table and id
_WORDS = ("tags", "settings", "tag_cadences", "kinds")  # their ids hold words


class Before(NamedTuple):
    """What stood before somebody was erased.

    `rows` are those that may go or change, as they were; None for one that is not there. `theirs`
    are those of them that are the person's own.
    """

    rows: Mapping[Row, dict[str, Any] | None]
    theirs: frozenset[Row]
    apart: frozenset[str]


def begin_erasing(journal: Journal) -> None:
    """Stamp what was changed here: its lines in the log may go. In the transaction that erases."""
    refresh(journal.db)
    collect(journal)


def before_erasing(db: sqlite3.Connection, ids: Sequence[str], data: PersonalData) -> Before:
    """Return what stands. In the transaction that erases."""
    theirs = _rows_of(db, ids)
    others = {unit_row("touches", one.id) for one in data.shared}
    for row, is_theirs in _logged(db, ids, data).items():
        (theirs if is_theirs else others).add(row)
    for item in data.found:
        if item.table == "tags":
            theirs.add(("tags", f"{item.id} {item.text}"))
        else:
            others.add((item.table, item.id))
    alone = [own for table, own in theirs if table == "touches"]
    for table in OWNED_TABLES:
        if "touch_id" in columns(table):
            for part in chunks(alone):
                query = f"SELECT id FROM {table} WHERE touch_id IN ({placeholders(part)})"
                others |= {(table, row[0]) for row in db.execute(query, part)}
    rows = {row: _row(db, *row) for row in sorted(theirs | others)}
    return Before(rows, frozenset(theirs), frozenset(merged_into(db, ids)))


class Carried(NamedTuple):
    """How an erasure belongs to what travels: `order` is what another machine said, if any did.

    `name` is what the hub calls a unit.
    """

    name: RowName
    order: Forgetting | None = None


def after_erasing(
    db: sqlite3.Connection,
    ids: Sequence[str],
    sought: Sought,
    before: Before,
    carried: Carried,
    *,
    mentions: bool,
    backups: bool,
) -> str:
    """Stamp and offer what was changed of others, and remember the forgetting; return its id.

    What was found beyond what another machine said is sent as one more. In the transaction that
    erased.
    """
    gone, others = _what_became(db, before)
    clean(db, ids, gone, sought)
    for row, changed in others.items():
        if changed:
            stamp_anew(db, *row, changed)
    order = carried.order
    units = {unit_of(*row) for row in others}
    said_others = others_of(db, ids) if order else set()
    put_in_outbox(db, dict.fromkeys(units | said_others, now()))
    said = order
    named = {unit for unit in units if _holds_no_words(unit)}
    if order is None or not named <= said_others or set(ids) > set(order.people):
        said = remember(
            db,
            ids,
            apart=order.apart if order else before.apart,
            gone=[unit for unit in map(_unit, gone) if _holds_no_words(unit)],
            others=named - said_others,
            mentions=mentions,
            backups=backups,
            of=order.id if order else "",
        )
    assert said is not None  # noqa: S101 - one of the two
    # Older states of what was written again may name them: they go, and the new ones come.
    hidden = [carried.name(f"{s} {own}") for s, own in {*map(_unit, gone), *(units - said_others)}]
    if order is not None and order.id != said.id:
        mark_done(db, order.id, (), None)
    mark_done(db, said.id, hidden, None)
    # All that was written into the log here is stamped.
    last = db.execute("SELECT coalesce(max(seq), 0) FROM changes").fetchone()[0]
    # Lines went, and new ones may get their numbers.
    write(db, watermark=last, settled=0)
    return said.id


def _what_became(db: sqlite3.Connection, before: Before) -> tuple[set[Row], dict[Row, set[str]]]:
    """Return the rows that are gone, and those of others with the columns that changed."""
    gone: set[Row] = set()
    others: dict[Row, set[str]] = {}
    for row, was in before.rows.items():
        stands = _row(db, *row)
        if stands is None and row in before.theirs:
            gone.add(row)
            continue
        is_entry = row[0] in ENTRY_TABLES and was is not None and stands is not None
        others[row] = (
            {name for name, value in (stands or {}).items() if (was or {})[name] != value}
            if is_entry
            else set()
        )
    return gone, others


def erase_steps(journal: Journal, said: Forgetting) -> bool:
    """Erase what the log has of units that another machine wrote anew without a name.

    What they said before came from there, and nobody here knows the name: so all of it goes.
    Return whether there was any. In a transaction.
    """
    db = journal.db
    rows = [unit for unit in said.others if unit[0] in NAMES]
    about = (
        "SELECT seq, s.id FROM changes AS c LEFT JOIN change_sets AS s ON s.number = c.change_set "
        f"WHERE {of_row('c', '?1')} AND c.source = ?2"
    )
    begin_erasing(journal)
    log = {
        seq: change_set
        for source, own in rows
        if db.execute(f"{about} AND before IS NOT NULL LIMIT 1", (own, source)).fetchone()
        for seq, change_set in db.execute(about, (own, source)).fetchall()
    }
    for source, own in rows:
        db.execute("DELETE FROM sync_conflicts WHERE source = ? AND row_id = ?", (source, own))
    if log:
        erase_lines(db, log)
        # The index keeps words of rows that changed until then.
        db.execute("INSERT INTO search(search) VALUES ('optimize')")
        record_erasure(db, said.people)
        last = db.execute("SELECT coalesce(max(seq), 0) FROM changes").fetchone()[0]
        write(db, watermark=last, settled=0)
    return bool(log)


def clean(
    db: sqlite3.Connection, ids: Sequence[str], theirs: Iterable[Row], sought: Sought
) -> None:
    """Erase what the tables of sharing have of somebody. Must run in a transaction."""
    for table in SHARED_TEXTS:
        for one in ids:
            db.execute(f"DELETE FROM {table} WHERE instr(row_id, ?)", (one,))
        db.executemany(
            f"DELETE FROM {table} WHERE source = ? AND row_id = ?",
            [(LOGGED[name], own) for name, own in theirs],
        )
    may_name = finder(sought)
    for number, lost in db.execute("SELECT id, lost FROM sync_conflicts").fetchall():
        if any(one in lost for one in ids) or _names(lost, sought, may_name):
            db.execute("DELETE FROM sync_conflicts WHERE id = ?", (number,))
    _clean_waiting(db, ids, sought, may_name)


def _clean_waiting(
    db: sqlite3.Connection, ids: Sequence[str], sought: Sought, may_name: Callable[[str], bool]
) -> None:
    """Take out of what waits what is theirs, and what names them: its machine sends it anew."""
    forgotten = Forgotten(db)
    forgotten.add(Forgetting("", 0, "", tuple(ids)))
    rows = db.execute("SELECT rowid, plain FROM sync_waiting").fetchall()
    for number, plain in rows:
        text = bytes(plain).decode("utf-8", "replace")
        try:
            unit = from_text(bytes(plain), NAMES, ENTRY_TABLES)
        except NotUnderstood:
            continue
        kept = forgotten.without(unit)
        if kept is None or _names(text, sought, may_name):
            db.execute("DELETE FROM sync_waiting WHERE rowid = ?", (number,))
        elif any(one in text for one in ids):
            db.execute(
                "UPDATE sync_waiting SET plain = ? WHERE rowid = ?", (to_text(kept, LOGGED), number)
            )


def clean_backup(
    db: sqlite3.Connection, ids: Sequence[str], before: Before, sought: Sought
) -> None:
    """Erase what the tables of sharing have of somebody in a backup. In a transaction.

    A machine that restores it reads the hub from the start.
    """
    clean(db, ids, _what_became(db, before)[0], sought)
    lines_went(db)


def has_any(db: sqlite3.Connection, ids: Sequence[str]) -> bool:
    """True if a table of sharing has something of these people, but for who was forgotten."""
    return any(
        db.execute(f"SELECT 1 FROM {table} WHERE instr({text}, ?) LIMIT 1", (one,)).fetchone()
        for table, text in SHARED_TEXTS.items()
        for one in ids
    )


def _names(text: str, sought: Sought, may_name: Callable[[str], bool]) -> bool:
    if not may_name(text.replace("\\n", " ")):
        return False
    places = places_in(text, sought)
    return bool(verdicts(places, PERSON) or verdicts(places, DOUBT))


def _rows_of(db: sqlite3.Connection, ids: Sequence[str]) -> set[Row]:
    """Return the rows that `erase` takes away."""
    one = placeholders(ids)
    found: set[Row] = {("people", own) for own in ids}
    for table in OWNED_TABLES:
        query = f"SELECT {row_id_of(table, table)} FROM {table} WHERE person_id IN ({one})"
        found |= {(table, row[0]) for row in db.execute(query, [*ids])}
    ties = f"SELECT id FROM ties WHERE person_id IN ({one}) OR other_id IN ({one})"
    found |= {("ties", row[0]) for row in db.execute(ties, [*ids, *ids])}
    found |= {("touches", touch) for touch in own_touches(db, ids)}
    for person in ids:
        settings = "SELECT key FROM settings WHERE instr(key, ?1) OR instr(value, ?1)"
        found |= {("settings", row[0]) for row in db.execute(settings, (person,))}
        for source, own in db.execute(
            "SELECT source, row_id FROM sync_stamps WHERE instr(row_id, ?)", (person,)
        ):
            found.add((_table(source), own))
    return {row for row in found if row[0] != "touch_people"}


def _logged(db: sqlite3.Connection, ids: Sequence[str], data: PersonalData) -> dict[Row, bool]:
    """Return the rows of the lines that may go, and whether a row was the person's own at last."""
    people = set(ids)
    found: dict[Row, bool] = {}
    numbers = [*data.log, *(seq for rows in data.log_of_texts.values() for seq in rows)]
    for part in chunks(numbers):
        for table, own, before, after in db.execute(
            "SELECT table_name, row_id, before, after FROM "
            f"{lines()} WHERE seq IN ({placeholders(part)})",
            part,
        ):
            if table not in MODEL:
                continue
            row = unit_row(table, own)
            values = [json.loads(text) for text in (before, after) if text]
            last = values[-1] if values else {}
            found[row] = found.get(row, False) or _is_theirs(table, own, last, people)
    return found


def _is_theirs(table: str, own: str, values: Mapping[str, Any], ids: set[str]) -> bool:
    if table in ("touches", "touch_people"):
        return False
    if table == "people":
        return own in ids
    if table == "settings":
        return any(one in own or one in str(values.get("value", "")) for one in ids)
    return bool(ids & {values.get("person_id"), values.get("other_id"), own.partition(" ")[0]})


def unit_row(table: str, own: str) -> Row:
    """Return the row that a unit is named by: of who was in a touch, the touch."""
    return ("touches", own.partition(" ")[0]) if table == "touch_people" else (table, own)


def _row(db: sqlite3.Connection, table: str, own: str) -> dict[str, Any] | None:
    where = f"{row_id_of(table, table)} = ?"
    if len(key_columns(table)) == 1:
        where = f"{key_columns(table)[0]} = ?"
    row = db.execute(f"SELECT * FROM {table} WHERE {where}", (own,)).fetchone()
    return None if row is None else dict(row)


def _unit(row: Row) -> tuple[int, str]:
    return unit_of(*row)


def _holds_no_words(unit: tuple[int, str]) -> bool:
    return _table(unit[0]) not in _WORDS


def _table(source: int) -> str:
    return NAMES[source]
