"""How loud each source is: shown while it has the floor, and noticed when it has not (D12)."""

import asyncio
import math
from array import array
from collections.abc import Callable
from dataclasses import dataclass
from operator import mul
from typing import Any, Final

from server.rooms.words import Millis

FULL: Final = 32_767
SHOWN: Final = 500
"""Milliseconds between two levels of a source, by capture time."""
LOUD: Final = 0.02
"""RMS as a share of full scale (−34 dB): somebody speaks near this microphone."""
OPEN: Final = 3_000
"""Milliseconds for which a source must stay loud to be called open."""
PAUSE: Final = 1_000
"""Milliseconds of quiet that end it: longer than the gaps between words."""
GONE: Final = 3.0
"""Seconds without any sound after which a microphone is closed."""


@dataclass
class _Source:
    """What was heard of one source lately. Times are capture times (ms)."""

    since: Millis = 0
    loud_until: Millis = 0
    shown: Millis = 0
    peak: int = 0
    squares: int = 0
    count: int = 0
    timer: asyncio.TimerHandle | None = None


class Gauge:
    """Of one room. `show` gets a level to be told; `opened` the sources that stay loud without the
    floor, whenever they become others."""

    def __init__(
        self,
        show: Callable[[dict[str, Any]], None],
        opened: Callable[[frozenset[str]], None],
    ) -> None:
        self._show, self._opened = show, opened
        self._sources: dict[str, _Source] = {}
        self.open: frozenset[str] = frozenset()

    def note(self, source: str, pcm: bytes, until: Millis, on_floor: bool) -> None:
        """Sound of `source`, captured up to `until`, that has just come."""
        one = self._sources.setdefault(source, _Source())
        samples = array("h", pcm)
        squares = sum(map(mul, samples, samples))
        highest, lowest = max(samples), min(samples)
        one.peak = max(one.peak, highest, -lowest)
        one.squares, one.count = one.squares + squares, one.count + len(samples)
        self._listen(source, one, _rms(squares, len(samples)) >= LOUD, until, on_floor)
        if on_floor or source in self.open:
            self._tell(source, one, until)
        else:
            one.peak = one.squares = one.count = 0
        if one.timer:
            one.timer.cancel()
        one.timer = asyncio.get_running_loop().call_later(GONE, self._gone, source)

    def close(self) -> None:
        for one in self._sources.values():
            if one.timer:
                one.timer.cancel()

    def _listen(self, source: str, one: _Source, loud: bool, until: Millis, on_floor: bool) -> None:
        quiet = until - one.loud_until > PAUSE
        if on_floor or (quiet and not loud):
            one.since = one.loud_until = 0
            self._mark(source, False)
        elif loud:
            one.since = until if quiet else one.since
            one.loud_until = until
            self._mark(source, source in self.open or until - one.since >= OPEN)

    def _tell(self, source: str, one: _Source, until: Millis) -> None:
        if abs(until - one.shown) < SHOWN:
            return
        self._show(
            {
                "kind": "level",
                "source": source,
                "rms": round(_rms(one.squares, one.count), 4),
                "peak": round(min(1.0, one.peak / FULL), 4),
                "clipped": one.peak >= FULL,
            }
        )
        one.shown, one.peak, one.squares, one.count = until, 0, 0, 0

    def _gone(self, source: str) -> None:
        del self._sources[source]
        self._mark(source, False)

    def _mark(self, source: str, is_open: bool) -> None:
        before = self.open
        self.open = before | {source} if is_open else before - {source}
        if self.open != before:
            self._opened(self.open)


def _rms(squares: int, count: int) -> float:
    return math.sqrt(squares / count) / FULL if count else 0.0
