"""What happened on the floor, written down."""

from typing import assert_never

from msgspec.structs import replace

from server.rooms.floor import (
    CallWithdrawn,
    Event,
    Floor,
    SpeakerCalled,
    SpeakerCorrected,
    SpeakerReady,
    Turn,
    TurnBegan,
    TurnEnded,
    TurnExtended,
    TurnStage,
    TurnSuspended,
)
from server.rooms.words import Millis, Span


def evolve(floor: Floor, event: Event) -> Floor:
    match event:
        case SpeakerCalled():
            return _called(floor, event)
        case SpeakerReady(id, microphone):
            ready = replace(floor.turns[id], stage=TurnStage.READY, microphone=microphone)
            return put(floor, ready)
        case TurnBegan(id, at):
            turn = floor.turns[id]
            spans = (*turn.spans, Span(at))
            began = replace(turn, stage=TurnStage.SPEAKING, spans=spans, why=None)
            return replace(put(off(floor, id), began), speaking=id)
        case TurnSuspended(id, at, why):
            stands = replace(stop(floor.turns[id], at), stage=TurnStage.SUSPENDED, why=why)
            put_off = put(off(floor, id), stands)
            return replace(put_off, suspended=(*put_off.suspended, id))
        case TurnExtended(id, limit):
            return put(floor, replace(floor.turns[id], limit=limit))
        case TurnEnded(id, at):
            ended = replace(stop(floor.turns[id], at), stage=TurnStage.ENDED, why=None)
            return put(off(floor, id), ended)
        case CallWithdrawn(id):
            return put(off(floor, id), replace(floor.turns[id], stage=TurnStage.WITHDRAWN))
        case SpeakerCorrected(id, speaker):
            return put(floor, replace(floor.turns[id], speaker=speaker))
        case _:
            assert_never(event)


def _called(floor: Floor, event: SpeakerCalled) -> Floor:
    turn = Turn(
        id=event.turn, kind=event.kind, point=event.point, speaker=event.speaker,
        limit=event.limit, source=event.source, request=event.request, item=event.item,
        above=event.above, answers=event.answers, called_at=event.at,
    )  # fmt: skip
    known = put(floor, turn)
    return replace(known, order=(*floor.order, turn.id), coming=(*floor.coming, turn.id))


def put(floor: Floor, turn: Turn) -> Floor:
    """The floor with `turn` as it now is."""
    return replace(floor, turns=floor.turns.set(turn.id, turn))


def off(floor: Floor, id: str) -> Floor:
    """The floor with `id` neither speaking, nor suspended, nor coming."""
    return replace(
        floor,
        speaking="" if floor.speaking == id else floor.speaking,
        suspended=tuple(other for other in floor.suspended if other != id),
        coming=tuple(other for other in floor.coming if other != id),
    )


def stop(turn: Turn, at: Millis) -> Turn:
    """The turn with its running span closed at `at`; a suspended turn has none."""
    if not turn.spans or turn.spans[-1].end:
        return turn
    return replace(turn, spans=(*turn.spans[:-1], Span(turn.spans[-1].start, at)))
