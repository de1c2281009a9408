"""The front door reads plain command lines as Typer does, and leaves all others to it."""

import os
import random
from functools import cache
from typing import Any

import pytest
import typer

from caretrack import front_door, typer_commands
from caretrack.command_table import COMMANDS, CommandCall, command_module
from caretrack.errors import CareError
from caretrack.parameters import Option, Parameter, parameters
from caretrack.typer_commands import read_with_typer

LINES = int(os.environ.get("CARE_LINES", "40000"))
WORDS = (
    "ana", "Ana Silva", "her daughter", "", " ", "-", "--", "-x", "5", "0", "-1", "+vip", "-old",
    "3.5", "1_000", "٣", "99999999999999999999", "9" * 5000, "--json", "--help", "-h", "low", "=",
    "a=b",
    "é", "naïve — 東京", "2026-11-21", "*", "~", "\n", "--x=y", "---", "-jx", "5 ", "+5", "on",
)  # fmt: skip


def a_line(chance: random.Random) -> list[str]:
    """Return a command line, more often a plain one than not."""
    name = chance.choice(list(COMMANDS))
    takes = parameters(command_module(name).command)
    line: list[str] = []
    for _ in range(chance.choice((0, 1, 1, 2, 2, 3, 4))):
        one = chance.choice(takes)
        line += _option(one, chance) if isinstance(one.declared, Option) else [_word(chance)]
    if chance.random() < 0.3:
        chance.shuffle(line)
    before = ["--no-pager"] * (chance.random() < 0.1)
    before += chance.choice((["--journal", "j.db"], ["--journal=j.db"])) * (chance.random() < 0.1)
    return [*before, name, *line]


def _option(one: Parameter, chance: random.Random) -> list[str]:
    option = chance.choice(one.declared.names)
    if chance.random() < 0.03:
        option = option[: chance.randrange(1, len(option) + 1)]
    if one.one is bool:
        return [option + "=x" * (chance.random() < 0.02)]
    value = _word(chance)
    if one.one is int and chance.random() < 0.7:
        value = str(chance.choice((0, 1, 3, 7, 30, 366, 10_000)))
    return [f"{option}={value}"] if chance.random() < 0.2 else [option, value]


def _word(chance: random.Random) -> str:
    return chance.choice(WORDS) if chance.random() < 0.5 else chance.choice(("ana", "ben", "hello"))


def by_typer(line: list[str]) -> Any:
    try:
        return read_with_typer(line)
    except (CareError, SystemExit) as error:
        return error


@pytest.fixture
def built_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each command of Typer's is built once, not for every line."""
    monkeypatch.setattr(typer_commands, "load_command", cache(typer_commands.load_command))
    monkeypatch.setattr(typer.main, "get_command", cache(typer.main.get_command))


@pytest.mark.usefixtures("built_once")
@pytest.mark.parametrize("seed", range(4))
def test_what_the_front_door_reads_typer_reads_alike(
    seed: int, capsys: pytest.CaptureFixture[str]
) -> None:
    chance, plain = random.Random(seed), 0
    for _ in range(LINES // 4):
        line = a_line(chance)
        call = front_door.read(line)
        if call is None:
            continue
        plain += 1
        theirs = by_typer(line)
        assert isinstance(theirs, CommandCall), (line, theirs)
        defaults = command_module(call.name).command.__defaults__ or ()
        takes = parameters(command_module(call.name).command)
        whole = dict(
            zip([one.name for one in takes][len(takes) - len(defaults) :], defaults, strict=True)
        )
        assert call._replace(values=whole | call.values) == theirs, line
    capsys.readouterr()
    # Most lines are plain, or little was tried.
    assert plain > LINES / 12
