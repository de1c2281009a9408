"""Whether this run has changed something for good, so that no error says that it has not."""

from contextvars import ContextVar

_open: ContextVar[bool] = ContextVar("open", default=False)
_committed: ContextVar[bool] = ContextVar("committed", default=False)


def begin_run() -> None:
    """Begin: nothing was changed yet."""
    _open.set(False)
    _committed.set(False)


def begin_change() -> None:
    """A change begins; until it is committed, an error leaves nothing of it."""
    _open.set(True)


def mark_committed() -> None:
    """The change is on the disk: a transaction, or a file in its place."""
    _open.set(False)
    _committed.set(True)


def end_change() -> None:
    """There was nothing to change."""
    _open.set(False)


def is_unfinished() -> bool:
    """True if a change was begun and not committed."""
    return _open.get()


def is_committed() -> bool:
    """True if the last change that was begun is on the disk."""
    return _committed.get() and not _open.get()
