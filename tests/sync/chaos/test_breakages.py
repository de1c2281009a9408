"""Each deliberate breakage is caught by a run of chaos: what is not caught is not proven."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from breakages import BREAKAGES
from storms import Chaos, chaos
from stormy_hubs import FolderEngine
from story import DUELS, SHORT, Size

FOLDER, COPIES = "folder", "copies"
# In which hub, in which sort of run, and by which seeds; the first that catches it is enough.
CAUGHT: dict[str, tuple[str, Size, tuple[int, ...]]] = {
    "cursor-before-apply": (FOLDER, SHORT, (3, 1, 2)),
    "sent-before-it-is-there": (FOLDER, DUELS, (5, 4)),
    "restored-hub-not-noticed": (FOLDER, SHORT, (8, 4, 11)),
    "copied-file-not-noticed": (FOLDER, SHORT, (1, 3)),
    "stamped-by-sync-time": (FOLDER, DUELS, (4, 2)),
    "deletion-not-taken-back": (FOLDER, DUELS, (1, 2)),
    "clock-not-advanced": (FOLDER, DUELS, (1, 2)),
    "order-ignored": (FOLDER, DUELS, (1, 2)),
    "echo": (FOLDER, DUELS, (1, 2)),
    "registers-as-a-union": (FOLDER, DUELS, (1, 2)),
    "last-come-wins": (FOLDER, DUELS, (1, 2)),
}
# The first is caught by `run.py --hub postgres --seeds 45`; the others by no run yet.
NOT_CAUGHT = {
    "copy-says-nothing",
    "fold-of-what-was-not-merged",
    "waiting-is-dropped",
    "not-settled",
    "people-of-a-touch-lost",
}


@pytest.fixture(scope="module")
def played() -> Iterator[dict[str, Chaos]]:
    with chaos("folder") as one:
        copies = Chaos(one.clients, FolderEngine("copies"), one.folder / "copies")
        yield {"folder": one, "copies": copies}


@pytest.mark.parametrize("name", CAUGHT)
def test_a_breakage_is_caught(name: str, played: dict[str, Chaos]) -> None:
    hub, size, seeds = CAUGHT[name]
    found = ""
    for seed in seeds:
        found = played[hub].run(seed, size, name).wrong
        # A breakage that has nothing to break is no breakage.
        assert "breakages.py" not in found, found
        assert "cannot be read" not in found, found
        if found:
            return
    pytest.fail(f"{BREAKAGES[name].what} No run of {seeds} saw it.")


def test_every_breakage_has_something_to_break() -> None:
    assert set(CAUGHT) | NOT_CAUGHT == set(BREAKAGES)
    for one in BREAKAGES.values():
        one.check()
