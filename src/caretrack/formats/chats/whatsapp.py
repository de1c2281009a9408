"""Read a chat that WhatsApp exported as text: one touch for each day.

Of a chat of two the touch is with the other one, also on days when only you wrote. Of a group it is
with those who wrote that day and are in the journal; all who wrote count for the crowd (S1.7).
"""

import io
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import BinaryIO, NamedTuple

from caretrack.domain.people.names import name_key
from caretrack.domain.records import Item, Refused, TouchRecord
from caretrack.domain.text import shortened
from caretrack.errors import CareError
from caretrack.formats.chats.days import ChatDay, day_uid, how_many_days
from caretrack.formats.chats.owner import Owner, known_as, my_keys, owner_of_group, owner_of_pair
from caretrack.formats.chats.whatsapp_lines import (
    ChatLine,
    WrittenDay,
    as_date,
    month_comes_first,
    read_line,
)
from caretrack.formats.source import ReadOptions, Source
from caretrack.formats.text import decode, encoding_by_mark, tidy_name
from caretrack.words import phrase_list

PROGRAM = "whatsapp"
# A message has at most 65,536 characters; of a longer line no more is looked at.
LONGEST_LINE = 300_000
LONGEST_MESSAGE = 6_000
# WhatsApp began in 2009. Who ever wrote in a group are fewer than this.
FIRST_YEAR, LAST_YEAR = 2009, 2199
MOST_SENDERS = 20_000
# Who called stands in no line of an Android phone: the other one did.
_CALLER = "\0"
_NAMES_SHOWN = 3
# What WhatsApp writes itself is no longer than this.
_LONGEST_GENERATED = 150

_QUOTED = re.compile('["“”„«»]')
_EDITED = re.compile(r"\s?<[^<>\n]{10,60}>$")
_PHONE = re.compile(r"[~+]?\s?[+(]?[0-9][0-9 ().\-\u2010-\u2015/]{5,}")
# Behind a missed call stands nothing, what to tap, or (on an Android phone) when it was.
_MISSED = re.compile(r"(?: (?:at|um|à|a las|alle|às|om) [0-9].*|[,.·•] .*|)", re.DOTALL)
_AFTER_CALL = re.compile(r"(?:[,.·•]? .*)?", re.DOTALL)
_DURATION = re.compile(r"([0-9]{1,4}) ?(h|st|u|min|s)")
_SECONDS = {"h": 3600, "st": 3600, "u": 3600, "min": 60, "s": 1}


class _Call(NamedTuple):
    answered: bool
    seconds: int
    seen: bool


class _Chat:
    """What was read of a chat so far; the message that is being read may go on."""

    def __init__(self, options: ReadOptions) -> None:
        self.options = options
        self.days: dict[WrittenDay, ChatDay] = {}
        self.minutes: dict[WrittenDay, int] = {}
        self.senders: Counter[str] = Counter()
        self.american = False
        self.title = ""
        self.odd = 0
        self.odd_where = ""
        self._open: tuple[ChatDay, str] | None = None
        self._text = ""

    def take(self, number: int, line: str) -> None:
        """Read the next line of the file."""
        found = read_line(line)
        if found is None:
            if self._open is not None and len(self._text) < LONGEST_MESSAGE:
                self._text += f"\n{line}"
            return
        self.close()
        where = f"line {number}"
        if not _is_a_day(found.day):
            self.odd += 1
            self.odd_where = self.odd_where or where
            return
        self.american = self.american or found.american
        sender = tidy_name(found.sender).removeprefix("~").strip()
        call = _call(found)
        if call is not None:
            self._day(found, where).call(
                sender or _CALLER, answered=call.answered, seconds=call.seconds, seen=call.seen
            )
            self._count(sender)
        elif sender and _is_notice(found):
            # An iPhone puts the name of the chat before its first notice.
            self.title = self.title or (sender if found.generated else "")
        elif sender:
            self._count(sender)
            self._open = (self._day(found, where), sender)
            # What is marked at both places is a picture or a file, in any language.
            self._text = "" if found.marked and found.generated else found.text

    def close(self) -> None:
        """End the message that was being read."""
        if self._open is None:
            return
        day, sender = self._open
        day.write(sender, _words(self._text), keep_as=sender if self.options.keep_text else "")
        self._open, self._text = None, ""

    def _day(self, found: ChatLine, where: str) -> ChatDay:
        self.minutes.setdefault(found.day, found.minute)
        return self.days.setdefault(found.day, ChatDay(where))

    def _count(self, sender: str) -> None:
        if sender:
            self.senders[sender] += 1
            if len(self.senders) > MOST_SENDERS:
                raise CareError(f"more than {MOST_SENDERS:,} people write in it: it is no chat")


def read(source: Source, options: ReadOptions) -> Iterator[Item]:
    """Give the days of the chat as touches.

    Raises CareError where there is no message in it, and OSError.
    """
    chat = _Chat(options)
    with source.open() as file:
        for number, line in enumerate(_lines(source, file), 1):
            chat.take(number, line)
    chat.close()
    if chat.odd:
        why = "there is no such day, or it was before there was WhatsApp"
        yield Refused(chat.odd_where, why, number=chat.odd)
    if not chat.senders:
        raise CareError("nobody wrote anything in this WhatsApp chat", "Is it the whole file?")
    yield from _touches(chat, source, options)


def _touches(chat: _Chat, source: Source, options: ReadOptions) -> Iterator[Item]:
    senders = list(chat.senders)
    title = title_of(source.path.name) or chat.title
    mine = my_keys(options.my_names)
    if len(senders) > 2:
        owner = owner_of_group(senders, mine, options.knows)
    else:
        owner = owner_of_pair(senders, mine, options.knows, title)
    if owner.fault:
        yield Refused(how_many_days(len(chat.days)), owner.fault, number=len(chat.days))
        return
    if owner.remark:
        source.remarks.append(owner.remark)
    month_first = month_comes_first(chat.days, chat.american, options.today)
    if month_first is None:
        month_first = options.month_first
        source.remarks.append(_order_remark(next(iter(chat.days)), month_first))
    for written, day in chat.days.items():
        when = as_date(written, month_first)
        if when is None:
            yield Refused(day.where, "there is no such day")
        elif len(senders) > 2:
            yield from _of_group(day, when, chat.minutes[written], owner, title, options)
        else:
            yield _of_pair(day, when, senders, owner, title, options)


def _of_pair(
    day: ChatDay, when: date, senders: list[str], owner: Owner, title: str, options: ReadOptions
) -> TouchRecord:
    """The touch of a day of a chat of two."""
    others = [name for name in senders if name not in owner.names]
    other = others[0] if others else title
    touch = day.touch(when, day_uid(PROGRAM, [name_key(other)], when), "WhatsApp", owner.names)
    # Of two who are both unknown, each is named, to be looked for.
    return _with(touch, others or [title], options)


def _of_group(
    day: ChatDay, when: date, minute: int, owner: Owner, title: str, options: ReadOptions
) -> Iterator[TouchRecord]:
    """The touch of a day of a group; none where nobody else wrote."""
    others = [name for name in day.writers if name not in owner.names and name != _CALLER]
    if not others or day.is_attempt:
        return
    # A group has no name in its file, and may be called otherwise tomorrow. When the first message
    # of a day was written stays the same.
    uid = day_uid(PROGRAM, ["group", str(minute), name_key(next(iter(day.writers)))], when)
    note = f"WhatsApp group {shortened(title, 60)}" if title else "WhatsApp group"
    touch = day.touch(when, uid, note, owner.names)
    known = [name for name in others if known_as(name, options.knows)]
    crowd = len(others) if len(others) > options.crowd else 0
    yield _with(touch, known or others[:_NAMES_SHOWN], options)._replace(
        crowd=crowd,
        from_them=touch.from_them and bool(owner.names or known_as(others[0], options.knows)),
    )


def _with(touch: TouchRecord, names: list[str], options: ReadOptions) -> TouchRecord:
    """The touch with people as the phone calls them: by a name, or by their number."""
    numbers = tuple(name for name in names if is_number(name))
    called = (known_as(name, options.knows) or name for name in names if name not in numbers)
    return touch._replace(people=tuple(called), phones=numbers)


def is_number(name: str) -> bool:
    """True if somebody is called by a phone number: they are in no address book."""
    return _PHONE.fullmatch(name) is not None


def title_of(file_name: str) -> str:
    """Return whom or what the chat is called after: "WhatsApp Chat with Ann.txt" is "Ann"."""
    stem = re.sub(r"(?i)(?: ?\([0-9]+\))?\.(?:txt|zip)$", "", file_name.replace("_", " "))
    for start in phrase_list("whatsapp", "file names"):
        if stem.casefold().startswith(f"{start} "):
            return tidy_name(stem[len(start) :])
    return ""


def looks_like_whatsapp(text: str) -> bool:
    """True if the head of a file is that of a chat: a day, a time and a name in its first lines."""
    lines = [line for line in text.split("\n")[:60] if line.strip()]
    if not lines or read_line(lines[0]) is None:
        return False
    found = [line for line in map(read_line, lines) if line and _is_a_day(line.day)]
    # A chat may begin with a hundred lines of a group alone.
    return any(line.sender for line in found) or (bool(found) and "whatsapp" in text.casefold())


def _lines(source: Source, file: BinaryIO) -> Iterator[str]:
    """Give the lines of the file without their ends; of a line that is too long, its beginning."""
    encoding = encoding_by_mark(file.read(4))
    file.seek(0)
    if encoding.startswith(("utf-16", "utf-32")):
        with io.TextIOWrapper(file, encoding, "replace") as text:
            while line := text.readline(LONGEST_LINE):
                source.position = min(file.tell(), source.size)
                yield line.rstrip("\r\n")
        return
    goes_on = False
    while data := file.readline(LONGEST_LINE):
        source.position += len(data)
        if not goes_on:
            yield decode(data).rstrip("\r\n")
        goes_on = not data.endswith(b"\n")


def _is_a_day(day: WrittenDay) -> bool:
    year = day.numbers[0] if day.order == "ymd" else day.numbers[2]
    return FIRST_YEAR <= year <= LAST_YEAR and bool(as_date(day, False) or as_date(day, True))


@cache
def _phrases(*headings: str) -> tuple[str, ...]:
    return tuple(phrase for heading in headings for phrase in phrase_list("whatsapp", heading))


def _is_notice(line: ChatLine) -> bool:
    """True if WhatsApp wrote the line, and it stands for no message."""
    text = line.text.casefold()
    if text.startswith(_phrases("taken back", "notice")):
        return True
    if line.generated and not line.marked and not _is_media(text):
        return True
    return _QUOTED.search(line.sender) is not None and any(
        phrase in line.sender.casefold() for phrase in phrase_list("whatsapp", "about the group")
    )


def _is_media(text: str) -> bool:
    """True if a line in small letters stands for a picture or a file."""
    return text.endswith(_phrases("media")) or (
        "<" in text and any(phrase in text for phrase in phrase_list("whatsapp", "attached"))
    )


def _words(text: str) -> str:
    """What a message says in words; "" for a picture, a voice message, a file."""
    bare = _EDITED.sub("", text.strip())
    first, _, more = bare.partition("\n")
    if first.casefold() == "null" or _is_media(first.casefold()):
        # What stands below a picture was written to it.
        return more.strip()
    return bare


def _call(line: ChatLine) -> _Call | None:
    """The call that a line tells of; None for a message."""
    if len(line.text) > _LONGEST_GENERATED:
        return None
    text = line.text.strip().casefold().strip("<>")
    if not text.startswith(_phrases("missed call", "call")):
        return None
    for phrase in phrase_list("whatsapp", "missed call"):
        if text.startswith(phrase) and _MISSED.fullmatch(text[len(phrase) :]):
            return _Call(answered=False, seconds=0, seen=False)
    for phrase in phrase_list("whatsapp", "call"):
        rest = text[len(phrase) :]
        if not text.startswith(phrase) or not _AFTER_CALL.fullmatch(rest):
            continue
        if any(words in rest for words in phrase_list("whatsapp", "no answer")):
            return _Call(answered=False, seconds=0, seen=False)
        lasted = _DURATION.findall(rest)
        if lasted or (line.generated and not rest):
            seconds = sum(int(number) * _SECONDS[unit] for number, unit in lasted)
            seen = any(word in phrase for word in phrase_list("whatsapp", "seen"))
            return _Call(answered=True, seconds=seconds, seen=seen)
    return None


def _order_remark(day: WrittenDay, month_first: bool) -> str:
    first = as_date(day, month_first) or as_date(day, not month_first)
    said = first.strftime("%-d %b %Y") if first else ""
    return (
        f"whether the day or the month comes first is not told in this chat: its first day was "
        f"taken for {said}; care config dates.month_first {'no' if month_first else 'yes'} if "
        "that is wrong"
    )
