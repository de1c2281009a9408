"""Rows of texts are written as `dumped` writes them one by one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from caretrack.json_text import dumped, dumped_rows

texts = st.text(st.characters(codec="utf-8"))


@given(st.lists(st.tuples(texts, texts)))
def test_rows_are_the_objects_that_dumped_writes(rows: list[tuple[str, str]]) -> None:
    written = dumped_rows(("id", "name"), rows)
    assert written == dumped([{"id": one, "name": name} for one, name in rows])
    assert dumped({"people": written}) == f'{{"people": {written}}}'
