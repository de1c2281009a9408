"""What hubs take: 200,000 ops of 400 bytes there and back, ten ops; and 1,000 journals on one.

python bench/hubs.py [SORT]...         folder, rqlite, cluster (three nodes), postgres
python bench/hubs.py --journals 1000   so many journals on one PostgreSQL, several syncing at once

The engines are those of the tests, started on free ports of this machine; tests/sync/install
fetches them. Bodies are random, as sealed ones are. PostgreSQL writes to the disk here (fsync), as
rqlite and the folder do.
"""

import argparse
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[1]
sys.path += [str(CHECKOUT / "src"), str(CHECKOUT / "tests" / "sync")]

from engines import Postgres, Rqlite  # noqa: E402

from caretrack.hubs.address import open_hub  # noqa: E402
from caretrack.hubs.hub import Hub, Op  # noqa: E402

SORTS = ("folder", "rqlite", "cluster", "postgres")
BODY = 400
CHUNK = 2_000
MINE, OTHER = "mine000000000001", "other00000000001"
ON_DISK = ("fsync=on", "max_connections=200")


def ops_of(number: int, device: str) -> list[Op]:
    """Return new ops; each is a unit of its own."""
    return [
        Op(os.urandom(16).hex(), device, at, os.urandom(16).hex(), os.urandom(BODY))
        for at in range(number)
    ]


def push(hub: Hub, journal: str, number: int, device: str) -> None:
    """Push so many ops as a sync does: in chunks, each read back."""
    for start in range(0, number, CHUNK):
        ops = ops_of(min(CHUNK, number - start), device)
        hub.push(journal, ops)
        assert not hub.missing(journal, [op.id for op in ops])


def pull(hub: Hub, journal: str, cursor: str, device: str) -> tuple[int, str]:
    """Pull all that is after the cursor; return how many, and the new cursor."""
    number, more = 0, True
    while more:
        page = hub.pull(journal, cursor, CHUNK, device)
        number += len(page.ops)
        cursor, more = page.cursor, page.more
    return number, cursor


def one_sync(hub: Hub, journal: str, cursor: str, device: str, number: int) -> str:
    """What a sync of few rows asks of a hub, in the order of the application."""
    hub.prepare()
    hub.notes(journal)
    hub.is_at(journal, cursor)
    _, cursor = pull(hub, journal, cursor, device)
    ops = ops_of(number, device)
    hub.push(journal, ops)
    assert not hub.missing(journal, [op.id for op in ops])
    hub.fold(journal, {op.row: op.id for op in ops}, cursor)
    hub.put_note(journal, f"device/{device}", os.urandom(300))
    return cursor


@contextmanager
def running(sort: str) -> Iterator[str]:
    """Run a hub of this sort in a folder of its own; give its address."""
    with tempfile.TemporaryDirectory(prefix="care-bench-", ignore_cleanup_errors=True) as name:
        Path(name).chmod(0o711)
        folder = Path(name) / "hub"
        if sort == "folder":
            yield str(folder)
            return
        engine: Rqlite | Postgres
        if sort == "postgres":
            engine = Postgres(folder, ON_DISK)
        else:
            engine = Rqlite(folder, 3 if sort == "cluster" else 1)
        try:
            engine.start()
            yield engine.address
        finally:
            engine.stop()


def seconds(work: object, *arguments: object) -> float:
    """Return how long a call takes."""
    assert callable(work)
    start = time.perf_counter()
    work(*arguments)
    return time.perf_counter() - start


def measure(sort: str, number: int) -> None:
    """Print the row of one sort of hub."""
    with running(sort) as address, closing(open_hub(address)) as hub:
        prepared = seconds(hub.prepare)
        pushed = seconds(push, hub, "j1", number, MINE)
        with closing(open_hub(address)) as reader:
            start = time.perf_counter()
            found, cursor = pull(reader, "j1", "", OTHER)
            pulled = time.perf_counter() - start
            assert found == number
            few = []
            for _ in range(20):
                start = time.perf_counter()
                cursor = one_sync(reader, "j1", cursor, OTHER, 10)
                few.append((time.perf_counter() - start) * 1000)
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(
            f"| {sort} | {prepared:.2f} s | {pushed:.1f} s | {pulled:.1f} s"
            f" | {statistics.median(few):.0f} ms | {memory} MB |"
        )


def journals(number: int, each: int, at_once: int, lasting: float) -> None:
    """Fill one PostgreSQL with so many journals, and sync them at random for a while."""
    with running("postgres") as address:
        with closing(open_hub(address)) as hub:
            hub.prepare()
        names = [f"j{at:015}" for at in range(number)]
        left = iter(names)
        lock = threading.Lock()

        def fill() -> None:
            with closing(open_hub(address)) as hub:
                while True:
                    with lock:
                        name = next(left, None)
                    if name is None:
                        return
                    push(hub, name, each, OTHER)

        took = seconds(together, fill, 4)
        print(
            f"{number} journals of {each} ops: filled in {took:.0f} s,"
            f" {number * each / took:.0f} ops/s"
        )
        times: list[float] = []
        end = time.monotonic() + lasting

        def sync() -> None:
            picked = random.Random()
            with closing(open_hub(address)) as hub:
                cursors: dict[str, str] = {}
                while time.monotonic() < end:
                    name = picked.choice(names)
                    if name not in cursors:
                        # A machine knows where it was: only the end is read.
                        cursors[name] = hub.pull(name, "", 1, OTHER).cursor
                    start = time.perf_counter()
                    cursors[name] = one_sync(hub, name, cursors[name], OTHER, 5)
                    times.append((time.perf_counter() - start) * 1000)

        together(sync, at_once)
        times.sort()
        print(
            f"{at_once} at once, in one process: {len(times) / lasting:.0f} syncs/s,"
            f" median {statistics.median(times):.0f} ms,"
            f" 99 of 100 below {times[len(times) * 99 // 100]:.0f} ms"
        )
        with closing(open_hub(address)) as hub:
            print(
                f"one journal, pulled whole: {seconds(pull, hub, names[0], '', MINE) * 1000:.0f} ms"
            )
        sizes(address, number)


def sizes(address: str, number: int) -> None:
    """Print what lies on the disk, and how long a vacuum takes."""
    import psycopg

    with psycopg.connect(address, autocommit=True) as connection:

        def value(query: str) -> int:
            [[found]] = connection.execute(query).fetchall()
            return int(found)

        parts = "FROM pg_class WHERE relname ~ '^care_ops_[0-9]+$' AND relkind = 'r'"
        ops = value("SELECT count(*) FROM care_ops")
        whole = value(f"SELECT sum(pg_total_relation_size(oid)) {parts}")
        indexes = value(f"SELECT sum(pg_indexes_size(oid)) {parts}")
        largest = value(f"SELECT max(pg_total_relation_size(oid)) {parts}")
        smallest = value(f"SELECT min(pg_total_relation_size(oid)) {parts}")
        memory = value(
            "SELECT sum(pg_backend_memory_contexts.total_bytes) FROM pg_backend_memory_contexts"
        )
        print(
            f"{ops} ops of {BODY} bytes: {whole / 1e6:.0f} MB, {whole / ops:.0f} bytes an op,"
            f" {indexes / ops:.0f} of them indexes; a partition {smallest / 1e6:.0f} to"
            f" {largest / 1e6:.0f} MB; {whole / number / 1000:.0f} kB a journal"
        )
        print(f"a connection holds {memory / 1e6:.1f} MB in the server")
        connection.execute(
            "DELETE FROM care_ops WHERE journal <= (SELECT max(number) / 10 FROM care_journals)"
        )
        print(
            "vacuum after a tenth was folded:"
            f" {seconds(connection.execute, 'VACUUM care_ops'):.1f} s"
        )
        again = value(f"SELECT sum(pg_total_relation_size(oid)) {parts}")
        print(f"and {again / 1e6:.0f} MB then, of which the room is used again")


def together(work: object, number: int) -> None:
    """Run the same in so many threads."""
    threads = [threading.Thread(target=work) for _ in range(number)]  # type: ignore[arg-type]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def main() -> None:
    """Measure what the command line names."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("sorts", nargs="*", help="which hubs")
    parser.add_argument("--ops", type=int, default=200_000)
    parser.add_argument("--journals", type=int, default=0)
    parser.add_argument("--each", type=int, default=2_000)
    parser.add_argument("--at-once", type=int, default=16)
    parser.add_argument("--seconds", type=float, default=20)
    asked = parser.parse_args()
    if asked.journals:
        journals(asked.journals, asked.each, asked.at_once, asked.seconds)
        return
    if len(asked.sorts) == 1:
        measure(asked.sorts[0], asked.ops)
        return
    print(
        "| hub | prepare | push | pull | a sync of ten | memory |\n"
        "| --- | --- | --- | --- | --- | --- |"
    )
    for sort in asked.sorts or SORTS:
        # Each in a process of its own: memory is the most that one ever had.
        command = [sys.executable, __file__, sort, f"--ops={asked.ops}"]
        subprocess.run(command, check=True)


if __name__ == "__main__":
    main()
