import pytest
from csv_samples import tabled
from hypothesis import given
from hypothesis import strategies as st

from caretrack.domain.yearly_day import YearlyDay
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


THUNDERBIRD = "First Name,Last Name,Primary Email,Birth Year,Birth Month,Birth Day"


@pytest.mark.parametrize(
    ("head", "cells", "day"),
    [
        (THUNDERBIRD, "Ana,Silva,a@x.example,1976,3,14", (3, 14, 1976)),
        (THUNDERBIRD, "Ana,Silva,a@x.example,,03,14", (3, 14, None)),
        (THUNDERBIRD, "Ana,Silva,a@x.example,0000,3,14", (3, 14, None)),
        (THUNDERBIRD, "Ana,Silva,a@x.example,1976,March,14", (3, 14, 1976)),
        (THUNDERBIRD, "Ana,Silva,a@x.example,1899,Mar.,14.", (3, 14, 1899)),
        (THUNDERBIRD, "Ana,Silva,a@x.example,0950,1,1", (1, 1, 950)),
        (THUNDERBIRD, "Ana,Silva,a@x.example,1976,3,1976-03-14", (3, 14, 1976)),
        ("Vorname,Nachname,Geburtsjahr,Geburtsmonat,Geburtstag", "A,B,1976,März,14", (3, 14, 1976)),
        ("Prénom,Nom,Année de naissance,Mois,Jour", "Ana,Silva,1976,août,2", (8, 2, 1976)),
        ("Imię,Urodziny – Rok,Urodziny – Miesiąc,Urodziny – Dzień", "A,1976,3,14", (3, 14, 1976)),
        ("Name,Birth Year,Birthday", "Ana,1976,14 March", (3, 14, 1976)),
        ("Name,Birth Year,Birthday", "Ana,1976,14 March 1977", (3, 14, 1977)),
        ("Name,Year of birth,Month of birth,Day of birth", "Ana,1976,3,14", (3, 14, 1976)),
    ],
)  # fmt: skip
def test_a_birthday_stands_in_one_column_or_in_three(
    head: str, cells: str, day: tuple[int, int, int | None]
) -> None:
    found = tabled(f"{head}\n{cells}\n")
    assert found.refused == ()
    assert found.person.occasions == (YearlyDay(*day, "birthday"),)


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        (",,", None),
        ("1976,,", None),
        ("0,0,0", None),
        ("1976,3,", "“3 1976” is not a valid birthday: it is no day of a month"),
        ("1976,13,14", "“14 13 1976” is not a valid birthday: there is no month 13"),
        ("1976,soon,14", "“14 soon 1976” is not a valid birthday: it is no day of a month"),
        ("1975,2,29", "“29 2 1975” is not a valid birthday: 29 Feb 1975 does not exist"),
        ("19 76,3,14", "“14 3 19 76” is not a valid birthday: it is no day of a month"),
    ],
)
def test_parts_that_are_no_day_are_left_out(cells: str, why: str | None) -> None:
    found = tabled(f"{THUNDERBIRD}\nAna,Silva,a@x.example,{cells}\n")
    assert found.person.occasions == ()
    assert [item.why for item in found.refused] == ([why] if why else [])


@pytest.mark.parametrize(
    "cell", ["1899-05-01", "1.5.1899", "1750-05-01", "1899年5月1日", "1899년 5월 1일"]
)
def test_years_long_ago_and_days_of_east_asia_are_read(cell: str) -> None:
    day = tabled(f"Name,Birthday\nAna,{cell}\n").person.occasions[0]
    assert (day.month, day.day) == (5, 1)


def test_of_a_cell_only_the_bad_line_is_left_out() -> None:
    head = "name,occasion,event,fact,uid"
    row = (
        'Ana,"anniversary: 2010-06-05\nname day: 31/31\nfounded: 1850-02-03",'
        '"2026-12-04: knee\nsoon: move",'
        '"family: Mia\n2026-02-30 goal: x\n2026-11-20 goal: a second site",u\n'
    )
    found = tabled(f"{head}\n{row}")
    assert [(day.label, day.year) for day in found.person.occasions] == [
        ("anniversary", 2010), ("founded", 1850),
    ]  # fmt: skip
    assert [event.text for event in found.person.events] == ["knee"]
    assert [fact.text for fact in found.person.facts] == ["Mia", "a second site"]
    assert {item.why for item in found.refused} == {
        "occasion: “name day: 31/31” has no day that comes every year",
        "event: “soon: move” is not like “2026-12-04: knee operation”",
        "fact: there is no day 2026-02-30",
    }
