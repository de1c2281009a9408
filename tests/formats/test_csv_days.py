import pytest
from hypothesis import given
from hypothesis import strategies as st

from caretrack.domain.model import YearlyDay
from caretrack.errors import CareError
from caretrack.formats.csv.cells import DayOrder, learn_order, parse_day_cell


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("1976-03-14", (3, 14, 1976)),
        ("19760314", (3, 14, 1976)),
        ("1976-03-14T00:00:00Z", (3, 14, 1976)),
        ("1976-03-14 00:00:00.000", (3, 14, 1976)),
        ("3/14/1976 12:00:00 AM", (3, 14, 1976)),
        ("14.03.1976 00:00", (3, 14, 1976)),
        ("14 Mar 1976", (3, 14, 1976)),
        ("14. März 1976", (3, 14, 1976)),
        ("14 de marzo de 1976", (3, 14, 1976)),
        ("14-Mar-76", (3, 14, 1976)),
        ("14-Mar-15", (3, 14, None)),
        ("March 14", (3, 14, None)),
        (" --02-29", (2, 29, None)),
        ("2/29/1604", (2, 29, None)),
        ("1604-02-29", (2, 29, None)),
        ("0000-03-14", (3, 14, None)),
        ("14/3", (3, 14, None)),
        ("3/14", (3, 14, None)),
        # Only one order is a day.
        ("3/14/1976", (3, 14, 1976)),
        ("14/3/1976", (3, 14, 1976)),
        # A year of two digits has no known century, unless one would be in the future.
        ("14/3/76", (3, 14, 1976)),
        ("14/3/27", (3, 14, 1927)),
        ("14/3/26", (3, 14, None)),
        ("14/3/05", (3, 14, None)),
        # None at all.
        ("0/0/00", None),
        ("00/00/0000", None),
        ("0000-00-00", None),
        ("1/1/4501", None),
        ("4501-01-01", None),
        ("-", None),
        ("", None),
        ("  ", None),
    ],
)
def test_days_are_read_as_tables_write_them(
    cell: str, day: tuple[int, int, int | None] | None
) -> None:
    assert parse_day_cell(cell, False, 2026) == (day and YearlyDay(*day))


@pytest.mark.parametrize(
    ("cell", "month_first", "day"),
    [
        ("3/4/1976", False, (4, 3, 1976)),
        ("3/4/1976", True, (3, 4, 1976)),
        ("3-4-1976", True, (3, 4, 1976)),
        ("3/4", True, (3, 4, None)),
        # With dots between the numbers the day comes first, wherever it was written.
        ("3.4.1976", True, (4, 3, 1976)),
        ("14/3/1976", True, (3, 14, 1976)),
    ],
)
def test_an_unclear_day_is_read_in_the_order_that_is_asked_for(
    cell: str, month_first: bool, day: tuple[int, int, int]
) -> None:
    assert parse_day_cell(cell, month_first, 2026) == YearlyDay(*day)


@pytest.mark.parametrize(
    "cell",
    [
        "n/a",
        "31/31/1976",
        "2/30/1976",
        "1976-02-30",
        "29/2/1975",
        "27833",
        "in spring",
        "1/2/3/4",
        "x" * 500,
    ],
)
def test_what_is_no_day_is_refused(cell: str) -> None:
    with pytest.raises(CareError):
        parse_day_cell(cell, False, 2026)


@given(st.text())
def test_any_cell_is_a_day_or_none_or_refused(cell: str) -> None:
    try:
        day = parse_day_cell(cell, False, 2026)
    except CareError:
        return
    assert day is None or (1 <= day.month <= 12 and 1 <= day.day <= 31)


@pytest.mark.parametrize(
    ("cells", "order"),
    [
        ((), DayOrder()),
        (("3/4/1976",), DayOrder(None, "3/4/1976")),
        (("3/4/1976", "5/6/1976"), DayOrder(None, "3/4/1976")),
        (("5/5/1976", "1976-03-04", "", "4 Mar", "1/1/4501"), DayOrder()),
        (("3/4/1976", "3/14/1976"), DayOrder(True, "3/4/1976")),
        (("3/4/1976", "14/3/1976"), DayOrder(False, "3/4/1976")),
        (("3.4.1976",), DayOrder(False)),
        # The first proof decides; a date that cannot have this order is read in the other.
        (("3/14/1976", "14/3/1976"), DayOrder(True)),
        (("13/14/1976", "14/14/1976"), DayOrder()),
    ],
)
def test_a_column_shows_whether_the_month_comes_first(
    cells: tuple[str, ...], order: DayOrder
) -> None:
    found = DayOrder()
    for cell in cells:
        found = learn_order(found, cell)
    assert found == order
