"""Sets of positions as big integers."""

from hypothesis import given
from hypothesis import strategies as st

from knowledge.catalog.bits import among, bits_of, first_positions, positions_of

SIZE = 3_000
positions = st.sets(st.integers(0, SIZE - 1), max_size=60)


@given(positions)
def test_a_set_gives_back_its_positions_in_order(given_: set[int]) -> None:
    assert list(positions_of(bits_of(given_, SIZE))) == sorted(given_)


@given(positions, positions)
def test_sets_combine_as_sets_do(one: set[int], other: set[int]) -> None:
    first, second = bits_of(one, SIZE), bits_of(other, SIZE)
    assert set(positions_of(first & second)) == one & other
    assert set(positions_of(first | second)) == one | other
    assert set(positions_of(first & ~second)) == one - other
    assert first.bit_count() == len(one)


@given(st.lists(st.integers(0, 40)))
def test_a_position_given_twice_is_there_once(given_: list[int]) -> None:
    assert list(positions_of(bits_of(given_, 41))) == sorted(set(given_))


def test_the_empty_set_has_no_positions() -> None:
    assert (bits_of([], 0), list(positions_of(0))) == (0, [])


def test_the_last_position_of_a_full_byte_has_room() -> None:
    for size in (1, 7, 8, 9, 64):
        assert list(positions_of(bits_of(range(size), size))) == list(range(size))


@given(positions, positions)
def test_those_of_some_positions_that_are_in_a_set_are_what_both_have(one: set[int], asked: set[int]) -> None:
    assert among(bits_of(one, SIZE), asked) == one & asked


@given(positions, st.integers(0, 70))
def test_the_first_positions_are_the_lowest(one: set[int], most: int) -> None:
    assert first_positions(bits_of(one, SIZE), most) == sorted(one)[:most]
