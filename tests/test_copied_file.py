"""What `docs/data.md` says of a copy of the file that was made after a crash."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

import stored
from conftest import SECONDS, Care

PEOPLE = "".join(
    f"BEGIN:VCARD\nVERSION:3.0\nFN:Person {number}\nNOTE:{'met at a fair ' * 9}\nEND:VCARD\n"
    for number in range(80)
)


@pytest.fixture
def crashed(care: Care) -> Care:
    """A journal whose import was killed while the file was half written."""
    if shutil.which("strace") is None:
        pytest.skip("needs strace")
    stored.fill(care.journal, ["add", "Ana Silva"], ["log", "ana", "hello"])
    (care.home / "cards.vcf").write_text(PEOPLE)
    before = care.journal.read_bytes()
    hot = care.journal.with_name(f"{care.journal.name}-journal")
    trace = ["strace", "-f", "-qq", "-o", os.devnull, "-e", "trace=pwrite64", "-e"]
    line = care.command("import", "cards.vcf")
    for number in range(150, 600, 25):
        subprocess.run(
            [*trace, f"inject=pwrite64:signal=KILL:when={number}", *line],
            cwd=care.home,
            env=care.environment(),
            capture_output=True,
            timeout=SECONDS,
        )
        if hot.exists() and care.journal.read_bytes() != before:
            return care
        assert care("due").code == 0
    pytest.skip("needs to be allowed to trace")


def copied(care: Care, tmp_path: Path, *, with_its_journal: bool) -> Care:
    copy = tmp_path / "copy.db"
    shutil.copyfile(care.journal, copy)
    if with_its_journal:
        shutil.copyfile(f"{care.journal}-journal", f"{copy}-journal")
    return replace(care, journal=copy)


def test_a_copy_with_what_lies_beside_it_is_whole(crashed: Care, tmp_path: Path) -> None:
    copy = copied(crashed, tmp_path, with_its_journal=True)
    assert [person["name"] for person in copy("list", "--json").json] == ["Ana Silva"]
    assert "file\tfine" in copy("doctor").out
    assert not copy.journal.with_name("copy.db-journal").exists()


def test_a_copy_of_the_file_alone_is_told_and_not_restored(crashed: Care, tmp_path: Path) -> None:
    copy = copied(crashed, tmp_path, with_its_journal=False)
    assert copy("doctor").code != 0
    before = crashed("list", "--json").json
    assert crashed("restore", str(copy.journal), "--yes").code != 0
    assert crashed("list", "--json").json == before


def test_any_command_makes_the_journal_one_file_again(crashed: Care) -> None:
    assert crashed("due", "--count").code == 0
    assert not crashed.journal.with_name(f"{crashed.journal.name}-journal").exists()
    assert "file\tfine" in crashed("doctor").out
