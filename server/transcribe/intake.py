"""Numbered chunks of one stream, put in order: each once, each at its place in the stream.

Sound is 16 kHz mono s16le. A stream is one capture session; whoever opens it knows the server time
of its first sample. The sender numbers its chunks 0, 1, 2 …, keeps those not acknowledged and sends
them again after a break, so a chunk may come late, twice, early, or never.
"""

from dataclasses import dataclass
from typing import Final, Self

RATE: Final = 16_000
"""Samples a second, everywhere behind this door."""
SAMPLE_BYTES: Final = 2
CHUNK_LIMIT: Final = 32 * 1024
"""Bytes of one chunk at most: about one second, ten times the usual 100 ms."""
EARLY_LIMIT: Final = 128
"""Chunks held back at most: 13 s at 100 ms. A sender resends in order, so few ever wait; one that
holds more would cost memory for every stream, and a chunk not acknowledged comes again anyway."""
JUMP_LIMIT: Final = 36_000
"""One hour of 100 ms chunks: a number further ahead than that is a mistake, not an outage."""
NOMINAL: Final = RATE // 10
"""Samples of a chunk whose length nobody has seen."""


class BadChunk(ValueError):
    """The sender breaks the agreement. `code` is stable: odd_bytes, empty_chunk, chunk_too_big,
    wav_header, bad_number, number_jump; of Opus packets opus_broken, opus_stereo, opus_length."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Placed:
    """A chunk at its place: `offset` is its first sample, counted from the stream's first."""

    n: int
    offset: int
    pcm: bytes


def samples(pcm: bytes) -> int:
    return len(pcm) // SAMPLE_BYTES


class Intake:
    """One stream's order. Pure: whoever pushes writes what comes back to disk, then says `have`."""

    def __init__(self) -> None:
        self._next, self._offset = 0, 0
        self._nominal = 0  # unknown until the first chunk
        self._early: dict[int, bytes] = {}

    @classmethod
    def resumed(cls, next_n: int, offset: int, nominal: int = NOMINAL) -> Self:
        """After a restart: `next_n` is awaited at sample `offset`; `nominal` samples a chunk."""
        intake = cls()
        intake._next, intake._offset, intake._nominal = next_n, offset, nominal
        return intake

    @property
    def have(self) -> int:
        """The highest number up to which nothing is awaited any more; −1 at first. Acknowledge it
        once everything `push` gave is on disk."""
        return self._next - 1

    @property
    def nominal(self) -> int:
        """Samples of the first chunk seen (what a lost number is taken to have been)."""
        return self._nominal or NOMINAL

    def push(self, n: int, pcm: bytes, oldest: int) -> list[Placed]:
        """Take chunk `n`; the sender no longer holds any number below `oldest`.

        Gives what is now in order, possibly nothing, possibly more than this chunk. Raises
        BadChunk and then has changed nothing.
        """
        self._refuse_bad(n, pcm, oldest)
        self._nominal = self._nominal or samples(pcm)
        if n >= self._next and (n in self._early or self._room_for(n, oldest)):
            self._early.setdefault(n, pcm)
        return self.give_up(oldest)

    def give_up(self, oldest: int) -> list[Placed]:
        """Numbers below `oldest` will never come: go on behind them. Gives what is now in order."""
        placed: list[Placed] = []
        while True:
            placed += self._contiguous()
            if self._next >= oldest:
                return placed
            self._skip_to(min([oldest, *self._early]))

    def _refuse_bad(self, n: int, pcm: bytes, oldest: int) -> None:
        if not pcm:
            raise BadChunk("empty_chunk")
        if len(pcm) % SAMPLE_BYTES:
            raise BadChunk("odd_bytes")
        if len(pcm) > CHUNK_LIMIT:
            raise BadChunk("chunk_too_big")
        if pcm.startswith(b"RIFF") and pcm[8:12] == b"WAVE":
            raise BadChunk("wav_header")  # a whole file, where only its samples are sound
        if n < 0 or oldest < 0:
            raise BadChunk("bad_number")
        if max(n, oldest) > self._next + JUMP_LIMIT:
            raise BadChunk("number_jump")

    def _room_for(self, n: int, oldest: int) -> bool:
        """The awaited chunk always has room, and so has the one the sender holds as its oldest."""
        return n == max(self._next, oldest) or len(self._early) < EARLY_LIMIT

    def _contiguous(self) -> list[Placed]:
        placed = []
        while (pcm := self._early.pop(self._next, None)) is not None:
            placed.append(Placed(self._next, self._offset, pcm))
            self._next += 1
            self._offset += samples(pcm)
        return placed

    def _skip_to(self, n: int) -> None:
        self._offset += (n - self._next) * self.nominal
        self._next = n
