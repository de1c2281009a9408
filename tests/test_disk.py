"""Files and folders for their owner alone, and what is written put on the disk itself."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from caretrack import disk
from caretrack.disk import private_folder, replace_synced, sync_file, sync_folder


def failing(code: int) -> object:
    def fail(*_: object) -> None:
        raise OSError(code, os.strerror(code))

    return fail


@pytest.mark.parametrize("code", [errno.EINVAL, errno.ENOTSUP, errno.EBADF])
def test_a_file_system_that_cannot_sync_a_folder_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    monkeypatch.setattr(os, "fsync", failing(code))
    sync_folder(tmp_path)


def test_a_disk_that_fails_while_it_syncs_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "fsync", failing(errno.EIO))
    with pytest.raises(OSError, match="error"):
        sync_folder(tmp_path)
    with pytest.raises(OSError, match="error"):
        sync_file(Path(__file__))


def test_a_folder_that_may_not_be_read_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "open", failing(errno.EACCES))
    sync_folder(tmp_path)


def test_the_folders_above_a_new_folder_are_private_and_synced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[str] = []
    monkeypatch.setattr(
        os, "fsync", lambda handle: synced.append(str(Path(f"/proc/self/fd/{handle}").readlink()))
    )
    if not Path("/proc/self/fd").exists():
        pytest.skip("what is synced is seen in /proc")
    private_folder(tmp_path / "one" / "two")
    assert synced == [str(tmp_path), str(tmp_path / "one")]
    assert (tmp_path / "one" / "two").stat().st_mode & 0o777 == 0o700


def test_a_finished_file_takes_the_name_that_it_keeps(tmp_path: Path) -> None:
    part, target = tmp_path / "part", tmp_path / "target"
    part.write_text("new")
    target.write_text("old")
    replace_synced(part, target)
    assert (target.read_text(), part.exists()) == ("new", False)


def test_the_temporary_folder_of_the_system_is_found_without_writing_into_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    assert disk.system_temporary_folder() == tmp_path
    assert list(tmp_path.iterdir()) == []
    monkeypatch.setenv("TMPDIR", str(tmp_path / "nowhere"))
    assert disk.system_temporary_folder().is_dir()
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert disk.system_temporary_folder() == Path.cwd()
