"""The figures of a journal, put together for `care stats`."""

from datetime import date

from caretrack.app.standings import standings
from caretrack.domain.clock import month_names
from caretrack.domain.pages.stats import Stats
from caretrack.domain.stats import channels, coverage, ends_of, months, promises
from caretrack.journal import due
from caretrack.journal.connection import Journal
from caretrack.journal.queries import stats, stats_people


def stats_page(journal: Journal, count: int, tag: str | None, company: str | None) -> Stats:
    """The page of the last `count` months up to the journal's today, of those with the tag and of the company."""
    among = due.chosen(journal, tag, company)
    stats.narrow(journal, among)
    names = month_names(journal.today, count)
    since = date.fromisoformat(f"{names[0]}-01")
    counted = stats.counted(journal, since, among)
    ends = ends_of(names, journal.today)
    counts, stood = standings(journal)
    return Stats(
        today=journal.today,
        since=since,
        narrowed=" · ".join(
            part for part in (f"#{tag.strip().lstrip('#@+')}" if tag else "", company or "") if part
        ),
        people=stats.people(journal),
        months=months(
            counted,
            stats.taught(journal, since, among),
            coverage(stats.looked(journal, ends), ends),
            journal.today,
        ),
        channels=channels(counted),
        only_sales=stats.only_sales(journal),
        never=stats.never(journal),
        standings=counts,
        stood=stood,
        involved=stats_people.involved(journal),
        unthanked=stats_people.unthanked(journal),
        promises=promises(stats.promise_days(journal), since, journal.today),
        gestures=stats.gestures(journal, since),
    )


def show(page: Stats, json: bool) -> None:
    """The page in the form that is asked for."""
    from caretrack import streams

    if json:
        from caretrack.views.pages import stats_json

        streams.put_json(stats_json.stats(page))
    elif streams.on_terminal():
        from caretrack.views.terminal import stats as terminal_stats

        terminal_stats.stats(page)
    else:
        from caretrack.views.pages import stats_text

        streams.put(stats_text.stats(page))
