"""`python -m caretrack` and the command `care`."""

import gc
import sys


def main() -> None:
    """Run the command line and exit with its code."""
    # Modules are never garbage. Looking for cycles while they load takes a twelfth of the start.
    gc.disable()
    try:
        if sys.argv[1:] == ["due", "--count"] and _due_counted():
            return
        from caretrack.cli import run

        gc.freeze()
        gc.enable()
        sys.exit(run(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)


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
