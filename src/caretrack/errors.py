"""What can go wrong, said in one line, with the exit code that `care` ends with.

A message says what was wrong and, where there is something to do, the hint says what. Neither ends with a line break.
"""


class CareError(Exception):
    """Refused or failed: exit code 1.

    `message` says what was wrong; `hint` (may be empty) says what to do. Both are shown on one line of stderr, with
    everything that came from the outside made safe for a terminal by whoever prints it.
    """

    exit_code = 1

    def __init__(self, message: str, hint: str = "") -> None:
        """Keep the two halves apart, so that a caller can add to the hint."""
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        """Both halves as one line."""
        if not self.hint:
            return self.message
        joint = "" if self.message.endswith((".", "?", "!")) else "."
        return f"{self.message}{joint} {self.hint}"


class WrongUsage(CareError):
    """The command line cannot be meant like this: a missing argument, a value that an option does not take. Exit code 2."""

    exit_code = 2


class NothingFound(CareError):
    """Nobody, or no entry, is meant by what was typed. Exit code 3."""

    exit_code = 3


class SeveralFound(CareError):
    """More than one could be meant. Exit code 4."""

    exit_code = 4


class JournalUnusable(CareError):
    """The journal cannot be used: locked, damaged, newer than this program, no permission, disk full. Exit code 5."""

    exit_code = 5
