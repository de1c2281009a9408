"""The commands and files on the address book pages of docs/, and a journal to try them with."""

import os
import re
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from caretrack import cli
from transcript import TODAY

DOCS = Path(__file__).resolve().parents[2] / "docs"


def blocks(page: str, language: str) -> list[str]:
    """The blocks of a page in this language, in their order."""
    found = re.findall(
        rf"^```{language}\n(.*?)^```$", (DOCS / page).read_text(), re.MULTILINE | re.DOTALL
    )
    assert found
    return found


def put(home: Path, name: str, text: str) -> None:
    path = home / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def filled(journal: Path) -> None:
    """A journal with people whose names and days are not easy."""
    people = (
        [
            "Ana Maria da Silva",
            "--email",
            "ana@lagoon.example",
            "--phone",
            "+351 912 345 678",
            "--birthday",
            "14 Mar",
            "--say",
            "AH-na",
            "--company",
            "Harbour",
            "--department",
            "Cargo",
            "--role",
            "Head of Cargo",
            "--duties",
            "Decides on freight",
            "--fax",
            "+351 912 345 679",
            "--chat",
            "skype:ana.silva",
            "--address",
            "Work:\n12 Harbour Rd\n1000 Lisbon\nPortugal",
        ],
        [
            "Zoë van Dijk",
            "--nickname",
            "Z, Z",
            "--nickname",
            "zed",
            "--company",
            "Lagoon; Foods",
            "--role",
            "Chef, Baker",
            "--tag",
            "vip",
        ],
        ["Plato", "--birthday", "1976-02-29", "--note", "one, two; three\\four " + "é" * 100],
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CARE_TODAY", TODAY)
        for person in people:
            assert cli.run(["--journal", str(journal), "add", *person]) == 0
        assert (
            cli.run(["--journal", str(journal), "occasion", "zoë", "anniversary", "13 Jan 2011"])
            == 0
        )


def run(home: Path, *command: str, answers: str = "", env: Mapping[str, str] | None = None) -> str:
    """Run a program that must succeed and return its output; only `home` is in its environment."""
    own = {"HOME": str(home), "PATH": os.environ["PATH"], "LANG": "C.UTF-8", **(env or {})}
    done = subprocess.run(
        command, input=answers, capture_output=True, text=True, env=own, cwd=home, timeout=60
    )
    assert done.returncode == 0, done
    return done.stdout
