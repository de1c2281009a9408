import pytest
from hypothesis import given
from hypothesis import strategies as st

from caretrack.domain.packed import TOGETHER, Packed
from caretrack.domain.records import PersonRecord

NUMBERS = [0, 1, TOGETHER - 1, TOGETHER, TOGETHER + 1, 3 * TOGETHER]


@pytest.mark.parametrize("number", NUMBERS)
def test_what_goes_in_comes_out_in_its_order_and_as_often_as_one_asks(number: int) -> None:
    values = [PersonRecord(f"Ana {place}", f"line {place}") for place in range(number)]
    packed = Packed(values)
    assert (len(packed), bool(packed)) == (number, number > 0)
    assert list(packed) == list(packed) == values


@pytest.mark.parametrize("number", NUMBERS)
def test_what_is_taken_out_is_no_longer_there(number: int) -> None:
    packed = Packed(range(number))
    seen = []
    for value in packed.taken_out():
        seen.append(value)
        assert len(packed) < number
    assert seen == list(range(number))
    assert (len(packed), list(packed)) == (0, [])


def test_few_values_are_a_tuple_in_the_end_and_many_stay_packed() -> None:
    assert Packed("ab").finished() == ("a", "b")
    many = Packed(range(TOGETHER))
    assert many.finished() is many


@given(st.lists(st.tuples(st.text(), st.integers(), st.dates() | st.none()), max_size=20))
def test_any_value_comes_out_as_it_went_in(values: list[object]) -> None:
    packed = Packed(value for _ in range(TOGETHER) for value in values)
    assert list(packed) == [value for _ in range(TOGETHER) for value in values]
