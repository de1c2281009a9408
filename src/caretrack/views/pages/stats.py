"""What the figures of `care stats` say in words: the terminal and the page for a browser lay the same sentences out."""

from caretrack.domain.clock import Coverage
from caretrack.domain.dates import MONTH_NAMES, short, spoken
from caretrack.domain.pages.stats import Asked, Involved, Somebody, Stats, Stood
from caretrack.domain.text import one_line
from caretrack.views.words import count, in_touch_in_time, percent

STANDINGS = ("fan", "warm", "quiet", "critical", "unknown")
NOTHING_YET = "Nothing yet: care add NAME, then care log NAME what was said."
NOT_NAMED = "no area named"
NOBODY = "nobody"
ALL_THANKED = "nobody who was asked three times or more"


def month(name: str) -> str:
    """`Nov 2026` for 2026-11."""
    return f"{MONTH_NAMES[int(name[5:]) - 1]} {name[:4]}"


def span(page: Stats) -> str:
    """The time that the figures are of, and whose they are: `12 months to Sat 21 Nov 2026 · #vip`."""
    time = f"{count(len(page.months), 'month')} to {spoken(page.today)}"
    return f"{time} · {one_line(page.narrowed)}" if page.narrowed else time


def coverage(covered: Coverage) -> str:
    """The coverage of a day in a sentence (S4.6)."""
    if not covered.people:
        return "nobody has a cadence"
    return in_touch_in_time(covered.in_time, covered.people, covered.share)


def balance(page: Stats) -> str:
    """Care against sales in a sentence (S0.3)."""
    return f"{count(page.care, 'caring touch', 'caring touches')}, {count(page.sales, 'sales touch', 'sales touches')}"


def learning(page: Stats) -> str:
    """How many caring touches taught you something (S4.3)."""
    if not page.care:
        return "no caring touch yet"
    return f"{page.taught:,} of {count(page.care, 'caring touch', 'caring touches')} taught you something ({percent(page.taught_share)})"


def moods(page: Stats) -> str:
    """How they came away (S4.5)."""
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


def only_sales(page: Stats, item: Somebody) -> str:
    """What somebody heard who hears only sales (S1.6)."""
    since = (
        f"since {short(item.last_care, page.today)}" if item.last_care else "and never a caring one"
    )
    return f"{count(item.sales_since, 'sales touch', 'sales touches')} {since}"


def never(page: Stats, item: Somebody) -> str:
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


def unthanked(item: Asked) -> str:
    """Somebody who was asked, and never heard of it again (S3.9)."""
    return f"asked {item.asks} times in a year, never thanked or told"
