"""Whose sound of a turn is recognised: that of the venue's mixer, or of the point's own microphone.
The other one is a spare (day.md D13)."""

from typing import Annotated

from msgspec import Meta
from msgspec.structs import replace

from server.rooms import words
from server.rooms.floor import Floor, Turn, TurnStage, WrongTurnStage, known
from server.rooms.plan import VENUE
from server.rooms.turns import put, stop
from server.rooms.words import Id, Millis, Span, Unknown


class SetSource(words.Command, frozen=True):
    """Đổi nguồn âm thanh: from now on `source`, "venue" or the turn's own point, is recognised."""

    turn: Id
    source: Annotated[str, Meta(min_length=1, max_length=64)]


class SourceSet(words.Event, frozen=True):
    """A running stretch of the turn ends at `at`, and the next one begins: words before and after
    come from different sources, and none from both."""

    turn: str
    source: str
    at: Millis


Command = SetSource
Event = SourceSet


def decide(floor: Floor, command: Command, at: Millis) -> tuple[Event, ...]:
    turn = known(floor, command.turn)
    if turn.stage in (TurnStage.ENDED, TurnStage.WITHDRAWN):
        raise WrongTurnStage(turn=turn.id, stage=turn.stage)
    if command.source not in (VENUE, turn.point):
        raise Unknown(what="source", id=command.source)
    same = command.source == turn.source
    return () if same else (SourceSet(turn.id, command.source, at),)


def evolve(floor: Floor, event: Event) -> Floor:
    turn = floor.turns[event.turn]
    until_now = stop(turn, event.at)
    spans = until_now.spans
    sources = tuple(source_of(turn, index) for index in range(len(spans)))
    if until_now is not turn:
        spans = (*spans, Span(event.at))
    return put(floor, replace(turn, spans=spans, sources=sources, source=event.source))


def source_of(turn: Turn, index: int) -> str:
    """Whose sound is recognised in the stretch `turn.spans[index]`."""
    return turn.sources[index] if index < len(turn.sources) else turn.source


def sources_of(turn: Turn) -> tuple[str, ...]:
    """Every source that was or is recognised in `turn`, the present one first."""
    return tuple(dict.fromkeys((turn.source, *turn.sources)))
