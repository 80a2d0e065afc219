"""The transcript: what was heard while who had the floor, and the lines that secretaries typed.

What they make of it is asked for in `editing.py`, `splitting.py` and `locking.py`."""

from bisect import bisect_right
from enum import StrEnum
from typing import Annotated, Final, assert_never

from immutables import Map
from msgspec import Meta
from msgspec.structs import replace

from server.rooms import floor, words
from server.rooms.floor import Floor
from server.rooms.sequence import Ids
from server.rooms.spelling import Change, Suggestion
from server.rooms.words import (
    BESIDE,
    Empty,
    Id,
    Millis,
    Page,
    Refused,
    Span,
    Struct,
    Unknown,
)

RECENT: Final = 40
"""Segments that are looked at for something new: whoever checks is minutes behind, not hours. As
many that were written lately are shown wherever they stand."""


class SegmentState(StrEnum):
    HEARD = "heard"
    EDITED = "edited"
    VERIFIED = "verified"
    LOCKED = "locked"
    """*Chốt*: from here on it is only corrected, with a reason (*Đính chính*)."""


class SegmentKind(StrEnum):
    SPEECH = "speech"
    LOST = "lost"
    """Mất tín hiệu: sound of this stretch never came."""
    UNRECORDED = "unrecorded"
    """Spoken while recording was forbidden."""
    STOPPED = "stopped"
    """From here on sound could not be written: the disk was full."""
    BEFORE = "before"
    """Words from just before the turn began, perhaps another one's (day.md D12)."""
    DIVERTED = "diverted"
    """Spoken in a denunciation: shown to nobody (day.md D9)."""
    WITHDRAWN = "withdrawn"
    """Stands for words that were destroyed (day.md D14)."""


GAPS: Final = {
    SegmentKind.LOST: "[mất tín hiệu {seconds}]",
    SegmentKind.UNRECORDED: "[không ghi âm theo ý kiến của chủ trì, {seconds}]",
    SegmentKind.STOPPED: "[ghi âm bị gián đoạn: ổ đĩa đầy]",
}
"""The markers that the service sets, as they stand in transcript and papers."""
SPOKEN: Final = frozenset({SegmentKind.SPEECH, SegmentKind.BEFORE})
"""What people said, and may put right."""


class Word(Struct, frozen=True, array_like=True):
    """A recognised word: times in server milliseconds, confidence 0…1."""

    text: str
    starts: Millis
    ends: Millis
    confidence: float


class Revision(Struct, frozen=True):
    """What a segment's text was before `until_by` changed it."""

    text: str
    changes: tuple[Change, ...]
    suggestions: tuple[Suggestion, ...]
    state: SegmentState
    by: str
    until_by: str


class Segment(Struct, frozen=True):
    """One utterance of exactly one turn, in three layers: `words` is what was recognised and never
    changes (a typed line, *Ghi nhanh*, has none); `text` is what was made of it; `approved` is the
    text that was verified last.

    `changes` made `text` of the words (in order, none overlap) until somebody edits it; `spelt` are
    those that were in force then. `version` counts the texts, from 1. `past` are the latest texts
    before. `sure` are the places of words that were heard again or confirmed. Kinds that are not
    SPOKEN are markers: their text is the service's, and nobody edits it.

    A segment that was split, merged or lost words to its neighbour is out of the order and went
    `into` others; those are `of` it, and `formed` by whoever did it."""

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
    spelt: tuple[Change, ...] = ()
    approved: str = ""
    past: tuple[Revision, ...] = ()
    sure: tuple[int, ...] = ()
    of: tuple[str, ...] = ()
    into: tuple[str, ...] = ()
    formed: str = ""


class Transcript(Struct, frozen=True):
    """`order` lists segment ids by the time they were spoken; `segments` has those too that went
    into others, and those whose words were withdrawn, without a text. `touched` were written
    lately, the latest last."""

    segments: Map[str, Segment] = Map()
    order: Ids = Ids()
    touched: tuple[str, ...] = ()


class RecordSegment(words.Command, frozen=True):
    """System only: an utterance was recognised; `before`: in what was said before the turn."""

    turn: Id
    starts: Millis
    ends: Millis
    text: Page
    words: Annotated[tuple[Word, ...], Meta(max_length=2000)] = ()
    changes: Annotated[tuple[Change, ...], Meta(max_length=4000)] = ()
    suggestions: Annotated[tuple[Suggestion, ...], Meta(max_length=2000)] = ()
    before: bool = False


class MarkGap(words.Command, frozen=True):
    """System only: sound of this stretch will never come, or may not be kept."""

    turn: Id
    starts: Millis
    ends: Millis
    kind: SegmentKind


class WriteSegment(words.Command, frozen=True):
    """Ghi nhanh: a secretary types a line, with or without recognition (day.md D16)."""

    turn: Id
    text: Page


Command = RecordSegment | MarkGap | WriteSegment


class SegmentRecorded(words.Event, frozen=True):
    segment: str
    turn: str
    starts: Millis
    ends: Millis
    by: str = ""
    text: Annotated[str, Meta(extra=BESIDE)] = ""
    words: Annotated[tuple[Word, ...], Meta(extra=BESIDE)] = ()
    kind: SegmentKind = SegmentKind.SPEECH
    changes: Annotated[tuple[Change, ...], Meta(extra=BESIDE)] = ()
    suggestions: Annotated[tuple[Suggestion, ...], Meta(extra=BESIDE)] = ()


Event = SegmentRecorded


class Regrouped(Refused):
    """It was split, merged or gave words away meanwhile. Fields: `segment`, `into` (the ids of what
    it became)."""

    code = "segment_regrouped"


def known(transcript: Transcript, id: str) -> Segment:
    """The segment `id`. Raises Unknown, or Regrouped."""
    if id not in transcript.segments:
        raise Unknown(what="segment", id=id)
    segment = transcript.segments[id]
    if segment.into:
        raise Regrouped(segment=id, into=segment.into)
    return segment


def decide(
    transcript: Transcript,
    turns: Floor,
    hidden: tuple[Span, ...],
    command: Command,
    by: str,
    at: Millis,
) -> tuple[Event, ...]:
    """`hidden` are stretches whose words were withdrawn, or are about to be."""
    next_id = f"s{len(transcript.segments) + 1}"
    match command:
        case RecordSegment(turn):
            floor.known(turns, turn)
            return _record(next_id, hidden, command)
        case MarkGap(turn, starts, ends, kind):
            floor.known(turns, turn)
            text = GAPS[kind].format(seconds=_seconds(ends - starts))
            return (SegmentRecorded(next_id, turn, starts, ends, "", text, (), kind),)
        case WriteSegment(turn, text):
            floor.known(turns, turn)
            return (SegmentRecorded(next_id, turn, at, at, by, said(text), ()),)
        case _:
            assert_never(command)


def _record(id: str, hidden: tuple[Span, ...], command: RecordSegment) -> tuple[Event, ...]:
    text, heard = command.text, command.words
    changes, suggestions = command.changes, command.suggestions
    if any(_within(word, hidden) for word in heard):  # understood after it was withdrawn
        heard = tuple(word for word in heard if not _within(word, hidden))
        text, changes, suggestions = " ".join(word.text for word in heard), (), ()
    # Recognisers send empty finals after long silence: nothing was said.
    if not text.strip():
        return ()
    return (
        SegmentRecorded(
            id, command.turn, command.starts, command.ends, text=text, words=heard,
            kind=SegmentKind.BEFORE if command.before else SegmentKind.SPEECH,
            changes=changes, suggestions=suggestions,
        ),
    )  # fmt: skip


def said(text: str) -> str:
    """`text` without white space around it, or Empty."""
    if not text.strip():
        raise Empty(field="text")
    return text.strip()


def _within(word: Word, hidden: tuple[Span, ...]) -> bool:
    return any(word.starts < span.end and word.ends > span.start for span in hidden)


def _seconds(milliseconds: Millis) -> str:
    """As it is read in Vietnamese: "4,2 giây"."""
    return f"{milliseconds / 1000:.1f} giây".replace(".", ",")


def evolve(transcript: Transcript, event: Event) -> Transcript:
    state = SegmentState.EDITED if event.by else SegmentState.HEARD
    if event.kind not in SPOKEN:
        state = SegmentState.VERIFIED
    segment = Segment(
        event.segment, event.turn, event.starts, event.ends, event.text, event.words,
        state=state, by=event.by, kind=event.kind, changes=event.changes,
        suggestions=event.suggestions, spelt=event.changes,
    )  # fmt: skip
    return insert(transcript, segment, _place(transcript, event.starts))


def _place(transcript: Transcript, starts: Millis) -> int:
    """Behind everything that was said until then: nearly always at the end."""
    segments, order = transcript.segments, transcript.order
    if not order or segments[order[-1]].starts <= starts:
        return len(order)
    return bisect_right(order, starts, key=lambda id: segments[id].starts)


def insert(transcript: Transcript, segment: Segment, place: int) -> Transcript:
    """`segment` at `place` of the order, or as near to it as the order of time allows."""
    segments, order = transcript.segments, transcript.order
    while place < len(order) and segments[order[place]].starts < segment.starts:
        place += 1
    while place and segments[order[place - 1]].starts > segment.starts:
        place -= 1
    return replace(put(transcript, segment), order=order.inserted(place, segment.id))


def put(transcript: Transcript, segment: Segment) -> Transcript:
    """`transcript` with `segment` as it is now."""
    others = transcript.touched
    if segment.id in others:
        others = tuple(id for id in others if id != segment.id)
    return replace(
        transcript, segments=transcript.segments.set(segment.id, segment),
        touched=(*others, segment.id)[-RECENT:],
    )  # fmt: skip


def newly_verified(before: Transcript, now: Transcript) -> list[Segment]:
    """Segments near the end that were verified since `before`, as they were spoken."""
    late = [now.segments[id] for id in now.order[-RECENT:]]
    return [
        one
        for one in late
        if one.state is SegmentState.VERIFIED
        and one.kind in (SegmentKind.SPEECH, SegmentKind.WITHDRAWN)
        and not any(_was_verified(before, id) for id in (one.id, *one.of))
    ]


def _was_verified(transcript: Transcript, id: str) -> bool:
    found = transcript.segments.get(id)
    return found is not None and found.state in (SegmentState.VERIFIED, SegmentState.LOCKED)
