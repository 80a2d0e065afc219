"""One conference on this node: its room, and what keeps it alive."""

import asyncio
import contextlib
import uuid
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any, Final, Protocol

from server.live.captioning import Captioning
from server.live.editing import Editing, TooManyEditors
from server.live.eraser import Eraser
from server.live.herald import Herald, Hook
from server.live.lines import Lines
from server.live.liveroom import LiveRoom
from server.live.ports import Bell, Clock, Depot, Fanout, Log
from server.live.presence import Presence
from server.live.relay import EditingSaid, HalfSaid, LevelSaid, Relay, Said
from server.live.scribe import Scribe
from server.live.tasks import end
from server.live.ticker import Ticker
from server.rooms import timing
from server.rooms.own import Own
from server.rooms.session import Stage
from server.rooms.sight import Audience
from server.rooms.views import CaptionsView, Crowd
from server.rooms.withdrawals import Withdrawal
from server.rooms.words import SYSTEM, Refused
from server.transcribe.ear import Ear

STAFF: Final = frozenset({Audience.MODERATOR, Audience.SECRETARY})
DESK: Final = frozenset({Audience.SECRETARY})


class NoConference(Refused):
    """There is no such conference. Fields: `conference`."""

    code = "no_conference"


class Node(Protocol):
    """What a conference needs of where it runs. `boot` names this run of the node."""

    log: Log
    bell: Bell
    clock: Clock
    fanout: Fanout
    ear: Ear
    sound: Path
    grace: float
    hook: Hook | None
    depot: Depot
    boot: str
    relay: Relay


class LiveConference:
    """Its room, what is shown of it, who is here, what is heard."""

    def __init__(self, id: str, node: Node) -> None:
        self._clock, self._depot = node.clock, node.depot
        self._relay = partial(node.relay.say, id)
        self.live = LiveRoom(id, node.log, node.bell, node.clock, self._changed)
        self.ticker = Ticker(self.live, node.fanout, node.boot)
        self.presence = Presence(self.live, self._crowd_changed, node.grace)
        self.captions = Captioning(self.live, node.clock, self._caption, self._lag)
        self.scribe = Scribe(
            self.live, node.ear, node.sound, node.clock, self._hint, self.captions.sentence,
            self._tell, self.presence.microphones,
        )  # fmt: skip
        self.eraser = Eraser(self.live, node.log, self._silence)
        self.herald = Herald(self.live, node.clock, node.hook)
        self.editing = Editing(partial(self.ticker.hint, DESK))
        self.lines = Lines()
        self._seen = self.live.room
        self._own = Own(self.live.room)
        self._tasks: list[asyncio.Task[None]] = []
        self.asked_at = 0.0
        """When it was last asked for, by the loop's clock."""

    @property
    def idle(self) -> bool:
        """Nobody is connected here, and the conference is not under way."""
        return not (self._under_way or self.presence.anybody or self.eraser.busy)

    @property
    def _under_way(self) -> bool:
        return self.live.room.session.stage in (Stage.OPEN, Stage.PAUSED)

    async def open(self) -> None:
        """Read the log and begin. Raises Unavailable or NoConference."""
        await self.live.open()
        if not self.live.seq:
            await self.live.close()
            raise NoConference(conference=self.live.id)
        self._tasks = [asyncio.create_task(self.ticker.run(), name=f"ticker of {self.live.id}")]
        if self._under_way:  # its desks are about to come back
            made = self.lines.make(self.live.shown.transcript)
            self._tasks.append(asyncio.create_task(made, name=f"lines of {self.live.id}"))
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
        for task in self._tasks:
            await end(task)

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

    async def _silence(self, withdrawn: Sequence[Withdrawal]) -> None:
        """Destroy the sound of these stretches: what is here first, then also of recordings that
        lie only in the depot. Raises OSError or Unavailable."""
        self.scribe.erase(withdrawn)
        for turn in self.scribe.touched(withdrawn):
            await self._depot.bring(self.live.id, turn.id, sure=True)
        self.scribe.erase(withdrawn)

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
        at = self._clock() if lines else 0
        self.ticker.captions = CaptionsView(turn, tuple(lines), at)
        self.ticker.stir()

    def _lag(self, lag: int, rate: int) -> None:
        self.ticker.hint(STAFF, {"kind": "captioning", "lag_ms": lag, "words_per_minute": rate})
