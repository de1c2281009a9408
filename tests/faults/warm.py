"""A warm process that forks `care` for each run, under strace or a timer if a fault is wanted.

To start Python, and strace with it, costs more than all that a command does. So the child is
forked with every module loaded, stops, lets strace attach, and goes on: each fault is then injected
into a process of its own, which does nothing but run the command.

As a script, it is that process: it reads a request a line on stdin and answers with a line.
"""

from __future__ import annotations

import ctypes
import gc
import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple

if __name__ == "__main__":
    TESTS = Path(__file__).resolve().parent.parent
    sys.path[:0] = [str(TESTS), str(TESTS.parent / "src")]

import fork_server

SECONDS = 300.0
HUNG = "hung"
# Lets a process that is neither parent nor root attach, where the kernel asks for that.
PR_SET_PTRACER, ANYBODY = 0x59616D61, -1


class Outcome(NamedTuple):
    """How a run ended: its exit code (minus the signal that ended it), and what it said."""

    code: int
    out: str
    err: str


class Warm:
    """Starts `care` as a process of its own, in a few milliseconds. Use it with `with`."""

    def __init__(self, folder: Path) -> None:
        """Start the warm process. `folder` holds the streams of the runs."""
        self.streams = folder
        folder.mkdir(parents=True, exist_ok=True)
        self._process = subprocess.Popen(
            [sys.executable, "-P", __file__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=os.environ | {"PYTHONUNBUFFERED": ""},
        )

    def __enter__(self) -> Warm:
        """Return the warm process itself."""
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
        self,
        args: Sequence[str],
        env: Mapping[str, str],
        cwd: Path,
        stdin: str = "",
        *,
        strace: Sequence[str] = (),
        kill_after: float | None = None,
        largest_file: int | None = None,
        anew: bool = False,
    ) -> Outcome:
        """Run `care` to its end. `strace` are options of strace.

        It is killed `kill_after` seconds after its start. No file of it may grow above
        `largest_file` bytes. With `anew` Python is started anew, as by a shell.

        Raises RuntimeError if it does not end, or if strace cannot attach.
        """
        files = [self.streams / name for name in ("stdin", "stdout", "stderr")]
        # A child that is killed early may not come to empty what it writes to.
        for file, text in zip(files, (stdin, "", ""), strict=True):
            file.write_text(text, encoding="utf-8")
        request = {
            "args": list(args),
            "env": dict(env),
            "cwd": str(cwd),
            "files": list(map(str, files)),
            "strace": list(strace),
            "kill_after": kill_after,
            "largest_file": largest_file,
            "anew": anew,
        }
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        answer = json.loads(self._process.stdout.readline() or '"the warm process is gone"')
        if not isinstance(answer, int):
            raise RuntimeError(f"{answer}: care {' '.join(args)}")
        out, err = (file.read_bytes().decode("utf-8", "replace") for file in files[1:])
        return Outcome(answer, out, err)


def strace_works(folder: Path) -> bool:
    """True if strace is here and may inject a fault into a process that it attaches to."""
    if shutil.which("strace") is None:
        return False
    with Warm(folder) as warm:
        env = {"HOME": str(folder), "PATH": os.environ["PATH"]}
        inject = ["-e", "trace=write", "-e", "inject=write:signal=KILL:when=1"]
        with suppress(RuntimeError):
            return warm.run(["--version"], env, folder, strace=inject).code == -signal.SIGKILL
    return False


def _serve() -> dict[str, Any]:
    """Answer requests until stdin ends. Each child returns from here with its request."""
    for line in sys.stdin:
        request: dict[str, Any] = json.loads(line)
        child = os.fork()
        if not child:
            return request
        print(json.dumps(_ended(child, request)), flush=True)
    os._exit(0)


def _ended(child: int, request: dict[str, Any]) -> int | str:
    """See a child to its end; return its exit code, or what went wrong."""
    tracer = None
    if request["strace"]:
        os.waitpid(child, os.WUNTRACED)
        tracer = subprocess.Popen(
            ["strace", "-p", str(child), *request["strace"]], stderr=subprocess.PIPE, text=True
        )
        assert tracer.stderr is not None
        said = tracer.stderr.readline()
        if "attached" not in said:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            tracer.communicate()
            return f"strace does not work here: {said.strip()}"
        os.kill(child, signal.SIGCONT)
    if request["kill_after"] is not None:
        time.sleep(request["kill_after"])
        os.kill(child, signal.SIGKILL)
    code = _waited(child)
    if tracer is not None:
        tracer.communicate()
    return code


def _waited(child: int) -> int | str:
    end, pause = time.monotonic() + SECONDS, 0.0005
    while time.monotonic() < end:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status)
        time.sleep(pause)
        pause = min(pause * 1.2, 0.02)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return HUNG


def _become(request: dict[str, Any]) -> None:
    """Give this process the files, the environment and the limits of the request."""
    stdin, stdout, stderr = request["files"]
    write = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    files = {0: os.open(stdin, os.O_RDONLY), 1: os.open(stdout, write), 2: os.open(stderr, write)}
    # A umask of 0 hides no file that is made for everybody to read.
    start = fork_server.Request(
        os.getsid(0),
        0,
        os.open(request["cwd"], os.O_RDONLY),
        files,
        request["args"],
        request["env"],
    )
    fork_server.become(start)
    if request["largest_file"] is not None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (request["largest_file"],) * 2)
    if request["strace"]:
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(PR_SET_PTRACER, ANYBODY, 0, 0, 0)
        os.kill(os.getpid(), signal.SIGSTOP)
    if request["anew"]:
        program = [sys.executable, "-P", "-m", "caretrack", *request["args"]]
        os.execve(sys.executable, program, request["env"])


if __name__ == "__main__":
    fork_server.preload()
    # A collection in a child must not touch all of this, and so copy it.
    gc.collect()
    gc.freeze()
    _become(_serve())
    fork_server.run()
