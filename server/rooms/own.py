"""What concerns one client alone: its requests, its place, its turn, its messages."""

from collections import defaultdict
from typing import Final

from server.rooms import onfloor, panels, prepared, queue, registered, slips
from server.rooms.deskviews import MyRequest
from server.rooms.floor import Turn
from server.rooms.memo import Json
from server.rooms.queue import Request
from server.rooms.room import Room
from server.rooms.session import Stage
from server.rooms.sight import STAFF
from server.rooms.views import Mine, TurnView, plain
from server.rooms.words import Actor, Role

DELEGATES: Final = f"{Role.DELEGATE}:"
"""How the name of a delegate begins in `Request.by`."""


class Own:
    """Made once per tick, asked once per client."""

    def __init__(self, room: Room) -> None:
        self._room, waits = room, room.queue
        self._places = {id: place for place, id in enumerate(panels.line(room).order, 1)}
        self._requests: dict[str, list[Request]] = defaultdict(list)  # by point, by delegate
        floor = room.floor
        live = (*floor.suspended, *floor.coming, floor.speaking)
        self._turns = [floor.turns[id] for id in live if id]
        called = (turn.request for turn in self._turns if turn.request)
        open_ones = [*waits.order, *waits.held, *called]
        behind = (one for id in open_ones for one in queue.behind(waits, id))
        for id in dict.fromkeys((*waits.aside, *open_ones, *behind)):
            request = waits.requests[id]
            self._requests[request.point].append(request)
            if request.by.startswith(DELEGATES):
                self._requests[request.by].append(request)
        self._inbox = panels.Inbox(room.notices)
        self._checks = registered.Checks(room)
        self._all = (waits.policy.rules, waits.closed, waits.written_until, room.session)

    def still(self, room: Room) -> bool:
        """Whether everything here is as it would be made of `room`."""
        return all(a is b for a, b in zip(_made_of(self._room), _made_of(room), strict=True))

    def key(self, actor: Actor) -> object:
        """What `of` makes this actor's part of: while it is equal, so is the part. Cheap to
        compare, for there are thousands of delegates."""
        if actor.role is not Role.DELEGATE:
            return self
        own, room = self._owned(actor), self._room
        if not own:
            return self._all
        if len(own) == 1 and not (own[0].into or self._turns or room.prepared.now):
            return self._all, own[0], self._places.get(own[0].id)
        ahead = [panels.speaks_for(room.queue, one) for one in own]
        ids = {one.id for one in own}
        turns = [turn for turn in self._turns if turn.request in ids]
        return (
            *self._all, *own, *ahead, *(self._places.get(one.id) for one in ahead),
            *(room.prepared.now.get(one.id) for one in own),
            *turns, *(prepared.of(room.prepared, turn) for turn in turns),
            room.points.get(actor.point),
        )  # fmt: skip

    def _owned(self, actor: Actor) -> list[Request]:
        if actor.role is Role.POINT:
            return self._requests.get(actor.point, [])
        by = self._requests.get(f"{actor.role}:{actor.id}", [])
        return [one for one in by if one.point == actor.point]

    def of(self, actor: Actor) -> Json:
        """In the shape of `views.Mine`: requests of a point, or of a delegate, that are open, on
        the floor or found no turn; the point itself; the turn it holds; its messages. Of staff,
        who they are. Empty for other roles."""
        if actor.role not in (Role.POINT, Role.DELEGATE) or actor.point not in self._room.points:
            me = {"me": actor.id} if actor.role in STAFF else {}
            return {"requests": {}, "order": [], **me}
        turns = [turn for turn in self._turns if turn.point == actor.point]
        requests = {one.id: self._receipt(one) for one in self._owned(actor)}
        at_point, waits = actor.role is Role.POINT, self._room.queue
        mine = Mine(
            requests, list(requests),
            point=panels.point_view(self._room.points[actor.point]) if at_point else None,
            turn=self._turn(turns, None if at_point else requests),
            rules=waits.policy.rules, closed=waits.closed, written_until=waits.written_until,
            inbox=self._inbox.of(actor.point) if at_point else None,
            opinions=self._checks.of(actor.point) if at_point else None,
        )  # fmt: skip
        return plain(mine)

    def _turn(self, turns: list[Turn], of: dict[str, MyRequest] | None = None) -> TurnView | None:
        held = [turn for turn in turns if of is None or turn.request in of]
        if not held:
            return None
        request = self._room.queue.requests.get(held[-1].request)
        return onfloor.turn_view(self._room, held[-1], request, clocks=True)

    def _receipt(self, request: Request) -> MyRequest:
        ahead = panels.speaks_for(self._room.queue, request)
        place = self._places.get(ahead.id, 0)
        return MyRequest(
            request.id, request.no, request.state, request.raised_at, request.speaker, place,
            request.topic, request.field, request.pressed_at,
            on_deck=0 < place <= slips.ON_DECK and self._room.session.stage is Stage.OPEN,
            behind=ahead.no if ahead is not request else 0, text=request.text,
            matter=request.matter, prepared=self._papers(request.id),
        )  # fmt: skip

    def _papers(self, request: str) -> int:
        paper = self._room.prepared.now.get(request)
        return len(paper.text) if paper else 0


def _made_of(room: Room) -> tuple[object, ...]:
    """Everything in a room that somebody's own part is made of."""
    return (
        room.session, room.agenda, room.queue, room.floor, room.points, room.notices,
        room.prepared, room.opinions,
    )  # fmt: skip
