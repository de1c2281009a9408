import json
from datetime import date
from math import inf, nan
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caretrack.json_text import dumped, escaped

TEXTS = st.text() | st.text(alphabet='"\\\\/\n\t\x00\x7f\u202e\u2028\xa0é林👩a ')
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    | TEXTS,
    lambda inner: st.lists(inner) | st.dictionaries(TEXTS, inner),
)  # fmt: skip


class Somebody(NamedTuple):
    name: str
    since: date | None
    tags: tuple[str, ...] = ()


@given(VALUES)
def test_values_are_written_as_the_standard_library_writes_them(value: Any) -> None:
    assert dumped(value) == escaped(json.dumps(value, ensure_ascii=False))


def test_a_named_tuple_is_an_object_and_a_day_iso_text() -> None:
    written = dumped([Somebody("Ana", date(2026, 11, 21), ("vip",)), Somebody("Bo", None)])
    assert written == (
        '[{"name": "Ana", "since": "2026-11-21", "tags": ["vip"]}, '
        '{"name": "Bo", "since": null, "tags": []}]'
    )


@pytest.mark.parametrize("value", [inf, nan, {"a": {1}}, b"a"])
def test_what_has_no_form_in_json_is_refused(value: Any) -> None:
    with pytest.raises(TypeError):
        dumped(value)
