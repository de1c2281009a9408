"""What is written never goes into a file that was there, nor through a link, nor half way."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from caretrack.app import html_file
from caretrack.app.exports import file as files
from caretrack.disk import new_private_file, put_new
from caretrack.errors import CareError
from caretrack.settings import save as settings_file
from conftest import Care


@pytest.fixture
def part(tmp_path: Path) -> Path:
    path = tmp_path / "part"
    path.write_text("new")
    return path


@pytest.fixture(params=[True, False], ids=["links", "no links"])
def with_links(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Whether the file system has links: a stick formatted with FAT has none."""

    def refused(*_: object) -> None:
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    if not request.param:
        monkeypatch.setattr(os, "link", refused)
    return bool(request.param)


def test_a_finished_file_gets_its_name(part: Path, tmp_path: Path, with_links: bool) -> None:
    put_new(part, tmp_path / "target")
    assert (tmp_path / "target").read_text() == "new"
    assert not part.exists()


def test_a_name_that_is_taken_by_then_is_left_alone(
    part: Path, tmp_path: Path, with_links: bool
) -> None:
    taken, link, outside = (tmp_path / name for name in ("taken", "link", "outside"))
    taken.write_text("mine")
    link.symlink_to(outside)
    for target in (taken, link):
        with pytest.raises(FileExistsError):
            put_new(part, target)
    assert (taken.read_text(), outside.exists(), part.read_text()) == ("mine", False, "new")


def test_a_folder_that_takes_no_file_is_left_without_one(
    part: Path, tmp_path: Path, with_links: bool
) -> None:
    with pytest.raises(OSError, match="No such file"):
        put_new(part, tmp_path / "nowhere" / "target")
    assert part.read_text() == "new"


def test_nothing_is_left_where_the_name_cannot_be_kept(
    part: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(os, "link", refused)
    monkeypatch.setattr(Path, "replace", refused)
    with pytest.raises(OSError, match="Input/output"):
        put_new(part, tmp_path / "target")
    assert not (tmp_path / "target").exists()


@pytest.mark.parametrize("there", ["a file", "a link", "a link to nowhere"])
def test_a_new_file_is_never_one_that_was_there(tmp_path: Path, there: str) -> None:
    path, other = tmp_path / "path", tmp_path / "other"
    if there != "a link to nowhere":
        (path if there == "a file" else other).write_text("mine")
    if there != "a file":
        path.symlink_to(other)
    with pytest.raises(FileExistsError):
        new_private_file(path)
    assert other.exists() == (there == "a link")


@pytest.mark.parametrize("command", ["export --to json -o {}", "stats --html {}", "backup {}"])
def test_a_link_to_nowhere_is_a_name_that_is_taken(
    care: Care, tmp_path: Path, command: str
) -> None:
    care("add", "Ana")
    link = tmp_path / "link.json"
    link.symlink_to(tmp_path / "outside")
    done = care(*command.format(link).split())
    assert (done.code, "is there already" in done.err) == (1, True)
    assert not (tmp_path / "outside").exists()


def test_what_appears_while_an_export_is_written_is_left_alone(tmp_path: Path) -> None:
    target = tmp_path / "people.csv"

    def parts() -> list[str]:
        target.write_text("mine")
        return ["theirs"]

    with pytest.raises(CareError, match="is there already"):
        files.write_file(target, (part for part in parts()), tmp_path / "journal.db", replace=False)
    assert [path.name for path in tmp_path.iterdir()] == ["people.csv"]
    assert target.read_text() == "mine"


def test_what_appears_while_a_page_is_written_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "page.html"
    monkeypatch.setattr(
        html_file, "put_new", lambda part, to: (to.write_text("mine"), put_new(part, to))
    )
    with pytest.raises(CareError, match="is there already"):
        html_file.write(b"page", str(target), "stats", tmp_path / "journal.db", force=False)
    assert (target.read_text(), len(list(tmp_path.iterdir()))) == ("mine", 1)


def test_a_pipe_that_is_named_as_config_file_is_not_replaced(tmp_path: Path) -> None:
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    with pytest.raises(CareError, match="is not a file"):
        settings_file.write_text(fifo, "[due]")
    assert fifo.is_fifo()
