"""The moderator's desk: the order arranged by hand and by rule, the list opened and closed."""

from typing import Annotated, assert_never

from msgspec import Meta
from msgspec.structs import replace

from server.rooms import hands, order, queue, requests, words
from server.rooms.floor import CallWithdrawn, Floor
from server.rooms.plan import Person, Plan
from server.rooms.points import Points
from server.rooms.policy import Policy, RequestKind
from server.rooms.queue import (
    AlreadyWaiting,
    Budget,
    HandRaised,
    Moved,
    Queue,
    RequestSettled,
    Wish,
)
from server.rooms.states import LINED, RequestState
from server.rooms.words import Actor, Id, Line, Millis, Refused, Stale

Version = Annotated[int, Meta(ge=0)]
"""The queue's version that the moderator saw: a move on another arrangement is refused."""
Neighbour = Annotated[str, Meta(max_length=64)]
"""The request that it goes before; "" is the end."""


class MoveRequest(words.Command, frozen=True):
    """Chuyển lên / Chuyển xuống: by hand, above every rule."""

    request: Id
    version: Version
    before: Neighbour = ""


class InsertRequest(words.Command, frozen=True):
    """Somebody typed in at a place of the order."""

    point: Id
    version: Version
    before: Neighbour = ""
    speaker: Person = Person()
    topic: Line = ""
    field: Line = ""
    kind: RequestKind = RequestKind.OPINION
    answers: Annotated[tuple[Id, ...], Meta(max_length=20)] = ()


class HoldRequest(words.Command, frozen=True):
    """Mời sau: out of the order, not out of the list. Somebody who is called and does not answer
    may be held too; then the call is taken back."""

    request: Id


class ReturnRequest(words.Command, frozen=True):
    """Mời lại: a held request is in the order again."""

    request: Id


class MergeRequests(words.Command, frozen=True):
    """Gộp: `requests` ask the same as `into` and stand behind it as co-signers."""

    into: Id
    requests: Annotated[tuple[Id, ...], Meta(min_length=1, max_length=200)]


class SplitRequest(words.Command, frozen=True):
    """Tách: a merged request is on its own again."""

    request: Id


class CloseQueue(words.Command, frozen=True):
    """Nobody else may register. Those who wait go on waiting."""


class OpenQueue(words.Command, frozen=True):
    """The list is open again, and closes only by hand."""


class SetPolicy(words.Command, frozen=True):
    policy: Policy


class SetBudget(words.Command, frozen=True):
    """Until when the dialogue may last (0: no budget), and whether the list closes by itself."""

    until: Annotated[int, Meta(ge=0, le=2**53)]
    close: bool = False


Command = (
    MoveRequest
    | InsertRequest
    | HoldRequest
    | ReturnRequest
    | MergeRequests
    | SplitRequest
    | CloseQueue
    | OpenQueue
    | SetPolicy
    | SetBudget
)


class RequestMoved(words.Event, frozen=True):
    """Put right behind the nearest of `ahead`, nearest first, that is in the order."""

    request: str
    ahead: tuple[str, ...]


class RequestsMerged(words.Event, frozen=True):
    into: str
    requests: tuple[str, ...]


class HeadKept(words.Event, frozen=True):
    """These are next, and no rule reshuffles them any more."""

    requests: tuple[str, ...]


class QueueClosed(words.Event, frozen=True):
    at: Millis


class QueueOpened(words.Event, frozen=True):
    at: Millis


class PolicySet(words.Event, frozen=True):
    policy: Policy


class BudgetSet(words.Event, frozen=True):
    until: Millis
    close: bool


Event = RequestMoved | RequestsMerged | HeadKept | QueueClosed | QueueOpened | PolicySet | BudgetSet
Outcome = tuple[Event | HandRaised | RequestSettled | CallWithdrawn, ...]


class BadMerge(Refused):
    """A request cannot stand behind itself. Fields: `request`."""

    code = "bad_merge"


def decide(
    waiting: Queue, turns: Floor, at_points: Points, plan: Plan, item: str, command: Command,
    actor: Actor, at: Millis,
) -> Outcome:  # fmt: skip
    match command:
        case MoveRequest(id, version, before):
            queue.at_state(waiting, id, LINED)
            line = _line(waiting, turns, plan, item, version, id, before)
            same = before == id or [*_but(line, id, before), id] == [*line[: line.index(id) + 1]]
            return () if same else (_moved(line, id, before),)
        case InsertRequest(point, version, before):
            line = _line(waiting, turns, plan, item, version, point, before)
            wish = Wish(
                point, command.speaker, command.topic, command.field, command.kind, command.answers
            )
            hand = hands.raised(waiting, turns, at_points, plan, wish, actor, at)
            return (hand, _moved(line, hand.request, before))
        case HoldRequest(id):
            return _hold(waiting, turns, id)
        case ReturnRequest(id):
            held = queue.at_state(waiting, id, frozenset({RequestState.HELD}))
            return (RequestSettled(id, queue.lined(held)),)
        case MergeRequests(into, others):
            return (_merged(waiting, into, others),)
        case SplitRequest(id):
            return (_split(waiting, id),)
        case CloseQueue():
            return () if waiting.closed else (QueueClosed(at),)
        case OpenQueue():
            return (QueueOpened(at),) if waiting.closed else ()
        case SetPolicy(policy):
            return () if policy == waiting.policy else (PolicySet(policy),)
        case SetBudget(until, close):
            same = waiting.budget == Budget(until, close)
            return () if same else (BudgetSet(until, close),)
        case _:
            assert_never(command)


def _line(
    waiting: Queue, turns: Floor, plan: Plan, item: str, version: int, id: str, before: str
) -> tuple[str, ...]:
    """The order, if it still is the one that the moderator arranges; or Stale."""
    line = order.lineup(waiting, turns, plan, item).order
    if version != waiting.version or (before and before not in line):
        raise Stale(id=id, version=waiting.version)
    return line


def _but(line: tuple[str, ...], id: str, before: str) -> list[str]:
    """Who goes ahead of `id` once it stands before `before`."""
    others = [one for one in line if one != id]
    return others[: others.index(before)] if before else others


def _moved(line: tuple[str, ...], id: str, before: str) -> RequestMoved:
    return RequestMoved(id, tuple(reversed(_but(line, id, before))))


def _hold(waiting: Queue, turns: Floor, id: str) -> Outcome:
    coming = {turns.turns[turn].request: turn for turn in turns.coming}
    if id in coming and waiting.requests[id].state is RequestState.CALLED:
        return (CallWithdrawn(coming[id]), RequestSettled(id, RequestState.HELD))
    if queue.waiting(waiting, id).state is RequestState.HELD:
        return ()
    return (RequestSettled(id, RequestState.HELD),)


def _merged(waiting: Queue, into: str, ids: tuple[str, ...]) -> RequestsMerged:
    """Whoever stood behind one that is merged now stands behind the new one with it."""
    queue.waiting(waiting, into)
    if into in ids:
        raise BadMerge(request=into)
    behind = [
        one for id in dict.fromkeys(ids) for one in (id, *queue.waiting(waiting, id).cosigners)
    ]
    return RequestsMerged(into, tuple(behind))


def _split(waiting: Queue, id: str) -> RequestSettled:
    """Nobody waits twice: who registered again before their call was undone stays behind."""
    merged = queue.at_state(waiting, id, frozenset({RequestState.MERGED}))
    ahead = waiting.requests[merged.into]
    if merged.who and ahead.who == merged.who:
        raise AlreadyWaiting(request=ahead.id, no=ahead.no)
    return RequestSettled(id, merged.was)


def keep_head(waiting: Queue, turns: Floor, plan: Plan, item: str) -> tuple[Event, ...]:
    """Who is next now is promised that place, as far as the policy says so."""
    promised = order.promise(waiting, turns, plan, item)
    return (HeadKept(promised),) if promised else ()


def evolve(waiting: Queue, event: Event) -> Queue:
    arranged = waiting.version + 1
    match event:
        case RequestMoved(id, ahead):
            others = (one for one in waiting.moved if one.request != id)
            return replace(waiting, moved=(*others, Moved(id, ahead)), version=arranged)
        case RequestsMerged(into, ids):
            return replace(_merge(waiting, into, ids), version=arranged)
        case HeadKept(ids):
            return replace(waiting, head=(*waiting.head, *ids))
        case QueueClosed():
            return replace(waiting, closed=True)
        case QueueOpened():
            return replace(waiting, closed=False, budget=replace(waiting.budget, close=False))
        case PolicySet(policy):
            head = waiting.head if policy.safe else ()
            return replace(waiting, policy=policy, head=head, version=arranged)
        case BudgetSet(until, close):
            return replace(waiting, budget=Budget(until, close))
        case _:
            assert_never(event)


def _merge(waiting: Queue, into: str, ids: tuple[str, ...]) -> Queue:
    target = waiting.requests[into]
    for id in ids:
        one = waiting.requests[id]
        was = one.was if one.state is RequestState.MERGED else one.state
        merged = replace(one, state=RequestState.MERGED, was=was, into=into, cosigners=())
        waiting = requests.put(waiting, merged)
    return requests.put(waiting, replace(target, cosigners=(*target.cosigners, *ids)))
