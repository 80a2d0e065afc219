"""Who sees what: one pure function from a room to what an audience may look at.

`look` memoises per item (an unchanged request, turn or segment yields the same object), so that a
diff of two views prunes by identity."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from enum import StrEnum
from functools import partial
from typing import Any, Final

from msgspec.structs import replace

from server.rooms import deskwork, panels, prepared, queue, registered, sheet, slips
from server.rooms.answers import unanswered
from server.rooms.deskviews import MyRequest
from server.rooms.doubts import UNSURE, doubts
from server.rooms.floor import Turn, TurnKind, TurnStage
from server.rooms.layers import is_corrected, undo_by
from server.rooms.points import Point
from server.rooms.queue import Request
from server.rooms.room import Room
from server.rooms.session import Person, Stage
from server.rooms.slips import Slip
from server.rooms.transcript import Segment, SegmentKind, SegmentState
from server.rooms.views import (
    CaptionsView,
    ConferenceView,
    Crowd,
    Mine,
    PointView,
    SegmentView,
    TurnView,
    WithdrawalView,
    plain,
)
from server.rooms.withdrawals import Withdrawal
from server.rooms.words import Actor, Role, Struct

Json = dict[str, Any]

HEAD: Final = 200
"""Requests shown at the head of the queue, turns and opinions at the tail of theirs."""
TAIL: Final = 80
"""Segments shown: about ten minutes of speech. Older ones come by HTTP page."""
DELEGATES: Final = f"{Role.DELEGATE}:"
"""How the name of a delegate begins in `Request.by`."""


class Audience(StrEnum):
    """People who see the same view, and so share one mirror and every patch."""

    MODERATOR = "moderator"
    CHAIR = "chair"
    SECRETARY = "secretary"
    TECHNICIAN = "technician"
    POINT = "point"
    VIEWER = "viewer"
    HALL = "hall"


AUDIENCE: Final[dict[Role, Audience]] = {
    Role.ADMIN: Audience.MODERATOR,
    Role.CHAIR: Audience.CHAIR,
    Role.MODERATOR: Audience.MODERATOR,
    Role.ASSISTANT: Audience.MODERATOR,
    Role.SECRETARY_LEAD: Audience.SECRETARY,
    Role.SECRETARY: Audience.SECRETARY,
    Role.TECHNICIAN: Audience.TECHNICIAN,
    Role.POINT: Audience.POINT,
    Role.DELEGATE: Audience.VIEWER,
    Role.VIEWER: Audience.VIEWER,
    Role.HALL: Audience.HALL,
}
"""Roles that have a mirror. Agencies work over HTTP; the system sees the room itself."""
STAFF: Final = frozenset(AUDIENCE) - {Role.POINT, Role.DELEGATE, Role.VIEWER, Role.HALL}
"""Those who are told who they are."""


class Memo:
    """Remembers what an item looked like. One per audience: what it holds is that audience's."""

    def __init__(self) -> None:
        self._seen: dict[tuple[str, str], tuple[tuple[object, ...], Json]] = {}

    def __call__(
        self, kind: str, id: str, of: tuple[object, ...], make: Callable[[], Struct]
    ) -> Json:
        """`make()` as JSON values, or as it was while all that it is made `of` is the same."""
        seen = self._seen.get((kind, id))
        if seen and all(a is b for a, b in zip(seen[0], of, strict=True)):
            return seen[1]
        made = plain(make())
        self._seen[kind, id] = (of, made)
        return made


def _conference(room: Room, memo: Memo, crowd: Crowd) -> Json:
    session, plan = room.session, room.session.plan

    def make() -> ConferenceView:
        return ConferenceView(
            title=plan.title, kind=plan.kind, level=plan.level, stage=session.stage,
            recording=session.recording, captions=session.captions, hall=session.hall,
            name_plate=session.name_plate, rules=plan.rules,
            agenda=plan.agenda, fields={field.code: field.name for field in plan.fields},
            agencies=plan.agencies, chairs=session.people.chairs, short_title=plan.short_title,
            place=plan.place, date=plan.date, item=room.agenda.current,
            opened_at=session.opened_at, closed_at=session.closed_at, zone=plan.zone,
            host=plan.host, moderator=session.people.moderator, caption_flow=room.captions,
            keep=session.keep,
        )  # fmt: skip

    return memo("conference", "", (session, room.agenda, room.captions), make)


def _floor(room: Room, memo: Memo, crowd: Crowd) -> Json:
    waits = unanswered(room.floor)
    latest = _latest(room)
    older = (id for id in waits if id not in latest)
    seen = _floor_of(room, memo, (*older, *latest), clocks=True, topics=True)
    passed = slips.shown(room.slips, room.queue, room.floor)
    more: Json = {
        "unanswered": list(waits),
        "slips": {one.id: memo("slip", one.id, (one,), partial(_same, one)) for one in passed},
    }
    return seen | {name: value for name, value in more.items() if value}


def _same(slip: Slip) -> Slip:
    return slip


def _silent_floor(room: Room, memo: Memo, crowd: Crowd) -> Json:
    """For those who run the sound and the picture: nothing of what is said."""
    return _floor_of(room, memo, _latest(room), clocks=True, topics=False)


def _latest(room: Room) -> tuple[str, ...]:
    floor = room.floor
    tail = floor.order[-HEAD:]
    live = [id for id in (*floor.suspended, *floor.coming, floor.speaking) if id]
    return (*(id for id in live if id not in tail), *tail)


def _public_floor(room: Room, memo: Memo, crowd: Crowd) -> Json:
    floor = room.floor
    speaking = (floor.speaking,) if floor.speaking else ()
    ids = (*speaking, *floor.coming, *floor.suspended)
    return _floor_of(room, memo, ids, clocks=False, topics=False)


def _floor_of(room: Room, memo: Memo, ids: Iterable[str], clocks: bool, topics: bool) -> Json:
    """`clocks`: of leaders too (day.md D2). `topics`: what the speakers want to talk about."""
    floor = room.floor
    turns = {}
    for id in ids:
        turn = floor.turns[id]
        request = room.queue.requests.get(turn.request) if topics else None
        paper = prepared.of(room.prepared, turn) if topics else None
        made_of = (turn, request, paper, room.points.get(turn.point), room.session.plan)
        make = partial(_turn, room, turn, request, clocks, topics)
        turns[id] = memo("turn", id, made_of, make)
    seen: Json = {
        "turns": turns,
        "order": list(turns),
        "coming": list(floor.coming),
        "suspended": list(floor.suspended),
        "count": len(floor.order),
    }
    return seen | ({"speaking": floor.speaking} if floor.speaking else {})


def _turn(
    room: Room, turn: Turn, request: Request | None, clocks: bool, topics: bool = True
) -> TurnView:
    clock = clocks or turn.kind is TurnKind.SPEECH
    seen = TurnView(
        id=turn.id, kind=turn.kind, stage=turn.stage, point=turn.point,
        place=panels.place_of(room, turn.point), speaker=turn.speaker, spans=turn.spans,
        source=turn.source, limit=turn.limit if clock else 0, request=turn.request,
        topic=request.topic if request else "", field=request.field if request else "",
        item=turn.item, why=turn.why, answers=turn.answers,
    )  # fmt: skip
    if not clocks:  # the public: no name stands on the plate of a complaint (day.md D9)
        return replace(seen, speaker=Person(), place="") if turn.matter else seen
    called = turn.stage is TurnStage.CALLED
    answer = room.session.plan.rules.answer * 1000 if called else 0
    point, paper = room.points.get(turn.point), prepared.of(room.prepared, turn) if topics else None
    coming = called or turn.stage is TurnStage.READY
    return replace(
        seen, called_at=turn.called_at, expires=turn.called_at + answer if answer else 0,
        away=panels.away(point) if point and coming else 0, microphone=turn.microphone,
        matter=turn.matter, disposed=turn.disposed, note=turn.note if topics else "",
        prepared=len(paper.text) if paper else 0,
    )  # fmt: skip


def _points(room: Room, memo: Memo, crowd: Crowd) -> Json:
    plans = room.session.plan.points  # in the plan's order: a map of the core has none
    points = [room.points[plan.id] for plan in plans]
    return {
        point.plan.id: memo("point", point.plan.id, (point,), partial(_point, point))
        for point in points
    }


def _point(point: Point) -> PointView:
    plan = point.plan
    return PointView(
        id=plan.id, name=plan.name, kind=plan.kind, link=point.link, picture=point.picture,
        voice=point.voice, sound=plan.sound, expected=point.expected, since=point.since,
        present=point.present, cluster=plan.cluster, note=point.note, devices=point.devices,
        excused=point.excused, checks=point.checks,
    )  # fmt: skip


def _transcript(room: Room, memo: Memo, crowd: Crowd) -> Json:
    return _tail(room, memo, _segment)


def _tail(room: Room, memo: Memo, look: Callable[[Segment], SegmentView]) -> Json:
    transcript = room.transcript
    tail = {}
    for id in transcript.order[-TAIL:]:
        segment = transcript.segments[id]
        tail[id] = memo("segment", id, (segment,), partial(look, segment))
    order = list(tail)
    for id in transcript.touched:  # older ones that somebody has just changed
        segment = transcript.segments[id]
        if not segment.into and segment.kind is not SegmentKind.WITHDRAWN:
            tail[id] = memo("segment", id, (segment,), partial(look, segment))
    return {"segments": tail, "order": order, "count": len(transcript.order)}


def _desk_transcript(room: Room, memo: Memo, crowd: Crowd) -> Json:
    return _tail(room, memo, desk_segment)


def desk_segment(segment: Segment) -> SegmentView:
    """With what only those need who work on it."""
    return replace(
        _segment(segment), unsure=(), listen=doubts(segment), of=segment.of,
        undo=undo_by(segment), corrected=is_corrected(segment),
    )  # fmt: skip


def _segment(segment: Segment) -> SegmentView:
    heard = segment.state is SegmentState.HEARD
    gated = enumerate(segment.words) if heard else ()
    return SegmentView(
        id=segment.id, turn=segment.turn, starts=segment.starts, ends=segment.ends,
        text=segment.text, version=segment.version, state=segment.state, by=segment.by,
        unsure=tuple(place for place, word in gated if word.confidence < UNSURE),
        kind=segment.kind,
    )  # fmt: skip


def _opinions(room: Room, memo: Memo, crowd: Crowd) -> Json:
    return registered.area(room, memo, HEAD)


def _withdrawals(room: Room, memo: Memo, crowd: Crowd) -> Json:
    every = room.withdrawals.all
    seen = {
        one.id: memo("withdrawal", one.id, (one,), partial(_withdrawal, one))
        for one in sorted(every.values(), key=lambda one: one.span.start)
    }
    return {"all": seen, "order": list(seen)}


def _withdrawal(one: Withdrawal) -> WithdrawalView:
    return WithdrawalView(one.id, one.span, one.state, one.by, one.reason)


def _crowd(room: Room, memo: Memo, crowd: Crowd) -> Json:
    return memo("crowd", "", (crowd,), lambda: crowd)


Area = Callable[[Room, Memo, Crowd], Json]
PUBLIC: Final[dict[str, Area]] = {
    "conference": _conference,
    "floor": _public_floor,
}
SEES: Final[dict[Audience, dict[str, Area]]] = {
    Audience.MODERATOR: {
        "conference": _conference, "floor": _floor, "queue": panels.queue_with_reasons,
        "points": _points, "times": panels.times,
        "transcript": _transcript, "opinions": _opinions, "conclusion": sheet.conclusion,
        "withdrawals": _withdrawals, "crowd": _crowd, "notices": panels.notices,
        "cues": panels.pictures,
    },
    Audience.CHAIR: {
        "conference": _conference, "floor": _floor, "queue": panels.queue_with_reasons,
        "points": _points, "times": panels.times,
        "opinions": _opinions, "conclusion": sheet.conclusion,
        "withdrawals": _withdrawals, "sheet": sheet.sheet,
    },
    Audience.SECRETARY: {
        "conference": _conference, "floor": _floor, "queue": panels.plain_queue, "points": _points,
        "transcript": _desk_transcript, "opinions": _opinions, "conclusion": sheet.conclusion,
        "withdrawals": _withdrawals, "sheet": sheet.sheet, "desk": deskwork.area,
    },
    Audience.TECHNICIAN: {
        "conference": _conference, "floor": _silent_floor, "points": _points, "crowd": _crowd,
        "notices": panels.notices, "cues": panels.pictures,
    },
    Audience.POINT: PUBLIC,
    Audience.VIEWER: PUBLIC,
    Audience.HALL: PUBLIC,
}  # fmt: skip
"""Whole areas are shown or hidden, never single events."""
READERS: Final = frozenset({Audience.MODERATOR, Audience.POINT, Audience.VIEWER, Audience.HALL})
"""Those who read the captions, and who holds the hand on them."""
NO_CAPTIONS: Final = CaptionsView()


def look(
    audience: Audience, room: Room, memo: Memo, crowd: Crowd, captions: CaptionsView = NO_CAPTIONS
) -> Json:
    """What `audience` sees of `room`, as JSON values in the shape of `views.View`, never null."""
    seen = {area: seen(room, memo, crowd) for area, seen in SEES[audience].items()}
    if audience in READERS:
        speaking = room.floor.turns.get(room.floor.speaking)
        if speaking and speaking.matter:  # a complaint or denunciation (day.md D9)
            captions = NO_CAPTIONS
        seen["captions"] = memo("captions", "", (captions,), lambda: captions)
    return seen


class Own:
    """What concerns one client alone. Made once per tick, asked once per client."""

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
            point=_point(self._room.points[actor.point]) if at_point else None,
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
        return _turn(self._room, held[-1], request, clocks=True)

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
