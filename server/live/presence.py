"""Who is connected. A point's loss and return are facts of the log, after 5 s; others a count."""

import asyncio
import logging
import uuid
from collections import Counter
from collections.abc import Callable

from server.live.liveroom import LiveRoom
from server.live.ports import Here, Unavailable
from server.rooms.deskviews import Readiness
from server.rooms.points import Link, NotePointLost, NotePointReturned
from server.rooms.views import Crowd
from server.rooms.words import SYSTEM, Actor, Refused, Role

log = logging.getLogger(__name__)

GRACE = 5.0
"""Seconds without a socket before a point counts as lost: shorter drops are nobody's business."""


class Presence:
    """Sockets of one room's points on this node. Owns the tasks that wait out the grace."""

    def __init__(
        self, live: LiveRoom, crowd_changed: Callable[[Crowd], None], grace: float = GRACE
    ) -> None:
        self._live = live
        self._crowd_changed = crowd_changed
        self._crowd: Counter[Role] = Counter()
        self._grace = grace
        self._sockets: Counter[str] = Counter()
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._readiness: dict[str, Readiness] = {}
        self._open: tuple[str, ...] = ()
        self._others: list[Here] | None = []

    @property
    def anybody(self) -> bool:
        """Somebody is connected here, or is just going."""
        return bool(+self._crowd or self._sockets or self._tasks)

    @property
    def here(self) -> Here:
        """Who is connected to this node."""
        points = tuple(id for id, sockets in self._sockets.items() if sockets)
        delegates, viewers = self._crowd[Role.DELEGATE], self._crowd[Role.VIEWER]
        return Here(points, delegates, viewers, dict(self._readiness))

    def watch(self, others: list[Here] | None) -> None:
        """Who is connected to the other nodes; None: nobody knows now, and nobody is judged. Points
        that the log calls here and that are nowhere have the grace to show themselves."""
        if others != self._others:
            self._others = others
            self._tell()
        for id, point in self._live.room.points.items():
            if point.link is Link.HERE and not self._anywhere(id) and id not in self._tasks:
                self._later(id, NotePointLost(id), self._grace)

    def _anywhere(self, point: str) -> bool:
        """Is it connected to some node, as far as anybody knows?"""
        if self._sockets[point] or self._others is None:
            return True
        return any(point in one.points for one in self._others)

    def arrived(self, actor: Actor) -> None:
        """A socket of `actor` connected."""
        if actor.role is Role.POINT:
            self._point_arrived(actor.point)
        else:
            self._count(actor.role, 1)

    def left(self, actor: Actor) -> None:
        """A socket of `actor` went."""
        if actor.role is Role.POINT:
            self._point_left(actor.point)
        else:
            self._count(actor.role, -1)

    def reported(self, actor: Actor, readiness: Readiness) -> None:
        """A point's page says how it is: round trip, delay of captions, microphone."""
        if actor.role is Role.POINT and self._readiness.get(actor.point) != readiness:
            self._readiness[actor.point] = readiness
            self._tell()

    def microphones(self, open: frozenset[str]) -> None:
        """These sources stay loud although their points have not the floor (day.md D12)."""
        self._open = tuple(sorted(one for one in open if one in self._live.room.points))
        self._tell()

    def _count(self, role: Role, step: int) -> None:
        self._crowd[role] += step
        self._tell()

    def _tell(self) -> None:
        every = [*(self._others or ()), self.here]
        readiness = {id: one for node in every for id, one in node.readiness.items()}
        delegates, viewers = sum(one.delegates for one in every), sum(one.viewers for one in every)
        self._crowd_changed(Crowd(delegates, viewers, readiness, self._open))

    def _point_arrived(self, point: str) -> None:
        self._sockets[point] += 1
        known = self._live.room.points.get(point)
        # A loss that waits may be on its way into the log: the return follows it, or says nothing.
        if (known and known.link is not Link.HERE) or point in self._tasks:
            self._later(point, NotePointReturned(point), 0)

    def _point_left(self, point: str) -> None:
        self._sockets[point] -= 1
        if self._sockets[point] <= 0:
            del self._sockets[point]
            if self._readiness.pop(point, None):
                self._tell()
            self._later(point, NotePointLost(point), self._grace)

    async def close(self) -> None:
        """Stop waiting. Who is connected to a node that stops is no longer its business."""
        tasks = list(self._tasks.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _later(self, point: str, note: NotePointLost | NotePointReturned, wait: float) -> None:
        if old := self._tasks.pop(point, None):
            old.cancel()
        task = asyncio.create_task(self._note(note, wait), name=f"presence of {point}")
        self._tasks[point] = task
        task.add_done_callback(lambda done: self._forget(point, done))

    def _forget(self, point: str, task: asyncio.Task[None]) -> None:
        if self._tasks.get(point) is task:
            del self._tasks[point]

    async def _note(self, note: NotePointLost | NotePointReturned, wait: float) -> None:
        await asyncio.sleep(wait)
        if isinstance(note, NotePointLost) and self._anywhere(note.point):
            return  # it showed itself to another node
        id = str(uuid.uuid4())
        while True:
            try:
                await self._live.submit(note, SYSTEM, id, "")
                return
            except Unavailable:
                await asyncio.sleep(1)  # the log is away: the point's state waits for it
            except Refused as no:
                log.warning("presence of %s refused: %s", note.point, no.code)
                return
