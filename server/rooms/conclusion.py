"""What the chair concludes: points, and the tasks that follow from them."""

from enum import StrEnum
from typing import Annotated, Final, assert_never

from immutables import Map
from msgspec import Meta
from msgspec.structs import replace

from server.rooms import deadlines, opinions, words
from server.rooms.opinions import Opinions
from server.rooms.session import Session
from server.rooms.words import BESIDE, Empty, Id, Line, Page, Stale, Struct, Unknown
from server.rooms.workdays import Day, DayCount


class Issuer(StrEnum):
    """Whose notice a point stands in: the conference has two heads (day.md D23)."""

    PARTY = "party"
    STATE = "state"


class Task(Struct, frozen=True):
    """Giao … chủ trì, phối hợp với … hoàn thành trước ngày `due`, which is counted from the
    conference's day where a `term` is given."""

    content: Page
    lead: Line
    coordinating: Annotated[tuple[Line, ...], Meta(max_length=20)] = ()
    due: Day = ""
    opinions: Annotated[tuple[Id, ...], Meta(max_length=200)] = ()
    term: DayCount | None = None


Linked = Annotated[tuple[Id, ...], Meta(max_length=500)]
Issuers = Annotated[tuple[Issuer, ...], Meta(max_length=len(Issuer))]


class ConclusionPoint(Struct, frozen=True):
    """`issuers` () stands in no notice yet. `opinions` are those that the point itself touches;
    its tasks name theirs."""

    id: str
    title: str
    text: str
    tasks: tuple[Task, ...] = ()
    version: int = 1
    issuers: tuple[Issuer, ...] = ()
    opinions: tuple[str, ...] = ()


class Conclusion(Struct, frozen=True):
    """`order` is how the points are read out, `arranged` how often somebody changed that; `made`
    counts all that ever were. `excluded` are opinions left out on purpose, and why."""

    points: Map[str, ConclusionPoint] = Map()
    order: tuple[str, ...] = ()
    made: int = 0
    arranged: int = 0
    excluded: Map[str, str] = Map()


ARRANGEMENT: Final = "conclusion"
"""The id under which an order of points that is no longer the latest is refused as stale."""


class SetConclusionPoint(words.Command, frozen=True):
    """Write a point. `point` "" makes a new one at the end; else `version` is the one seen."""

    title: Line
    text: Page
    point: Annotated[str, Meta(max_length=64)] = ""
    version: Annotated[int, Meta(ge=0)] = 0
    tasks: Annotated[tuple[Task, ...], Meta(max_length=50)] = ()
    issuers: Issuers = ()
    opinions: Linked = ()


class RemoveConclusionPoint(words.Command, frozen=True):
    point: Id
    version: Annotated[int, Meta(ge=1)]


class OrderConclusionPoints(words.Command, frozen=True):
    """Read out in this order: all points, each once. `version` is `arranged` as it was seen."""

    order: Annotated[tuple[Id, ...], Meta(max_length=500)]
    version: Annotated[int, Meta(ge=0)]


class ExcludeOpinion(words.Command, frozen=True):
    """The conclusion does not touch this opinion, for a reason that stands in the record."""

    opinion: Id
    reason: Page


class IncludeOpinion(words.Command, frozen=True):
    """The exclusion is taken back."""

    opinion: Id


Command = (
    SetConclusionPoint
    | RemoveConclusionPoint
    | OrderConclusionPoints
    | ExcludeOpinion
    | IncludeOpinion
)


class ConclusionPointSet(words.Event, frozen=True):
    point: str
    version: int
    title: Annotated[str, Meta(extra=BESIDE)] = ""
    text: Annotated[str, Meta(extra=BESIDE)] = ""
    tasks: Annotated[tuple[Task, ...], Meta(extra=BESIDE)] = ()
    issuers: tuple[Issuer, ...] = ()
    opinions: tuple[str, ...] = ()


class ConclusionPointRemoved(words.Event, frozen=True):
    point: str


class ConclusionPointsOrdered(words.Event, frozen=True):
    order: tuple[str, ...]


class OpinionExcluded(words.Event, frozen=True):
    opinion: str
    reason: Annotated[str, Meta(extra=BESIDE)] = ""


class OpinionIncluded(words.Event, frozen=True):
    opinion: str


Event = (
    ConclusionPointSet
    | ConclusionPointRemoved
    | ConclusionPointsOrdered
    | OpinionExcluded
    | OpinionIncluded
)


def decide(
    conclusion: Conclusion, register: Opinions, running: Session, command: Command
) -> tuple[Event, ...]:
    match command:
        case SetConclusionPoint():
            return (_set(conclusion, register, running, command),)
        case RemoveConclusionPoint(id, version):
            _current(conclusion, id, version)
            return (ConclusionPointRemoved(id),)
        case OrderConclusionPoints(order, version):
            if version != conclusion.arranged or sorted(order) != sorted(conclusion.order):
                raise Stale(id=ARRANGEMENT, version=conclusion.arranged)
            return () if order == conclusion.order else (ConclusionPointsOrdered(order),)
        case ExcludeOpinion(opinion, reason):
            opinions.known(register, opinion)
            if not reason.strip():
                raise Empty(field="reason")
            same = conclusion.excluded.get(opinion) == reason.strip()
            return () if same else (OpinionExcluded(opinion, reason.strip()),)
        case IncludeOpinion(opinion):
            opinions.known(register, opinion)
            return (OpinionIncluded(opinion),) if opinion in conclusion.excluded else ()
        case _:
            assert_never(command)


def _set(
    conclusion: Conclusion, register: Opinions, running: Session, asked: SetConclusionPoint
) -> ConclusionPointSet:
    if not asked.title.strip():
        raise Empty(field="title")
    for opinion in linked(asked):
        opinions.known(register, opinion)
    seen = _current(conclusion, asked.point, asked.version).version if asked.point else 0
    tasks = tuple(
        replace(task, due=deadlines.due_day(running, "due", task.due, task.term))
        for task in asked.tasks
    )
    return ConclusionPointSet(
        asked.point or f"k{conclusion.made + 1}", seen + 1, asked.title.strip(),
        asked.text.strip(), tasks, tuple(dict.fromkeys(asked.issuers)),
        tuple(dict.fromkeys(asked.opinions)),
    )  # fmt: skip


def linked(point: ConclusionPoint | SetConclusionPoint) -> tuple[str, ...]:
    """The opinions that the point or one of its tasks touches, each once."""
    of_tasks = (opinion for task in point.tasks for opinion in task.opinions)
    return tuple(dict.fromkeys((*point.opinions, *of_tasks)))


def _current(conclusion: Conclusion, id: str, version: int) -> ConclusionPoint:
    if id not in conclusion.points:
        raise Unknown(what="conclusion_point", id=id)
    point = conclusion.points[id]
    if point.version != version:
        raise Stale(id=id, version=point.version)
    return point


def evolve(conclusion: Conclusion, event: Event) -> Conclusion:
    match event:
        case ConclusionPointSet(id, version, title, text, tasks, issuers, of):
            new = id not in conclusion.points
            point = ConclusionPoint(id, title, text, tasks, version, issuers, of)
            return replace(
                conclusion,
                points=conclusion.points.set(id, point),
                order=(*conclusion.order, id) if new else conclusion.order,
                made=conclusion.made + new,
            )
        case ConclusionPointRemoved(id):
            left = tuple(other for other in conclusion.order if other != id)
            return replace(conclusion, points=conclusion.points.delete(id), order=left)
        case ConclusionPointsOrdered(order):
            return replace(conclusion, order=order, arranged=conclusion.arranged + 1)
        case OpinionExcluded(opinion, reason):
            return replace(conclusion, excluded=conclusion.excluded.set(opinion, reason))
        case OpinionIncluded(opinion):
            return replace(conclusion, excluded=conclusion.excluded.delete(opinion))
        case _:
            assert_never(event)
