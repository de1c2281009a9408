import pytest

from caretrack.domain.records import (
    NEW,
    ImportPage,
    PersonOutcome,
    PersonRecord,
    Refused,
    TouchOutcomes,
    TouchRecord,
)

ANA = PersonOutcome("a1", "Ana Silva", NEW, "card 1")
REFUSED, FIELD = Refused("card 2", "no name"), Refused("card 2", "no date", whole=False)
TOUCH = TouchRecord(
    "2026-11-02", ("Ana Silva",), "lunch", "event 1", kind="social", channel="meeting"
)


@pytest.mark.parametrize(
    ("people", "touches", "refused", "nothing"),
    [
        ((), TouchOutcomes(), (), False),
        ((), TouchOutcomes(), (REFUSED,), True),
        ((), TouchOutcomes(strangers=3), (REFUSED,), True),
        ((), TouchOutcomes(), (FIELD,), False),
        ((ANA,), TouchOutcomes(), (REFUSED,), False),
        ((), TouchOutcomes(new=(TOUCH,)), (REFUSED,), False),
        ((), TouchOutcomes(same=1), (REFUSED,), False),
        ((), TouchOutcomes(grown=1), (REFUSED,), False),
    ],
)
def test_an_import_brought_nothing_when_all_that_was_in_the_file_is_refused(
    people: tuple[PersonOutcome, ...],
    touches: TouchOutcomes,
    refused: tuple[Refused, ...],
    nothing: bool,
) -> None:
    assert ImportPage("vcard", False, False, people, touches, refused).nothing_came is nothing


def test_a_person_is_reached_by_what_is_not_empty() -> None:
    person = PersonRecord(
        "Ana Silva",
        "card 1",
        uid="u1",
        nicknames=("Anita",),
        emails=("ana@x.example", ""),
        urls=("https://x.example",),
    )
    assert list(person.handles()) == [
        ("uid", "u1"),
        ("nickname", "Anita"),
        ("email", "ana@x.example"),
        ("url", "https://x.example"),
    ]
    assert list(person._replace(uid="", nicknames=(), emails=(), urls=()).handles()) == []
