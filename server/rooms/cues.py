"""Cues for whoever switches the picture, which lives in another system: "Đưa hình điểm cầu X;
chuẩn bị Y", acknowledged."""

from typing import Annotated, assert_never

from immutables import Map
from msgspec import Meta
from msgspec.structs import replace

from server.rooms import points, words
from server.rooms.floor import Floor
from server.rooms.points import Points
from server.rooms.queue import Queue
from server.rooms.words import Actor, Empty, Id, Millis, Struct, Unknown

PointOrNone = Annotated[str, Meta(max_length=64)]


class Cue(Struct, frozen=True):
    """`done_at` 0 until it is acknowledged, by `done_by`."""

    id: str
    show: str
    prepare: str
    at: Millis
    by: str
    done_at: Millis = 0
    done_by: str = ""


class Cues(Struct, frozen=True):
    all: Map[str, Cue] = Map()
    order: tuple[str, ...] = ()


class SendCue(words.Command, frozen=True):
    """Show the picture of `show` and make `prepare` ready. Both "" is what the floor says now."""

    show: PointOrNone = ""
    prepare: PointOrNone = ""


class AcknowledgeCue(words.Command, frozen=True):
    cue: Id


Command = SendCue | AcknowledgeCue


class CueSent(words.Event, frozen=True):
    cue: str
    show: str
    prepare: str
    at: Millis
    by: str


class CueDone(words.Event, frozen=True):
    cue: str
    at: Millis
    by: str


Event = CueSent | CueDone


def wanted(turns: Floor, hands: Queue, line: tuple[str, ...]) -> tuple[str, str]:
    """The points to show and to prepare: who speaks, else who is called; and who comes next."""
    coming = [turns.turns[id].point for id in (turns.speaking, *turns.coming) if id]
    places = [*coming, *(hands.requests[id].point for id in line[:2]), "", ""]
    show = places[0] if coming else ""
    return show, next((point for point in places[bool(coming) :] if point != show), "")


def decide(
    cues: Cues, at_points: Points, now: tuple[str, str], command: Command, actor: Actor, at: Millis
) -> tuple[Event, ...]:
    """`now` is what the floor says (`wanted`)."""
    match command:
        case SendCue(show, prepare):
            for point in (show, prepare):
                if point:
                    points.known(at_points, point)
            asked = (show, prepare) if show or prepare else now
            if asked == ("", ""):
                raise Empty(field="show")
            id = f"c{len(cues.order) + 1}"
            return (CueSent(id, *asked, at, f"{actor.role}:{actor.id}"),)
        case AcknowledgeCue(id):
            if id not in cues.all:
                raise Unknown(what="cue", id=id)
            done = cues.all[id].done_at
            return () if done else (CueDone(id, at, f"{actor.role}:{actor.id}"),)
        case _:
            assert_never(command)


def evolve(cues: Cues, event: Event) -> Cues:
    match event:
        case CueSent(id, show, prepare, at, by):
            return Cues(cues.all.set(id, Cue(id, show, prepare, at, by)), (*cues.order, id))
        case CueDone(id, at, by):
            done = replace(cues.all[id], done_at=at, done_by=by)
            return replace(cues, all=cues.all.set(id, done))
        case _:
            assert_never(event)
