"""The transcript: what was heard while who had the floor, and what secretaries made of it."""

from enum import StrEnum
from typing import Annotated, assert_never

from immutables import Map
from msgspec import Meta
from msgspec.structs import replace

from server.rooms import floor, words
from server.rooms.floor import Floor
from server.rooms.words import BESIDE, Empty, Id, Line, Millis, Page, Stale, Struct, Unknown


class SegmentState(StrEnum):
    HEARD = "heard"
    EDITED = "edited"
    VERIFIED = "verified"


class Word(Struct, frozen=True, array_like=True):
    """A recognised word: times in server milliseconds, confidence 0…1."""

    text: str
    starts: Millis
    ends: Millis
    confidence: float


class Segment(Struct, frozen=True):
    """One utterance of exactly one turn. `words` is what was recognised and never changes; a typed
    line (*Ghi nhanh*) has none. `version` counts the texts, from 1."""

    id: str
    turn: str
    starts: Millis
    ends: Millis
    text: str
    words: tuple[Word, ...]
    version: int = 1
    state: SegmentState = SegmentState.HEARD
    by: str = ""


class Transcript(Struct, frozen=True):
    """`order` lists segment ids by the time they were spoken."""

    segments: Map[str, Segment] = Map()
    order: tuple[str, ...] = ()


class RecordSegment(words.Command, frozen=True):
    """System only: an utterance was recognised."""

    turn: Id
    starts: Millis
    ends: Millis
    text: Page
    words: Annotated[tuple[Word, ...], Meta(max_length=2000)] = ()


class WriteSegment(words.Command, frozen=True):
    """Ghi nhanh: a secretary types a line, with or without recognition (day.md D16)."""

    turn: Id
    text: Page


class EditSegment(words.Command, frozen=True):
    """Hiệu đính. `version` is the one the editor saw: another one since then is refused."""

    segment: Id
    version: Annotated[int, Meta(ge=1)]
    text: Page


class VerifySegment(words.Command, frozen=True):
    segment: Id
    version: Annotated[int, Meta(ge=1)]


Command = RecordSegment | WriteSegment | EditSegment | VerifySegment


class SegmentRecorded(words.Event, frozen=True):
    segment: str
    turn: str
    starts: Millis
    ends: Millis
    by: str = ""
    text: Annotated[str, Meta(extra=BESIDE)] = ""
    words: Annotated[tuple[Word, ...], Meta(extra=BESIDE)] = ()


class SegmentEdited(words.Event, frozen=True):
    segment: str
    version: int
    by: Line
    text: Annotated[str, Meta(extra=BESIDE)] = ""


class SegmentVerified(words.Event, frozen=True):
    segment: str
    by: Line


Event = SegmentRecorded | SegmentEdited | SegmentVerified


def known(transcript: Transcript, id: str) -> Segment:
    """The segment `id`, or Unknown."""
    if id not in transcript.segments:
        raise Unknown(what="segment", id=id)
    return transcript.segments[id]


def decide(
    transcript: Transcript, turns: Floor, command: Command, by: str, at: Millis
) -> tuple[Event, ...]:
    next_id = f"s{len(transcript.order) + 1}"
    match command:
        case RecordSegment(turn, starts, ends, text, heard):
            floor.known(turns, turn)
            # Recognisers send empty finals after long silence: nothing was said.
            if not text.strip():
                return ()
            return (SegmentRecorded(next_id, turn, starts, ends, "", text, heard),)
        case WriteSegment(turn, text):
            floor.known(turns, turn)
            return (SegmentRecorded(next_id, turn, at, at, by, said(text), ()),)
        case EditSegment(id, version, text):
            same = _current(transcript, id, version).text == said(text)
            return () if same else (SegmentEdited(id, version + 1, by, said(text)),)
        case VerifySegment(id, version):
            verified = _current(transcript, id, version).state is SegmentState.VERIFIED
            return () if verified else (SegmentVerified(id, by),)
        case _:
            assert_never(command)


def said(text: str) -> str:
    """`text` without white space around it, or Empty."""
    if not text.strip():
        raise Empty(field="text")
    return text.strip()


def _current(transcript: Transcript, id: str, version: int) -> Segment:
    segment = known(transcript, id)
    if segment.version != version:
        raise Stale(id=id, version=segment.version)
    return segment


def evolve(transcript: Transcript, event: Event) -> Transcript:
    match event:
        case SegmentRecorded(id, turn, starts, ends, by, text, heard):
            typed = SegmentState.EDITED if by else SegmentState.HEARD
            segment = Segment(id, turn, starts, ends, text, heard, state=typed, by=by)
            return _insert(transcript, segment)
        case SegmentEdited(id, version, by, text):
            segment = transcript.segments[id]
            edited = replace(segment, text=text, version=version, state=SegmentState.EDITED, by=by)
            return replace(transcript, segments=transcript.segments.set(id, edited))
        case SegmentVerified(id, by):
            verified = replace(transcript.segments[id], state=SegmentState.VERIFIED, by=by)
            return replace(transcript, segments=transcript.segments.set(id, verified))
        case _:
            assert_never(event)


def _insert(transcript: Transcript, segment: Segment) -> Transcript:
    """Put the segment where it was spoken: late sound may be recognised after later words."""
    place = len(transcript.order)
    while place and transcript.segments[transcript.order[place - 1]].starts > segment.starts:
        place -= 1
    order = (*transcript.order[:place], segment.id, *transcript.order[place:])
    return Transcript(transcript.segments.set(segment.id, segment), order)
