"""`care sync` as people type it: real processes on two machines, and a real hub of each sort."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from caretrack.hubs.address import open_hub
from caretrack.hubs.hub import Op
from caretrack.sealing.invitation import new_code
from conftest import Care, Result, refused
from transcript import environment

Machines = Callable[[str], Care]


@pytest.fixture(params=["folder", "rqlite", "postgres"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a hub of each sort."""
    if request.param == "folder":
        return str(tmp_path / "hub")
    return str(request.getfixturevalue(request.param).address)


@pytest.fixture
def machine(tmp_path: Path, forked: tuple[str, ...]) -> Machines:
    """Give machines by their names: each has a home and a journal of its own."""

    def named(name: str) -> Care:
        home = tmp_path / name
        environment(home)
        return Care(home, home / "journal.db", forked)

    return named


@pytest.fixture
def two(machine: Machines, address: str) -> tuple[Care, Care]:
    """A laptop and a desktop with one journal."""
    laptop = machine("laptop")
    assert laptop("add", "Ana Silva", "--email", "ana@lagoon.example").code == 0
    done(laptop("sync", "setup", address, "--name", "laptop"))
    return laptop, joined(machine("desktop"), laptop, address)


def joined(new: Care, by: Care, address: str) -> Care:
    code = done(by("sync", "invite")).out.strip()
    done(new("sync", "join", address, code, "--name", new.home.name))
    return new


def done(result: Result) -> Result:
    assert result.code == 0, result
    return result


def settle(*machines: Care) -> None:
    """Sync until every machine has seen what the others did."""
    for one in (*machines, *machines):
        done(one("sync"))


def are_one(*machines: Care) -> None:
    """Every machine has the same journal to the byte, and nothing is wrong with any."""
    exports = {done(one("export", "--to", "json")).out for one in machines}
    assert len(exports) == 1
    for one in machines:
        assert one("doctor").code == 0
        assert done(one("sync", "status", "--json")).json["waiting"] == 0


def secrets_of(one: Care) -> Path:
    (path,) = (one.home / ".config/caretrack/sync").glob("*.json")
    return path


def journal_id(one: Care) -> str:
    return str(json.loads(secrets_of(one).read_text())["journal"])


def test_two_machines_have_one_journal_whatever_is_done_on_them(two: tuple[Care, Care]) -> None:
    laptop, desktop = two
    done(laptop("log", "ana", "-c", "call", "worried about the harbour", "-p", "send it"))
    done(laptop("kinds", "add", "workshop", "care", "a workshop"))
    done(desktop("add", "Ben Okoro", "--tag", "vip"))
    done(desktop("log", "ben", "-c", "email", "sent the invoice"))
    settle(laptop, desktop)
    are_one(laptop, desktop)
    done(laptop("log", "ben", "-k", "workshop", "a day at the whiteboard"))
    done(laptop("edit", "ben", "--role", "Head of Operations"))
    done(desktop("edit", "ben", "--company", "Lagoon Foods"))
    done(desktop("add", "Gil Ruiz"))
    done(desktop("merge", "Gil Ruiz", "Ben Okoro", "--yes"))
    done(desktop("undo"))
    done(laptop("archive", "ana", "--why", "moved away"))
    done(desktop("config", "cadence", "45"))
    settle(laptop, desktop)
    are_one(laptop, desktop)
    ben = done(laptop("profile", "ben", "--json")).json["person"]
    assert (ben["role"], ben["company"]) == ("Head of Operations", "Lagoon Foods")


def test_a_sync_says_what_went_and_came_and_then_nothing(two: tuple[Care, Care]) -> None:
    laptop, desktop = two
    done(laptop("log", "ana", "-c", "call", "she is well"))
    assert done(laptop("sync")).out == "Sent 1, received 0 · nothing waits\n"
    assert done(desktop("sync")).out == "Sent 0, received 1 (laptop: 1) · nothing waits\n"
    assert done(desktop("sync")).out == ""
    value = done(desktop("sync", "--json")).json
    assert (value["sent"], value["received"], value["by"], value["waiting"]) == (0, 0, {}, 0)


def test_a_new_machine_is_brought_up_from_the_hub_alone(
    two: tuple[Care, Care], machine: Machines, address: str
) -> None:
    laptop, desktop = two
    done(desktop("log", "ana", "-c", "call", "she is well"))
    done(desktop("sync"))
    code = done(desktop("sync", "invite")).out.strip()
    shutil.rmtree(laptop.home)
    shutil.rmtree(desktop.home)
    phone = machine("phone")
    done(phone("sync", "join", address, code))
    assert len(done(phone("history", "--json")).json) == 1


def test_a_copied_file_is_a_machine_of_its_own(two: tuple[Care, Care], machine: Machines) -> None:
    laptop, desktop = two
    copy = machine("copy")
    shutil.copytree(laptop.home, copy.home, dirs_exist_ok=True)
    done(laptop("log", "ana", "-c", "call", "from the laptop"))
    done(laptop("sync"))
    done(copy("log", "ana", "-c", "call", "from the copy"))
    assert "is a copy" in done(copy("sync")).err
    settle(laptop, desktop, copy)
    are_one(laptop, desktop, copy)
    assert len(done(laptop("history", "--json")).json) == 2
    assert len(done(laptop("sync", "status", "--json")).json["devices"]) == 2


def test_a_wiped_hub_gets_everything_again(two: tuple[Care, Care], address: str) -> None:
    laptop, desktop = two
    hub = open_hub(address)
    hub.drop_journal(journal_id(laptop))
    hub.close()
    done(desktop("log", "ana", "-c", "call", "she is well"))
    assert "offered to it again" in done(desktop("sync")).err
    settle(laptop, desktop)
    are_one(laptop, desktop)


def test_what_is_garbage_on_the_hub_is_set_aside_and_the_rest_comes(
    two: tuple[Care, Care], address: str
) -> None:
    laptop, desktop = two
    hub = open_hub(address)
    hub.push(
        journal_id(laptop),
        [
            Op("0" * 32, "x" * 16, 1, "0" * 32, b"garbage"),
            Op("1" * 32, "x" * 16, 2**62, "1" * 32, b""),
            Op("2" * 32, "x" * 16, 0, "2" * 32, os.urandom(1000)),
        ],
    )
    hub.close()
    done(laptop("log", "ana", "-c", "call", "she is well"))
    done(laptop("sync"))
    told = done(desktop("sync"))
    assert told.out == "Sent 0, received 1 (laptop: 1) · nothing waits\n"
    assert told.err == (
        "3 ops on the hub could not be read, and were set aside: care sync status\n"
    )
    assert done(desktop("sync")).err == ""
    assert done(desktop("sync", "status", "--json")).json["set_aside"]
    are_one(laptop, desktop)


def test_an_older_program_stops_before_it_writes(two: tuple[Care, Care], address: str) -> None:
    laptop, _ = two
    hub = open_hub(address)
    hub.put_note(journal_id(laptop), "hub", b'{"format": 1, "version": 9999}')
    before = hub.size(journal_id(laptop))
    done(laptop("log", "ana", "-c", "call", "she is well"))
    line = refused(laptop("sync"))
    assert "newer care" in line
    assert "1 change waits here" in line
    assert hub.size(journal_id(laptop)) == before
    hub.close()


def test_what_lies_at_the_cursor_is_asked(two: tuple[Care, Care]) -> None:
    laptop, desktop = two
    settle(laptop, desktop)
    assert done(laptop("sync", "status", "--json")).json["devices"][0]["behind"] == 0
    done(laptop("log", "ana", "-c", "call", "she is well"))
    done(laptop("sync"))
    assert done(laptop("sync", "status", "--json")).json["devices"][0]["behind"] == 1


@pytest.fixture
def alone(machine: Machines, tmp_path: Path) -> Care:
    """One machine with a journal on a folder."""
    laptop = machine("laptop")
    assert laptop("add", "Ana Silva").code == 0
    done(laptop("sync", "setup", str(tmp_path / "hub"), "--name", "laptop"))
    return laptop


# What is typed for HUB, the exit code, and words of the line.
NO_HUBS = [
    ("nowhere", 2, "is no HUB"),
    ("", 2, "HUB is empty"),
    ("ftp://host/x", 2, "is no HUB"),
    ("http://host:4001", 2, "is no HUB"),
    ("rqlite://", 2, "names no host"),
    ("rqlite://host:port", 2, "host or port"),
    ("rqlite://127.0.0.1:1", 5, "127.0.0.1:1"),
    ("postgresql://care:hush@127.0.0.1:1/care", 5, "127.0.0.1:1"),
    ("/proc/hub", 5, "/proc/hub"),
    ("{tmp}/full", 5, "is not a hub of care"),
    ("{tmp}/file", 5, "it is a file"),
    ("{tmp}/not/there", 5, "there"),
]


@pytest.mark.parametrize(("hub", "code", "words"), NO_HUBS)
def test_what_is_no_hub_is_refused_and_nothing_is_made(
    hub: str, code: int, words: str, machine: Machines, tmp_path: Path
) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full/letter.txt").write_text("somebody else's")
    (tmp_path / "file").write_text("")
    laptop = machine("laptop")
    place = hub.replace("{tmp}", str(tmp_path))
    for words_of in (("setup", place), ("join", place, new_code())):
        line = refused(laptop("sync", *words_of), code)
        assert words in line
        assert "hush" not in line
    assert not laptop.journal.exists()
    assert not (laptop.home / ".config/caretrack/sync").exists()
    assert [path.name for path in (tmp_path / "full").iterdir()] == ["letter.txt"]


NO_CODE = "unknown"

WRONG = [
    (("sync", "up"), 2, "there is no `care sync up`"),
    (("sync", "setup"), 2, "it is `care sync setup HUB`"),
    (("sync", "status", "now"), 2, "it is `care sync status`"),
    (("sync", "setup", "~/x", "~/y"), 2, "it is `care sync setup HUB`"),
    (("sync", "--device", "phone"), 2, "--device goes with `care sync leave`"),
    (("sync", "status", "--take", "1"), 2, "--take goes with `care sync conflicts`"),
    (("sync", "conflicts", "--take", "1", "--done", "1"), 2, "do not go together"),
    (("sync", "conflicts", "--take", "1"), 3, "there is no conflict 1"),
    (("sync", "conflicts", "--done", "x"), 3, "there is no conflict x"),
    (("sync", "conflicts", "--done", "all"), 1, "there are no conflicts"),
    (("sync", "join", "HUB"), 2, "the code of the invitation is missing"),
    (("sync", "join", "HUB", NO_CODE), 1, "is synced already"),
    (("sync", "setup", "HUB"), 1, "is synced already"),
    (("sync", "invite", "--to", "age1nobody"), 2, "age1nobody"),
    (("sync", "leave"), 2, "Say --yes"),
    (("sync", "leave", "--device", "phone"), 3, "no machine is called 'phone'"),
    (("sync", "leave", "--device", "laptop"), 1, "that is this machine"),
    (("sync", "leave", "--device", "phone", "--hub"), 2, "do not go together"),
]


@pytest.mark.parametrize(
    ("typed", "code", "words"), WRONG, ids=[" ".join(one[0])[:30] for one in WRONG]
)
def test_what_makes_no_sense_is_one_line_and_changes_nothing(
    typed: tuple[str, ...], code: int, words: str, alone: Care, tmp_path: Path
) -> None:
    before = done(alone("export", "--to", "json")).out
    stands_for = {"HUB": str(tmp_path / "hub"), NO_CODE: new_code()}
    typed = tuple(stands_for.get(word, word) for word in typed)
    assert words in refused(alone(*typed), code)
    assert done(alone("export", "--to", "json")).out == before
    done(alone("sync"))


NO_INVITATION = [
    (("AAAA-BBBB-CCCC-DDDD",), 2, "mistyped"),
    (("AAAA",), 2, "is not the code of an invitation"),
    ((NO_CODE,), 1, "has no invitation for this code"),
    (("--key", "nothing.txt"), 2, "is no invitation"),
]


@pytest.mark.parametrize(
    ("typed", "code", "words"), NO_INVITATION, ids=[one[0][-1] for one in NO_INVITATION]
)
@pytest.mark.usefixtures("alone")
def test_what_is_no_invitation_lets_nobody_in(
    typed: tuple[str, ...], code: int, words: str, machine: Machines, tmp_path: Path
) -> None:
    other = machine("other")
    invitation = [new_code() if word == NO_CODE else word for word in typed]
    assert words in refused(other("sync", "join", str(tmp_path / "hub"), *invitation), code)
    assert not other.journal.exists()


@pytest.mark.parametrize("words", [(), ("status",), ("conflicts",), ("invite",), ("leave",)])
def test_without_a_hub_it_says_how_to_begin(words: tuple[str, ...], care: Care) -> None:
    assert "care sync join HUB CODE" in refused(care("sync", *words), 3)
    done(care("add", "Ana Silva"))
    assert "care sync setup HUB" in refused(care("sync", *words), 1)


def test_a_folder_that_is_not_there_is_no_hub_to_join(machine: Machines, tmp_path: Path) -> None:
    line = refused(machine("laptop")("sync", "join", str(tmp_path / "hub"), new_code()))
    assert "is not there" in line
    assert not (tmp_path / "hub").exists()


def test_a_journal_of_other_people_is_not_mixed_in(
    alone: Care, machine: Machines, tmp_path: Path
) -> None:
    other = machine("other")
    done(other("add", "Ben Okoro"))
    before = other.journal.read_bytes()
    code = done(alone("sync", "invite")).out.strip()
    line = refused(other("sync", "join", str(tmp_path / "hub"), code), 1)
    assert "has 1 person of its own" in line
    assert other.journal.read_bytes() == before
    # The code is still good.
    third = machine("third")
    done(third("sync", "join", str(tmp_path / "hub"), code))


def test_the_same_journal_joins_though_it_has_people(
    alone: Care, machine: Machines, tmp_path: Path
) -> None:
    desktop = machine("desktop")
    done(alone("sync", "leave", "--hub", "--yes"))
    shutil.copy(alone.journal, desktop.journal)
    done(alone("sync", "setup", str(tmp_path / "hub")))
    done(desktop("add", "Ben Okoro"))
    joined(desktop, alone, str(tmp_path / "hub"))
    settle(alone, desktop)
    are_one(alone, desktop)
    assert len(done(alone("list", "--json")).json) == 2


def test_machines_of_one_host_name_are_told_apart(
    alone: Care, machine: Machines, tmp_path: Path
) -> None:
    hub = str(tmp_path / "hub")
    names = set()
    for place in ("one", "two", "three"):
        code = done(alone("sync", "invite")).out.strip()
        joining = machine(place)("sync", "join", hub, code, "--json")
        names.add(done(joining).json["device"]["name"])
    assert len(names) == 3


def test_one_sync_at_a_time(alone: Care) -> None:
    lock = alone.home / f".config/caretrack/sync/{journal_id(alone)}.lock"
    with lock.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        refusal = refused(alone("sync", env={"CARE_TIMEOUT": "0.2"}), 1)
        assert "another sync of this journal is under way" in refusal
    done(alone("sync"))


def test_a_sync_by_hand_waits_for_one_that_ends_soon(alone: Care) -> None:
    lock = alone.home / f".config/caretrack/sync/{journal_id(alone)}.lock"
    with lock.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        threading.Timer(0.3, lambda: fcntl.flock(held, fcntl.LOCK_UN)).start()
        done(alone("sync", env={"CARE_TIMEOUT": "60"}))


def test_without_the_keys_it_says_what_to_do_and_can_leave(alone: Care) -> None:
    secrets_of(alone).unlink()
    assert "care sync join" in refused(alone("sync"))
    done(alone("sync", "leave", "--yes"))
    assert "alone" in refused(alone("sync"), 1)


def test_keys_that_do_not_fit_are_told(alone: Care) -> None:
    path = secrets_of(alone)
    for text in ("", "{}", "no JSON", '{"format": 1}'):
        path.write_text(text)
        assert "keys" in refused(alone("sync"))


def test_a_hub_that_is_away_costs_nothing(alone: Care, tmp_path: Path) -> None:
    (tmp_path / "hub").rename(tmp_path / "away")
    (tmp_path / "hub").write_text("")
    done(alone("log", "ana", "-c", "call", "she is well"))
    line = refused(alone("sync"))
    assert "Nothing is lost; 1 change waits here." in line
    status = done(alone("sync", "status", "--json")).json
    assert (status["reached"], status["waiting"]) == (False, 1)
    assert status["last_error"]
    (tmp_path / "hub").unlink()
    (tmp_path / "away").rename(tmp_path / "hub")
    assert done(alone("sync")).out == "Sent 1, received 0 · nothing waits\n"
    assert done(alone("sync", "status", "--json")).json["last_error"] is None


def test_by_itself_after_a_write_and_after_due_without_a_word(
    alone: Care, machine: Machines, tmp_path: Path
) -> None:
    desktop = joined(machine("desktop"), alone, str(tmp_path / "hub"))
    wait = {"CARE_SYNC": "wait"}
    for one in (alone, desktop):
        done(one("config", "sync.auto", "true"))
        done(one("config", "sync.pause", "1"))
    without = done(alone("log", "ana", "-c", "call", "one", "--json")).out
    time.sleep(1.1)
    logged = done(alone("log", "ana", "-c", "call", "two", env=wait))
    assert logged.err == ""
    assert "Sent" not in logged.out + without
    assert done(alone("sync", "status", "--json")).json["waiting"] == 0
    time.sleep(1.1)
    assert done(desktop("due", env=wait)).err == ""
    assert len(done(desktop("history", "--json")).json) == 2
    # Not again so soon, and not where the hub is away: that is kept for `status`.
    done(alone("log", "ana", "-c", "call", "three"))
    assert done(alone("sync")).out.startswith("Sent 1")
    (tmp_path / "hub").rename(tmp_path / "away")
    (tmp_path / "hub").write_text("")
    time.sleep(1.1)
    assert done(alone("log", "ana", "-c", "call", "four", env=wait)).err == ""
    assert done(alone("sync", "status", "--json")).json["last_error"]["background"]
    assert "in the background" in done(alone("sync", "status")).out


def test_in_the_background_the_command_does_not_wait_for_it(alone: Care) -> None:
    done(alone("config", "sync.auto", "true"))
    done(alone("config", "sync.pause", "1"))
    time.sleep(1.1)
    done(alone("log", "ana", "-c", "call", "she is well"))
    end = time.monotonic() + 30
    while done(alone("sync", "status", "--json")).json["waiting"]:
        assert time.monotonic() < end
        time.sleep(0.1)


@pytest.fixture
def started(alone: Care) -> Iterator[Callable[[], subprocess.Popen[bytes]]]:
    """Start `care sync` as a process of its own."""
    processes: list[subprocess.Popen[bytes]] = []

    def start() -> subprocess.Popen[bytes]:
        processes.append(
            subprocess.Popen(
                alone.command("sync"),
                env=alone.environment(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        )
        return processes[-1]

    yield start
    for process in processes:
        process.kill()
        process.wait()


def test_a_sync_that_is_killed_goes_on_the_next_time(
    alone: Care,
    machine: Machines,
    tmp_path: Path,
    started: Callable[[], subprocess.Popen[bytes]],
) -> None:
    desktop = joined(machine("desktop"), alone, str(tmp_path / "hub"))
    cards = "".join(
        f"BEGIN:VCARD\nVERSION:3.0\nFN:Person Number{number}\nEND:VCARD\n" for number in range(800)
    )
    (tmp_path / "many.vcf").write_text(cards)
    done(alone("import", str(tmp_path / "many.vcf")))
    for wait in (0.25, 0.35, 0.45, 0.55, 0.7):
        process = started()
        time.sleep(wait)
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert alone("doctor").code == 0
    settle(alone, desktop)
    are_one(alone, desktop)
    assert len(done(desktop("list", "--all", "--json")).json) == 801
