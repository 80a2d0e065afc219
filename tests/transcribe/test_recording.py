"""What was appended is there after any death of the process, and nothing else is."""

import io
import wave
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.transcribe.intake import RATE
from server.transcribe.recording import (
    BadName,
    Gap,
    Piece,
    Recording,
    erase,
    path_of,
    pieces,
    without,
    write_wav,
)

SECOND = 1_000_000  # µs
BEGAN = 1_714_026_600 * SECOND


def piece(n: int, *, stream: str = "s1", after: float = 0.0, length: int = 1600) -> Piece:
    at = BEGAN + round((n * 0.1 + after) * SECOND)
    sound = (n + 1).to_bytes(2, "little") * length
    return Piece(stream, n, at, n * 1600, sound)


def filled(path: Path, *those: Piece) -> bytes:
    recording = Recording.open(path)
    for one in those:
        recording.append(one)
    recording.close()
    return path.read_bytes()


def test_pieces_come_back_as_they_were(tmp_path: Path) -> None:
    part = Piece("s-2", 7, BEGAN + 123_457, 11_200, b"\x01\x02", part=True)
    filled(tmp_path / "deep" / "r", piece(0), part)
    assert list(pieces(tmp_path / "deep" / "r")) == [piece(0), part]


def test_a_torn_tail_is_ignored_and_written_over(tmp_path: Path) -> None:
    path = tmp_path / "r"
    whole = filled(path, piece(0, length=20), piece(1, length=20))
    second = len(filled(tmp_path / "one", piece(0, length=20)))
    for torn in range(second, len(whole)):
        path.write_bytes(whole[:torn])
        assert list(pieces(path)) == [piece(0, length=20)]
        recording = Recording.open(path)
        recording.append(piece(2, length=20))
        assert [one.n for one in recording.pieces()] == [0, 2]
        recording.close()


def test_a_rotten_spot_costs_only_its_piece(tmp_path: Path) -> None:
    path = tmp_path / "r"
    whole = bytearray(filled(path, piece(0), piece(1), piece(2)))
    whole[len(whole) // 2] ^= 0xFF
    path.write_bytes(whole)
    recording = Recording.open(path)
    recording.append(piece(3))
    recording.close()
    assert [one.n for one in pieces(path)] == [0, 2, 3]


def test_pieces_come_in_capture_order_and_from_a_time_on(tmp_path: Path) -> None:
    path = tmp_path / "r"
    filled(path, piece(3), piece(0), piece(2))
    assert [one.n for one in pieces(path)] == [0, 2, 3]
    assert [one.n for one in pieces(path, piece(2).at_ms)] == [2, 3]
    assert [one.n for one in pieces(path, piece(3).at_ms - 1)] == [2, 3]


def test_a_full_disk_leaves_no_half_piece(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    recording = Recording.open(tmp_path / "r")
    recording.append(piece(0))

    def half(fd: int, frame: bytes) -> None:
        write(fd, frame[:99])
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        from server.transcribe import recording as module

        write = module._write
        patched.setattr(module, "_write", half)
        with pytest.raises(OSError, match="No space"):
            recording.append(piece(1))
    recording.append(piece(2))
    recording.close()
    assert [one.n for one in pieces(tmp_path / "r")] == [0, 2]


@pytest.mark.parametrize(
    "bad", ["../x", "a/b", "", ".", "..", "a\x00", "a.b", "ý", "a\n", "x" * 65]
)
def test_ids_that_could_leave_the_directory_are_refused(tmp_path: Path, bad: str) -> None:
    with pytest.raises(BadName):
        path_of(tmp_path, bad, "venue")
    with pytest.raises(BadName):
        path_of(tmp_path, "t1", bad)
    assert path_of(tmp_path, "T-1_a", "venue").parent == tmp_path


@pytest.mark.parametrize("sound", [b"", b"abc", bytes(40_000)])
def test_a_piece_that_intake_would_refuse_is_not_written(tmp_path: Path, sound: bytes) -> None:
    recording = Recording.open(tmp_path / "r")
    with pytest.raises(ValueError, match="whole samples"):
        recording.append(Piece("s", 0, BEGAN, 0, sound))
    recording.close()


def test_wav_has_silence_for_gaps_and_overlap_once() -> None:
    late = piece(3, after=0.05)  # 250 ms after the end of piece 0
    twice = piece(3, stream="s2", after=0.1)  # begins 50 ms before `late` ends
    file = io.BytesIO()
    gaps = write_wav([piece(0), late, twice], file)
    assert gaps == [Gap(BEGAN / 1000 + 100, BEGAN / 1000 + 350)]
    file.seek(0)
    with wave.open(file) as wav:
        assert (wav.getframerate(), wav.getnchannels(), wav.getsampwidth()) == (16_000, 1, 2)
        sound = wav.readframes(wav.getnframes())
    expected = piece(0).pcm + bytes(2 * 4000) + late.pcm + twice.pcm[2 * 800 :]
    assert sound == expected


def test_wav_of_nothing_is_a_wav() -> None:
    file = io.BytesIO()
    assert write_wav([], file) == []
    file.seek(0)
    with wave.open(file) as wav:
        assert wav.getnframes() == 0


def sample_times(those: list[Piece]) -> list[int]:
    """Capture time of every sample, in samples since BEGAN."""
    return [
        round((one.at_us - BEGAN) * RATE / SECOND) + n
        for one in those
        for n in range(len(one.pcm) // 2)
    ]


@given(
    st.lists(st.tuples(st.integers(-50, 450), st.integers(-50, 450)), max_size=3),
    st.integers(1, 1600),
)
def test_exactly_the_stretches_are_left_out(stretches: list[tuple[int, int]], length: int) -> None:
    began = BEGAN / 1000
    sound = [piece(n, length=length) for n in range(4)]
    left = list(without(sound, [(began + starts, began + ends) for starts, ends in stretches]))
    asked = [range(starts * 16, ends * 16) for starts, ends in stretches]
    kept = [at for at in sample_times(sound) if not any(at in one for one in asked)]
    assert sample_times(left) == kept
    assert {one.pcm[:2] for one in left} <= {one.pcm[:2] for one in sound}


def test_erased_sound_is_nowhere_and_the_rest_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "r"
    filled(path, piece(0), piece(1), piece(2))
    linked = tmp_path / "old bytes"
    linked.hardlink_to(path)
    assert erase(path, [(BEGAN / 1000 + 100, BEGAN / 1000 + 200)])
    assert list(pieces(path)) == [piece(0), piece(2)]
    assert not any(linked.read_bytes()), "the old bytes are overwritten"
    assert not erase(path, [(BEGAN / 1000 + 100, BEGAN / 1000 + 200)])
    assert sorted(one.name for one in tmp_path.iterdir()) == ["old bytes", "r"]
