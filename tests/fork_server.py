"""A warm process that forks `care` for each request, so tests skip the start of Python.

For each request it forks a process of its own. The child gets what `fork_client.c` hands over
(arguments, environment, working directory, umask, open files), opens its standard streams on them
as Python does at its start, and runs `main` as `python -P -m caretrack` would.

A child cannot change what an interpreter fixes at its start. A request with another `PYTHONPATH`,
`LANG` or the like is declined, and the client then becomes the true program.
"""

from __future__ import annotations

import atexit
import fcntl
import gc
import importlib
import importlib.util
import io
import os
import pkgutil
import re
import resource
import selectors
import shutil
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple

CLIENT = Path(__file__).with_name("fork_client.c")
TAKEN, DECLINED = 0, -1
# The client passes only files with numbers below this.
MOST_FILES = 100
AT_THE_START = re.compile("PYTHON|LANG|LC_|LD_|MALLOC_|TYPER_")
# The one of these that a child can follow.
UNBUFFERED = "PYTHONUNBUFFERED"


class Request(NamedTuple):
    """What a process starts with."""

    session: int
    umask: int
    directory: int
    files: dict[int, int]
    arguments: list[str]
    environment: dict[str, str]


@contextmanager
def served(program: tuple[str, ...], environment: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    """Return the command for a faster `program`; without a C compiler, `program` itself."""
    compiler = shutil.which("cc")
    if compiler is None:
        yield program
        return
    # A short path: the name of a socket has about a hundred characters.
    folder = tempfile.mkdtemp(prefix="care-", dir="/tmp")
    with socket.socket(socket.AF_UNIX) as listener:
        client, place = f"{folder}/care", f"{folder}/socket"
        names = {"SOCKET": _in_c(place), "PROGRAM": ", ".join(map(_in_c, program))}
        subprocess.run(
            [
                compiler,
                "-o",
                client,
                *(f"-D{name}={value}" for name, value in names.items()),
                str(CLIENT),
            ],
            check=True,
        )
        listener.bind(place)
        listener.listen(128)
        command = [sys.executable, "-P", __file__, str(listener.fileno()), folder]
        # It ends and removes the folder when its stdin closes, however this process ends.
        server = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            env=environment,
            pass_fds=[listener.fileno()],
        )
    try:
        yield (client,)
    finally:
        server.communicate()


def _in_c(text: str) -> str:
    return '"' + "".join(f"\\{byte:03o}" for byte in os.fsencode(text)) + '"'


def _main(listener: socket.socket, folder: str) -> None:
    preload()
    # A collection in a child must not touch all of this, and so copy it.
    gc.collect()
    gc.freeze()
    become(_serve(listener, folder))
    run()


def preload() -> None:
    """Import the whole program, and the modules that it imports inside functions."""
    package = importlib.import_module("caretrack")
    names = [module.name for module in pkgutil.walk_packages(package.__path__, "caretrack.")]
    sources = [
        path.read_text(encoding="utf-8")
        for place in package.__path__
        for path in Path(place).rglob("*.py")
    ]
    inner = {
        name
        for source in sources
        for name in re.findall(r"^ +(?:from|import) ([\w.]+)", source, re.MULTILINE)
    }
    for name in [*names, *sorted(inner)]:
        with suppress(ImportError):
            importlib.import_module(name)


def _serve(listener: socket.socket, folder: str) -> Request:
    """Answer requests until the tests end. Each child returns from here with its request."""
    bell, hammer = socket.socketpair()
    hammer.setblocking(False)
    signal.set_wakeup_fd(hammer.fileno(), warn_on_full_buffer=False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    # ^C is for the tests and for the children.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # No epoll: a child would share it.
    waiting = selectors.PollSelector()
    for source in (listener, bell, sys.stdin):
        waiting.register(source, selectors.EVENT_READ)
    clients: dict[int, socket.socket] = {}
    while True:
        for key, _ in waiting.select():
            if key.fileobj is sys.stdin:
                for child in clients:
                    os.kill(child, signal.SIGKILL)
                shutil.rmtree(folder)
                os._exit(0)
            elif key.fileobj is bell:
                bell.recv(4096)
                for child, status in _ended():
                    _say(clients[child], status)
                    waiting.unregister(clients[child])
                    clients.pop(child).close()
            elif key.fileobj is listener:
                client, _ = listener.accept()
                request = _asked(client)
                if request is None:
                    client.close()
                    continue
                child = os.fork()
                if not child:
                    # Their numbers are about to be reused for other files.
                    for one in (listener, bell, hammer, client, *clients.values()):
                        one.detach()
                    return request
                for file in (request.directory, *request.files.values()):
                    os.close(file)
                clients[child] = client
                waiting.register(client, selectors.EVENT_READ, child)
                _say(client, TAKEN)
            elif key.data in clients:
                # Who asked for it is gone. It is known to have ended when the bell rings.
                os.kill(key.data, signal.SIGKILL)


def _ended() -> Iterator[tuple[int, int]]:
    with suppress(ChildProcessError):
        while (ended := os.waitpid(-1, os.WNOHANG))[0]:
            yield ended


def _say(client: socket.socket, number: int) -> None:
    with suppress(OSError):
        client.sendall(struct.pack("i", number))


def _asked(client: socket.socket) -> Request | None:
    """Read a client's request; None if it is declined or the client is gone."""
    head, files, _, _ = socket.recv_fds(client, 4, MOST_FILES + 1)
    body, size = bytearray(), struct.unpack("I", head)[0] if head else 0
    while len(body) < size and (more := client.recv(size - len(body))):
        body += more
    request = _read(body, files) if body and len(body) == size else None
    if request is not None and _fixed(request.environment) == _fixed(os.environ):
        return request
    for file in files:
        os.close(file)
    _say(client, DECLINED)
    return None


def _read(body: bytes, files: list[int]) -> Request:
    session, umask, file_count, argument_count, *words = os.fsdecode(bytes(body[:-1])).split("\0")
    numbers, words = words[: int(file_count)], words[int(file_count) :]
    arguments, variables = words[: int(argument_count)], words[int(argument_count) :]
    *handed, directory = files
    environment = dict(variable.split("=", 1) for variable in variables)
    return Request(
        int(session),
        int(umask),
        directory,
        dict(zip(map(int, numbers), handed, strict=True)),
        arguments,
        environment,
    )


def _fixed(environment: Mapping[str, str]) -> dict[str, str]:
    """What an interpreter reads of its environment when it starts, and never again."""
    return {
        name: value
        for name, value in environment.items()
        if AT_THE_START.match(name) and name != UNBUFFERED
    }


def become(request: Request) -> None:
    """Give this process the directory, environment and files of the request."""
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    if request.session != os.getsid(0):
        os.setsid()
    os.fchdir(request.directory)
    os.umask(request.umask)
    _take_over(request.files)
    os.environ.clear()
    os.environ.update(request.environment)
    time.tzset()
    for name, number, mode in (("stdin", 0, "rb"), ("stdout", 1, "wb"), ("stderr", 2, "wb")):
        stream = _stream(name, number, mode) if number in request.files else None
        setattr(sys, name, stream)
        setattr(sys, f"__{name}__", stream)
    main = importlib.util.find_spec("caretrack.__main__")
    assert main is not None
    sys.argv = [str(main.origin), *request.arguments]


def _take_over(files: Mapping[int, int]) -> None:
    """Open these files, by number, and no others."""
    aside = {number: fcntl.fcntl(file, fcntl.F_DUPFD, MOST_FILES) for number, file in files.items()}
    os.closerange(0, MOST_FILES)
    for number, file in aside.items():
        os.dup2(file, number)
    os.closerange(MOST_FILES, resource.getrlimit(resource.RLIMIT_NOFILE)[0])


def _stream(name: str, number: int, mode: str) -> io.TextIOWrapper:
    """A standard stream, as Python opens it at its start."""
    as_at_the_start = getattr(sys, f"__{name}__")
    unbuffered = mode == "wb" and bool(os.environ.get(UNBUFFERED))
    buffer: Any = open(number, mode, buffering=0 if unbuffered else -1, closefd=False)  # noqa: SIM115 - it stays open
    raw = buffer if unbuffered else buffer.raw
    raw.name = f"<{name}>"
    stream = io.TextIOWrapper(
        buffer,
        encoding=as_at_the_start.encoding,
        errors=as_at_the_start.errors,
        newline="\n",
        line_buffering=not unbuffered and (name == "stderr" or raw.isatty()),
        write_through=unbuffered,
    )
    stream.mode = mode[0]
    return stream


def _beside(name: str) -> Any:
    """Import a module of this folder: with -P it is not looked for there."""
    spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def run() -> None:
    """Run the program and exit at once: a normal shutdown copies all memory, which takes 40 ms.

    Reaching for the network ends it.
    """
    guard = _beside("no_network")
    guard.forbid(guard.end_process)
    from caretrack.__main__ import main

    code: object = 0
    try:
        main()
    except SystemExit as ended:
        code = ended.code
    if isinstance(code, int) and threading.active_count() == 1:
        atexit._run_exitfuncs()
        # Python reports what cannot be written.
        with suppress(OSError):
            for stream in filter(None, (sys.stdout, sys.stderr)):
                stream.flush()
            os._exit(code)
    sys.exit(code)


if __name__ == "__main__":
    _main(socket.socket(fileno=int(sys.argv[1])), sys.argv[2])
