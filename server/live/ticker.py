"""Shows one room to its audiences: a patch per tick and audience, hints at most five a second.

Cost per second is bounded by ticks and audiences, not by how much happens (house.md)."""

import asyncio
import contextlib
import time
from typing import Any, Final

from server.live.liveroom import LiveRoom
from server.live.mirror import Look, Mirror
from server.live.ports import Fanout
from server.rooms.sight import Audience
from server.rooms.views import CaptionsView, Crowd

TICKS: Final[dict[Audience, float]] = {
    Audience.MODERATOR: 0.05,
    Audience.CHAIR: 0.05,
    Audience.SECRETARY: 0.05,
    Audience.TECHNICIAN: 0.1,
    Audience.POINT: 0.1,
    Audience.VIEWER: 0.2,
    Audience.HALL: 0.2,
}
"""Seconds between two patches. Those who act come first."""
HINTS: Final = 0.2
FIRST: Final[tuple[Audience | str, ...]] = (*TICKS, "hints")
"""Who is served first where several are due."""


class Ticker:
    """`stir` says that something may have changed; nothing is computed until the next tick."""

    def __init__(self, live: LiveRoom, fanout: Fanout, boot: str) -> None:
        self._live, self._fanout, self._boot = live, fanout, boot
        self._mirrors: dict[Audience, Mirror] = {}
        self._due: dict[Audience | str, float] = {}
        self._stirred: set[Audience | str] = set()
        self._unseen: set[Audience] = set()
        """Whose mirror stands still until somebody looks."""
        self._wake = asyncio.Event()
        self._hints: dict[str, tuple[frozenset[Audience], dict[str, Any], str]] = {}
        self.crowd = Crowd()
        self.captions = CaptionsView()

    def look(self, audience: Audience) -> Look:
        """The whole view of the last tick, so that the next patch fits."""
        mirror = self._mirrors.get(audience)
        if mirror is None:
            live = self._live
            mirror = Mirror(audience, self._boot, live.shown, live.seq, self.crowd, self.captions)
            self._mirrors[audience] = mirror
        if audience in self._unseen:
            self._unseen.discard(audience)
            self._moved(audience)
        return mirror.last

    def stir(self) -> None:
        self._stirred |= self._mirrors.keys()
        self._wake.set()

    def hint(self, audiences: frozenset[Audience], hint: dict[str, Any], point: str = "") -> None:
        """Send `hint` unless a later one of its kind and source takes its place first."""
        self._hints[f"{hint['kind']}/{hint.get('source', '')}"] = (audiences, hint, point)
        self._stirred.add("hints")
        self._wake.set()

    async def run(self) -> None:
        """Tick for ever."""
        while True:
            self._wake.clear()
            self._tick_due(time.monotonic())
            soonest = min((self._due[what] for what in self._stirred), default=None)
            wait = None if soonest is None else max(0, soonest - time.monotonic())
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(wait):
                    await self._wake.wait()

    def _tick_due(self, now: float) -> None:
        for what in FIRST:
            if what in self._stirred and self._due.get(what, 0) <= now:
                self._stirred.discard(what)
                self._due[what] = now + _interval(what)
                self._tick(what)

    def _tick(self, what: Audience | str) -> None:
        if what == "hints":
            hints, self._hints = self._hints, {}
            for audiences, hint, point in hints.values():
                self._fanout.hint(self._live.id, audiences, hint, point)
        elif isinstance(what, Audience) and not self._fanout.anybody(self._live.id, what):
            self._unseen.add(what)
        elif isinstance(what, Audience):
            patch = self._moved(what)
            if patch is not None:
                self._fanout.patch(self._live.id, what, patch)
            self._fanout.mine(self._live.id, what)

    def _moved(self, audience: Audience) -> dict[str, Any] | None:
        mirror = self._mirrors[audience]
        return mirror.tick(self._live.shown, self._live.seq, self.crowd, self.captions)


def _interval(what: Audience | str) -> float:
    return TICKS[what] if isinstance(what, Audience) else HINTS
