"""`care doctor --compact` writes the journal anew, and only makes it smaller."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from datetime import date

import pytest

import stored
from caretrack.errors import JournalUnusable
from caretrack.journal.connection import open_journal
from caretrack.journal.doctor import compact
from conftest import Care, refused


@pytest.fixture
def swollen(care: Care) -> Care:
    """A journal of which most pages are free."""
    assert care("add", "Ana Silva").code == 0
    assert care("log", "ana", "her new job").code == 0
    stored.write(care.journal, "CREATE TABLE much (text TEXT)")
    with stored.opened(care.journal) as db:
        db.executemany("INSERT INTO much VALUES (?)", [("x" * 3000,)] * 1000)
        db.commit()
    stored.write(care.journal, "DROP TABLE much")
    return care


def test_it_gives_free_pages_back_and_changes_no_row(swollen: Care) -> None:
    before, rows = swollen.journal.stat().st_size, stored.model(swollen.journal)
    assert before > 3_000_000
    done = swollen("doctor", "--compact", "--json").json["compacted"]
    after = swollen.journal.stat().st_size
    assert (done["before"], done["after"]) == (before, after)
    assert after < 500_000
    assert stored.model(swollen.journal) == rows
    assert (swollen.journal.stat().st_mode & 0o777, swollen("doctor").code) == (0o600, 0)
    assert "nothing to give back" in swollen("doctor", "--compact").out


def test_without_room_it_says_how_much_it_needs(swollen: Care) -> None:
    whole = swollen.journal.read_bytes()
    with open_journal(swollen.journal, date(2026, 11, 21)) as journal:
        needed = compact.room_needed(journal.db)
    assert len(whole) < needed <= 2 * len(whole)
    with pytest.raises(JournalUnusable, match="free, and this takes") as said:
        compact.refuse_without_room(swollen.journal, 1 << 62)
    assert "nothing was changed" in said.value.hint
    assert swollen.journal.read_bytes() == whole


def test_it_says_who_uses_the_journal(swollen: Care, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CARE_TIMEOUT", "0.2")
    with stored.opened(swollen.journal) as db:
        db.execute("BEGIN IMMEDIATE")
        assert "in use" in refused(swollen("doctor", "--compact"), code=5)
    assert swollen("doctor", "--compact").code == 0


def test_killed_at_any_moment_the_journal_is_whole(swollen: Care) -> None:
    rows = stored.model(swollen.journal)
    whole = swollen.journal.read_bytes()
    program = [sys.executable, "-P", "-m", "caretrack", "doctor", "--compact"]
    for wait in (0.05, 0.1, 0.15, 0.2, 0.3):
        swollen.journal.write_bytes(whole)
        running = subprocess.Popen(
            program,
            env={**os.environ, "CARE_JOURNAL": str(swollen.journal)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(wait)
        running.send_signal(signal.SIGKILL)
        running.wait()
        assert swollen("due").code == 0
        assert stored.model(swollen.journal) == rows
    assert swollen("doctor", "--compact").code == 0
