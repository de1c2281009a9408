"""A journal that is imported a second time costs no more than the first time."""

import json
import sys
from datetime import date
from pathlib import Path
from types import FrameType
from typing import Any

from caretrack.formats.journal_json import read
from caretrack.formats.open import Source
from caretrack.journal.connection import Journal, open_journal
from caretrack.journal.imports.rows import JournalImport
from caretrack.journal.rows import new_id
from caretrack.journal.schema import MODEL, columns, definitions, key_columns

TODAY = date(2026, 11, 21)
STAMP = "2026-11-20T12:00:00.000000Z"
PEOPLE, TOUCHES = 20, 800


def whole_journal() -> dict[str, object]:
    stamps = {"created_at": STAMP, "updated_at": STAMP}
    people = [
        {"id": new_id(), "name": f"Ana {number}", "added_on": "2026-01-01"} | stamps
        for number in range(PEOPLE)
    ]
    touches = [
        {"id": new_id(), "happened_on": "2026-02-03", "kind": "checkin", "channel": "call"}
        | {"note": f"the harbour, {number}"}
        | stamps
        for number in range(TOUCHES)
    ]
    with_whom = [
        {"touch_id": touch["id"], "person_id": people[number % PEOPLE]["id"]}
        for number, touch in enumerate(touches)
    ]
    tables = {"people": people, "touches": touches, "touch_people": with_whom}
    return {"caretrack": 1, "tables": tables}


def lines_run_by_an_import(journal: Journal, path: Path) -> int:
    """Return how many lines of Python one import runs: the same number on every machine."""
    lines = 0

    def count(_frame: FrameType, event: str, _argument: object) -> Any:
        nonlocal lines
        lines += event == "line"
        return count

    source = Source(path, path.stat().st_size)
    before = sys.gettrace()
    with journal.change("import"):
        sys.settrace(count)
        try:
            JournalImport(journal, update=False).write(
                (row.table, row.where, row.values) for row in read(source)
            )
        finally:
            sys.settrace(before)
    return lines


def test_a_second_import_does_little_more_than_look_up_what_is_there(tmp_path: Path) -> None:
    path = tmp_path / "journal.json"
    path.write_text(json.dumps(whole_journal()), encoding="utf-8")
    # What is worked out once in a process is worked out before anything is counted.
    with open_journal(tmp_path / "another.db", TODAY, make=True) as journal:
        lines_run_by_an_import(journal, path)
    with open_journal(tmp_path / "journal.db", TODAY, make=True) as journal:
        first = lines_run_by_an_import(journal, path)
        assert lines_run_by_an_import(journal, path) < 1.1 * first


def test_the_definition_of_a_table_is_parsed_once() -> None:
    for table in MODEL:
        for parse in (definitions, columns, key_columns):
            assert parse(table) is parse(table)
