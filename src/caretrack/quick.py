"""`care due --count` without the parser of the command line: a prompt runs it each time, and two thirds of its time were Typer."""

import sys


def answered() -> bool:
    """Whether the number was printed. Whatever is in the way is left to the whole program, and said by it."""
    try:
        from caretrack.journal.queries.due_count import how_many_due
        from caretrack.session import start

        session = start(None)
        number = 0
        if session.there():
            with session.read() as journal:
                number = how_many_due(journal)
        sys.stdout.write(f"{number}\n")
        sys.stdout.flush()
    except Exception:
        return False
    return True
