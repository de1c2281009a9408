"""How somebody likes to be reached: channel, zone and hours as stored, and the link (S2.9)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caretrack.domain.people.reach import (
    LATEST,
    address_of,
    clean_hours,
    clean_person_text,
    clean_zone,
    is_within,
    link_to,
    next_opening,
    parse_hours,
)
from caretrack.errors import CareError, WrongUsage


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("9-15", "9-15"),
        ("9:00 - 15:00", "9-15"),
        ("09:30–12, 14 to 17", "9:30-12, 14-17"),
        ("9am-3pm", "9-15"),
        ("12am-12pm", "0-12"),
        ("9.30-17h30", "9:30-17:30"),
        ("22-6", "22-6"),
        ("8 until 24", "8-24"),
    ],
)
def test_hours_are_stored_in_one_form(typed: str, stored: str) -> None:
    assert clean_hours(typed) == stored


@pytest.mark.parametrize(
    "typed", ["mornings", "9", "9-9", "25-26", "9:75-10", "13pm-2", "0am-3", "9-24:30", "9-12, x"]
)
def test_hours_that_cannot_be_read_are_refused(typed: str) -> None:
    with pytest.raises(WrongUsage, match="are not hours"):
        clean_hours(typed)


@pytest.mark.parametrize(
    ("hours", "minute", "within"),
    [
        ("9-15", 9 * 60, True),
        ("9-15", 15 * 60, False),
        ("9-12, 14-17", 13 * 60, False),
        ("9-12, 14-17", 16 * 60, True),
        ("22-6", 23 * 60, True),
        ("22-6", 5 * 60, True),
        ("22-6", 12 * 60, False),
    ],
)
def test_a_minute_is_within_hours_or_not(hours: str, minute: int, within: bool) -> None:
    assert is_within(hours, minute) is within


@pytest.mark.parametrize(
    ("hours", "minute", "begins"),
    [
        ("9-15", 8 * 60, 9 * 60),
        ("9-15", 16 * 60, 9 * 60),
        ("9-12, 14-17", 13 * 60, 14 * 60),
        ("14-17, 9-12", 18 * 60, 9 * 60),
        ("22-6", 12 * 60, 22 * 60),
        ("24-6", 12 * 60, 0),
    ],
)
def test_the_next_hours_are_those_of_today_or_else_the_first_of_tomorrow(
    hours: str, minute: int, begins: int
) -> None:
    assert next_opening(hours, minute) == begins


HANDLES = [
    ("nickname", "Annie"),
    ("email", "ana@lagoon.example"),
    ("email", "ana@home.example"),
    ("phone", "+351 21 555 0142"),
    ("phone", "+351 91 555 0143"),
]


@pytest.mark.parametrize(
    ("channel", "address"),
    [
        ("call", "+351 21 555 0142"),
        ("chat", "+351 21 555 0142"),
        ("email", "ana@lagoon.example"),
        ("video", ""),
        ("letter", ""),
    ],
)
def test_a_channel_takes_the_first_number_or_address(channel: str, address: str) -> None:
    assert address_of(channel, HANDLES) == address
    assert address_of(channel, HANDLES[:1]) == ""


@pytest.mark.parametrize(
    ("channel", "address", "link"),
    [
        ("call", "+49 (0)30 555 0142", "tel:+49305550142"),
        ("call", "0049 30 555 0142", "tel:+49305550142"),
        ("call", "030 555 0142", "tel:0305550142"),
        ("call", "+1 212 555 0142 ext. 7", "tel:+12125550142;ext=7"),
        ("call", "212 555 0142 ext. 7", ""),
        ("call", "1-800-FLOWERS", ""),
        ("call", "reception", ""),
        ("call", "112", ""),
        ("chat", "+49 30 555 0142", "sms:+49305550142"),
        ("video", "+49 30 555 0142", ""),
        ("email", "ana@lagoon.example", "mailto:ana@lagoon.example"),
        ("email", "ana+care@lagoon.example", "mailto:ana%2Bcare@lagoon.example"),
        ("email", "a?cc=b@x.example&c", "mailto:a%3Fcc%3Db@x.example%26c"),
        ("email", "żak@piekarnia.example", "mailto:%C5%BCak@piekarnia.example"),
        ("email", "no address", ""),
    ],
)
def test_a_link_is_what_a_click_opens(channel: str, address: str, link: str) -> None:
    assert link_to(channel, address) == link


@pytest.mark.parametrize(
    ("handles", "address"),
    [
        ([("phone", "+351 1"), ("chat", "skype:ana")], "skype:ana"),
        ([("chat", "icq:1234"), ("phone", "+351 1"), ("chat", "xmpp:a@b")], "xmpp:a@b"),
        ([("chat", "icq:1234"), ("phone", "+351 1")], "+351 1"),
        ([("chat", "icq:1234"), ("fax", "+351 2")], "icq:1234"),
        ([("fax", "+351 2")], ""),
    ],
)
def test_a_chat_takes_an_account_that_can_be_opened_or_a_number_or_any_account(
    handles: list[tuple[str, str]], address: str
) -> None:
    assert address_of("chat", handles) == address
    assert address_of("call", [pair for pair in handles if pair[0] != "phone"]) == ""


def test_an_account_is_no_number() -> None:
    assert link_to("chat", "skype:ana") == "skype:ana?chat"
    assert link_to("chat", "icq:12345678") == ""
    assert link_to("call", "skype:ana") == ""


def test_an_address_is_stored_line_by_line() -> None:
    assert clean_person_text("address", " 1 Quay \n\n\n 2 Quay") == "1 Quay\n\n2 Quay"


@given(st.sampled_from(["call", "chat", "email", "other"]), st.text())
def test_no_link_can_end_its_escape_or_hold_anything_but_plain_ascii(
    channel: str, text: str
) -> None:
    for address in (text, f"{text}@x.example", f"+49 30 555{text}"):
        link = link_to(channel, address)
        assert all("!" <= char <= "~" for char in link)
        assert not set(link) & set("\\\"'<>`{|}^")


@given(st.lists(st.tuples(st.integers(0, LATEST), st.integers(0, LATEST)), min_size=1, max_size=4))
def test_what_is_stored_is_read_as_the_same_hours(spans: list[tuple[int, int]]) -> None:
    written = ", ".join(f"{a // 60}:{a % 60:02}-{b // 60}:{b % 60:02}" for a, b in spans)
    try:
        stored = clean_hours(written)
    except WrongUsage:
        assert any(a == b for a, b in spans)
        return
    assert parse_hours(stored) == tuple(spans)


@pytest.mark.parametrize("zone", ["Europe/Berlin", "Asia/Seoul", "UTC", "America/New York"])
def test_a_zone_is_an_area_and_a_city(zone: str) -> None:
    assert clean_zone(zone) == zone.replace(" ", "_")


@pytest.mark.parametrize("zone", ["+09:00", "../etc/passwd", "a/b/c/d", "x" * 70, "Seoul!"])
def test_what_cannot_be_a_zone_is_refused(zone: str) -> None:
    with pytest.raises(WrongUsage, match="is not a time zone"):
        clean_zone(zone)


def test_a_channel_is_known_by_another_word_for_it() -> None:
    assert clean_person_text("prefers", "Phone") == "call"
    with pytest.raises(WrongUsage, match="no channel is called 'pigeon'"):
        clean_person_text("prefers", "pigeon")


def test_any_other_text_of_a_person_is_trimmed_and_may_not_be_empty() -> None:
    assert clean_person_text("service", " payroll, since 2023 ") == "payroll, since 2023"
    with pytest.raises(CareError, match="the service is empty"):
        clean_person_text("service", " ")
