"""A command is one transaction and one change set: all of it or nothing."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

import stored
from caretrack.errors import JournalUnusable
from caretrack.journal.change_log import lines, of_row
from caretrack.journal.connection import open_journal
from caretrack.journal.people import add
from conftest import Care

TODAY = date(2026, 11, 21)


@pytest.fixture
def ana(care: Care) -> Care:
    """Ana, with a cadence and a tag."""
    assert care("add", "Ana", "--every", "30", "--tag", "vip").code == 0
    return care


def sets(journal: Path) -> list[str]:
    return [
        row[0] for row in stored.rows(journal, "SELECT command FROM change_sets ORDER BY rowid")
    ]


def test_a_command_is_one_change_set_whatever_it_writes(ana: Care) -> None:
    ana(
        "log",
        "ana",
        "hello",
        "-l",
        "family: Mia",
        "-l",
        "goal: a boat",
        "-p",
        "send it",
        "-f",
        "it is slow",
        "--with",
        "Ben",
        "--new",
    )
    assert sets(ana.journal) == ["add", "log"]
    tables = stored.rows(
        ana.journal,
        f"SELECT table_name FROM {lines()} AS c JOIN change_sets USING (number) WHERE command "
        "= 'log' ORDER BY seq",
    )
    assert [table for (table,) in tables] == [
        "people",
        "touches",
        "touch_people",
        "touch_people",
        "facts",
        "facts",
        "actions",
        "feedback",
    ]


@pytest.mark.parametrize(
    "command",
    [
        ["every", "ana", "30"],
        ["tag", "ana", "+vip"],
        ["tag", "ana", "-unknown"],
        ["edit", "ana", "--name", "Ana"],
        ["snooze", "ana", "off"],
        ["config", "crowd", "default"],
        ["every", "--tag", "nobody", "default"],
    ],
    ids=" ".join,
)
def test_a_command_that_changes_nothing_leaves_no_change_set(ana: Care, command: list[str]) -> None:
    before, listed = stored.everything(ana.journal), ana("undo", "--list").out
    for _ in range(2):
        assert ana(*command).code == 0
        after = stored.everything(ana.journal)
        # That it ran stands in one row, for `care undo`: the second run replaces that of the first.
        (record,) = [row for row in after["change_sets"] if row not in before["change_sets"]]
        after["change_sets"].remove(record)
        assert after == before
        assert record["command"] == command[0]
        assert ana("undo", "--list").out == listed


@pytest.mark.parametrize(
    "command",
    [
        ["log", "ana", "hello", "-l", "family: Mia", "-l", "famly: Mia"],
        ["log", "ana", "hello", "--with", "nobody"],
        ["log", "ana", "hello", "-c", "pigeon"],
        ["log", "ana", "hello", "-k", "gossip"],
        ["log", "Ben", "hello", "--new", "--declined", "famly"],
        ["add", "Ana"],
        ["edit", "ana", "--role", "Captain", "--email", "no address"],
        ["tag", "ana", "+vip", "-vip"],
        ["tie", "ana", "boss", "ana"],
        ["learn", "ana", "famly", "Mia"],
    ],
    ids=" ".join,
)
def test_a_command_that_is_refused_leaves_nothing(ana: Care, command: list[str]) -> None:
    before = stored.everything(ana.journal)
    done = ana(*command)
    assert done.code in {1, 2, 3}
    assert done.err.count("\n") == 1
    assert stored.everything(ana.journal) == before


def test_the_change_log_keeps_no_word_of_the_command_line(ana: Care) -> None:
    ana("log", "ana", "a secret", "-p", "another secret")
    assert set(sets(ana.journal)) == {"add", "log"}


def test_what_fails_in_the_midst_of_a_change_leaves_nothing(ana: Care) -> None:
    before = stored.everything(ana.journal)
    with (
        open_journal(ana.journal, TODAY) as journal,
        pytest.raises(KeyboardInterrupt),
        journal.change("test"),
    ):
        add(journal, "Ben")
        raise KeyboardInterrupt
    assert stored.everything(ana.journal) == before


def test_a_change_within_another_belongs_to_it(ana: Care) -> None:
    with open_journal(ana.journal, TODAY) as journal, journal.change("outer") as outer:
        add(journal, "Ben")
        with journal.change("inner") as inner:
            add(journal, "Cem")
    assert inner == outer
    assert sets(ana.journal) == ["add", "outer"]


def test_an_error_of_sqlite_is_said_in_the_words_of_the_house(ana: Care) -> None:
    with pytest.raises(JournalUnusable), open_journal(ana.journal, TODAY) as journal:
        journal.db.execute("SELECT * FROM no_such_table")


# One process, many command lines.
MANY = (
    "import sys; from caretrack.cli import run; sys.exit(max(run(line.split()) for line in "
    "sys.argv[1:]))"
)


def started(care: Care, *lines: list[str]) -> list[subprocess.Popen[bytes]]:
    """Run processes at the same time; each runs its command lines in order."""
    pipes = {
        "env": care.environment(),
        "cwd": care.home,
        "stdout": subprocess.DEVNULL,
        "stderr": subprocess.PIPE,
    }
    return [subprocess.Popen([sys.executable, "-P", "-c", MANY, *each], **pipes) for each in lines]  # type: ignore[call-overload]


def finished(processes: list[subprocess.Popen[bytes]]) -> None:
    for process in processes:
        _, err = process.communicate(timeout=120)
        assert (process.returncode, err) == (0, b"")


def test_four_processes_that_log_at_once_lose_nothing(ana: Care) -> None:
    finished(
        started(
            ana,
            *([f"log ana talk {number} of {who}" for number in range(1, 26)] for who in range(4)),
        )
    )
    notes = [note for (note,) in stored.rows(ana.journal, "SELECT note FROM touches")]
    assert sorted(notes) == sorted(
        f"talk {number} of {who}" for who in range(4) for number in range(1, 26)
    )
    assert stored.only(ana.journal, "SELECT count(*) FROM change_sets WHERE command = 'log'") == 100
    assert (
        stored.only(
            ana.journal,
            f"SELECT count(DISTINCT change_set) FROM {lines()} WHERE table_name = 'touches'",
        )
        == 100
    )
    assert ana("doctor").code == 0


def test_processes_that_all_find_no_journal_make_one(care: Care) -> None:
    for process in started(care, *([f"add P{number}"] for number in range(4))):
        _, err = process.communicate(timeout=120)
        assert process.returncode == 0
        assert err.count(b"\n") <= 1
    assert sorted(person["name"] for person in care("list", "--json").json) == [
        "P0",
        "P1",
        "P2",
        "P3",
    ]
    assert care("doctor").code == 0


def test_readers_see_the_journal_before_or_after_a_change_and_never_between(ana: Care) -> None:
    writers = started(ana, ["log ana talk -p one -p two"] * 40)
    seen = 0
    while writers[0].poll() is None:
        promises = ana("open", "--json").json["promises"]
        assert len(promises) % 2 == 0
        seen += 1
    finished(writers)
    assert seen > 2
    assert len(json.loads(ana("open", "--json").out)["promises"]) == 80


def test_the_log_of_one_row_is_found_without_reading_the_log(tmp_path: Path) -> None:
    with open_journal(tmp_path / "journal.db", TODAY, make=True) as journal:
        for log in ("changes", lines()):
            for row in ("?1", "'a1b2'"):
                query = f"EXPLAIN QUERY PLAN SELECT c.seq FROM {log} AS c WHERE {of_row('c', row)}"
                plan = [line[3] for line in journal.db.execute(query, ("a1b2",)[: "?" in row])]
                assert plan[0] == "SEARCH c USING INDEX changes_of_row (<expr>=?)"
