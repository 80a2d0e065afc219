"""Time: how many more turns the budget holds, what could be done about it, who has had how much."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Final

from server.rooms.desk import CloseQueue
from server.rooms.floor import Floor, Turn, TurnKind, TurnStage, spoken
from server.rooms.plan import Plan, Rules
from server.rooms.queue import Queue
from server.rooms.session import Session, Stage
from server.rooms.words import Millis, Struct

SHORTEST: Final = 60
"""Seconds below which a turn is no longer worth calling: then some have to write instead."""


class Advice(StrEnum):
    CLOSE = "close"
    """Close the list: those who wait fill the time."""
    SHORTEN = "shorten"
    """Shorten turns: `n` is the limit in seconds with which everybody gets their turn."""
    WRITE = "write"
    """Ask for texts: `n` is how many cannot be called."""


class Proposal(Struct, frozen=True):
    advice: Advice
    n: int = 0


class Forecast(Struct, frozen=True):
    """`left` until the budget's end and `each`, what a turn takes with its share of replies, in
    milliseconds; `turns` fit, `waiting` are in the order. Proposals only: a person decides."""

    left: Millis
    each: Millis
    turns: int
    waiting: int
    proposals: tuple[Proposal, ...] = ()


def each(turns: Floor, rules: Rules) -> Millis:
    """What a turn takes: its limit, and the limit of a reply as often as one was given so far
    (before anything was said: once each)."""
    begun = [turn for turn in turns.turns.values() if turn.spans]
    stands = [turn for turn in begun if turn.stage is not TurnStage.WITHDRAWN]
    speeches = sum(turn.kind is TurnKind.SPEECH for turn in stands)
    replies = sum(turn.kind is TurnKind.REPLY for turn in stands)
    reply = rules.reply * 1000 * replies // speeches if speeches else rules.reply * 1000
    return rules.speech * 1000 + reply


def forecast(hands: Queue, turns: Floor, rules: Rules, at: Millis) -> Forecast | None:
    """How the time that is left at `at` works out; None without a budget."""
    if not hands.budget.until:
        return None
    left, takes = max(hands.budget.until - at, 0), each(turns, rules)
    waiting = len(hands.order)
    fit = left // takes if takes else waiting
    reply = takes - rules.speech * 1000
    return Forecast(left, takes, fit, waiting, _proposals(hands, fit, waiting, left, reply))


def _proposals(
    hands: Queue, fit: int, waiting: int, left: Millis, reply: Millis
) -> tuple[Proposal, ...]:
    found = []
    if fit <= waiting and not hands.closed:
        found.append(Proposal(Advice.CLOSE))
    if fit < waiting:
        shorter = (left // waiting - reply) // 1000
        if shorter >= SHORTEST:
            found.append(Proposal(Advice.SHORTEN, shorter))
        found.append(Proposal(Advice.WRITE, waiting - fit))
    return tuple(found)


def due(session: Session, hands: Queue, turns: Floor, at: Millis) -> tuple[CloseQueue, ...]:
    """What the service itself is to ask at `at`: to close the list once those who wait fill the
    time that is left, where a person has set it so."""
    if session.stage is not Stage.OPEN or hands.closed or not hands.budget.close:
        return ()
    expected = forecast(hands, turns, session.plan.rules, at)
    full = expected is not None and expected.turns <= expected.waiting
    return (CloseQueue(),) if full else ()


class Share(Struct, frozen=True):
    """Speeches, and how long they had the floor (ms)."""

    turns: int
    time: Millis


class Shares(Struct, frozen=True):
    """By point, by cluster (cụm) and by field ("" is none); only those that spoke."""

    points: dict[str, Share]
    clusters: dict[str, Share]
    fields: dict[str, Share]


def shares(hands: Queue, turns: Floor, plan: Plan, at: Millis = 0) -> Shares:
    """Who has had how much: speeches that began and were not undone. Of the one that runs, the
    time until `at`; with 0 it is left out."""
    begun = [turn for id in turns.order if (turn := turns.turns[id]).spans]
    speeches = [
        turn
        for turn in begun
        if turn.kind is TurnKind.SPEECH and turn.stage is not TurnStage.WITHDRAWN
    ]
    times = {turn.id: _time(turn, at) for turn in speeches}
    clusters = {point.id: point.cluster for point in plan.points}

    def field(turn: Turn) -> str:
        request = hands.requests.get(turn.request)
        return request.field if request else ""

    return Shares(
        _shared(speeches, times, lambda turn: turn.point),
        _shared(speeches, times, lambda turn: clusters[turn.point]),
        _shared(speeches, times, field),
    )


def _time(turn: Turn, at: Millis) -> Millis:
    running = turn.spans[-1].end == 0
    return spoken(turn, at if at or not running else turn.spans[-1].start)


def _shared(
    speeches: list[Turn], times: Mapping[str, Millis], of: Callable[[Turn], str]
) -> dict[str, Share]:
    found: dict[str, Share] = {}
    for turn in speeches:
        had = found.get(of(turn), Share(0, 0))
        found[of(turn)] = Share(had.turns + 1, had.time + times[turn.id])
    return found
