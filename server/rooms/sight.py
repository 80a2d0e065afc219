"""Who sees what: one pure function from a room to what an audience may look at.

`look` memoises per item (an unchanged request, turn or segment yields the same object), so that a
diff of two views prunes by identity."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from enum import StrEnum
from functools import partial
from typing import Any, Final

from server.rooms.conclusion import ConclusionPoint
from server.rooms.floor import Turn, TurnKind
from server.rooms.opinions import Opinion, beyond
from server.rooms.points import Point
from server.rooms.queue import Request, RequestState
from server.rooms.room import Room
from server.rooms.session import Captions
from server.rooms.transcript import Segment, SegmentState
from server.rooms.views import (
    CaptionView,
    ConclusionPointView,
    ConferenceView,
    Crowd,
    Mine,
    MyRequest,
    OpinionView,
    PointView,
    RequestView,
    SegmentView,
    TurnView,
    plain,
)
from server.rooms.words import Actor, Role, Struct

Json = dict[str, Any]

HEAD: Final = 200
"""Requests shown at the head of the queue, turns and opinions at the tail of theirs."""
TAIL: Final = 80
"""Segments shown: about ten minutes of speech. Older ones come by HTTP page."""
CAPTION_LINES: Final = 3
UNSURE: Final = 0.7
"""Words recognised with less confidence than this are marked *Cần nghe lại* (speech.md §7.5)."""


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
            host=plan.host, moderator=session.people.moderator,
        )  # fmt: skip

    return memo("conference", "", (session, room.agenda), make)


def _floor(room: Room, memo: Memo, crowd: Crowd) -> Json:
    return _floor_of(room, memo, _latest(room), clocks=True, topics=True)


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
        turns[id] = memo("turn", id, (turn, request), partial(_turn, room, turn, request, clocks))
    seen: Json = {
        "turns": turns,
        "order": list(turns),
        "coming": list(floor.coming),
        "suspended": list(floor.suspended),
        "count": len(floor.order),
    }
    return seen | ({"speaking": floor.speaking} if floor.speaking else {})


def _turn(room: Room, turn: Turn, request: Request | None, clocks: bool) -> TurnView:
    clock = clocks or turn.kind is TurnKind.SPEECH
    return TurnView(
        id=turn.id, kind=turn.kind, stage=turn.stage, point=turn.point,
        place=_place(room, turn.point), speaker=turn.speaker, spans=turn.spans,
        source=turn.source, limit=turn.limit if clock else 0, request=turn.request,
        topic=request.topic if request else "", field=request.field if request else "",
        item=turn.item, why=turn.why, answers=turn.answers,
    )  # fmt: skip


def _place(room: Room, point: str) -> str:
    return room.points[point].plan.name if point else ""


def _queue(room: Room, memo: Memo, crowd: Crowd) -> Json:
    queue = room.queue
    head = {}
    for id in queue.order[:HEAD]:
        request = queue.requests[id]
        head[id] = memo("request", id, (request,), partial(_request, room, request))
    return {"requests": head, "order": list(head), "count": len(queue.order)}


def _request(room: Room, request: Request) -> RequestView:
    return RequestView(
        id=request.id, no=request.no, point=request.point, place=_place(room, request.point),
        speaker=request.speaker, kind=request.kind, state=request.state,
        raised_at=request.raised_at, topic=request.topic, field=request.field,
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
        voice=point.voice, sound=plan.sound, expected=plan.expected, since=point.since,
        present=point.present, cluster=plan.cluster, note=point.note, devices=point.devices,
    )  # fmt: skip


def _transcript(room: Room, memo: Memo, crowd: Crowd) -> Json:
    transcript = room.transcript
    tail = {}
    for id in transcript.order[-TAIL:]:
        segment = transcript.segments[id]
        tail[id] = memo("segment", id, (segment,), partial(_segment, segment))
    return {"segments": tail, "order": list(tail), "count": len(transcript.order)}


def _segment(segment: Segment) -> SegmentView:
    heard = segment.state is SegmentState.HEARD
    gated = enumerate(segment.words) if heard else ()
    return SegmentView(
        id=segment.id, turn=segment.turn, starts=segment.starts, ends=segment.ends,
        text=segment.text, version=segment.version, state=segment.state, by=segment.by,
        unsure=tuple(place for place, word in gated if word.confidence < UNSURE),
    )  # fmt: skip


def _captions(room: Room, memo: Memo, crowd: Crowd) -> Json:
    """The latest sentences of the turn that speaks, as far as the chair shows them (day.md D1)."""
    shown = room.session.captions
    segments = room.transcript.segments
    lines: Json = {}
    for id in reversed(room.transcript.order[-TAIL:] if shown is not Captions.OFF else ()):
        segment = segments[id]
        if len(lines) == CAPTION_LINES:
            break
        # A line typed for an earlier turn may stand between: it blanks nothing.
        said_now = segment.turn == room.floor.speaking
        # A secretary's own note (*Ghi nhanh*) is not what was said until it is verified.
        typed = not segment.words and segment.state is SegmentState.EDITED
        live = shown is Captions.LIVE and not typed
        if said_now and (live or segment.state is SegmentState.VERIFIED):
            line = partial(CaptionView, segment.turn, segment.text)
            lines[id] = memo("caption", id, (segment,), line)
    return {"lines": lines, "order": list(reversed(lines))}


def _opinions(room: Room, memo: Memo, crowd: Crowd) -> Json:
    opinions = room.opinions
    tail = {}
    for id in opinions.order[-HEAD:]:
        row = opinions.rows[id]
        turn = room.floor.turns.get(row.turn)
        tail[id] = memo("opinion", id, (row, turn), partial(_opinion, room, row, turn))
    return {"rows": tail, "order": list(tail), "count": len(opinions.order)}


def _opinion(room: Room, row: Opinion, turn: Turn | None) -> OpinionView:
    level = room.session.plan.level
    return OpinionView(
        id=row.id, code=row.code, speaker=turn.speaker if turn else row.speaker, text=row.text,
        beyond=beyond(level, row.authority), answer=row.answer, result=row.result,
        version=row.version, turn=row.turn, point=row.point, place=_place(room, row.point),
        summary=row.summary, field=row.field, authority=row.authority, segments=row.segments,
        lead=row.lead, coordinating=row.coordinating, answered_in=row.answered_in,
        answer_text=row.answer_text, promise=row.promise, answer_by=row.answer_by,
        resolve_by=row.resolve_by, forwarded_to=row.forwarded_to,
    )  # fmt: skip


def _conclusion(room: Room, memo: Memo, crowd: Crowd) -> Json:
    points = {}
    for id in room.conclusion.order:
        point = room.conclusion.points[id]
        points[id] = memo("conclusion", id, (point,), partial(_conclusion_point, point))
    return {"points": points, "order": list(points)}


def _conclusion_point(point: ConclusionPoint) -> ConclusionPointView:
    return ConclusionPointView(point.id, point.title, point.text, point.version, point.tasks)


def _crowd(room: Room, memo: Memo, crowd: Crowd) -> Json:
    return plain(crowd)


Area = Callable[[Room, Memo, Crowd], Json]
PUBLIC: Final[dict[str, Area]] = {
    "conference": _conference,
    "floor": _public_floor,
    "captions": _captions,
}
SEES: Final[dict[Audience, dict[str, Area]]] = {
    Audience.MODERATOR: {
        "conference": _conference, "floor": _floor, "queue": _queue, "points": _points,
        "transcript": _transcript, "opinions": _opinions, "conclusion": _conclusion,
        "crowd": _crowd,
    },
    Audience.CHAIR: {
        "conference": _conference, "floor": _floor, "queue": _queue, "points": _points,
        "opinions": _opinions, "conclusion": _conclusion,
    },
    Audience.SECRETARY: {
        "conference": _conference, "floor": _floor, "queue": _queue, "points": _points,
        "transcript": _transcript, "opinions": _opinions, "conclusion": _conclusion,
    },
    Audience.TECHNICIAN: {
        "conference": _conference, "floor": _silent_floor, "points": _points, "crowd": _crowd,
    },
    Audience.POINT: PUBLIC,
    Audience.VIEWER: PUBLIC,
    Audience.HALL: PUBLIC,
}  # fmt: skip
"""Whole areas are shown or hidden, never single events."""


def look(audience: Audience, room: Room, memo: Memo, crowd: Crowd) -> Json:
    """What `audience` sees of `room`, as JSON values in the shape of `views.View`, never null."""
    return {area: seen(room, memo, crowd) for area, seen in SEES[audience].items()}


class Own:
    """What concerns one client alone. Made once per tick, asked once per client."""

    def __init__(self, room: Room) -> None:
        self._room = room
        self._places = {id: place for place, id in enumerate(room.queue.order, 1)}
        self._waiting: dict[str, list[Request]] = defaultdict(list)
        self._declined: dict[str, list[Request]] = defaultdict(list)
        for request in room.queue.requests.values():
            if request.state is RequestState.DECLINED:
                self._declined[request.point].append(request)
        for id in room.queue.order:
            request = room.queue.requests[id]
            self._waiting[request.point].append(request)
        floor = room.floor
        live = (*floor.suspended, *floor.coming, floor.speaking)
        self._turns = [floor.turns[id] for id in live if id]

    def of(self, actor: Actor) -> Json:
        """In the shape of `views.Mine`: requests of a point, or of a delegate, that are open, on
        the floor or not taken; the point itself; the turn it holds. Empty for other roles."""
        if actor.role not in (Role.POINT, Role.DELEGATE) or actor.point not in self._room.points:
            return {"requests": {}, "order": []}
        turns = [turn for turn in self._turns if turn.point == actor.point]
        called = [self._room.queue.requests[turn.request] for turn in turns if turn.request]
        declined = sorted(self._declined[actor.point], key=lambda one: one.no)
        all = (*declined, *self._waiting[actor.point], *called)
        own = [one for one in all if _is_mine(one, actor)]
        requests = {one.id: _receipt(one, self._places.get(one.id, 0)) for one in own}
        if actor.role is Role.POINT:
            point = _point(self._room.points[actor.point])
            return plain(Mine(requests, list(requests), point, self._turn(turns)))
        return plain(Mine(requests, list(requests), None, self._turn(turns, requests)))

    def _turn(self, turns: list[Turn], of: dict[str, MyRequest] | None = None) -> TurnView | None:
        held = [turn for turn in turns if of is None or turn.request in of]
        if not held:
            return None
        request = self._room.queue.requests.get(held[-1].request)
        return _turn(self._room, held[-1], request, clocks=True)


def _is_mine(request: Request, actor: Actor) -> bool:
    return actor.role is Role.POINT or request.by == f"{actor.role}:{actor.id}"


def _receipt(request: Request, place: int) -> MyRequest:
    return MyRequest(
        request.id, request.no, request.state, request.raised_at, request.speaker, place,
        request.topic, request.field,
    )  # fmt: skip
