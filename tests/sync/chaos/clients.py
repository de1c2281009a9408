"""A warm process that forks `care` for each run: with a clock of its own, and killed where asked.

A child is the whole program in a process of its own, as `fork_server.py` makes it. Before it runs,
it may be given

- a clock: every `datetime.now()` of the program then counts on from the instant that is named;
- a seed: what the program draws for ids is then the same in each run;
- a breakage (`breakages.py`): one function of the program is put out of order;
- a kill: SIGKILL at the n-th call that writes, sends, syncs or renames, before or after it.

As a script, this is that warm process: a request a line on stdin, an exit code a line on stdout.
"""

from __future__ import annotations

import datetime as real
import gc
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import FrameType, TracebackType
from typing import Any, NamedTuple

HERE = Path(__file__).resolve().parent
TESTS = HERE.parent.parent
if __name__ == "__main__":
    sys.path[:0] = [str(HERE), str(TESTS), str(TESTS.parent / "src")]

SECONDS = 120.0
# Calls into C between which a client can be killed: of SQLite, of files, of sockets.
CALLS = frozenset(
    [
        "execute",
        "executemany",
        "executescript",
        "commit",
        "rename",
        "replace",
        "link",
        "symlink",
        "fsync",
        "fdatasync",
        "write",
        "unlink",
        "remove",
        "rmdir",
        "mkdir",
        "open",
        "close",
        "ftruncate",
        "send",
        "sendall",
        "recv",
        "recv_into",
        "connect",
        "exec_",
        "exec_params",
        "send_query",
        "send_query_params",
        "flush",
        "consume_input",
        "put_copy_data",
    ]
)


class Outcome(NamedTuple):
    """How a run ended: its exit code (minus the signal that ended it), and what it said."""

    code: int
    out: str
    err: str


class Client:
    """Starts `care` as a process of its own, in a few milliseconds. Use it with `with`."""

    def __init__(self, folder: Path) -> None:
        """Start the warm process. `folder` holds the streams of the runs."""
        folder.mkdir(parents=True, exist_ok=True)
        self.files = [folder / name for name in ("stdin", "stdout", "stderr")]
        self._process = subprocess.Popen(
            [sys.executable, "-P", __file__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=os.environ | {"PYTHONUNBUFFERED": ""},
        )

    def __enter__(self) -> Client:
        """Return the client itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the warm process."""
        self._process.communicate()

    def run(
        self, args: Sequence[str], env: Mapping[str, str], cwd: Path, stdin: str = "", **how: Any
    ) -> Outcome:
        """Run `care` to its end. `how`: now, seed, breakage, kill_at, kill_after.

        Raises RuntimeError if it does not end.
        """
        for file, text in zip(self.files, (stdin, "", ""), strict=True):
            file.write_text(text, encoding="utf-8")
        request = {
            "args": list(args),
            "env": dict(env),
            "cwd": str(cwd),
            "files": list(map(str, self.files)),
            **how,
        }
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        answer = json.loads(self._process.stdout.readline() or '"the warm process is gone"')
        if not isinstance(answer, int):
            raise RuntimeError(f"{answer}: care {' '.join(args)}")
        out, err = (file.read_bytes().decode("utf-8", "replace") for file in self.files[1:])
        return Outcome(answer, out, err)


def _serve() -> dict[str, Any]:
    """Answer requests until stdin ends. Each child returns from here with its request."""
    for line in sys.stdin:
        request: dict[str, Any] = json.loads(line)
        child = os.fork()
        if not child:
            return request
        print(json.dumps(_ended(child, request.get("kill_after"))), flush=True)
    os._exit(0)


def _ended(child: int, kill_after: float | None) -> int | str:
    """See a child to its end; return its exit code, or what went wrong."""
    start, pause = time.monotonic(), 0.0005
    late = SECONDS if kill_after is None else kill_after
    while time.monotonic() < start + late:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status)
        time.sleep(pause)
        pause = min(pause * 1.2, 0.01)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    return "hung" if kill_after is None else os.waitstatus_to_exitcode(status)


def _become(request: dict[str, Any]) -> None:
    """Give this process the files, the environment and all else of the request."""
    import fork_server

    stdin, stdout, stderr = request["files"]
    write = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    files = {0: os.open(stdin, os.O_RDONLY), 1: os.open(stdout, write), 2: os.open(stderr, write)}
    start = fork_server.Request(
        os.getsid(0),
        0o022,
        os.open(request["cwd"], os.O_RDONLY),
        files,
        request["args"],
        request["env"],
    )
    fork_server.become(start)
    if request.get("now") is not None:
        _set_clock(request["now"])
    if request.get("seed") is not None:
        _draw_from(request["seed"])
    if request.get("breakage"):
        import breakages

        breakages.BREAKAGES[request["breakage"]].apply()
    if request.get("kill_at"):
        _kill_at(request["kill_at"])


def _set_clock(now: float) -> None:
    """Let every module of the program count on from `now`, in seconds since 1970."""
    ahead = real.timedelta(seconds=now - time.time())

    class Instant(type):
        def __instancecheck__(cls, other: object) -> bool:
            return isinstance(other, real.datetime)

    class Skewed(real.datetime, metaclass=Instant):
        @classmethod
        def now(cls, tz: real.tzinfo | None = None) -> Any:
            return real.datetime.now(tz) + ahead

    for name, module in list(sys.modules.items()):
        if name.startswith("caretrack") and getattr(module, "datetime", None) is real.datetime:
            module.datetime = Skewed  # type: ignore[attr-defined]


def _draw_from(seed: str) -> None:
    """Let the ids of new rows come from this seed."""
    from caretrack.journal import rows

    drawn = random.Random(seed)

    class Os:
        urandom = staticmethod(drawn.randbytes)

        def __getattr__(self, name: str) -> Any:
            return getattr(os, name)

    rows.os = Os()  # type: ignore[assignment]


def _kill_at(number: int) -> None:
    """Kill this process at the n-th of the CALLS: odd numbers before the call, even ones after."""
    seen = 0

    def profile(_frame: FrameType, event: str, call: Any) -> None:
        nonlocal seen
        if event in {"c_call", "c_return"} and call.__name__ in CALLS:
            seen += 1
            if seen >= number:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.setprofile(profile)


def _main() -> None:
    import breakages  # noqa: F401 - loaded before the forks

    import fork_server

    fork_server.preload()
    # A collection in a child must not touch all of this, and so copy it.
    gc.collect()
    gc.freeze()
    _become(_serve())
    fork_server.run()


if __name__ == "__main__":
    _main()
