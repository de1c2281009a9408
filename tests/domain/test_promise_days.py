"""The day at the end of a promise."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caretrack.domain.promise_days import parse_due, split_promise, unread_day
from caretrack.errors import CareError

TODAY = date(2026, 11, 29)  # a Sunday
LONG_ADDRESS = f"https://example.org/{'page/' * 20}"


@pytest.mark.parametrize(
    ("text", "rest", "day"),
    [
        ("send it by friday", "send it", "2026-12-04"),
        ("call friday", "call", "2026-12-04"),
        ("call her friday after next", "call her", "2026-12-11"),
        ("call her this coming friday", "call her", "2026-12-04"),
        ("call her tmrw", "call her", "2026-11-30"),
        ("call her tomorrow a.m.", "call her", "2026-11-30"),
        ("send it by fri pm", "send it", "2026-12-04"),
        ("send it by friday (noon)", "send it", "2026-12-04"),
        ("send it by month end", "send it", "2026-11-30"),
        ("send it within the week", "send it", "2026-12-06"),
        ("send it by friday at the very latest", "send it", "2026-12-04"),
        ("send it by friday, as agreed", "send it", "2026-12-04"),
        ("send it by friday :)", "send it", "2026-12-04"),
        ("call in a month or so", "call", "2026-12-29"),
        ("send it not before friday", "send it", "2026-12-04"),
        ("call fri", "call", "2026-12-04"),
        ("call mon", "call", "2026-11-30"),
        ("call her friday", "call her", "2026-12-04"),
        ("call on friday", "call", "2026-12-04"),
        ("call next friday", "call", "2026-12-04"),
        ("call this friday", "call this friday", None),  # it is Sunday: that one is past
        ("call friday next week", "call", "2026-12-04"),
        ("send the list by friday evening", "send the list", "2026-12-04"),
        ("send the list friday at 5", "send the list", "2026-12-04"),
        ("send the list friday at 5 pm", "send the list", "2026-12-04"),
        ("send the list by friday 17:00", "send the list", "2026-12-04"),
        ("send the list by friday noon", "send the list", "2026-12-04"),
        ("send the list by friday, ok?", "send the list", "2026-12-04"),
        ("send the list by friday please", "send the list", "2026-12-04"),
        ("send the list by friday at the latest", "send the list", "2026-12-04"),
        ("send the list by friday, if possible", "send the list", "2026-12-04"),
        ("send the list (by friday)", "send the list", "2026-12-04"),
        ("send the list - by friday", "send the list", "2026-12-04"),
        ("send the list, friday!", "send the list", "2026-12-04"),
        ("send the list by friday asap", "send the list", "2026-12-04"),
        ("send the list no later than friday", "send the list", "2026-12-04"),
        ("send the list on or before friday", "send the list", "2026-12-04"),
        ("send the list till friday", "send the list", "2026-12-04"),
        ("send the list until friday", "send the list", "2026-12-04"),
        ("send the key by tomorrow morning", "send the key", "2026-11-30"),
        ("send the key first thing tomorrow", "send the key", "2026-11-30"),
        ("call tomorrow", "call", "2026-11-30"),
        ("call tomorrow at noon", "call", "2026-11-30"),
        ("call the day after tomorrow", "call", "2026-12-01"),
        ("call today", "call", "2026-11-29"),
        ("call tonight", "call", "2026-11-29"),
        ("call this afternoon", "call", "2026-11-29"),
        ("send it by noon", "send it", "2026-11-29"),
        ("send it by 5pm", "send it", "2026-11-29"),
        ("send it eod", "send it", "2026-11-29"),
        ("send it by eod", "send it", "2026-11-29"),
        ("send it by cob tomorrow", "send it by cob", "2026-11-30"),
        ("send it by eow", "send it", "2026-12-04"),
        ("send it by eom", "send it", "2026-11-30"),
        ("send it eom", "send it", "2026-11-30"),
        ("send it by eoy", "send it", "2026-12-31"),
        ("send it by the end of the month", "send it", "2026-11-30"),
        ("send it at the end of next month", "send it", "2026-12-31"),
        ("send it end of march", "send it", "2027-03-31"),
        ("send it before 3 dec", "send it", "2026-12-02"),
        ("send it before christmas", "send it", "2026-12-24"),
        ("send it before the end of the month", "send it", "2026-11-30"),
        ("send it by 3 dec", "send it", "2026-12-03"),
        ("send it 3 dec", "send it", "2026-12-03"),
        ("send it on Dec 3", "send it", "2026-12-03"),
        ("send it on 4th december", "send it", "2026-12-04"),
        ("send it by fri 4 dec", "send it", "2026-12-04"),
        ("send it 2026-12-04", "send it", "2026-12-04"),
        ("send it 4.12.2026", "send it", "2026-12-04"),
        ("send it by 4/12", "send it", "2026-12-04"),
        ("send it on 4/12", "send it", "2026-12-04"),
        ("meet on the 12th", "meet", "2026-12-12"),
        ("meet by the 12th", "meet", "2026-12-12"),
        ("send it by christmas", "send it", "2026-12-25"),
        ("send it by xmas", "send it", "2026-12-25"),
        ("send it by christmas eve", "send it", "2026-12-24"),
        ("send it by new year", "send it", "2027-01-01"),
        ("send it by the new year", "send it", "2027-01-01"),
        ("send it by new year's eve", "send it", "2026-12-31"),
        ("send it by easter", "send it", "2027-03-28"),
        ("call at christmas", "call", "2026-12-25"),
        ("buy a gift for christmas", "buy a gift for christmas", "2026-12-25"),
        ("book a table for friday", "book a table for friday", "2026-12-04"),
        ("book a table for friday, ok?", "book a table for friday", "2026-12-04"),
        ("call her in two weeks", "call her", "2026-12-13"),
        ("call in 3 days", "call", "2026-12-02"),
        ("call in a couple of weeks", "call", "2026-12-13"),
        ("call within a week", "call", "2026-12-06"),
        ("call a week from friday", "call", "2026-12-11"),
        ("call next week", "call", "2026-12-06"),
        ("call early next week", "call", "2026-12-06"),
        ("send it next month", "send it", "2026-12-29"),
        ("finish this month", "finish", "2026-11-30"),
        ("finish this year", "finish", "2026-12-31"),
        ("finish by the weekend", "finish", "2026-12-04"),
        ("finish at the weekend", "finish", "2026-11-29"),
        ("go by bus by friday", "go by bus", "2026-12-04"),
        ("have it checked by Eva by friday", "have it checked by Eva", "2026-12-04"),
        ("talk about the price by friday", "talk about the price", "2026-12-04"),
        ("send what we discussed by friday", "send what we discussed", "2026-12-04"),
        (f"read {LONG_ADDRESS} by friday", f"read {LONG_ADDRESS}", "2026-12-04"),
    ],
)
def test_the_last_words_of_a_promise_are_its_day(text, rest, day):
    assert split_promise(text, TODAY) == (rest, day and date.fromisoformat(day))


@pytest.mark.parametrize(
    ("text", "looks"),
    [
        ("send the list", ""),
        ("send it asap", ""),
        ("in two weeks: call her", "in two weeks"),
        ("send it by 12", "by 12"),
        ("send the May figures", ""),
        ("send the figures for May", "for May"),
        ("send the figures of last week", ""),
        ("send the spring catalogue", ""),
        ("send a christmas card", ""),
        ("send the friday report", ""),
        ("see the Black Friday offers", "Friday"),
        ("wish her a happy new year", ""),
        ("call about friday", "about friday"),
        ("call about next friday", "about next friday"),
        ("ask about the 12th", ""),
        ("call friday about the budget", "friday"),
        ("call monday and tuesday", "monday"),
        ("send it by friday or monday", "by friday or monday"),
        ("send it by friday by email", "by friday by email"),
        ("send what we discussed on tuesday", "on tuesday"),
        ("ask how the exam went on friday", "on friday"),
        ("send the photos from yesterday", ""),
        ("send the minutes of last friday", ""),
        ("check in every friday", ""),
        ("call every other friday", ""),
        ("stand by me", ""),
        ("send by email", ""),
        ("pay by card", ""),
        ("answer by return", ""),
        ("learn it by heart", ""),
        ("help by calling the bank", ""),
        ("get it signed by Eva", ""),
        ("cut the price by 10 %", ""),
        ("cut it by 10 euros", ""),
        ("send chapter 3/4", ""),
        ("send invoice 14/3/26", ""),
        ("send invoice 20261204", ""),
        ("send the 12th", ""),
        ("finish 12th", ""),
        ("enjoy the sun", ""),
        ("ask where she sat", ""),
        ("tell her how things are now", ""),
        ("send it by michaelmas", "by michaelmas"),
        ("send it by Michaelmas", "by Michaelmas"),
        ("send it by march", "by march"),
        ("send it in march", "in march"),
        ("call in spring", "in spring"),
        ("call after christmas", "after christmas"),
        ("call in the new year", ""),
        ("call next weekend", "next weekend"),
        ("call in a few weeks", "in a few weeks"),
        ("reply before the meeting", "before the meeting"),
        ("keep it until he asks", "until he asks"),
        ("ring back in an hour", ""),
        ("", ""),
    ],
)
def test_another_day_is_not_read_and_what_looks_like_one_is_told(text, looks):
    assert split_promise(text, TODAY) == (text, None)
    assert unread_day(text) == looks


@pytest.mark.parametrize("text", ["friday", "by friday", "tomorrow morning", "in two weeks", "eow"])
def test_a_day_and_nothing_to_do_is_refused(text):
    with pytest.raises(CareError, match="is a day and nothing to do"):
        split_promise(text, TODAY)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("send it by yesterday", "Sat 28 Nov 2026 is past"),
        ("send it before today", "Sat 28 Nov 2026 is past"),
        ("send it until 2026-11-20", "Fri 20 Nov 2026 is past"),
        ("send it before 30 feb", "30 Feb is not a day"),
    ],
)
def test_a_day_behind_by_that_is_past_or_none_is_refused(text, said):
    with pytest.raises(CareError, match=said):
        split_promise(text, TODAY)


@given(st.text(max_size=300))
def test_any_promise_keeps_its_words(text):
    try:
        kept, day = split_promise(text, TODAY)
    except CareError:
        return
    assert kept == text if day is None else text.startswith(kept)
    assert unread_day(text) in text


def test_a_long_promise_is_looked_at_once():
    for text in ("a" + " " * 50_000 + "by " * 20_000, "on " * 30_000, "a" + "," * 50_000):
        assert split_promise(text, TODAY)[1] is None
        assert len(unread_day(text)) <= 200


@pytest.mark.parametrize(
    ("phrase", "day"),
    [
        ("friday", "2026-12-04"),
        ("friday evening", "2026-12-04"),
        ("by friday", "2026-12-04"),
        ("before 3 dec", "2026-12-02"),
        ("this week", "2026-11-29"),
        ("eow", "2026-12-04"),
        ("christmas", "2026-12-25"),
        ("sun", "2026-12-06"),
        ("14/3", "2027-03-14"),
        ("in 2 weeks", "2026-12-13"),
        ("yesterday", "2026-11-28"),
    ],
)
def test_a_day_that_is_given_apart_is_read_like_one_at_the_end(phrase, day):
    assert parse_due(phrase, TODAY).isoformat() == day


@pytest.mark.parametrize("phrase", ["", "soon", "30 feb", "x" * 200, "friday or monday"])
def test_what_is_no_day_is_refused_where_a_day_is_asked_for(phrase):
    with pytest.raises(CareError):
        parse_due(phrase, TODAY)
