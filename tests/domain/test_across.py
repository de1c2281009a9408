"""What two machines did across each other: who is left, what comes back, what stands twice."""

from itertools import permutations

import pytest

from caretrack.domain.sync.across import (
    Day,
    Left,
    days_twice,
    deleted_with,
    handles_twice,
    who_is_left,
)


@pytest.mark.parametrize(
    ("merged", "into", "back"),
    [
        ({}, {}, ()),
        ({"a": "b"}, {"a": "b"}, ()),
        ({"a": "b", "b": "c"}, {"a": "c", "b": "c"}, ()),
        ({"a": "b", "b": "a"}, {"b": "a"}, ("a",)),
        ({"c": "b", "b": "d", "d": "c"}, {"c": "b", "d": "b"}, ("b",)),
        ({"a": "c", "c": "d", "d": "c"}, {"a": "c", "d": "c"}, ("c",)),
        ({"a": "a", "b": "a"}, {"b": "a"}, ("a",)),
    ],
)
def test_merges_are_followed_to_their_end(
    merged: dict[str, str], into: dict[str, str], back: tuple[str, ...]
) -> None:
    assert who_is_left(merged) == Left(into, back)


def at(seconds: float, minute: int = 30) -> str:
    return f"2026-11-21T10:{minute:02}:{seconds:09.6f}Z"


def test_what_was_deleted_in_one_go_with_a_person_is_known_by_its_time() -> None:
    others = [
        (at(4), "a touch"),
        (at(12), "a fact"),
        (at(12.5), "another"),
        (at(20), "a later command"),
        (at(1, 29), "an earlier command"),
        (at(58, 28), "before that"),
        ("long ago", "of another program"),
        ("2026-11-21T10:30:12", "without a zone"),
    ]
    assert deleted_with(at(13), others) == ["another", "a fact", "a touch"]
    assert deleted_with(at(13), others[:1]) == ["a touch"]
    assert deleted_with("some day", others) == []


@pytest.mark.parametrize(
    ("days", "go"),
    [
        ([Day(1, 3, 14, None), Day(2, 3, 14, None)], [2]),
        ([Day(1, 3, 14, None), Day(2, 3, 14, 1976)], [1]),
        ([Day(1, 3, 14, 1976), Day(2, 3, 14, 1976)], [2]),
        ([Day(1, 3, 14, 1976), Day(2, 3, 14, 1980)], []),
        ([Day(1, 3, 14, None), Day(2, 3, 15, 1976)], []),
        ([Day(1, 3, 14, 1980), Day(2, 3, 14, 1976), Day(3, 3, 14, None)], [3]),
    ],
)
def test_one_yearly_day_that_was_written_twice_stands_once(days: list[Day], go: list[int]) -> None:
    for some in permutations(days):
        assert sorted(goes.order for goes, _ in days_twice(some)) == go


@pytest.mark.parametrize(
    ("sort", "keys", "go"),
    [
        ("email", [(1, "a@x.example"), (2, "a@x.example"), (3, "b@x.example")], [2]),
        ("phone", [(1, "30123456"), (2, "+4930123456")], [1]),
        ("phone", [(1, "+4930123456"), (2, "+4930123456"), (3, "30123456")], [2, 3]),
        ("phone", [(1, "30123456"), (2, "+4930123456"), (3, "+4330123456")], []),
        ("chat", [(1, "30123456"), (2, "+4930123456")], []),
    ],
)
def test_one_handle_that_was_written_twice_stands_once(
    sort: str, keys: list[tuple[int, str]], go: list[int]
) -> None:
    for some in permutations(keys):
        assert handles_twice(sort, some) == go
