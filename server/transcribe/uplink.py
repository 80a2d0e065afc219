"""Sound of a sender that knows nothing of us: any of four rates, no numbers, no times.

It becomes numbered chunks at 16 kHz, and each gets the time at which it must have been captured. A
live sender's last sample was captured when it arrived. If it falls behind that, it has either left
out silence (a voice gate) or its line was held up; then everything held up comes at once. So what
comes after a break is held for a moment: either it is as much as was missing, or there was silence.
"""

import secrets
from collections.abc import Iterator
from typing import Final, NamedTuple

import numpy
import soxr

from server.transcribe.intake import NOMINAL, RATE, SAMPLE_BYTES, samples

RATES: Final = (8_000, 16_000, 44_100, 48_000)
BREAK_MS: Final = 700.0
"""Behind by so much: a break. Senders speak every 20 to 500 ms, and lines tremble."""
HOLD_MS: Final = 300.0
"""For so long it is looked what comes after a break."""
SILENCE_MS: Final = 60_000.0
"""Silence that is put in at most; a longer break is a gap, and begins a new stream."""
AHEAD_MS: Final = 250.0
"""A sender that is ahead of time by more plays a file: let it wait."""


class Numbered(NamedTuple):
    """A chunk of `stream`, whose first sample was captured at `began` (server time, ms)."""

    stream: str
    began: int
    n: int
    pcm: bytes


class Uplink:
    """One sender at `rate`, one of RATES. Times are server time in ms."""

    def __init__(self, rate: int) -> None:
        self.rate = rate
        self._held = b""
        self._held_since = self._missing = 0.0
        self._silent = True  # nothing came yet
        self._begin(0)

    def early(self, pcm: bytes, now: float) -> float:
        """Milliseconds to wait before `pcm` may be taken: nobody captures the future."""
        ends = self._until + self.length(self._held + pcm)
        return 0.0 if self._silent else max(0.0, ends - now - AHEAD_MS)

    def length(self, pcm: bytes) -> float:
        """Milliseconds that `pcm` lasts."""
        return samples(pcm) * 1000 / self.rate

    def take(self, pcm: bytes, now: float) -> list[Numbered]:
        """`pcm`, whole samples, arrived at `now`. Gives what is complete."""
        length = self.length(pcm)
        if self._silent:
            self._silent, self._began = False, round(now - length)
        if self._held:
            self._held += pcm
        elif now - self._until - length > BREAK_MS:
            self._held, self._held_since = pcm, now
            self._missing = now - self._until - length
        else:
            return self._place(pcm)
        return self._settle() if now - self._held_since >= HOLD_MS else []

    def flush(self) -> list[Numbered]:
        """All that was held back. What comes next follows on, in a new stream."""
        return [*self._settle(), *self._end(self._until)]

    @property
    def _until(self) -> float:
        """Capture time up to which sound is placed."""
        return self._began + self._given * 1000 / self.rate

    def _settle(self) -> list[Numbered]:
        held, self._held = self._held, b""
        if not held:
            return []
        if self.length(held) >= self._missing / 2:
            return self._place(held)  # the line was held up: nothing is missing
        if self._missing <= SILENCE_MS:
            silence = bytes(round(self._missing * self.rate / 1000) * SAMPLE_BYTES)
            return self._place(silence + held)
        return [*self._end(self._until + self._missing), *self._place(held)]

    def _end(self, next_began: float) -> list[Numbered]:
        """The stream's last chunks; the next stream begins then."""
        rest = [*self._place(b"", last=True), *self._chunks(whole=False)]
        self._begin(round(next_began))
        return rest

    def _begin(self, began: int) -> None:
        self._stream, self._began, self._n = secrets.token_hex(8), began, 0
        self._given = 0  # samples at the sender's rate
        self._ready = bytearray()  # at ours
        self._resampler = None
        if self.rate != RATE:
            self._resampler = soxr.ResampleStream(self.rate, RATE, 1, dtype="float32")

    def _place(self, pcm: bytes, last: bool = False) -> list[Numbered]:
        self._given += samples(pcm)
        if self._resampler:
            sound = numpy.frombuffer(pcm, "<i2").astype("float32")
            resampled = self._resampler.resample_chunk(sound, last=last)
            pcm = numpy.clip(numpy.rint(resampled), -32768, 32767).astype("<i2").tobytes()
        self._ready += pcm
        return list(self._chunks())

    def _chunks(self, whole: bool = True) -> Iterator[Numbered]:
        size = NOMINAL * SAMPLE_BYTES
        while len(self._ready) >= (size if whole else 1):
            pcm = bytes(self._ready[:size])
            del self._ready[:size]
            yield Numbered(self._stream, self._began, self._n, pcm)
            self._n += 1
