"""Care against sales over time, and what kind of relationship it makes (S1.4, S1.6, S3.11)."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import NamedTuple

MONTHS = 12
STANDING_DAYS = 365
QUIET_DAYS = 120
ENOUGH_WARMTH = 2


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
    """How they stand to you over the last twelve months, by plain rules in this order (S3.11, S4.5).

    critical: complaints outnumber praise, or the last two moods were low. fan: praise at least twice (words, or a mood
    of 5), no complaint, and they wrote to you of their own accord. warm: praise or good moods (4, 5) outnumber low ones,
    or they wrote to you. quiet: no caring touch for 120 days. Otherwise unknown.
    """
    since = today - timedelta(days=STANDING_DAYS)
    touches = sorted((item for item in moods if since < item.on <= today), key=lambda item: item.on)
    said = [item for item in feedback if since < item.on <= today]
    complaints = [item for item in said if item.tone == "complaint"]
    praise = [item for item in said if item.tone == "praise"] + [item for item in touches if item.tone == "5"]
    good = praise + [item for item in touches if item.tone == "4"]
    low = [item for item in touches if item.tone in {"1", "2"}]
    wrote = [item for item in touches if item.from_them]
    rated = [item for item in touches if item.tone]
    if len(complaints) > len(praise) or (len(rated) > 1 and all(item in low for item in rated[-2:])):
        return Standing("critical", _lines(complaints + low))
    if len(praise) >= ENOUGH_WARMTH and not complaints and wrote:
        return Standing("fan", _lines(praise + wrote[-1:]))
    if len(good) > len(low) or (wrote and not low):
        return Standing("warm", _lines(good or wrote))
    if last_care is not None and (today - last_care).days >= QUIET_DAYS:
        return Standing("quiet", (f"no caring touch since {last_care.isoformat()}",))
    return Standing("unknown", ())


def _lines(items: list[Evidence]) -> tuple[str, ...]:
    newest = sorted(items, key=lambda item: item.on, reverse=True)[:3]
    return tuple(f"{item.on.isoformat()} {_tone(item)}{': ' + item.words if item.words else ''}" for item in newest)


def _tone(item: Evidence) -> str:
    if item.tone.isdigit():
        return f"mood {item.tone}"
    return item.tone or "wrote to you"
