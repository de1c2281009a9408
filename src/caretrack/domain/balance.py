"""Care against sales, month by month (S1.4)."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

MONTHS_SHOWN = 12


class MonthBalance(NamedTuple):
    """How many caring and sales touches there were in a month (YYYY-MM)."""

    month: str
    care: int
    sales: int


class Balance(NamedTuple):
    """Twelve months, oldest first, the last one that of today, and their sums."""

    care: int
    sales: int
    months: tuple[MonthBalance, ...]


def month_names(today: date, count: int = MONTHS_SHOWN) -> list[str]:
    """Return the last `count` months as YYYY-MM, oldest first."""
    number = today.year * 12 + today.month - 1
    return [
        f"{month // 12:04d}-{month % 12 + 1:02d}" for month in range(number - count + 1, number + 1)
    ]


def balance(counts: Mapping[tuple[str, str], int], today: date) -> Balance:
    """Return care and sales by month, from counts by (YYYY-MM, family)."""
    months = tuple(
        MonthBalance(name, counts.get((name, "care"), 0), counts.get((name, "sales"), 0))
        for name in month_names(today)
    )
    return Balance(
        sum(month.care for month in months), sum(month.sales for month in months), months
    )
