"""Temporary files: found when their run was killed, and never taken from a run that is alive."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import BinaryIO

import pytest

from caretrack import processes, temporary

LEAVE = """
import os, sys
from pathlib import Path
from caretrack.temporary import temporary_beside, temporary_file
journal, target = map(Path, sys.argv[1:])
with temporary_file(journal, ".clear") as inside, temporary_beside(target, journal) as beside:
    inside.write_text("a secret")
    beside.write_text("a secret")
    os._exit(9)
"""


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    (tmp_path / "away").mkdir()
    return tmp_path / "journal.db"


def killed(journal: Path) -> Path:
    """Let a run leave one file in the folder and one beside a target; return the target."""
    target = journal.parent / "away" / "people.csv"
    ended = subprocess.run([sys.executable, "-c", LEAVE, str(journal), str(target)], check=False)
    assert ended.returncode == 9
    return target


def test_nothing_is_left_by_a_run_that_ends(journal: Path) -> None:
    target = journal.parent / "away" / "people.csv"
    with temporary.temporary_file(journal) as inside:
        inside.write_text("a secret")
        with temporary.temporary_beside(target, journal) as beside:
            beside.write_text("a secret")
            assert temporary.abandoned(journal) == []
            assert temporary.remove_abandoned(journal) == []
            assert inside.exists()
            beside.replace(target)
    assert list(journal.parent.iterdir()) == [target.parent]
    assert list(target.parent.iterdir()) == [target]


def test_what_a_killed_run_left_is_found_and_removed_wherever_it_lies(journal: Path) -> None:
    target = killed(journal)
    left = temporary.abandoned(journal)
    assert sorted(path.parent for path in left) == sorted(
        [target.parent, temporary.temporary_folder(journal)]
    )
    assert temporary.remove_abandoned(journal) == left
    assert list(journal.parent.iterdir()) == [target.parent]
    assert list(target.parent.iterdir()) == []


def test_the_folder_is_for_its_owner_alone(journal: Path) -> None:
    killed(journal)
    assert temporary.temporary_folder(journal).stat().st_mode & 0o777 == 0o700


def test_what_another_machine_left_is_abandoned_after_a_day(journal: Path) -> None:
    killed(journal)
    folder = temporary.temporary_folder(journal)
    one = next(path for path in folder.iterdir() if path.name.endswith(".part"))
    parts = one.name.split(".")
    parts[-3] = "0" * 8
    foreign = one.rename(folder / ".".join(parts))
    temporary.remove_abandoned(journal)
    assert foreign.exists()
    os.utime(foreign, (0, 0))
    assert temporary.remove_abandoned(journal) == [foreign]


def test_a_process_that_was_given_the_same_number_does_not_keep_the_file(journal: Path) -> None:
    with temporary.temporary_file(journal) as part:
        part.write_text("a secret")
        parts = part.name.split(".")
        if parts[-4] == "0":
            pytest.skip("when a process was started is not known here")
        parts[-4] = str(int(parts[-4]) - 1)
        other = part.rename(part.with_name(".".join(parts)))
        assert temporary.remove_abandoned(journal) == [other]


def test_a_record_that_was_cut_off_names_nothing_and_goes(journal: Path) -> None:
    killed(journal)
    folder = temporary.temporary_folder(journal)
    for path in folder.iterdir():
        if path.name.endswith(".record"):
            path.write_bytes(path.read_bytes()[:4])
    temporary.remove_abandoned(journal)
    assert not folder.exists()


def test_what_earlier_versions_left_is_found_by_their_names(journal: Path) -> None:
    backups = journal.parent / "backups"
    backups.mkdir()
    gone = 2**22 + 1  # above the largest number of a process
    old = [
        journal.with_name(f".journal.db.{gone}.clear"),
        journal.with_name(f"..journal.db.{gone}.clear.{gone}-journal"),
        journal.with_name(".journal.db.restored"),
        backups / f".2026-11-21.db.{gone}.forget",
    ]
    alive = journal.with_name(f".journal.db.{os.getpid()}.clear")
    for path in (*old, alive):
        path.write_text("a secret")
    assert temporary.remove_abandoned(journal, backups=backups) == sorted(old)
    assert alive.exists()


def test_what_sqlite_left_beside_a_recorded_file_goes_with_it(journal: Path) -> None:
    target = killed(journal)
    (part,) = target.parent.iterdir()
    beside = part.with_name(f"{part.name}-journal")
    beside.write_text("a secret")
    temporary.remove_abandoned(journal)
    assert list(target.parent.iterdir()) == []


@pytest.mark.parametrize(
    "name",
    [
        ".journal.db.4194305.txt",
        ".journal.db.old",
        ".journal.db.restored.txt",
        "journal.db.4194305",
        ".my journal.db.4194305.clear",
        ".journal.db.4194305.1.00000000.abc.part",
        ".care-notes",
    ],
)
def test_a_file_of_the_user_that_merely_looks_so_is_left_alone(journal: Path, name: str) -> None:
    folder = temporary.temporary_folder(journal)
    folder.mkdir()
    backups = journal.parent / "backups"
    for place in (journal.parent, folder):
        (place / name).write_text("mine")
    assert temporary.remove_abandoned(journal, backups=backups) == []
    assert [(place / name).read_text() for place in (journal.parent, folder)] == ["mine"] * 2


@pytest.mark.parametrize("rest", [b"\0 0 0\0", b"\0abc 0 0\0"], ids=["file", "text"])
def test_a_record_cannot_choose_a_file_of_the_user(journal: Path, rest: bytes) -> None:
    target = killed(journal)
    mine = journal.parent / "mine"
    mine.write_text("mine")
    for record in temporary.temporary_folder(journal).glob("*.record"):
        record.write_bytes(bytes(mine) + rest)
    temporary.remove_abandoned(journal)
    assert mine.read_text() == "mine"
    assert target.parent.exists()


def test_a_link_in_the_place_of_the_folder_is_not_followed(journal: Path) -> None:
    away = journal.parent / "away"
    temporary.temporary_folder(journal).symlink_to(away)
    with pytest.raises(OSError, match="Not a directory"), temporary.temporary_file(journal):
        pass
    with temporary.temporary_beside(journal.parent / "target", journal) as part:
        assert not part.exists()
    assert list(away.iterdir()) == []


def test_a_folder_that_another_run_takes_away_is_made_again(
    journal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = temporary.new_private_file
    calls = []

    def taken_away(path: Path) -> BinaryIO:
        calls.append(path)
        if len(calls) == 1:
            path.parent.rmdir()
        return real(path)

    monkeypatch.setattr(temporary, "new_private_file", taken_away)
    with temporary.temporary_file(journal) as part:
        assert part.parent.is_dir()


def test_where_nothing_can_be_recorded_a_file_is_written_all_the_same(journal: Path) -> None:
    temporary.temporary_folder(journal).write_text("a file where the folder would be")
    with temporary.temporary_beside(journal.parent / "away" / "target", journal) as part:
        part.write_text("new")
    assert list((journal.parent / "away").iterdir()) == []


GIVE = """
import os, sys
from pathlib import Path
from caretrack.temporary import record_editor, text_for_editor
journal, editor = Path(sys.argv[1]), int(sys.argv[2])
text = text_for_editor(b"what the journal says", ".txt", journal.parent, journal)
if editor:
    record_editor(text, journal, editor)
print(text, flush=True)
os._exit(9)
"""


def given(journal: Path, editor: int = 0) -> Path:
    """Let a run be killed while its text is in an editor; return the text."""
    told = subprocess.run(
        [sys.executable, "-c", GIVE, str(journal), str(editor)], capture_output=True, text=True
    )
    assert told.returncode == 9, told.stderr
    return Path(told.stdout.strip())


def test_a_text_that_nobody_changed_goes_when_its_run_was_killed(journal: Path) -> None:
    text = given(journal)
    assert temporary.abandoned(journal) == [text.parent]
    assert temporary.remove_abandoned(journal) == [text.parent]
    assert sorted(path.name for path in journal.parent.iterdir()) == ["away"]


def test_a_text_that_was_changed_is_kept(journal: Path) -> None:
    text = given(journal)
    text.write_text("what I had to say")
    assert temporary.remove_abandoned(journal) == []
    assert text.read_text() == "what I had to say"
    assert temporary.kept_texts(journal.parent) == [text.parent]
    assert not temporary.temporary_folder(journal).exists()


def test_a_text_is_left_to_an_editor_that_still_runs(journal: Path) -> None:
    text = given(journal, editor=os.getpid())
    assert temporary.remove_abandoned(journal) == []
    assert text.exists()


def test_a_text_waits_for_what_an_editor_left_beside_it(journal: Path) -> None:
    text = given(journal)
    beside = text.with_name(".text.txt.swp")
    beside.write_text("what I had to say")
    assert temporary.remove_abandoned(journal) == []
    beside.unlink()
    assert temporary.remove_abandoned(journal) == [text.parent]


def test_a_pipe_that_an_editor_left_is_not_waited_for(journal: Path) -> None:
    text = given(journal)
    os.mkfifo(text.with_name("pipe"))
    assert temporary.remove_abandoned(journal) == []
    text.unlink()
    assert temporary.remove_abandoned(journal) == []
    assert temporary.kept_texts(journal.parent) == [text.parent]


def test_a_text_that_is_removed_or_kept_leaves_no_record(journal: Path) -> None:
    one, two = (temporary.text_for_editor(b"x", ".txt", journal.parent, journal) for _ in range(2))
    temporary.record_editor(one, journal, 1)
    temporary.remove_text(one, journal)
    temporary.keep_text(two, journal)
    assert (one.parent.exists(), two.read_text()) == (False, "x")
    assert not temporary.temporary_folder(journal).exists()


def test_an_empty_folder_that_the_disk_does_not_let_go_goes_with_a_later_run(
    journal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = given(journal)
    with monkeypatch.context() as patch:
        patch.setattr(temporary, "_remove_tree", lambda _: None)
        temporary.remove_text(text, journal)
        assert list(text.parent.iterdir()) == []
        assert temporary.remove_abandoned(journal) == [text.parent]
    assert temporary.remove_abandoned(journal) == [text.parent]
    assert not text.parent.exists()
    assert not temporary.temporary_folder(journal).exists()


def test_a_process_that_nobody_has_taken_leave_of_is_gone() -> None:
    with subprocess.Popen([sys.executable, "-c", ""], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.read()
        os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
        if not Path("/proc/self/stat").exists():
            pytest.skip("what a process is at is not known here")
        assert not processes.runs(process.pid)
    assert processes.runs(os.getpid())
