"""Read calls and messages as "SMS Backup & Restore" writes them: one touch for a number and a day.

Calls and messages of one day are two touches. Numbers that nobody of the journal has are counted by
the import. What went out to a service (a short number, a name) is nobody's.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import NamedTuple

from caretrack.domain.model import MISSED
from caretrack.domain.records import Item, Refused, TouchRecord
from caretrack.errors import CareError
from caretrack.formats.chats.days import ChatDay, call_words, day_uid, local_time
from caretrack.formats.chats.xml_pieces import read_elements
from caretrack.formats.source import ReadOptions, Source
from caretrack.formats.text import said_name, tidy_name

ROOTS = ("smses", "calls")
ME, THEM = "me", "them"
# The end of a number tells it, however it begins: +49 170 …, 0170 …
_TELLING_DIGITS, _FEWEST_DIGITS = 9, 7
_NO_NAME = "-1"

# The types of Android. Messages: 1 came, 2 went; drafts and what failed are none.
_CAME, _WENT = "1", "2"
# Calls: 1 came, 2 went, 3 was missed, 4 left a voicemail, 5 was turned down, 7 was taken on another
# device. 6 was blocked.
_THEIR_CALLS, _MY_CALLS, _TAKEN = frozenset("13457"), frozenset("2"), frozenset("127")

NOT_SENT = "drafts, and what was never sent"
SERVICES = "with a service or a hidden number"
BLOCKED = "blocked calls"
NO_DATE = "there is no date in it that can be read"


class _Key(NamedTuple):
    """One touch: its day, by call or message, with these numbers, each by its last digits."""

    day: date
    sort: str
    numbers: tuple[str, ...]


class _Message(NamedTuple):
    """What is known of a message or a call before its end was read."""

    where: str
    when: datetime
    box: str
    numbers: tuple[str, ...]
    name: str


class _Backup:
    """What was read of a backup so far."""

    def __init__(self, options: ReadOptions) -> None:
        self.options = options
        self.days: dict[_Key, ChatDay] = {}
        self.numbers: dict[str, str] = {}
        self.names: dict[str, str] = {}
        self.left: Counter[str] = Counter()
        self._mms: _Message | None = None
        self._parts: list[str] = []

    def begin(self, name: str, values: Mapping[str, str], where: str) -> Refused | None:
        """Read the beginning of an element; return why it does not come in."""
        if name == "part" and self._mms is not None:
            if values.get("ct") == "text/plain" and values.get("text", "null") != "null":
                self._parts.append(values["text"])
            return None
        if name not in ("sms", "mms", "call"):
            return None
        found = _message(name, values, where)
        if isinstance(found, Refused):
            return found
        if not found.numbers:
            self.left[SERVICES] += 1
        elif name == "mms":
            self._mms, self._parts = found, []
        elif name == "sms":
            self._write(found, values.get("body", ""))
        else:
            self._call(found, values)
        return None

    def end(self, name: str) -> None:
        """Read the end of an element."""
        if name == "mms" and self._mms is not None:
            self._write(self._mms, "\n".join(self._parts))
            self._mms, self._parts = None, []

    def _write(self, message: _Message, text: str) -> None:
        if message.box not in (_CAME, _WENT):
            self.left[NOT_SENT] += 1
            return
        mine = message.box == _WENT
        self._day(message, "sms").write(
            ME if mine else THEM,
            "" if text == "null" else text.strip(),
            at=message.when.timestamp(),
            keep_as=("me" if mine else message.name or "they") if self.options.keep_text else "",
        )

    def _call(self, message: _Message, values: Mapping[str, str]) -> None:
        if message.box not in _THEIR_CALLS | _MY_CALLS:
            self.left[BLOCKED] += 1
            return
        duration = values.get("duration", "")
        seconds = int(duration) if duration.isascii() and duration.isdecimal() else 0
        self._day(message, "calls").call(
            ME if message.box in _MY_CALLS else THEM,
            answered=seconds > 0 and message.box in _TAKEN,
            seconds=min(seconds, 86_400),
            at=message.when.timestamp(),
        )

    def _day(self, message: _Message, sort: str) -> ChatDay:
        keys = tuple(sorted({_telling(number) for number in message.numbers}))
        for number in message.numbers:
            # A number with its country says more.
            if number.startswith("+") or _telling(number) not in self.numbers:
                self.numbers[_telling(number)] = number
        if len(keys) == 1 and message.name:
            self.names.setdefault(keys[0], message.name)
        key = _Key(message.when.date(), sort, keys)
        return self.days.setdefault(key, ChatDay(message.where))

    def touches(self) -> Iterator[TouchRecord]:
        """All touches, in the order of time."""
        for key in sorted(self.days):
            day = self.days.pop(key)
            uid = day_uid(key.sort, key.numbers, key.day)
            touch = day.touch(key.day, uid, "SMS" if key.sort == "sms" else call_words(day), {ME})
            if touch.kind == MISSED:
                touch = touch._replace(note="missed call" if touch.from_them else "no answer")
            numbers = tuple(self.numbers[telling] for telling in key.numbers)
            crowd = len(numbers) if len(numbers) > self.options.crowd else 0
            called = tuple(
                (self.names[telling], self.numbers[telling])
                for telling in key.numbers
                if telling in self.names
            )
            yield touch._replace(phones=numbers, called=called, crowd=crowd)


def read(source: Source, options: ReadOptions) -> Iterator[Item]:
    """Give the days of each number as touches.

    What breaks off is refused, and what was before it comes in. Raises CareError for a file that is
    no such backup, and OSError.
    """
    backup, refused, first = _Backup(options), Counter[str](), ""
    rooted = False
    with source.open() as file:
        for element in read_elements(source, file):
            if isinstance(element, Refused):
                if not rooted:
                    raise CareError(f"{source.path.name}: {element.why}", "Is it the whole file?")
                yield element
            elif not rooted:
                if element.name not in ROOTS:
                    raise CareError("this XML is no backup of SMS Backup & Restore")
                rooted = True
            elif element.ends:
                backup.end(element.name)
            elif fault := backup.begin(element.name, element.attributes, f"line {element.line}"):
                refused[fault.why] += 1
                first = first or fault.where
    for why, number in refused.items():
        yield Refused(first, why, number=number)
    yield from backup.touches()
    for why, number in backup.left.items():
        said = "1 call or message" if number == 1 else f"{number:,} calls or messages"
        yield Refused(said, why, whole=False, number=number)


def _message(name: str, values: Mapping[str, str], where: str) -> _Message | Refused:
    stamp = values.get("date", "")
    when = local_time(int(stamp) / 1000) if re.fullmatch(r"[0-9]{1,16}", stamp) else None
    if when is None:
        return Refused(where, NO_DATE)
    text = values.get("number" if name == "call" else "address", "")
    numbers = tuple(
        number for number in dict.fromkeys(map(tidy_name, text.split("~"))) if _telling(number)
    )
    called = said_name(values.get("contact_name", ""))
    return _Message(
        where,
        when,
        values.get("msg_box" if name == "mms" else "type", ""),
        numbers,
        "" if called == _NO_NAME or len(numbers) > 1 else called,
    )


def _telling(number: str) -> str:
    """The last digits of a number; "" for what is no number of a person."""
    digits = "".join(str(int(char)) for char in number if char.isdecimal())
    has_letters = any(char.isalpha() for char in number)
    return "" if has_letters or len(digits) < _FEWEST_DIGITS else digits[-_TELLING_DIGITS:]
