"""The connection points: who is here, how many delegates sit there, whose line is lost."""

from enum import StrEnum
from typing import Annotated, assert_never

from immutables import Map
from msgspec import UNSET, Meta, UnsetType
from msgspec.structs import replace

from server.rooms import words
from server.rooms.plan import PointPlan
from server.rooms.words import (
    BESIDE,
    Actor,
    Id,
    Line,
    Millis,
    NotAllowed,
    Refused,
    Role,
    Struct,
    Unknown,
)


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


class Check(StrEnum):
    """What each point walks through in a trial, *Chạy thử* (day.md D11)."""

    HAND = "hand"
    CALL = "call"
    MICROPHONE = "microphone"
    CHIME = "chime"
    MESSAGE = "message"


class Point(Struct, frozen=True):
    """`present` is None until roll call, `invited` None where the plan's number stands; `excused`
    are absent with a reason, which `note` gives. `since` is when `link` last changed. `devices`
    counts how often another device took the seat over. `checks` are those passed, in order."""

    plan: PointPlan
    link: Link = Link.NEVER
    since: Millis = 0
    present: int | None = None
    note: str = ""
    picture: Signal = Signal.UNKNOWN
    voice: Signal = Signal.UNKNOWN
    devices: int = 0
    invited: int | None = None
    excused: int = 0
    checks: tuple[Check, ...] = ()

    @property
    def expected(self) -> int:
        """Who was invited: as the point says, else as the plan does."""
        return self.plan.expected if self.invited is None else self.invited


Points = Map[str, Point]


Heads = Annotated[int, Meta(ge=0, le=100_000)]


class CheckIn(words.Command, frozen=True):
    """Điểm danh: how many delegates sit at `point`. `note` gives the reason for absences, of which
    `excused` have one; `invited` corrects the plan's number."""

    point: Id
    present: Heads
    note: Line = ""
    invited: Heads | UnsetType = UNSET
    excused: Heads = 0


class MarkCheck(words.Command, frozen=True):
    """A check of the trial was passed, or has to be done again."""

    point: Id
    check: Check
    passed: bool = True


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


Command = CheckIn | MarkCheck | SetSignal | NotePointLost | NotePointReturned | NotePointTakenOver


class PointCheckedIn(words.Event, frozen=True):
    point: str
    present: int
    note: Annotated[str, Meta(extra=BESIDE)] = ""
    invited: int | None = None
    excused: int = 0


class CheckMarked(words.Event, frozen=True):
    point: str
    check: Check
    passed: bool


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


Event = PointCheckedIn | CheckMarked | SignalSet | PointLost | PointReturned | PointTakenOver


class BadCount(Refused):
    """More are absent than were invited and are not here. Fields: `absent`."""

    code = "bad_count"


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
        case CheckIn():
            own(actor, command.point)
            return _check_in(point, command)
        case MarkCheck(id, check, passed):
            own(actor, id)
            return () if (check in point.checks) == passed else (CheckMarked(id, check, passed),)
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


def _check_in(point: Point, command: CheckIn) -> tuple[Event, ...]:
    invited = point.invited if command.invited is UNSET else command.invited
    absent = max((point.plan.expected if invited is None else invited) - command.present, 0)
    if command.excused > absent:
        raise BadCount(absent=absent)
    counted = replace(
        point, present=command.present, note=command.note, invited=invited, excused=command.excused
    )
    return () if counted == point else (
        PointCheckedIn(point.plan.id, command.present, command.note, invited, command.excused),
    )  # fmt: skip


def evolve(points: Points, event: Event) -> Points:
    point = points[event.point]
    match event:
        case PointCheckedIn(_, present, note, invited, excused):
            point = replace(point, present=present, note=note, invited=invited, excused=excused)
        case CheckMarked(_, check, passed):
            others = tuple(one for one in point.checks if one is not check)
            point = replace(point, checks=(*others, check) if passed else others)
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
