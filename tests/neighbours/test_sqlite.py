"""sqlite3 and sqlite-utils read a journal: every query of docs/sqlite.md, with both."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from pages import blocks
from programs import program

import stored
from conftest import Care

# care stands on it, so that it is wherever care is.
SQLITE_UTILS = (sys.executable, "-m", "sqlite_utils")
QUERIES = blocks("sqlite.md", "sql")


@pytest.fixture(scope="module")
def journal(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return stored.fill(
        tmp_path_factory.mktemp("sqlite") / "journal.db",
        ["add", "Ana Silva", "--birthday", "14 mar"],
        ["add", "Ben =Okoro, 'the\" second"],
        [
            "log",
            "ana",
            "-d",
            "2026-01-02",
            "lunch at the harbour",
            "-l",
            "hobby: an old boat",
            "-p",
            "the plan by 2026-12-01",
        ],
    )


def run(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.split("\n")[0][:50])
def test_each_query_of_the_page_answers_the_same_with_both(journal: Path, query: str) -> None:
    before = stored.digest(journal)
    with_sqlite: list[Any] = json.loads(
        run(program("sqlite3"), "-readonly", "-json", str(journal), query)
    )
    assert with_sqlite
    assert json.loads(run(*SQLITE_UTILS, "query", str(journal), query)) == with_sqlite
    assert stored.digest(journal) == before


def test_who_was_never_cared_for_comes_first(journal: Path) -> None:
    found = json.loads(run(program("sqlite3"), "-readonly", "-json", str(journal), QUERIES[0]))
    assert [row["last_care"] for row in found] == [None, "2026-01-02"]


def test_what_only_reads_cannot_write(journal: Path) -> None:
    done = subprocess.run(
        [program("sqlite3"), "-readonly", str(journal), "DELETE FROM people"],
        capture_output=True,
        text=True,
    )
    assert done.returncode != 0
    assert "readonly" in done.stderr


def test_what_transform_does_is_seen_by_doctor(journal: Path, care: Care) -> None:
    care.journal.write_bytes(journal.read_bytes())
    run(*SQLITE_UTILS, "transform", str(care.journal), "occasions", "--rename", "label", "label")
    assert "change log" in care("doctor").out
    assert care("doctor").code == 1


def test_the_first_line_of_the_page_opens_the_journal(journal: Path, care: Care) -> None:
    care.journal.write_bytes(journal.read_bytes())
    first = blocks("sqlite.md", "sh")[0].split("\n")[0]
    env = care.environment()
    line = first.replace("care ", " ".join(care.command()) + " ").replace(
        "sqlite3", program("sqlite3")
    )
    done = stored.bash(f"{line} 'SELECT count(*) FROM people'", env, care.home)
    assert done.stdout == "2\n"
