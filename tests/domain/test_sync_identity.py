"""Whether a journal is the one that its device synced last, as a table of cases."""

import pytest

from caretrack.domain.sync.identity import Identity, identify


@pytest.mark.parametrize(
    ("counter", "noted", "same_place", "old_place", "keys_of", "expected"),
    [
        pytest.param(0, None, True, True, "d1", Identity.SAME, id="its first sync"),
        pytest.param(7, 7, True, True, "d1", Identity.SAME, id="as it was left"),
        pytest.param(7, 7, False, False, "d1", Identity.MOVED, id="moved to another folder"),
        pytest.param(7, 7, False, True, "d1", Identity.COPY, id="copied on this machine"),
        pytest.param(7, 8, True, True, "d1", Identity.COPY, id="its copy has synced"),
        pytest.param(7, 9, False, False, "d1", Identity.COPY, id="moved, and its copy has synced"),
        pytest.param(0, 1, True, True, "d1", Identity.COPY, id="never synced, yet its device has"),
        pytest.param(7, 7, True, True, "d2", Identity.COPY, id="restored from before its device"),
        pytest.param(7, None, True, True, "d2", Identity.COPY, id="keys of another device"),
        pytest.param(7, None, True, True, "d1", Identity.HUB_BEHIND, id="hub wiped"),
        pytest.param(7, 6, True, True, "d1", Identity.HUB_BEHIND, id="hub restored, or killed"),
        pytest.param(7, 0, False, False, "d1", Identity.HUB_BEHIND, id="moved, and hub restored"),
        pytest.param(7, 6, False, True, "d1", Identity.COPY, id="a copy, and hub restored"),
    ],
)
def test_what_a_journal_is(
    counter: int,
    noted: int | None,
    same_place: bool,
    old_place: bool,
    keys_of: str,
    expected: Identity,
) -> None:
    found = identify(
        device="d1",
        counter=counter,
        marks=frozenset({f"m{counter}"} if counter else set()),
        keys_of=keys_of,
        same_place=same_place,
        old_place_is_there=old_place,
        noted=None if noted is None else (noted, f"m{noted}"),
    )
    assert found is expected


@pytest.mark.parametrize(
    ("marks", "noted", "expected"),
    [
        pytest.param({"m7", "p"}, (8, "p"), Identity.SAME, id="killed before it was noted here"),
        pytest.param({"m7", "p"}, (7, "m7"), Identity.SAME, id="killed before it arrived"),
        pytest.param({"m7"}, (7, "x"), Identity.COPY, id="two that synced at once"),
    ],
)
def test_a_mark_says_whose_note_it_is(
    marks: set[str], noted: tuple[int, str], expected: Identity
) -> None:
    found = identify(
        device="d1",
        counter=7,
        marks=frozenset(marks),
        keys_of="d1",
        same_place=True,
        old_place_is_there=True,
        noted=noted,
    )
    assert found is expected
