"""Runs of chaos: the warm processes and the engine that they share, and how each ended."""

from __future__ import annotations

import random
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).resolve().parent
sys.path[:0] = [path for path in (str(HERE), str(HERE.parent.parent)) if path not in sys.path]

from clients import Client  # noqa: E402
from laptops import Broken, Machine  # noqa: E402
from random_commands import Writer  # noqa: E402
from stormy_hubs import Engine, opened  # noqa: E402
from story import COPY, HOUR, WRITERS, Size, World, play  # noqa: E402


class Ended(NamedTuple):
    """How a run ended: what was wrong ("" if nothing), what was counted, and its story."""

    seed: int
    wrong: str
    counts: Counter[str]
    log: list[str]


class Chaos:
    """Warm processes and an engine, in which one run after the other is played."""

    def __init__(self, clients: dict[str, Client], engine: Engine, folder: Path) -> None:
        """Play in this folder."""
        self.clients, self.engine, self.folder = clients, engine, folder

    def run(self, seed: int, size: Size, breakage: str = "") -> Ended:
        """Play the run of this seed."""
        folder = self.folder / str(seed)
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        rng = random.Random(f"{self.engine.name} {seed} {size.steps}")
        machines = {
            name: Machine(name, folder, self.clients[name], skewed(rng), str(seed))
            for name in (*WRITERS, COPY)
        }
        for machine in machines.values():
            machine.breakage = breakage
        hub = self.engine.hub(folder, tuple(machines))
        world = World(machines, hub, rng, size, Writer(rng, size.largest_import), folder)
        wrong = ""
        try:
            play(world)
        except Broken as broken:
            wrong = str(broken)
        finally:
            hub.mend()
            if world.without_hub:
                hub.revive()
        if not wrong:
            shutil.rmtree(folder)
        return Ended(seed, wrong, world.counts, world.log)


def skewed(rng: random.Random) -> float:
    """Return by how much a clock is ahead: some seconds, or up to an hour."""
    return rng.uniform(-20, 20) if rng.random() < 0.5 else rng.uniform(-HOUR, HOUR)


@contextmanager
def chaos(hub: str, folder: Path | None = None) -> Iterator[Chaos]:
    """Start what the runs need: a warm process for each machine, and the engine of the hub."""
    shared = "/dev/shm" if Path("/dev/shm").is_dir() else None
    place = folder or Path(tempfile.mkdtemp(prefix="care-chaos-", dir=shared))
    with ExitStack() as stack:
        if folder is None:
            stack.callback(shutil.rmtree, place, ignore_errors=True)
        clients = {
            name: stack.enter_context(Client(place / "streams" / name)) for name in (*WRITERS, COPY)
        }
        yield Chaos(clients, stack.enter_context(opened(hub, place)), place)
