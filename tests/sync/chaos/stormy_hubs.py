"""The hubs of a run, and what can happen to them."""

from __future__ import annotations

import base64
import json
import random
import shutil
import subprocess
import sys
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

HERE = Path(__file__).resolve().parent
sys.path[:0] = [
    path
    for path in (str(HERE.parent.parent.parent / "src"), str(HERE.parent))
    if path not in sys.path
]

import engines  # noqa: E402
from proxy import Proxy  # noqa: E402

if TYPE_CHECKING:
    from laptops import Machine


class StormyHub(Protocol):
    """A hub that can be killed, wiped, saved, restored, and cut off in the middle of a push."""

    def address(self, machine: str) -> str: ...
    def place(self, machine: str) -> str: ...
    def carry(self) -> Sequence[str]: ...
    def carry_some(self, rng: random.Random) -> None: ...
    def kill(self) -> None: ...
    def revive(self) -> None: ...
    def wipe(self) -> None: ...
    def save(self) -> None: ...
    def restore(self) -> None: ...
    def cut_after(self, size: int) -> bool: ...
    def mend(self) -> None: ...
    def ops(self, journal: str) -> Iterator[Any]: ...
    def keyring(self, machine: Machine) -> Any: ...


def keyring_of(machine: Machine) -> Any:
    """Return the keyring of a machine, out of its file of secrets."""
    import json

    from caretrack.sealing.keyring import Keyring

    (file,) = (machine.home / ".config/caretrack/sync").glob("*.json")
    kept = json.loads(file.read_text(encoding="utf-8"))
    keys = [bytes.fromhex(key) for key in kept["keys"]]
    return Keyring(kept["journal"], keys, bytes.fromhex(kept["naming"]))


def all_ops(address: str, journal: str) -> Iterator[Any]:
    """Give every op of a journal on the hub at this address."""
    from caretrack.hubs.address import open_hub

    hub = open_hub(address)
    try:
        cursor, more = "", True
        while more:
            page = hub.pull(journal, cursor, 1000, "")
            yield from page.ops
            cursor, more = page.cursor, page.more
    finally:
        hub.close()


class Hub:
    """What all of them have in common: one place, and nothing that must be carried."""

    def address(self, machine: str) -> str:
        raise NotImplementedError

    def place(self, machine: str) -> str:
        return ""

    def carry(self) -> Sequence[str]:
        return ()

    def carry_some(self, rng: random.Random) -> None:
        pass

    def cut_after(self, size: int) -> bool:
        return False

    def mend(self) -> None:
        pass

    def ops(self, journal: str) -> Iterator[Any]:
        return all_ops(self.address("mia"), journal)

    def keyring(self, machine: Machine) -> Any:
        return keyring_of(machine)


class Folder(Hub):
    """A folder that all machines share."""

    def __init__(self, folder: Path) -> None:
        """Lay it out."""
        self.folder, self.away, self.backup = (
            folder / name for name in ("hub", "hub-away", "hub-saved")
        )
        self.folder.mkdir(parents=True)

    def address(self, machine: str) -> str:
        return str(self.folder)

    def kill(self) -> None:
        """Take the folder away; a file in its place keeps it from being made anew."""
        self.folder.rename(self.away)
        self.folder.write_text("not connected")

    def revive(self) -> None:
        self.folder.unlink()
        self.away.rename(self.folder)

    def wipe(self) -> None:
        """All that was in it is gone; the marker of the hub as well, now and then."""
        for journal in self.folder.glob("journal-*"):
            shutil.rmtree(journal)

    def save(self) -> None:
        shutil.rmtree(self.backup, ignore_errors=True)
        shutil.copytree(self.folder, self.backup)

    def restore(self) -> None:
        shutil.rmtree(self.folder)
        shutil.copytree(self.backup, self.folder)


class Copies(Hub):
    """A copy of the folder on each machine, and a program that carries the files between them.

    It knows what each copy held when it last looked: what came since goes into the cloud, what
    went is taken out of it. A file may arrive in part first.
    """

    def __init__(self, folder: Path, machines: Sequence[str]) -> None:
        """Lay them out."""
        self.roots = {name: folder / f"hub-of-{name}" for name in machines}
        self.cloud: dict[str, bytes] = {}
        self.gone: set[str] = set()
        self.held: dict[str, set[str]] = {name: set() for name in machines}
        self.away = False
        self.backup: dict[str, bytes] = {}
        for root in self.roots.values():
            root.mkdir(parents=True)

    def address(self, machine: str) -> str:
        return str(self.roots[machine])

    def place(self, machine: str) -> str:
        return machine

    def carry(self) -> Sequence[str]:
        """Carry everything; return the places that are alike now."""
        if self.away:
            return ()
        for name in self.roots:
            self._up(name)
        for name in self.roots:
            self._down(name, set(self.cloud))
        return tuple(self.roots)

    def carry_some(self, rng: random.Random) -> None:
        """Carry some files from one machine to another, one of them half."""
        one, other = rng.sample(sorted(self.roots), 2)
        if self.away:
            return
        self._up(one)
        new = sorted(set(self.cloud) - self.held[other])
        chosen = {path for path in new if rng.random() < 0.6}
        self._down(other, chosen)
        if chosen and rng.random() < 0.3:
            path = sorted(chosen)[-1]
            file = self.roots[other] / path
            file.write_bytes(self.cloud[path][: len(self.cloud[path]) // 2])
            self.held[other].discard(path)

    def kill(self) -> None:
        self.away = True

    def revive(self) -> None:
        self.away = False

    def wipe(self) -> None:
        self._put({})

    def save(self) -> None:
        self.carry()
        self.backup = dict(self.cloud)

    def restore(self) -> None:
        self._put(self.backup)

    def _put(self, files: dict[str, bytes]) -> None:
        """Everywhere stand these files and no others, as if the program had carried that."""
        self.cloud, self.gone = dict(files), set()
        for name, root in self.roots.items():
            for file in self._files(name):
                if not file.endswith("care-hub.json"):
                    (root / file).unlink()
            self.held[name] = set()
            self._down(name, set(files))

    def _files(self, name: str) -> list[str]:
        root = self.roots[name]
        return [
            str(file.relative_to(root))
            for file in root.rglob("*")
            if file.is_file() and not file.name.endswith((".part", ".tmp"))
        ]

    def _up(self, name: str) -> None:
        there = set(self._files(name))
        for path in there - self.held[name]:
            data = (self.roots[name] / path).read_bytes()
            if path in self.gone or len(data) < len(self.cloud.get(path, b"")):
                continue
            self.cloud[path] = data
            self.held[name].add(path)
        for path in self.held[name] - there:
            self.cloud.pop(path, None)
            self.gone.add(path)
            self.held[name].discard(path)

    def _down(self, name: str, paths: set[str]) -> None:
        for path in paths - self.held[name]:
            file = self.roots[name] / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(self.cloud[path])
            self.held[name].add(path)
        for path in self.gone & set(self._files(name)):
            (self.roots[name] / path).unlink()
            self.held[name].discard(path)


class Engine(Protocol):
    """What makes the hub of each run."""

    name: str

    def hub(self, folder: Path, machines: Sequence[str]) -> StormyHub: ...


class Server(Hub):
    """An engine behind a wire that can be cut."""

    def __init__(self, engine: Any, proxy: Any) -> None:
        """`engine` is one of `engines.py`, which runs; the wire ends at its port."""
        self.engine, self.proxy = engine, proxy

    def revive(self) -> None:
        self.engine.start()

    def cut_after(self, size: int) -> bool:
        """Cut each connection after so many bytes to the engine, or from it."""
        if size % 3:
            self.proxy.cut_after = size
        else:
            self.proxy.cut_answer_after = size
        return True

    def mend(self) -> None:
        self.proxy.cut_after = self.proxy.cut_answer_after = None


class Rqlite(Server):
    """An rqlite of one node."""

    def address(self, machine: str) -> str:
        port = self.engine.nodes[0].port
        return str(self.engine.address).replace(f":{port}", f":{self.proxy.port}")

    def kill(self) -> None:
        self.engine.stop()

    def wipe(self) -> None:
        said = json.loads(
            self._ask(
                "/db/query?level=strong", [["SELECT name FROM sqlite_master WHERE type = 'table'"]]
            )
        )
        tables = [row[0] for row in said["results"][0].get("values", []) if "sqlite_" not in row[0]]
        self._ask("/db/execute", [[f'DROP TABLE "{table}"'] for table in tables])

    def save(self) -> None:
        self.backup = self._ask("/db/backup")

    def restore(self) -> None:
        self._ask("/db/load", self.backup)

    def _ask(self, path: str, body: Any = None) -> bytes:
        token = base64.b64encode(f"{engines.USER}:{engines.PASSWORD}".encode()).decode()
        data = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
        sort = "application/octet-stream" if isinstance(body, bytes) else "application/json"
        request = urllib.request.Request(
            self.engine.nodes[0].url + path,
            data,
            {"Authorization": f"Basic {token}", "Content-Type": sort},
        )
        with urllib.request.urlopen(request, timeout=20) as answer:
            said: bytes = answer.read()
        if b'"error"' in said[:2000] and path != "/db/backup":
            raise OSError(said.decode())
        return said


class Postgres(Server):
    """A PostgreSQL, with a database of its own for the run."""

    def __init__(self, engine: Any, proxy: Any, name: str) -> None:
        """Make the database."""
        super().__init__(engine, proxy)
        self.name = name
        self._make()

    def address(self, machine: str) -> str:
        whole = str(self.engine.address).replace(f":{self.engine.port}", f":{self.proxy.port}")
        return whole.rpartition("/")[0] + f"/{self.name}"

    def kill(self) -> None:
        self.engine.stop()

    def wipe(self) -> None:
        self._make()

    def save(self) -> None:
        self._make(f"{self.name}_saved", self.name)

    def restore(self) -> None:
        self._make(self.name, f"{self.name}_saved")

    def _make(self, name: str = "", of: str = "template0") -> None:
        name = name or self.name
        for statement in (
            f"DROP DATABASE IF EXISTS {name} WITH (FORCE)",
            f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{of}'",
            f"CREATE DATABASE {name} TEMPLATE {of}",
        ):
            subprocess.run(
                [self.engine.programs / "psql", "-qX", "-d", self.engine.address, "-c", statement],
                check=True,
                capture_output=True,
            )


class ServerEngine:
    """An engine that runs for many runs."""

    def __init__(self, name: str, engine: Any, proxy: Any) -> None:
        """`name` is rqlite or postgres."""
        self.name, self.engine, self.proxy = name, engine, proxy
        self.number = 0

    def hub(self, folder: Path, machines: Sequence[str]) -> StormyHub:
        self.number += 1
        if self.name == "rqlite":
            return Rqlite(self.engine, self.proxy)
        return Postgres(self.engine, self.proxy, f"run{self.number}")


class FolderEngine:
    """Folders need no engine."""

    def __init__(self, name: str) -> None:
        """`name` is folder or copies."""
        self.name = name

    def hub(self, folder: Path, machines: Sequence[str]) -> StormyHub:
        return Folder(folder) if self.name == "folder" else Copies(folder, machines)


HUBS = ("folder", "copies", "rqlite", "postgres")


@contextmanager
def opened(name: str, folder: Path) -> Iterator[Engine]:
    """Start the engine of this name, and stop it in the end. Raises NoEngine."""
    if name in {"folder", "copies"}:
        yield FolderEngine(name)
        return
    shutil.rmtree(folder / name, ignore_errors=True)
    engine = (engines.Rqlite if name == "rqlite" else engines.Postgres)(folder / name)
    with engines.running(engine):
        port = engine.nodes[0].port if isinstance(engine, engines.Rqlite) else engine.port
        with Proxy(port) as wire:
            yield ServerEngine(name, engine, wire)
