"""What happened in the queue, written down."""

from bisect import bisect
from typing import assert_never

from immutables import Map
from msgspec.structs import replace

from server.rooms.queue import (
    Event,
    HandRaised,
    Queue,
    Request,
    RequestRevised,
    RequestSettled,
    RequestWritten,
)
from server.rooms.states import ASIDE, COUNTED, LINED, OPEN_STATES, RequestState


def evolve(queue: Queue, event: Event) -> Queue:
    match event:
        case HandRaised(id, no, point, field, kind, at, by, speaker, topic):
            request = Request(
                id, no, point, speaker, topic, field, kind, RequestState.WAITING, at, by,
                event.pressed_at, event.prior, event.answers,
            )  # fmt: skip
            return put(queue, request)
        case RequestRevised(id, field, speaker, topic):
            revised = replace(queue.requests[id], field=field, speaker=speaker, topic=topic)
            return put(queue, revised)
        case RequestWritten(id, text):
            written = replace(queue.requests[id], text=text, state=RequestState.WRITTEN)
            return put(queue, written)
        case RequestSettled(id, state):
            return _settle(queue, queue.requests[id], state)
        case _:
            assert_never(event)


def _settle(queue: Queue, old: Request, state: RequestState) -> Queue:
    back = state in OPEN_STATES
    was = RequestState.WAITING if back else old.was
    if state is RequestState.CALLED:
        was = old.state
    if back and old.into:
        behind = queue.requests[old.into]
        left = tuple(id for id in behind.cosigners if id != old.id)
        queue = put(queue, replace(behind, cosigners=left))
    request = replace(
        old, state=state, was=was, into="" if back else old.into,
        approved=old.approved or state is RequestState.APPROVED,
    )  # fmt: skip
    arranged = back and old.state in OPEN_STATES and RequestState.HELD in (state, old.state)
    return replace(put(queue, request), version=queue.version + arranged)


def put(queue: Queue, request: Request) -> Queue:
    """The queue with `request` as it now is, in `order` or `held` if that is where it belongs."""
    requests = queue.requests.set(request.id, request)
    old = queue.requests.get(request.id)
    before = old.state if old else None
    now = request.state
    who, here = queue.who, queue.here
    if old and before in COUNTED:
        who = _nobody(queue, old)
        here = here.set(old.point, here[old.point] - 1)
    if now in COUNTED:
        who = who.set(request.who, request.id) if request.who else who
        here = here.set(request.point, here.get(request.point, 0) + 1)
    for_good = now not in COUNTED and now is not RequestState.CALLED
    return replace(
        queue, requests=requests, who=who, here=here,
        order=_seat(queue.order, requests, request, before, LINED),
        held=_seat(queue.held, requests, request, before, frozenset({RequestState.HELD})),
        aside=_seat(queue.aside, requests, request, before, ASIDE),
        head=tuple(id for id in queue.head if id != request.id) if for_good else queue.head,
        moved=tuple(one for one in queue.moved if one.request != request.id)
        if for_good else queue.moved,
    )  # fmt: skip


def _nobody(queue: Queue, old: Request) -> Map[str, str]:
    """`who` without `old`; the same person may stand before it, once a call was undone."""
    if queue.who.get(old.who) != old.id:
        return queue.who
    ahead = queue.requests.get(old.into)
    if ahead and ahead.who == old.who and ahead.state in COUNTED:
        return queue.who.set(old.who, ahead.id)
    return queue.who.delete(old.who)


def _seat(
    ids: tuple[str, ...], requests: Map[str, Request], request: Request,
    before: RequestState | None, states: frozenset[RequestState],
) -> tuple[str, ...]:  # fmt: skip
    """`ids` by number, with `request` if it is in one of `states`."""
    sits, shall = before in states, request.state in states
    if sits == shall:
        return ids
    if sits:
        place = ids.index(request.id)
        return ids[:place] + ids[place + 1 :]
    # Thousands of hands may go up in one second: a new one goes to the end, and no copy is wasted.
    last = not ids or requests[ids[-1]].no < request.no
    place = len(ids) if last else bisect(ids, request.no, key=lambda id: requests[id].no)
    return ids[:place] + (request.id,) + ids[place:]  # noqa: RUF005
