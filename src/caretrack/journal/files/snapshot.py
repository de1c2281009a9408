"""Reading a journal as it is at one moment, however many statements that takes."""

from collections.abc import Iterator
from contextlib import contextmanager

from caretrack.journal.connection import Journal


@contextmanager
def snapshot(journal: Journal) -> Iterator[None]:
    """One moment for all that is read in the block; whoever wants to write meanwhile waits."""
    journal.db.execute("BEGIN")
    try:
        yield
    finally:
        if journal.db.in_transaction:
            journal.db.execute("ROLLBACK")
