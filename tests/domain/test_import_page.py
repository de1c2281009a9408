import pytest

from caretrack.domain.pages.imports import NEW, ImportPage, LeftOut, Met, Touched, Touches

ANA = Met("a1", "Ana Silva", NEW, "card 1")
REFUSED, FIELD = LeftOut("card 2", "no name"), LeftOut("card 2", "no date", whole=False)
TOUCH = Touched("2026-11-02", "social", "social", "care", "meeting", ("Ana Silva",), "lunch")


@pytest.mark.parametrize(
    ("people", "touches", "refused", "nothing"),
    [
        ((), Touches(), (), False),
        ((), Touches(), (REFUSED,), True),
        ((), Touches(strangers=3), (REFUSED,), True),
        ((), Touches(), (FIELD,), False),
        ((ANA,), Touches(), (REFUSED,), False),
        ((), Touches(new=(TOUCH,)), (REFUSED,), False),
        ((), Touches(same=1), (REFUSED,), False),
        ((), Touches(grown=1), (REFUSED,), False),
    ],
)
def test_nothing_came_where_all_that_there_was_is_refused(
    people: tuple[Met, ...], touches: Touches, refused: tuple[LeftOut, ...], nothing: bool
) -> None:
    assert ImportPage("vcard", False, False, people, touches, refused).nothing_came is nothing
