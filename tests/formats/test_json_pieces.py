"""JSON is read value by value from pieces of any size; what is not wanted is passed over."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caretrack.formats import json_pieces
from caretrack.formats.json_pieces import BrokenJson, JsonPieces
from caretrack.formats.source import Source

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


def after_skipping(path: Path, text: str) -> tuple[Any, int]:
    """Skip the first value of a list, and return the second one and its line."""
    path.write_text(text, encoding="utf-8")
    source = Source(path, path.stat().st_size)
    with path.open("rb") as file:
        reader = JsonPieces(source, file)
        found = []
        for number in reader.items():
            if number == 1:
                reader.skip()
            else:
                found.append((reader.value(), reader.line))
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize("piece", [1, 2, 7, 1 << 18])
@given(value=VALUES, indent=st.sampled_from([None, 1]))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
def test_any_value_is_passed_over(
    tmp_path: Path, piece: int, value: Any, indent: int | None
) -> None:
    text = json.dumps([value, "next"], ensure_ascii=False, indent=indent)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(json_pieces, "PIECE", piece)
        assert after_skipping(tmp_path / "x.json", text) == (
            "next",
            text.count("\n", 0, text.rindex('"next"')) + 1,
        )


def test_a_value_too_long_to_be_taken_is_passed_over(tmp_path: Path) -> None:
    photo = {"dataUrl": "data:" + "x" * (json_pieces.LONGEST_VALUE + 1)}
    for value in (photo, photo["dataUrl"], [photo]):
        assert after_skipping(tmp_path / "x.json", json.dumps([value, 1])) == (1, 1)


@pytest.mark.parametrize("text", ['["', '["\\', '["a\\"', "[{", '[{"a": [', "[[]", "["])
def test_a_file_that_ends_within_what_is_passed_over_is_broken(tmp_path: Path, text: str) -> None:
    with pytest.raises(BrokenJson, match="ends in the middle"):
        after_skipping(tmp_path / "x.json", text)
