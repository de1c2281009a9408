"""How somebody stands to you and was recognised, and ideas for gestures, as plain words for the profile (S3.1, S3.7, S3.8, S3.9, S3.11)."""

from collections.abc import Iterator, Sequence
from datetime import date

from caretrack.domain.dates import MONTH_NAMES, short
from caretrack.domain.model import Feedback
from caretrack.domain.pages.profile import Profile
from caretrack.domain.talk.gestures import WANTED, missing
from caretrack.views.words import days

Row = tuple[str, str, str]  # heading, words, where they come from

SHOWN = 2
MONTHS = 3


def standing(page: Profile) -> str:
    """Fan, warm, quiet or critical, since when and what before, with the evidence; nothing where nothing speaks for any."""
    stands = page.standing
    if stands.word == "unknown" and stands.before is None and not stands.evidence:
        return ""
    word = "Unclear" if stands.word == "unknown" else stands.word.capitalize()
    if stands.since is not None:
        word += f" since {_month(stands.since, page.today)}"
        word += f", {stands.before} before" if stands.before != "unknown" else ""
    return word + (f" · {'; '.join(stands.evidence)}" if stands.evidence else "")


def mood(page: Profile) -> str:
    """Where their mood is another than before, with the moods that say so (S4.5)."""
    trend = page.mood
    if trend.word not in {"higher", "lower"}:
        return ""
    return f"Mood {trend.word} than before: {', '.join(trend.newest)}; before that {', '.join(trend.before)}"


def recognised(page: Profile) -> Iterator[Row]:
    """What they had an answer to; where they ever had a say; asks against thanks (S3.3, S3.8, S3.9)."""
    yield from _answered(page)
    yield from _involved(page)
    if page.recognition.asked:
        yield ("You asked", _asked(page), "")


def gestures(page: Profile) -> Iterator[Row]:
    """How many of three gestures are planned, and ideas for the others (S3.7)."""
    if page.person.archived_on:
        return
    ideas = missing(len(page.gestures), page.ideas)
    if page.gestures or ideas:
        yield ("Gestures", planned(len(page.gestures)), "")
    for idea in ideas:
        source = page.short_ids.get(idea.source or "")
        yield ("Idea", idea.text, f"{idea.why} · {source}" if source else idea.why)


def planned(number: int) -> str:
    """`1 of 3 planned`, `4 planned`."""
    return f"{number} of {WANTED} planned" if number < WANTED else f"{number} planned"


def _answered(page: Profile) -> Iterator[Row]:
    for item in page.recognition.answered[:SHOWN]:
        yield (
            "Answered",
            f"{item.tone} about {item.about}, {short(item.heard_on, page.today)}: {item.text}{_closed(item, page.today)}",
            "",
        )


def _closed(item: Feedback, today: date) -> str:
    told = item.told_on or today
    acted = f"; acted on {short(item.acted_on, today)}: {item.action}" if item.acted_on else ""
    after = (
        "the same day" if told <= item.heard_on else f"after {days((told - item.heard_on).days)}"
    )
    return f"{acted}; told {short(told, today)}, {after}"


def _involved(page: Profile) -> Iterator[Row]:
    seen, clock = page.recognition, page.clock
    if seen.involved or (clock is not None and clock.last_care is not None):
        never = f"never in {_listed(seen.never)}" if seen.never else ""
        in_areas = ", ".join(f"{area} ({_months(on, page.today)})" for area, on in seen.involved)
        yield ("Involved", "; ".join(filter(None, (in_areas and f"in {in_areas}", never))), "")


def _asked(page: Profile) -> str:
    asked, thanked = page.recognition.asked, page.recognition.recognised
    times = f"{_times(len(asked))} in twelve months, last {short(asked[0].on, page.today)}"
    if page.recognition.only_asked:
        return (
            f"{times}; never thanked, never told what came of it. Thank them before you ask again."
        )
    return (
        f"{times}; thanked or told {_times(len(thanked))}, last {short(thanked[0], page.today)}"
        if thanked
        else f"{times}; not thanked yet"
    )


def _month(month: str, today: date) -> str:
    first = date.fromisoformat(f"{month}-01")
    return f"{first:%B}" if first.year == today.year else f"{first:%B} {first.year}"


def _months(on: Sequence[date], today: date) -> str:
    """The months of days that come newest first, the last three of them: `Mar, Oct`, `… Dec 2025, Mar, Oct`."""
    months = list(
        dict.fromkeys(
            MONTH_NAMES[day.month - 1] + (f" {day.year}" if day.year != today.year else "")
            for day in on
        )
    )
    return ("… " if len(months) > MONTHS else "") + ", ".join(reversed(months[:MONTHS]))


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"


def _times(number: int) -> str:
    return {1: "once", 2: "twice"}.get(number, f"{number} times")
