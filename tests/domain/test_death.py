"""Whoever has died: as the reason for the archive says it, and as address books do."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caretrack.domain.people.death import (
    Death,
    death_in_name,
    death_of,
    has_died,
    is_death_label,
    read_death,
)
from caretrack.domain.people.person_update import PersonUpdate
from caretrack.domain.records import Change, PersonRecord
from caretrack.domain.yearly_day import YearlyDay


@pytest.mark.parametrize(
    "why",
    [
        "died",
        "Died 1 Jan 2020, in Lisbon",
        "passed away in March",
        "He passed on in May",
        "passed on 3 March",
        "deceased",
        "† 2026",
        "R.I.P.",
        "RIP 2019",
        "lost his fight against cancer",
        "killed in an accident",
        "dead",
        "we heard she had died in May",
        "funeral was on Friday",
        "moved to Spain with her husband, died there in May",
        "took his own life",
        "verstorben",
    ],
)
def test_the_reason_says_that_they_died(why: str) -> None:
    assert has_died(why)


@pytest.mark.parametrize(
    "why",
    [
        None,
        "",
        "her husband died, moved away",
        "retired after her son died",
        "after the death of her husband",
        "husband's funeral",
        "their dog died",
        "the company died",
        "dead email address",
        "the phone number is dead",
        "not dead, just retired",
        "passed the account to Ben",
        "passed on to the Lisbon team",
        "killed the project",
        "lost her to a competitor",
        "deadline missed",
        "late payer",
        "moved on to another firm",
    ],
)
def test_the_reason_says_something_else(why: str | None) -> None:
    assert not has_died(why)


@pytest.mark.parametrize(
    ("text", "death", "why"),
    [
        ("20200101", Death(2020, 1, 1), "died 1 Jan 2020"),
        ("2020-01-01", Death(2020, 1, 1), "died 1 Jan 2020"),
        ("19960415T231000Z", Death(1996, 4, 15), "died 15 Apr 1996"),
        ("2020-01", Death(2020, 1), "died Jan 2020"),
        ("2020", Death(2020), "died 2020"),
        ("--0101", Death(None, 1, 1), "died 1 Jan"),
        ("1604-02-29", Death(None, 2, 29), "died 29 Feb"),
        ("circa 1800", Death(text="circa 1800"), "died circa 1800"),
        ("20200230", Death(text="20200230"), "died 20200230"),
        ("---01", Death(text="---01"), "died ---01"),
        ("yes", Death(), "died"),
        ("unknown", Death(), "died"),
        ("verstorben", Death(), "died"),
        ("Oui", Death(), "died"),
        ("да", Death(), "died"),
    ],
)
def test_a_day_of_an_address_book(text: str, death: Death, why: str) -> None:
    assert read_death(text) == death
    assert death.why == why
    assert has_died(why)
    assert death_of(why) == death


@pytest.mark.parametrize("text", ["", "-", "no", "N/A", "alive", "0000-00-00", "nein", "нет"])
def test_nobody_died(text: str) -> None:
    assert read_death(text) is None
    # Where somebody died, they did.
    assert read_death(text, "Porto") == Death(place="Porto")


@pytest.mark.parametrize(
    "label",
    [
        "Died", "Date of death", "Death Date", "Todestag", "Date de décès", "Décédé(e) le", "†",
        "Fecha de fallecimiento", "Data zgonu", "Overleden op", "Dödsdag", "Дата смерти",
        "没年月日", "사망일",
    ],
)  # fmt: skip
def test_a_label_says_that_it_is_of_a_death(label: str) -> None:
    assert is_death_label(label)


@pytest.mark.parametrize("label", ["", "Birthday", "DOD", "Deathly Hallows", "Mort's garage", "-"])
def test_another_label_does_not(label: str) -> None:
    assert not is_death_label(label)


@pytest.mark.parametrize(
    ("why", "death"),
    [
        ("passed away in March 2026", Death(2026, 3)),
        ("passed away 3 May 2026 in Porto", Death(2026, 5, 3, place="Porto")),
        ("† 2026", Death(2026)),
        ("died in Porto", Death(place="Porto")),
        ("died in hospital", Death()),
        ("died of cancer", Death()),
        ("died between 1801 and 1805", Death(text="between 1801 and 1805")),
        ("died 31 Feb 2020", Death(text="31 Feb 2020")),
    ],
)
def test_when_and_where_out_of_own_words(why: str, death: Death) -> None:
    assert has_died(why)
    assert death_of(why) == death


@given(st.dates(), st.sampled_from(["", "Lisbon", "New York", "São Paulo"]))
def test_a_day_goes_out_and_comes_back(day: date, place: str) -> None:
    death = read_death(day.isoformat(), place)
    assert death is not None
    assert death.on == (day if day.year != 1604 else None)  # Apple's year for none
    assert death_of(death.why) == death


@pytest.mark.parametrize(
    ("death", "after"),
    [
        (Death(2027), True),
        (Death(2026, 11, 22), True),
        (Death(2026, 11, 21), False),
        (Death(2026, 12), True),
        (Death(None, 12, 31), False),
        (Death(text="2030, perhaps"), False),
    ],
)
def test_a_death_that_is_still_to_come(death: Death, after: bool) -> None:
    assert death.is_after(date(2026, 11, 21)) is after


def _taken(person: PersonUpdate, death: Death, *, update: bool = False) -> tuple[Change, ...]:
    return person.take(PersonRecord("Ana", "card 1", died=death), (), update)


def test_somebody_new_who_has_died_comes_into_the_archive() -> None:
    person = PersonUpdate("k3f9", "Ana", is_new=True)
    assert _taken(person, Death()) == (Change("died", "", "", True),)
    assert person.set_archived == "died"
    # A second card of the file says more, and a third nothing new.
    assert _taken(person, Death(2020)) == (Change("died", "died", "2020", True),)
    assert _taken(person, Death(2021)) == ()


def test_of_somebody_known_a_day_is_taken_and_a_place_alone_is_shown() -> None:
    person = PersonUpdate("k3f9", "Ana")
    person.archived_why = "moved away"
    assert _taken(person, Death(place="Porto")) == (
        Change("died", "moved away", "in Porto", False),
    )
    assert person.set_archived is None
    assert _taken(person, Death(2020)) == (Change("died", "moved away", "2020", True),)


def test_a_touch_after_the_day_contradicts_it() -> None:
    person = PersonUpdate("k3f9", "Ana")
    person.last_touch = date(2026, 5, 1)
    assert _taken(person, Death(2020, 1, 1)) == (Change("died", "", "1 Jan 2020", False),)
    assert _taken(person, Death(2020, 1, 1), update=True)[0].taken


def test_a_record_without_a_death_says_nothing_of_one() -> None:
    person = PersonUpdate("k3f9", "Ana", is_new=True)
    record = PersonRecord("Ana", "card 1", occasions=(YearlyDay(3, 14, None, "birthday"),))
    assert [change.field for change in person.take(record, (), False)] == ["birthday"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Tom Hay †", ("Tom Hay", "died")),
        ("† Tom Hay", ("Tom Hay", "died")),
        ("Tom Hay († 2019)", ("Tom Hay", "died 2019")),
        ("Hay, Tom, † 2019-05-03", ("Hay, Tom", "died 3 May 2019")),
        ("Tom Hay", ("Tom Hay", None)),
        ("†", ("†", None)),
        ("† ††", ("† ††", None)),
        ("† †.", ("† †.", None)),
    ],
)
def test_a_cross_beside_a_name_says_that_they_have_died(
    name: str, expected: tuple[str, str | None]
) -> None:
    left, death = death_in_name(name)
    assert (left, death.why if death else None) == expected
