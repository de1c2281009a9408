"""The copy of a large journal takes no lock, so that nobody waits for it, and is of one moment."""

from __future__ import annotations

import os
import shutil
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import count
from pathlib import Path

import pytest

from caretrack.journal.files import unlocked_copy
from caretrack.journal.files.copying import damage_of
from caretrack.journal.files.lock_holders import LockHolders
from caretrack.journal.files.unlocked_copy import CopyStopped, DamagedSource, copy_unlocked

PAGES = 300


@pytest.fixture(autouse=True)
def small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unlocked_copy, "BLOCK", 65_536)
    monkeypatch.setattr(unlocked_copy, "QUIET", 0.05)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A file of some hundred pages. Every row has the same number, which a writer changes."""
    path = tmp_path / "journal.db"
    with closing(writer(path)) as db:
        db.execute("CREATE TABLE rows (id INTEGER PRIMARY KEY, number INTEGER, filler BLOB)")
        db.execute("BEGIN")
        for _ in range(PAGES):
            db.execute("INSERT INTO rows (number, filler) VALUES (0, zeroblob(3500))")
        db.execute("COMMIT")
    return path


@pytest.fixture
def part(tmp_path: Path) -> Path:
    return tmp_path / "part.db"


def writer(path: Path, cached: int = 2000) -> sqlite3.Connection:
    """A connection that writes pages before the commit when more than `cached` are changed."""
    db = sqlite3.connect(path, timeout=0, isolation_level=None)
    db.execute(f"PRAGMA cache_size = {cached}")
    return db


def number_of(path: Path) -> int:
    """The number that every row of a sound copy has."""
    assert damage_of(path) == ""
    with closing(sqlite3.connect(path)) as db:
        numbers = [row[0] for row in db.execute("SELECT number FROM rows GROUP BY number")]
        assert db.execute("SELECT count(*) FROM rows").fetchone() == (PAGES,)
    assert len(numbers) == 1
    return int(numbers[0])


def at_blocks(monkeypatch: pytest.MonkeyPatch, do: dict[int, Callable[[], object]]) -> None:
    """Do something when so many blocks have been written."""
    written, sync = count(1), os.fsync

    def synced(handle: int) -> None:
        sync(handle)
        if begun := do.get(next(written)):
            begun()

    monkeypatch.setattr(unlocked_copy.os, "fsync", synced)


def test_it_is_made_while_another_process_holds_every_lock(source: Path, part: Path) -> None:
    with closing(writer(source)) as db:
        db.execute("BEGIN EXCLUSIVE")
        db.execute("UPDATE rows SET number = 1")  # nothing of it is in the file yet
        copy_unlocked(source, part)
    assert number_of(part) == 0
    assert part.stat().st_mode & 0o777 == 0o600


def test_nobody_who_commits_meanwhile_meets_a_lock(
    source: Path, part: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(writer(source)) as db:
        # A connection that does not wait fails at the first lock.
        changes = {
            at: lambda at=at: db.execute("UPDATE rows SET number = ?", (at,)) for at in (2, 9)
        }
        at_blocks(monkeypatch, changes)
        copy_unlocked(source, part)
    assert number_of(part) == 9
    assert part.read_bytes() == source.read_bytes()


def test_it_is_of_one_moment_whatever_others_write(source: Path, tmp_path: Path) -> None:
    """Some write before they commit, some take back what they wrote, some pause for a moment."""
    stop = threading.Event()
    failed: list[BaseException] = []
    begun = [time.monotonic()]

    def write() -> None:
        try:
            with closing(writer(source, cached=10)) as db:
                for number in count(1):
                    if stop.is_set():
                        return
                    db.execute("BEGIN IMMEDIATE")
                    db.execute("UPDATE rows SET number = ?", (number,))
                    db.execute("ROLLBACK" if number % 3 else "COMMIT")
                    # However slow the machine is, a copy fits in between in the end.
                    time.sleep(0.001 if number % 5 else time.monotonic() - begun[-1])
        except BaseException as error:
            failed.append(error)
            raise

    thread = threading.Thread(target=write)
    thread.start()
    try:
        for number in range(8):
            begun.append(time.monotonic())
            copy_unlocked(source, part := tmp_path / f"{number}.db")
            assert number_of(part) % 3 == 0
    finally:
        stop.set()
        thread.join()
    assert failed == []


def killed_in_its_midst(source: Path, folder: Path) -> Path:
    """The journal as a killed run leaves it: with pages of a transaction that never ended."""
    folder.mkdir()
    left = folder / source.name
    with closing(writer(source, cached=10)) as db:
        db.execute("BEGIN IMMEDIATE")
        db.execute("UPDATE rows SET number = 7")
        for end in ("", "-journal"):
            shutil.copyfile(f"{source}{end}", f"{left}{end}")
        db.execute("ROLLBACK")
    return left


def test_what_a_killed_run_left_half_written_is_not_in_it(
    source: Path, part: Path, tmp_path: Path
) -> None:
    left = killed_in_its_midst(source, tmp_path / "killed")
    copy_unlocked(left, part)
    assert number_of(part) == 0


def test_what_another_process_has_half_written_is_waited_for(
    source: Path, part: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The one who writes is of this process, which lock_holders leaves out.
    monkeypatch.setattr(unlocked_copy, "lock_holders", lambda _: LockHolders((1,), ()))
    with closing(writer(source, cached=10)) as db:
        db.execute("BEGIN IMMEDIATE")
        db.execute("UPDATE rows SET number = 7")
        ended = threading.Thread(target=copy_unlocked, args=(source, part))
        ended.start()
        time.sleep(0.3)
        assert ended.is_alive()
        db.execute("COMMIT")
        ended.join(30)
    assert number_of(part) == 7


def test_a_rollback_journal_that_stays_is_not_waited_for(source: Path, part: Path) -> None:
    with closing(writer(source)) as db:
        db.execute("PRAGMA journal_mode = PERSIST")
        db.execute("UPDATE rows SET number = 1")
        assert Path(f"{source}-journal").stat().st_size
        copy_unlocked(source, part)
    assert number_of(part) == 1


def test_a_file_in_wal_mode_is_copied_with_what_is_not_in_it_yet(source: Path, part: Path) -> None:
    with closing(writer(source)) as db:
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("UPDATE rows SET number = 1")
        copy_unlocked(source, part)
    assert number_of(part) == 1


def test_a_journal_that_became_shorter_meanwhile_has_a_copy_of_its_length(
    source: Path, part: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(writer(source)) as db:
        db.execute("CREATE TABLE more AS SELECT zeroblob(2000000) AS value")

        def shorten() -> None:
            db.execute("DROP TABLE more")
            db.execute("VACUUM")

        at_blocks(monkeypatch, {30: shorten})
        copy_unlocked(source, part)
    assert number_of(part) == 0
    assert part.stat().st_size == source.stat().st_size


def test_where_times_are_whole_seconds_it_waits_until_the_next(
    source: Path, part: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.utime(source, (1_000, 1_000))
    monkeypatch.setattr(unlocked_copy, "WHOLE_SECONDS", 0.5)
    begun = time.monotonic()
    copy_unlocked(source, part)
    assert time.monotonic() - begun > 0.5


@pytest.fixture
def busy(source: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A journal that others write to at every look."""
    numbers = count()
    monkeypatch.setattr(unlocked_copy, "mark_of", lambda _: str(next(numbers)))
    return


@pytest.mark.usefixtures("busy")
def test_it_gives_up_when_others_write_all_the_time(
    source: Path, part: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unlocked_copy, "PATIENCE", 0.2)
    with pytest.raises(OSError, match="others wrote into the journal all the time"):
        copy_unlocked(source, part)


@pytest.mark.usefixtures("busy")
def test_it_stops_while_it_waits_when_it_is_taken_away(source: Path, part: Path) -> None:
    threading.Timer(0.2, part.unlink).start()
    with pytest.raises(CopyStopped):
        copy_unlocked(source, part)


def test_it_stops_when_another_file_is_the_journal(
    source: Path, part: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = source.with_name("other.db")
    shutil.copyfile(source, other)
    at_blocks(monkeypatch, {3: lambda: other.replace(source)})
    with pytest.raises(CopyStopped):
        copy_unlocked(source, part)


def spoil(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(20 * 4096)
        file.write(b"\x05" * 4096)


def test_a_damaged_journal_is_told_though_others_write(
    source: Path, part: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoil(source)
    with closing(writer(source)) as db:
        at_blocks(monkeypatch, {5: lambda: db.execute("PRAGMA user_version = 3")})
        with pytest.raises(DamagedSource) as told:
            copy_unlocked(source, part)
    assert told.value.mark == unlocked_copy.mark_of(source)
    assert told.value.damage


def test_a_copy_that_went_wrong_once_is_mended(
    source: Path, part: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks = count()

    def damage(path: Path, **_: object) -> str:
        if not next(looks):
            spoil(path)
        return damage_of(path)

    monkeypatch.setattr(unlocked_copy, "damage_of", damage)
    copy_unlocked(source, part)
    assert part.read_bytes() == source.read_bytes()


def test_a_disk_that_gives_back_other_bytes_is_told_as_that(
    source: Path, part: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def damage(path: Path, **_: object) -> str:
        spoil(path)
        return damage_of(path)

    monkeypatch.setattr(unlocked_copy, "damage_of", damage)
    with pytest.raises(OSError, match="does not read back as it was written"):
        copy_unlocked(source, part)
