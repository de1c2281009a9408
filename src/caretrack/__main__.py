"""`python -m caretrack` and the command `care`."""

import gc
import sys

# What ends a program from outside: a terminal that is closed, a machine that shuts down.
HANG_UP = ("SIGHUP", "SIGTERM")


def main() -> None:
    """Run the command line and exit with its code."""
    # Modules are never garbage. Looking for cycles while they load takes a twelfth of the start.
    gc.disable()
    try:
        # SQLite opens files in the place of streams that the caller closed.
        closed = None in (sys.stdin, sys.stdout, sys.stderr)
        if sys.argv[1:] == ["due", "--count"] and not closed and _due_counted():
            return
        from caretrack.cli import run

        gc.freeze()
        gc.enable()
        ended_by = _interrupt_at_hang_up()
        code = run(sys.argv[1:], alone=True)
        if ended_by:
            _end_by(ended_by[0])
        sys.exit(code)
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


def _due_counted() -> bool:
    """Print the number of `care due --count`. True if it was printed.

    A prompt asks for it each time, and parsing the command line would take two thirds of the time.
    Whatever goes wrong here is left to the whole program, which says what it is.
    """
    try:
        from caretrack.journal.queries.due_count import count_due
        from caretrack.session import start

        session = start(None)
        number = 0
        if session.has_journal():
            with session.read() as journal:
                number = count_due(journal)
        sys.stdout.write(f"{number}\n")
        sys.stdout.flush()
    except Exception:
        return False
    return True


if __name__ == "__main__":
    main()
