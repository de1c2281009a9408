"""What the forms of `care edit` share: a row as fields that are read, checked and written."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any, ClassVar

from caretrack.errors import WrongUsage
from caretrack.journal import people
from caretrack.journal.connection import Journal
from caretrack.session import Session


class Form(ABC):
    """One row as fields of text or lists of text. Subclasses say which fields."""

    fields: ClassVar[tuple[str, ...]] = ()
    what: ClassVar[str] = ""

    def __init__(self, session: Session, journal: Journal, row_id: str) -> None:
        """The form of the row with this id."""
        self.session, self.journal, self.row_id = session, journal, row_id

    @abstractmethod
    def read(self) -> dict[str, Any]:
        """The fields as they are, "" for nothing."""

    @abstractmethod
    def write(self, given: Mapping[str, Any]) -> None:
        """Check and write the fields that are given; must run inside a change."""

    @abstractmethod
    def value(self) -> Any:
        """Return the row as it is now."""

    @abstractmethod
    def title(self) -> str:
        """Whose it is, or when."""

    def refuse_strangers(self, given: Mapping[str, Any]) -> None:
        """Raise WrongUsage when a field is given that this sort of row does not have."""
        for key in given:
            if key not in self.fields:
                article = "an" if self.what[:1] in "aeiou" else "a"
                raise WrongUsage(
                    f"{article} {self.what} has no {key[:40]}", f"It has {', '.join(self.fields)}."
                )

    def who(self, person_id: str) -> str:
        """The name of a person."""
        return people.names(self.journal, [person_id])[person_id]


def one_of(word: str, choices: tuple[str, ...], what: str) -> str:
    """The word in lower case. Raises WrongUsage when it is none of the choices."""
    if word.strip().lower() not in choices:
        raise WrongUsage(f"no {what} is called '{word[:40]}'", f"There are {', '.join(choices)}.")
    return word.strip().lower()
