"""The last seconds of every source, in memory: what a turn that begins now has before it (D12)."""

import asyncio
from collections import defaultdict, deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from server.live.ports import Clock
from server.live.stretches import PREROLL
from server.rooms.words import Millis
from server.transcribe.intake import RATE, Placed, samples

LOOK: Final = 1.0
"""Seconds between two looks for what is too old, also of a source that has fallen silent."""


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

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._sources: dict[str, deque[Recent]] = defaultdict(deque)
        self._timer: asyncio.TimerHandle | None = None

    def add(self, source: str, chunk: Recent) -> None:
        self._sources[source].append(chunk)
        self._forget(self._sources[source])
        if not self._timer:
            self._timer = asyncio.get_running_loop().call_later(LOOK, self._look)

    def of(self, source: str) -> Iterator[Recent]:
        """What may still be joined to a turn, in the order in which it came."""
        return (chunk for chunk in tuple(self._sources[source]) if not chunk.kept)

    def clear(self) -> None:
        self._sources.clear()
        if self._timer:
            self._timer.cancel()
            self._timer = None

    def _look(self) -> None:
        for recent in self._sources.values():
            self._forget(recent)
        held = any(self._sources.values())
        self._timer = asyncio.get_running_loop().call_later(LOOK, self._look) if held else None

    def _forget(self, recent: deque[Recent]) -> None:
        """What nobody can be called in time for any more."""
        since: Millis = self._clock() - PREROLL
        while recent and recent[0].ends_us < since * 1000:
            recent.popleft()
