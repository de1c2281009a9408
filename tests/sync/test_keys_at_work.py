"""Invitations, keys and copies by the commands that a person types: real processes, a folder."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import Care, refused

Machine = Callable[[str], Care]


@pytest.fixture
def machine(tmp_path: Path, forked: tuple[str, ...]) -> Machine:
    """Return a machine by its name: a home and a journal of its own."""

    def made(name: str) -> Care:
        home = tmp_path / name
        home.mkdir(exist_ok=True)
        return Care(home, home / "journal.db", forked)

    return made


@pytest.fixture
def hub(tmp_path: Path) -> str:
    return str(tmp_path / "hub")


def ok(care: Care, *args: str, stdin: str | None = None) -> str:
    done = care(*args, stdin=stdin)
    assert done.code == 0, done
    return done.out


def code_of(care: Care) -> str:
    return str(json.loads(ok(care, "sync", "invite", "--json"))["code"])


def people(care: Care) -> set[str]:
    return {person["name"] for person in json.loads(ok(care, "list", "--json"))}


def secrets_files(care: Care) -> list[Path]:
    return sorted((care.home / ".config/caretrack/sync").glob("*.json"))


def team(machine: Machine, hub: str) -> tuple[Care, Care, Care]:
    ana, mia, eve = (machine(name) for name in ("ana", "mia", "eve"))
    ok(ana, "add", "Benjamin Okoro")
    ok(ana, "sync", "setup", hub, "--name", "anas")
    for one, name in ((mia, "mias"), (eve, "eves")):
        ok(one, "sync", "join", hub, code_of(ana), "--name", name)
    for one in (ana, mia, eve):
        ok(one, "sync")
    return ana, mia, eve


def test_who_is_shut_out_gets_nothing_more_and_the_others_all(machine: Machine, hub: str) -> None:
    ana, mia, eve = team(machine, hub)
    ok(ana, "sync", "leave", "--device", "eves", "--yes")
    ok(ana, "add", "Zoe Secret")
    ok(ana, "sync")
    refused(eve("sync"))
    assert "was shut out" in eve("sync").err
    assert people(eve) == {"Benjamin Okoro"}
    ok(mia, "add", "Finn Later")
    ok(mia, "sync")
    ok(ana, "sync")
    assert people(mia) == people(ana) == {"Benjamin Okoro", "Zoe Secret", "Finn Later"}
    # Nothing of what the others wrote since opens with what Eve has.
    ok(eve, "log", "ben", "still works here")
    refused(eve("sync"))
    for care in (ana, mia):
        assert ok(care, "doctor")


def test_keys_put_back_from_a_backup_are_handed_on_again(machine: Machine, hub: str) -> None:
    ana, mia, _ = team(machine, hub)
    [secrets] = secrets_files(mia)
    old = secrets.read_bytes()
    ok(ana, "sync", "leave", "--device", "eves", "--yes")
    ok(ana, "add", "Zoe Secret")
    ok(ana, "sync")
    ok(mia, "sync")
    secrets.write_bytes(old)
    ok(mia, "add", "Finn Later")
    assert "has not been handed the new one" in refused(mia("sync"))
    for care in (ana, mia, ana):
        ok(care, "sync")
    assert people(mia) == people(ana) == {"Benjamin Okoro", "Zoe Secret", "Finn Later"}


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("1234", "is not the code of an invitation"),
        ("AAAA-BBBB-CCCC-DDDD", "mistyped"),
    ],
)
def test_a_code_that_is_none_is_one_line(machine: Machine, hub: str, code: str, words: str) -> None:
    ok(machine("ana"), "sync", "setup", hub)
    mia = machine("mia")
    assert words in refused(mia("sync", "join", hub, code), 2)
    assert secrets_files(mia) == []


def test_a_code_that_was_used_is_one_line(machine: Machine, hub: str) -> None:
    ana, mia, eve = (machine(name) for name in ("ana", "mia", "eve"))
    ok(ana, "sync", "setup", hub)
    code = code_of(ana)
    ok(mia, "sync", "join", hub, code.lower().replace("-", " "))
    assert "it may be used" in refused(eve("sync", "join", hub, code), 1)
    assert secrets_files(eve) == []
    assert not eve.journal.exists()


def test_a_text_for_an_age_key_lets_in(machine: Machine, hub: str, tmp_path: Path) -> None:
    pyrage = pytest.importorskip("pyrage")
    identity = pyrage.x25519.Identity.generate()
    key = tmp_path / "key.txt"
    key.write_text(f"{identity}\n")
    ana, mia = machine("ana"), machine("mia")
    ok(ana, "add", "Benjamin Okoro")
    ok(ana, "sync", "setup", hub)
    text = ok(ana, "sync", "invite", "--to", str(identity.to_public()))
    ok(mia, "sync", "join", hub, "--key", str(key), stdin=f"Hello Mia,\n\n{text}\nAna\n")
    assert people(mia) == {"Benjamin Okoro"}
    again = machine("eve")("sync", "join", hub, "--key", str(key), stdin=text)
    assert "does not know this invitation" in refused(again, 1)


def test_a_copy_on_the_same_machine_becomes_a_machine_of_its_own_once(
    machine: Machine, hub: str
) -> None:
    ana = machine("ana")
    ok(ana, "add", "Benjamin Okoro")
    ok(ana, "sync", "setup", hub)
    copy = Care(ana.home, ana.home / "copy.db", ana.program)
    shutil.copy(ana.journal, copy.journal)
    said = copied_line(copy)
    assert "is a copy of one that is synced too" in said
    assert "-2\n" in said
    assert "take it off: care sync leave --device" in said
    assert "is a copy" not in copied_line(copy)
    assert "is a copy" not in copied_line(ana)
    ok(copy, "add", "Zoe Copied")
    ok(ana, "add", "Finn Original")
    for care in (copy, ana, copy, ana):
        ok(care, "sync")
    assert people(copy) == people(ana) == {"Benjamin Okoro", "Zoe Copied", "Finn Original"}
    assert len(secrets_files(ana)) == 2
    ok(copy, "sync", "leave", "--yes")
    assert len(secrets_files(ana)) == 1
    ok(ana, "sync")


def test_a_home_that_was_copied_whole_becomes_a_machine_of_its_own(
    machine: Machine, hub: str, tmp_path: Path
) -> None:
    ana = machine("ana")
    ok(ana, "add", "Benjamin Okoro")
    ok(ana, "sync", "setup", hub)
    shutil.copytree(ana.home, tmp_path / "mia")
    mia = machine("mia")
    ok(ana, "add", "Finn Original")
    ok(mia, "add", "Zoe Copied")
    for care in (ana, mia, ana, mia):
        ok(care, "sync")
    assert people(mia) == people(ana) == {"Benjamin Okoro", "Zoe Copied", "Finn Original"}
    for care in (ana, mia):
        ok(care, "doctor")


def test_two_machines_with_one_tag_get_two_also_after_a_kill(machine: Machine, hub: str) -> None:
    ana, mia, _ = team(machine, hub)
    of_ana = json.loads(secrets_files(ana)[0].read_text())
    [path] = secrets_files(mia)
    same = json.loads(path.read_text()) | {"tag": of_ana["tag"]}
    # The keys were written, and the machine was killed: then the journal follows.
    path.write_text(json.dumps(same))
    for care in (mia, ana, mia, ana, mia, ana):
        ok(care, "sync")
    tags = {json.loads(secrets_files(care)[0].read_text())["tag"] for care in (ana, mia)}
    assert len(tags) == 2
    ok(mia, "add", "Zoe Later")
    for care in (mia, ana):
        ok(care, "sync")
    assert people(ana) == people(mia)


def copied_line(care: Care) -> str:
    done = care("sync")
    assert done.code == 0, done
    return done.out + done.err


def test_missing_and_damaged_keys_are_one_line_and_the_journal_goes_on(
    machine: Machine, hub: str
) -> None:
    ana = machine("ana")
    ok(ana, "add", "Benjamin Okoro")
    ok(ana, "sync", "setup", hub)
    [secrets] = secrets_files(ana)
    whole = secrets.read_bytes()
    secrets.write_bytes(whole[:100])
    assert "is damaged" in refused(ana("sync"))
    secrets.unlink()
    assert "are missing" in refused(ana("sync"))
    ok(ana, "log", "ben", "goes on")
    secrets.write_bytes(whole)
    secrets.chmod(0o644)
    done = ana("sync")
    assert (done.code, "closed to them now" in done.err) == (0, True)
    assert secrets.stat().st_mode & 0o777 == 0o600
