"""The house: the rooms that run on this node, and what keeps each of them alive."""

import asyncio
import contextlib
import logging
import secrets
import uuid
from collections.abc import Callable, Coroutine
from functools import partial
from pathlib import Path
from typing import Any, Final

import msgspec
from msgspec import Struct

from server.live.captioning import Captioning
from server.live.editing import Editing, TooManyEditors
from server.live.eraser import Eraser
from server.live.herald import Herald, Hook
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
from server.live.presence import GRACE, Presence
from server.live.scribe import Scribe
from server.live.ticker import Ticker
from server.rooms import timing
from server.rooms.office import OFFICE
from server.rooms.session import Stage
from server.rooms.sight import Audience, Own
from server.rooms.views import CaptionsView, Crowd
from server.rooms.words import SYSTEM, Refused
from server.transcribe.ear import Ear

log = logging.getLogger(__name__)

LOOK_ROUND: Final = 2.0
"""Seconds after which a node looks by itself whether a room has grown: a ring may be lost."""
CANCELLING: Final = 1.0
FOLLOWING: Final = 0.02
"""Seconds between two looks at what others write: under load one look takes many entries."""
STAFF: Final = frozenset({Audience.MODERATOR, Audience.SECRETARY})
DESK: Final = frozenset({Audience.SECRETARY})
IDLE: Final = 600.0
"""Seconds after which a conference that nobody is connected to and nobody asked for is put away:
the register opens years of them, one by one."""


class NoConference(Refused):
    """There is no such conference. Fields: `conference`."""

    code = "no_conference"


class HalfSaid(Struct, frozen=True, tag=True):
    hint: dict[str, Any]


class LevelSaid(Struct, frozen=True, tag=True):
    hint: dict[str, Any]
    point: str


class EditingSaid(Struct, frozen=True, tag=True):
    who: str
    segment: str


Said = HalfSaid | LevelSaid | EditingSaid


class Hint(Struct, frozen=True):
    """What one node says to the others of a room."""

    node: str
    room: str
    said: Said


class LiveConference:
    """One conference on this node: its room, what is shown of it, who is here, what is heard."""

    def __init__(self, id: str, house: "House") -> None:
        self._clock = house.clock
        self._relay = partial(house.relay, id)
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
        self.editing = Editing(partial(self.ticker.hint, DESK))
        self._seen = self.live.room
        self._own = Own(self.live.room)
        self._ticking: asyncio.Task[None] | None = None
        self.asked_at = 0.0
        """When it was last asked for, by the loop's clock."""

    @property
    def idle(self) -> bool:
        """Nobody is connected here, and the conference is not under way."""
        under_way = self.live.room.session.stage in (Stage.OPEN, Stage.PAUSED)
        return not (under_way or self.presence.anybody or self.eraser.busy)

    async def open(self) -> None:
        """Read the log and begin. Raises Unavailable or NoConference."""
        await self.live.open()
        if not self.live.seq:
            await self.live.close()
            raise NoConference(conference=self.live.id)
        self._ticking = asyncio.create_task(self.ticker.run(), name=f"ticker of {self.live.id}")
        self.scribe.start()
        self.eraser.start()
        self.presence.watch(None)

    async def close(self) -> None:
        await self.presence.close()
        await self.eraser.close()
        await self.herald.close()
        self.captions.close()
        self.editing.close()
        await self.scribe.close()
        await self.live.close()
        if self._ticking:
            await _end(self._ticking)

    @property
    def own(self) -> Own:
        """What concerns each client alone, now."""
        if not self._own.still(self.live.room):
            self._own = Own(self.live.room)
        return self._own

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

    def told(self, said: Said) -> None:
        """Another node says it."""
        match said:
            case HalfSaid(hint):
                self._show_half(hint)
            case LevelSaid(hint, point):
                self._show_level(hint, point)
            case EditingSaid(who, segment):
                with contextlib.suppress(TooManyEditors):
                    self.editing.edits(who, segment)

    def edits(self, who: str, segment: str) -> dict[str, Any]:
        """As `Editing.edits`, on every node."""
        hint = self.editing.edits(who, segment)
        self._relay(EditingSaid(who, segment))
        return hint

    def _hint(self, hint: dict[str, Any]) -> None:
        self._show_half(hint)
        self._relay(HalfSaid(hint))

    def _show_half(self, hint: dict[str, Any]) -> None:
        self.ticker.hint(STAFF, hint)
        self.captions.half(hint["turn"], hint["text"], hint["until"])

    def _tell(self, hint: dict[str, Any], point: str) -> None:
        self._show_level(hint, point)
        self._relay(LevelSaid(hint, point))

    def _show_level(self, hint: dict[str, Any], point: str) -> None:
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
        grace: float = GRACE, hook: Hook | None = None, nodes: Nodes | None = None,
        hints: Bell | None = None, boot: str = "", depot: Depot | None = None,
    ) -> None:  # fmt: skip
        """`hints` carries between nodes what may be lost; None: there is only this one."""
        self._nodes, self._hints = nodes or Alone(), hints
        self.depot: Depot = depot or NoDepot()
        self.log, self.bell, self.clock, self.fanout = log, bell, clock, fanout
        self.ear, self.sound, self.grace, self.hook = ear, sound, grace, hook
        self.idle_s = IDLE
        self.ready: Callable[[], bool] = lambda: True
        """Whether this node may be sent anybody: its clock is known."""
        self.boot = boot or secrets.token_hex(3)
        self._rooms: dict[str, LiveConference] = {}
        self._office: LiveRoom | None = None
        self._opening = asyncio.Lock()
        self._tasks: list[asyncio.Task[None]] = []
        self._relaying: set[asyncio.Task[None]] = set()

    def start(self) -> None:
        self._tasks = [
            asyncio.create_task(_for_ever(self._hear_bell), name="bell"),
            asyncio.create_task(_for_ever(self._look_round), name="look-round"),
            asyncio.create_task(_for_ever(self._share_round), name="share-round"),
            asyncio.create_task(_for_ever(self._hear_hints), name="hints"),
        ]

    async def close(self) -> None:
        for task in self._tasks:
            await _end(task)
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

    def relay(self, room: str, said: Said) -> None:
        """Say `said` to the other nodes, where it may be lost."""
        if self._hints:
            text = msgspec.json.encode(Hint(self.boot, room, said)).decode()
            task = asyncio.create_task(self._hints.ring(text), name="hint")
            self._relaying.add(task)
            task.add_done_callback(self._relaying.discard)

    async def _hear_hints(self) -> None:
        if self._hints is None:
            await asyncio.Event().wait()
            return
        async for text in self._hints.listen():
            with contextlib.suppress(msgspec.DecodeError):  # not ours: Redis may be shared
                hint = msgspec.json.decode(text, type=Hint)
                if hint.node != self.boot and hint.room in self._rooms:
                    self._rooms[hint.room].told(hint.said)

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


async def _end(task: asyncio.Task[None]) -> None:
    """Cancel `task`, again if need be: a Redis client that is just losing its line swallows it."""
    while not task.done():
        task.cancel()
        await asyncio.wait([task], timeout=CANCELLING)
    with contextlib.suppress(asyncio.CancelledError):
        await task
