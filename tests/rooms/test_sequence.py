"""A long list of ids behaves as the tuple of the same ids, however it came about."""

from hypothesis import given
from hypothesis import strategies as st

from server.rooms.sequence import RECENT, Ids

BOUND = st.none() | st.integers(-3 * RECENT, 3 * RECENT)


@given(st.integers(0, 3 * RECENT), st.lists(st.integers(0, 4 * RECENT), max_size=RECENT))
def test_whatever_is_inserted_it_equals_the_tuple(size: int, places: list[int]) -> None:
    plain = tuple(f"s{n}" for n in range(size))
    ids = Ids(plain)
    for n, place in enumerate(places):
        at = min(place, len(plain))
        plain, ids = (*plain[:at], f"x{n}", *plain[at:]), ids.inserted(at, f"x{n}")
    assert tuple(ids) == plain and ids == plain and len(ids) == len(plain)
    assert ids == Ids(plain) and hash(ids) == hash(plain)
    assert [ids[n] for n in range(-len(plain), len(plain))] == [*plain, *plain]
    assert all(id in ids for id in plain[-2:]) and "nobody" not in ids


@given(st.integers(0, 3 * RECENT), st.integers(0, 2 * RECENT), BOUND, BOUND)
def test_a_slice_is_the_tuples(size: int, more: int, first: int | None, last: int | None) -> None:
    ids = Ids(f"s{n}" for n in range(size))
    for n in range(more):
        ids = ids.inserted(len(ids), f"x{n}")
    assert ids[first:last] == tuple(ids)[first:last]
