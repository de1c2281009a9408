"""Events: days of their life that come once, and what to say of them (S0.4, S3.6).

The day before there is something to wish, and on the day. From the day after it is asked about,
until a caring touch takes it up. Then it is something you know: nothing is stored twice, and a
touch that is taken back brings the question back.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from caretrack.domain.dates import short, with_weekday
from caretrack.domain.event import Event
from caretrack.domain.language.sentences import words_of
from caretrack.domain.talk.follow_up import ASKED_AFTER_DAYS
from caretrack.domain.text import sentence, shortened
from caretrack.domain.yearly_day import YearlyDay

_LONGEST = 70  # characters of a text
_SHORT_WORD = 3  # letters of a word that tells nothing apart

COMING, TOMORROW, TODAY, ASK, KNOWN = "coming", "tomorrow", "today", "ask", "known"


class Cared(NamedTuple):
    """A caring touch, as far as events go: its day, and the UTC instant at which it was written."""

    on: date
    created_at: str


class EventSoFar(NamedTuple):
    """An event, and the days on which you wished them something and took it up, None for not yet.

    `state` is COMING, TOMORROW, TODAY, ASK (over, not taken up yet) or KNOWN. `text` is what to say
    of it today, "" for nothing.
    """

    event: Event
    state: str
    text: str = ""
    wished_on: date | None = None
    taken_up_on: date | None = None

    @property
    def is_known(self) -> bool:
        """True if it is over, and taken up or long ago: something you know."""
        return self.state == KNOWN


class EventNear(NamedTuple):
    """An event that is near, before or after its day, and the name of its person."""

    so_far: EventSoFar
    name: str


def by_urgency(events: Iterable[EventSoFar], today: date) -> list[EventSoFar]:
    """Return the events of which there is something to say: today, tomorrow, the newest past.

    `today` may be a later day than the one of which they were read.
    """
    return sorted(
        (item for item in (as_of(event, today) for event in events) if item.text),
        key=lambda item: (
            item.event.happens_on < today,
            abs((item.event.happens_on - today).days),
            item.event.id,
        ),
    )


def so_far(event: Event, cared: Iterable[Cared], today: date) -> EventSoFar:
    """Return how far an event is on the day `today`; `cared` are the caring touches with them.

    A touch takes it up from the day after, news on the day itself, and wishes on the day or the day
    before. What was written before the event does neither: it may be what told you of it.
    """
    from caretrack.domain.talk.event_words import is_news

    later = [touch.on for touch in cared if touch.created_at > event.created_at]
    eve = event.happens_on - timedelta(days=1)
    wished = min((on for on in later if eve <= on <= event.happens_on), default=None)
    after = eve if is_news(event.text) else event.happens_on
    taken_up = min((on for on in later if after < on <= today), default=None)
    return as_of(EventSoFar(event, COMING, "", wished, taken_up), today)


def as_of(known: EventSoFar, today: date) -> EventSoFar:
    """Return how far an event is on the day `today`, if nothing more is done about it."""
    known = known._replace(state=_state(known.event, known.taken_up_on, today))
    return known._replace(text=_text(known, today))


def is_the_same(text: str, other: str) -> bool:
    """True if two texts of one day tell of the same event: "operation", "her hip operation"."""
    from caretrack.domain.talk.event_words import OTHER, sort_of

    sort = sort_of(text)
    words = {word for word in words_of(text) if len(word) > _SHORT_WORD}
    return (sort == sort_of(other) != OTHER) or not words.isdisjoint(words_of(other))


def _state(event: Event, taken_up: date | None, today: date) -> str:
    days = (event.happens_on - today).days
    if days >= 0 and not (days == 0 and taken_up is not None):
        return {0: TODAY, 1: TOMORROW}.get(days, COMING)
    return KNOWN if taken_up is not None or -days > ASKED_AFTER_DAYS else ASK


def _text(known: EventSoFar, today: date) -> str:
    if known.state in (COMING, KNOWN) or (known.state != ASK and known.wished_on is not None):
        return ""
    return line(known.event, today)


def line(event: Event, today: date) -> str:
    """Return what is said of an event, from the day before on: what it is, when, what to do."""
    from caretrack.domain.talk.event_words import is_news, sentences_of, sort_of, whom

    if is_news(event.text):
        since = f", as of {short(event.happens_on, today)}" if event.happens_on < today else ""
        news = f"{event.text[:1].upper()}{shortened(event.text, _LONGEST)[1:]}{since}"
        return f"{sentence(news)} {_listed('after', 'news')}"
    said, sort = sentences_of(event.text), sort_of(event.text)
    day = with_weekday(event.happens_on, today)
    ahead = (event.happens_on - today).days
    when = {0: "today", 1: f"tomorrow, {day}"}.get(ahead, f"on {day}")
    told = said.before if ahead >= 0 else said.after
    if not told or len(told) > _LONGEST:
        head = when.removeprefix("on ")
        what = f"{head[:1].upper()}{head[1:]}: {shortened(event.text, _LONGEST)}"
    else:
        head, _, tail = told.rpartition(" ")
        what = f"{head} {tail.format(day=when, date=day)}"
    deed = _wish(sort, whom(event.text)) if ahead >= 0 else _question(sort, many=said.many)
    return f"{sentence(what)} {deed}"


def _wish(sort: str, whom: str) -> str:
    return _listed("before", sort).replace("them", whom)


def _question(sort: str, *, many: bool) -> str:
    asked = _listed("after", sort)
    return asked.replace("how it went", "how they went") if many else asked


def _listed(heading: str, sort: str) -> str:
    from caretrack.words import phrase_list

    lines = (item.partition(": ") for item in phrase_list("events", heading))
    return next(text for name, _, text in lines if name == sort)


def said_when_kept(event: Event, today: date) -> str:
    """Return what will be said of an event that was just written, and when, or what is said now."""
    eve = event.happens_on - timedelta(days=1)
    if eve > today:
        return f"On {with_weekday(eve, today)}: {line(event, eve)}"
    if _state(event, None, today) == KNOWN:
        return "It is too long ago to be asked about; the profile shows it."
    return line(event, today)


def comes_once(label: str) -> bool:
    """True if a label names what comes once: an operation, an exam; no "anniversary of" it."""
    from caretrack.domain.talk.event_words import sort_of
    from caretrack.words import word_set

    return not _is_yearly(label) and sort_of(label) in word_set("events", "once")


def may_come_once(label: str, day: YearlyDay, today: date) -> date | None:
    """Return the date of a yearly day that was given with a year to come; None for any other.

    A birthday, an anniversary and a "since" come every year, whatever the year is.
    """
    if day.year is None or not words_of(label) or _is_yearly(label):
        return None
    on = date(day.year, day.month, day.day)
    return on if on > today else None


def _is_yearly(label: str) -> bool:
    from caretrack.words import word_set

    return not word_set("events", "every year").isdisjoint(words_of(label))


def what_to_wish(text: str) -> str:
    """Return what to do for an event, in a few words: "wish them luck"."""
    from caretrack.domain.talk.event_words import sort_of, whom

    wish = _wish(sort_of(text), whom(text))
    return f"{wish[:1].lower()}{wish[1:]}".rstrip(".")
