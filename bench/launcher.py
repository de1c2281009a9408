"""Start processes one after another and report their cost; run as `python -I -S launcher.py`.

A child starts with the peak memory of its parent, so this one imports almost nothing. An order is
(arguments, environment, terminal or None, the most seconds). An answer is (wall seconds, CPU
seconds, ru_maxrss, exit code). Both are marshalled after their length, on stdin and stdout.
"""

import _signal  # signal, without importing enum
import marshal
import posix
from time import perf_counter

NULL = "/dev/null"  # os.devnull, without importing os


def read(count: int) -> bytes:
    """Read this many bytes of stdin; fewer at its end."""
    whole = b""
    while len(whole) < count and (part := posix.read(0, count - len(whole))):
        whole += part
    return whole


def run(
    arguments: list[str], environment: dict[str, str], terminal: str | None, limit: float
) -> tuple[float, float, int, int]:
    """Run one process to its end, in `terminal`, or without input and with its output discarded.

    After `limit` seconds it is killed, with the processes that it started: its exit code is -9.
    """
    inside, flags = terminal or NULL, posix.O_RDWR | posix.O_NOCTTY
    files = [(posix.POSIX_SPAWN_OPEN, stream, inside, flags, 0) for stream in (0, 1, 2)]
    begun = perf_counter()
    child = posix.posix_spawn(arguments[0], arguments, environment, file_actions=files, setpgroup=0)
    _signal.signal(_signal.SIGALRM, lambda *_: posix.killpg(child, _signal.SIGKILL))
    _signal.setitimer(_signal.ITIMER_REAL, limit)
    _, status, used = posix.wait4(child, 0)
    seconds = perf_counter() - begun
    _signal.setitimer(_signal.ITIMER_REAL, 0)
    return (
        seconds,
        used.ru_utime + used.ru_stime,
        used.ru_maxrss,
        posix.waitstatus_to_exitcode(status),
    )


def main() -> None:
    """Take orders until there are no more."""
    while header := read(4):
        answer = marshal.dumps(run(*marshal.loads(read(int.from_bytes(header, "big")))))
        posix.write(1, len(answer).to_bytes(4, "big") + answer)


if __name__ == "__main__":
    main()
