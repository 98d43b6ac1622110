"""The fewest parts that contradict each other, against a reference that tries every choice."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from graph.time.contradiction import contradiction

PARTS = tuple(range(8))
TORN = st.lists(st.frozensets(st.sampled_from(PARTS), min_size=1, max_size=5), max_size=5)


@given(TORN)
def test_one_of_the_smallest_is_found(torn: list[frozenset[int]]) -> None:
    """A choice of parts agrees unless it holds one of the sets that are torn."""
    found = contradiction(PARTS, lambda some: not any(each <= set(some) for each in torn))
    smallest = min(map(len, torn), default=0)
    assert len(found) == smallest
    assert not torn or frozenset(found) in torn


def test_a_large_whole_gives_one_from_which_nothing_can_be_left_out() -> None:
    torn = [set(range(0, 40, 5)), set(range(1, 400, 40))]
    found = contradiction(range(400), lambda some: not any(each <= set(some) for each in torn))
    assert set(found) in torn
