"""Kills and failing disks in the midst of every command that writes: nothing is lost or half done.

A few faults of each command here; `tests/faults/run.py` tries them all.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
from disks import SmallDisk, small_disk
from injected import Fault, all_errors, all_kills, some
from laid_out import LaidOut
from trials import Problem, Trials
from warm import Warm, strace_works
from writing_commands import AT_A_TERMINAL, ELSEWHERE, READING, TABLE, Writing

import stored
from caretrack.command_table import COMMANDS
from conftest import Care

# Other faults on each day of a week would make a red run that nobody can repeat.
SEED = 12
KILLS, ERRORS = 2, 1
# Each of these makes other calls than the rest; a plain change of rows is the same for all.
TRIED_MORE = {
    "log",
    "add, the first of all",
    "forget, with backups and mentions",
    "backup",
    "backup, encrypted",
    "restore",
    "restore where nothing is",
    "import vcf behind a link",
    "import json, the first of all",
    "log into an old journal",
    "config of the file",
    "export over another",
}


@pytest.fixture(scope="module")
def laid_out(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LaidOut]:
    folder = tmp_path_factory.mktemp("faults")
    (folder / "bases").mkdir()
    with Warm(folder / "streams") as warm:
        yield LaidOut(folder / "bases", warm)


@pytest.fixture(scope="module")
def trials(laid_out: LaidOut) -> Trials:
    folder = laid_out.root.parent / "trials"
    folder.mkdir()
    return Trials(laid_out, folder)


@pytest.fixture(scope="module")
def strace(tmp_path_factory: pytest.TempPathFactory) -> None:
    if not strace_works(tmp_path_factory.mktemp("probe")):
        pytest.skip("strace is missing, or may not attach: no fault can be injected")


@pytest.fixture(scope="module")
def disk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SmallDisk | None]:
    with small_disk(tmp_path_factory.mktemp("small") / "disk") as mounted:
        yield mounted


def test_every_command_that_writes_is_tried() -> None:
    tried = {row.command for row in TABLE}
    others = READING | AT_A_TERMINAL.keys() | ELSEWHERE.keys()
    assert tried - {"due"} == COMMANDS.keys() - others


def test_what_only_reads_writes_nothing(trials: Trials, care: Care) -> None:
    place = trials.laid_out.place(TABLE[0], care.home / "place")
    held = stored.everything(place.journal), stored.digest(place.journal)
    arguments = {"profile": ["ana"], "find": ["boat"], "query": ["ana"], "completion": ["bash"]}
    for name in READING:
        env = place.environment("2026-11-24")
        done = trials.warm.run([name, *arguments.get(name, [])], env, place.folder)
        assert done.code == 0, (name, done)
        assert (stored.everything(place.journal), stored.digest(place.journal)) == held


def faults(row: Writing, trials: Trials, chance: random.Random) -> list[Fault]:
    expected = trials.expected(row)
    more = 3 if row.row in TRIED_MORE else 1
    return [
        *some(all_kills(expected.calls), KILLS * more, chance),
        *some(all_errors(expected.calls), ERRORS * more, chance),
    ]


def found(problems: list[Problem], row: Writing, what: str) -> list[str]:
    return [f"{row.row} | {what} | {problem.sort}: {problem.text}" for problem in problems]


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.row)
def test_a_fault_loses_nothing_and_leaves_nothing_half_done(
    row: Writing, trials: Trials, strace: None
) -> None:
    chance = random.Random(f"{SEED} {row.row}")
    for fault in faults(row, trials, chance):
        assert found(trials.run(row, fault, chance), row, fault.spec) == []


@pytest.mark.parametrize("row", TABLE[::4], ids=lambda row: row.row)
def test_a_kill_at_any_time_loses_nothing_and_leaves_nothing_half_done(
    row: Writing, trials: Trials
) -> None:
    seed = random.SystemRandom().randrange(10**6)
    chance = random.Random(seed)
    expected = trials.expected(row, strace=False)
    after = f"after={chance.random() * expected.seconds:.4f}"
    problems = trials.run(row, Fault(after), chance)
    assert found(problems, row, f"{after}, seed {seed}") == []


@pytest.mark.parametrize("row", TABLE[::3], ids=lambda row: row.row)
def test_a_full_disk_loses_nothing_and_leaves_nothing_half_done(
    row: Writing, trials: Trials, disk: SmallDisk | None
) -> None:
    chance = random.Random(f"{SEED} {row.row}")
    if disk is None:
        # As near as one comes without a disk of one's own: a file may not grow.
        size = chance.randrange(400_000)
        assert found(trials.with_limit(row, size, chance), row, f"{size} bytes") == []
        return
    pages = chance.randrange(100)
    assert found(trials.on_full_disk(row, disk, pages, chance), row, f"{pages} pages") == []


@pytest.mark.parametrize("row", TABLE[1::5], ids=lambda row: row.row)
def test_a_read_only_disk_is_no_accident(
    row: Writing, trials: Trials, disk: SmallDisk | None
) -> None:
    if disk is None:
        pytest.skip("only root may mount a file system")
    chance = random.Random(f"{SEED} {row.row}")
    assert found(trials.on_read_only_disk(row, disk, chance), row, "read-only") == []
