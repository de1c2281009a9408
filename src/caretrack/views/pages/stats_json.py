"""`care stats --json`."""

from typing import Any

from caretrack.domain.pages.stats import Stats
from caretrack.views.as_json import row, rows


def stats(page: Stats) -> dict[str, Any]:
    """All of the page; a share is a number from 0 to 1, null where there is nothing to take it of."""
    low, fair, well = page.moods
    made, planned = page.gestures
    return {
        "today": page.today,
        "since": page.since,
        "people": page.people,
        "care": page.care,
        "sales": page.sales,
        "coverage": _coverage(page.now),
        "months": [{**row(month), "coverage": _coverage(month.coverage)} for month in page.months],
        "channels": rows(page.channels),
        "only_sales": rows(page.only_sales),
        "never": rows(page.never),
        "standing": {"counts": page.standings, "people": rows(page.stood)},
        "involved": [
            {
                **row(area),
                "about": area.about or None,
                "people": [{"id": one, "name": name} for one, name in area.people],
            }
            for area in page.involved
        ],
        "unthanked": rows(page.unthanked),
        "learning": {"touches": page.care, "taught": page.taught, "share": page.taught_share},
        "moods": {"low": low, "fair": fair, "well": well},
        "promises": {**row(page.promises), "share": page.promises.share},
        "gestures": {"made": made, "planned": planned},
    }


def _coverage(covered: Any) -> dict[str, Any]:
    return {**row(covered), "share": covered.share}
