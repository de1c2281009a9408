"""What was written and called in a chat on one day becomes one touch.

As in mail, the touch is from them where they were the first that day, and what was done is read in
what you wrote, or else in what they wrote. Nothing of the text is kept unless that is asked for. A
day with nothing but calls that nobody took is an attempt (`missed`).
"""

import hashlib
import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from caretrack.domain.model import MISSED, UNKNOWN
from caretrack.domain.records import TouchRecord
from caretrack.domain.text import tidy

# Characters of what one side wrote on a day, to see what was done; of a day with many writers.
LONGEST_CLUE = 1_500
LONGEST_DAY = 6_000
LONGEST_KEPT = 6_000
# A message of before is of a clock that was not set, and so is one of long after.
FIRST_YEAR, LAST_YEAR = 1990, 2199


@dataclass(slots=True)
class ChatDay:
    """One day of one chat; `where` is the place of its first line.

    `writers` are the keys of those who wrote or called, whoever was first at the head, each with
    what they wrote as far as it is read. A file may begin with the newest: `at` says when something
    was, in any unit.
    """

    where: str
    writers: dict[str, str] = field(default_factory=dict)
    messages: int = 0
    calls: int = 0
    seconds: int = 0
    seen: bool = False
    _first: float = math.inf
    _room: int = LONGEST_DAY
    _kept: list[tuple[float, str]] = field(default_factory=list)
    _kept_room: int = LONGEST_KEPT

    def write(self, writer: str, words: str, *, at: float = 0, keep_as: str = "") -> None:
        """Add a message; `words` are "" for a picture. `keep_as` is the name to keep it under."""
        self.messages += 1
        self._is_here(writer, at)
        before = self.writers[writer]
        if words and self._room > 0:
            self.writers[writer] = _longer(before, words, LONGEST_CLUE)
            self._room -= len(self.writers[writer]) - len(before)
        if words and keep_as and self._kept_room > 0:
            self._kept.append((at, f"{keep_as}: {tidy(words[: self._kept_room])}"))
            self._kept_room -= len(self._kept[-1][1])

    def call(
        self,
        writer: str,
        *,
        answered: bool,
        seconds: int = 0,
        seen: bool = False,
        at: float = 0,
    ) -> None:
        """Add a call by this side; `seen` is True for a video call."""
        self._is_here(writer, at)
        if answered:
            self.calls += 1
            self.seconds += seconds
            self.seen = self.seen or seen

    def rename(self, before: str, after: str) -> None:
        """Let a writer be another one of the same day, with all that they wrote."""
        if before in self.writers:
            words = "\n".join(filter(None, (self.writers.get(after, ""), self.writers[before])))
            named = (after if key == before else key for key in self.writers)
            self.writers = {key: self.writers.get(key, "") for key in named} | {after: words}

    def _is_here(self, writer: str, at: float) -> None:
        if at < self._first and writer in self.writers:
            self.writers = {writer: self.writers[writer], **self.writers}
        elif at < self._first:
            self.writers = {writer: "", **self.writers}
        self.writers.setdefault(writer, "")
        self._first = min(self._first, at)

    @property
    def kept(self) -> str:
        """What was said that day, to be kept, in the order of time."""
        return "\n".join(text for _, text in sorted(self._kept, key=lambda item: item[0]))

    @property
    def is_attempt(self) -> bool:
        """True if nobody was reached that day."""
        return not (self.messages or self.calls)

    @property
    def channel(self) -> str:
        """How you were in touch: a call that was taken says more than what was written."""
        if self.calls:
            return "video" if self.seen else "call"
        return "chat" if self.messages else "call"

    def touch(self, day: date, uid: str, note: str, mine: Collection[str]) -> TouchRecord:
        """Return the touch of this day, with nobody in it yet; `mine` are your own keys."""
        own = "\n".join(filter(None, (self.writers.get(key, "") for key in mine)))
        others = (words for key, words in self.writers.items() if key not in mine)
        clue = (own or "\n".join(filter(None, others)))[:LONGEST_CLUE]
        kind = MISSED if self.is_attempt else "" if clue else UNKNOWN
        return TouchRecord(
            happened_on=day.isoformat(),
            people=(),
            note="\n\n".join(filter(None, (note, self.kept))),
            where=self.where,
            uid=uid,
            kind=kind,
            channel=self.channel,
            from_them=next(iter(self.writers), "") not in mine,
            clue=clue,
        )


def call_words(day: ChatDay) -> str:
    """Say what calls there were: "2 calls, 25 min"; "" for none that was taken."""
    if not day.calls:
        return ""
    number = "1 call" if day.calls == 1 else f"{day.calls} calls"
    if day.seconds < 60:
        return f"{number}, {day.seconds} s" if day.seconds else number
    return f"{number}, {day.seconds // 60} min"


def how_many_days(days: int) -> str:
    """`1 day`, `1,200 days`."""
    return f"{days:,} {'day' if days == 1 else 'days'}"


def day_uid(program: str, chat: Sequence[str], day: date) -> str:
    """Return the uid of a day of a chat: the same whenever the chat is exported again.

    `chat` tells the chat from all others of the program; it cannot be read out of the uid.
    """
    told = hashlib.sha256("\0".join((program, *chat)).encode("utf-8", "replace")).hexdigest()[:20]
    return f"{program}-{told} {day.isoformat()}"


def local_time(seconds: float) -> datetime | None:
    """Return the local time of seconds since 1970; None for what no phone had."""
    try:
        when = datetime.fromtimestamp(seconds, UTC).astimezone()
    except (ValueError, OverflowError, OSError):
        return None
    return when if FIRST_YEAR <= when.year <= LAST_YEAR else None


def _longer(text: str, more: str, most: int) -> str:
    """Add a message to a text on a line of its own, as long as there is room."""
    if len(text) >= most:
        return text
    bare = tidy(more[:most])
    return f"{text}\n{bare}"[:most] if text else bare
