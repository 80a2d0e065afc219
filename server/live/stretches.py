"""In which stretches of which turns sound of a source is kept, by when it was captured.

A turn has its spans; its first is led in by the pre-roll, what was heard of its source just before
(day.md D12). One source of a turn is recognised, the others are spares (D13)."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from server.live.streams import may_keep
from server.rooms.floor import Turn
from server.rooms.plan import VENUE
from server.rooms.room import Room
from server.rooms.sources import source_of, sources_of
from server.rooms.words import Millis, Span

PREROLL: Final = 20_000
"""Milliseconds of sound before a turn that may be joined to it."""
BEFORE: Final = -1
"""The place of the pre-roll among a turn's spans."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A time in which sound may be kept with `turn`, in its span `index` or BEFORE it. `heard`: it
    is recognised, too."""

    turn: Turn
    index: int
    span: Span
    heard: bool


def span_of(turn: Turn, index: int) -> Span:
    """The whole span `index` of `turn`; BEFORE it, the longest that the pre-roll may be."""
    begins = turn.spans[0].start
    return Span(begins - PREROLL, begins) if index == BEFORE else turn.spans[index]


def indexes(turn: Turn) -> tuple[int, ...]:
    return (BEFORE, *range(len(turn.spans))) if turn.spans else ()


def heard_in(turn: Turn, index: int) -> str:
    """The source that is recognised there."""
    return source_of(turn, max(index, 0))


def stretches(room: Room, source: str, since: Millis, memory: Millis) -> Iterator[Stretch]:
    """Those that reach beyond `since`, latest turn first. A break ends a stretch, and none begins
    in it; what was forbidden stays so, even if sent later. What was captured before `memory` is no
    pre-roll."""
    for id in reversed(room.floor.order):
        turn = room.floor.turns[id]
        if turn.spans and (not turn.spans[-1].end or turn.spans[-1].end > since):
            yield from _of(room, turn, source, since, memory)


def _of(room: Room, turn: Turn, source: str, since: Millis, memory: Millis) -> Iterator[Stretch]:
    hidden, recorded = room.withdrawals.spans, room.session.recorded
    for index in indexes(turn):
        if 0 < span_of(turn, index).end <= since:
            continue
        heard = heard_in(turn, index) == source
        if index == BEFORE:
            lead = _lead_in(room, turn, source, memory) if heard else None
            allowed = [lead] if lead else []
            reaching = [one for one in recorded if _holds(one, turn.spans[0].start)]
        else:
            allowed = [turn.spans[index]] if heard or _spare(room, turn, source) else []
            reaching = list(recorded)
        for span in allowed:
            for part in may_keep(span, reaching, hidden):
                yield Stretch(turn, index, part, heard)


def _lead_in(room: Room, turn: Turn, source: str, memory: Millis) -> Span | None:
    """Since the source was last in a turn: that is another one's, whose end is known."""
    begins = turn.spans[0].start
    others = (one for one in room.floor.turns.values() if one.id != turn.id)
    ends = (
        span.end
        for one in others
        if source in sources_of(one) or _spare(room, one, source)
        for span in one.spans
        if span.start < begins
    )
    since = max(begins - PREROLL, memory, *ends)
    return Span(since, begins) if since < begins else None


def _spare(room: Room, turn: Turn, source: str) -> bool:
    """Whether sound of `source` is kept beside what is recognised of `turn`: the mixer's, and that
    of the point's own microphone where the plan or somebody has chosen it."""
    if source == VENUE:
        return True
    point = room.points.get(source)
    chosen = point is not None and point.plan.sound == "own"
    return source == turn.point and (chosen or source in sources_of(turn))


def _holds(recorded: Span, at: Millis) -> bool:
    return recorded.start < at and (not recorded.end or recorded.end >= at)
