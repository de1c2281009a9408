"""Journals at odd places, and streams that are not there."""

from __future__ import annotations

import os
import shutil
import socket
from dataclasses import replace
from pathlib import Path

import pytest

import stored
from conftest import Care, refused

BYTES = os.fsdecode(b"caf\xe9.db")


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return stored.fill(
        tmp_path_factory.mktemp("filled") / "journal.db",
        ["add", "Ana", "--every", "1"],
        ["log", "ana", "-d", "1 Nov", "hello"],
    )


@pytest.fixture
def ana(care: Care, filled: Path) -> Care:
    shutil.copy(filled, care.journal)
    return care


def refused_at(care: Care, path: Path | str, reading: int = 5, writing: int = 5) -> None:
    there = replace(care, journal=Path(path))
    refused(there("due"), reading)
    refused(there("log", "ana", "hello"), writing)
    refused(there("add", "Zoe"), writing)


def test_a_folder_in_the_place_of_the_journal_is_refused(care: Care) -> None:
    care.journal.mkdir()
    refused_at(care, care.journal)
    assert list(care.journal.iterdir()) == []


def test_a_pipe_in_the_place_of_the_journal_is_refused_and_not_waited_for(care: Care) -> None:
    os.mkfifo(care.journal)
    refused_at(care, care.journal)


def test_a_device_or_a_socket_in_the_place_of_the_journal_is_refused(care: Care) -> None:
    refused_at(care, "/dev/null")
    with socket.socket(socket.AF_UNIX) as other:
        here = Path.cwd()
        os.chdir(care.journal.parent)
        try:
            other.bind("journal.db")
        finally:
            os.chdir(here)
        refused_at(care, care.journal)


def test_links_that_lead_in_a_circle_are_refused(care: Care) -> None:
    other = care.journal.with_name("other.db")
    care.journal.symlink_to(other)
    other.symlink_to(care.journal)
    refused_at(care, care.journal)


def test_a_link_to_nowhere_is_refused_by_what_would_write(care: Care, tmp_path: Path) -> None:
    care.journal.symlink_to(tmp_path / "gone/journal.db")
    refused(care("due"))
    refused(care("add", "Ana"))
    refused(care("log", "ana", "hello"))
    assert not (tmp_path / "gone").exists()


def test_a_link_to_a_journal_is_followed(ana: Care, tmp_path: Path) -> None:
    link = tmp_path / "link.db"
    link.symlink_to(ana.journal)
    assert replace(ana, journal=link)("log", "ana", "through the link").code == 0
    assert link.is_symlink()
    assert stored.only(ana.journal, "SELECT count(*) FROM touches") == 2


def test_a_file_in_the_place_of_its_folder_is_refused(care: Care, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    there = replace(care, journal=tmp_path / "file/journal.db")
    refused(there("due"))
    refused(there("add", "Ana"))


@pytest.mark.parametrize(
    "path",
    ["~nosuchuser/journal.db", "x" * 300 + ".db", "a/" * 3000 + "journal.db"],
    ids=["nobody's home", "long name", "long path"],
)
def test_a_path_that_cannot_be_is_refused(care: Care, path: str) -> None:
    for command in (("due",), ("add", "Ana"), ("log", "ana", "hello"), ("tag", "ana", "vip")):
        done = care("--journal", path, *command)
        assert done.code in {1, 2, 3, 5}
        assert (done.out, done.err.count("\n")) == ("", 1)


@pytest.mark.parametrize(
    "name",
    [
        "100%.db",
        "what?.db",
        "#1.db",
        "a b.db",
        "Łódź 😀.db",
        "%3f%00.db",
        "a&b=c;d.db",
        "'.db",
        "-x.db",
        "[red].db",
        "x\ny.db",
        BYTES,
    ],
)
def test_a_journal_may_have_any_name(care: Care, tmp_path: Path, name: str) -> None:
    there = replace(care, journal=tmp_path / name)
    assert there("add", "Ana").code == 0
    assert there("log", "ana", "hello", today="2026-11-22").code == 0
    assert [person["name"] for person in there("list", "--json").json] == ["Ana"]
    assert there("doctor").code == 0
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == [name]
    assert there("backup", str(tmp_path / f"copy of {name}")).code == 0
    assert (tmp_path / f"copy of {name}").stat().st_size == there.journal.stat().st_size


def test_a_relative_path_is_taken_from_where_one_stands(care: Care, tmp_path: Path) -> None:
    assert replace(care, journal=Path("mine.db"))("add", "Ana", cwd=tmp_path).code == 0
    assert stored.only(tmp_path / "mine.db", "SELECT name FROM people") == "Ana"


def test_reading_where_there_is_no_journal_makes_none(care: Care, tmp_path: Path) -> None:
    for command in (
        ["due"],
        ["list"],
        ["history"],
        ["open"],
        ["occasions"],
        ["kinds"],
        ["config"],
        ["undo", "--list"],
        ["doctor"],
        ["next"],
    ):
        assert care(*command).code == 0
    for command in (
        ["profile", "ana"],
        ["find", "hello"],
        ["log", "ana", "hello"],
        ["tag", "ana", "vip"],
        ["undo"],
        ["delete", "k3f9"],
    ):
        assert care(*command).code == 3
    assert list(tmp_path.iterdir()) == []


def shell(care: Care, line: str) -> tuple[int, str, str]:
    done = stored.bash(
        f'care() {{ {" ".join(care.command())} "$@"; }}; {line}', care.environment(), care.home
    )
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize(
    "command",
    [
        "due",
        "due --json",
        "history",
        "list",
        "kinds",
        "profile ana",
        "--help",
        "log --help",
        "FORCE_COLOR=1 care due",
    ],
)
def test_a_reader_that_had_enough_ends_the_program_quietly(ana: Care, command: str) -> None:
    line = command if command.startswith("FORCE") else f"care {command}"
    assert shell(ana, f"{{ {line}; echo $? >code; }} | head -c 1 >/dev/null; cat code")[1:] == (
        "0\n",
        "",
    )
    assert shell(ana, f"{{ sleep 0.5; {line}; echo $? >code; }} | true; cat code")[1:] == (
        "0\n",
        "",
    )


def test_a_page_that_is_much_longer_than_a_pipe_ends_quietly_too(ana: Care) -> None:
    for number in range(3):
        stored.fill(ana.journal, ["log", "ana", f"{number} " + "long " * 15_000])
    _, out, err = shell(ana, "care history ana | head -1")
    assert (out.count("\n"), out.count("\t"), err) == (1, 5, "")


@pytest.mark.parametrize(
    "command",
    ["due", "due --json", "list", "profile ana", "--help", "--version", "FORCE_COLOR=1 care due"],
)
def test_a_full_disk_under_the_output_is_said(ana: Care, command: str) -> None:
    line = command if command.startswith("FORCE") else f"care {command}"
    code, _, err = shell(ana, f"{line} >/dev/full")
    assert (code, err) == (1, "care: cannot write the output: No space left on device\n")


@pytest.mark.parametrize(
    ("line", "code", "err"),
    [
        ("care due >&-", {0, 1}, None),
        ("care due --json >&-", {0, 1}, None),
        ("FORCE_COLOR=1 care due >&-", {0, 1}, None),
        ("care log ana hello >&-", {0, 1}, None),
        ("care due 2>&-", {0}, ""),
        ("care profile zoe 2>&-", {3}, ""),
        ("care duee 2>&-", {2}, ""),
        ("care due >&- 2>&-", {0, 1}, ""),
        ("care due <&-", {0}, ""),
        ("care log ana hello <&-", {0}, ""),
        ("care log ana - <&-", {1}, "care: the note is empty. Say it in a few words.\n"),
        ("care next <&-", {0}, ""),
        ("care profile zoe <&- >&-", {3}, None),
        ("care due <&- >&- 2>&-", {0, 1}, ""),
        ("care log ana hello <&- >&- 2>&-", {0, 1}, ""),
    ],
)
def test_streams_that_are_closed_are_no_accident(
    ana: Care, line: str, code: set[int], err: str | None
) -> None:
    before = stored.model(ana.journal)
    ended, _, said = shell(ana, line)
    assert ended in code
    assert said.count("\n") <= 1 if err is None else said == err
    assert ana("doctor").code == 0
    assert (stored.model(ana.journal) == before) is ("hello" not in line)


def test_nothing_is_written_into_the_journal_in_the_place_of_a_closed_stream(ana: Care) -> None:
    before = stored.digest(ana.journal)
    shell(ana, "care due --all <&- >&- 2>&-; care history <&- >&- 2>&-")
    assert stored.digest(ana.journal) == before
