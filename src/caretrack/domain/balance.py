"""Care against sales over time, and what kind of relationship it makes (S1.4, S1.6, S3.11)."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from caretrack.domain.dates import short

MONTHS = 12
STANDING_DAYS = 365
QUIET_DAYS = 120
ENOUGH_PRAISE = 2


class Month(NamedTuple):
    """How many caring and sales touches a month had; `month` is YYYY-MM."""

    month: str
    care: int
    sales: int


class Balance(NamedTuple):
    """Twelve months, oldest first, ending with the month of today, and their sums."""

    care: int
    sales: int
    months: tuple[Month, ...]


class Evidence(NamedTuple):
    """What speaks for a standing: a touch or a piece of feedback. `tone` is a mood as text, or complaint, idea, praise."""

    on: date
    tone: str
    words: str
    from_them: bool = False


class Standing(NamedTuple):
    """One word (fan, warm, quiet, critical, unknown), never a number, with what it rests on."""

    word: str
    evidence: tuple[str, ...]


def month_names(today: date, count: int = MONTHS) -> list[str]:
    """The last `count` months as YYYY-MM, oldest first, today's last."""
    number = today.year * 12 + today.month - 1
    return [f"{month // 12:04d}-{month % 12 + 1:02d}" for month in range(number - count + 1, number + 1)]


def balance(counts: Mapping[tuple[str, str], int], today: date) -> Balance:
    """Care and sales by month out of counts by (YYYY-MM, family); months without a touch are zeros."""
    months = tuple(Month(name, counts.get((name, "care"), 0), counts.get((name, "sales"), 0)) for name in month_names(today))
    return Balance(sum(month.care for month in months), sum(month.sales for month in months), months)


def standing(moods: Iterable[Evidence], feedback: Iterable[Evidence], last_care: date | None, today: date) -> Standing:
    """How they stand to you, out of the last 365 days; the first of these rules that holds decides (S3.11, S4.5).

    - critical: more complaints than praise;
    - fan: they praised you at least twice, complained never, and wrote to you of their own accord;
    - warm: more praise and good moods (4, 5) than low ones (1, 2), or they wrote to you and no mood was low;
    - quiet: the last caring touch was 120 days ago or more;
    - unknown: none of these.

    A low mood makes nobody critical: it may be about anything. The evidence is what decided, newest first, three at most.
    """
    since = today - timedelta(days=STANDING_DAYS)
    touches = _of_days(moods, since, today)
    said = _of_days(feedback, since, today)
    complaints = [item for item in said if item.tone == "complaint"]
    praise = [item for item in said if item.tone == "praise"]
    good = praise + [item for item in touches if item.tone in {"4", "5"}]
    low = [item for item in touches if item.tone in {"1", "2"}]
    wrote = [item for item in touches if item.from_them]
    if len(complaints) > len(praise):
        return Standing("critical", _lines(complaints, today))
    if len(praise) >= ENOUGH_PRAISE and not complaints and wrote:
        return Standing("fan", _lines(praise[:ENOUGH_PRAISE] + wrote[:1], today))
    if len(good) > len(low) or (wrote and not low):
        return Standing("warm", _lines(good or wrote, today))
    if last_care is not None and (today - last_care).days >= QUIET_DAYS:
        return Standing("quiet", (f"no caring touch since {short(last_care, today)}",))
    return Standing("unknown", ())


def _of_days(items: Iterable[Evidence], since: date, today: date) -> list[Evidence]:
    """Those after `since`, up to today, newest first."""
    return sorted((item for item in items if since < item.on <= today), key=lambda item: item.on, reverse=True)


def _lines(items: Iterable[Evidence], today: date) -> tuple[str, ...]:
    newest = sorted(items, key=lambda item: item.on, reverse=True)[:3]
    return tuple(f"{short(item.on, today)}, {_told(item)}{': ' + item.words if item.words else ''}" for item in newest)


def _told(item: Evidence) -> str:
    mood = f"mood {item.tone}" if item.tone.isdigit() else item.tone
    return ", ".join(filter(None, ("wrote to you" if item.from_them else "", mood)))
