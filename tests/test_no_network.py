"""`care` reaches for no network, and no test of it does: the guards hold, and the system agrees."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import no_network
from conftest import Care

REACHING = [
    'socket.create_connection(("192.0.2.1", 9))',
    'socket.getaddrinfo("lagoon.example", 80)',
    'socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x", ("192.0.2.1", 9))',
    'urllib.request.urlopen("http://localhost:9/")',
]


@pytest.mark.parametrize("reaching", REACHING)
def test_a_process_that_reaches_for_the_network_is_ended(reaching: str) -> None:
    code = (
        "import socket, urllib.request, no_network\n"
        "no_network.forbid(no_network.end_process)\n"
        f"try:\n    {reaching}\nexcept Exception:\n    pass\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=Path(__file__).parent,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == no_network.CAUGHT
    assert "reached for the network" in done.stderr


def test_a_socket_of_this_machine_that_is_a_file_is_let_through(tmp_path: Path) -> None:
    code = (
        "import socket, sys, no_network\n"
        "no_network.forbid(no_network.end_process)\n"
        "with socket.socket(socket.AF_UNIX) as one, socket.socket(socket.AF_UNIX) as other:\n"
        "    one.bind(sys.argv[1])\n    one.listen()\n    other.connect(sys.argv[1])\n"
    )
    command = [sys.executable, "-c", code, str(tmp_path / "s")]
    assert subprocess.run(command, cwd=Path(__file__).parent, check=False).returncode == 0


def test_what_listens_on_this_machine_is_let_through() -> None:
    code = (
        "import socket, no_network\n"
        "no_network.forbid(no_network.end_process)\n"
        "with socket.create_server(('127.0.0.1', 0)) as one:\n"
        "    socket.create_connection(one.getsockname()).close()\n"
    )
    command = [sys.executable, "-c", code]
    assert subprocess.run(command, cwd=Path(__file__).parent, check=False).returncode == 0


DAY = [
    ("add", "Ana Silva", "--email", "ana@lagoon.example", "--birthday", "24 Nov"),
    ("log", "ana", "talked about https://lagoon.example and the boat", "-p", "the plan by friday"),
    ("due",),
    ("next",),
    ("brief",),
    ("profile", "ana"),
    ("find", "boat"),
    ("check", "ana", "draft.txt"),
    ("stats",),
    ("stats", "--html", "stats.html"),
    ("export", "--to", "vcard", "-o", "cards.vcf"),
    ("import", "cards.vcf"),
    ("export", "--to", "ics", "-o", "days.ics"),
    ("backup", "one.db"),
    ("doctor",),
    ("undo",),
    ("forget", "ana", "--yes"),
    ("demo",),
    ("help", "kinds"),
]


def test_no_command_of_a_day_makes_a_socket(care: Care) -> None:
    strace = shutil.which("strace")
    if strace is None:
        pytest.skip("strace, which sees what the system is asked for, is not installed")
    draft = "Dear Ana,\n\nsee http://lagoon.example. How is the boat?\n"
    (care.home / "draft.txt").write_text(draft)
    for number, command in enumerate(DAY):
        seen = care.home / f"seen-{number}"
        done = subprocess.run(
            [strace, "-f", "-qq", "-e", "trace=network", "-o", seen, *care.command(*command)],
            env=care.environment(),
            cwd=care.home,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode in {0, 1}, (command, done.stderr)
        asked = [line for line in seen.read_text().splitlines() if "(" in line]
        assert [line for line in asked if "AF_UNIX" not in line] == [], command
