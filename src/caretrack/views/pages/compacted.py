"""What `care doctor --compact` says it gave back."""

from caretrack.views import words


def compacted_line(before: int, after: int) -> str:
    """Return how much of the disk is free again, and how large the journal is now, in bytes."""
    now = f"the journal takes {_size(after)}"
    if after >= before:
        return f"There was nothing to give back: {now}."
    return f"{_size(before - after)} given back to the disk; {now} now."


def folded_line(lines: int, commands: int) -> str:
    """Return how many lines of the log went, and how many commands cannot be undone any more."""
    if not lines:
        return "No entry has two steps before that day: the log stays as it is."
    steps = words.count(lines, "step")
    return f"{steps} joined; {words.count(commands, 'command')} cannot be undone any more."


def _size(size: int) -> str:
    return f"{size / 1_000_000:,.1f} MB" if size >= 1_000_000 else f"{size / 1000:,.0f} kB"
