"""How somebody stands to you, and how they were recognised (S3.1, S3.3, S3.8, S3.9, S3.11, S4.5).

A standing is one word (fan, warm, quiet, critical, unknown) with its evidence, and what it was
before; never a number. The rules are the same for everybody. All days are local calendar days.

Recognised means thanked (a touch of kind `thanks`) or told what came of their feedback. An ask is a
touch of kind `ask`; an idea that they offer by themselves is not an ask, and a birthday card is no
thanks.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from caretrack.domain.dates import short
from caretrack.domain.kinds.families import CARE, TRIED
from caretrack.domain.model import AREAS, ASK, THANKS, Feedback
from caretrack.domain.talk.standing_word import (
    ASKED_OFTEN,
    ASKS_DAYS,
    ENOUGH_PRAISE,
    QUIET_DAYS,
    STANDING_DAYS,
    word_of_counts,
)
from caretrack.domain.text import shortened

MONTHS_BACK = 12
LONGEST_WORDS = 60

MOODS = {"1": "very low", "2": "low", "3": "even", "4": "good", "5": "very good"}
# A trend wants two moods on either side; of those before, three tell enough.
NEWEST, BEFORE = 2, 3


_SPOKEN = frozenset({"call", "video"})


class Sign(NamedTuple):
    """One touch, as far as it shows how somebody stands, who wrote, how they were recognised.

    `about` is the area that they were asked about, if any. `imported` is True if it came out of a
    mailbox or a calendar.
    """

    id: str
    on: date
    kind: str
    mood: int | None
    from_them: bool
    note: str
    about: str | None
    crowded: bool
    channel: str = "other"
    family: str = CARE
    imported: bool = False


class Evidence(NamedTuple):
    """What speaks for a standing: a touch or a piece of feedback.

    `tone` is a mood as text ("1" to "5", "" for none), or complaint, idea or praise. `settled_on`
    is the day on which they were told what came of a complaint; from then on it no longer counts.
    `channel` is that of the touch.
    """

    on: date
    tone: str
    words: str
    from_them: bool = False
    settled_on: date | None = None
    channel: str = ""


class Standing(NamedTuple):
    """One word (fan, warm, quiet, critical, unknown), never a number, with its evidence.

    `since` is the month of its last change (YYYY-MM) and `before` the word until then; both are
    None if it did not change in twelve months.
    """

    word: str
    evidence: tuple[str, ...]
    since: str | None = None
    before: str | None = None


class Trend(NamedTuple):
    """How their mood changes: `higher`, `lower`, `steady` or `unknown`.

    With the newest moods and those before, as "8 Nov low".
    """

    word: str
    newest: tuple[str, ...] = ()
    before: tuple[str, ...] = ()


class Recognition(NamedTuple):
    """What somebody gave you, and what they got for it.

    `involved` has the areas (product, marketing, sales, service) in which they ever had a say, each
    with its days, newest first; `never` has the others. `asked` (touches), `recognised` (days) and
    `answered` (feedback that they were told about) are of the last 365 days, newest first.
    `only_asked` is True if they were asked three times or more in them and never recognised (S3.9).
    """

    involved: tuple[tuple[str, tuple[date, ...]], ...]
    never: tuple[str, ...]
    asked: tuple[Sign, ...]
    recognised: tuple[date, ...]
    answered: tuple[Feedback, ...]
    only_asked: bool


def of_signs(signs: Iterable[Sign]) -> list[Evidence]:
    """Return the touches that show something: those with a mood, or from them.

    A mood in a crowd is nobody's own (S1.7), and who was not reached showed none.
    """
    return [
        Evidence(sign.on, str(mood or ""), sign.note, sign.from_them, channel=sign.channel)
        for sign in signs
        for mood in [None if sign.family == TRIED else sign.mood]
        if not sign.crowded and (mood is not None or sign.from_them)
    ]


def of_feedback(feedback: Iterable[Feedback]) -> list[Evidence]:
    """Return feedback as evidence; it is settled when they are told."""
    return [
        Evidence(item.heard_on, item.tone, item.text, settled_on=item.told_on) for item in feedback
    ]


def standing(
    moods: Iterable[Evidence], feedback: Iterable[Evidence], last_care: date | None, today: date
) -> Standing:
    """Return how they stand to you, from the last 365 days (S3.11, S4.5).

    The first of these rules that holds decides:

    - critical: more complaints than praise; a complaint no longer counts once they were told what
      came of it (S3.3);
    - fan: they praised you at least twice, no complaint waits, and they wrote to you unasked;
    - quiet: the last caring touch was 120 days ago or more, and nothing was heard of them since: no
      mood, no word, no feedback;
    - warm: more praise and good moods (4, 5) than low ones (1, 2), or they wrote to you and no mood
      was low;
    - unknown: none of these.

    A low mood makes nobody critical: it may be about anything. The evidence is what decided, newest
    first, three at most; if good and low moods weigh the same, they are the evidence of an unknown
    standing.
    """
    touches = _of_days(moods, today - timedelta(days=STANDING_DAYS), today)
    good = [item for item in touches if item.tone in {"4", "5"}]
    low = [item for item in touches if item.tone in {"1", "2"}]
    wrote = [item for item in touches if item.from_them]
    heard = max((item.on for item in touches), default=None)
    said = _said(feedback, today)
    word = _word(len(good), len(low), bool(wrote), heard, said, last_care, today)
    complaints, praise, _ = said
    if word == "critical":
        return Standing(word, _lines(complaints, today))
    if word == "fan":
        return Standing(word, _lines(praise[:ENOUGH_PRAISE] + wrote[:1], today))
    if word == "quiet" and last_care is not None:
        return Standing(word, (f"no caring touch since {short(last_care, today)}",))
    if word == "warm":
        return Standing(word, _lines(praise + good or wrote, today))
    return Standing(word, _lines(praise + good + low, today) if praise + good and low else ())


def word_of(
    good: int,
    low: int,
    wrote: bool,
    heard: date | None,
    feedback: Iterable[Evidence],
    last_care: date | None,
    today: date,
) -> str:
    """Return the word of `standing` without evidence, from what can be counted by an index.

    That is how many good and low moods the 365 days had, whether they ever wrote to you, and the
    last day on which a mood or a word of theirs was heard.
    """
    return _word(good, low, wrote, heard, _said(feedback, today), last_care, today)


# Complaints that wait, praise, and all feedback of the last 365 days, each newest first.
_Said = tuple[list[Evidence], list[Evidence], list[Evidence]]


def _said(feedback: Iterable[Evidence], today: date) -> _Said:
    said = _of_days(feedback, today - timedelta(days=STANDING_DAYS), today)
    complaints = [
        item
        for item in said
        if item.tone == "complaint" and not (item.settled_on and item.settled_on <= today)
    ]
    return complaints, [item for item in said if item.tone == "praise"], said


def _word(
    good: int,
    low: int,
    wrote: bool,
    heard: date | None,
    said: _Said,
    last_care: date | None,
    today: date,
) -> str:
    """Return the word by the rules of `standing`, in their order."""
    complaints, praise, everything = said
    days = [
        day for day in (last_care, heard, *(item.on for item in everything[:1])) if day is not None
    ]
    quiet = last_care is not None and (today - max(days)).days >= QUIET_DAYS
    return word_of_counts(len(complaints), len(praise), good, low, wrote=wrote, quiet=quiet)


def days_looked_at(today: date) -> list[date]:
    """Return the days whose standings are compared, newest first.

    They are today and the ends of the twelve months before this one.
    """
    days, end = [today], today
    for _ in range(MONTHS_BACK):
        end = end.replace(day=1) - timedelta(days=1)
        days.append(end)
    return days


def standing_and_change(
    moods: Sequence[Evidence],
    feedback: Sequence[Evidence],
    last_care: Mapping[date, date | None],
    *,
    whole_from: date = date.min,
) -> Standing:
    """Return the standing of today, and when it last changed (S3.11).

    The ends of the last twelve months show that. `last_care` has the last caring touch as of each
    of `days_looked_at`, newest first; each standing looks back 365 days from its own day and
    ignores what came later. What is older than `whole_from` may be incomplete: days that need it
    are not compared.
    """
    today, *earlier = last_care
    now = standing(moods, feedback, last_care[today], today)
    later = today
    for day in earlier:
        if day - timedelta(days=STANDING_DAYS) < whole_from:
            break
        word = standing(moods, feedback, last_care[day], day).word
        if word != now.word:
            return now._replace(since=later.isoformat()[:7], before=word)
        later = day
    return now


def mood_trend(moods: Iterable[Evidence], today: date) -> Trend:
    """Return whether the newest two moods are higher or lower than those before (S4.5).

    The two or three before count, of the last 365 days. One step of the scale between the averages
    makes the difference; with fewer than four moods the trend is unknown.
    """
    told = [
        item
        for item in _of_days(moods, today - timedelta(days=STANDING_DAYS), today)
        if item.tone in MOODS
    ]
    newest, before = told[:NEWEST], told[NEWEST : NEWEST + BEFORE]
    if len(before) < NEWEST:
        return Trend("unknown")
    change = _mean(newest) - _mean(before)
    word = "higher" if change >= 1 else "lower" if change <= -1 else "steady"
    return Trend(
        word,
        *(
            tuple(f"{short(item.on, today)} {MOODS[item.tone]}" for item in items)
            for items in (newest, before)
        ),
    )


def _mean(items: Sequence[Evidence]) -> float:
    return sum(int(item.tone) for item in items) / len(items)


def _of_days(items: Iterable[Evidence], since: date, today: date) -> list[Evidence]:
    """Return those after `since`, up to today, newest first."""
    return sorted(
        (item for item in items if since < item.on <= today), key=lambda item: item.on, reverse=True
    )


def _lines(items: Iterable[Evidence], today: date) -> tuple[str, ...]:
    newest = sorted(items, key=lambda item: item.on, reverse=True)[:3]
    words = [f": {shortened(item.words, LONGEST_WORDS)}" if item.words else "" for item in newest]
    return tuple(
        f"{short(item.on, today)}, {_told(item)}{said}"
        for item, said in zip(newest, words, strict=True)
    )


def _told(item: Evidence) -> str:
    mood = f"{MOODS[item.tone]} mood" if item.tone in MOODS else item.tone
    began = "called you" if item.channel in _SPOKEN else "wrote to you"
    return ", ".join(filter(None, (began if item.from_them else "", mood)))


def is_only_asked(asked: int, recognised: int) -> bool:
    """True if somebody was asked three times or more in 365 days and never thanked (S3.9)."""
    return asked >= ASKED_OFTEN and recognised == 0


def involvement(
    had_a_say: Iterable[tuple[str | None, date]],
) -> tuple[tuple[str, tuple[date, ...]], ...]:
    """Return the areas in which somebody ever had a say, in order, each with its days (S3.8).

    It is worked out from (area, day) of asks and feedback; the newest day comes first.
    """
    days: dict[str | None, set[date]] = {}
    for area, day in had_a_say:
        days.setdefault(area, set()).add(day)
    return tuple((area, tuple(sorted(days[area], reverse=True))) for area in AREAS if area in days)


def recognition(signs: Sequence[Sign], feedback: Sequence[Feedback], today: date) -> Recognition:
    """Return how one person was recognised, as of today."""
    since = today - timedelta(days=ASKS_DAYS)
    asks = [sign for sign in signs if sign.kind == ASK and sign.on <= today]
    heard = [item for item in feedback if item.heard_on <= today]
    involved = involvement(
        [(sign.about, sign.on) for sign in asks] + [(item.about, item.heard_on) for item in heard]
    )
    answered = [
        (item.told_on, item)
        for item in heard
        if item.told_on is not None and since < item.told_on <= today
    ]
    thanked = {sign.on for sign in signs if sign.kind == THANKS and since < sign.on <= today} | {
        day for day, _ in answered
    }
    asked = sorted(
        (sign for sign in asks if sign.on > since), key=lambda sign: sign.on, reverse=True
    )
    return Recognition(
        involved=involved,
        never=tuple(area for area in AREAS if area not in dict(involved)),
        asked=tuple(asked),
        recognised=tuple(sorted(thanked, reverse=True)),
        answered=tuple(
            item for _, item in sorted(answered, key=lambda pair: pair[0], reverse=True)
        ),
        only_asked=is_only_asked(len(asked), len(thanked)),
    )
