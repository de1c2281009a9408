"""Care against sales over time (S1.4, S1.6)."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

MONTHS = 12


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


def month_names(today: date, count: int = MONTHS) -> list[str]:
    """The last `count` months as YYYY-MM, oldest first, today's last."""
    number = today.year * 12 + today.month - 1
    return [
        f"{month // 12:04d}-{month % 12 + 1:02d}" for month in range(number - count + 1, number + 1)
    ]


def balance(counts: Mapping[tuple[str, str], int], today: date) -> Balance:
    """Care and sales by month out of counts by (YYYY-MM, family); months without a touch are zeros."""
    months = tuple(
        Month(name, counts.get((name, "care"), 0), counts.get((name, "sales"), 0))
        for name in month_names(today)
    )
    return Balance(
        sum(month.care for month in months), sum(month.sales for month in months), months
    )
