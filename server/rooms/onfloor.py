"""What the floor looks like: to those who run it, to those who run its sound and picture, and to
everybody else."""

from collections.abc import Iterable
from functools import partial
from typing import Final

from msgspec.structs import replace

from server.rooms import panels, prepared, slips
from server.rooms.answers import unanswered
from server.rooms.floor import Turn, TurnKind, TurnStage
from server.rooms.memo import Json, Memo
from server.rooms.plan import Person
from server.rooms.queue import Request
from server.rooms.room import Room
from server.rooms.slips import Slip
from server.rooms.views import Crowd, TurnView

SHOWN: Final = 200
"""Turns shown at the tail."""


def whole(room: Room, memo: Memo, crowd: Crowd) -> Json:
    """For those who run the floor and who write down what is said."""
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


def silent(room: Room, memo: Memo, crowd: Crowd) -> Json:
    """For those who run the sound and the picture: nothing of what is said."""
    return _floor_of(room, memo, _latest(room), clocks=True, topics=False)


def public(room: Room, memo: Memo, crowd: Crowd) -> Json:
    """For everybody: who speaks, and who stands aside or was called."""
    floor = room.floor
    speaking = (floor.speaking,) if floor.speaking else ()
    ids = (*speaking, *floor.coming, *floor.suspended)
    return _floor_of(room, memo, ids, clocks=False, topics=False)


def _latest(room: Room) -> tuple[str, ...]:
    floor = room.floor
    tail = floor.order[-SHOWN:]
    live = [id for id in (*floor.suspended, *floor.coming, floor.speaking) if id]
    return (*(id for id in live if id not in tail), *tail)


def _floor_of(room: Room, memo: Memo, ids: Iterable[str], clocks: bool, topics: bool) -> Json:
    """`clocks`: of leaders too (day.md D2). `topics`: what the speakers want to talk about."""
    floor = room.floor
    turns = {}
    for id in ids:
        turn = floor.turns[id]
        request = room.queue.requests.get(turn.request) if topics else None
        paper = prepared.of(room.prepared, turn) if topics else None
        made_of = (turn, request, paper, room.points.get(turn.point), room.session.plan)
        make = partial(turn_view, room, turn, request, clocks, topics)
        turns[id] = memo("turn", id, made_of, make)
    seen: Json = {
        "turns": turns,
        "order": list(turns),
        "coming": list(floor.coming),
        "suspended": list(floor.suspended),
        "count": len(floor.order),
    }
    return seen | ({"speaking": floor.speaking} if floor.speaking else {})


def turn_view(
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
