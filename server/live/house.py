"""The house: the rooms that run on this node, and what keeps each of them alive."""

import asyncio
import contextlib
import logging
import secrets
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any, Final

from server.live.liveroom import LiveRoom
from server.live.ports import Bell, Clock, Fanout, Log, Unavailable
from server.live.presence import GRACE, Presence
from server.live.scribe import Scribe
from server.live.ticker import Ticker
from server.rooms.session import Captions
from server.rooms.sight import Audience
from server.rooms.views import Crowd
from server.rooms.words import Refused
from server.transcribe.ear import Ear

log = logging.getLogger(__name__)

LOOK_ROUND: Final = 2.0
"""Seconds after which a node looks by itself whether a room has grown: a ring may be lost."""
STAFF: Final = frozenset({Audience.MODERATOR, Audience.SECRETARY})
PUBLIC: Final = frozenset({Audience.POINT, Audience.VIEWER, Audience.HALL})


class NoConference(Refused):
    """There is no such conference. Fields: `conference`."""

    code = "no_conference"


class LiveConference:
    """One conference on this node: its room, what is shown of it, who is here, what is heard."""

    def __init__(self, id: str, house: "House") -> None:
        self.live = LiveRoom(id, house.log, house.bell, house.clock, self._changed)
        self.ticker = Ticker(self.live, house.fanout, house.boot)
        self.presence = Presence(self.live, self._crowd_changed, house.grace)
        self.scribe = Scribe(self.live, house.ear, house.sound, house.clock, self._hint)
        self._seen, self._session = self.live.room.floor, self.live.room.session
        self._ticking: asyncio.Task[None] | None = None

    async def open(self) -> None:
        """Read the log and begin. Raises Unavailable or NoConference."""
        await self.live.open()
        if not self.live.seq:
            await self.live.close()
            raise NoConference(conference=self.live.id)
        self._ticking = asyncio.create_task(self.ticker.run(), name=f"ticker of {self.live.id}")
        self.scribe.start()
        self.presence.watch()

    async def close(self) -> None:
        await self.presence.close()
        await self.scribe.close()
        await self.live.close()
        if self._ticking:
            await _end(self._ticking)

    def _changed(self) -> None:
        room = self.live.room
        if self._seen is not room.floor or self._session is not room.session:
            self._seen, self._session = room.floor, room.session
            self.scribe.floor_moved()
        self.ticker.stir()

    def _crowd_changed(self, crowd: Crowd) -> None:
        self.ticker.crowd = crowd
        self.ticker.stir()

    def _hint(self, hint: dict[str, Any]) -> None:
        live = self.live.room.session.captions is Captions.LIVE
        self.ticker.hint(STAFF | PUBLIC if live else STAFF, hint)


class House:
    """Opens rooms when they are asked for. `boot` names this run of this node."""

    def __init__(
        self, log: Log, bell: Bell, clock: Clock, fanout: Fanout, ear: Ear, sound: Path,
        grace: float = GRACE,
    ) -> None:  # fmt: skip
        self.log, self.bell, self.clock, self.fanout = log, bell, clock, fanout
        self.ear, self.sound, self.grace = ear, sound, grace
        self.boot = secrets.token_hex(3)
        self._rooms: dict[str, LiveConference] = {}
        self._opening = asyncio.Lock()
        self._tasks: list[asyncio.Task[None]] = []

    def start(self) -> None:
        self._tasks = [
            asyncio.create_task(_for_ever(self._hear_bell), name="bell"),
            asyncio.create_task(_for_ever(self._look_round), name="look-round"),
        ]

    async def close(self) -> None:
        for task in self._tasks:
            await _end(task)
        for conference in self._rooms.values():
            await conference.close()
        self._rooms.clear()

    async def conference(self, id: str) -> LiveConference:
        """The conference `id`, opened if it was not. Raises NoConference or Unavailable."""
        if id in self._rooms:
            return self._rooms[id]
        async with self._opening:
            if id not in self._rooms:
                conference = LiveConference(id, self)
                await conference.open()
                self._rooms[id] = conference
        return self._rooms[id]

    async def new_room(self, id: str) -> LiveRoom:
        """A room that nobody has written in yet, for the first entry of a conference. The caller
        closes it."""
        room = LiveRoom(id, self.log, self.bell, self.clock, lambda: None)
        await room.open()
        return room

    def running(self, id: str) -> LiveConference:
        """The conference `id`, which is open because somebody here is connected to it."""
        return self._rooms[id]

    async def _hear_bell(self) -> None:
        async for id in self.bell.listen():
            if id in self._rooms:
                await self._rooms[id].live.catch_up()

    async def _look_round(self) -> None:
        await asyncio.sleep(LOOK_ROUND)
        for conference in list(self._rooms.values()):
            await conference.live.catch_up()


async def _for_ever(work: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Do `work` again and again: a log that is away for a while ends nothing."""
    while True:
        try:
            await work()
        except Unavailable:
            await asyncio.sleep(LOOK_ROUND)


async def _end(task: asyncio.Task[None]) -> None:
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task
