"""While the leader concludes: every order that is heard, beside the tasks of the draft (D22)."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from enum import StrEnum
from itertools import accumulate
from typing import Final, NamedTuple

from server.rooms.comparing import fold
from server.rooms.conclusion import ConclusionPoint, Task
from server.rooms.deadlines import conference_day
from server.rooms.floor import TurnKind
from server.rooms.plan import Section
from server.rooms.room import Room
from server.rooms.spoken import Order, orders, same_agency, short
from server.rooms.words import Struct

ENOUGH: Final = 0.6
LEAD: Final = 0.5
DUE: Final = 0.25
"""How surely an order is a task of the draft: the share of words that both have, and so much for
the same agency and the same day. From ENOUGH on it is."""
_SMALL: Final = frozenset(
    (
        "và", "các", "của", "cho", "với", "tại", "về", "trên", "theo", "để", "đối", "việc", "trong",
        "chủ", "trì", "phối", "hợp", "cơ", "quan", "đơn", "vị",
    )
)  # fmt: skip
"""Words that every order has."""


class Agreement(StrEnum):
    SAME = "same"
    DIFFERS = "differs"
    MISSING = "missing"
    """The draft has no such task."""


class Difference(StrEnum):
    LEAD = "lead"
    DUE = "due"


class HeardOrder(Struct, frozen=True):
    """An order as it was said, from segment `segment` on. Where the draft has it, `task` is which
    task (from 0) of `point`, and `differs` says in what."""

    segment: str
    agency: str
    action: str
    agreement: Agreement
    due: str = ""
    point: str = ""
    task: int = 0
    differs: tuple[Difference, ...] = ()


class Drafted(NamedTuple):
    """A task of the draft, and what tells it from others: its agency, in short, and its words."""

    point: str
    at: int
    task: Task
    lead: str
    words: frozenset[str]


def turns(room: Room) -> tuple[str, ...]:
    """The turns in which the conclusion is spoken."""
    items = {one.id for one in room.agenda.items if one.section is Section.CONCLUSION}
    every = (room.floor.turns[id] for id in room.floor.order)
    return tuple(
        turn.id for turn in every if turn.item in items and turn.kind is not TurnKind.SPEECH
    )


def heard(room: Room) -> tuple[HeardOrder, ...]:
    """What the leader has ordered so far, in the order in which it was said."""
    concluding = turns(room)
    if not concluding:  # asked after every sentence of the whole day
        return ()
    points = [room.conclusion.points[id] for id in room.conclusion.order]
    tasks = drafted(points)
    agencies = {*room.session.plan.agencies, *(one.task.lead for one in tasks)}
    held = conference_day(room.session)
    found = []
    for turn in concluding:
        said, places = _said(room, turn)
        starts = [start for start, _ in places]
        for order in orders(said, held, agencies - {""}):
            segment = places[bisect_right(starts, order.starts) - 1][1]
            found.append(compare(order, segment, tasks))
    return tuple(found)


def _said(room: Room, turn: str) -> tuple[str, list[tuple[int, str]]]:
    """The words of `turn`, and where in them each segment begins."""
    every = (room.transcript.segments[id] for id in room.transcript.order)
    own = [one for one in every if one.turn == turn and one.text]
    starts = accumulate((len(one.text) + 1 for one in own), initial=0)
    text = " ".join(one.text for one in own)
    return text, [(start, one.id) for start, one in zip(starts, own, strict=False)]


def drafted(points: Sequence[ConclusionPoint]) -> list[Drafted]:
    """The tasks of `points`, ready to be compared."""
    return [
        Drafted(point.id, at, task, short(task.lead), _words(task.content))
        for point in points
        for at, task in enumerate(point.tasks)
    ]


def compare(order: Order, segment: str, tasks: Sequence[Drafted]) -> HeardOrder:
    """`order` beside the task that it most surely is."""
    agency, words = short(order.agency), _words(order.action)

    def surely(one: Drafted) -> float:
        return _score(words, one) + LEAD * (agency == one.lead) + DUE * _same_day(order, one.task)

    best = max(tasks, key=surely, default=None)
    if best is None or surely(best) < ENOUGH:
        missing = Agreement.MISSING
        return HeardOrder(segment, order.agency, order.action, missing, order.due)
    differs = tuple(_differences(order, best.task))
    agreement = Agreement.DIFFERS if differs else Agreement.SAME
    return HeardOrder(
        segment, order.agency, order.action, agreement, order.due, best.point, best.at, differs
    )


def _score(words: frozenset[str], drafted: Drafted) -> float:
    """The share of words that both have, of the shorter one."""
    fewer = min(len(words), len(drafted.words))
    return len(words & drafted.words) / fewer if fewer else 0.0


def _same_day(order: Order, task: Task) -> bool:
    return bool(order.due) and order.due == task.due


def _differences(order: Order, task: Task) -> Iterator[Difference]:
    """What was said otherwise. A day that was not said at all is none."""
    if not same_agency(order.agency, task.lead):
        yield Difference.LEAD
    if order.due and order.due != task.due:
        yield Difference.DUE


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", fold(text))) - _SMALL
