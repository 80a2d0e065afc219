"""Tells the picture's own system which point to show (the A/V cues), as far as it listens."""

import asyncio
import contextlib
import logging
import uuid
from typing import Final, Protocol

from msgspec import Struct

from server.live.liveroom import LiveRoom
from server.live.ports import Clock, Unavailable
from server.rooms.cues import AcknowledgeCue, Cue
from server.rooms.words import SYSTEM, Millis, Refused

log = logging.getLogger(__name__)

TRIES: Final = (0.5, 1.0, 2.0, 4.0)
"""Seconds between tries: later than that the operator has long read it from the page."""
FRESH: Final = 30_000
"""Milliseconds after which a cue is not told any more: after a restart the floor has moved on."""
NAMES: Final = uuid.UUID("0f6a1c5e-7b9d-4c07-9d6f-2f5d1f0a9c3b")


class Place(Struct, frozen=True, omit_defaults=True):
    id: str
    name: str


class Told(Struct, frozen=True, omit_defaults=True):
    """A cue as the other system gets it. `show` and `prepare` are absent where there is none."""

    conference: str
    title: str
    cue: str
    at: Millis
    show: Place | None = None
    prepare: Place | None = None


class Undelivered(Exception):
    """The other system did not take it."""


class Hook(Protocol):
    async def __call__(self, told: Told) -> bool:
        """Deliver it; True if the other system says that it is done. Raises Undelivered."""
        ...


class Herald:
    """Of one room."""

    def __init__(self, live: LiveRoom, clock: Clock, hook: Hook | None) -> None:
        self._live, self._clock, self._hook = live, clock, hook
        self._told: set[str] = set()
        self._tasks: set[asyncio.Task[None]] = set()

    def stir(self) -> None:
        """The room has moved on."""
        if self._hook is None:
            return
        cues = self._live.room.cues
        for id in cues.order:
            if id not in self._told:
                self._told.add(id)
                if not cues.all[id].done_at and self._clock() - cues.all[id].at < FRESH:
                    task = asyncio.create_task(self._tell(self._hook, cues.all[id]), name="cue")
                    self._tasks.add(task)
                    task.add_done_callback(self._tasks.discard)

    async def close(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _tell(self, hook: Hook, cue: Cue) -> None:
        told = Told(
            self._live.id, self._live.room.session.plan.title, cue.id, cue.at,
            self._place(cue.show), self._place(cue.prepare),
        )  # fmt: skip
        for wait in (*TRIES, 0.0):
            try:
                done = await hook(told)
            except Undelivered as why:
                log.warning("room %s: cue %s not delivered: %s", self._live.id, cue.id, why)
                await asyncio.sleep(wait)
                continue
            if done:
                await self._acknowledge(cue.id)
            return

    async def _acknowledge(self, cue: str) -> None:
        id = str(uuid.uuid5(NAMES, f"{self._live.id}/{cue}"))
        with contextlib.suppress(Unavailable, Refused):  # the operator may still do it by hand
            await self._live.submit(AcknowledgeCue(cue), SYSTEM, id, "")

    def _place(self, point: str) -> Place | None:
        return Place(point, self._live.room.points[point].plan.name) if point else None
