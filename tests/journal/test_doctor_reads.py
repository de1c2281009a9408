"""`care doctor` only reads, and says what it could not look at."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import stored
from caretrack.journal.doctor.examine import examine
from caretrack.journal.doctor.open import open_to_examine
from conftest import Care, refused

NO_STRACE = shutil.which("strace") is None


@pytest.fixture
def ana(care: Care) -> Care:
    assert care("add", "Ana Silva", "--email", "ana@lagoon.example").code == 0
    assert care("log", "ana", "talked about the harbour").code == 0
    return care


def state(folder: Path) -> dict[str, tuple[int, int, bytes]]:
    """Every file beside the journal: mode, time of the last change, content."""
    return {
        str(path.relative_to(folder)): (
            path.stat().st_mode,
            path.stat().st_mtime_ns,
            path.read_bytes() if path.is_file() else b"",
        )
        for path in folder.rglob("*")
    }


def seen(care: Care, **given: Any) -> dict[str, dict[str, Any]]:
    return {item["check"]: item for item in care("doctor", "--json", **given).json["findings"]}


def test_no_file_of_the_journal_changes_not_even_its_mode(ana: Care) -> None:
    ana.journal.chmod(0o644)
    before = state(ana.journal.parent)
    assert seen(ana)["permissions"]["fine"] is False
    assert state(ana.journal.parent) == before


def test_a_journal_of_an_older_version_stays_one_and_is_said_not_to_be_checked(care: Care) -> None:
    schema = Path(__file__).parents[1] / "schemas/005.sql"
    with stored.opened(care.journal) as db:
        db.executescript(schema.read_text(encoding="utf-8"))
    care.journal.chmod(0o600)
    before = state(care.journal.parent)
    done = care("doctor")
    assert (done.code, done.err) == (
        1,
        "All that could be checked is well; 1 thing could not be checked.\n",
    )
    assert care("doctor", "--json").json["fine"] is None
    assert seen(care)["version"]["fine"] is None
    assert state(care.journal.parent) == before
    assert care("due").code == 0
    assert care("doctor").code == 0


def test_rows_that_another_program_wrote_are_said_and_are_no_fault(ana: Care) -> None:
    stored.write(ana.journal, "UPDATE touches SET note = 'written by another program'")
    stored.write(ana.journal, "UPDATE people SET added_on = '2026-01-01'")
    before = state(ana.journal.parent)
    assert ana("doctor").code == 0
    assert "not counted yet" in seen(ana)["derived"]["seen"]
    assert state(ana.journal.parent) == before
    assert ana("due").code == 0
    assert "not counted yet" not in seen(ana)["derived"]["seen"]


@pytest.mark.skipif(NO_STRACE, reason="strace is not installed")
def test_no_system_call_writes_into_the_folder(ana: Care) -> None:
    told = ana.home / "calls"
    calls = (
        "trace=openat,creat,unlink,unlinkat,rename,renameat,renameat2,pwrite64,ftruncate,chmod,"
        "fchmod,mkdir"
    )
    done = subprocess.run(
        ["strace", "-f", "-y", "-o", str(told), "-e", calls, *ana.command("doctor")],
        env=ana.environment() | {"PYTHONDONTWRITEBYTECODE": "1"},
        cwd=ana.home,
        capture_output=True,
        text=True,
    )
    if "ptrace" in done.stderr.lower():
        pytest.skip("this machine allows no tracing")
    assert done.returncode == 0, done.stderr
    folder = str(ana.journal.parent)
    made = [
        line
        for line in told.read_text(errors="replace").splitlines()
        if folder in line and ("openat" not in line or "O_CREAT" in line) and " = -1 " not in line
    ]
    assert made == []


def test_whoever_writes_waits_for_no_doctor_and_is_waited_for(ana: Care) -> None:
    with stored.opened(ana.journal) as other:
        other.execute("BEGIN IMMEDIATE")
        assert ana("doctor", env={"CARE_TIMEOUT": "0.2"}).code == 0
        other.execute("ROLLBACK")
        other.execute("BEGIN EXCLUSIVE")
        said = refused(ana("doctor", env={"CARE_TIMEOUT": "0.2"}))
        assert "in use by another process" in said
        other.execute("ROLLBACK")


def test_between_two_reads_of_the_doctor_another_command_can_write(ana: Care) -> None:
    failed: list[tuple[str, str]] = []
    written = 0
    with (
        stored.opened(ana.journal) as other,
        open_to_examine(ana.journal, date(2026, 11, 21), 5, lambda _: None) as opened,
    ):
        other.execute("PRAGMA busy_timeout = 0")

        def write(statement: str) -> None:
            """Write a page before a statement of the doctor begins, unless it needs one state."""
            nonlocal written
            inside = opened.db.in_transaction or "'search_" in statement  # FTS5 asks in a check
            if not inside:
                try:
                    other.execute("UPDATE change_now SET change_set = change_set")
                    written += 1
                except sqlite3.Error as error:
                    failed.append((str(error), statement[:300]))

        opened.db.set_trace_callback(write)
        checks = examine(opened)
        opened.db.set_trace_callback(None)
    assert failed == []
    assert written > 100
    assert all(item.fine for item in checks if item.check in {"file", "entries", "derived"})


def test_what_a_killed_command_had_half_written_is_taken_away_and_said(ana: Care) -> None:
    program = (
        "import os, sqlite3, sys; db = sqlite3.connect(sys.argv[1], isolation_level=None); "
        "db.execute('PRAGMA cache_size = 1'); db.execute('BEGIN IMMEDIATE'); "
        "db.executemany('INSERT INTO checked_drafts VALUES (?, ?, NULL, ?)', "
        "[(str(n), '2026-11-21', os.urandom(3000)) for n in range(99)]); os.kill(os.getpid(), 9)"
    )
    before = ana.journal.read_bytes()
    subprocess.run([os.sys.executable, "-c", program, str(ana.journal)], check=False)  # type: ignore[attr-defined]
    assert ana.journal.with_name("journal.db-journal").stat().st_size
    done = ana("doctor")
    assert (done.code, "was removed" in done.err) == (0, True)
    assert ana.journal.read_bytes() == before


def test_no_journal_is_no_fault_and_is_not_called_sound(care: Care) -> None:
    assert seen(care).keys() == {"journal", "config", "program"}
    assert care("doctor").code == 0
    assert not care.journal.exists()
    care.journal.touch(mode=0o600)
    assert "is empty" in care("doctor").err
    assert care.journal.read_bytes() == b""


def test_words_of_the_index_that_are_not_those_of_its_texts_are_found(ana: Care) -> None:
    for statement in (
        "UPDATE search_data SET block = zeroblob(length(block)) "
        "WHERE id = (SELECT max(id) FROM search_data)",
        "DELETE FROM search_docsize",
        "UPDATE search_content SET c0 = 'something else'",
    ):
        stored.write(ana.journal, statement)
        assert seen(ana)["derived"]["fine"] is False, statement
        assert "index" in seen(ana)["derived"]["seen"]
        assert ana("doctor", "--rebuild").code == 0


def test_an_index_that_does_not_fit_its_table_is_made_again(ana: Care) -> None:
    with stored.opened(ana.journal) as db:
        page = db.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'people_by_key'"
        ).fetchone()[0]
    whole = bytearray(ana.journal.read_bytes())
    at = whole.index(b"ana silva", (page - 1) * 4096)
    whole[at] ^= 1
    ana.journal.write_bytes(whole)
    found = seen(ana)["file"]
    assert (found["fine"], "--rebuild" in found["advice"]) == (False, True)
    assert ana("doctor", "--rebuild").code == 0


@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE people RENAME COLUMN say TO sax",
        "DROP TABLE checked_drafts",
        "DROP TABLE events",
    ],
)
def test_a_table_that_is_not_as_care_makes_it_is_named(ana: Care, statement: str) -> None:
    with stored.opened(ana.journal) as db:
        for (name,) in db.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall():
            db.execute(f"DROP TRIGGER {name}")
        db.execute(statement)
    found = seen(ana)["schema"]
    assert found["fine"] is False
    assert statement.split()[2] in found["seen"]


def test_lines_of_the_log_of_no_command_are_counted_and_settled(ana: Care) -> None:
    stored.write(ana.journal, "UPDATE changes SET change_set = 99 WHERE seq = 1")
    assert "no known command" in seen(ana)["change log"]["seen"]
    assert ana("doctor", "--rebuild").code == 0


def test_a_place_behind_a_link_says_where_the_file_is(ana: Care) -> None:
    real = ana.home / "elsewhere/mine.db"
    real.parent.mkdir(mode=0o700)
    shutil.move(ana.journal, real)
    ana.journal.symlink_to(real)
    place = seen(ana)["place"]
    assert (place["fine"], place["seen"]) == (True, f"{ana.journal} leads to {real}")
    synced = ana.home / "Dropbox"
    shutil.move(real.parent, synced)
    ana.journal.unlink()
    ana.journal.symlink_to(synced / "mine.db")
    assert seen(ana)["place"]["fine"] is False


def test_days_that_have_not_come_are_counted_with_the_last(ana: Care) -> None:
    assert ana("log", "ana", "from a clock that was wrong", today="2027-03-01").code == 0
    assert ana("add", "Ben Okoro", today="2027-03-02").code == 0
    days = seen(ana)["days"]
    assert days["fine"] is False
    assert "1 person added on 2027-03-02 (Ben Okoro)" in days["seen"]
    assert "1 touch on 2027-03-01" in days["seen"]
    assert "care edit " in days["advice"]
    assert seen(ana, today="2027-03-01")["days"]["fine"] is True
    assert seen(ana, today="2027-03-02")["days"]["seen"].startswith("no entry")


@pytest.mark.parametrize(
    ("change", "seen_of_it"),
    [
        ("UPDATE touches SET happened_on = ''", "happened_on of {} in touches is ''"),
        ("UPDATE people SET snoozed_until = 'soon'", "snoozed_until of {} in people is 'soon'"),
        (
            "UPDATE people SET added_on = '2026-02-30'",
            "added_on of {} in people is '2026-02-30'",
        ),
        ("UPDATE occasions SET month = 2, day = 30", "day of {} in occasions is '2000-02-30'"),
    ],
)
def test_a_day_that_another_program_wrote_and_is_none_is_named(
    ana: Care, change: str, seen_of_it: str
) -> None:
    assert ana("occasion", "ana", "birthday", "3 May").code == 0
    assert seen(ana)["days"]["fine"] is True
    stored.write(ana.journal, change)
    (own,) = stored.rows(ana.journal, f"SELECT id FROM {change.split()[1]}")[0]
    days = seen(ana)["days"]
    assert days["fine"] is False
    assert days["seen"] == f"days that cannot be read: 1; {seen_of_it.format(own)}"


def test_a_touch_of_tomorrow_is_said_and_is_no_fault(ana: Care) -> None:
    assert ana("log", "ana", "where it is tomorrow already", today="2026-11-22").code == 0
    days = seen(ana)["days"]
    assert (days["fine"], "1 touch on 2026-11-22" in days["seen"]) == (True, True)


def test_changes_of_a_time_to_come_say_that_a_clock_is_wrong(ana: Care) -> None:
    stored.write(ana.journal, "UPDATE change_sets SET made_at = '2099-01-01T10:00:00.000000Z'")
    clock = seen(ana)["clock"]
    assert (clock["fine"], "2099-01-01 10:00 UTC" in clock["seen"]) == (False, True)


COPIES = (
    "journal (conflicted copy 2026-11-21).db",
    "journal (Mia's conflicted copy 2026-11-21).db",
    "journal.sync-conflict-20261121-101112-ABCDEFG.db",
    "journal (SFConflict mia@lagoon.example 2026-11-21-10-11-12).db",
    "journal (Konfliktkopie von Mia 2026-11-21).db",
    "journal (Copie en conflit de Mia 2026-11-21).db",
    "journal (copia en conflicto de Mia 2026-11-21).db",
    "journal_NAS_Nov-21-101112-2026_Conflict.db",
    "journal_conflict-20261121-101112.db",
    "journal-LAPTOP.db",
    "journal (1).db",
    "journal 2.db",
)


@pytest.mark.parametrize("name", COPIES)
def test_a_copy_that_a_sync_program_made_says_what_it_has_more(ana: Care, name: str) -> None:
    copy = replace(ana, journal=ana.journal.with_name(name))
    shutil.copy(ana.journal, copy.journal)
    assert copy("log", "ana", "only in the copy").code == 0
    assert copy("edit", "ana", "--role", "Head of Finance").code == 0
    found = seen(ana)["copies"]
    assert found["fine"] is False
    assert (
        f"{copy.journal} is a copy of the journal, with what the journal lacks: 1 touch"
        in (found["seen"])
    )
    assert "1 later edit" in found["seen"]
    assert "export --to json" in found["advice"]


def test_a_copy_with_nothing_more_may_go_and_one_with_a_name_of_its_own_is_left_alone(
    ana: Care,
) -> None:
    beside = ana.journal.with_name("journal (conflicted copy 2026-11-21).db")
    shutil.copy(ana.journal, beside)
    assert seen(ana)["copies"]["advice"] == f"rm '{beside}'"
    beside.write_bytes(b"half")
    assert "does not open" in seen(ana)["copies"]["seen"]
    beside.unlink()
    for name in ("journal-old.db", "journal 2.db", "journal.txt", "journals.db"):
        shutil.copy(ana.journal, ana.journal.with_name(name))
    ana.journal.with_name("journal (notes).db").write_text("not a journal")
    assert "copies" not in seen(ana)


def test_a_conflict_copy_of_a_rollback_journal_is_told(ana: Care) -> None:
    ana.journal.with_name("journal.sync-conflict-20261121-101112-ABCDEFG.db-journal").touch()
    assert "does not open" in seen(ana)["copies"]["seen"]


def test_a_disk_with_little_room_is_told(ana: Care, tmp_path: Path) -> None:
    from caretrack.journal.doctor import room

    least = room.LEAST
    try:
        room.LEAST = 1 << 60
        assert room.check_room(ana.journal).code == "disk_full"
    finally:
        room.LEAST = least
    assert room.check_room(ana.journal).code == "may_be_written"


def test_a_check_that_cannot_look_is_neither_good_nor_bad(ana: Care) -> None:
    from caretrack.journal.doctor.examine import not_checked
    from caretrack.views.pages.doctor import check_rows, summary, verdict

    (row,) = check_rows(*not_checked("place", PermissionError(13, "x")))
    assert (row.fine, verdict(row.fine), row.seen) == (None, "not checked", "Permission denied")
    assert summary([row]).startswith("All that could be checked is well; 1 thing")
    wrong = row._replace(fine=False)
    assert summary([row, wrong]) == "1 thing to mend; 1 thing could not be checked."
    assert summary([row._replace(fine=True)]) == "All is well."


def test_sqlite_checks_what_the_tables_ask_for(ana: Care) -> None:
    with stored.opened(ana.journal) as db:
        db.execute("PRAGMA ignore_check_constraints = ON")
        try:
            db.execute("UPDATE kinds SET family = 'gossip' WHERE kind = 'renewal'")
        except sqlite3.IntegrityError:
            pytest.skip("this SQLite refuses")
    assert seen(ana)["file"]["fine"] is False


@pytest.mark.parametrize(
    ("written", "whose", "mend"),
    [
        ("UPDATE people SET cadence_days = -7", "Ana Silva", "care every {id} 30d"),
        ("UPDATE people SET cadence_days = 3661", "Ana Silva", "care every {id} 30d"),
        ("INSERT INTO tag_cadences VALUES ('vip', -1)", "#vip", "care every --tag vip 30d"),
        ("INSERT INTO settings VALUES ('cadence', '-3')", "the journal", "care config cadence 30d"),
    ],
)
def test_a_cadence_that_is_none_is_told_and_how_to_set_it(
    ana: Care, written: str, whose: str, mend: str
) -> None:
    with stored.opened(ana.journal) as db:
        db.execute(written)
        (person_id,) = db.execute("SELECT id FROM people").fetchone()
    said = seen(ana)["cadences"]
    assert (said["fine"], whose in said["seen"]) == (False, True)
    command = mend.format(id=person_id)
    assert command in said["advice"]
    assert ana(*command.split()[1:]).code == 0
    assert "cadences" not in seen(ana)


@pytest.mark.parametrize(
    "written",
    [
        "UPDATE people SET cadence_days = 1.5",
        "UPDATE people SET cadence_days = 'often'",
        "INSERT INTO settings VALUES ('cadence', 'often')",
    ],
)
def test_a_cadence_that_cannot_be_read_is_told(ana: Care, written: str) -> None:
    with stored.opened(ana.journal) as db:
        db.execute(written)
        db.execute("INSERT INTO tag_cadences VALUES ('all', -1)")
    said = seen(ana)["cadences"]
    assert (said["fine"], said["seen"][:28]) == (False, "cadences that are none: 2; t")
    assert "care restore" in said["advice"]


@pytest.mark.parametrize("days", [0, 1, 3660])
def test_a_cadence_that_a_command_can_write_is_none_of_the_doctors(ana: Care, days: int) -> None:
    with stored.opened(ana.journal) as db:
        db.execute("UPDATE people SET cadence_days = ?", (days,))
        db.execute("INSERT INTO tag_cadences VALUES ('vip', ?)", (days,))
        db.execute("INSERT INTO settings VALUES ('cadence', ?)", (str(days),))
    assert "cadences" not in seen(ana)
