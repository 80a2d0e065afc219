"""The queue: who asked to speak, from which point, about what, and in which order they wait."""

import unicodedata
from enum import StrEnum
from functools import lru_cache
from typing import Annotated, assert_never

from immutables import Map
from msgspec import UNSET, Meta, UnsetType
from msgspec.structs import replace

from server.rooms import points, words
from server.rooms.points import Points
from server.rooms.session import Person, Plan
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


class RequestKind(StrEnum):
    OPINION = "opinion"
    REPLY = "reply"
    BACK = "back"
    """Trao đổi lại."""
    ORDER = "order"
    """Ý kiến về điều hành, chương trình."""


class RequestState(StrEnum):
    WAITING = "waiting"
    APPROVED = "approved"
    CALLED = "called"
    DONE = "done"
    LOWERED = "lowered"
    DECLINED = "declined"
    """Shown as "Chưa bố trí phát biểu, mời gửi ý kiến bằng văn bản" (day.md D2)."""


OPEN_STATES = frozenset({RequestState.WAITING, RequestState.APPROVED})


class Request(Struct, frozen=True):
    """One raised hand. `point` is the place where the person sits; their unit is in `speaker`.
    `no` is the receipt's number, counted from 1; `by` is who pressed."""

    id: str
    no: int
    point: str
    speaker: Person
    topic: str
    field: str
    kind: RequestKind
    state: RequestState
    raised_at: Millis
    by: str


class Queue(Struct, frozen=True):
    """`order` holds the ids of open requests, next first; `requests` every one ever raised."""

    requests: Map[str, Request] = Map()
    order: tuple[str, ...] = ()


class RaiseHand(words.Command, frozen=True):
    """Đăng ký phát biểu, for oneself or for somebody at `point` who has no device."""

    point: Id
    speaker: Person = Person()
    topic: Line = ""
    field: Line = ""
    kind: RequestKind = RequestKind.OPINION


class LowerHand(words.Command, frozen=True):
    request: Id


class ReviseRequest(words.Command, frozen=True):
    """Correct a waiting request; it keeps its place (day.md D3)."""

    request: Id
    speaker: Person | UnsetType = UNSET
    topic: Line | UnsetType = UNSET
    field: Line | UnsetType = UNSET


class ApproveRequest(words.Command, frozen=True):
    request: Id


class DeclineRequest(words.Command, frozen=True):
    request: Id


Command = RaiseHand | LowerHand | ReviseRequest | ApproveRequest | DeclineRequest


class HandRaised(words.Event, frozen=True):
    request: str
    no: int
    point: str
    field: str
    kind: RequestKind
    at: Millis
    by: str
    speaker: Annotated[Person, Meta(extra=BESIDE)] = Person()
    topic: Annotated[str, Meta(extra=BESIDE)] = ""


class RequestRevised(words.Event, frozen=True):
    request: str
    field: str
    speaker: Annotated[Person, Meta(extra=BESIDE)] = Person()
    topic: Annotated[str, Meta(extra=BESIDE)] = ""


class RequestSettled(words.Event, frozen=True):
    """The request left the order, or came back into it, as `state` says."""

    request: str
    state: RequestState


Event = HandRaised | RequestRevised | RequestSettled


class AlreadyWaiting(Refused):
    """This person already has an open request. Fields: `request`, `no`."""

    code = "already_waiting"


class PointLimit(Refused):
    """The point has as many open requests as it may. Fields: `limit`."""

    code = "point_limit"


class NotWaiting(Refused):
    """The request is no longer open. Fields: `request`, `state`."""

    code = "not_waiting"


@lru_cache(maxsize=8192)  # a hand compares itself with every other: 2,500 of them in one second
def fold(text: str) -> str:
    """One spelling of the same words: NFC, one case, single spaces."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def person(by: str, speaker: Person) -> str:
    """Who a request is for: the named person of that unit; an unnamed one is nobody yet ("").
    A delegate's own hand is theirs whatever they call themselves."""
    if by.startswith("delegate:"):
        return by
    return f"{fold(speaker.name)}|{fold(speaker.unit)}" if fold(speaker.name) else ""


def known(queue: Queue, id: str) -> Request:
    """The request `id`, whatever its state, or Unknown."""
    if id not in queue.requests:
        raise Unknown(what="request", id=id)
    return queue.requests[id]


def waiting(queue: Queue, id: str) -> Request:
    """The open request `id`, or Unknown, or NotWaiting."""
    request = known(queue, id)
    if request.state not in OPEN_STATES:
        raise NotWaiting(request=id, state=request.state)
    return request


def decide(
    queue: Queue, called: tuple[str, ...], at_points: Points, plan: Plan, command: Command,
    actor: Actor, at: Millis,
) -> tuple[Event, ...]:  # fmt: skip
    """`called` are requests whose call may be taken back: they still count as waiting, so that
    one which regains its place never breaks a limit (day.md D6)."""
    match command:
        case RaiseHand():
            return _raise(queue, called, at_points, plan, command, actor, at)
        case LowerHand(id):
            _own(waiting(queue, id), actor)
            return (RequestSettled(id, RequestState.LOWERED),)
        case ReviseRequest():
            return _revise(queue, called, plan, command, actor)
        case ApproveRequest(id):
            approved = waiting(queue, id).state is RequestState.APPROVED
            return () if approved else (RequestSettled(id, RequestState.APPROVED),)
        case DeclineRequest(id):
            waiting(queue, id)
            return (RequestSettled(id, RequestState.DECLINED),)
        case _:
            assert_never(command)


def _raise(
    queue: Queue, called: tuple[str, ...], at_points: Points, plan: Plan, command: RaiseHand,
    actor: Actor, at: Millis,
) -> tuple[Event, ...]:  # fmt: skip
    points.own(actor, command.point)
    point = points.known(at_points, command.point)
    known_field(plan, command.field)
    by = f"{actor.role}:{actor.id}"
    counted = [queue.requests[id] for id in (*queue.order, *called)]
    _refuse_second(counted, person(by, command.speaker))
    limit = 0 if point.plan.kind == "venue" else plan.rules.waiting_per_point
    open_here = sum(request.point == command.point for request in counted)
    if limit and open_here >= limit:
        raise PointLimit(limit=limit)
    no = len(queue.requests) + 1
    return (
        HandRaised(
            request=f"r{no}", no=no, point=command.point, field=command.field, kind=command.kind,
            at=at, by=by, speaker=command.speaker, topic=command.topic,
        ),
    )  # fmt: skip


def _refuse_second(counted: list[Request], who: str) -> None:
    for request in counted:
        if who and person(request.by, request.speaker) == who:
            raise AlreadyWaiting(request=request.id, no=request.no)


def _revise(
    queue: Queue, called: tuple[str, ...], plan: Plan, command: ReviseRequest, actor: Actor
) -> tuple[Event, ...]:
    old = waiting(queue, command.request)
    _own(old, actor)
    new = replace(
        old,
        speaker=old.speaker if command.speaker is UNSET else command.speaker,
        topic=old.topic if command.topic is UNSET else command.topic,
        field=old.field if command.field is UNSET else command.field,
    )
    known_field(plan, new.field)
    others = [queue.requests[id] for id in (*queue.order, *called) if id != old.id]
    _refuse_second(others, person(new.by, new.speaker))
    return () if new == old else (RequestRevised(new.id, new.field, new.speaker, new.topic),)


def _own(request: Request, actor: Actor) -> None:
    points.own(actor, request.point)
    if actor.role is Role.DELEGATE and request.by != f"{actor.role}:{actor.id}":
        raise NotAllowed(role=actor.role, request=request.id)


def known_field(plan: Plan, code: str) -> None:
    """Refuse a field (*lĩnh vực*) that the conference does not list; "" is not yet chosen."""
    if code and all(field.code != code for field in plan.fields):
        raise Unknown(what="field", id=code)


def evolve(queue: Queue, event: Event) -> Queue:
    match event:
        case HandRaised(id, no, point, field, kind, at, by, speaker, topic):
            request = Request(
                id, no, point, speaker, topic, field, kind, RequestState.WAITING, at, by
            )
            return Queue(queue.requests.set(id, request), (*queue.order, id))
        case RequestRevised(id, field, speaker, topic):
            revised = replace(queue.requests[id], field=field, speaker=speaker, topic=topic)
            return replace(queue, requests=queue.requests.set(id, revised))
        case RequestSettled(id, state):
            return _settle(queue, replace(queue.requests[id], state=state))
        case _:
            assert_never(event)


def _settle(queue: Queue, request: Request) -> Queue:
    requests = queue.requests.set(request.id, request)
    if request.state not in OPEN_STATES:
        return Queue(requests, tuple(id for id in queue.order if id != request.id))
    if request.id in queue.order:
        return Queue(requests, queue.order)
    # A call taken back: the request regains its place among those raised before and after it.
    before = tuple(id for id in queue.order if requests[id].no < request.no)
    return Queue(requests, (*before, request.id, *queue.order[len(before) :]))
