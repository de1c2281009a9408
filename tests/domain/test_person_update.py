from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caretrack.domain.people.matching import Handle
from caretrack.domain.people.person_update import PersonUpdate
from caretrack.domain.records import (
    ActionRecord,
    Change,
    EventRecord,
    FactRecord,
    PersonRecord,
)
from caretrack.domain.yearly_day import YearlyDay

BIRTHDAY = YearlyDay(3, 14, 1976, "birthday", "o1")
MAIL = Handle("email", "Ana@lagoon.example", "ana@lagoon.example")


def ana(*days: YearlyDay, **texts: str) -> PersonUpdate:
    held = PersonUpdate("a1", "Ana Silva")
    held.texts = dict(texts)
    held.days = list(days)
    return held


def record(**said: Any) -> PersonRecord:
    return PersonRecord("Ana Silva", "card 1", **said)


def said(held: PersonUpdate, update: bool = False, **texts: str) -> tuple[Change, ...]:
    return held.take(record(**texts), (), update)


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


def test_an_event_that_is_known_is_not_added_again() -> None:
    held = ana()
    held.events.add(("2026-12-04", "mother's operation"))
    known = EventRecord("2026-12-04", "Mother's  operation")
    exam = EventRecord("2026-12-04", "exam")
    later = EventRecord("2027-02-01", "exam")
    assert held.take(record(events=(known, exam, exam, later)), (), False) == (
        Change("event", "", "2026-12-04: exam", True),
        Change("event", "", "2027-02-01: exam", True),
    )
    assert held.added_events == [exam, later]


def test_lists_only_ever_grow() -> None:
    held = ana()
    held.keys.add(("email", MAIL.key))
    held.tags.add("vip")
    held.facts.add(("hobby", "chess"))
    phone = Handle("phone", "+351 1", "3511")
    fact = FactRecord("hobby", "rowing", "2026-01-02")
    found = record(tags=("vip", "porto"), facts=(FactRecord("hobby", "chess", None), fact, fact))
    handles = (MAIL, phone, phone)
    assert held.take(found, handles, True) == (
        Change("phone", "", "+351 1", True),
        Change("tag", "", "porto", True),
        Change("hobby", "", "rowing", True),
    )
    assert (held.added_handles, held.added_tags, held.added_facts) == ([phone], ["porto"], [fact])
    assert held.take(found, handles, True) == ()


@pytest.mark.parametrize(
    ("known", "there", "update", "old", "taken"),
    [
        (None, 30, False, "", True),
        (30, 30, True, None, None),
        (30, None, True, None, None),
        (30, 14, False, "30 d", False),
        (30, 14, True, "30 d", True),
        (0, 14, False, "never", False),
    ],
)
def test_a_cadence_is_filled_and_replaced_when_the_file_has_its_way(
    known: int | None, there: int | None, update: bool, old: str | None, taken: bool | None
) -> None:
    held = ana()
    held.cadence_days = known
    changes = held.take(record(cadence_days=there), (), update)
    assert changes == (() if old is None else (Change("cadence", old, f"{there} d", bool(taken)),))
    assert held.set_cadence == (there if taken else None)
    # A second record of the file does not outdo the first one.
    assert all(not change.taken for change in held.take(record(cadence_days=7), (), update)) or (
        old is None
    )


def test_only_somebody_new_comes_into_the_archive_without_update() -> None:
    why = "archived there"
    for is_new, update, taken in ((True, False, True), (False, False, False), (False, True, True)):
        held = PersonUpdate("a1", "Ana Silva", is_new=is_new)
        assert held.take(record(archived=why), (), update) == (Change("archived", "", why, taken),)
        assert held.set_archived == (why if taken else None)
    held = ana()
    held.archived_on = "2026-01-02"
    assert held.take(record(archived=why), (), True) == ()


def test_a_promise_that_is_known_is_not_made_again() -> None:
    held = ana()
    held.actions = frozenset({("promise", "send the map")})
    known = ActionRecord("promise", "send the map", None)
    gift = ActionRecord("gesture", "send the map", "2026-01-02")
    assert held.take(record(actions=(known, gift, gift)), (), False) == (
        Change("gesture", "", "send the map", True),
    )
    assert held.added_actions == (gift,)


def test_a_number_with_its_country_replaces_the_same_one_without() -> None:
    held = ana()
    held.keys.add(("phone", "301234567"))
    whole, mobile = Handle("phone", "+49 30 1234567", "+49301234567"), "1701234567"
    assert held.take(record(), (whole,), False) == (
        Change("phone", "301234567", "+49 30 1234567", True),
    )
    assert held.set_phones == {"301234567": whole}
    # A number that the same file added is not added twice.
    short, full = Handle("phone", mobile, mobile), Handle("phone", "+49" + mobile, "+49" + mobile)
    changes = held.take(record(), (short, full), False)
    assert [change.taken for change in changes] == [True, True]
    assert held.added_handles == [full]
    assert set(held.set_phones) == {"301234567"}
    assert held.take(record(), (whole, full, short), False) == ()


def test_a_page_of_their_own_that_is_written_otherwise_is_not_added_again() -> None:
    held = ana()
    pages = [
        Handle("url", page, page)
        for page in (
            "http://www.linkedin.com/in/ana",
            "https://linkedin.com/in/Ana/",
            "https://www.linkedin.com/in/ana-b",
            "https://lagoon.example",
        )
    ]
    held.take(record(), pages, False)
    assert [handle.value for handle in held.added_handles] == [
        "http://www.linkedin.com/in/ana",
        "https://www.linkedin.com/in/ana-b",
        "https://lagoon.example",
    ]


def test_their_own_id_is_no_uid_and_their_own_name_no_nickname() -> None:
    held = ana()
    handles = (Handle("uid", "a1", "a1"), Handle("nickname", "ANA SILVA", "ana silva"))
    assert held.take(record(), handles, False) == ()


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
        (BIRTHDAY._replace(deleted=True), (3, 14, 1976), True, None, None),
        (BIRTHDAY._replace(deleted=True), (4, 1, 1976), False, ("", "1976-04-01", True), None),
    ],
)
def test_a_person_has_one_birthday(
    known: YearlyDay | None,
    there: tuple[int, int, int | None],
    update: bool,
    change: tuple[str, str, bool] | None,
    written: tuple[int, int, int | None] | None,
) -> None:
    held = ana(*([known] if known else []))
    born = record(occasions=(YearlyDay(*there, "birthday"),))
    assert held.take(born, (), update) == ((Change("birthday", *change),) if change else ())
    assert held.set_days == (
        {"o1": dict(zip(("month", "day", "year"), written, strict=True))} if written else {}
    )
    # Once more, and nothing is new but what is not taken.
    assert [change.taken for change in held.take(born, (), update)] in ([], [False])


def test_other_days_are_as_many_as_there_are() -> None:
    held = ana(YearlyDay(6, 1, None, "Anniversary", "o2"))
    days = (
        YearlyDay(6, 1, 2010, "anniversary"),
        YearlyDay(7, 2, None, "anniversary"),
        YearlyDay(6, 1, None, "name day"),
    )
    assert held.take(record(occasions=days), (), False) == (
        Change("Anniversary", "", "2010-06-01", True),
        Change("anniversary", "", "--07-02", True),
        Change("name day", "", "--06-01", True),
    )
    assert held.set_days == {"o2": {"month": 6, "day": 1, "year": 2010}}
    assert held.added_days == list(days[1:])


def test_a_year_that_the_second_record_knows_is_filled_into_the_day_of_the_first() -> None:
    held = ana()
    name_day = YearlyDay(6, 1, None, "name day")
    held.take(record(occasions=(YearlyDay(3, 14, None, "birthday"), name_day)), (), False)
    held.take(record(occasions=(YearlyDay(3, 14, 1976, "birthday"),)), (), False)
    assert held.added_days == [YearlyDay(3, 14, 1976, "birthday"), name_day]


RECORDS = st.lists(
    st.tuples(
        st.builds(
            record,
            role=st.sampled_from(["", "a", "b"]),
            company=st.sampled_from(["", "a", "b"]),
            occasions=st.lists(
                st.builds(
                    YearlyDay,
                    st.integers(1, 2),
                    st.just(1),
                    st.sampled_from([None, 1976, 1977]),
                    st.sampled_from(["birthday", "other"]),
                    st.just(""),
                    st.just(False),
                )
            ).map(tuple),
        ),
        st.lists(
            st.builds(Handle, st.just("email"), st.sampled_from("xyz"), st.sampled_from("xyz"))
        ).map(tuple),
    ),
    max_size=4,
)


@given(RECORDS, st.booleans())
def test_a_file_that_was_taken_in_changes_nothing_when_it_comes_again(
    records: list[tuple[PersonRecord, tuple[Handle, ...]]], update: bool
) -> None:
    held = ana()
    for found, handles in records:
        held.take(found, handles, update)
    again = ana(**held.texts)
    again.keys, again.tags, again.facts = set(held.keys), set(held.tags), set(held.facts)
    again.days = [day._replace(id=str(number)) for number, day in enumerate(held.days)]
    changes = [
        change for found, handles in records for change in again.take(found, handles, update)
    ]
    assert [change for change in changes if change.taken] == []


def test_a_name_takes_the_place_of_an_address() -> None:
    held = PersonUpdate("a1", "ana77@lagoon.example")
    assert held.take_name("Ana Silva") == Change("name", "ana77@lagoon.example", "Ana Silva", True)
    assert (held.name, held.set_name, held.added_handles) == ("Ana Silva", "Ana Silva", [])


def test_a_login_whose_place_a_name_takes_becomes_a_nickname() -> None:
    held = PersonUpdate("a1", "ana77")
    held.take_name("Ana Silva")
    assert held.added_handles == [Handle("nickname", "ana77", "ana77")]
