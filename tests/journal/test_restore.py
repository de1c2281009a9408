"""Restore a backup over a sound, damaged or missing journal; never over another program's file."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Event, Thread

import pytest

import stored
from caretrack.errors import JournalUnusable
from caretrack.journal.files import replacement, restore
from caretrack.journal.version import VERSION
from conftest import Care, refused

SCHEMAS = Path(__file__).parent.parent / "schemas"


def with_backup(care: Care) -> str:
    assert care("add", "Ana Silva").code == 0
    kept = str(care.home / "kept.db")
    assert care("backup", kept).code == 0
    return kept


def test_a_journal_whose_head_is_damaged_is_restored_and_the_damaged_one_is_kept(
    care: Care,
) -> None:
    kept = with_backup(care)
    with care.journal.open("r+b") as file:
        file.write(b"x" * 100)
    damaged = care.journal.read_bytes()
    assert care("due").code == 5
    told = care("restore", kept, "--yes", "--json").json
    assert care("profile", "ana").code == 0
    assert Path(told["kept"]).read_bytes() == damaged


def test_an_emptied_journal_is_restored(care: Care) -> None:
    kept = with_backup(care)
    assert care("add", "Ben Okoro").code == 0  # the second write of the day makes its backup
    care.journal.write_bytes(b"")
    assert care("due").code == 5
    assert care("restore", kept, "--yes").code == 0
    assert [person["name"] for person in care("list", "--json").json] == ["Ana Silva"]


def test_two_restores_in_a_row_keep_two_journals_aside(care: Care) -> None:
    kept = with_backup(care)
    aside = {care("restore", kept, "--yes", "--json").json["kept"] for _ in range(2)}
    assert len(aside) == 2
    assert all((care.journal.parent / name).exists() for name in aside)


def test_what_was_written_since_the_backup_is_in_the_one_set_aside(care: Care) -> None:
    kept = with_backup(care)
    assert care("add", "Ben Okoro").code == 0
    aside = care("restore", kept, "--yes", "--json").json["kept"]
    assert [person["name"] for person in care("list", "--json").json] == ["Ana Silva"]
    assert [person["name"] for person in care("--journal", aside, "list", "--json").json] == [
        "Ana Silva",
        "Ben Okoro",
    ]


def test_a_file_of_another_program_is_never_written_over(care: Care) -> None:
    kept = with_backup(care)
    other = care.home / "other.db"
    with sqlite3.connect(other) as db:
        db.execute("CREATE TABLE theirs (x)")
    db.close()
    before = other.read_bytes()
    done = care("--journal", str(other), "restore", kept, "--yes")
    assert done.code in {1, 5}
    assert other.read_bytes() == before


def test_without_a_yes_nothing_is_restored_where_nobody_can_be_asked(care: Care) -> None:
    kept = with_backup(care)
    assert care("add", "Ben Okoro").code == 0
    held = stored.model(care.journal)
    assert care("restore", kept).code == 2
    assert stored.model(care.journal) == held


def people(care: Care, *options: str) -> list[str]:
    return [person["name"] for person in care(*options, "list", "--json").json]


def kept_files(care: Care) -> list[Path]:
    folder = care.journal.with_name(f"{care.journal.name}-backups")
    return sorted(folder.glob("*-before-restore.db"))


@contextmanager
def locked(path: Path, kind: str) -> Iterator[None]:
    """Another program that has begun a transaction, and does nothing."""
    with stored.opened(path) as db:
        db.execute(f"BEGIN {kind}")
        yield
        db.execute("ROLLBACK")


@pytest.mark.parametrize("kind", ["EXCLUSIVE", "IMMEDIATE"])
def test_a_journal_that_another_program_holds_is_left_as_it_is(care: Care, kind: str) -> None:
    kept = with_backup(care)
    with locked(care.journal, kind):
        start = time.monotonic()
        done = care("restore", kept, "--yes", "--json", env={"CARE_TIMEOUT": "0.5"})
    assert "in use by another process" in refused(done)
    assert time.monotonic() - start < 10
    assert not kept_files(care)
    assert people(care) == ["Ana Silva"]


def test_a_backup_that_another_program_holds_is_told_by_its_name(care: Care) -> None:
    kept = with_backup(care)
    with locked(Path(kept), "EXCLUSIVE"):
        done = care("restore", kept, "--yes", "--json", env={"CARE_TIMEOUT": "0.5"})
    assert f"{kept} is in use by another process" in refused(done)
    # A transaction that has not written yet keeps nobody from reading.
    with locked(Path(kept), "IMMEDIATE"):
        assert care("restore", kept, "--yes", "--json", env={"CARE_TIMEOUT": "0.5"}).code == 0


def test_from_the_copy_to_the_end_nobody_else_writes(
    care: Care, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = with_backup(care)
    codes = []

    def log(*_: object) -> None:
        codes.append(care("log", "ana", "meanwhile", env={"CARE_TIMEOUT": "0.1"}).code)

    write = replacement.write_record

    def write_later(*args: object) -> None:
        log()
        write(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(replacement, "write_record", write_later)
    restore.restore(Path(kept), care.journal, 1.0, allowed=log)
    assert codes == [5, 5]
    assert care("log", "ana", "afterwards").code == 0


def test_what_others_log_during_restores_is_in_the_journal_or_in_what_was_kept(care: Care) -> None:
    kept = with_backup(care)
    done, logged, refusals = Event(), list[str](), list[str]()

    def log_on() -> None:
        while not done.is_set():
            note = f"note {len(logged)}"
            ended = care("log", "ana", note, env={"CARE_TIMEOUT": "30"})
            (refusals if ended.code else logged).append(ended.err if ended.code else note)

    writer = Thread(target=log_on)
    writer.start()
    try:
        for _ in range(4):
            assert care("restore", kept, "--yes", env={"CARE_TIMEOUT": "30"}).code == 0
    finally:
        done.set()
        writer.join()
    found = {
        note
        for file in (care.journal, *kept_files(care))
        for (note,) in stored.rows(file, "SELECT note FROM touches")
    }
    assert not refusals
    assert set(logged) <= found


@pytest.mark.parametrize("version", range(1, VERSION))
def test_a_backup_of_an_older_version_is_brought_up_to_date_at_once(
    care: Care, version: int
) -> None:
    assert care("add", "Ben Okoro").code == 0
    old = care.home / "old.db"
    with closing(sqlite3.connect(old)) as db:
        db.executescript((SCHEMAS / f"{version:03}.sql").read_text(encoding="utf-8"))
    before = stored.digest(old)
    done = care("restore", str(old), "--yes")
    assert done.code == 0
    assert f"upgraded from version {version} to {VERSION}" in done.err
    assert stored.only(care.journal, "PRAGMA user_version") == VERSION
    assert stored.digest(old) == before
    assert "Ben Okoro" not in people(care)
    assert care("undo").code == 0
    assert people(care) == ["Ben Okoro"]


@pytest.mark.parametrize("pragma", ["page_size = 1024", "page_size = 16384", "journal_mode = WAL"])
@pytest.mark.parametrize("which", ["journal", "backup"])
def test_files_that_another_program_has_rewritten_are_restored_and_kept(
    care: Care, pragma: str, which: str
) -> None:
    kept = with_backup(care)
    assert care("add", "Ben Okoro").code == 0
    with stored.opened(care.journal if which == "journal" else Path(kept)) as db:
        db.execute(f"PRAGMA {pragma}")
        db.execute("VACUUM")
    assert care("restore", kept, "--yes").code == 0
    assert people(care) == ["Ana Silva"]
    assert stored.only(care.journal, "PRAGMA integrity_check") == "ok"
    assert not care.journal.with_name(f"{care.journal.name}-wal").exists()
    assert care("undo").code == 0
    assert people(care) == ["Ana Silva", "Ben Okoro"]


def test_what_lies_beside_a_damaged_journal_is_kept_with_it_and_not_read_into_the_new_one(
    care: Care,
) -> None:
    kept = with_backup(care)
    beside = care.journal.with_name(f"{care.journal.name}-journal")
    cut_off(care.journal)
    of_the_old_one = beside.read_bytes()
    with care.journal.open("r+b") as file:
        file.write(b"x" * 100)
    aside = Path(care("restore", kept, "--yes", "--json").json["kept"])
    assert aside.with_name(f"{aside.name}-journal").read_bytes() == of_the_old_one
    assert not beside.exists()
    assert people(care) == ["Ana Silva"]
    assert stored.only(care.journal, "PRAGMA integrity_check") == "ok"


def cut_off(path: Path) -> None:
    """A program that was killed while it wrote: the file is half written, its journal beside it."""
    script = (
        "import os, sqlite3, sys; db = sqlite3.connect(sys.argv[1], isolation_level=None); "
        "db.execute('PRAGMA cache_size = 1'); db.execute('BEGIN IMMEDIATE'); "
        "[db.execute('INSERT INTO settings VALUES (?, ?)', (f'k{n}', 'v' * 900)) "
        "for n in range(400)]; os._exit(0)"
    )
    subprocess.run(["python3", "-c", script, str(path)], check=True)
    assert path.with_name(f"{path.name}-journal").stat().st_size


def test_a_copy_of_a_file_that_was_being_written_is_mended_elsewhere(care: Care) -> None:
    kept = Path(with_backup(care))
    cut_off(kept)
    parts = [kept, kept.with_name(f"{kept.name}-journal")]
    before = [stored.digest(part) for part in parts]
    assert care("add", "Ben Okoro").code == 0
    assert care("restore", str(kept), "--yes").code == 0
    assert people(care) == ["Ana Silva"]
    assert [stored.digest(part) for part in parts] == before
    assert not care.journal.with_name(f"{care.journal.name}-temporary").exists()


@pytest.mark.parametrize("what", ["sqlite_schema", "changes"])
def test_a_journal_with_a_damaged_page_is_kept_page_by_page(care: Care, what: str) -> None:
    kept = with_backup(care)
    query = "SELECT coalesce(max(rootpage), 1) FROM sqlite_schema WHERE name = ?"
    page = stored.only(care.journal, query, what)
    with care.journal.open("r+b") as file:
        file.seek((page - 1) * 4096 + (100 if page == 1 else 0))
        file.write(b"\xff" * 900)
    damaged = care.journal.read_bytes()
    told = care("restore", kept, "--yes", "--json").json
    assert told["replaces"] is None
    assert Path(told["kept"]).read_bytes()[4096:] == damaged[4096:]
    assert people(care) == ["Ana Silva"]
    done = refused(care("undo"), 1)
    assert told["kept"] in done
    assert "was damaged" in done


def test_a_link_stays_a_link(care: Care) -> None:
    kept = with_backup(care)
    disk = care.home / "disk"
    disk.mkdir()
    for damaged in (False, True):
        place = disk / f"{damaged}.db"
        care.journal.rename(place)
        care.journal.symlink_to(place)
        if damaged:
            place.write_bytes(b"no journal any more")
        assert care("restore", kept, "--yes").code == 0
        assert care.journal.is_symlink()
        assert stored.only(place, "SELECT count(*) FROM people") == 1
        care.journal.unlink()
        place.rename(care.journal)


def test_a_link_to_a_disk_that_is_not_there_is_refused(care: Care) -> None:
    kept = with_backup(care)
    care.journal.unlink()
    care.journal.symlink_to(care.home / "unplugged" / "journal.db")
    assert "link to nowhere" in refused(care("restore", kept, "--yes"))
    assert not (care.home / "unplugged").exists()


def test_a_journal_that_another_process_starts_meanwhile_is_kept(
    care: Care, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = with_backup(care)
    care.journal.unlink()
    link = os.link

    def link_late(*args: Path) -> None:
        assert care("add", "Ben Okoro").code == 0
        monkeypatch.setattr(os, "link", link)
        link(*args)

    monkeypatch.setattr(os, "link", link_late)
    done = restore.restore(Path(kept), care.journal, 5.0)
    assert people(care) == ["Ana Silva"]
    assert done.kept is not None
    assert people(care, "--journal", str(done.kept)) == ["Ben Okoro"]


def test_a_damaged_journal_that_another_process_restores_meanwhile_is_not_replaced_as_a_file(
    care: Care, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = with_backup(care)
    care.journal.write_bytes(b"no journal any more")
    lock = replacement._lock

    def lock_late(*args: object) -> None:
        monkeypatch.setattr(replacement, "_lock", lock)
        assert care("restore", kept, "--yes").code == 0
        assert care("add", "Ben Okoro").code == 0
        lock(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(replacement, "_lock", lock_late)
    done = restore.restore(Path(kept), care.journal, 5.0)
    assert done.kept is not None
    assert people(care, "--journal", str(done.kept)) == ["Ana Silva", "Ben Okoro"]


def test_an_error_after_the_commit_does_not_deny_it(
    care: Care, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = with_backup(care)
    assert care("add", "Ben Okoro").code == 0
    overwrite = replacement.Replacement._overwrite

    def fail_late(self: replacement.Replacement, db: sqlite3.Connection) -> None:
        overwrite(self, db)
        raise sqlite3.OperationalError("disk I/O error")

    monkeypatch.setattr(replacement.Replacement, "_overwrite", fail_late)
    assert restore.restore(Path(kept), care.journal, 1.0).can_go_back
    assert people(care) == ["Ana Silva"]


def test_where_the_journal_cannot_be_kept_nothing_is_restored(
    care: Care, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = with_backup(care)
    assert care("add", "Ben Okoro").code == 0

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(replacement, "replace_synced", fail)
    with pytest.raises(JournalUnusable, match=r"nothing was restored: .*-backups: No space left"):
        restore.restore(Path(kept), care.journal, 1.0)
    assert people(care) == ["Ana Silva", "Ben Okoro"]
    assert not kept_files(care)


def test_undo_of_a_restore_does_not_take_away_what_another_program_wrote(care: Care) -> None:
    kept = with_backup(care)
    assert care("restore", kept, "--yes").code == 0
    stored.write(care.journal, "UPDATE people SET met = 'at the fair'")
    assert "another program" in refused(care("undo"), 1)
    assert stored.only(care.journal, "SELECT met FROM people") == "at the fair"


def test_undo_of_a_restore_does_not_take_away_the_undo_of_something_older(care: Care) -> None:
    assert care("add", "Ben Okoro").code == 0
    kept = with_backup(care)
    assert care("restore", kept, "--yes").code == 0
    oldest = care("undo", "--list", "--json").json[-1]["id"]
    assert care("undo", oldest).code == 0
    assert people(care) == ["Ana Silva"]
    refusal = refused(care("undo"), 1)
    newest = care("undo", "--list", "--json").json[0]["id"][:6]
    assert refusal.rstrip().endswith(f"Take that back first: care undo {newest}")
    assert care("undo", newest).code == 0
    assert care("undo").code == 0
    assert people(care) == ["Ana Silva", "Ben Okoro"]


def test_undo_of_a_restore_looks_once_more_when_nobody_else_can_write(
    care: Care, monkeypatch: pytest.MonkeyPatch
) -> None:
    from caretrack import cli

    kept = with_backup(care)
    assert care("restore", kept, "--yes").code == 0
    put_back = restore.restore

    def put_back_late(*args: object, **options: object) -> restore.Restored:
        assert care("log", "ana", "meanwhile").code == 0
        return put_back(*args, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(restore, "restore", put_back_late)
    assert cli.run(["--journal", str(care.journal), "undo"]) == 1
    assert len(care("history", "--json").json) == 1


def test_a_link_that_leads_back_to_itself_is_refused(care: Care) -> None:
    kept = with_backup(care)
    care.journal.unlink()
    care.journal.symlink_to(care.journal)
    assert "leads back to itself" in refused(care("restore", kept, "--yes"))
