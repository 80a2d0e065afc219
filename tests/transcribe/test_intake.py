"""Numbered chunks come in any order; what goes on is in order, once, and in its place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.transcribe.intake import (
    CHUNK_LIMIT,
    EARLY_LIMIT,
    JUMP_LIMIT,
    BadChunk,
    Intake,
    Placed,
)


def pcm(n: int, length: int = 1600) -> bytes:
    return n.to_bytes(2, "little") * length


def test_chunks_in_order_go_straight_through() -> None:
    intake = Intake()
    assert intake.have == -1
    assert intake.push(0, pcm(0), 0) == [Placed(0, 0, pcm(0))]
    assert intake.push(1, pcm(1), 0) == [Placed(1, 1600, pcm(1))]
    assert intake.have == 1


def test_an_early_chunk_waits_for_the_one_before() -> None:
    intake = Intake()
    assert intake.push(1, pcm(1), 0) == []
    assert intake.have == -1
    assert [placed.n for placed in intake.push(0, pcm(0), 0)] == [0, 1]


def test_a_repeated_chunk_is_harmless() -> None:
    intake = Intake()
    intake.push(0, pcm(0), 0)
    assert intake.push(0, pcm(9), 0) == []
    intake.push(2, pcm(2), 0)
    intake.push(2, pcm(9), 0)
    assert [placed.pcm for placed in intake.push(1, pcm(1), 0)] == [pcm(1), pcm(2)]


def test_chunks_of_any_length_are_placed_by_their_samples() -> None:
    intake = Intake()
    intake.push(0, pcm(0, 1000), 0)
    assert intake.push(1, pcm(1, 3), 0) == [Placed(1, 1000, pcm(1, 3))]
    assert intake.push(2, pcm(2), 0) == [Placed(2, 1003, pcm(2))]


def test_numbers_that_will_never_come_leave_a_gap_of_nominal_length() -> None:
    intake = Intake()
    intake.push(0, pcm(0, 800), 0)
    assert intake.push(5, pcm(5, 1600), 5) == [Placed(5, 5 * 800, pcm(5))]
    assert intake.have == 5


def test_only_what_is_below_oldest_is_given_up() -> None:
    intake = Intake()
    intake.push(0, pcm(0), 0)
    intake.push(4, pcm(4), 0)
    assert intake.push(6, pcm(6), 3) == []
    assert intake.have == 2
    assert [placed.n for placed in intake.push(3, pcm(3), 3)] == [3, 4]


def test_giving_up_without_a_chunk_sets_free_what_waited() -> None:
    intake = Intake()
    intake.push(0, pcm(0), 0)
    intake.push(2, pcm(2), 0)
    assert intake.give_up(2) == [Placed(2, 3200, pcm(2))]


def test_too_many_early_chunks_are_not_taken_but_the_awaited_one_is() -> None:
    intake = Intake()
    for n in range(1, EARLY_LIMIT + 10):
        intake.push(n, pcm(n), 0)
    assert len(intake.push(0, pcm(0), 0)) == EARLY_LIMIT + 1
    assert intake.have == EARLY_LIMIT
    assert intake.push(EARLY_LIMIT + 1, pcm(1), 0)[0].n == EARLY_LIMIT + 1


def test_after_a_restart_the_stream_goes_on_in_its_place() -> None:
    intake = Intake.resumed(7, 11_200, 1600)
    assert intake.have == 6
    assert intake.push(3, pcm(3), 0) == []
    assert intake.push(7, pcm(7), 0) == [Placed(7, 11_200, pcm(7))]


@pytest.mark.parametrize(
    ("n", "sound", "oldest", "code"),
    [
        (0, b"", 0, "empty_chunk"),
        (0, b"abc", 0, "odd_bytes"),
        (0, b"RIFF\x24\0\0\0WAVEfmt ", 0, "wav_header"),
        (0, bytes(CHUNK_LIMIT + 2), 0, "chunk_too_big"),
        (-1, b"ab", 0, "bad_number"),
        (0, b"ab", -1, "bad_number"),
        (JUMP_LIMIT + 1, b"ab", 0, "number_jump"),
        (0, b"ab", JUMP_LIMIT + 1, "number_jump"),
    ],
)
def test_a_bad_chunk_is_refused_and_changes_nothing(
    n: int, sound: bytes, oldest: int, code: str
) -> None:
    intake = Intake()
    with pytest.raises(BadChunk) as refused:
        intake.push(n, sound, oldest)
    assert refused.value.code == code
    assert intake.have == -1
    assert intake.push(0, b"ab", 0) == [Placed(0, 0, b"ab")]


@given(st.permutations(range(30)), st.lists(st.integers(0, 29), max_size=20))
def test_any_order_with_repeats_gives_each_number_once_and_in_place(
    order: list[int], repeats: list[int]
) -> None:
    lengths = [1600 - n for n in range(30)]
    intake, placed = Intake(), []
    for n in [*order[:15], *repeats, *order, *repeats]:
        placed += intake.push(n, pcm(n, lengths[n]), 0)
    assert [one.n for one in placed] == list(range(30))
    assert [one.offset for one in placed] == [sum(lengths[:n]) for n in range(30)]
    assert all(one.pcm == pcm(one.n, lengths[one.n]) for one in placed)


@given(st.data())
def test_with_losses_nothing_comes_twice_or_out_of_place(data: st.DataObject) -> None:
    lost = data.draw(st.sets(st.integers(0, 39)))
    order = data.draw(st.permutations([n for n in range(40) if n not in lost]))
    intake, placed, oldest = Intake(), [], 0
    for n in order:
        oldest = data.draw(st.integers(oldest, max(oldest, n)))
        before = intake.have
        placed += intake.push(n, pcm(n), oldest)
        assert intake.have >= max(before, oldest - 1)
    placed += intake.give_up(40)
    numbers = [one.n for one in placed]
    assert numbers == sorted(set(numbers))
    assert all(one.offset == one.n * 1600 and one.pcm == pcm(one.n) for one in placed)
    assert intake.have == 39
