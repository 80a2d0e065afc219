"""What the chair concludes: points, and the tasks that follow from them."""

from typing import Annotated, assert_never

from immutables import Map
from msgspec import Meta
from msgspec.structs import replace

from server.rooms import opinions, words
from server.rooms.opinions import Day, Opinions
from server.rooms.words import BESIDE, Empty, Id, Line, Page, Stale, Struct, Unknown


class Task(Struct, frozen=True):
    """Giao … chủ trì, phối hợp với … hoàn thành trước ngày `due`."""

    content: Page
    lead: Line
    coordinating: Annotated[tuple[Line, ...], Meta(max_length=20)] = ()
    due: Day = ""
    opinions: Annotated[tuple[Id, ...], Meta(max_length=200)] = ()


class ConclusionPoint(Struct, frozen=True):
    id: str
    title: str
    text: str
    tasks: tuple[Task, ...] = ()
    version: int = 1


class Conclusion(Struct, frozen=True):
    """`order` is how the points are read out; `made` counts all that ever were."""

    points: Map[str, ConclusionPoint] = Map()
    order: tuple[str, ...] = ()
    made: int = 0


class SetConclusionPoint(words.Command, frozen=True):
    """Write a point. `point` "" makes a new one at the end; else `version` is the one seen."""

    title: Line
    text: Page
    point: Annotated[str, Meta(max_length=64)] = ""
    version: Annotated[int, Meta(ge=0)] = 0
    tasks: Annotated[tuple[Task, ...], Meta(max_length=50)] = ()


class RemoveConclusionPoint(words.Command, frozen=True):
    point: Id
    version: Annotated[int, Meta(ge=1)]


Command = SetConclusionPoint | RemoveConclusionPoint


class ConclusionPointSet(words.Event, frozen=True):
    point: str
    version: int
    title: Annotated[str, Meta(extra=BESIDE)] = ""
    text: Annotated[str, Meta(extra=BESIDE)] = ""
    tasks: Annotated[tuple[Task, ...], Meta(extra=BESIDE)] = ()


class ConclusionPointRemoved(words.Event, frozen=True):
    point: str


Event = ConclusionPointSet | ConclusionPointRemoved


def decide(conclusion: Conclusion, register: Opinions, command: Command) -> tuple[Event, ...]:
    match command:
        case SetConclusionPoint(title, text, id, version, tasks):
            return _set(conclusion, register, title, text, id, version, tasks)
        case RemoveConclusionPoint(id, version):
            _current(conclusion, id, version)
            return (ConclusionPointRemoved(id),)
        case _:
            assert_never(command)


def _set(
    conclusion: Conclusion, register: Opinions, title: str, text: str, id: str, version: int,
    tasks: tuple[Task, ...],
) -> tuple[Event, ...]:  # fmt: skip
    if not title.strip():
        raise Empty(field="title")
    for task in tasks:
        opinions.day(task.due)
        for opinion in task.opinions:
            opinions.known(register, opinion)
    seen = _current(conclusion, id, version).version if id else 0
    point = id or f"k{conclusion.made + 1}"
    return (ConclusionPointSet(point, seen + 1, title.strip(), text.strip(), tasks),)


def _current(conclusion: Conclusion, id: str, version: int) -> ConclusionPoint:
    if id not in conclusion.points:
        raise Unknown(what="conclusion_point", id=id)
    point = conclusion.points[id]
    if point.version != version:
        raise Stale(id=id, version=point.version)
    return point


def evolve(conclusion: Conclusion, event: Event) -> Conclusion:
    match event:
        case ConclusionPointSet(id, version, title, text, tasks):
            new = id not in conclusion.points
            point = ConclusionPoint(id, title, text, tasks, version)
            return Conclusion(
                conclusion.points.set(id, point),
                (*conclusion.order, id) if new else conclusion.order,
                conclusion.made + new,
            )
        case ConclusionPointRemoved(id):
            order = tuple(other for other in conclusion.order if other != id)
            return replace(conclusion, points=conclusion.points.delete(id), order=order)
        case _:
            assert_never(event)
