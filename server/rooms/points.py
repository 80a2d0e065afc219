"""The connection points: who is here, how many delegates sit there, whose line is lost."""

from enum import StrEnum
from typing import Annotated, assert_never

from immutables import Map
from msgspec import Meta
from msgspec.structs import replace

from server.rooms import words
from server.rooms.session import PointPlan
from server.rooms.words import BESIDE, Actor, Id, Line, Millis, NotAllowed, Role, Struct, Unknown


class Link(StrEnum):
    """*Kết nối phần mềm*: our socket only. It says nothing of picture and sound (day.md D4)."""

    NEVER = "never"
    HERE = "here"
    LOST = "lost"


class Signal(StrEnum):
    """*Hình, tiếng* as the technician sees and hears them on the video system (day.md D4)."""

    UNKNOWN = "unknown"
    GOOD = "good"
    WEAK = "weak"
    NONE = "none"


class Point(Struct, frozen=True):
    """`present` is None until roll call. `since` is when `link` last changed. `devices` counts how
    often another device took the seat over."""

    plan: PointPlan
    link: Link = Link.NEVER
    since: Millis = 0
    present: int | None = None
    note: str = ""
    picture: Signal = Signal.UNKNOWN
    voice: Signal = Signal.UNKNOWN
    devices: int = 0


Points = Map[str, Point]


class CheckIn(words.Command, frozen=True):
    """Điểm danh: how many delegates sit at `point`; `note` gives the reason for absences."""

    point: Id
    present: Annotated[int, Meta(ge=0, le=100_000)]
    note: Line = ""


class NotePointLost(words.Command, frozen=True):
    """System only, 5 s after a point's last socket went."""

    point: Id


class NotePointReturned(words.Command, frozen=True):
    """System only: the point's first socket, or one after a loss."""

    point: Id


class SetSignal(words.Command, frozen=True):
    point: Id
    picture: Signal
    voice: Signal


class NotePointTakenOver(words.Command, frozen=True):
    """System only: another device took the point's seat (day.md D30)."""

    point: Id


Command = CheckIn | SetSignal | NotePointLost | NotePointReturned | NotePointTakenOver


class PointCheckedIn(words.Event, frozen=True):
    point: str
    present: int
    note: Annotated[str, Meta(extra=BESIDE)] = ""


class PointLost(words.Event, frozen=True):
    point: str
    at: Millis


class PointReturned(words.Event, frozen=True):
    point: str
    at: Millis


class SignalSet(words.Event, frozen=True):
    point: str
    picture: Signal
    voice: Signal


class PointTakenOver(words.Event, frozen=True):
    point: str


Event = PointCheckedIn | SignalSet | PointLost | PointReturned | PointTakenOver


def set_up(plans: tuple[PointPlan, ...]) -> Points:
    return Map({plan.id: Point(plan) for plan in plans})


def known(points: Points, id: str) -> Point:
    """The point `id`, or Unknown."""
    if id not in points:
        raise Unknown(what="point", id=id)
    return points[id]


def own(actor: Actor, point: str) -> None:
    """Who sits at a point acts for that point only, or NotAllowed."""
    if actor.role in (Role.POINT, Role.DELEGATE) and actor.point != point:
        raise NotAllowed(role=actor.role, point=point)


def decide(points: Points, command: Command, actor: Actor, at: Millis) -> tuple[Event, ...]:
    point = known(points, command.point)
    match command:
        case CheckIn(id, present, note):
            own(actor, id)
            same = (point.present, point.note) == (present, note)
            return () if same else (PointCheckedIn(id, present, note),)
        case SetSignal(id, picture, voice):
            same = (point.picture, point.voice) == (picture, voice)
            return () if same else (SignalSet(id, picture, voice),)
        case NotePointTakenOver(id):
            return (PointTakenOver(id),)
        case NotePointLost(id):
            return (PointLost(id, at),) if point.link is Link.HERE else ()
        case NotePointReturned(id):
            return () if point.link is Link.HERE else (PointReturned(id, at),)
        case _:
            assert_never(command)


def evolve(points: Points, event: Event) -> Points:
    point = points[event.point]
    match event:
        case PointCheckedIn(_, present, note):
            point = replace(point, present=present, note=note)
        case SignalSet(_, picture, voice):
            point = replace(point, picture=picture, voice=voice)
        case PointTakenOver():
            point = replace(point, devices=point.devices + 1)
        case PointLost(_, at):
            point = replace(point, link=Link.LOST, since=at)
        case PointReturned(_, at):
            point = replace(point, link=Link.HERE, since=at)
        case _:
            assert_never(event)
    return points.set(event.point, point)
