"""The house: the rooms that run on this node, and what keeps each of them alive."""

import asyncio
import contextlib
import logging
import secrets
import uuid
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any, Final

from server.live.captioning import Captioning
from server.live.eraser import Eraser
from server.live.herald import Herald, Hook
from server.live.liveroom import LiveRoom
from server.live.ports import Bell, Clock, Fanout, Log, Unavailable
from server.live.presence import GRACE, Presence
from server.live.scribe import Scribe
from server.live.ticker import Ticker
from server.rooms import timing
from server.rooms.sight import Audience
from server.rooms.views import CaptionsView, Crowd
from server.rooms.words import SYSTEM, Refused
from server.transcribe.ear import Ear

log = logging.getLogger(__name__)

LOOK_ROUND: Final = 2.0
"""Seconds after which a node looks by itself whether a room has grown: a ring may be lost."""
STAFF: Final = frozenset({Audience.MODERATOR, Audience.SECRETARY})


class NoConference(Refused):
    """There is no such conference. Fields: `conference`."""

    code = "no_conference"


class LiveConference:
    """One conference on this node: its room, what is shown of it, who is here, what is heard."""

    def __init__(self, id: str, house: "House") -> None:
        self._clock = house.clock
        self.live = LiveRoom(id, house.log, house.bell, house.clock, self._changed)
        self.ticker = Ticker(self.live, house.fanout, house.boot)
        self.presence = Presence(self.live, self._crowd_changed, house.grace)
        self.captions = Captioning(self.live, house.clock, self._caption, self._lag)
        self.scribe = Scribe(
            self.live, house.ear, house.sound, house.clock, self._hint, self.captions.sentence,
            self._tell, self.presence.microphones,
        )  # fmt: skip
        self.eraser = Eraser(self.live, house.log, self.scribe.erase)
        self.herald = Herald(self.live, house.clock, house.hook)
        self._seen = self.live.room
        self._ticking: asyncio.Task[None] | None = None

    async def open(self) -> None:
        """Read the log and begin. Raises Unavailable or NoConference."""
        await self.live.open()
        if not self.live.seq:
            await self.live.close()
            raise NoConference(conference=self.live.id)
        self._ticking = asyncio.create_task(self.ticker.run(), name=f"ticker of {self.live.id}")
        self.scribe.start()
        self.eraser.start()
        self.presence.watch()

    async def close(self) -> None:
        await self.presence.close()
        await self.eraser.close()
        await self.herald.close()
        self.captions.close()
        await self.scribe.close()
        await self.live.close()
        if self._ticking:
            await _end(self._ticking)

    async def keep_time(self) -> None:
        """Ask what is due by the clock. Raises Unavailable."""
        room = self.live.room
        for command in timing.due(room.session, room.queue, room.floor, self._clock()):
            with contextlib.suppress(Refused):  # somebody was quicker
                await self.live.submit(command, SYSTEM, str(uuid.uuid4()), "")

    def _changed(self) -> None:
        before, self._seen = self._seen, self.live.room
        room = self.live.room
        if before.floor is not room.floor or before.session is not room.session:
            self.scribe.floor_moved()
        self.captions.moved(before)
        self.eraser.stir()
        self.herald.stir()
        self.ticker.stir()

    def _crowd_changed(self, crowd: Crowd) -> None:
        self.ticker.crowd = crowd
        self.ticker.stir()

    def _hint(self, hint: dict[str, Any]) -> None:
        self.ticker.hint(STAFF, hint)
        self.captions.half(hint["turn"], hint["text"], hint["until"])

    def _tell(self, hint: dict[str, Any], point: str) -> None:
        self.ticker.hint(STAFF | {Audience.TECHNICIAN}, hint, point)

    def _caption(self, lines: list[str], turn: str) -> None:
        self.ticker.captions = CaptionsView(turn, tuple(lines))
        self.ticker.stir()

    def _lag(self, lag: int, rate: int) -> None:
        self.ticker.hint(STAFF, {"kind": "captioning", "lag_ms": lag, "words_per_minute": rate})


class House:
    """Opens rooms when they are asked for. `boot` names this run of this node."""

    def __init__(
        self, log: Log, bell: Bell, clock: Clock, fanout: Fanout, ear: Ear, sound: Path,
        grace: float = GRACE, hook: Hook | None = None,
    ) -> None:  # fmt: skip
        self.log, self.bell, self.clock, self.fanout = log, bell, clock, fanout
        self.ear, self.sound, self.grace, self.hook = ear, sound, grace, hook
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
            await conference.keep_time()


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
