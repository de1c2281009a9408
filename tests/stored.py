"""Read a journal file with plain SQLite, for tests that compare before and after."""

from __future__ import annotations

import hashlib
import io
import json
import sqlite3
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

import pytest

from caretrack import cli
from caretrack.journal.schema import MODEL
from transcript import TODAY

Rows = dict[str, list[dict[str, Any]]]


@contextmanager
def opened(path: Path) -> Iterator[sqlite3.Connection]:
    """A plain connection, as another program would make it."""
    db = sqlite3.connect(path, isolation_level=None)
    db.row_factory = sqlite3.Row
    try:
        yield db
    finally:
        db.close()


def rows(path: Path, query: str, *values: Any) -> list[tuple[Any, ...]]:
    with opened(path) as db:
        return [tuple(row) for row in db.execute(query, values)]


def only(path: Path, query: str, *values: Any) -> Any:
    """The one value of the one row."""
    ((value,),) = rows(path, query, *values)
    return value


def write(path: Path, statement: str, *values: Any) -> None:
    """Write to the file as another program would."""
    with opened(path) as db:
        db.execute(statement, values)


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def model(path: Path) -> Rows:
    """Return all that a person entered and did not delete, without the stamps of changes."""
    found: Rows = {}
    with opened(path) as db:
        there = {row[0] for row in db.execute("SELECT name FROM sqlite_master")}
        for table in MODEL:
            rows = db.execute(f"SELECT * FROM {table}") if table in there else ()
            lines = [dict(row) for row in rows]
            kept = [line for line in lines if line.get("deleted_at") is None]
            for line in kept:
                line.pop("updated_at", None)
            found[table] = sorted(kept, key=lambda line: json.dumps(line, sort_keys=True))
    return found


def everything(path: Path) -> Rows:
    """Every row of every ordinary table, as it stands."""
    with opened(path) as db:
        names = [
            row[0]
            for row in db.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'search%'"
            )
        ]
        lines = {
            name: [dict(row) for row in db.execute(f"SELECT * FROM {name}")]
            for name in names
            if name != "change_now"
        }
    return {
        name: sorted(found, key=lambda line: json.dumps(line, sort_keys=True))
        for name, found in lines.items()
    }


def fill(path: Path, *commands: Sequence[str], today: str = TODAY) -> Path:
    """Make or continue the journal at `path` with commands in this process; each must exit 0."""
    nowhere = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(nowhere), redirect_stderr(nowhere):
        patch.setenv("CARE_TODAY", today)
        for command in commands:
            assert cli.run(["--journal", str(path), *command]) == 0, command
    return path


def bash(
    command: str, env: dict[str, str], cwd: Path, **more: Any
) -> subprocess.CompletedProcess[str]:
    """Run a line of bash with `$CARE` as the program; a pipe fails when any part of it does."""
    line = f"set -o pipefail; {command}"
    return subprocess.run(
        ["bash", "-c", line],
        env=env,
        cwd=cwd,
        capture_output=True,
        text=True,
        errors="surrogateescape",
        timeout=60,
        **more,
    )


def damage(path: Path, table: str = "occasions") -> None:
    """Destroy the page on which an index of a table begins, as a bad disk does."""
    query = "SELECT rootpage FROM sqlite_master WHERE type = 'index' AND tbl_name = ? LIMIT 1"
    page, size = only(path, query, table), only(path, "PRAGMA page_size")
    with path.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xff" * size)
