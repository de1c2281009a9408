"""Who is named where a command was expected: `care ana` is the page of Ana."""

from collections.abc import Sequence

from caretrack.errors import JournalUnusable, NothingFound, SeveralFound, WrongUsage
from caretrack.journal import companies, people
from caretrack.session import Session


def names_somebody(session: Session, words: Sequence[str]) -> bool:
    """True if the words name people or a company of the journal, one or several.

    Raises WrongUsage if words are left behind a name: that is the note of a log, without `log`.
    """
    try:
        if not words or not session.has_journal():
            return False
        with session.read() as journal:
            # The command that comes asks which of several is meant.
            journal.choose = None
            try:
                person, left = people.find_leading(journal, words)
            except SeveralFound:
                return True
            except NothingFound:
                companies.find(journal, " ".join(words))
                return True
    except (JournalUnusable, NothingFound):
        return False
    if left:
        name = " ".join(words[: len(words) - len(left)])
        raise WrongUsage(
            f"there is no command '{name[:40]}', and {person.name} is a person",
            f"`care log {name[:40]} …` logs a touch, `care {name[:40]}` alone shows them.",
        )
    return True
