"""The lines of a chat that WhatsApp exported: its dates in many styles, and who wrote.

    [02/11/2026, 10:00:00] Ann: …      iPhone
    02/11/2026, 10:00 - Ann: …         Android

How a day is written follows the language of the phone. Whether the day or the month comes first is
told from the whole file (`DayOrder`).
"""

import re
from collections.abc import Iterable
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from caretrack.domain.dates import MONTHS

# Marks that turn a line around. WhatsApp puts one before all that it writes itself.
_MARKS = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
_NO_MARKS = str.maketrans({**dict.fromkeys(_MARKS), "\u00a0": " ", "\u202f": " ", "\u2009": " "})
_GENERATED = re.compile(r":\s?[\u200e\u200f]")
# A date and a time take no more than this of a line.
_LONGEST_HEAD = 70
LONGEST_SENDER = 120

_DATE = (
    r"(?P<a>[0-9]{1,4})\s?(?P<sign>[./-])\s?(?P<b>[0-9]{1,2})\s?(?P=sign)\s?"
    r"(?P<c>[RHSrhs令平]?[0-9]{1,4})\.?(?P<era> ?(?:BE|AD|พ\.ศ\.|г\.))?"
)
_NAMED_DATE = r"(?P<day>[0-9]{1,2})\.? (?P<month>[A-Za-z]{3,9})\.?,? (?P<year>[0-9]{4})"
# Half a day: "AM", "p. m.", "م", "in the morning"; before the time in Chinese and Korean.
_HALF = r"(?: ?[^\W\d_][^\d\n\[\]:,-]{0,18}?)?"
_TIME = r"(?P<hour>[0-9]{1,2})[:.](?P<minute>[0-9]{2})(?:[:.][0-9]{2})?"
_BEFORE_TIME = r"[,،]? ?(?:[^\W\d_][^\d\n\[\]:,-]{0,12}? ?)?"
_STYLES = tuple(
    re.compile(style)
    for style in (
        rf"\[{_DATE}{_BEFORE_TIME}{_TIME}{_HALF}\] ?",
        rf"{_DATE}{_BEFORE_TIME}{_TIME}{_HALF} [-–] ",
        rf"\[{_TIME}{_HALF}, ?{_DATE}\] ?",
        rf"{_TIME}{_HALF}, ?{_NAMED_DATE} [-–] ",
        rf"{_NAMED_DATE}{_BEFORE_TIME}{_TIME}{_HALF} [-–] ",
        rf"{_DATE}{_BEFORE_TIME}{_TIME}(?: ?[AaPp]\.? ?[Mm]\.?)?: ",
    )
)
_LOOKS_LIKE_ONE = re.compile(r"\[?[0-9]")
_EVENING = re.compile(r"(?i)p\.? ?m\b|م|in the (?:afternoon|evening)|下午|晚上|오후")
_CAPITAL_HALF = re.compile(r"[0-9] ?[AP]M\b")
# The eras of Japan: the year 1 is the one after this.
_ERAS = {"R": 2018, "令": 2018, "H": 1988, "平": 1988, "S": 1925}
# A year of the Buddhist calendar is so many years ahead.
_BUDDHIST, _BUDDHIST_FROM = 543, 2400
# Of fewer days, and of spans that differ less, nothing is told.
_ENOUGH_DAYS, _SURELY_LONGER = 3, 4


class WrittenDay(NamedTuple):
    """A day as it stands in a line: three numbers in their order.

    `order` says what they are where one line tells it: "ymd", "dmy", "mdy"; "" where only the
    other lines can.
    """

    numbers: tuple[int, int, int]
    order: str
    short_year: bool = False


class ChatLine(NamedTuple):
    """A line that begins a message, or says something about the chat (then `sender` is "").

    `minute` counts from midnight. `generated` is True where WhatsApp wrote the text, `marked`
    where a mark stands at the beginning of the line: then it stands for a picture or a file.
    """

    day: WrittenDay
    minute: int
    sender: str
    text: str
    generated: bool
    marked: bool
    american: bool


def read_line(line: str) -> ChatLine | None:
    """Return what a line begins; None for one that goes on with the message before it."""
    bare = line.translate(_NO_MARKS).lstrip() if not line.isascii() else line
    start = bare[:_LONGEST_HEAD]
    if not start.isascii():
        start = "".join(str(int(char)) if char.isdecimal() else char for char in start)
    if not _LOOKS_LIKE_ONE.match(start):
        return None
    head = next((found for style in _STYLES if (found := style.match(start))), None)
    day = written_day(head) if head else None
    if head is None or day is None:
        return None
    sender, text, generated = _parted(line, bare[head.end() :])
    hour = int(head["hour"])
    if _EVENING.search(head[0]) and hour < 12:
        hour += 12
    return ChatLine(
        day,
        hour * 60 + int(head["minute"]),
        sender,
        text,
        generated,
        line[:1] in ("\u200e", "\u200f"),
        _CAPITAL_HALF.search(head[0]) is not None,
    )


def _parted(line: str, rest: str) -> tuple[str, str, bool]:
    """Return the sender, the text, and whether WhatsApp wrote it."""
    sender, colon, text = rest.partition(": ")
    if not colon and rest.endswith(":"):
        sender, colon, text = rest[:-1], ":", ""
    if not colon or len(sender) > LONGEST_SENDER:
        return "", rest, True
    mark = _GENERATED.search(line)
    generated = mark is not None and line[: mark.start()].translate(_NO_MARKS).endswith(sender)
    return " ".join(sender.split()), text, generated


def written_day(head: "re.Match[str]") -> WrittenDay | None:
    """Return the day of the head of a line; None where it is none."""
    parts = head.groupdict()
    if parts.get("month"):
        month = MONTHS.get(parts["month"].casefold())
        if month is None:
            return None
        return WrittenDay((int(parts["day"]), month, int(parts["year"])), "dmy")
    first, last = parts["a"], parts["c"]
    if len(first) > 2:
        if len(first) != 4 or not last.isdigit() or len(last) > 2:
            return None
        return WrittenDay((_year(first, ""), int(parts["b"]), int(last)), "ymd")
    if len(last.lstrip("RHSrhs令平")) == 3:
        return None
    numbers = (int(first), int(parts["b"]), _year(last, parts["era"] or ""))
    # Where days are written with points, they come first.
    order = "dmy" if parts["sign"] == "." else ""
    return WrittenDay(numbers, order, len(last) < 3)


def _year(text: str, era: str) -> int:
    if not text.isdigit():
        return _ERAS[text[0].upper()] + int(text[1:])
    year = int(text)
    if year < 100:
        return 2000 + year
    return year - _BUDDHIST if year > _BUDDHIST_FROM and era.strip() != "AD" else year


def as_date(written: WrittenDay, month_first: bool) -> date | None:
    """Return the day that is meant; None where there is no such day."""
    one, two, three = written.numbers
    if written.order == "ymd":
        year, month, day = one, two, three
    elif month_first and written.order != "dmy":
        year, month, day = three, one, two
    else:
        year, month, day = three, two, one
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_comes_first(days: Iterable[WrittenDay], american: bool, today: date) -> bool | None:
    """Tell from the days of a whole file, in their order, whether the month comes first.

    A number above 12 is a day. Else a chat goes on in time, and ends by today. Then what an
    American phone writes: 2/11/26, and AM in capitals. None where nothing tells it.
    """
    open_days = [day for day in dict.fromkeys(days) if not day.order]
    if not open_days:
        return False
    if any(day.numbers[0] > 12 for day in open_days):
        return False
    if any(day.numbers[1] > 12 for day in open_days):
        return True
    faults = [_faults(open_days, month_first, today) for month_first in (False, True)]
    if faults[0] != faults[1]:
        return faults[1] < faults[0]
    if american and all(day.short_year for day in open_days):
        return True
    return _shorter_with_month_first(open_days)


def _faults(days: list[WrittenDay], month_first: bool, today: date) -> int:
    """Count the days that lie before the one above them, or are still to come."""
    read = [day for written in days if (day := as_date(written, month_first))]
    back = sum(later < earlier for earlier, later in pairwise(read))
    return back + sum(day > today for day in read)


def _shorter_with_month_first(days: list[WrittenDay]) -> bool | None:
    """Tell it from how long the chat takes: days in a row are likelier than one in each month."""
    spans = []
    for month_first in (False, True):
        read = [day for written in days if (day := as_date(written, month_first))]
        spans.append((read[-1] - read[0]).days if len(read) >= _ENOUGH_DAYS else 0)
    if not all(spans) or max(spans) < _SURELY_LONGER * min(spans):
        return None
    return spans[1] < spans[0]
