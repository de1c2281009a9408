"""What an import did, or would do, as values."""

from typing import NamedTuple

# What became of somebody in a file: new, known to the journal, or there a second time in the same file.
NEW, KNOWN, AGAIN = "new", "known", "again"


class Change(NamedTuple):
    """One field in which a file says something: what the journal had ("" for nothing), what the file has, and whether it was taken."""

    field: str
    old: str
    new: str
    taken: bool


class Met(NamedTuple):
    """What became of one person of a file. `sort` is NEW, KNOWN or AGAIN; `id` is empty for somebody new in a dry run.

    `called` is their name in the file where it is another, `shares` who else has their e-mail address.
    """

    id: str
    name: str
    sort: str
    where: str
    changes: tuple[Change, ...] = ()
    called: str = ""
    shares: str = ""


class LeftOut(NamedTuple):
    """What did not come in: where it stands in the file, and why; `whole` False for one field of a record that did.

    `number` is how many that is, where one line stands for several.
    """

    where: str
    why: str
    whole: bool = True
    number: int = 1


class Touched(NamedTuple):
    """One touch that came in, as it is shown: with whom, of which kind (`label` as pages call it) and family, by which channel."""

    happened_on: str
    kind: str
    label: str
    family: str
    channel: str
    people: tuple[str, ...]
    note: str


class Touches(NamedTuple):
    """What became of the touches: those that are new, and how many were there already, gained people, or were with nobody known.

    `guessed` is how many of the new ones had their kind worked out from their words.
    """

    new: tuple[Touched, ...] = ()
    same: int = 0
    grown: int = 0
    strangers: int = 0
    guessed: int = 0


class ImportPage(NamedTuple):
    """The report of an import. Where very much was refused, `refused_more` is how much of that is not in `refused`."""

    format: str
    dry_run: bool
    update: bool
    people: tuple[Met, ...]
    touches: Touches
    refused: tuple[LeftOut, ...]
    refused_more: int = 0

    @property
    def nothing_came(self) -> bool:
        """Whether all that there was in the file was refused."""
        touches = self.touches.new or self.touches.same or self.touches.grown
        return any(item.whole for item in self.refused) and not (self.people or touches)
