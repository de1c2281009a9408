from datetime import date
from typing import Any

import pytest

from caretrack.domain.model import Occasion
from caretrack.domain.people.merging import day_words, differ, fuller, joined
from caretrack.domain.person import Person

TODAY = date(2026, 11, 21)


def person(name: str, **values: Any) -> Person:
    blank: dict[str, Any] = dict.fromkeys(Person._fields) | {
        "id": name,
        "name": name,
        "name_key": name.lower(),
        "added_on": date(2026, 3, 1),
    }
    return Person(**blank | values)


def birthday(month: int, day: int, year: int | None = None) -> Occasion:
    return Occasion("o", "p", "birthday", month, day, year)


@pytest.mark.parametrize(
    ("gone", "into", "values", "filled", "otherwise"),
    [
        ({}, {}, {}, (), ()),
        ({"company": "Lagoon"}, {}, {"company": "Lagoon"}, ("company",), ()),
        ({}, {"company": "Lagoon"}, {}, (), ()),
        ({"company": "LAGOON"}, {"company": "Lagoon"}, {}, (), ()),
        (
            {"role": "CFO", "say": "AH-na", "met": "fair"},
            {},
            {"role": "CFO", "say": "AH-na", "met": "fair"},
            ("role", "say", "met"),
            (),
        ),
        ({"cadence_days": 7}, {}, {"cadence_days": 7}, ("cadence_days",), ()),
        ({"cadence_days": 7}, {"cadence_days": 7}, {}, (), ()),
        ({"note": "tea"}, {}, {"note": "tea"}, (), ()),
        ({"note": "tea"}, {"note": "likes tea"}, {}, (), ()),
        ({"note": "tea"}, {"note": "rum"}, {"note": "rum\ntea"}, (), ()),
        ({"added_on": date(2025, 1, 1)}, {}, {"added_on": date(2025, 1, 1)}, (), ()),
        ({"added_on": date(2026, 9, 1)}, {}, {}, (), ()),
        ({"snoozed_until": date(2026, 12, 1)}, {}, {"snoozed_until": date(2026, 12, 1)}, (), ()),
        (
            {"snoozed_until": date(2026, 12, 1)},
            {"snoozed_until": date(2026, 11, 25)},
            {"snoozed_until": date(2026, 12, 1)},
            (),
            (),
        ),
        ({"snoozed_until": date(2026, 12, 1)}, {"snoozed_until": date(2026, 12, 9)}, {}, (), ()),
        ({"snoozed_until": date(2026, 11, 1)}, {}, {}, (), ()),
        ({"snoozed_until": TODAY}, {}, {}, (), ()),
        ({"snoozed_until": date(2026, 11, 22)}, {}, {"snoozed_until": date(2026, 11, 22)}, (), ()),
        (
            {"company": "Harbour", "cadence_days": 0},
            {"company": "Lagoon", "cadence_days": 30},
            {"note": "(Merged from Anna, Sat 21 Nov 2026: company Harbour, cadence no reminders)"},
            (),
            (("company", "Harbour"), ("cadence", "no reminders")),
        ),
        (
            {"role": "CFO", "cadence_days": 9, "note": "tea"},
            {"role": "Finance", "cadence_days": 30, "note": "rum"},
            {"note": "rum\ntea\n(Merged from Anna, Sat 21 Nov 2026: role CFO, cadence every 9 d)"},
            (),
            (("role", "CFO"), ("cadence", "every 9 d")),
        ),
    ],
)
def test_blanks_are_filled_and_nothing_is_lost(
    gone: Any, into: Any, values: Any, filled: Any, otherwise: Any
) -> None:
    assert joined(person("Anna", **gone), person("Ana", **into), TODAY) == (
        values,
        filled,
        otherwise,
    )


DIED, LEFT = "died 3 Oct 2026", "left the company"
EARLIER, LATER = date(2026, 10, 5), date(2026, 11, 1)


@pytest.mark.parametrize(
    ("gone", "into", "archived"),
    [
        ((LATER, DIED), (None, None), (LATER, DIED)),
        ((LATER, DIED), (EARLIER, LEFT), (EARLIER, DIED)),
        ((EARLIER, DIED), (LATER, "died"), None),
        ((EARLIER, LEFT), (None, None), None),
        ((None, None), (LATER, DIED), None),
    ],
)
def test_whoever_of_two_is_said_to_have_died_stays_so(
    gone: tuple[date | None, str | None],
    into: tuple[date | None, str | None],
    archived: tuple[date, str] | None,
) -> None:
    found = joined(
        person("gone", archived_on=gone[0], archived_why=gone[1]),
        person("into", archived_on=into[0], archived_why=into[1]),
        TODAY,
    )
    expected = {"archived_on": archived[0], "archived_why": archived[1]} if archived else {}
    assert found.values == expected


@pytest.mark.parametrize(
    ("gone", "into", "gone_is_fuller", "both_cannot_be"),
    [
        (birthday(3, 14), birthday(3, 14), False, False),
        (birthday(3, 14, 1976), birthday(3, 14), True, False),
        (birthday(3, 14), birthday(3, 14, 1976), False, False),
        (birthday(3, 14, 1976), birthday(3, 14, 1977), False, True),
        (birthday(3, 14, 1976), birthday(4, 14), True, True),
        (birthday(3, 14), birthday(3, 15), False, True),
    ],
)
def test_the_birthday_that_says_more_stays(
    gone: Occasion, into: Occasion, gone_is_fuller: bool, both_cannot_be: bool
) -> None:
    assert fuller(gone, into) is gone_is_fuller
    assert differ(gone, into) is differ(into, gone) is both_cannot_be


def test_a_birthday_is_said_with_its_year_where_that_is_known() -> None:
    assert (day_words(birthday(3, 14)), day_words(birthday(2, 29, 1976))) == (
        "14 Mar",
        "29 Feb 1976",
    )


@pytest.mark.parametrize(
    ("gone", "into", "values"),
    [
        (
            {"known_on": None, "taken_in_on": 5},
            {"known_on": 3},
            {"known_on": None, "taken_in_on": 5},
        ),
        ({"known_on": 2}, {"known_on": 3}, {"known_on": 2, "taken_in_on": None}),
        ({"known_on": 3}, {"known_on": 2}, {}),
        ({"known_on": 3}, {}, {}),
    ],
)
def test_whoever_of_two_is_looked_after_stays_so(
    gone: dict[str, Any], into: dict[str, Any], values: dict[str, Any]
) -> None:
    def dated(given: dict[str, Any]) -> dict[str, Any]:
        return {key: day and date(2026, 11, day) for key, day in given.items()}

    found = joined(person("gone", **dated(gone)), person("into", **dated(into)), TODAY)
    assert found.values == dated(values)
