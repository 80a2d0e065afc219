"""A segment whole, as it comes by HTTP: what was heard, what it says now, what was approved."""

from server.rooms.doubts import Doubt, doubts_of
from server.rooms.realign import timed
from server.rooms.spelling import Change, Suggestion
from server.rooms.transcript import Segment, SegmentKind, SegmentState, Word
from server.rooms.words import Millis, Struct


class WordTime(Struct, frozen=True, array_like=True):
    starts: Millis
    ends: Millis


class SegmentLayers(Struct, frozen=True):
    """As `transcript.Segment`. `times` has the time of every word of `text`, split at white space;
    `listen` which of them must be heard again, and why; `undo` who may take the last change back;
    `corrected` that it says something else than when it was locked."""

    id: str
    turn: str
    starts: Millis
    ends: Millis
    text: str
    words: tuple[Word, ...]
    version: int = 1
    state: SegmentState = SegmentState.HEARD
    by: str = ""
    kind: SegmentKind = SegmentKind.SPEECH
    changes: tuple[Change, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    approved: str = ""
    times: tuple[WordTime, ...] = ()
    listen: tuple[Doubt, ...] = ()
    of: tuple[str, ...] = ()
    undo: str = ""
    corrected: bool = False


def layers(one: Segment) -> SegmentLayers:
    tokens = timed(one)
    return SegmentLayers(
        one.id, one.turn, one.starts, one.ends, one.text, one.words, one.version, one.state,
        one.by, one.kind, one.changes, one.suggestions, one.approved,
        tuple(WordTime(token.starts, token.ends) for token in tokens), doubts_of(one, tokens),
        one.of, undo_by(one), is_corrected(one),
    )  # fmt: skip


def undo_by(one: Segment) -> str:
    """Who made the last change, "" if nobody can take it back."""
    last = one.past[-1].until_by if one.past else one.formed
    return last if one.state is not SegmentState.LOCKED else ""


def is_corrected(one: Segment) -> bool:
    return one.state is SegmentState.LOCKED and one.text != one.approved
