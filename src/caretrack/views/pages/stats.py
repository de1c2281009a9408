"""What the figures of `care stats` say: in words, in a pipe, and as JSON."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from caretrack import streams
from caretrack.app.stats import OneSided, Stats, Stood
from caretrack.domain.dates import MONTH_NAMES, short, spoken
from caretrack.domain.day_steps import PERSONAL_DAYS
from caretrack.domain.load import load_words
from caretrack.domain.stats import (
    ChannelTouches,
    Coverage,
    Involved,
    LastHeard,
    Quarter,
    Unthanked,
)
from caretrack.domain.text import one_line
from caretrack.views.page import answer, tabs
from caretrack.views.words import count, in_touch_in_time, percent

if TYPE_CHECKING:
    from caretrack.domain.team import OwnerShare

STANDINGS = ("fan", "warm", "quiet", "critical", "unknown")
NOTHING_YET = "Nothing yet: care add NAME, then care log NAME what was said."
NOT_NAMED = "no area named"
NOBODY = "nobody"
ALL_THANKED = "nobody waits for a thanks"
MONTH = (
    "month", "care", "sales", "taught", "low", "fair", "well", "people", "in_time", "share",
    "tried",
)  # fmt: skip
SOMEBODY = ("company", "added_on", "last_care", "last_sales", "sales_since")


def show(page: Stats, *, json: bool) -> None:
    """Print the page in the form that is asked for."""
    if streams.on_terminal() and not json:
        from caretrack.views.terminal import stats

        return stats.show(page)
    return answer(json, lambda: json_of(page), lambda: plain(page))


def month(name: str) -> str:
    """`Nov 2026` for 2026-11."""
    return f"{MONTH_NAMES[int(name[5:]) - 1]} {name[:4]}"


def span(page: Stats) -> str:
    """Return what the figures are of: `12 months to Sat 21 Nov 2026 · #vip`."""
    time = f"{count(len(page.months), 'month')} to {spoken(page.today)}"
    return f"{time} · {one_line(page.narrowed)}" if page.narrowed else time


def coverage(covered: Coverage) -> str:
    """The coverage of a day in a sentence (S4.6)."""
    if not covered.people:
        return "nobody has a cadence"
    return in_touch_in_time(covered.in_time, covered.people, covered.share)


def load(page: Stats) -> str:
    """What the cadences ask for beside what you do (S2.11); "" where it says nothing."""
    return load_words(page.load) if page.load.says_something else ""


def known(page: Stats) -> str:
    """How many are known and not looked after yet; "" for none."""
    many = count(page.known, "person is", "people are")
    return f"{many} known, not looked after yet: care triage" if page.known else ""


def nothing_yet(page: Stats) -> str:
    """What stands in the place of the figures where nobody is looked after."""
    return known(page) or NOTHING_YET


def balance(page: Stats) -> str:
    """Care against sales in a sentence (S0.3)."""
    care = count(page.care, "caring touch", "caring touches")
    tried = f"; {page.tried:,} more reached nobody" if page.tried else ""
    return f"{care}, {count(page.sales, 'sales touch', 'sales touches')}{tried}"


def of_channel(row: ChannelTouches) -> str:
    """Return what went by a channel: `12 care, 3 sales, 2 tried`."""
    tried = f", {row.tried:,} tried" if row.tried else ""
    return f"{row.care:,} care, {row.sales:,} sales{tried}"


def learning(page: Stats) -> str:
    """How many caring touches taught you something (S4.3)."""
    if not page.care:
        return "no caring touch yet"
    care = count(page.care, "caring touch", "caring touches")
    return f"{page.taught:,} of {care} taught you something ({percent(page.taught_share)})"


def moods(page: Stats) -> str:
    """How they felt afterwards (S4.5)."""
    low, fair, well = page.moods
    if not low + fair + well:
        return "no mood was written down"
    return (
        f"well after {well:,} of {count(low + fair + well, 'touch', 'touches')}, low after {low:,}"
    )


def promises(page: Stats) -> list[str]:
    """What became of what you promised (S0.3)."""
    made = page.promises
    dated = made.in_time + made.late + made.past
    said = [f"{made.in_time:,} of {dated:,} kept in time ({percent(made.share)})"] if dated else []
    said += [f"{made.late:,} kept late"] if made.late else []
    said += (
        [f"{made.past:,} still open past {'its' if made.past == 1 else 'their'} day"]
        if made.past
        else []
    )
    undated = [f"{made.kept_undated:,} kept"] if made.kept_undated else []
    undated += [f"{made.open_undated:,} open"] if made.open_undated else []
    said += [f"without a day: {', '.join(undated)}"] if undated else []
    return said or ["none in these months"]


def gestures(page: Stats) -> str:
    """What you did for them that they did not expect (S0.3)."""
    made, planned = page.gestures
    return f"{made:,} made, {planned:,} planned"


def reached(page: Stats) -> str:
    """How many goals of theirs were reached (S0.8)."""
    return f"{count(page.reached, 'goal')} of theirs reached" if page.reached else "none yet"


def only_sales(page: Stats, item: LastHeard) -> str:
    """What somebody heard who hears only sales (S1.6)."""
    since = (
        f"since {short(item.last_care, page.today)}" if item.last_care else "and never a caring one"
    )
    return f"{count(item.sales_since, 'sales touch', 'sales touches')} {since}"


def never(page: Stats, item: LastHeard) -> str:
    """Since when somebody waits for a first caring touch (S0.1)."""
    sold = (
        f", {count(item.sales_since, 'sales touch', 'sales touches')}" if item.sales_since else ""
    )
    return f"added {short(item.added_on, page.today)}{sold}"


def standings(page: Stats) -> str:
    """How many stand to you in each way (S3.11)."""
    return " · ".join(f"{page.standings.get(word, 0):,} {word}" for word in STANDINGS)


def stood(item: Stood) -> str:
    """Since when a fan or a critic is one."""
    if item.since is None:
        return item.word
    return f"{item.word} since {month(item.since)}" + (
        f", {item.before} before" if item.before else ""
    )


def area(item: Involved) -> str:
    """The area of the work."""
    return item.about or NOT_NAMED


def involved(item: Involved) -> str:
    """How they were involved in one area (S3.8)."""
    if not item.people:
        return "nobody yet"
    asks = [count(item.asks, "ask")] if item.asks else []
    feedback = (
        [count(item.feedback, "piece of feedback", "pieces of feedback")] if item.feedback else []
    )
    return ", ".join([count(len(item.people), "person", "people"), *asks, *feedback])


def personal(page: Stats) -> str:
    """How many had a touch just to hear from them (S1.8)."""
    people = f"{page.personal.touched:,} of {count(page.personal.people, 'person', 'people')}"
    share = f" ({percent(page.personal.share)})" if page.personal.people else ""
    return f"{people} heard from you just because in {PERSONAL_DAYS} days{share}"


def quarter(item: Quarter) -> str:
    """`Q3 2026: 4 fans, 1 critic`: who there was at the end of a quarter (S3.14)."""
    year, number = item.quarter.split("-")
    return f"{number} {year}: {count(item.fans, 'fan')}, {count(item.critics, 'critic')}"


def unthanked(item: Unthanked) -> str:
    """Somebody who was asked, and never heard of it again (S3.9)."""
    return f"asked {item.asks} times in a year; no thanks yet, and no word of what came of it"


def one_sided(item: OneSided) -> str:
    """Who writes and who does not (S3.12, S4.7)."""
    return " ".join(item.said)


def owner_name(item: "OwnerShare") -> str:
    """The owner, or that there is none."""
    return item.owner or "no owner"


def owner(item: "OwnerShare") -> str:
    """Coverage and load of one owner: what is in time, and what the cadences ask for."""
    if not item.with_cadence:
        return f"{count(item.people, 'person', 'people')}, without a cadence"
    in_time = in_touch_in_time(item.in_time, item.with_cadence, item.share)
    return f"{in_time}; asks for {item.asked:g} touches a working day"


def json_of(page: Stats) -> dict[str, Any]:
    """Return the whole page. A share is a number from 0 to 1, or null."""
    from caretrack.json_text import dumped_rows
    from caretrack.views.as_json import row, rows

    low, fair, well = page.moods
    made, planned = page.gestures
    return {
        "today": page.today,
        "since": page.since,
        "people": page.people,
        "care": page.care,
        "sales": page.sales,
        "tried": page.tried,
        "coverage": _coverage(page.now),
        "months": [{**row(month), "coverage": _coverage(month.coverage)} for month in page.months],
        "channels": rows(page.channels),
        "only_sales": rows(page.only_sales),
        "never": rows(page.never),
        "standing": {
            "counts": page.standings,
            "people": rows(page.stood),
            "quarters": rows(page.quarters),
        },
        "involved": [
            {
                **row(area),
                "about": area.about or None,
                "people": dumped_rows(("id", "name"), area.people),
            }
            for area in page.involved
        ],
        "unthanked": rows(page.unthanked),
        "one_sided": rows(page.one_sided),
        "personal": {
            "days": PERSONAL_DAYS,
            **row(page.personal),
            "share": page.personal.share,
        },
        "learning": {"touches": page.care, "taught": page.taught, "share": page.taught_share},
        "moods": {"low": low, "fair": fair, "well": well},
        "promises": {**row(page.promises), "share": page.promises.share},
        "gestures": {"made": made, "planned": planned},
        "goals": {"reached": page.reached},
        "known": page.known,
        "load": {**page.load._asdict(), "says": load(page) or None},
        **({"owners": [_owner(item) for item in page.owners]} if page.owners else {}),
    }


def _owner(item: "OwnerShare") -> dict[str, Any]:
    return {**item._asdict(), "share": item.share}


def _coverage(covered: Coverage) -> dict[str, Any]:
    return {**covered._asdict(), "share": covered.share}


def plain(page: Stats) -> Iterator[str]:
    """Yield one tab-separated list after another, each with its header."""
    yield tabs(*MONTH)
    for month in page.months:
        covered = month.coverage
        counts = (
            month.care,
            month.sales,
            month.taught,
            month.low,
            month.fair,
            month.well,
            covered.people,
            covered.in_time,
        )
        yield tabs(month.month, *counts, _number(covered.share), month.tried)
    yield from ("", tabs("channel", "care", "sales", "tried"))
    yield from (tabs(*channel) for channel in page.channels)
    yield from ("", tabs("only_sales", *SOMEBODY), *(_somebody(item) for item in page.only_sales))
    yield from ("", tabs("never", *SOMEBODY), *(_somebody(item) for item in page.never))
    yield from (
        "",
        tabs("standing", "people"),
        *(tabs(word, page.standings.get(word, 0)) for word in STANDINGS),
    )
    yield from ("", tabs("fan_or_critic", "standing", "since", "before", "evidence"))
    for item in page.stood:
        yield tabs(
            item.name, item.word, item.since or "", item.before or "", " · ".join(item.evidence)
        )
    yield from _quarters_and_personal(page)
    yield from ("", tabs("involved", "asks", "feedback", "people"))
    for one in page.involved:
        names = ", ".join(name for _, name in one.people)
        yield tabs(area(one), one.asks, one.feedback, names)
    yield from (
        "",
        tabs("unthanked", "asks"),
        *(tabs(item.name, item.asks) for item in page.unthanked),
    )
    yield from (
        "",
        tabs("one_sided", "letters", "last_sign", "what"),
        *(
            tabs(item.name, item.letters, item.last_sign or "", one_sided(item))
            for item in page.one_sided
        ),
    )
    yield from (
        "",
        tabs("promises", "count"),
        *(tabs(*row) for row in page.promises._asdict().items()),
    )
    yield from (
        "",
        tabs("gestures", "count"),
        *(tabs(*row) for row in zip(("made", "planned"), page.gestures, strict=True)),
    )
    yield from _goals_and_owners(page)
    yield from ("", coverage(page.now) if page.people else nothing_yet(page))
    yield from filter(None, (load(page), known(page) if page.people else ""))


def _goals_and_owners(page: Stats) -> Iterator[str]:
    yield from ("", tabs("goals", "count"), tabs("reached", page.reached))
    if page.owners:
        yield from ("", tabs("owner", "people", "in_time", "share", "asked_a_day"))
    for of in page.owners:
        yield tabs(owner_name(of), of.people, of.in_time, _number(of.share), f"{of.asked:g}")


def _quarters_and_personal(page: Stats) -> Iterator[str]:
    yield from ("", tabs("quarter", "on", "fans", "critics"))
    yield from (tabs(*item) for item in page.quarters)
    yield from ("", tabs("personal_in_days", "people", "touched", "share"))
    share = _number(page.personal.share)
    yield tabs(PERSONAL_DAYS, page.personal.people, page.personal.touched, share)


def _somebody(item: LastHeard) -> str:
    return tabs(
        item.name,
        item.company or "",
        item.added_on,
        item.last_care or "",
        item.last_sales or "",
        item.sales_since,
    )


def _number(share: float | None) -> str:
    return "" if share is None else str(share)
