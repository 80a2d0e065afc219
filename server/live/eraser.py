"""Destroys what a second person confirmed as withdrawn: words beside the log, and sound (D14); and
who spoke of a denunciation (D9)."""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Sequence

from server.live.liveroom import LiveRoom
from server.live.ports import Log, Unavailable
from server.rooms.states import Matter
from server.rooms.withdrawals import Withdrawal, WithdrawalState

log = logging.getLogger(__name__)

AGAIN = 2.0
"""Seconds until the next try where the log or the disk refused."""


class Eraser:
    """Of one room. `silence` destroys sound; it may raise OSError or Unavailable. What was
    confirmed before a restart is destroyed again after it: nothing tells whether that had come to
    its end."""

    def __init__(
        self, live: LiveRoom, log: Log, silence: Callable[[Sequence[Withdrawal]], Awaitable[None]]
    ) -> None:
        self._live, self._log, self._silence = live, log, silence
        self._erased: set[str] = set()
        self._seen: tuple[object, ...] = (None, None, None)
        self._stirred = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        self._task = asyncio.create_task(self._run(), name=f"eraser of {self._live.id}")
        self.stir()

    async def close(self) -> None:
        if self._task:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task

    @property
    def busy(self) -> bool:
        """Something that must be gone may still be there."""
        return bool(self._due() - self._erased)

    def stir(self) -> None:
        """The room has moved on. Hands go up by the thousand: they are none of its business."""
        room = self._live.room
        seen, self._seen = self._seen, (room.queue.aside, room.floor.turns, room.withdrawals)
        if all(a is b for a, b in zip(seen, self._seen, strict=True)):
            return
        if self._due() - self._erased:
            self._stirred.set()

    def _due(self) -> frozenset[str]:
        """The ids of everything in the room that must be gone."""
        room = self._live.room
        accused = Matter.DENUNCIATION
        return frozenset(
            [one.id for one in self._withdrawn()]
            + [id for id in room.queue.aside if room.queue.requests[id].matter is accused]
            + [one.id for one in room.floor.turns.values() if one.matter is accused]
        )

    def _withdrawn(self) -> list[Withdrawal]:
        every = self._live.room.withdrawals.all.values()
        return [one for one in every if one.state is WithdrawalState.DONE]

    async def _run(self) -> None:
        while True:
            await self._stirred.wait()
            self._stirred.clear()
            while (due := self._due()) - self._erased:
                try:
                    gone = await self._log.forget(self._live.id)
                    await self._silence(self._withdrawn())
                except (Unavailable, OSError) as error:
                    log.error("room %s: withdrawn content is still there: %s", self._live.id, error)
                    await asyncio.sleep(AGAIN)
                    continue
                self._erased |= due
                log.info("room %s: %d withdrawn contents destroyed", self._live.id, gone)
