"""Eight write at once, beside others that read and write: each of their lines is in the journal."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from crowd import crowd

import stored
from conftest import Care

WRITERS, LOGS = 8, 12


def test_all_that_many_log_at_once_is_in_the_journal(care: Care, tmp_path: Path) -> None:
    assert care("add", "Ana Silva").code == 0

    def run(args: Sequence[str]) -> tuple[int, str]:
        done = care(*args)
        return done.code, done.err

    came = crowd(run, tmp_path, WRITERS, LOGS)
    assert came.refused == []
    assert came.logged == WRITERS * LOGS
    notes = {note for (note,) in stored.rows(care.journal, "SELECT note FROM touches")}
    assert notes == {
        f"writer {writer} line {number}" for writer in range(WRITERS) for number in range(LOGS)
    }
