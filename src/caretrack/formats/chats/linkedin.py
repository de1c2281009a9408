"""Read messages.csv of LinkedIn: one touch for a conversation and a day.

People are told by their page, and else by their name. The owner is in every conversation.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import NamedTuple

from caretrack.domain.people.matching import own_page
from caretrack.domain.people.names import name_key
from caretrack.domain.records import Item, Refused, TouchRecord
from caretrack.domain.text import shortened
from caretrack.errors import CareError
from caretrack.formats.chats.days import ChatDay, day_uid, how_many_days, local_time
from caretrack.formats.chats.owner import SAY_IT, known_as, my_keys, owner_of_pair
from caretrack.formats.csv.rows import CsvRow, read_rows
from caretrack.formats.source import ReadOptions, Source
from caretrack.formats.text import said_name

PROGRAM = "linkedin"
# The columns that are read, by our name; the last three are in younger exports only.
_COLUMNS = {
    "conversation": "CONVERSATION ID",
    "from": "FROM",
    "from_url": "SENDER PROFILE URL",
    "to": "TO",
    "date": "DATE",
    "content": "CONTENT",
    "folder": "FOLDER",
    "to_urls": "RECIPIENT PROFILE URLS",
    "draft": "IS MESSAGE DRAFT",
}
_NEEDED = ("conversation", "from", "to", "date")
_DATE = re.compile(
    r"([0-9]{4})[-/]([0-9]{1,2})[-/]([0-9]{1,2})[ T]([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?.*"
)
_TAG = re.compile(r"<[^<>]{1,300}>")
_ADVERTISED = "spinmail"

LEFT_OUT = "drafts, spam, and what was advertised"
NO_NAME = "from people who have left LinkedIn"
NO_DATE = "there is no date in it that can be read"


class _Person(NamedTuple):
    """Somebody in a conversation: their key, name and page."""

    key: str
    name: str
    page: str


@dataclass(slots=True)
class _Conversation:
    """One conversation; `people` are all who are in it, by their keys."""

    days: dict[date, ChatDay] = field(default_factory=dict)
    people: dict[str, _Person] = field(default_factory=dict)


class _Messages:
    """What was read of the file so far."""

    def __init__(self, options: ReadOptions) -> None:
        self.options = options
        self.talks: dict[str, _Conversation] = {}
        self.left: Counter[str] = Counter()
        self.undated = 0
        self.undated_where = ""
        # The key of the page of each name that came with one; "" where it came with several.
        self._pages: dict[str, str] = {}

    def take(self, row: Mapping[str, str], where: str) -> None:
        """Read one message."""
        content = row["content"]
        if (
            row["folder"].upper() == "SPAM"
            or row["draft"].casefold() in ("yes", "true")
            or _ADVERTISED in content[:500]
        ):
            self.left[LEFT_OUT] += 1
            return
        sender = self._person(row["from"], row["from_url"])
        if sender is None or (not sender.page and name_key(sender.name) == "linkedin member"):
            self.left[NO_NAME] += 1
            return
        when = _when(row["date"])
        if when is None:
            self.undated += 1
            self.undated_where = self.undated_where or where
            return
        readers = self._readers(row["to"], row["to_urls"])
        told = row["conversation"] or " ".join(sorted({sender.key, *(who.key for who in readers)}))
        talk = self.talks.setdefault(told, _Conversation())
        for person in (sender, *readers):
            if not (person.key in talk.people and talk.people[person.key].name):
                talk.people[person.key] = person
        talk.days.setdefault(when.date(), ChatDay(where)).write(
            sender.key,
            _TAG.sub(" ", content).strip(),
            at=when.timestamp(),
            keep_as=sender.name if self.options.keep_text else "",
        )

    def _person(self, name: str, url: str) -> _Person | None:
        named, page = said_name(name), own_page(url.strip())
        if not (named or page):
            return None
        key = name_key(named)
        if page and key:
            self._pages[key] = page if self._pages.get(key, page) == page else ""
        return _Person(page or key, named, url.strip() if page else "")

    def _readers(self, names: str, urls: str) -> list[_Person]:
        """The readers of a message. Several are joined by commas, which a name may have as well."""
        pages = [url for url in re.split(r"[,;]\s*", urls) if url.strip()]
        parts = [names]
        if not pages and not known_as(names, self.options.knows):
            parts = names.split(", ")
        elif len(pages) > 1:
            ways = (names.split(", "), names.split(","), [""] * len(pages))
            parts = next(way for way in ways if len(way) == len(pages))
        pairs = zip(parts, pages or [""] * len(parts), strict=True)
        return [person for name, url in pairs if (person := self._person(name, url))]

    def settle(self) -> None:
        """Let a name that came without its page be the one that it came with elsewhere."""
        for talk in self.talks.values():
            for key, person in list(talk.people.items()):
                page = self._pages.get(name_key(person.name), "")
                if person.page or not page:
                    continue
                del talk.people[key]
                talk.people.setdefault(page, person._replace(key=page, page=f"https://{page}"))
                for day in talk.days.values():
                    day.rename(key, page)

    def owner(self) -> tuple[frozenset[str], str]:
        """Return the keys of the owner, and why they cannot be told."""
        people = {
            key: person for talk in self.talks.values() for key, person in talk.people.items()
        }
        mine = my_keys(self.options.my_names)
        own = frozenset(key for key, person in people.items() if name_key(person.name) in mine)
        if own:
            return own, ""
        seen = Counter(key for talk in self.talks.values() for key in talk.people)
        (most, count), (_, next_count) = [*seen.most_common(2), ("", 0), ("", 0)][:2]
        if count > next_count and count * 2 > len(self.talks):
            return frozenset([most]), ""
        if len(people) == 2:
            names = [person.name or key for key, person in people.items()]
            pair = owner_of_pair(names, mine, self.options.knows, "")
            told = frozenset(
                key for key, person in people.items() if (person.name or key) in pair.names
            )
            if told:
                return told, ""
        return frozenset(), f"which of the people in it is you cannot be told; {SAY_IT}"


def read(source: Source, options: ReadOptions) -> Iterator[Item]:
    """Give the days of each conversation as touches.

    Raises CareError where it is not this table, and OSError.
    """
    messages, places = _Messages(options), dict[str, int]()
    for row in read_rows(source, ","):
        if isinstance(row, Refused):
            yield row
        elif not places:
            places = _places(row)
        else:
            cells = row.cells
            values = {
                name: cells[places[name]] if places.get(name, len(cells)) < len(cells) else ""
                for name in _COLUMNS
            }
            messages.take(values, f"line {row.line}")
    messages.settle()
    owner, fault = messages.owner() if messages.talks else (frozenset[str](), "")
    number = sum(len(talk.days) for talk in messages.talks.values())
    if fault:
        yield Refused(how_many_days(number), fault, number=number)
        return
    if owner and not my_keys(options.my_names):
        source.remarks.append(_remark(messages, owner))
    for told, talk in messages.talks.items():
        yield from _touches(told, talk, owner, options)
    if messages.undated:
        yield Refused(messages.undated_where, NO_DATE, number=messages.undated)
    for why, count in messages.left.items():
        said = "1 message" if count == 1 else f"{count:,} messages"
        yield Refused(said, why, whole=False, number=count)


def _touches(
    told: str, talk: _Conversation, owner: frozenset[str], options: ReadOptions
) -> Iterator[TouchRecord]:
    others = {key: person for key, person in talk.people.items() if key not in owner}
    for when in sorted(talk.days):
        day = talk.days.pop(when)
        wrote = [person for key, person in others.items() if key in day.writers]
        people = list(others.values()) if len(others) == 1 else wrote
        if not people:
            continue
        known = [
            person for person in people if person.page or known_as(person.name, options.knows)
        ] or people
        touch = day.touch(when, day_uid(PROGRAM, [told], when), "LinkedIn", owner)
        yield touch._replace(
            people=tuple(
                known_as(person.name, options.knows) or person.name
                for person in known
                if person.name
            ),
            urls=tuple(person.page for person in known if person.page),
            crowd=len(wrote) if len(wrote) > options.crowd else 0,
        )


def _places(row: CsvRow) -> dict[str, int]:
    """The places of the columns that are read, by our names."""
    head = [" ".join(cell.split()).upper() for cell in row.cells]
    places = {name: head.index(column) for name, column in _COLUMNS.items() if column in head}
    missing = [_COLUMNS[name] for name in _NEEDED if name not in places]
    if missing:
        raise CareError(
            f"this is not messages.csv of LinkedIn: there is no column {missing[0]}",
            "Take the file as it is in the archive.",
        )
    return places


def _remark(messages: _Messages, owner: frozenset[str]) -> str:
    people = [
        talk.people[key] for talk in messages.talks.values() for key in owner if key in talk.people
    ]
    name = shortened(people[0].name or people[0].page, 40)
    return f"“{name}” is taken for you, being in every conversation; if not, {SAY_IT}"


def _when(text: str) -> datetime | None:
    """The local time of a message; LinkedIn writes UTC."""
    found = _DATE.fullmatch(text.strip()[:60])
    if found is None:
        return None
    try:
        there = datetime(*(int(part or 0) for part in found.groups()), tzinfo=UTC)  # type: ignore[arg-type, misc]
    except ValueError:
        return None
    return local_time(there.timestamp())
