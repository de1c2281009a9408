"""`care stats` in a pipe: one tab-separated list after another, each with its header, nothing left out."""

from collections.abc import Iterator

from caretrack.domain.pages.stats import Somebody, Stats
from caretrack.views.pages import stats as lines
from caretrack.views.plain import tabs


def stats(page: Stats) -> Iterator[str]:
    """All of the page. A share is a number from 0 to 1, empty where there is nothing to take it of."""
    yield tabs(
        "month", "care", "sales", "taught", "low", "fair", "well", "people", "in_time", "share"
    )
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
        yield tabs(month.month, *counts, _number(covered.share))
    yield from ("", tabs("channel", "care", "sales"))
    yield from (tabs(*channel) for channel in page.channels)
    yield from ("", tabs("only_sales", *SOMEBODY), *(_somebody(item) for item in page.only_sales))
    yield from ("", tabs("never", *SOMEBODY), *(_somebody(item) for item in page.never))
    yield from (
        "",
        tabs("standing", "people"),
        *(tabs(word, page.standings.get(word, 0)) for word in lines.STANDINGS),
    )
    yield from ("", tabs("fan_or_critic", "standing", "since", "before", "evidence"))
    for item in page.stood:
        yield tabs(
            item.name, item.word, item.since or "", item.before or "", " · ".join(item.evidence)
        )
    yield from ("", tabs("involved", "asks", "feedback", "people"))
    for area in page.involved:
        yield tabs(
            lines.area(area), area.asks, area.feedback, ", ".join(name for _, name in area.people)
        )
    yield from (
        "",
        tabs("unthanked", "asks"),
        *(tabs(item.name, item.asks) for item in page.unthanked),
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
    yield from ("", lines.coverage(page.now) if page.people else lines.NOTHING_YET)


SOMEBODY = ("company", "added_on", "last_care", "last_sales", "sales_since")


def _somebody(item: Somebody) -> str:
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
