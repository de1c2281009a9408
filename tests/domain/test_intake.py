from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caretrack.domain.pages.imports import Change
from caretrack.domain.people.incoming import Handle, Held, Incoming, Yearly, take_in

BIRTHDAY = Yearly("birthday", 3, 14, 1976, "o1")
MAIL = Handle("email", "Ana@lagoon.example", "ana@lagoon.example")


def ana(*days: Yearly, **texts: str) -> Held:
    held = Held("a1", "Ana Silva")
    held.texts = dict(texts)
    held.days = list(days)
    return held


def said(held: Held, update: bool = False, **texts: str) -> tuple[Change, ...]:
    return take_in(held, Incoming("Ana Silva", texts=texts), update)


@pytest.mark.parametrize(
    ("known", "there", "update", "change", "written"),
    [
        ("", "CFO", False, Change("role", "", "CFO", True), "CFO"),
        ("CFO", "", True, None, None),
        ("CFO", "CFO", True, None, None),
        ("CFO\nand more", "CFO  and more", True, None, None),
        ("CFO", "CEO", False, Change("role", "CFO", "CEO", False), None),
        ("CFO", "CEO", True, Change("role", "CFO", "CEO", True), "CEO"),
    ],
)
def test_a_text_is_filled_where_it_is_empty_and_replaced_when_the_file_has_its_way(
    known: str, there: str, update: bool, change: Change | None, written: str | None
) -> None:
    held = ana(role=known)
    assert said(held, update, role=there) == ((change,) if change else ())
    assert held.set_texts.get("role") == written


def test_the_first_record_of_a_file_that_says_something_has_said_it() -> None:
    held = ana(role="CFO")
    assert said(held, True, role="CEO")[0].taken
    assert said(held, True, role="COO") == (Change("role", "CEO", "COO", False),)
    assert held.set_texts == {"role": "CEO"}
    # And so the second time, though the journal says what the first record says.
    held = ana(role="CEO")
    assert said(held, True, role="CEO") == ()
    assert said(held, True, role="COO") == (Change("role", "CEO", "COO", False),)
    assert held.set_texts == {}


def test_lists_only_ever_grow() -> None:
    held = ana()
    held.keys.add(("email", MAIL.key))
    held.tags.add("vip")
    held.facts.add(("hobby", "chess"))
    phone = Handle("phone", "+351 1", "3511")
    fact = ("hobby", "rowing", date(2026, 1, 2))
    incoming = Incoming(
        "Ana Silva",
        handles=(MAIL, phone, phone),
        tags=("vip", "porto"),
        facts=(("hobby", "chess", None), fact, fact),
    )
    assert take_in(held, incoming, True) == (
        Change("phone", "", "+351 1", True),
        Change("tag", "", "porto", True),
        Change("hobby", "", "rowing", True),
    )
    assert (held.added_handles, held.added_tags, held.added_facts) == ([phone], ["porto"], [fact])
    assert take_in(held, incoming, True) == ()


def test_their_own_id_is_no_uid_and_their_own_name_no_nickname() -> None:
    held = ana()
    handles = (Handle("uid", "a1", "a1"), Handle("nickname", "ANA SILVA", "ana silva"))
    assert take_in(held, Incoming("Ana Silva", handles=handles), False) == ()


@pytest.mark.parametrize(
    ("known", "there", "update", "change", "written"),
    [
        (None, (3, 14, 1976), False, ("", "1976-03-14", True), None),
        (BIRTHDAY, (3, 14, 1976), True, None, None),
        (BIRTHDAY, (3, 14, None), True, None, None),
        (
            BIRTHDAY._replace(year=None),
            (3, 14, 1976),
            False,
            ("", "1976-03-14", True),
            (3, 14, 1976),
        ),
        (BIRTHDAY, (3, 14, 1977), False, ("1976-03-14", "1977-03-14", False), None),
        (BIRTHDAY, (3, 14, 1977), True, ("1976-03-14", "1977-03-14", True), (3, 14, 1977)),
        (BIRTHDAY, (4, 1, None), False, ("1976-03-14", "--04-01", False), None),
        (BIRTHDAY, (4, 1, None), True, ("1976-03-14", "--04-01", True), (4, 1, None)),
        (BIRTHDAY._replace(gone=True), (3, 14, 1976), True, None, None),
        (BIRTHDAY._replace(gone=True), (4, 1, 1976), False, ("", "1976-04-01", True), None),
    ],
)
def test_a_person_has_one_birthday(
    known: Yearly | None,
    there: tuple[int, int, int | None],
    update: bool,
    change: tuple[str, str, bool] | None,
    written: tuple[int, int, int | None] | None,
) -> None:
    held = ana(*([known] if known else []))
    found = take_in(held, Incoming("Ana Silva", days=(Yearly("birthday", *there),)), update)
    assert found == ((Change("birthday", *change),) if change else ())
    assert held.set_days == (
        {"o1": dict(zip(("month", "day", "year"), written, strict=True))} if written else {}
    )
    # Once more, and nothing is new but what is not taken.
    assert [
        change.taken
        for change in take_in(
            held, Incoming("Ana Silva", days=(Yearly("birthday", *there),)), update
        )
    ] in ([], [False])


def test_other_days_are_as_many_as_there_are() -> None:
    held = ana(Yearly("Anniversary", 6, 1, None, "o2"))
    days = (
        Yearly("anniversary", 6, 1, 2010),
        Yearly("anniversary", 7, 2, None),
        Yearly("name day", 6, 1, None),
    )
    assert take_in(held, Incoming("Ana Silva", days=days), False) == (
        Change("Anniversary", "", "2010-06-01", True),
        Change("anniversary", "", "--07-02", True),
        Change("name day", "", "--06-01", True),
    )
    assert held.set_days == {"o2": {"month": 6, "day": 1, "year": 2010}}
    assert held.added_days == list(days[1:])


def test_a_year_that_the_second_record_knows_is_filled_into_the_day_of_the_first() -> None:
    held = ana()
    take_in(
        held,
        Incoming(
            "Ana Silva", days=(Yearly("birthday", 3, 14, None), Yearly("name day", 6, 1, None))
        ),
        False,
    )
    take_in(held, Incoming("Ana Silva", days=(Yearly("birthday", 3, 14, 1976),)), False)
    assert held.added_days == [Yearly("birthday", 3, 14, 1976), Yearly("name day", 6, 1, None)]


RECORDS = st.lists(
    st.builds(
        Incoming,
        name=st.just("Ana Silva"),
        texts=st.dictionaries(
            st.sampled_from(["role", "company"]), st.sampled_from(["", "a", "b"])
        ),
        handles=st.lists(
            st.builds(Handle, st.just("email"), st.sampled_from("xyz"), st.sampled_from("xyz"))
        ).map(tuple),
        days=st.lists(
            st.builds(
                Yearly,
                st.sampled_from(["birthday", "other"]),
                st.integers(1, 2),
                st.just(1),
                st.sampled_from([None, 1976, 1977]),
            )
        ).map(tuple),
    ),
    max_size=4,
)


@given(RECORDS, st.booleans())
def test_a_file_that_was_taken_in_changes_nothing_when_it_comes_again(
    records: list[Incoming], update: bool
) -> None:
    held = ana()
    for record in records:
        take_in(held, record, update)
    again = ana(**held.texts)
    again.keys, again.tags, again.facts = set(held.keys), set(held.tags), set(held.facts)
    again.days = [day._replace(id=str(number)) for number, day in enumerate(held.days)]
    changes = [change for record in records for change in take_in(again, record, update)]
    assert [change for change in changes if change.taken] == []
