"""What a check of the journal gives."""

from collections.abc import Mapping
from typing import Any, NamedTuple


class JournalCheck(NamedTuple):
    """One check: its name, True if all is well, a code for what was seen, and the code's values."""

    check: str
    fine: bool
    code: str
    values: Mapping[str, Any] = {}
