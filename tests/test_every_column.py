"""Every column of every table, and the places that must show it or change it.

One value is changed in a journal that has a row of everything. What a place makes of that journal
then differs, or it does not; `every_column.txt` says which. A new column fails until it is there.
"""

from __future__ import annotations

import inspect
import io
import json
import re
import shutil
from collections.abc import Callable, Mapping
from contextlib import redirect_stderr, redirect_stdout
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import stored
from caretrack import cli
from caretrack.app.edit_forms import FORMS
from caretrack.commands.people import add, edit
from caretrack.domain.person_texts import TEXT_NAMES
from caretrack.errors import CareError
from caretrack.journal import changes
from caretrack.journal.connection import open_journal
from caretrack.journal.schema import MODEL, columns, definitions
from caretrack.session import Session

TODAY = date(2026, 11, 21)
STAMP = "2026-11-01T12:00:00.000000Z"
ANA, BEN, EVA = "a1aaaaaaaaaaaaaa", "b1bbbbbbbbbbbbbb", "e1eeeeeeeeeeeeee"
TALK = "c1cccccccccccccc"
# One row of every table, all Ana's; columns not given are empty.
ROWS: dict[str, dict[str, Any]] = {
    "people": {
        "id": ANA,
        "name": "Ana Silva",
        "name_key": "ana silva",
        "company": "Lagoon",
        "role": "cook",
        "say": "AH-na",
        "met": "the fair",
        "service": "payroll",
        "prefers": "call",
        "zone": "Asia/Seoul",
        "hours": "9-15",
        "note": "likes tea",
        "cadence_days": 37,
        "added_on": "2026-10-01",
    },
    "handles": {
        "id": "h1aaaaaaaaaaaaaa",
        "person_id": ANA,
        "sort": "nickname",
        "value": "Nani",
        "value_key": "nani",
    },
    "tags": {"person_id": ANA, "tag": "vip"},
    "tag_cadences": {"tag": "vip", "days": 20},
    "kinds": {"kind": "workshop", "family": "care", "label": "a workshop"},
    "touches": {
        "id": TALK,
        "happened_on": "2026-11-02",
        "kind": "workshop",
        "channel": "call",
        "from_them": 0,
        "mood": 4,
        "note": "the harbour",
        "source_uid": "u1@x.example",
    },
    "touch_people": {"touch_id": TALK, "person_id": ANA},
    "facts": {
        "id": "f1aaaaaaaaaaaaaa",
        "person_id": ANA,
        "category": "hobby",
        "text": "sails",
        "source": "told",
        "learned_on": "2026-11-02",
    },
    "actions": {
        "id": "g1aaaaaaaaaaaaaa",
        "person_id": ANA,
        "sort": "promise",
        "text": "send the plan",
        "due_on": "2026-12-03",
    },
    "feedback": {
        "id": "j1aaaaaaaaaaaaaa",
        "person_id": ANA,
        "about": "product",
        "tone": "idea",
        "text": "a bigger button",
        "heard_on": "2026-11-03",
        "acted_on": "2026-11-04",
        "action": "made it bigger",
    },
    "occasions": {
        "id": "k1aaaaaaaaaaaaaa",
        "person_id": ANA,
        "label": "birthday",
        "month": 3,
        "day": 14,
        "year": 1976,
    },
    "events": {
        "id": "n1aaaaaaaaaaaaaa",
        "person_id": ANA,
        "happens_on": "2026-11-30",
        "text": "her exam",
    },
    "ties": {"id": "m1aaaaaaaaaaaaaa", "person_id": ANA, "other_id": EVA, "relation": "boss of"},
    "settings": {"key": "crowd", "value": "5"},
}
# Another value for a column whose type and name do not say one.
OTHERS: dict[str, Any] = {
    "people.cadence_days": 41,
    "tag_cadences.days": 25,
    "touches.from_them": 1,
    "touches.mood": 2,
    "touches.crowd": 40,
    "people.prefers": "email",
    "people.zone": "Asia/Tokyo",
    "people.hours": "10-16",
    "occasions.month": 4,
    "occasions.day": 15,
    "occasions.year": 1977,
    "settings.value": "1",
    "handles.sort": "url",
    "touches.kind": "help",
    "touches.channel": "chat",
    "touches.about": "sales",
    "feedback.tone": "praise",
    "ties.relation": "mentor of",
}
BROUGHT: dict[str, str] = {}
# What must hold for the column to have any effect.
GIVEN: dict[str, dict[str, Any]] = {
    "people.archived_why": {"archived_on": "2026-11-10"},
    "touches.about": {"kind": "ask"},
}
# The places that must follow each column.
HEEDED = dict(
    line.split(": ")
    for line in Path(__file__).with_name("every_column.txt").read_text().splitlines()
    if ": " in line
)


def is_a_name(table: str, column: str, definition: str) -> bool:
    """True if the column is an id or refers to one: it can have no other value."""
    return (
        column == "id"
        or (table, column) in {("kinds", "kind"), ("settings", "key")}
        or ("REFERENCES" in definition and column.endswith("_id"))
    )


COLUMNS = [
    f"{table}.{column}"
    for table in MODEL
    for column, definition in definitions(table)
    if not is_a_name(table, column, definition)
]


def another(column: str, value: Any) -> Any:
    """Return another valid value for the column."""
    table, _, name = column.partition(".")
    definition = dict(definitions(table))[name]
    choice = re.search(r"IN \(([^)]*)\)", definition)
    if column in OTHERS:
        return OTHERS[column]
    if choice:
        return next(word for word in re.findall("'([^']*)'", choice[1]) if word != value)
    if name.endswith(("_on", "_until")):
        return "2026-11-19" if name != "snoozed_until" else "2026-12-30"
    return "2026-11-05T12:00:00.000000Z" if name.endswith("_at") else f"{value or ''}quay"


def ran(path: Path, *command: str) -> str:
    """Return the output and exit code of the program."""
    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    with redirect_stdout(out), redirect_stderr(io.TextIOWrapper(io.BytesIO(), encoding="utf-8")):
        code = cli.run(["--journal", str(path), *command])
    out.flush()
    text = out.buffer.getvalue().decode()
    return f"exit {code}: {text}" if code else str(text)


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    # For each test: tests/conftest.py takes the variable away before each.
    monkeypatch.setenv("CARE_TODAY", TODAY.isoformat())


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The journal with a row of everything."""
    path = tmp_path_factory.mktemp("columns") / "base.db"
    ben = {"id": BEN, "name": "Ben Okoro", "name_key": "ben okoro", "added_on": "2026-10-02"}
    eva = {"id": EVA, "name": "Eva Lind", "name_key": "eva lind", "added_on": "2026-10-03"}
    with open_journal(path, TODAY, make=True) as journal, journal.change("fill"):
        for table, row in [("people", ben), ("people", eva), *ROWS.items()]:
            stamps = {
                name: STAMP for name in ("created_at", "updated_at") if name in columns(table)
            }
            whole = row | stamps
            marks = ", ".join("?" * len(whole))
            statement = f"INSERT INTO {table} ({', '.join(whole)}) VALUES ({marks})"
            journal.db.execute(statement, [*whole.values()])
    return path


def put(path: Path, column: str, values: Mapping[str, Any]) -> None:
    """Write values into the row of Ana's in the table of a column."""
    row = ROWS[column.partition(".")[0]]
    key = next(iter(row))
    with open_journal(path, TODAY) as journal, journal.change("change"):
        for name, value in values.items():
            statement = f"UPDATE {column.partition('.')[0]} SET {name} = ? WHERE {key} = ?"
            journal.db.execute(statement, (value, row[key]))


def copied(base: Path, path: Path, column: str) -> Path:
    shutil.copy(base, path)
    put(path, column, GIVEN.get(column, {}))
    return path


def with_another(path: Path, column: str) -> None:
    table, _, name = column.partition(".")
    put(path, column, {name: another(column, (ROWS[table] | GIVEN.get(column, {})).get(name))})


def model(path: Path) -> str:
    """Return every row that is not deleted, without ids and stamps."""
    hidden = {"id", "person_id", "touch_id", "other_id", "created_at"}
    return "\n".join(
        sorted(
            json.dumps(
                {"table": table} | {key: value for key, value in row.items() if key not in hidden}
            )
            for table, rows in stored.model(path).items()
            for row in rows
        )
    )


def brought(path: Path, text: str, suffix: str) -> str:
    """Return the rows of an empty journal after it has imported the file; cached by file."""
    if text not in BROUGHT:
        file, new = path.with_suffix(suffix), path.with_suffix(".new.db")
        file.write_text(text, encoding="utf-8")
        ran(new, "import", str(file))
        BROUGHT[text] = model(new)
        new.unlink()
    return BROUGHT[text]


def index_of(path: Path) -> str:
    with open_journal(path, TODAY) as journal:
        return "\n".join(
            row[0] for row in journal.db.execute("SELECT text FROM search ORDER BY rowid")
        )


def forms_of(path: Path) -> str:
    with open_journal(path, TODAY) as journal:
        session = Session(path, TODAY, "--journal")
        try:
            return str(
                [form(session, journal, ROWS[table]["id"]).read() for table, form in FORMS.items()]
            )
        except CareError as error:
            return str(error)


def after(path: Path, *command: str) -> str:
    """Return the rows of a copy of the journal after a command."""
    copy = path.with_suffix(".copy.db")
    shutil.copy(path, copy)
    ran(copy, *command)
    return model(copy)


PLACES: Mapping[str, Callable[[Path], str]] = {
    "json": lambda path: ran(path, "export", "--to", "json"),
    "import": lambda path: brought(path, ran(path, "export", "--to", "json"), ".json"),
    "csv": lambda path: ran(path, "export", "--to", "csv", "--all"),
    "csv-import": lambda path: brought(path, ran(path, "export", "--to", "csv", "--all"), ".csv"),
    "vcard": lambda path: ran(path, "export", "--to", "vcard", "--all"),
    "vcard3": lambda path: ran(path, "export", "--to", "vcard3", "--all"),
    "vcard-import": lambda path: brought(
        path, ran(path, "export", "--to", "vcard", "--all"), ".vcf"
    ),
    "markdown": lambda path: ran(path, "export", ANA, "--to", "markdown"),
    "ics": lambda path: ran(path, "export", "--to", "ics", "--due", "--all"),
    "merge": lambda path: after(path, "merge", ANA, BEN, "--yes"),
    "forget": lambda path: after(path, "forget", ANA, "--yes"),
    "form": forms_of,
    "search": index_of,
    "profile": lambda path: ran(path, "profile", ANA, "--json"),
}


@pytest.fixture(scope="module")
def unchanged(base: Path) -> dict[str, dict[str, str]]:
    """What every place makes of the journal as it is, by the column for which it was prepared."""
    return {}


def test_every_table_has_a_row() -> None:
    assert set(ROWS) == set(MODEL)


@pytest.mark.parametrize("column", COLUMNS)
def test_a_column_is_heeded_where_it_is_said(
    base: Path, tmp_path: Path, column: str, unchanged: dict[str, dict[str, str]]
) -> None:
    given = column if column in GIVEN else ""
    path = copied(base, tmp_path / "journal.db", column)
    if given not in unchanged:
        unchanged[given] = {place: made(path) for place, made in PLACES.items()}
    with_another(path, column)
    heeded = [place for place, made in PLACES.items() if made(path) != unchanged[given][place]]
    assert column in HEEDED, f"every_column.txt lacks a line: {column}: {' '.join(heeded)}"
    assert heeded == HEEDED[column].split()


@pytest.mark.parametrize("column", COLUMNS)
def test_a_column_that_a_command_changed_is_as_it_was_after_an_undo(
    base: Path, tmp_path: Path, column: str
) -> None:
    path = copied(base, tmp_path / "journal.db", column)
    before = stored.everything(path)[column.partition(".")[0]]
    with_another(path, column)
    with open_journal(path, TODAY) as journal:
        changes.undo(journal, changes.find_change_set(journal, None))
    after = stored.everything(path)[column.partition(".")[0]]
    # The stamp says when a row was last changed: by the undo. Keys are worked out, not taken back.
    names = set(columns(column.partition(".")[0])) - {"updated_at", "value_key"}
    assert [{name: row[name] for name in names} for row in after] == [
        {name: row[name] for name in names} for row in before
    ]


@pytest.mark.parametrize("command", [add.command, edit.command], ids=["add", "edit"])
def test_every_text_of_a_person_is_an_option(command: Callable[..., None]) -> None:
    assert set(TEXT_NAMES) <= set(inspect.signature(command).parameters)
