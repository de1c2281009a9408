from hypothesis import given
from hypothesis import strategies as st

from caretrack.domain.multimap import Multimap

KEYS = st.sampled_from("ab")
VALUES = st.sampled_from("123")


@given(st.lists(st.tuples(st.booleans(), KEYS, VALUES)))
def test_a_key_has_what_was_added_and_not_removed_in_order_and_once(
    steps: list[tuple[bool, str, str]],
) -> None:
    values, expected = Multimap(), dict[str, list[str]]()
    for adds, key, value in steps:
        own = expected.setdefault(key, [])
        if adds:
            values.add(key, value)
            if value not in own:
                own.append(value)
        else:
            values.remove(key, value)
            if value in own:
                own.remove(value)
    for key in "abc":
        assert list(values.of(key)) == expected.get(key, [])
