"""What points, delegates and those who type for them ask of the queue, and when it is refused."""

from typing import assert_never

from msgspec import UNSET
from msgspec.structs import replace

from server.rooms import floor, points, queue, requests
from server.rooms.floor import Floor
from server.rooms.plan import Plan
from server.rooms.points import Points
from server.rooms.queue import (
    AlreadyWaiting,
    ApproveRequest,
    BadRows,
    Command,
    DeclineRequest,
    Event,
    HandRaised,
    ListClosed,
    LowerHand,
    PointLimit,
    Queue,
    RaiseHand,
    RegisterRequests,
    Request,
    RequestRevised,
    RequestSettled,
    RequestWritten,
    ReviseRequest,
    SendInWriting,
    TooLate,
    Wish,
    person,
    waiting,
)
from server.rooms.states import OPEN_STATES, RequestState
from server.rooms.words import Actor, Empty, Millis, NotAllowed, Refused, Role

WRITABLE = OPEN_STATES | {RequestState.DECLINED, RequestState.WRITTEN, RequestState.LATER}
"""What may be sent in writing instead: whatever waits, and whatever found no time."""
BARRED = frozenset({Role.POINT, Role.DELEGATE, Role.TECHNICIAN})
"""For whom a closed list is closed. Those who run the conference may still type somebody in."""
ROWS_TOLD = 200
"""Bad rows that a refusal names: more than a screen holds, less than a message may weigh."""


def decide(
    hands: Queue, turns: Floor, at_points: Points, plan: Plan, command: Command, actor: Actor,
    at: Millis,
) -> tuple[Event, ...]:  # fmt: skip
    match command:
        case RaiseHand(point, speaker, topic, field, kind, answers, pressed_at):
            wish = Wish(point, speaker, topic, field, kind, answers)
            return (raised(hands, turns, at_points, plan, wish, actor, at, pressed_at),)
        case RegisterRequests(rows):
            return _register(hands, turns, at_points, plan, rows, actor, at)
        case LowerHand(id):
            _own(waiting(hands, id), actor)
            return (RequestSettled(id, RequestState.LOWERED), *queue.released(hands, id))
        case ReviseRequest():
            return _revise(hands, turns, plan, command, actor)
        case ApproveRequest(id):
            approved = waiting(hands, id).state is RequestState.APPROVED
            return () if approved else (RequestSettled(id, RequestState.APPROVED),)
        case DeclineRequest(id):
            waiting(hands, id)
            return queue.settled(hands, id, RequestState.DECLINED)
        case SendInWriting(id, text):
            return _write(hands, queue.at_state(hands, id, WRITABLE), text.strip(), actor, at)
        case _:
            assert_never(command)


def raised(
    hands: Queue, turns: Floor, at_points: Points, plan: Plan, wish: Wish, actor: Actor,
    at: Millis, pressed_at: Millis = 0, prior: bool = False,
) -> HandRaised:  # fmt: skip
    """The hand that `wish` puts up, or why not. Requests whose call may be taken back still count
    as waiting, so that one which regains its place never breaks a limit (day.md D6)."""
    points.own(actor, wish.point)
    point = points.known(at_points, wish.point)
    if hands.closed and actor.role in BARRED:
        raise ListClosed
    queue.known_field(plan, wish.field)
    for turn in wish.answers:
        floor.known(turns, turn)
    by = f"{actor.role}:{actor.id}"
    called = [hands.requests[id] for id in floor.requests_called(turns)]
    _refuse_second(hands, called, person(by, wish.speaker))
    limit = 0 if point.plan.kind == "venue" else plan.rules.waiting_per_point
    called_here = sum(request.point == wish.point for request in called)
    if limit and hands.here.get(wish.point, 0) + called_here >= limit:
        raise PointLimit(limit=limit)
    no = len(hands.requests) + 1
    return HandRaised(
        request=f"r{no}", no=no, point=wish.point, field=wish.field, kind=wish.kind, at=at, by=by,
        speaker=wish.speaker, topic=wish.topic, pressed_at=pressed_at, prior=prior,
        answers=wish.answers,
    )  # fmt: skip


def _refuse_second(hands: Queue, called: list[Request], who: str, but: str = "") -> None:
    waits = hands.requests.get(hands.who.get(who, ""))
    for request in (*called, *([waits] if waits else [])):
        if who and request.id != but and request.who == who:
            raise AlreadyWaiting(request=request.id, no=request.no)


def _register(
    hands: Queue, turns: Floor, at_points: Points, plan: Plan, rows: tuple[Wish, ...],
    actor: Actor, at: Millis,
) -> tuple[Event, ...]:  # fmt: skip
    events, bad = [], []
    for n, wish in enumerate(rows, 1):
        try:
            if not wish.speaker.name.strip():
                raise Empty(field="name")
            hand = raised(hands, turns, at_points, plan, wish, actor, at, prior=True)
        except Refused as no:
            bad.append({"row": n, "code": no.code, **no.fields})
        else:
            events.append(hand)
            hands = requests.evolve(hands, hand)
    if bad:
        raise BadRows(count=len(bad), rows=bad[:ROWS_TOLD])
    return tuple(events)


def _revise(
    hands: Queue, turns: Floor, plan: Plan, command: ReviseRequest, actor: Actor
) -> tuple[Event, ...]:
    old = waiting(hands, command.request)
    _own(old, actor)
    new = replace(
        old,
        speaker=old.speaker if command.speaker is UNSET else command.speaker,
        topic=old.topic if command.topic is UNSET else command.topic,
        field=old.field if command.field is UNSET else command.field,
    )
    queue.known_field(plan, new.field)
    called = [hands.requests[id] for id in floor.requests_called(turns)]
    _refuse_second(hands, called, person(new.by, new.speaker), but=old.id)
    return () if new == old else (RequestRevised(new.id, new.field, new.speaker, new.topic),)


def _write(hands: Queue, old: Request, text: str, actor: Actor, at: Millis) -> tuple[Event, ...]:
    _own(old, actor)
    if not text:
        raise Empty(field="text")
    if hands.written_until and at > hands.written_until:
        raise TooLate(until=hands.written_until)
    same = old.state is RequestState.WRITTEN and old.text == text
    return () if same else (RequestWritten(old.id, text), *queue.released(hands, old.id))


def _own(request: Request, actor: Actor) -> None:
    points.own(actor, request.point)
    if actor.role is Role.DELEGATE and request.by != f"{actor.role}:{actor.id}":
        raise NotAllowed(role=actor.role, request=request.id)
