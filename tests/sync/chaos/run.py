"""Play runs of chaos, one after the other, and say how they ended.

    python tests/sync/chaos/run.py --hub folder --seeds 1-50 --long
    python tests/sync/chaos/run.py --hub postgres --seeds 7 --log     the whole story of one run

The hubs: folder (one that all machines share), copies (a folder on each machine, carried by a
program like Syncthing), rqlite, postgres.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [path for path in (str(HERE), str(HERE.parent.parent)) if path not in sys.path]

from breakages import BREAKAGES  # noqa: E402
from storms import chaos  # noqa: E402
from stormy_hubs import HUBS  # noqa: E402
from story import DUELS, LONG, SHORT  # noqa: E402


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
    parser.add_argument("--duels", action="store_true", help="machines meet at one thing often")
    parser.add_argument("--break", dest="breakage", choices=sorted(BREAKAGES), default="")
    parser.add_argument("--log", action="store_true", help="print the story of each run")
    parser.add_argument("--keep", type=Path, help="a folder in which the files stay")
    said = parser.parse_args(argv)
    total: Counter[str] = Counter()
    bad, start = 0, time.monotonic()
    size = LONG if said.long else DUELS if said.duels else SHORT
    with chaos(said.hub, said.keep) as played:
        for seed in said.seeds:
            began = time.monotonic()
            ended = played.run(seed, size, said.breakage)
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
