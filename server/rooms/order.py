"""The order: who is called next, and why (policy.py), with what people arranged by hand above it.

It is worked out when somebody looks or calls, never when a hand goes up: 2,700 hands in one second
cost a few dozen orders, not 2,700."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Final

from msgspec import UNSET, UnsetType

from server.rooms import policy, queue
from server.rooms.floor import Floor, TurnKind, TurnStage
from server.rooms.plan import VENUE, Plan
from server.rooms.policy import Policy, Ranks, Reason, ReasonCode, Row, Scope, Spoken
from server.rooms.queue import Moved, Queue
from server.rooms.states import LINED, RequestState
from server.rooms.words import Struct

MEMORY: Final = 16
"""Orders remembered: one room needs one or two, and a node runs a handful of rooms."""


class Lineup(Struct, frozen=True):
    """`order` is the whole of it. `safe` were promised their places, `by_hand` were put there; the
    `row` of any other explains its place by `ranks`."""

    order: tuple[str, ...]
    safe: frozenset[str]
    by_hand: frozenset[str]
    row: Callable[[str], Row]
    ranks: Ranks

    def reasons(self, id: str) -> tuple[Reason, ...]:
        """Why `id` stands where it does, the weightiest first."""
        if id in self.by_hand:
            return (Reason(ReasonCode.BY_HAND),)
        if id in self.safe:
            return (Reason(ReasonCode.SAFE),)
        return policy.reasons(self.row(id), self.ranks)


_Made = tuple[Queue, Floor, Plan, str]
_remembered: list[tuple[_Made, Lineup]] = []


def lineup(hands: Queue, turns: Floor, plan: Plan, item: str) -> Lineup:
    """The order of those who wait while the programme is at `item`. What it was made of is
    immutable, so it is remembered by identity."""
    made = (hands, turns, plan, item)
    for before, found in _remembered:
        if all(a is b for a, b in zip(before[:3], made[:3], strict=True)) and before[3] == item:
            return found
    found = preview(hands, turns, plan, item)
    _remembered.insert(0, (made, found))
    del _remembered[MEMORY:]
    return found


def preview(
    hands: Queue, turns: Floor, plan: Plan, item: str, tried: Policy | UnsetType = UNSET
) -> Lineup:
    """The order as it would be under the policy `tried`; nothing is changed."""
    ruling = hands.policy if tried is UNSET else tried
    by_hand = [one for one in hands.moved if hands.requests[one.request].state in LINED]
    hand = frozenset(one.request for one in by_hand)
    safe = kept(hands, ruling.safe)
    clusters = {point.id: point.cluster for point in plan.points}
    venues = {point.id for point in plan.points if point.kind == VENUE}
    row = partial(_row, hands, clusters, venues)
    arranged: Sequence[str] = hands.order
    ranks: Ranks = {}
    if ruling.rules:
        counts = spoken(hands, turns, clusters, ruling, item)
        for id in safe:  # they speak before all others
            _count(counts, row(id))
        arranged, ranks = policy.arrange(
            [row(id) for id in hands.order if id not in safe], ruling, counts
        )
    # Those placed by hand are ranked too: taking one out must not reshuffle the others.
    others = (id for id in arranged if id not in hand and id not in safe)
    order = _with_moved([*safe, *others], by_hand)
    return Lineup(order, frozenset(safe), hand, row, ranks)


def _row(hands: Queue, clusters: Mapping[str, str], venues: set[str], id: str) -> Row:
    request = hands.requests[id]
    return Row(
        id, request.no, request.kind, request.state is RequestState.APPROVED,
        request.point in venues, request.point, request.who,
        clusters[request.point], request.field,
    )  # fmt: skip


def _with_moved(order: list[str], moved: Sequence[Moved]) -> tuple[str, ...]:
    there = set(order)
    for one in moved:
        behind = next((id for id in one.ahead if id in there), None)
        order.insert(0 if behind is None else order.index(behind) + 1, one.request)
        there.add(one.request)
    return tuple(order)


def spoken(
    hands: Queue, turns: Floor, clusters: Mapping[str, str], ruling: Policy, item: str
) -> Spoken:
    """The turns that count as spoken: speeches called and not taken back."""
    counts = Spoken(Counter(), Counter(), Counter(), Counter())
    for id in turns.order:
        turn = turns.turns[id]
        counted = turn.kind is TurnKind.SPEECH and turn.stage is not TurnStage.WITHDRAWN
        if not counted or (ruling.scope is Scope.ITEM and turn.item != item):
            continue
        request = hands.requests.get(turn.request)
        counts.points[turn.point] += 1
        by = request.by if request else ""
        counts.people[queue.person(by, turn.speaker)] += 1
        counts.clusters[clusters[turn.point]] += 1
        counts.fields[request.field if request else ""] += 1
    return counts


def _count(counts: Spoken, row: Row) -> None:
    counts.points[row.point] += 1
    counts.people[row.person] += 1
    counts.clusters[row.cluster] += 1
    counts.fields[row.field] += 1


def kept(hands: Queue, safe: int) -> tuple[str, ...]:
    """Those at the head that keep their places: the first `safe` promised ones that wait. Who was
    called comes back to it when the call is taken back."""
    moved = {one.request for one in hands.moved}
    promised = (id for id in hands.head if id not in moved)
    there = [id for id in promised if hands.requests[id].state in LINED]
    return tuple(there[:safe])


def promise(hands: Queue, turns: Floor, plan: Plan, item: str) -> tuple[str, ...]:
    """Who is to be promised a place now, so that the head is as long as the policy says."""
    safe = hands.policy.safe
    moved = sum(hands.requests[one.request].state in LINED for one in hands.moved)
    missing = min(safe, len(hands.order) - moved) - len(kept(hands, safe))
    if missing <= 0:
        return ()
    line = lineup(hands, turns, plan, item)
    free = [id for id in line.order if id not in line.safe | line.by_hand]
    return tuple(free[:missing])
