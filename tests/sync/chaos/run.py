"""Play runs of chaos, one after the other, and say how they ended.

    python tests/sync/chaos/run.py --hub folder --seeds 1-50 --long
    python tests/sync/chaos/run.py --hub postgres --seeds 7 --log     the whole story of one run

The hubs: folder (one that all machines share), copies (a folder on each machine, carried by a
program like Syncthing), rqlite, postgres.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).resolve().parent
sys.path[:0] = [path for path in (str(HERE), str(HERE.parent.parent)) if path not in sys.path]

from breakages import BREAKAGES  # noqa: E402
from clients import Client  # noqa: E402
from laptops import Broken, Machine  # noqa: E402
from random_commands import Writer  # noqa: E402
from stormy_hubs import HUBS, Engine, opened  # noqa: E402
from story import COPY, HOUR, LONG, SHORT, WRITERS, Size, World, play  # noqa: E402


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


def numbers(text: str) -> list[int]:
    """Read "1-50", "7" or "3,5,9-11"."""
    found: list[int] = []
    for part in text.split(","):
        first, _, last = part.partition("-")
        found += range(int(first), int(last or first) + 1)
    return found


def main(argv: Sequence[str] | None = None) -> int:
    """Play what the command line says; 1 if a run did not end well."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--hub", choices=HUBS, default="folder")
    parser.add_argument("--seeds", type=numbers, default=[1])
    parser.add_argument("--long", action="store_true")
    parser.add_argument("--break", dest="breakage", choices=sorted(BREAKAGES), default="")
    parser.add_argument("--log", action="store_true", help="print the story of each run")
    parser.add_argument("--keep", type=Path, help="a folder in which the files stay")
    said = parser.parse_args(argv)
    total: Counter[str] = Counter()
    bad, start = 0, time.monotonic()
    with chaos(said.hub, said.keep) as played:
        for seed in said.seeds:
            began = time.monotonic()
            ended = played.run(seed, LONG if said.long else SHORT, said.breakage)
            total += ended.counts
            bad += bool(ended.wrong)
            if said.log:
                print(*ended.log, sep="\n")
            verdict = f"BROKEN\n{ended.wrong}" if ended.wrong else "converged"
            print(f"{said.hub} {seed}: {time.monotonic() - began:.1f} s {verdict}", flush=True)
    print(
        f"{len(said.seeds) - bad} of {len(said.seeds)} converged in "
        f"{time.monotonic() - start:.0f} s: "
        + ", ".join(f"{count:,} {what}" for what, count in sorted(total.items()))
    )
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
