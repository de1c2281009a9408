from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from caretrack.domain.balance import MONTHS_SHOWN, Balance, MonthBalance, balance, month_names

TODAY = date(2026, 11, 21)
DAYS = st.dates(date(1901, 1, 1), date(2199, 12, 31))


def test_the_months_go_over_the_end_of_a_year():
    assert month_names(date(2026, 2, 28), 4) == ["2025-11", "2025-12", "2026-01", "2026-02"]
    assert month_names(date(2026, 12, 31), 1) == ["2026-12"]
    assert month_names(date(2026, 1, 1), 2) == ["2025-12", "2026-01"]


@given(DAYS)
def test_there_are_twelve_months_in_order_and_the_last_is_todays(today):
    months = month_names(today)
    assert len(set(months)) == MONTHS_SHOWN == 12
    assert months == sorted(months)
    assert months[-1] == today.isoformat()[:7]
    assert months[0] == (today.replace(day=1) - timedelta(days=330)).isoformat()[:7]


def test_care_and_sales_are_counted_by_month_and_in_all():
    counts = {
        ("2026-11", "care"): 3,
        ("2026-11", "sales"): 1,
        ("2025-12", "care"): 2,
        ("2025-11", "care"): 50,
        ("2026-12", "sales"): 50,
    }
    found = balance(counts, TODAY)
    assert (found.care, found.sales) == (5, 1)
    assert found.months[0] == MonthBalance("2025-12", 2, 0)
    assert found.months[-1] == MonthBalance("2026-11", 3, 1)
    assert all(month[1:] == (0, 0) for month in found.months[1:-1])


def test_without_a_touch_there_are_twelve_empty_months():
    assert balance({}, TODAY) == Balance(
        0, 0, tuple(MonthBalance(name, 0, 0) for name in month_names(TODAY))
    )
