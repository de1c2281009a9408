"""Rows that are checked many at a time fit as they do one by one."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caretrack.journal.imports.fitting import Unfit, fit, fit_many
from caretrack.journal.schema import MODEL, columns

STAMP = "2026-11-20T12:00:00.000000Z"
ID = "a1aaaaaaaaaaaaaa"
VALUES = (
    None, True, False, 0, 1, 1.0, 4, 13, -1, 10**9, "", " ", "ana", ID, f"{ID}\n{ID}", ID[1:],
    "2026-02-03", "2026-02-30", "2026-2-3", STAMP, "2026-11-20T25:00:00Z", "told", "phone",
    "+49 30 1234567", "half \ud800", "\u0662026-01-01", [], {}, ["a"],
)  # fmt: skip
TOUCH: dict[str, Any] = {
    "id": ID, "happened_on": "2026-02-03", "kind": "checkin", "channel": "call",
    "from_them": True, "mood": 4, "note": "the harbour", "source_uid": None,
    "created_at": STAMP, "updated_at": STAMP, "deleted_at": None, "about": None, "crowd": None,
}  # fmt: skip


def one_by_one(table: str, rows: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    return [fit(table, row) for row in rows]


def same(one: list[tuple[Any, ...]], other: list[tuple[Any, ...]]) -> bool:
    """True if the values are the same, and of the same types."""
    return repr(one) == repr(other)


@st.composite
def some_rows(draw: st.DrawFn) -> tuple[str, list[dict[str, Any]]]:
    table = draw(st.sampled_from([*MODEL]))
    names = draw(st.lists(st.sampled_from([*columns(table), "odd"]), min_size=1, unique=True))
    values = st.sampled_from(VALUES)
    return table, draw(st.lists(st.fixed_dictionaries(dict.fromkeys(names, values)), min_size=1))


@given(some_rows())
def test_what_fits_together_fits_alone_and_is_stored_alike(
    case: tuple[str, list[dict[str, Any]]],
) -> None:
    table, rows = case
    try:
        found = fit_many(table, rows)
    except Unfit:
        return
    assert same(found, one_by_one(table, rows))


@given(st.lists(st.tuples(st.sampled_from(columns("touches")), st.sampled_from(VALUES))))
def test_touches_with_one_odd_value_fit_together_as_they_fit_alone(
    odd: list[tuple[str, Any]],
) -> None:
    rows = [TOUCH, *(TOUCH | {column: value} for column, value in odd), TOUCH]
    try:
        found = fit_many("touches", rows)
    except Unfit:
        return
    assert same(found, one_by_one("touches", rows))


@pytest.mark.parametrize("left_out", [set(), {"about", "crowd", "mood"}, {"from_them"}])
def test_good_rows_are_taken_together_also_those_of_an_older_export(left_out: set[str]) -> None:
    row = {name: value for name, value in TOUCH.items() if name not in left_out}
    rows = [row | {"id": f"{number:016}"} for number in range(30)]
    assert same(fit_many("touches", rows), one_by_one("touches", rows))


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("id", f"{ID}\n{ID}"), ("mood", True), ("mood", 9), ("note", "\ud800"), ("kind", " "),
        ("happened_on", None), ("created_at", "now"), ("from_them", 2), ("odd", 1),
    ],
)  # fmt: skip
def test_one_bad_row_among_many_is_not_taken(column: str, value: Any) -> None:
    with pytest.raises(Unfit):
        fit_many("touches", [TOUCH, TOUCH | {column: value}, TOUCH])
