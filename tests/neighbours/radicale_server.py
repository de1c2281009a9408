"""A Radicale of one's own on a free port, set up as docs/vdirsyncer.md says."""

import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from card_pages import blocks, put
from programs import program

PORT = "5232"


@contextmanager
def radicale(home: Path) -> Iterator[str]:
    """Start it in this home, and give its address; it ends with the block."""
    server_program = program("radicale")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    config = next(block for block in blocks("vdirsyncer.md", "ini") if "[storage]" in block)
    put(home, ".config/radicale/config", config.replace(PORT, port))
    command = [server_program, "--config", str(home / ".config/radicale/config")]
    with (home / "log").open("wb") as log:
        server = subprocess.Popen(
            command, env={"HOME": str(home)}, cwd=home, stdout=log, stderr=log
        )
    try:
        for _ in range(400):
            if "Radicale server ready" in (home / "log").read_text():
                break
            time.sleep(0.05)
        yield f"http://127.0.0.1:{port}/"
    finally:
        server.terminate()
        server.wait(20)
