"""The last seconds of every source, in memory: what a turn that begins now has before it (D12)."""

from collections import defaultdict, deque
from collections.abc import Iterator
from dataclasses import dataclass

from server.live.stretches import PREROLL
from server.rooms.words import Millis
from server.transcribe.intake import RATE, Placed, samples


@dataclass(slots=True)
class Recent:
    """A chunk as it came. `kept`: its last sample is on disk, with a turn whose end was not known
    when it came: no later turn has any of it."""

    stream: str
    placed: Placed
    starts_us: int
    kept: bool = False

    @property
    def ends_us(self) -> int:
        return self.starts_us + samples(self.placed.pcm) * 1_000_000 // RATE


class Preroll:
    """Of one room. Nothing of it ever goes to the disk unless a turn begins in time."""

    def __init__(self) -> None:
        self._sources: dict[str, deque[Recent]] = defaultdict(deque)

    def add(self, source: str, chunk: Recent, now: Millis) -> None:
        recent = self._sources[source]
        recent.append(chunk)
        while recent and recent[0].ends_us < (now - PREROLL) * 1000:
            recent.popleft()

    def of(self, source: str) -> Iterator[Recent]:
        """What may still be joined to a turn, in the order in which it came."""
        return (chunk for chunk in tuple(self._sources[source]) if not chunk.kept)

    def clear(self) -> None:
        self._sources.clear()
