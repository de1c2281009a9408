"""Which files and folders no backup, export or page is written to, and what is said of each."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from caretrack.errors import CareError
from caretrack.journal.files.targets import check_target
from conftest import Care

WRITERS = {
    "backup": ["backup", "{}"],
    "export": ["export", "--to", "json", "--force", "-o", "{}"],
    "export to a folder": ["export", "--to", "vcard", "-o", "{}/"],
    "page of stats": ["stats", "--force", "--html", "{}"],
    "page of a brief": ["brief", "ana", "--force", "--html", "{}"],
}
writers = pytest.mark.parametrize("words", WRITERS.values(), ids=WRITERS)


@pytest.fixture
def ana(care: Care) -> Care:
    assert care("add", "Ana Silva").code == 0
    return care


def write(care: Care, words: list[str], target: Path) -> str:
    """Let a command write to the target, which it must refuse; return the line that it says."""
    before = sorted(target.parent.rglob("*"))
    done = care(*(word.format(target) for word in words))
    assert (done.code, done.err.count("\n")) == (1, 1), done
    assert sorted(target.parent.rglob("*")) == before
    return done.err


@writers
@pytest.mark.parametrize("end", ["-journal", "-wal", "-shm", "-temporary", "-backups/a.db"])
def test_a_name_that_belongs_to_the_journal_is_refused(
    ana: Care, words: list[str], end: str
) -> None:
    target = Path(f"{ana.journal}{end}")
    (ana.journal.parent / f"{ana.journal.name}-backups").mkdir(exist_ok=True)
    said = write(ana, words, target)
    assert "are kept for what belongs to" in said or "would be taken for a part of" in said


@writers
def test_a_name_that_sqlite_would_take_for_half_of_a_backup_is_refused(
    ana: Care, tmp_path: Path, words: list[str]
) -> None:
    backup = tmp_path / "monday.db"
    assert ana("backup", str(backup)).code == 0
    said = write(ana, words, tmp_path / "monday.db-journal")
    assert f"would be taken for a part of {backup.name}" in said
    # Without a database beside it, the name is one like any other.
    check_target(tmp_path / "tuesday.db-journal", ana.journal)


@writers
def test_a_folder_of_texts_that_were_not_stored_is_refused(
    ana: Care, words: list[str], tmp_path: Path
) -> None:
    folder = tmp_path / ".care-0badcafe"
    folder.mkdir()
    assert "are kept for what belongs to" in write(ana, words, folder / "mine")


@writers
def test_a_folder_that_is_not_there_is_named(ana: Care, tmp_path: Path, words: list[str]) -> None:
    said = write(ana, words, tmp_path / "nowhere" / "mine")
    assert said == f"care: there is no folder {tmp_path / 'nowhere'}. Make it first.\n"


@pytest.mark.parametrize("words", [WRITERS["export"], WRITERS["page of stats"]])
def test_a_link_of_another_user_is_never_followed(
    ana: Care, tmp_path: Path, words: list[str]
) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root may give a link to another user")
    mine, link = tmp_path / "mine", tmp_path / "link"
    mine.write_text("mine")
    link.symlink_to(mine)
    os.lchown(link, 12345, 12345)
    assert "is a link that another user made" in write(ana, words, link)
    assert mine.read_text() == "mine"


@pytest.mark.parametrize("name", [".", "..", "/", "-journal", "link", "\u00fc"])
def test_other_names_are_not_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    check_target(Path(name), tmp_path / "journal.db")


def test_a_link_to_a_name_of_the_journal_is_refused(tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(tmp_path / "journal.db-backups")
    with pytest.raises(CareError, match="are kept for what belongs to"):
        check_target(link, tmp_path / "journal.db")


def test_an_encrypted_backup_is_never_replaced(ana: Care, tmp_path: Path) -> None:
    secret, backup = tmp_path / "pass", tmp_path / "care.age"
    secret.write_text("harbour lantern\n")
    assert ana("backup", str(backup), "--passphrase-file", str(secret)).code == 0
    before = backup.read_bytes()
    for there in (backup, tmp_path / "armoured"):
        if there != backup:
            there.write_text("-----BEGIN AGE ENCRYPTED FILE-----\n")
        assert "is encrypted with age" in write(ana, WRITERS["export"], there)
    assert backup.read_bytes() == before


def test_a_folder_that_may_not_be_looked_into_is_told(tmp_path: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may look everywhere")
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o000)
    with pytest.raises(CareError, match="permission denied"):
        check_target(closed / "folder" / "file", tmp_path / "journal.db")
