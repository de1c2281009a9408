"""Counts of people that hold for any day, kept as the days on which they change.

For each person and each of `SERIES`, the days are listed from which they are counted and are not
counted any more, in turn. So how many people were in touch in time on a day (S4.6), stood to you in
each way (S3.11), or had heard from you just because (S1.8), is a sum of changes up to that day. A
day is told by what was known up to it, and by the cadence as it is now.

Days are ordinals (`date.toordinal`).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from caretrack.domain.clock import is_low
from caretrack.domain.talk.habit import HABIT_NEWEST, silent_after, usual_gap
from caretrack.domain.talk.standing_word import (
    GOOD_MOOD,
    QUIET_DAYS,
    STANDING_DAYS,
    word_of_counts,
)

# A touch just to hear from somebody is counted for so many days (S1.8).
PERSONAL_DAYS = 90
COUNTED, IN_TIME, PERSONAL = "counted", "in_time", "personal"
WORDS = ("fan", "warm", "quiet", "critical", "unknown")
SERIES = (COUNTED, IN_TIME, PERSONAL, *WORDS)
# Each begins with feedback of a day, and ends STANDING_DAYS later at the latest.
_VERDICTS = (SERIES.index("fan"), SERIES.index("critical"))
FIRST_DAY = 1
PRAISE, COMPLAINT = "praise", "complaint"
# Feedback: its day, its tone, and the day on which they were told what came of it.
FeedbackDay = tuple[int, str, int | None]
_PRAISE, _COMPLAINTS, _GOOD, _LOW, _WROTE = range(5)


class TouchShown(NamedTuple):
    """What one touch with a person showed; those of a crowd are left out (S1.7).

    `low_after` is True if the mood was low, and no better one was entered later for that day.
    `mood` is None where nobody was reached. `theirs` is True for any sign of theirs, `wrote` if
    they got in touch; `letter` for one of yours that could have been answered.
    """

    day: int
    care: bool = False
    low_after: bool = False
    personal: bool = False
    mood: int | None = None
    wrote: bool = False
    theirs: bool = False
    letter: bool = False


class PersonByDay(NamedTuple):
    """What the days of one person are worked out from; `touches` come oldest first.

    `usual` is their cadence in days as it is now, `after_low` the one after a low mood; None means
    no reminders. `first_due` is the first day on which somebody who was taken in is due, None for
    the usual rule. `looked_after` is False for somebody who is archived, or only known.
    """

    added_on: int
    archived_on: int | None
    looked_after: bool
    usual: int | None
    after_low: int | None
    first_due: int | None
    touches: Sequence[TouchShown]
    feedback: Sequence[FeedbackDay] = ()


def turning_days(person: PersonByDay) -> list[list[int]]:
    """Return for each of SERIES the days from which the person is counted and is not, in turn."""
    found = [*_coverage(person), _personal(person), *([] for _ in WORDS)]
    before = None
    for day, word in _words(person) if person.looked_after else ():
        if word != before:
            if before is not None:
                found[SERIES.index(before)].append(day)
            found[SERIES.index(word)].append(day)
            before = word
    return found


def _coverage(person: PersonByDay) -> tuple[list[int], list[int]]:
    """Return from when to when they count for coverage, and were in touch in time (S4.6, S1.3).

    They count from the day they were added, or taken in, until the day they were archived, unless
    they get no reminders; a snooze changes nothing.
    """
    usual, after_low, begin, end = (
        person.usual,
        person.after_low,
        person.added_on,
        person.archived_on,
    )
    if usual is None or after_low is None or (end is not None and end <= begin):
        return [], []
    cared: list[tuple[int, bool]] = []
    for touch in person.touches:
        if not touch.care:
            continue
        if cared and cared[-1][0] == touch.day:
            cared[-1] = (touch.day, cared[-1][1] or touch.low_after)
        else:
            cared.append((touch.day, touch.low_after))
    if not cared or cared[0][0] > begin:
        cared.insert(0, (begin, False))
    in_time: list[int] = []
    for number, (last, low) in enumerate(cared):
        until = last + (after_low if low else usual)
        if person.first_due is not None and (last == begin or until <= begin):
            until = person.first_due
        if number + 1 < len(cared):
            until = min(until, cared[number + 1][0])
        if end is not None:
            until = min(until, end)
        _add_time(in_time, max(last, begin), until)
    return [begin] if end is None else [begin, end], in_time


def _personal(person: PersonByDay) -> list[int]:
    times: list[int] = []
    if person.looked_after:
        for touch in person.touches:
            if touch.personal:
                _add_time(times, touch.day, touch.day + PERSONAL_DAYS)
    return times


def _add_time(times: list[int], begin: int, end: int) -> None:
    """Add the days from `begin` up to the one before `end`; times come in order."""
    if times and begin <= times[-1]:
        times[-1] = max(times[-1], end)
    elif begin < end:
        times += (begin, end)


def _words(person: PersonByDay) -> Iterator[tuple[int, str]]:
    """Yield each day on which the standing may change, with its word from then on."""
    changes = _changes(person)
    care = {touch.day for touch in person.touches if touch.care}
    heard = {touch.day for touch in person.touches if touch.wrote or touch.mood is not None}
    heard |= care
    heard.update(day for day, _, _ in person.feedback)
    signs, first_care = sorted(heard), min(care, default=None)
    turns = {FIRST_DAY, *changes, *signs, *_quiet_days(signs)}
    last, counts = FIRST_DAY, [0] * 5
    for day in sorted(turns):
        for place, change in changes.get(day, ()):
            counts[place] += change
        if day in heard:
            last = day
        quiet = first_care is not None and first_care <= day and day - last >= QUIET_DAYS
        yield (
            day,
            word_of_counts(
                counts[_COMPLAINTS],
                counts[_PRAISE],
                counts[_GOOD],
                counts[_LOW],
                wrote=counts[_WROTE] > 0,
                quiet=quiet,
            ),
        )


def _changes(person: PersonByDay) -> dict[int, list[tuple[int, int]]]:
    """Return by day what begins to count for a standing then, and what no longer does."""
    changes = defaultdict[int, list[tuple[int, int]]](list)
    for touch in person.touches:
        places = [_WROTE] if touch.wrote else []
        if touch.mood is not None and touch.mood >= GOOD_MOOD:
            places.append(_GOOD)
        elif is_low(touch.mood):
            places.append(_LOW)
        for place in places:
            changes[touch.day].append((place, 1))
            changes[touch.day + STANDING_DAYS].append((place, -1))
    for begin, tone, told_on in person.feedback:
        end = begin + STANDING_DAYS
        if tone == COMPLAINT:
            end = end if told_on is None else min(end, told_on)
        elif tone != PRAISE:
            continue
        if begin < end:
            place = _COMPLAINTS if tone == COMPLAINT else _PRAISE
            changes[begin].append((place, 1))
            changes[end].append((place, -1))
    return changes


def _quiet_days(signs: Sequence[int]) -> Iterator[int]:
    """Yield the days on which a person has been quiet for QUIET_DAYS."""
    for number, day in enumerate(signs):
        if number + 1 == len(signs) or signs[number + 1] > day + QUIET_DAYS:
            yield day + QUIET_DAYS


def unanswered(touches: Iterable[TouchShown]) -> tuple[int, int | None]:
    """Return how many letters of yours came after their last sign, and since when they are silent.

    The second is the day from which a habit of theirs, to get in touch, has ended; None where there
    was no habit (S4.7). `touches` come oldest first. A letter of the day of their last sign is not
    counted (S3.12).
    """
    last_sign, letters, wrote = 0, 0, dict[int, None]()
    for touch in touches:
        if touch.theirs:
            last_sign, letters = touch.day, 0
        elif touch.letter and touch.day != last_sign:
            letters += 1
        if touch.wrote:
            wrote[touch.day] = None
    every = usual_gap(list(wrote)[: -HABIT_NEWEST - 1 : -1])
    return letters, None if every is None else last_sign + silent_after(every)


def verdict_ends(turning: Sequence[Sequence[int]]) -> int | None:
    """Return the day from which a person is neither fan nor critic any more, None if never one.

    `turning` are their `turning_days`.
    """
    ends = [turning[place][-1] for place in _VERDICTS if turning[place]]
    return max(ends, default=None)


def packed(series: Iterable[Sequence[int]]) -> str:
    """Return turning days as text: `739000 30;739000` has a gap of 30 days in its first series."""
    return ";".join(
        " ".join(str(day - before) for before, day in zip((0, *days), days, strict=False))
        for days in series
    )


def unpacked(text: str) -> Iterator[tuple[int, int, int]]:
    """Yield each change of a packed text: day, place in SERIES, and 1 or -1."""
    for place, gaps in enumerate(text.split(";")):
        day, change = 0, 1
        for gap in gaps.split():
            day += int(gap)
            yield day, place, change
            change = -change
