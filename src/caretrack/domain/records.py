"""People and touches as other programs hold them, and what an import made of them.

A reader makes one record of each person and each touch. The same record is matched, written
into the journal and shown in the report; an export writes records, too.
"""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from caretrack.domain.yearly_day import YearlyDay

if TYPE_CHECKING:
    from caretrack.domain.kinds.families import Kind
    from caretrack.domain.packed import Many
    from caretrack.domain.people.death import Death
    from caretrack.domain.people.namesakes import Namesake

# What became of a person of a file: new, known to the journal, a second time in this file, or no
# person at all.
NEW, KNOWN, AGAIN, ASIDE = "new", "known", "again", "aside"
# The fields of a change that says that somebody has died, or is in the archive.
DIED, ARCHIVED = "died", "archived"


class FactRecord(NamedTuple):
    """Something known about a person; `learned_on` is an ISO date or None."""

    category: str
    text: str
    learned_on: str | None


class EventRecord(NamedTuple):
    """A day in a person's life that comes once; `happens_on` is an ISO date."""

    happens_on: str
    text: str


class ActionRecord(NamedTuple):
    """A promise or a gesture (`sort`) that is not done yet; its days are ISO dates or None."""

    sort: str
    text: str
    made_on: str | None
    due_on: str | None = None


class PersonRecord(NamedTuple):
    """One person of a file; `where` is for the report ("line 12", "card 3, line 40").

    `chats` are accounts as `service:name` ("skype:ana.silva"), `address` is the postal one.
    `known` is the ISO day since which a table of our own has them as known, not looked after yet.
    `unnamed`: no name of a person was given, so that it was made of the company or an address.
    `cadence_days` is their own cadence, None for none; `archived` is why they are in the archive.
    """

    name: str
    where: str
    uid: str = ""
    nicknames: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    faxes: tuple[str, ...] = ()
    chats: tuple[str, ...] = ()
    urls: tuple[str, ...] = ()
    company: str = ""
    role: str = ""
    department: str = ""
    duties: str = ""
    address: str = ""
    note: str = ""
    tags: tuple[str, ...] = ()
    occasions: tuple[YearlyDay, ...] = ()
    facts: tuple[FactRecord, ...] = ()
    events: tuple[EventRecord, ...] = ()
    say: str = ""
    met: str = ""
    service: str = ""
    prefers: str = ""
    zone: str = ""
    hours: str = ""
    owner: str = ""
    died: "Death | None" = None
    known: str = ""
    unnamed: bool = False
    actions: tuple[ActionRecord, ...] = ()
    cadence_days: int | None = None
    archived: str = ""

    def handles(self) -> Iterator[tuple[str, str]]:
        """Give what the person is reached or told by, as sort and value."""
        if self.uid:
            yield "uid", self.uid
        for sort, values in (
            ("nickname", self.nicknames),
            ("email", self.emails),
            ("phone", self.phones),
            ("fax", self.faxes),
            ("chat", self.chats),
            ("url", self.urls),
        ):
            for value in values:
                if value:
                    yield sort, value


class TieRecord(NamedTuple):
    """How two people of a file are connected: `person` is the `relation` of `other`.

    Each of them is told by the uid of their record, or else by their name.
    """

    person: str
    relation: str
    other: str
    where: str


class TouchRecord(NamedTuple):
    """One time in touch, on an ISO date, with the people of these names and addresses.

    `emails`, `phones` and `urls` (pages of their own) are of the journal's people, or of nobody;
    `called` are the names that the file has for such an address, each with it ("" for a name that
    stands alone): by them somebody can be told who has no such address in the journal. `uids` are
    those of the records of people.
    From a reader it may lie in the future. `uid` is the event's or the message's, the same
    whenever the file is read again. The import fills what is empty: `kind` from `clue`, or else
    from the note (then it is `guessed`), `channel` from the note, and `person_ids`, the people
    of the journal; in the report `people` are their names. `of_record`: it is with the person of
    the record at the same place of the file, and of them only the day is known. `of_table`: it is
    a row of a table, whose names are looked for as one types them. `crowd` is how many there were,
    where they are more than the people of the journal who were there (S1.7); 0 where it is not.
    `unread`: its words are not English, and its kind is in doubt.
    """

    happened_on: str
    people: tuple[str, ...]
    note: str
    where: str
    uid: str = ""
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    urls: tuple[str, ...] = ()
    called: tuple[tuple[str, str], ...] = ()
    kind: str = ""
    channel: str = ""
    from_them: bool = False
    clue: str = ""
    guessed: bool = False
    person_ids: tuple[str, ...] = ()
    of_record: bool = False
    of_table: bool = False
    uids: tuple[str, ...] = ()
    crowd: int = 0
    unread: bool = False


class Refused(NamedTuple):
    """What did not come in: where it stands in the file, and why.

    `whole` is False for one field of a record that did come in. `number` is how many records
    that is, where one line stands for several. `not_yet` says that it comes in another time.
    """

    where: str
    why: str
    whole: bool = True
    number: int = 1
    not_yet: bool = False


# What a reader gives, in the order of the file; people before the ties and touches that name them.
Item = PersonRecord | TieRecord | TouchRecord | Refused


class Change(NamedTuple):
    """One field in which a file says something new.

    `old` is what the journal has ("" for nothing), `new` what the file has; `taken` says
    whether the journal takes it.
    """

    field: str
    old: str
    new: str
    taken: bool


class PersonOutcome(NamedTuple):
    """What became of one person of a file. `sort` is NEW, KNOWN, AGAIN or ASIDE.

    `called` is their name in the file where it is another, `shares` who else has their address,
    `news` a new job of theirs, to congratulate on. `why` says why somebody is set aside; they have
    no id.
    """

    id: str
    name: str
    sort: str
    where: str
    changes: tuple[Change, ...] = ()
    called: str = ""
    shares: str = ""
    news: str = ""
    why: str = ""


class TouchOutcomes(NamedTuple):
    """What became of the touches: the new ones, and how many of the others there were.

    `same` were there already, `grown` gained people, `strangers` were with nobody known;
    `guessed` counts the new ones whose kind was worked out from their words. `unknown` are the
    names in a table of touches, or in a chat, that nobody has, and `unclear` those that several
    have, each with the number of its touches. `with_unknown` and `with_unclear` count these touches
    themselves: one may be with two of them. `namesakes` are called like one of ours. `unread`
    counts the new ones whose words are not English: their kind is in doubt.
    """

    new: "Many[TouchRecord]" = ()
    same: int = 0
    grown: int = 0
    strangers: int = 0
    guessed: int = 0
    unknown: tuple[tuple[str, int], ...] = ()
    unclear: tuple[tuple[str, int], ...] = ()
    namesakes: "tuple[Namesake, ...]" = ()
    unread: int = 0
    with_unknown: int = 0
    with_unclear: int = 0


class TieOutcome(NamedTuple):
    """A new tie: the names of its two people; `person` is the `relation` of `other`."""

    person: str
    relation: str
    other: str


class Beginning(NamedTuple):
    """How the new people of an import begin: looked after, or only known (S2.1).

    `looked_after` and `known` count the new people; `taken_in` those who were only known before.
    `days` is the cadence of --every, None for the usual one. `known_in_all` is how many are known
    in the journal now, `load` what all cadences ask for, "" where there is nothing to say.
    """

    looked_after: int = 0
    known: int = 0
    taken_in: int = 0
    days: int | None = None
    known_in_all: int = 0
    load: str = ""


class ImportPage(NamedTuple):
    """The report of an import; `refused_more` counts what was refused beyond `refused`."""

    format: str
    dry_run: bool
    update: bool
    people: "Many[PersonOutcome]"
    touches: TouchOutcomes
    refused: tuple[Refused, ...]
    refused_more: int = 0
    kinds: Mapping[str, "Kind"] = {}
    beginning: Beginning = Beginning()
    ties: tuple[TieOutcome, ...] = ()

    @property
    def nothing_came(self) -> bool:
        """True if all that was in the file was refused."""
        touches = self.touches.new or self.touches.same or self.touches.grown
        return any(item.whole for item in self.refused) and not (self.people or touches)
