"""*Chốt* and *Đính chính*: a verified text is locked; later it is only corrected, with a reason."""

from typing import Annotated, assert_never

from msgspec import Meta
from msgspec.structs import replace

from server.rooms import floor, words
from server.rooms.editing import Version, current, kept
from server.rooms.floor import Floor
from server.rooms.transcript import SPOKEN, Segment, SegmentState, Transcript, known, put, said
from server.rooms.words import BESIDE, Empty, Id, Line, Page, Refused, Span


class LockSegments(words.Command, frozen=True):
    """Chốt: each must be verified. What is locked already stays so."""

    segments: Annotated[tuple[Id, ...], Meta(min_length=1, max_length=5000)]


class LockTurn(words.Command, frozen=True):
    """Chốt everything that was said in a turn; what is understood of it later is not locked."""

    turn: Id


class CorrectSegment(words.Command, frozen=True):
    """Đính chính a locked segment. What was locked stays beside it."""

    segment: Id
    version: Version
    text: Page
    reason: Page


Command = LockSegments | LockTurn | CorrectSegment


class SegmentsLocked(words.Event, frozen=True):
    segments: tuple[str, ...]
    by: Line


class SegmentCorrected(words.Event, frozen=True):
    segment: str
    version: int
    by: Line
    text: Annotated[str, Meta(extra=BESIDE)] = ""
    reason: Annotated[str, Meta(extra=BESIDE)] = ""


Event = SegmentsLocked | SegmentCorrected


class NotVerified(Refused):
    """Only what was verified can be locked. Fields: `segment` (the first one that is not), `count`
    (how many)."""

    code = "not_verified"


class NotLocked(Refused):
    """It is not locked yet: edit it. Fields: `segment`."""

    code = "not_locked"


def decide(
    transcript: Transcript, turns: Floor, hidden: tuple[Span, ...], command: Command, by: str
) -> tuple[Event, ...]:
    match command:
        case LockSegments(ids):
            return _lock([known(transcript, id) for id in dict.fromkeys(ids)], by)
        case LockTurn(turn):
            floor.known(turns, turn)
            every = (transcript.segments[id] for id in transcript.order)
            return _lock([one for one in every if one.turn == turn], by)
        case CorrectSegment(id, version, text, reason):
            old = current(transcript, turns, hidden, id, version)
            if old.state is not SegmentState.LOCKED:
                raise NotLocked(segment=id)
            if not reason.strip():
                raise Empty(field="reason")
            if old.text == said(text):
                return ()
            return (SegmentCorrected(id, version + 1, by, said(text), reason.strip()),)
        case _:
            assert_never(command)


def _lock(wanted: list[Segment], by: str) -> tuple[Event, ...]:
    spoken = [one for one in wanted if one.kind in SPOKEN]
    done = (SegmentState.VERIFIED, SegmentState.LOCKED)
    missing = [one for one in spoken if one.state not in done]
    if missing:
        raise NotVerified(segment=missing[0].id, count=len(missing))
    ids = tuple(one.id for one in spoken if one.state is not SegmentState.LOCKED)
    return (SegmentsLocked(ids, by),) if ids else ()


def evolve(transcript: Transcript, event: Event) -> Transcript:
    match event:
        case SegmentsLocked(ids):
            for id in ids:
                locked = replace(transcript.segments[id], state=SegmentState.LOCKED)
                transcript = put(transcript, locked)
            return transcript
        case SegmentCorrected(id, version, by, text):
            old = transcript.segments[id]
            return put(
                transcript,
                replace(
                    kept(old, by), text=text, version=version, by=by, changes=(), suggestions=()
                ),
            )
        case _:
            assert_never(event)
