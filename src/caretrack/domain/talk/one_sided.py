"""Who writes, and who answers: in words, never as a score (S3.12, S4.7).

A sign of theirs is whatever came from them: they got in touch, they told you something or gave
feedback, or you talked; a call, a meeting and a meal have two sides. What is not known to be a
letter of yours counts as a talk: nobody is called silent on a guess. Touches with a crowd say
nothing of one person, and newsletters want no answer.

Letters that came in with an import are not counted as unanswered. A thread of a day is one touch
there, and the answer of the same day is in it.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from caretrack.domain.dates import short
from caretrack.domain.kinds.families import CARE, TRIED
from caretrack.domain.model import Fact, Feedback
from caretrack.domain.talk.habit import HABIT_NEWEST, LETTERS, RAREST_HABIT, silent_after, usual_gap
from caretrack.domain.talk.standing import Sign
from caretrack.domain.text import number_word

WRITTEN = frozenset({"email", "chat", "letter"})
SPOKEN = frozenset({"call", "video", "meeting", "event"})
CALLED = frozenset({"call", "video"})

# What somebody used to do longer ago is no news.
SILENCE_TOLD = 730

_HABITS = (
    (2, "almost every day"),
    (10, "every week"),
    (20, "every two weeks"),
    (45, "every month"),
    (75, "every two months"),
    (RAREST_HABIT, "every three months"),
)


class Habit(NamedTuple):
    """How often they used to get in touch: every so many days, and by which verb."""

    days: int
    verb: str


class Contact(NamedTuple):
    """Who wrote to whom lately.

    `letters` are yours since their last sign, counted from the day `letters_since`; `habit` is what
    they used to do, None if they still do it or never did. `never_called` is True if you neither
    talked nor tried to call, ever.
    """

    letters: int = 0
    letters_since: date | None = None
    last_sign: date | None = None
    habit: Habit | None = None
    never_called: bool = False

    @property
    def one_sided(self) -> bool:
        """True if it is told: letters without an answer, or a habit that ended."""
        return self.letters >= LETTERS or self.habit is not None


def contact(
    signs: Sequence[Sign], told: Iterable[date], today: date, *, whole: bool = True
) -> Contact:
    """Return who wrote to whom, from the touches with one person and the days they told something.

    `whole` is False if older touches were left out; without a sign of theirs in the others nothing
    can be said then.
    """
    single = [sign for sign in signs if sign.on <= today and not sign.crowded]
    theirs = [sign for sign in single if is_from_both(sign)]
    days = [sign.on for sign in theirs] + [day for day in told if day <= today]
    last = max(days, default=None)
    if last is None and not whole:
        return Contact()
    letters = [sign.on for sign in single if is_letter(sign) and (last is None or sign.on > last)]
    called = any(sign.channel in CALLED or _is_talk(sign) for sign in single)
    return Contact(
        letters=len(letters),
        letters_since=min(letters, default=None),
        last_sign=last,
        habit=_ended_habit([sign for sign in single if sign.from_them], last, today),
        never_called=whole and not called,
    )


def told_days(facts: Iterable[Fact], feedback: Iterable[Feedback]) -> list[date]:
    """Return the days on which somebody told you something, or gave feedback."""
    return [
        *(fact.learned_on for fact in facts if fact.source in {"told", "declined"}),
        *(item.heard_on for item in feedback),
    ]


def is_letter(sign: Sign) -> bool:
    """True for a letter or a message of yours that could have been answered."""
    return (
        sign.channel in WRITTEN
        and not sign.from_them
        and not sign.imported
        and sign.kind != "newsletter"
        and not _is_talk(sign)
    )


def is_from_both(sign: Sign) -> bool:
    """True for a sign of theirs: they got in touch, or you talked."""
    return sign.from_them or _is_talk(sign)


def _is_talk(sign: Sign) -> bool:
    """True if two sides were in it. A mood says that they were heard, whatever the channel."""
    if sign.family == TRIED:
        return False
    return (
        sign.channel in SPOKEN
        or sign.mood is not None
        or sign.kind in {"listen", "social"}
        or (sign.channel == "other" and sign.family == CARE)
    )


def _ended_habit(wrote: Sequence[Sign], last_sign: date | None, today: date) -> Habit | None:
    """Return how often they used to get in touch, if they no longer do."""
    days = sorted({sign.on for sign in wrote}, reverse=True)[:HABIT_NEWEST]
    silent = 0 if last_sign is None else (today - last_sign).days
    every = usual_gap([day.toordinal() for day in days])
    if every is None or not silent_after(every) <= silent <= SILENCE_TOLD:
        return None
    channels = {sign.channel for sign in wrote if sign.on >= days[-1]}
    verb = "write" if channels <= WRITTEN else "call" if channels <= CALLED else "get in touch"
    return Habit(round(every), verb)


def contact_lines(found: Contact, today: date) -> list[str]:
    """Return what is told of it, a sentence or two a line; nothing if both sides write."""
    lines = []
    if found.habit is not None and found.last_sign is not None:
        often = next(words for days, words in _HABITS if found.habit.days <= days)
        since = month_said(found.last_sign, today)
        lines.append(f"They used to {found.habit.verb} {often}; nothing from them since {since}.")
    if found.letters >= LETTERS and found.letters_since is not None:
        times, since = number_word(found.letters), month_said(found.letters_since, today)
        said = f"You wrote {times} times since {since}; no answer yet."
        if found.last_sign is not None and found.habit is None:
            said += f" You last heard from them on {short(found.last_sign, today)}."
        lines.append(said + (" Never called." if found.never_called else ""))
    return lines


def month_said(day: date, today: date) -> str:
    """Return the month of a day; the day itself if it is of this month or the one before."""
    if day > today - timedelta(days=31):
        return short(day, today)
    return f"{day:%B}" if day.year == today.year else f"{day:%B} {day.year}"
