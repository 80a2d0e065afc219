"""Sound without numbers or times gets both, whatever its rate and however it comes."""

import numpy
import pytest

from server.transcribe.intake import RATE
from server.transcribe.uplink import AHEAD_MS, RATES, SILENCE_MS, Numbered, Uplink

NOON = 1_700_000_000_000


def tone(rate: int, seconds: float, hertz: float = 440.0) -> bytes:
    when = numpy.arange(round(rate * seconds)) / rate
    return bytes((numpy.sin(2 * numpy.pi * hertz * when) * 8000).astype("<i2").tobytes())


def played(uplink: Uplink, pcm: bytes, began: float = NOON, ms: int = 100) -> list[Numbered]:
    """`pcm` captured live from `began` on, sent every `ms`."""
    size = uplink.rate * ms // 1000 * 2
    came = []
    for start in range(0, len(pcm), size):
        part = pcm[start : start + size]
        came += uplink.take(part, began + (start + len(part)) / 2 * 1000 / uplink.rate)
    return came


def sound_of(chunks: list[Numbered]) -> numpy.ndarray:
    return numpy.frombuffer(b"".join(chunk.pcm for chunk in chunks), "<i2").astype(float)


@pytest.mark.parametrize("rate", RATES)
@pytest.mark.parametrize("ms", [20, 125, 500])
def test_every_rate_becomes_ours_at_its_place(rate: int, ms: int) -> None:
    uplink = Uplink(rate)
    chunks = [*played(uplink, tone(rate, 3), ms=ms), *uplink.flush()]
    assert {chunk.began for chunk in chunks} == {NOON}
    assert [chunk.n for chunk in chunks] == list(range(len(chunks)))
    assert {len(chunk.pcm) for chunk in chunks[:-1]} == {3200}
    found = sound_of(chunks)
    assert len(found) == 3 * RATE
    wanted = numpy.frombuffer(tone(RATE, 3), "<i2").astype(float)
    middle = slice(RATE // 10, -RATE // 10)
    assert numpy.abs(found[middle] - wanted[middle]).max() < 8000 * 0.01


def test_nothing_above_our_band_is_folded_into_it() -> None:
    uplink = Uplink(48_000)
    found = sound_of(played(uplink, tone(48_000, 1, hertz=11_000)))
    assert numpy.sqrt(numpy.mean(found[1600:] ** 2)) < 8000 * 0.001


def test_a_gate_s_silence_is_put_back() -> None:
    uplink = Uplink(RATE)
    spoken = tone(RATE, 1)
    chunks = played(uplink, spoken)
    chunks += played(uplink, spoken, began=NOON + 5000)
    chunks += uplink.flush()
    assert len({chunk.stream for chunk in chunks}) == 1
    found = sound_of(chunks)
    assert len(found) == 6 * RATE
    assert not found[RATE : 5 * RATE].any()
    assert found[5 * RATE : 6 * RATE].any()


def test_sound_that_was_held_up_has_no_gap() -> None:
    uplink = Uplink(RATE)
    spoken = tone(RATE, 6)
    chunks = played(uplink, spoken[: 2 * RATE])
    for start in range(2 * RATE, 2 * 5 * RATE, 3200):  # four seconds in a burst, 4.1 s late
        chunks += uplink.take(spoken[start : start + 3200], NOON + 5000 + start / 1000)
    chunks += played(uplink, spoken[2 * 5 * RATE :], began=NOON + 5000)
    chunks += uplink.flush()
    assert b"".join(chunk.pcm for chunk in chunks) == spoken
    assert {chunk.began for chunk in chunks} == {NOON}


def test_a_long_break_begins_a_new_stream() -> None:
    uplink = Uplink(8_000)
    spoken = tone(8_000, 1)
    before = played(uplink, spoken)
    after = [*played(uplink, spoken, began=NOON + SILENCE_MS + 2000), *uplink.flush()]
    streams = list(dict.fromkeys(chunk.stream for chunk in [*before, *after]))
    assert len(streams) == 2
    assert {one.began for one in after if one.stream == streams[1]} == {NOON + SILENCE_MS + 2000}
    first = sound_of([one for one in [*before, *after] if one.stream == streams[0]])
    assert len(first) == RATE  # to the last sample that the filter had kept back


def test_after_an_end_sound_follows_on() -> None:
    uplink = Uplink(44_100)
    second = tone(44_100, 1)
    first = [*uplink.take(second, NOON + 1000), *uplink.flush()]
    then = [*uplink.take(second, NOON + 1500), *uplink.flush()]
    assert (first[0].began, then[0].began) == (NOON, NOON + 1000)
    assert len(sound_of(first)) == len(sound_of(then)) == RATE


def test_a_file_waits_for_the_clock() -> None:
    uplink = Uplink(RATE)
    second = tone(RATE, 1)
    assert uplink.early(second, NOON) == 0
    uplink.take(second, NOON)
    assert uplink.early(second, NOON) == 1000 - AHEAD_MS
    assert uplink.early(second, NOON + 300) == 1000 - AHEAD_MS - 300
    assert uplink.early(second, NOON + 1000) == 0
