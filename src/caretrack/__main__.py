"""`python -m caretrack` and the command `care`."""

import gc
import sys

# What ends a program from outside: a terminal that is closed, a machine that shuts down.
HANG_UP = ("SIGHUP", "SIGTERM")
# So many more objects before cycles are looked for: no daily command makes as many, and an import
# holds a few megabytes of garbage at most.
NEW_OBJECTS = 50_000


def main() -> None:
    """Run the command line and exit with its code."""
    # Modules are never garbage. Looking for cycles while they load takes a twelfth of the start.
    gc.disable()
    try:
        from caretrack.cli import run

        gc.freeze()
        gc.set_threshold(NEW_OBJECTS)
        gc.enable()
        ended_by = _interrupt_at_hang_up()
        code = run(sys.argv[1:], alone=True)
        if ended_by:
            _end_by(ended_by[0])
        _leave(code)
    except KeyboardInterrupt:
        sys.exit(130)


def _interrupt_at_hang_up() -> list[int]:
    """At a terminal, let a signal that ends a program interrupt as ^C does.

    So the terminal is left as it was, and what was typed is kept. A signal that whoever started the
    program ignores, as `nohup` does, stays ignored. Returns the list where the signal will stand.
    """
    came: list[int] = []
    if sys.stdin is None or not sys.stdin.isatty():
        return came
    import signal

    def interrupt(number: int, _frame: object) -> None:
        came.append(number)
        raise KeyboardInterrupt

    for name in HANG_UP:
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, interrupt)
    return came


def _end_by(number: int) -> None:
    """End by a signal, so that whoever started the program sees what ended it."""
    import os
    import signal

    signal.signal(number, signal.SIG_DFL)
    os.kill(os.getpid(), number)


def _leave(code: int) -> None:
    """End at once: all is written and closed, and taking the program apart takes time.

    What measures a program at its end, as a coverage tool does, sets CARE_SLOW_EXIT.
    """
    import os

    if os.environ.get("CARE_SLOW_EXIT"):
        sys.exit(code)
    os._exit(code)


if __name__ == "__main__":
    main()
