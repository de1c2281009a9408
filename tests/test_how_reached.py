"""How somebody is reached now: the channel they prefer, their time, their hours (S2.9)."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

import pytest

from caretrack.app.reach import Reach, reach_of
from caretrack.views import words

NOON = datetime(2026, 11, 21, 12)
HANDLES = [("email", "ana@lagoon.example"), ("phone", "+351 21 555 0142")]


class Somebody(NamedTuple):
    prefers: str | None = None
    zone: str | None = None
    hours: str | None = None


@pytest.fixture(autouse=True)
def in_lisbon(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The machine is in Lisbon, which is on UTC in November."""
    monkeypatch.setenv("TZ", "Europe/Lisbon")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize(
    ("who", "said"),
    [
        (Somebody("call"), "call +351 21 555 0142"),
        (Somebody("chat"), "chat +351 21 555 0142"),
        (Somebody("email"), "ana@lagoon.example"),
        (Somebody("letter"), ""),
        (Somebody(zone="Asia/Seoul"), "21:00 their time"),
        (Somebody(zone="Pacific/Auckland"), "Sun 1:00 their time"),
        (Somebody(zone="Europe/London"), ""),
        (Somebody(zone="Asia/Seoul", hours="9-15"), "21:00 their time, best from 9:00 tomorrow"),
        (Somebody(zone="Asia/Seoul", hours="20-23"), "21:00 their time, in their hours"),
        (Somebody(zone="America/New_York", hours="9:30-15"), "7:00 their time, best from 9:30"),
        (Somebody(hours="9-15"), "in their hours"),
        (Somebody(hours="14-17"), "best from 14:00"),
        (Somebody("call", "Asia/Seoul"), "call +351 21 555 0142 · 21:00 their time"),
        (Somebody("call", "Europe", "whenever"), "call +351 21 555 0142"),
        (Somebody(zone="Mars/Base"), ""),
    ],
)
def test_how_somebody_is_reached_is_said_in_a_few_words(who: Somebody, said: str) -> None:
    assert words.reach(reach_of(who, HANDLES, NOON), NOON.date()) == said


@pytest.mark.parametrize(
    "who", [Somebody(), Somebody(zone="Europe/Lisbon"), Somebody(zone="Mars/Base", hours="noon")]
)
def test_where_nothing_is_known_that_helps_there_is_nothing(who: Somebody) -> None:
    assert reach_of(who, HANDLES, NOON) is None


def test_whoever_prefers_no_channel_has_a_number_or_an_address_where_one_is_asked_for() -> None:
    def reached(*handles: tuple[str, str]) -> Reach | None:
        return reach_of(Somebody(), handles, NOON, any_channel=True)

    phone = Reach("call", "+351 21 555 0142", "tel:+351215550142")
    assert reached(*HANDLES) == phone
    assert reached(HANDLES[0]) == Reach("email", HANDLES[0][1], f"mailto:{HANDLES[0][1]}")
    assert reached() is None
