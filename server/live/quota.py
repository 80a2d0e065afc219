"""How much a point's own microphone may send: its line carries the picture, too (day.md D13)."""

from collections import deque
from typing import Final

from server.live.streams import Chunk, Codec
from server.rooms.words import Millis, Refused

WINDOW: Final = 10_000
"""Milliseconds over which it is counted."""
LIMITS: Final = {Codec.OPUS: 64_000, Codec.PCM: 300_000}
"""Bits a second. PCM at 16 kHz has 256,000."""
LATE, LATEST = 2_000, 65_000
"""Milliseconds. Sound so far behind comes after a lost line, as fast as it can: not counted.
A sender keeps 60 s; older sound counts again."""
STREAMS: Final = 64


class TooMuchSound(Refused):
    """This stream carries more than a point may send. Fields: `limit` (kbit/s)."""

    code = "too_much_sound"


class Quota:
    """Of one room; counted for each capture session."""

    def __init__(self) -> None:
        self._sent: dict[tuple[str, str], deque[tuple[Millis, int]]] = {}

    def take(self, chunk: Chunk, now: Millis, at: Millis) -> None:
        """Count `chunk`, captured at about `at`. Raises TooMuchSound."""
        if LATE < now - at < LATEST:
            return
        sent = self._sent.setdefault((chunk.source, chunk.stream), deque())
        if len(self._sent) > STREAMS:
            del self._sent[next(iter(self._sent))]
        while sent and sent[0][0] <= now - WINDOW:
            sent.popleft()
        limit = LIMITS[chunk.codec]
        if (sum(size for _, size in sent) + len(chunk.pcm)) * 8_000 > limit * WINDOW:
            raise TooMuchSound(limit=limit // 1000)
        sent.append((now, len(chunk.pcm)))
