"""Tests of which entries of others speak of somebody who has died."""

from datetime import date

import pytest

from caretrack.domain.people.in_memory import Departed, Kept, speaks_of

DAY = date(2026, 11, 20)
TOM = Departed(["Tom Hay", "Tommy"], DAY, akin=frozenset({"anna"}))
# Another Tom lives: Tom Berg, who is nobody's kin here.
OF_TWO = TOM._replace(namesakes=frozenset({"berg"}))
# The son is called the same.
OF_KIN = Departed(["Tom Hay"], DAY, frozenset({"anna", "son"}), frozenset({"son"}))
MAY = Departed(["May Hay"], DAY)
LEI = Departed(["李雷"], DAY)


@pytest.mark.parametrize(
    ("who", "owner", "text", "expected"),
    [
        (TOM, "anna", "Tom's birthday", True),
        (TOM, "anna", "tom’s birthday", True),
        (TOM, "anna", "Toms Geburtstag", True),
        (TOM, "anna", "Wedding with Tommy", True),
        (TOM, "eva", "Tom's birthday", True),
        (TOM, "anna", "Tomas' birthday", False),
        (TOM, "anna", "her birthday", False),
        (TOM, "anna", "Tom's funeral", False),
        (TOM, "anna", "the day Tom died", False),
        (TOM, "anna", "Tom †", False),
        (OF_TWO, "anna", "Tom's birthday", True),
        (OF_TWO, "eva", "Tom's birthday", False),
        (OF_TWO, "eva", "Tom Hay's birthday", True),
        (OF_KIN, "anna", "Tom's birthday", False),
        (OF_KIN, "anna", "Tom Hay's birthday", True),
        (MAY, "eva", "sailing in May", False),
        (MAY, "eva", "May's birthday", True),
        (LEI, "eva", "李雷的生日", True),
        (LEI, "eva", "生日", False),
        (Departed(["Bo"], DAY), "eva", "Bos Haus", False),
    ],
)
def test_an_entry_speaks_of_somebody_who_has_died(
    who: Departed, owner: str, text: str, expected: bool
) -> None:
    assert speaks_of(Kept("x", owner, text), who) is expected


@pytest.mark.parametrize(
    ("on", "expected"),
    [(None, True), (DAY, True), (date(2026, 11, 21), False)],
)
def test_what_was_written_after_the_death_is_about_it(on: date | None, expected: bool) -> None:
    assert speaks_of(Kept("x", "anna", "she sold the car of Tom", on), TOM) is expected
