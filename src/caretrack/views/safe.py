"""Nothing from the journal or from a file reaches a terminal as it is."""

from caretrack.domain.text import without_unsafe

REPLACEMENT = "\ufffd"


def safe(text: str) -> str:
    """`text` with every character replaced that could drive a terminal or turn a line around; TAB and LF stay."""
    return without_unsafe(text, REPLACEMENT)


def flat(text: str) -> str:
    """`text` made safe and on one line, for a cell or a row."""
    return " ".join(safe(text).split())
