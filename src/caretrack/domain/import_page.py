"""What an import did, or would do, as values."""

from typing import NamedTuple


class Met(NamedTuple):
    """What became of one incoming person: whether they are new, what was added to somebody known, and what the file calls them if not so."""

    id: str
    name: str
    new: bool
    changed: tuple[str, ...]
    called: str = ""


class LeftOut(NamedTuple):
    """What did not come in: where it stands in the file, and why; `whole` False for one field of a record that did."""

    where: str
    why: str
    whole: bool


class ImportPage(NamedTuple):
    """The report of an import."""

    format: str
    dry_run: bool
    people: list[Met]
    touches_new: int
    touches_care: int
    touches_same: int
    refused: list[LeftOut]

    @property
    def nothing_came(self) -> bool:
        """Whether all that there was in the file was refused."""
        return any(item.whole for item in self.refused) and not (self.people or self.touches_new or self.touches_same)
