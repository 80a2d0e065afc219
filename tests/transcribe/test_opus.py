"""Opus packets become sound of their nominal length, in time; what is none is told as that."""

import math
import random
from array import array
from fractions import Fraction

import av
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.transcribe.intake import RATE, BadChunk
from server.transcribe.opus import Opus, milliseconds

DEVICE: int = 48_000


def packets(pcm: bytes, ms: int, bits: int) -> list[bytes]:
    """`pcm` (mono s16le at 48 kHz) as a browser's encoder would send it."""
    encoder = av.CodecContext.create("libopus", "w")
    encoder.sample_rate, encoder.layout, encoder.format = DEVICE, "mono", "s16"
    encoder.bit_rate, encoder.time_base = bits, Fraction(1, DEVICE)
    encoder.options = {"frame_duration": str(ms)}
    size = DEVICE * ms // 1000
    found = []
    for start in range(0, len(pcm) // 2 - size + 1, size):
        frame = av.AudioFrame("s16", "mono", size)
        frame.planes[0].update(pcm[start * 2 : (start + size) * 2])
        frame.sample_rate, frame.pts = DEVICE, start
        found += [bytes(packet) for packet in encoder.encode(frame)]
    return found


def tone(seconds: float, rate: int, hertz: float = 440) -> "array[int]":
    count = round(seconds * rate)
    return array("h", [round(8000 * math.sin(math.tau * hertz * n / rate)) for n in range(count)])


@pytest.mark.parametrize("ms", [20, 40, 60])
def test_a_tone_is_the_same_tone_in_time(ms: int) -> None:
    sent = packets(tone(3, DEVICE).tobytes(), ms, 32_000)
    opus = Opus()
    heard = [opus.decode(n, packet) for n, packet in enumerate(sent)]
    assert {len(one) for one in heard} == {2 * RATE * ms // 1000}
    assert {milliseconds(packet) for packet in sent} == {ms}
    sound, meant = array("h", b"".join(heard)), tone(3, RATE)
    # The encoder's delay is 6.5 ms and the resampler's 0.5 ms, of which we know.
    error = min(_difference(sound, meant, delay) for delay in range(100, 125))
    assert error < 400


def _difference(sound: "array[int]", meant: "array[int]", delay: int) -> float:
    """Mean difference of samples in the middle second."""
    middle = range(RATE, 2 * RATE)
    return sum(abs(sound[n + delay] - meant[n]) for n in middle) / RATE


def test_out_of_order_it_begins_anew() -> None:
    sent = packets(tone(1, DEVICE).tobytes(), 20, 32_000)
    opus = Opus()
    for n in (0, 1, 7, 3, 4, 4, 40):
        assert len(opus.decode(n, sent[n])) == 640


@pytest.mark.parametrize(
    ("packet", "code"),
    [
        (b"", "empty_chunk"),
        (b"\x48" + bytes(5000), "chunk_too_big"),
        (b"\x4c\x00", "opus_stereo"),
        (b"\x40\x00", "opus_length"),  # 10 ms
        (b"\x4b\x07", "opus_length"),  # seven frames of 20 ms
        (b"\x4b", "opus_broken"),
        (b"\x49abc", "opus_broken"),  # two frames of the same size in three bytes
    ],
)
def test_what_is_no_packet_is_refused_with_a_code(packet: bytes, code: str) -> None:
    opus = Opus()
    with pytest.raises(BadChunk) as refused:
        opus.decode(0, packet)
    assert refused.value.code == code
    [good] = packets(tone(0.02, DEVICE).tobytes(), 20, 32_000)[:1]
    assert len(opus.decode(0, good)) == 640


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=400), st.integers(0, 3))
def test_any_bytes_are_sound_of_their_length_or_refused(packet: bytes, n: int) -> None:
    opus = Opus()
    try:
        pcm = opus.decode(n, packet)
    except BadChunk:
        return
    assert len(pcm) == milliseconds(packet) * RATE // 1000 * 2


def test_noise_is_not_mistaken_for_an_error() -> None:
    noise = random.Random(3).randbytes(96_000)
    opus = Opus()
    assert all(opus.decode(n, one) for n, one in enumerate(packets(noise, 20, 64_000)))
