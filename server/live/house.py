"""The house: the rooms that run on this node."""

import asyncio
import secrets
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any, Final

from server.live.conference import LiveConference, NoConference
from server.live.herald import Hook
from server.live.liveroom import LiveRoom
from server.live.ports import (
    Alone,
    Bell,
    Clock,
    Depot,
    Fanout,
    Log,
    NoDepot,
    Nodes,
    Unavailable,
)
from server.live.presence import GRACE
from server.live.relay import Relay, Said
from server.live.tasks import end
from server.rooms.office import OFFICE
from server.transcribe.ear import Ear

LOOK_ROUND: Final = 2.0
"""Seconds after which a node looks by itself whether a room has grown: a ring may be lost."""
FOLLOWING: Final = 0.02
"""Seconds between two looks at what others write: under load one look takes many entries."""
IDLE: Final = 600.0
"""Seconds after which a conference that nobody is connected to and nobody asked for is put away:
the register opens years of them, one by one."""


class House:
    """Opens rooms when they are asked for. `boot` names this run of this node."""

    def __init__(
        self, log: Log, bell: Bell, clock: Clock, fanout: Fanout, ear: Ear, sound: Path,
        grace: float = GRACE, hook: Hook | None = None, nodes: Nodes | None = None,
        hints: Bell | None = None, boot: str = "", depot: Depot | None = None,
    ) -> None:  # fmt: skip
        """`hints` carries between nodes what may be lost; None: there is only this one."""
        self._nodes = nodes or Alone()
        self.depot: Depot = depot or NoDepot()
        self.log, self.bell, self.clock, self.fanout = log, bell, clock, fanout
        self.ear, self.sound, self.grace, self.hook = ear, sound, grace, hook
        self.idle_s = IDLE
        self.ready: Callable[[], bool] = lambda: True
        """Whether this node may be sent anybody: its clock is known."""
        self.boot = boot or secrets.token_hex(3)
        self.relay = Relay(hints, self.boot)
        self._rooms: dict[str, LiveConference] = {}
        self._office: LiveRoom | None = None
        self._opening = asyncio.Lock()
        self._tasks: list[asyncio.Task[None]] = []

    def start(self) -> None:
        self._tasks = [
            asyncio.create_task(_for_ever(self._hear_bell), name="bell"),
            asyncio.create_task(_for_ever(self._look_round), name="look-round"),
            asyncio.create_task(_for_ever(self._share_round), name="share-round"),
            asyncio.create_task(_for_ever(self._hear_hints), name="hints"),
        ]

    async def close(self) -> None:
        for task in self._tasks:
            await end(task)
        await self._nodes.leave()
        for conference in self._rooms.values():
            await conference.close()
        self._rooms.clear()
        if self._office:
            await self._office.close()

    async def sound_of(self, conference: str, turn: str = "") -> Path:
        """The folder of a conference's recordings; those of `turn`, or all, are in it now. Raises
        Unavailable."""
        await self.depot.bring(conference, turn)
        return self.sound / conference

    async def conference(self, id: str) -> LiveConference:
        """The conference `id`, opened if it was not. Raises NoConference or Unavailable."""
        if id == OFFICE:
            raise NoConference(conference=id)
        if id not in self._rooms:
            async with self._opening:
                if id not in self._rooms:
                    conference = LiveConference(id, self)
                    await conference.open()
                    self._rooms[id] = conference
                    await self._share(conference)
        self._rooms[id].asked_at = asyncio.get_running_loop().time()
        return self._rooms[id]

    async def office(self) -> LiveRoom:
        """What outlives every conference (`rooms.office`). Raises Unavailable."""
        if self._office is None:
            async with self._opening:
                if self._office is None:
                    self._office = await self.new_room(OFFICE)
        return self._office

    async def new_room(self, id: str) -> LiveRoom:
        """A room that nobody has written in yet, for the first entry of a conference. The caller
        closes it."""
        room = LiveRoom(id, self.log, self.bell, self.clock, lambda: None)
        await room.open()
        return room

    @property
    def open_rooms(self) -> list[LiveRoom]:
        """What runs on this node now."""
        return [one.live for one in self._rooms.values()]

    def running(self, id: str) -> LiveConference:
        """The conference `id`, which is open because somebody here is connected to it."""
        return self._rooms[id]

    async def _hear_bell(self) -> None:
        async for told in self.bell.listen():
            id, _, seq = told.partition(" ")
            live = self._rooms[id].live if id in self._rooms else None
            live = self._office if id == OFFICE else live
            if live and not _reached(live.seq, seq):
                await live.catch_up()
                await asyncio.sleep(FOLLOWING)

    async def _share_round(self) -> None:
        """Tell the other nodes who is here, and hear who is there."""
        for conference in list(self._rooms.values()):
            await self._share(conference)
        await asyncio.sleep(LOOK_ROUND)

    async def _share(self, conference: LiveConference) -> None:
        await self._nodes.tell(conference.live.id, conference.presence.here)
        conference.presence.watch(await self._nodes.others(conference.live.id))

    async def _hear_hints(self) -> None:
        await self.relay.hear(self._told)

    def _told(self, room: str, said: Said) -> None:
        if room in self._rooms:
            self._rooms[room].told(said)

    async def _look_round(self) -> None:
        await asyncio.sleep(LOOK_ROUND)
        for conference in list(self._rooms.values()):
            await conference.live.catch_up()
            await conference.keep_time()
        if self._office:
            await self._office.catch_up()
        await self._put_away()

    async def _put_away(self) -> None:
        now = asyncio.get_running_loop().time()
        for id, conference in list(self._rooms.items()):
            if conference.idle and now - conference.asked_at > self.idle_s:
                del self._rooms[id]
                await conference.close()


def _reached(here: int, seq: str) -> bool:
    """Whether `seq` says what is known `here`, as what this node wrote itself. Other things may be
    said in a Redis that is shared."""
    return seq.isdecimal() and len(seq) < 16 and int(seq) <= here


async def _for_ever(work: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Do `work` again and again: a log that is away for a while ends nothing."""
    while True:
        try:
            await work()
        except Unavailable:
            await asyncio.sleep(LOOK_ROUND)
