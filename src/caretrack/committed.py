"""Whether this run has changed something for good, so that no error says that it has not."""

# What is so of the change that this run has begun.
_state = {"open": False, "committed": False}


def begin_run() -> None:
    """Begin: nothing was changed yet."""
    _state.update(open=False, committed=False)


def begin_change() -> None:
    """A change begins; until it is committed, an error leaves nothing of it."""
    _state["open"] = True


def mark_committed() -> None:
    """The change is on the disk: a transaction, or a file in its place."""
    _state.update(open=False, committed=True)


def end_change() -> None:
    """There was nothing to change."""
    _state["open"] = False


def is_unfinished() -> bool:
    """True if a change was begun and not committed."""
    return _state["open"]


def is_committed() -> bool:
    """True if the last change that was begun is on the disk."""
    return _state["committed"] and not _state["open"]
