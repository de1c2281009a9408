"""Read the JSON of Telegram Desktop: one chat, or all chats of an account.

Messages are read one at a time. Of a chat of two the touch is with the other one, of a group with
those who wrote that day and are in the journal. Their numbers stand in the contacts of an account.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from caretrack.domain.people.names import name_key
from caretrack.domain.records import Item, Refused, TouchRecord
from caretrack.domain.text import shortened
from caretrack.errors import CareError
from caretrack.formats.chats.days import (
    FIRST_YEAR,
    LAST_YEAR,
    ChatDay,
    call_words,
    day_uid,
    how_many_days,
    local_time,
)
from caretrack.formats.chats.owner import known_as, my_keys, owner_of_group, owner_of_pair
from caretrack.formats.json_pieces import BrokenJson, JsonPieces
from caretrack.formats.source import ReadOptions, Source
from caretrack.formats.text import tidy_name

PROGRAM = "telegram"
PAIR = "personal_chat"
_GROUPS = frozenset(("private_group", "private_supergroup", "public_group", "public_supergroup"))
_CHATS = ("chats", "left_chats")
MOST_SENDERS = 20_000
_NAMES_SHOWN = 3

NOT_OF_PEOPLE = "chats with bots and channels, and what you saved for yourself"
NO_NAME = "with accounts that were deleted, or have no name"
NO_DATE = "there is no date in it that can be read"


@dataclass(slots=True)
class _Chat:
    """What was read of one chat. `names` are those of the senders, by their ids."""

    where: str
    sort: str = ""
    id: str = ""
    title: str = ""
    days: dict[date, ChatDay] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)


class _Export:
    """What was read of an export so far; `me` is the id of its owner, "" where it is not said."""

    def __init__(self, source: Source, json: JsonPieces, options: ReadOptions) -> None:
        self.json, self.options, self.source = json, options, source
        self.me = ""
        self.phones: dict[str, str] = {}
        self.left: Counter[str] = Counter()
        self.undated = 0
        self.undated_where = ""
        self.waiting: list[_Chat] = []
        self.has_chats = False

    def items(self) -> Iterator[Item]:
        """Give the touches of each chat as it ends, and of those for which more must be known."""
        alone = _Chat("line 1")
        for key in self.json.keys("the export"):
            if key == "personal_information":
                self.me = _id(_object(self.json.value()).get("user_id"))
            elif key == "contacts" and self.json.next() == "{":
                self._contacts()
            elif key in _CHATS and self.json.next() == "{":
                yield from self._chats()
            else:
                self._of_chat(alone, key)
        yield from self._ended(alone)

    def _contacts(self) -> None:
        for key in self.json.keys("the contacts"):
            if key != "list" or self.json.next() != "[":
                self.json.skip()
                continue
            for _ in self.json.items():
                contact = _object(self.json.value())
                number = _text(contact.get("phone_number"))
                name = " ".join(_text(contact.get(part)) for part in ("first_name", "last_name"))
                for told in (_id(contact.get("user_id")), name_key(name)):
                    if told and number:
                        self.phones.setdefault(told, number)

    def _chats(self) -> Iterator[TouchRecord | Refused]:
        for key in self.json.keys("the chats"):
            if key != "list" or self.json.next() != "[":
                self.json.skip()
                continue
            for _ in self.json.items():
                chat = _Chat(f"line {self.json.line:,}")
                for part in self.json.keys("a chat"):
                    self._of_chat(chat, part)
                yield from self._ended(chat)

    def _of_chat(self, chat: _Chat, key: str) -> None:
        """Read the value of one key of a chat."""
        if key == "messages" and self.json.next() == "[":
            self.has_chats = True
            for _ in self.json.items():
                self._message(chat, _object(self.json.value()))
        elif key == "name":
            chat.title = _text(self.json.value())
        elif key == "type":
            chat.sort = _text(self.json.value())
        elif key == "id":
            chat.id = _id(self.json.value())
        else:
            self.json.skip()

    def _message(self, chat: _Chat, message: dict[str, Any]) -> None:
        is_call = message.get("action") == "phone_call"
        if message.get("type") != "message" and not is_call:
            return
        when, where = _when(message), f"line {self.json.line:,}"
        if when is None:
            self.undated += 1
            self.undated_where = self.undated_where or where
            return
        told = "actor" if is_call else "from"
        sender, name = _id(message.get(f"{told}_id")), _text(message.get(told))
        sender = sender or name
        if not sender or len(chat.names) > MOST_SENDERS:
            return
        chat.names[sender] = chat.names.get(sender) or name
        day = chat.days.setdefault(when.date(), ChatDay(where))
        at = when.timestamp()
        if is_call:
            seconds = message.get("duration_seconds")
            lasted = seconds if type(seconds) is int and 0 < seconds < 86_400 else 0
            day.call(sender, answered=lasted > 0, seconds=lasted, at=at)
        else:
            keep_as = (name or "they") if self.options.keep_text else ""
            day.write(sender, _words(message.get("text")), at=at, keep_as=keep_as)

    def _ended(self, chat: _Chat) -> Iterator[TouchRecord | Refused]:
        """Give the touches of a chat, unless more must be known of the account first."""
        if not chat.days:
            return
        if self.me:
            yield from self.touches(chat)
        else:
            self.waiting.append(chat)

    def touches(self, chat: _Chat) -> Iterator[TouchRecord | Refused]:
        """All touches of a chat."""
        if chat.sort not in _GROUPS and chat.sort not in (PAIR, ""):
            self.left[NOT_OF_PEOPLE] += 1
        elif chat.sort in _GROUPS or (chat.sort == "" and len(chat.names) > 2):
            yield from self._of_group(chat)
        else:
            yield from self._of_pair(chat)

    def _of_pair(self, chat: _Chat) -> Iterator[TouchRecord | Refused]:
        senders = list(chat.names)
        if chat.id in senders or (self.me and self.me in senders):
            mine = {self.me} if self.me in senders else {who for who in senders if who != chat.id}
        else:
            names = [chat.names[who] or who for who in senders][:2]
            keys = my_keys(self.options.my_names)
            owner = owner_of_pair(names, keys, self.options.knows, chat.title)
            if owner.fault:
                yield Refused(how_many_days(len(chat.days)), owner.fault, number=len(chat.days))
                return
            mine = {who for who in senders if (chat.names[who] or who) in owner.names}
        others = [who for who in senders if who not in mine]
        name = chat.title or next((chat.names[who] for who in others), "")
        if not name:
            self.left[NO_NAME] += 1
            return
        told = chat.id or next(iter(others), "")
        number = self.phones.get(told) or self.phones.get(name_key(name), "")
        for when in sorted(chat.days):
            day = chat.days[when]
            uid = day_uid(PROGRAM, [told or name_key(name)], when)
            touch = day.touch(when, uid, _note(day), mine)
            yield touch._replace(
                people=(self._as_known(name) or name,), phones=(number,) if number else ()
            )

    def _of_group(self, chat: _Chat) -> Iterator[TouchRecord | Refused]:
        mine = {self.me} & chat.names.keys()
        if not mine:
            keys = my_keys(self.options.my_names)
            owner = owner_of_group(list(chat.names.values()), keys, self.options.knows)
            if owner.remark and owner.remark not in self.source.remarks:
                self.source.remarks.append(owner.remark)
            mine = {who for who, name in chat.names.items() if name in owner.names}
        title = shortened(chat.title, 60) if chat.title else ""
        for when in sorted(chat.days):
            day = chat.days[when]
            others = [who for who in day.writers if who not in mine]
            if not others or day.is_attempt:
                continue
            known = [who for who in others if self._knows(who, chat.names[who])]
            uid = day_uid(PROGRAM, ["group", chat.id or name_key(chat.title)], when)
            touch = day.touch(when, uid, f"Telegram group {title}".strip(), mine)
            named = [chat.names[who] for who in known or others[:_NAMES_SHOWN]]
            people = [self._as_known(name) or name for name in named]
            numbers = [self._number(who, chat.names[who]) for who in known]
            yield touch._replace(
                people=tuple(filter(None, people)),
                phones=tuple(filter(None, numbers)),
                crowd=len(others) if len(others) > self.options.crowd else 0,
            )

    def _as_known(self, name: str) -> str:
        return known_as(name, self.options.knows)

    def _number(self, who: str, name: str) -> str:
        return self.phones.get(who) or self.phones.get(name_key(name), "")

    def _knows(self, who: str, name: str) -> bool:
        number = self._number(who, name)
        return bool(self._as_known(name) or (number and self.options.knows(number)))


def read(source: Source, options: ReadOptions) -> Iterator[Item]:
    """Give the days of each chat as touches.

    What breaks off is refused, and the chats before it come in. Raises CareError where there is no
    chat in it, and OSError.
    """
    with source.open() as file:
        json = JsonPieces(source, file)
        export = _Export(source, json, options)
        fault = ""
        try:
            yield from export.items()
        except BrokenJson as error:
            fault = str(error)
        except UnicodeDecodeError:
            fault = "this is not text in UTF-8"
    if fault and not export.has_chats:
        raise CareError(
            f"{source.path.name}, line {json.line:,}: {fault}", "Export it again, as JSON."
        )
    if not export.has_chats:
        raise CareError("there is no chat in this export of Telegram", "Tick the chats to export.")
    for chat in export.waiting:
        yield from export.touches(chat)
    if export.undated:
        yield Refused(export.undated_where, NO_DATE, number=export.undated)
    if fault:
        yield Refused(f"line {json.line:,}", f"the file cannot be read from here on: {fault}")
    for why, number in export.left.items():
        chats = "1 chat" if number == 1 else f"{number:,} chats"
        yield Refused(chats, why, whole=False, number=number)


def _note(day: ChatDay) -> str:
    if day.is_attempt:
        return "call on Telegram"
    calls = call_words(day)
    return f"Telegram: {calls}" if calls else "Telegram"


def _object(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _text(value: Any) -> str:
    return tidy_name(value) if isinstance(value, str) else ""


def _id(value: Any) -> str:
    """The number of a user, however this version of the program writes it."""
    if type(value) is int:
        return str(value)
    return value.removeprefix("user") if isinstance(value, str) else ""


def _words(value: Any) -> str:
    """The text of a message, which may be in parts, each with a format."""
    if isinstance(value, str):
        return value.strip()
    if not isinstance(value, list):
        return ""
    parts = (part.get("text", "") if isinstance(part, dict) else part for part in value)
    return "".join(part for part in parts if isinstance(part, str)).strip()


def _when(message: dict[str, Any]) -> datetime | None:
    """When a message was written, on the clock of the one who exported it."""
    text, stamp = message.get("date"), message.get("date_unixtime")
    if isinstance(text, str):
        try:
            when = datetime.fromisoformat(text)
        except ValueError:
            when = None
        if when is not None and FIRST_YEAR <= when.year <= LAST_YEAR:
            return when
    if isinstance(stamp, int | str) and str(stamp).isascii() and str(stamp).isdecimal():
        return local_time(int(str(stamp)[:16]))
    return None
