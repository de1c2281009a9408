"""That somebody was forgotten, as it travels."""

import json

import pytest

from caretrack.domain.sync.forgetting import Forgetting, from_text, is_forgetting, to_text
from caretrack.domain.sync.units import NotUnderstood

SAID = Forgetting(
    "f1", 20, "d1", ("p1", "p2"), ("p3",), ((6, "t1"),), ((7, "t2"),), True, False, "p1"
)


def test_it_is_read_as_it_was_written() -> None:
    text = to_text(SAID)
    assert is_forgetting(text)
    assert from_text(text) == SAID
    assert not is_forgetting(b'{"f":1,"t":1}')


@pytest.mark.parametrize(
    "changed",
    [
        {"id": ""},
        {"id": 5},
        {"id": "\ud800"},
        {"s": 0},
        {"s": "1"},
        {"s": 2**63},
        {"people": []},
        {"people": [""]},
        {"people": None},
        {"gone": ["six t1"]},
        {"others": [5]},
    ],
)
def test_what_says_nothing_of_it_is_refused(changed: dict[str, object]) -> None:
    value = json.loads(to_text(SAID))
    value["forget"] |= changed
    with pytest.raises(NotUnderstood):
        from_text(json.dumps(value).encode())


@pytest.mark.parametrize("text", [b"", b"[]", b"{}", b'{"forget":5}', b"[" * 100_000])
def test_garbage_is_refused(text: bytes) -> None:
    with pytest.raises(NotUnderstood):
        from_text(text)
